"""People at the desk: what each may do, and in which theatres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

ROLES = ("read_only", "observer", "analyst", "verifier", "duty_officer", "administrator")
"""read_only looks · observer files field reports · analyst reviews too · verifier verifies too · duty_officer signs the day too ·
administrator keeps the accounts, and judges nothing."""
OPEN = "open"
PERMISSIONS: dict[str, tuple[str, ...]] = {
    OPEN: (),
    "look": ROLES,
    "observe": ("observer", "analyst", "verifier", "duty_officer"),
    "review": ("analyst", "verifier", "duty_officer"),
    "verify": ("verifier", "duty_officer"),
    "sign": ("duty_officer",),
    "audit": ("verifier", "duty_officer", "administrator"),
    "administer": ("administrator",),
}
"""What each permission is given to; `open` asks for nobody at all. A desk of one, which has no accounts, may everything; that nobody
verifies alone is another rule, which asks for a second person."""
ADMINISTRATOR = "administrator"
DESK = "desk"
"""Who acts at a desk that has no accounts, and on the command line: no account may be called so."""
RESERVED = (DESK, "pantau", "rule", "machine", "system", "nobody")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
"""Plain letters alone: no name can be made to look like another by letters of another script."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """A person with a name at the desk (`name`, lower case) and one role; `theatres` are the ones they work in, none means all."""

    name: str
    full_name: str
    role: str
    theatres: tuple[str, ...] = ()
    is_disabled: bool = False
    made_at: datetime | None = None


class Person(NamedTuple):
    """The one who acts: an account as it stands while the request is answered. `via` names the browser or key they came by."""

    name: str
    full_name: str
    role: str
    theatres: tuple[str, ...] = ()
    via: str = ""

    @property
    def is_alone(self) -> bool:
        """Whether this is a desk of one, which has no accounts: everything but the second pair of eyes."""
        return self.name == DESK


ALONE = Person(DESK, "", ADMINISTRATOR)
"""Who acts where there are no accounts."""


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key by which a program acts for an account; the secret itself is kept nowhere."""

    id: str
    account: str
    name: str
    made_at: datetime
    revoked_at: datetime | None = None
    used_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Session:
    """A browser in which somebody signed in; `id` is the start of the hash of its token, `device` names the browser."""

    id: str
    account: str
    device: str
    made_at: datetime
    last_seen_at: datetime
    until: datetime


def may(person: Person | None, permission: str | None) -> bool:
    """Whether somebody (None: nobody was let in) has a permission; what has none is allowed to nobody."""
    if permission == OPEN:
        return True
    if person is None or permission not in PERMISSIONS:
        return False
    return person.is_alone or person.role in PERMISSIONS[permission]


def is_name(text: str) -> bool:
    """Whether an account may be called so."""
    return NAME.fullmatch(text) is not None and text not in RESERVED
