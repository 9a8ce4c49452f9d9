"""People: who is added, changed, disabled, given a key; each deed an entry of the journal, no secret in any of them.

Invariant: while there are accounts, one of them is an administrator who is not disabled.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pantau.errors import UsageError
from pantau.model.account import ADMINISTRATOR, ROLES, Account, ApiKey, Person, is_name
from pantau.monitor.passwords import find_fault, hash_password
from pantau.store import Store, accounts, journal


class AccountError(UsageError):
    """What cannot be of an account: `faults` are the fields and what is wrong with each, by codes that the desk has words for."""

    faults: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, field: str, code: str, what: str, todo: str = "nothing was changed") -> AccountError:
        """One fault."""
        found = cls(what, todo=todo)
        found.faults = ((field, code),)
        return found


KEY_START = "pantau"
_LONGEST_NAME = 80
_MOST_KEYS = 20


def add_account(
    store: Store, added: Account, password: str, *, by: Person, now: datetime, theatres: Collection[str] | None = None
) -> Account:
    """A new account; `theatres` are those there are. Raises UsageError where it cannot be, saying all that is wrong."""
    added = _checked(added, theatres)
    _check_password(password, added.name)
    hashed = hash_password(password)  # before the lock: it takes long
    with store.transaction():
        if store.ask(accounts.load_account, added.name) is not None:
            what = f"there is an account `{added.name}` already"
            raise AccountError.of("name", "taken", what, "take another name, or change that account")
        if not store.ask(accounts.has_accounts) and added.role != ADMINISTRATOR:
            raise AccountError.of("role", "first", "the first account must be an administrator's", "add an administrator first")
        store.ask(accounts.insert_account, added, hashed, now=now)
        _note(store, "add_account", added.name, by, now, after=_told(added))
    return added


def change_account(
    store: Store, name: str, *, by: Person, now: datetime, role: str | None = None, full_name: str | None = None,
    theatres: tuple[str, ...] | None = None, is_disabled: bool | None = None, known: Collection[str] | None = None,
) -> Account:  # fmt: skip
    """Change what is given. Who is disabled is out at once. Raises UsageError where it cannot be."""
    with store.transaction():
        before = _load(store, name)
        changed = _checked(replace(
            before, role=before.role if role is None else role, full_name=before.full_name if full_name is None else full_name,
            theatres=before.theatres if theatres is None else theatres,
            is_disabled=before.is_disabled if is_disabled is None else is_disabled,
        ), None if theatres is None else known)  # fmt: skip
        if changed == before:
            return before
        _keep_an_administrator(store, before, changed)
        store.ask(accounts.update_account, changed)
        if changed.is_disabled:
            store.ask(accounts.delete_sessions, name)
        old, new = _told(before), _told(changed)
        differ = [key for key in new if new[key] != old[key]]
        _note(store, "change_account", name, by, now, before={k: old[k] for k in differ}, after={k: new[k] for k in differ})
    return changed


def set_password(store: Store, name: str, password: str, *, by: Person, now: datetime) -> None:
    """A new password; all sessions of the account end. Raises UsageError for a bad one."""
    _check_password(password, name)
    hashed = hash_password(password)
    with store.transaction():
        _load(store, name)
        store.ask(accounts.save_password, name, hashed)
        ended = store.ask(accounts.delete_sessions, name)
        _note(store, "change_account", name, by, now, after={"password": "changed", "sessions_ended": ended})


def add_key(store: Store, name: str, called: str, *, by: Person, now: datetime) -> tuple[ApiKey, str]:
    """A key for an account, and its secret, which is told this once. Raises UsageError."""
    called = _plain(called)
    if not called or len(called) > _LONGEST_NAME:
        what, todo = "the key has no name, or too long a one", f"say what it is for, in {_LONGEST_NAME} letters at most"
        raise AccountError.of("key", "key_name", what, todo)
    made = ApiKey(id=secrets.token_hex(6), account=name, name=called, made_at=now)
    secret = f"{KEY_START}_{made.id}_{secrets.token_urlsafe(32)}"
    with store.transaction():
        owner = _load(store, name)
        if owner.is_disabled:
            raise AccountError.of("key", "disabled", f"the account `{name}` is disabled", "enable it first")
        held = [key for key in store.ask(accounts.load_keys, name) if key.revoked_at is None]
        if len(held) >= _MOST_KEYS:
            raise AccountError.of("key", "many_keys", f"the account has {_MOST_KEYS} keys already", "revoke those that nobody uses")
        store.ask(accounts.insert_key, made, accounts.hash_secret(secret))
        _note(store, "add_key", name, by, now, after={"key": made.id, "name": called})
    return made, secret


def revoke_key(store: Store, key_id: str, *, by: Person, now: datetime, of: str | None = None) -> ApiKey:
    """The key opens nothing from now on. `of`: only where it is that account's. Raises UsageError."""
    with store.transaction():
        found = store.ask(accounts.find_key, key_id)
        if found is None or (of is not None and found.key.account != of):
            raise AccountError.of("key", "no_key", f"no key `{key_id[:40]}`", "`pantau user list` has them")
        if found.key.revoked_at is None:
            store.ask(accounts.mark_revoked, key_id, now=now)
            _note(store, "revoke_key", found.key.account, by, now, before={"key": key_id, "name": found.key.name})
    return found.key


def _check_password(password: str, name: str) -> None:
    fault = find_fault(password, name)
    if fault is not None:
        raise AccountError.of("password", fault.code, fault.what, fault.todo)


def _load(store: Store, name: str) -> Account:
    found = store.ask(accounts.load_account, name)
    if found is None:
        raise AccountError.of("name", "no_account", f"no account `{name[:40]}`", "`pantau user list` has them")
    return found


def _keep_an_administrator(store: Store, before: Account, changed: Account) -> None:
    def keeps(one: Account) -> bool:
        return one.role == ADMINISTRATOR and not one.is_disabled

    if keeps(before) and not keeps(changed):
        others = [one for one in store.ask(accounts.load_accounts) if one.name != before.name and keeps(one)]
        if not others:
            what = f"`{before.name}` is the last administrator"
            todo = "make another one administrator first: without one nobody keeps the accounts"
            raise AccountError.of("role", "last_administrator", what, todo)


def _checked(account: Account, theatres: Collection[str] | None) -> Account:
    """The same in plain letters. Raises UsageError with every fault."""
    full_name = _plain(account.full_name)
    chosen = tuple(sorted(set(account.theatres)))
    faults = list(_faults(account, full_name, chosen, theatres))
    if faults:
        error = AccountError("; ".join(what for _, _, what in faults), todo="nothing was changed")
        error.faults = tuple((field, code) for field, code, _ in faults)
        raise error
    return replace(account, full_name=full_name, theatres=chosen)


def _faults(
    account: Account, full_name: str, chosen: tuple[str, ...], theatres: Collection[str] | None
) -> Iterator[tuple[str, str, str]]:
    """Field, code and words of each fault."""
    if not is_name(account.name):
        form = "2 to 32 of a-z, 0-9, `.`, `-`, `_`, a letter or digit first, and none that the program uses itself"
        yield "name", "name", f"`{account.name[:40]}` is no name for an account: {form}"
    if account.role not in ROLES:
        yield "role", "role", f"`{account.role[:40]}` is no role: {', '.join(ROLES)}"
    if len(full_name) > _LONGEST_NAME:
        yield "full_name", "full_name", f"the full name is longer than {_LONGEST_NAME} letters"
    unknown = [each[:40] for each in chosen if theatres is not None and each not in theatres]
    if unknown:
        yield "theatre", "theatre", f"no theatre `{'`, `'.join(unknown)}`: {', '.join(sorted(theatres or ()))}"


def _plain(words: str) -> str:
    """Words of one line, without letters that steer how others are shown."""
    kept = (" " if each.isspace() else each for each in words if each.isspace() or unicodedata.category(each)[0] != "C")
    return " ".join("".join(kept).split())


def _told(account: Account) -> dict[str, Any]:
    """An account as the journal tells it."""
    return {
        "full_name": account.full_name, "role": account.role, "theatres": list(account.theatres),
        "is_disabled": account.is_disabled,
    }  # fmt: skip


def _note(
    store: Store, kind: str, subject: str, by: Person, now: datetime, *, before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    def write(connection: Connection) -> None:
        journal.append(connection, at=now, by=by.name, kind=kind, subject=subject, before=before, after=after, via=by.via)

    store.ask(write)
