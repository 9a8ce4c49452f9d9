"""KEEP AND ASK accounts, keys, sessions and browsers; nothing here decides who may do what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pantau.model.account import Account, ApiKey, Session
from pantau.store.account_schema import account, api_key, device, login_failure, session

_SHOWN = 16


def hash_secret(secret: str) -> str:
    """What is kept of a token or key: it was drawn at random and is long, so no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _at(moment: datetime) -> str:
    """An instant as it is kept: in UTC, so that their order is that of the words."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# Accounts ----------------------------------------------------------------------------------------------------------------


def _account_of(row: Any) -> Account:
    return Account(
        name=row.name, full_name=row.full_name, role=row.role, theatres=tuple(json.loads(row.theatres)),
        is_disabled=bool(row.is_disabled), made_at=datetime.fromisoformat(row.made_at),
    )  # fmt: skip


def has_accounts(connection: Connection) -> bool:
    """Whether there is an account, disabled ones too: then the desk opens to nobody without one."""
    return connection.execute(select(account.c.name).limit(1)).first() is not None


def load_accounts(connection: Connection) -> list[Account]:
    """Every account, by name."""
    return [_account_of(row) for row in connection.execute(select(account).order_by(account.c.name))]


def load_account(connection: Connection, name: str) -> Account | None:
    """One account; None where nobody is called so."""
    row = connection.execute(select(account).where(account.c.name == name)).first()
    return _account_of(row) if row else None


def insert_account(connection: Connection, added: Account, password: str, *, now: datetime) -> None:
    """A new account; `password` is the hash."""
    connection.execute(insert(account).values(
        name=added.name, full_name=added.full_name, role=added.role, password=password, theatres=json.dumps(added.theatres),
        is_disabled=added.is_disabled, made_at=_at(now),
    ))  # fmt: skip


def update_account(connection: Connection, changed: Account) -> None:
    """Full name, role, theatres and whether it is disabled, as they are now."""
    values = {
        "full_name": changed.full_name, "role": changed.role, "theatres": json.dumps(changed.theatres),
        "is_disabled": changed.is_disabled,
    }  # fmt: skip
    connection.execute(update(account).where(account.c.name == changed.name).values(values))


def load_password(connection: Connection, name: str) -> str | None:
    """The hash of an account's password."""
    found = connection.execute(select(account.c.password).where(account.c.name == name)).scalar()
    return None if found is None else str(found)


def save_password(connection: Connection, name: str, password: str) -> None:
    """A new hash in the place of the one before."""
    connection.execute(update(account).where(account.c.name == name).values(password=password))


# Keys --------------------------------------------------------------------------------------------------------------------


def _key_of(row: Any) -> ApiKey:
    return ApiKey(
        id=row.id, account=row.account, name=row.name, made_at=datetime.fromisoformat(row.made_at),
        revoked_at=datetime.fromisoformat(row.revoked_at) if row.revoked_at else None,
        used_on=date.fromisoformat(row.used_on) if row.used_on else None,
    )  # fmt: skip


def load_keys(connection: Connection, of: str | None = None) -> list[ApiKey]:
    """The keys of an account, or of all, the newest last."""
    query = select(api_key).order_by(api_key.c.account, api_key.c.made_at, api_key.c.id)
    return [_key_of(row) for row in connection.execute(query if of is None else query.where(api_key.c.account == of))]


class Found(NamedTuple):
    """A key with the hash of its secret, and the account it acts for."""

    key: ApiKey
    hash: str
    account: Account


def find_key(connection: Connection, key_id: str) -> Found | None:
    """A key by its id, revoked ones too."""
    row = connection.execute(select(api_key).where(api_key.c.id == key_id)).first()
    owner = load_account(connection, row.account) if row else None
    return Found(_key_of(row), row.hash, owner) if row and owner else None


def insert_key(connection: Connection, added: ApiKey, hash: str) -> None:
    """A new key."""
    values = {"id": added.id, "account": added.account, "name": added.name, "hash": hash, "made_at": _at(added.made_at)}
    connection.execute(insert(api_key).values(values))


def mark_revoked(connection: Connection, key_id: str, *, now: datetime) -> None:
    """The key opens nothing from now on; it stays listed."""
    connection.execute(update(api_key).where(api_key.c.id == key_id, api_key.c.revoked_at.is_(None)).values(revoked_at=_at(now)))


def mark_used(connection: Connection, key_id: str, *, on: date) -> None:
    """The last day it was used."""
    connection.execute(update(api_key).where(api_key.c.id == key_id).values(used_on=on.isoformat()))


# Sessions and browsers ---------------------------------------------------------------------------------------------------


def _session_of(row: Any) -> Session:
    return Session(
        id=row.hash[:_SHOWN], account=row.account, device=row.device[:_SHOWN], made_at=datetime.fromisoformat(row.made_at),
        last_seen_at=datetime.fromisoformat(row.last_seen_at), until=datetime.fromisoformat(row.until),
    )  # fmt: skip


def insert_session(connection: Connection, token: str, name: str, browser: str, *, now: datetime, until: datetime) -> None:
    """A new session of an account in a browser; token and browser are kept as hashes."""
    values = {"hash": hash_secret(token), "account": name, "device": hash_secret(browser), "made_at": _at(now)}
    connection.execute(insert(session).values(**values, last_seen_at=_at(now), until=_at(until)))


def find_session(connection: Connection, token: str) -> tuple[Session, Account] | None:
    """The session of a token and the account that signed in; None for no token of ours. Whether it has expired is not asked here."""
    row = connection.execute(select(session).where(session.c.hash == hash_secret(token))).first()
    owner = load_account(connection, row.account) if row else None
    return (_session_of(row), owner) if row and owner else None


def load_sessions(connection: Connection, of: str) -> list[Session]:
    """The sessions of an account, seen last first."""
    query = select(session).where(session.c.account == of).order_by(session.c.last_seen_at.desc(), session.c.hash)
    return [_session_of(row) for row in connection.execute(query)]


def mark_seen(connection: Connection, token: str, *, now: datetime) -> None:
    """The session was used just now; it is never seen earlier than it was."""
    seen = session.c.hash == hash_secret(token), session.c.last_seen_at < _at(now)
    connection.execute(update(session).where(*seen).values(last_seen_at=_at(now)))


def delete_session(connection: Connection, token: str) -> None:
    """The token opens nothing from now on."""
    connection.execute(delete(session).where(session.c.hash == hash_secret(token)))


def delete_session_by_id(connection: Connection, name: str, session_id: str) -> bool:
    """End one session of an account; False where it has none of this id."""
    mine = session.c.account == name, func.substr(session.c.hash, 1, _SHOWN) == session_id
    return connection.execute(delete(session).where(*mine)).rowcount > 0


def delete_sessions(connection: Connection, name: str) -> int:
    """End all sessions of an account; how many there were."""
    return connection.execute(delete(session).where(session.c.account == name)).rowcount


def delete_expired(connection: Connection, *, now: datetime, idle_since: datetime) -> None:
    """Forget the sessions that are over."""
    connection.execute(delete(session).where((session.c.until <= _at(now)) | (session.c.last_seen_at <= _at(idle_since))))


def note_device(connection: Connection, browser: str, name: str, *, now: datetime) -> None:
    """The account signed in from this browser."""
    statement = upsert(device).values(hash=hash_secret(browser), account=name, first_at=_at(now), last_at=_at(now))
    connection.execute(statement.on_conflict_do_update(index_elements=["hash", "account"], set_={"last_at": _at(now)}))


def knows_device(connection: Connection, browser: str, name: str) -> bool:
    """Whether the account signed in from this browser before."""
    mine = device.c.hash == hash_secret(browser), device.c.account == name
    return connection.execute(select(device.c.hash).where(*mine)).first() is not None


class Shared(NamedTuple):
    """A browser from which several accounts signed in."""

    device: str
    accounts: tuple[str, ...]
    last_at: datetime


def find_shared_devices(connection: Connection) -> list[Shared]:
    """Browsers from which several accounts signed in, the latest first."""
    several = select(device.c.hash).group_by(device.c.hash).having(func.count() > 1)
    rows = connection.execute(select(device).where(device.c.hash.in_(several)).order_by(device.c.hash, device.c.account))
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.hash, []).append(row)
    shared = [
        Shared(key[:_SHOWN], tuple(row.account for row in some), datetime.fromisoformat(max(row.last_at for row in some)))
        for key, some in found.items()
    ]
    return sorted(shared, key=lambda each: (each.last_at, each.device), reverse=True)


def device_id(browser: str) -> str:
    """The name of a browser in the journal."""
    return hash_secret(browser)[:_SHOWN]


# Failures ----------------------------------------------------------------------------------------------------------------


class Failures(NamedTuple):
    """How often signing in failed in a row, and when last."""

    times: int
    last_at: datetime


def load_failures(connection: Connection, what: str, key: str) -> Failures | None:
    """The failures of an account, browser or address; None where there are none."""
    t = login_failure.c
    row = connection.execute(select(t.failures, t.last_at).where(t.what == what, t.key == key)).first()
    return Failures(row.failures, datetime.fromisoformat(row.last_at)) if row else None


def save_failures(connection: Connection, what: str, key: str, count: int, *, now: datetime) -> None:
    """So many failures, the last just now."""
    statement = upsert(login_failure).values(what=what, key=key, failures=count, last_at=_at(now))
    set_ = {"failures": count, "last_at": _at(now)}
    connection.execute(statement.on_conflict_do_update(index_elements=["what", "key"], set_=set_))


def forget_failures(connection: Connection, keys: Iterable[tuple[str, str]] = (), *, before: datetime | None = None) -> None:
    """Those of some keys, and all older ones."""
    for what, key in keys:
        connection.execute(delete(login_failure).where(login_failure.c.what == what, login_failure.c.key == key))
    if before is not None:
        connection.execute(delete(login_failure).where(login_failure.c.last_at < _at(before)))


SECRETS: Sequence[Table] = (api_key, session, device, login_failure)
"""What no page of the record has business with."""
