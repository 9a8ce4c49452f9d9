"""Who asks: by the session of a browser, by the key of a program, or, where the store has no accounts, by the one-time link."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from starlette.requests import Request

from pantau.model.account import ALONE, Person, Session
from pantau.monitor import signing
from pantau.store import accounts
from pantau.web.addresses import API
from pantau.web.door import Door
from pantau.web.forms import token_of
from pantau.web.fronting import Front
from pantau.web.sessions import Sessions

Clock = Callable[[], datetime]
BY_LINK = ALONE._replace(via="link")
_NO_WAIT = 0.2


def now_in_utc() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


class Who(NamedTuple):
    """What is known of the one who asks. `csrf` is the token of their forms, None where none is needed (a key); `token` the secret of
    the session, `session` what is kept of it."""

    person: Person | None = None
    csrf: str | None = ""
    token: str = ""
    session: Session | None = None
    needs_account: bool = False


class Identity:
    """Tells who asks. Every answer goes by the store as it stands: who was disabled a moment ago is out."""

    def __init__(self, door: Door, front: Front, links: Sessions, clock: Clock = now_in_utc) -> None:
        self.door, self.front, self.links, self.clock = door, front, links, clock
        self._noting = threading.Lock()

    def has_accounts(self) -> bool:
        """Whether the store has accounts: then nobody comes in without one. Raises StoreError where it cannot be read."""
        return self.door.remember("has accounts", self._ask_for_accounts)

    def _ask_for_accounts(self) -> bool:
        with self.door.opened() as store:
            return store.ask(accounts.has_accounts)

    def who(self, request: Request) -> Who:
        """Who asks. Raises StoreError where that cannot be told now."""
        token = request.cookies.get(self.front.cookie(request.scope)) or ""
        if not self.has_accounts():
            is_in = self.links.is_open(token)
            return Who(BY_LINK, token_of(token), token) if is_in else Who()
        given = request.headers.get("authorization")
        if given is not None and request.url.path.startswith(f"{API}/"):
            return self._by_key(given)
        return self._by_session(token) if token else Who(needs_account=True)

    def _by_key(self, given: str) -> Who:
        scheme, _, secret = given.partition(" ")
        now = self.clock()
        with self.door.opened() as store:
            found = signing.find_person_of_key(store, secret.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            return Who(needs_account=True)
        if found[1].key.used_on != now.date():
            self._note(key=found[1].key.id)
        return Who(found[0], None, needs_account=True)

    def _by_session(self, token: str) -> Who:
        now = self.clock()
        with self.door.opened() as store:
            found = signing.find_person(store, token, now=now)
        if found is None:
            return Who(needs_account=True)
        if signing.is_stale(found[1], now):
            self._note(token=token)
        return Who(found[0], token_of(token), token, found[1], True)

    def _note(self, *, token: str | None = None, key: str | None = None) -> None:
        """Note the use where that can be done at once: nobody waits for it."""
        if not self._noting.acquire(blocking=False):
            return
        try:
            signing.note_use_at(self.door.path, token=token, key=key, now=self.clock(), wait=_NO_WAIT)
        finally:
            self._noting.release()
