"""People: the accounts as the administrator keeps them, and everyone's own page. What a form may change is named here, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pantau.model.account import NAME, ROLES, Account, ApiKey, Person
from pantau.monitor import accounts as keeping
from pantau.monitor import signing
from pantau.monitor.accounts import AccountError
from pantau.monitor.passwords import LEAST
from pantau.store import Store, accounts
from pantau.web.asking import NotThere
from pantau.web.desk import Desk
from pantau.web.forms import Form, read_form
from pantau.web.identity import Identity
from pantau.web.refusing import page_values
from pantau.web.signing_in import BROWSER, SigningIn

_MOST_BYTES = 16_000
_KEY, _SESSION = re.compile(r"[0-9a-f]{12}"), re.compile(r"[0-9a-f]{16}")
Faults = tuple[tuple[str, str], ...]
Work = Callable[[Store, Form], str | ApiKey]
"""What a form does; the secret of a key that was made, else nothing."""


class People:
    """The pages of `/people` and `/me`."""

    def __init__(self, desk: Desk, identity: Identity, signing_in: SigningIn) -> None:
        self.desk, self.identity, self.signing_in = desk, identity, signing_in

    # The administrator's -------------------------------------------------------------------------------------------------

    def show_all(self, request: Request) -> Response:
        """Every account, and a form for one more."""
        return self._all(request)

    def show_one(self, request: Request) -> Response:
        """One account with what may be changed of it."""
        return self._one(request, _name(request))

    async def add(self, request: Request) -> Response:
        """One more account. At a desk of one it is the first, and the desk asks for names from then on."""
        form = await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._add, request, form)

    def _add(self, request: Request, form: Form) -> Response:
        person = self.desk.person_of(request)
        added = Account(
            name=form.word("name"), full_name=form.word("full_name"), role=form.word("role"), theatres=form.words("theatre")
        )
        try:
            with self.desk.door.writing() as store:
                keeping.add_account(
                    store, added, form.raw("password"), by=person, now=self.identity.clock(), theatres=self._theatres()
                )
        except AccountError as error:
            return self._all(request, typed=added, faults=error.faults, status=422)
        return RedirectResponse("/login" if person.is_alone else f"/people/{added.name}", status_code=303)

    async def change(self, request: Request) -> Response:
        """What the form's button names: the account's fields, its password, whether it is disabled."""
        name, form = _name(request), await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._change, request, name, form)

    def _change(self, request: Request, name: str, form: Form) -> Response:
        by, now = self.desk.person_of(request), self.identity.clock()
        try:
            with self.desk.door.writing() as store:
                match form.word("do"):
                    case "change":
                        keeping.change_account(
                            store, name, by=by, now=now, role=form.word("role"), full_name=form.word("full_name"),
                            theatres=form.words("theatre"), known=self._theatres(),
                        )  # fmt: skip
                    case "disable" | "enable" as do:
                        keeping.change_account(store, name, by=by, now=now, is_disabled=do == "disable")
                    case "password":
                        keeping.set_password(store, name, form.raw("password"), by=by, now=now)
                    case _:
                        raise NotThere("do")
        except AccountError as error:
            _raise_unknown(error)
            return self._one(request, name, faults=error.faults, status=422)
        return RedirectResponse(f"/people/{name}", status_code=303)

    async def add_key(self, request: Request) -> Response:
        """A key for an account; the page shows its secret this once."""
        name, form = _name(request), await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._add_key, request, name, form, self._one)

    async def revoke_key(self, request: Request) -> Response:
        """A key opens nothing from now on."""
        name, key = _name(request), _part(request, "key", _KEY)
        await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._revoke_key, request, name, key, f"/people/{name}")

    # Everyone's own ------------------------------------------------------------------------------------------------------

    def show_me(self, request: Request) -> Response:
        """One's own account."""
        return self._me(request)

    async def change_password(self, request: Request) -> Response:
        """One's own password: all other sessions end, and this one gets a new token."""
        form = await read_form(request, _MOST_BYTES)
        return await run_in_threadpool(self._change_password, request, form)

    def _change_password(self, request: Request, form: Form) -> Response:
        person, now = _own(self.desk, request), self.identity.clock()
        front = self.identity.front
        browser = request.cookies.get(front.cookie(request.scope, BROWSER), "")
        attempt = signing.Attempt(person.name, form.raw("present"), browser, front.address(request.scope))
        if form.raw("password") != form.raw("again"):
            return self._me(request, faults=(("password", "again"),), status=422)
        try:
            with self.desk.door.writing() as store:
                knows = signing.is_own_password(store, attempt, now=now)
                if knows is not True:
                    why = "present" if knows is False else "wait"
                    return self._me(request, faults=(("password", why),), status=422)
                keeping.set_password(store, person.name, form.raw("password"), by=person, now=now)
                fresh = signing.renew(store, person, browser, now=now)
        except AccountError as error:
            return self._me(request, faults=error.faults, status=422)
        answer = RedirectResponse("/me", status_code=303)
        if fresh is not None:
            self.signing_in.give_session(request, answer, fresh)
        return answer

    async def add_own_key(self, request: Request) -> Response:
        """A key for oneself."""
        form = await read_form(request, _MOST_BYTES)
        name = _own(self.desk, request).name
        return await run_in_threadpool(self._add_key, request, name, form, lambda request, _name, **told: self._me(request, **told))

    async def revoke_own_key(self, request: Request) -> Response:
        """A key of one's own opens nothing from now on."""
        await read_form(request, _MOST_BYTES)
        name, key = _own(self.desk, request).name, _part(request, "key", _KEY)
        return await run_in_threadpool(self._revoke_key, request, name, key, "/me")

    async def end_session(self, request: Request) -> Response:
        """End one of one's own sessions."""
        await read_form(request, _MOST_BYTES)
        person, session = _own(self.desk, request), _part(request, "session", _SESSION)
        return await run_in_threadpool(self._end_session, person, session)

    def _end_session(self, person: Person, session: str) -> Response:
        with self.desk.door.writing() as store:
            if not signing.end_session(store, person, session):
                raise NotThere(session)
        return RedirectResponse("/me", status_code=303)

    # Shared --------------------------------------------------------------------------------------------------------------

    def _theatres(self) -> tuple[str, ...]:
        return (*(theatre.id for theatre in self.desk.theatres), "other")

    def _add_key(self, request: Request, name: str, form: Form, show: Callable[..., Response]) -> Response:
        by, now = self.desk.person_of(request), self.identity.clock()
        try:
            with self.desk.door.writing() as store:
                made, secret = keeping.add_key(store, name, form.word("key"), by=by, now=now)
        except AccountError as error:
            _raise_unknown(error)
            return show(request, name, faults=error.faults, status=422)
        return show(request, name, secret=secret, made=made)

    def _revoke_key(self, request: Request, name: str, key: str, back: str) -> Response:
        try:
            with self.desk.door.writing() as store:
                keeping.revoke_key(store, key, by=self.desk.person_of(request), now=self.identity.clock(), of=name)
        except AccountError:
            raise NotThere(key) from None
        return RedirectResponse(back, status_code=303)

    def _all(self, request: Request, *, status: int = 200, faults: Faults = (), typed: Account | None = None) -> Response:
        with self.desk.door.opened() as store:
            people = store.ask(accounts.load_accounts)
        return self._page(request, "people.html", status, faults=faults, people=people, typed=typed)

    def _one(self, request: Request, name: str, *, status: int = 200, faults: Faults = (), **told: Any) -> Response:
        with self.desk.door.opened() as store:
            account = store.ask(accounts.load_account, name)
            keys, sessions = store.ask(accounts.load_keys, name), store.ask(accounts.load_sessions, name)
        if account is None:
            raise NotThere(name)
        return self._page(request, "account.html", status, faults=faults, account=account, keys=keys, sessions=sessions, **told)

    def _me(self, request: Request, *, status: int = 200, faults: Faults = (), **told: Any) -> Response:
        person = self.desk.person_of(request)
        with self.desk.door.opened() as store:
            keys, sessions = store.ask(accounts.load_keys, person.name), store.ask(accounts.load_sessions, person.name)
        mine = request.state.who.session
        return self._page(request, "me.html", status, faults=faults, keys=keys, sessions=sessions, mine=mine, **told)

    def _page(self, request: Request, template: str, status: int, **told: Any) -> Response:
        """A page that is kept by nobody: it may hold a secret."""
        values = {"secret": "", "made": None, "roles": ROLES, "all_theatres": self._theatres(), "least": LEAST} | told
        html = self.desk.render(request, template, **(page_values(self.desk, request, None, None) | values))
        return Response(html, status, media_type="text/html", headers={"cache-control": "no-store"})


def _own(desk: Desk, request: Request) -> Person:
    """Who asks, by an account of their own. Raises NotThere at a desk of one."""
    person = desk.person_of(request)
    if person.is_alone:
        raise NotThere("account")
    return person


def _name(request: Request) -> str:
    return _part(request, "name", NAME)


def _part(request: Request, name: str, form: re.Pattern[str]) -> str:
    value = str(request.path_params[name])
    if not form.fullmatch(value):
        raise NotThere(value[:80])
    return value


def _raise_unknown(error: AccountError) -> None:
    if ("name", "no_account") in error.faults:
        raise NotThere("account") from error
