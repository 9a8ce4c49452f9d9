"""People at the desk: what each may do, and in which theatres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

ROLES = ("read_only", "observer", "analyst", "verifier", "duty_officer", "administrator")
"""read_only looks · observer files field reports · analyst reviews too · verifier verifies too · duty_officer signs the day too ·
administrator keeps the accounts, and judges nothing."""


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
    """The one who acts: an account, or whoever sits at a desk of one (`is_alone`), who may do everything but be a second pair of eyes.
    `via` names the browser or key they came by."""

    name: str
    full_name: str
    role: str
    theatres: tuple[str, ...] = ()
    via: str = ""
    is_alone: bool = False
