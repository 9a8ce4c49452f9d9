"""The commands that keep the accounts of a desk: `user add`, `role`, `theatres`, `disable`, `password`, `key` …

A password is typed at a prompt, or comes by standard input; never as an argument, which every process of the machine may read.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.terminal import console, say, told
from pantau.errors import UsageError
from pantau.model.account import ALONE, ROLES, Account, Person

if TYPE_CHECKING:
    from pantau.store import Store

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The account: 2 to 32 of a-z, 0-9, `.`, `-`, `_`.")]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help=f"One of {', '.join(ROLES)}.")]
TheatresOption = Annotated[
    list[str] | None, typer.Option("--theatre", metavar="ID", help="Sees this theatre alone; several times for several [default: all].")
]


class Keeping(NamedTuple):
    """An open store, who acts, when, and the theatres there are."""

    store: Store
    by: Person
    now: datetime
    theatres: tuple[str, ...]


@contextmanager
def _keeping(store: Path | None, config: Path | None, *, create: bool = False) -> Iterator[Keeping]:
    from pantau.config import load_config
    from pantau.monitor.work import knowledge_of
    from pantau.store import open_store

    settings = load_config(config)
    theatres = (*(theatre.id for theatre in knowledge_of(settings.folders).world.theatres), "other")
    with open_store(store or settings.store, create=create) as opened:
        yield Keeping(opened, ALONE._replace(via=f"command:{_user()}"), datetime.now(UTC), theatres)


def _user() -> str:
    """Who runs the command, as the system calls them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a user's name
        return "unknown"


def _ask_password(name: str) -> str:
    """Typed twice at a prompt that shows nothing, or the first line of standard input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline(4_000)
        if not line:
            raise UsageError("no password came by standard input", todo="type it at the prompt, or pipe one line into the command")
        return line.rstrip("\r\n")
    first = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("The same again: ") != first:
        raise UsageError("the password was not typed twice the same", todo="run the command again; nothing was changed")
    return first


@told
def add(
    name: NameArgument,
    role: RoleOption,
    full_name: Annotated[str, typer.Option("--full-name", metavar="WORDS", help="The person's full name.")] = "",
    theatre: TheatresOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Add an account; the first must be an administrator's, and from then on the desk asks everyone for name and password.

    \b
    pantau user add siti --role administrator --full-name "Siti Rahayu"
    pantau user add budi --role analyst --theatre karabakh
    """
    from pantau.monitor.accounts import add_account

    with _keeping(store, config, create=True) as k:
        added = Account(name=name, full_name=full_name, role=role, theatres=tuple(theatre or ()))
        add_account(k.store, added, _ask_password(name), by=k.by, now=k.now, theatres=k.theatres)
    say(f"added {name}, {role}")


@told
def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=f"One of {', '.join(ROLES)}.")],
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Give an account another role, at once; the last administrator keeps theirs.

    \b
    pantau user role budi verifier
    """
    from pantau.monitor.accounts import change_account

    with _keeping(store, config) as k:
        change_account(k.store, name, by=k.by, now=k.now, role=role)
    say(f"{name} is {role}")


@told
def full_name(
    name: NameArgument,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The person's full name, or empty.")],
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Change the full name that is shown beside an account's name, which stays.

    \b
    pantau user full-name budi "Budi Santoso"
    """
    from pantau.monitor.accounts import change_account

    with _keeping(store, config) as k:
        changed = change_account(k.store, name, by=k.by, now=k.now, full_name=words)
    say(f"{name} is {changed.full_name or 'without a full name'}")


@told
def theatres(
    name: NameArgument,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Theatres, or `other`; none: all of them.")] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Let an account see some theatres alone, or all where none is named.

    \b
    pantau user theatres budi karabakh georgia
    pantau user theatres budi
    """
    from pantau.monitor.accounts import change_account

    with _keeping(store, config) as k:
        changed = change_account(k.store, name, by=k.by, now=k.now, theatres=tuple(ids or ()), known=k.theatres)
    say(f"{name} sees {', '.join(changed.theatres) or 'all theatres'}")


@told
def disable(name: NameArgument, store: StoreOption = None, config: ConfigOption = None) -> None:
    """Disable an account: it is out at once, its keys open nothing, and what it did stays.

    \b
    pantau user disable budi
    """
    from pantau.monitor.accounts import change_account

    with _keeping(store, config) as k:
        change_account(k.store, name, by=k.by, now=k.now, is_disabled=True)
    say(f"{name} is disabled")


@told
def enable(name: NameArgument, store: StoreOption = None, config: ConfigOption = None) -> None:
    """Enable an account that was disabled, with its password and keys of before.

    \b
    pantau user enable budi
    """
    from pantau.monitor.accounts import change_account

    with _keeping(store, config) as k:
        change_account(k.store, name, by=k.by, now=k.now, is_disabled=False)
    say(f"{name} is enabled")


@told
def password(name: NameArgument, store: StoreOption = None, config: ConfigOption = None) -> None:
    """Set a new password, which ends all sessions of the account.

    \b
    pantau user password budi
    """
    from pantau.monitor.accounts import set_password

    with _keeping(store, config) as k:
        set_password(k.store, name, _ask_password(name), by=k.by, now=k.now)
    say(f"{name} has a new password")


@told
def list_(store: StoreOption = None, config: ConfigOption = None) -> None:
    """List the accounts and their keys.

    \b
    pantau user list
    """
    from rich.table import Table

    from pantau.store import accounts

    with _keeping(store, config) as k:
        people, keys = k.store.ask(accounts.load_accounts), k.store.ask(accounts.load_keys)
    if not people:
        say("no accounts: whoever has the link of `pantau serve` may do everything but verify alone")
        return
    table = Table("name", "full name", "role", "theatres", "since", title=f"Accounts ({len(people)})", title_justify="left")
    for one in people:
        since = f"{one.made_at:%Y-%m-%d}" if one.made_at else ""
        called = f"{one.name} (disabled)" if one.is_disabled else one.name
        table.add_row(called, one.full_name, one.role, ", ".join(one.theatres) or "all", since)
    console().print(table)
    if keys:
        listed = Table("key", "account", "for", "made", "last used", title=f"Keys ({len(keys)})", title_justify="left")
        for key in keys:
            used = "revoked" if key.revoked_at else str(key.used_on or "never")
            listed.add_row(key.id, key.account, key.name, f"{key.made_at:%Y-%m-%d}", used)
        console().print(listed)


@told
def key_add(
    name: NameArgument,
    called: Annotated[str, typer.Option("--for", metavar="WORDS", help="What the key is for.")],
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Make a key by which a program acts for an account; it is printed this once and kept as a hash alone.

    \b
    pantau user key add budi --for "nightly export"
    curl -H "Authorization: Bearer KEY" https://desk.mission.example/api/v1/incidents
    """
    from pantau.monitor.accounts import add_key

    with _keeping(store, config) as k:
        _, secret = add_key(k.store, name, called, by=k.by, now=k.now)
    say(secret)


@told
def key_revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key's id, as `pantau user list` has it.")],
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Revoke a key: it opens nothing from now on.

    \b
    pantau user key revoke 3f9a1c0b77de
    """
    from pantau.monitor.accounts import revoke_key

    with _keeping(store, config) as k:
        revoked = revoke_key(k.store, key, by=k.by, now=k.now)
    say(f"the key {revoked.id} of {revoked.account} is revoked")
