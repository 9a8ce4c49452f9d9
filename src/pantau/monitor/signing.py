"""Signing in: who is let in, by password, session or key; who has to wait, and for how long.

A clock that goes back never prolongs anything: a session last seen later than now is over.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pantau.errors import StoreError
from pantau.model.account import Account, Person, Session, is_name
from pantau.monitor.passwords import is_password
from pantau.store import Store, accounts, open_store

IDLE, ABSOLUTE = timedelta(hours=8), timedelta(days=3)
"""A session ends that was not used for so long, and that is so old."""
_SEEN_EVERY, _SKEW = timedelta(minutes=5), timedelta(minutes=2)
_FREE = {"account": 5, "device": 5, "address": 20}
"""So many failures in a row cost no wait; behind one address sits a whole mission."""
_FIRST, _LONGEST = timedelta(seconds=5), timedelta(minutes=15)
FORGOTTEN = timedelta(hours=24)
KEY = re.compile(r"pantau_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")


class Attempt(NamedTuple):
    """Somebody wants in: what was typed, the browser (its cookie) and the address they come from."""

    name: str
    password: str
    browser: str
    address: str


class SignedIn(NamedTuple):
    """Let in: the token of the new session and until when it lasts."""

    account: Account
    token: str
    until: datetime


class Refused(NamedTuple):
    """Not let in: after `wait` it may be tried again (none: at once). A wrong name and a wrong password are told alike."""

    wait: timedelta | None = None


def sign_in(store: Store, attempt: Attempt, *, now: datetime, leaves: str | None = None) -> SignedIn | Refused:
    """Let somebody in by name and password; the session is always a new one, `leaves` is the token of the one that it replaces.

    The failure is noted before the password is looked at, and taken back where it is right: many attempts at once are as many.
    """
    keys = _note_attempt(store, attempt, now)
    if isinstance(keys, Refused):
        return keys
    name = attempt.name if is_name(attempt.name) else ""
    kept = store.ask(accounts.load_password, name) if name else None
    is_right = is_password(attempt.password, kept)
    if not is_right:
        return Refused()
    with store.transaction():
        found = store.ask(accounts.load_account, name)
        if found is None or found.is_disabled or store.ask(accounts.load_password, name) != kept:
            return Refused()
        store.ask(accounts.forget_failures, keys, before=now - FORGOTTEN)
        store.ask(accounts.delete_expired, now=now, idle_since=now - IDLE)
        if leaves:
            store.ask(accounts.delete_session, leaves)
        return _open_session(store, found, attempt.browser, now)


def _open_session(store: Store, account: Account, browser: str, now: datetime) -> SignedIn:
    token, until = secrets.token_urlsafe(32), now + ABSOLUTE
    store.ask(accounts.insert_session, token, account.name, browser, now=now, until=until)
    store.ask(accounts.note_device, browser, account.name, now=now)
    return SignedIn(account, token, until)


def renew(store: Store, person: Person, browser: str, *, now: datetime) -> SignedIn | None:
    """A new session for who just changed the password, which ended all; None where the account is no longer let in."""
    with store.transaction():
        found = store.ask(accounts.load_account, person.name)
        return None if found is None or found.is_disabled else _open_session(store, found, browser, now)


def sign_out(store: Store, token: str) -> None:
    """The session is over."""
    with store.transaction():
        store.ask(accounts.delete_session, token)


def end_session(store: Store, person: Person, session_id: str) -> bool:
    """End one session of one's own; False where one has none of this id."""
    with store.transaction():
        return store.ask(accounts.delete_session_by_id, person.name, session_id)


def is_own_password(store: Store, attempt: Attempt, *, now: datetime) -> bool | Refused:
    """Whether somebody who is in knows the password: slowed down as signing in is."""
    keys = _note_attempt(store, attempt, now)
    if isinstance(keys, Refused):
        return keys
    if not is_password(attempt.password, store.ask(accounts.load_password, attempt.name)):
        return False
    with store.transaction():
        store.ask(accounts.forget_failures, keys)
    return True


# Waiting -----------------------------------------------------------------------------------------------------------------


def wait_after(what: str, failures: int) -> timedelta:
    """How long after so many failures in a row: nothing at first, then twice as long each time."""
    beyond = failures - _FREE[what]
    return timedelta(0) if beyond < 0 else min(_FIRST * 2 ** min(beyond, 20), _LONGEST)


def _note_attempt(store: Store, attempt: Attempt, now: datetime) -> tuple[tuple[str, str], ...] | Refused:
    """Count the attempt as failed until it proves right; the keys it was counted under. Who has to wait is not counted again."""
    with store.transaction():
        keys = tuple(_keys_of(store, attempt))
        counts = {key: _failures(store, key, now) for key in keys}
        waits = [last + wait_after(key[0], count) - now for key, (count, last) in counts.items() if count]
        wait = max(waits, default=timedelta(0))
        if wait > timedelta(0):
            return Refused(wait)
        for key, (count, _) in counts.items():
            store.ask(accounts.save_failures, *key, count + 1, now=now)
    return keys


def _keys_of(store: Store, attempt: Attempt) -> Iterator[tuple[str, str]]:
    """Under what an attempt is counted. A browser that the account knows is counted apart: a stranger locks nobody out of it."""
    yield "address", attempt.address[:64]
    if is_name(attempt.name):
        if store.ask(accounts.knows_device, attempt.browser, attempt.name):
            yield "device", f"{accounts.device_id(attempt.browser)} {attempt.name}"
        else:
            yield "account", attempt.name


def _failures(store: Store, key: tuple[str, str], now: datetime) -> tuple[int, datetime]:
    found = store.ask(accounts.load_failures, *key)
    if found is None or now - found.last_at > FORGOTTEN:
        return 0, now
    if found.last_at > now + _SKEW:  # the clock went back: the wait counts from now on, and not until the clock is there again
        store.ask(accounts.save_failures, *key, found.times, now=now)
        return found.times, now
    return found.times, found.last_at


# Who is in ---------------------------------------------------------------------------------------------------------------


def is_over(session: Session, now: datetime) -> bool:
    """Whether a session has ended: too old, not used for too long, or from a time that is yet to come."""
    return now >= session.until or now - session.last_seen_at >= IDLE or session.last_seen_at > now + _SKEW


def find_person(store: Store, token: str, *, now: datetime) -> tuple[Person, Session] | None:
    """Who a session's token is; None where it opens nothing (any more)."""
    found = store.ask(accounts.find_session, token)
    if found is None or found[1].is_disabled or is_over(found[0], now):
        return None
    session, account = found
    return _person(account, f"device:{session.device}"), session


def is_stale(session: Session, now: datetime) -> bool:
    """Whether it is time to note that a session was used."""
    return now - session.last_seen_at >= _SEEN_EVERY


def note_use_at(path: Path, *, token: str | None = None, key: str | None = None, now: datetime, wait: float) -> None:
    """Note that a session or key was used, where the store can be written within `wait` seconds; else the next use is noted."""
    try:
        with open_store(path, create=False, wait=wait) as store, store.transaction():
            if token:
                store.ask(accounts.mark_seen, token, now=now)
            if key:
                store.ask(accounts.mark_used, key, on=now.date())
    except StoreError:
        return


def find_person_of_key(store: Store, given: str) -> tuple[Person, accounts.Found] | None:
    """Who a key acts for; None for one that is none, was revoked, or whose account is disabled."""
    match = KEY.fullmatch(given)
    found = store.ask(accounts.find_key, match[1]) if match else None
    if found is None or not hmac.compare_digest(accounts.hash_secret(given), found.hash):
        return None
    if found.key.revoked_at is not None or found.account.is_disabled:
        return None
    return _person(found.account, f"key:{found.key.id}"), found


def _person(account: Account, via: str) -> Person:
    return Person(account.name, account.full_name, account.role, account.theatres, via)
