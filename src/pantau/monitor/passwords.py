"""Passwords: hashed with argon2id, compared in the same time whether or not there is an account."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 10, 256
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each takes 64 MiB while it is made: many who sign in at once wait for each other, the machine does not run out of memory."""


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


class PasswordFault(NamedTuple):
    """Why a password may not be: a code, and the same in words."""

    code: str
    what: str
    todo: str


def find_fault(password: str, name: str) -> PasswordFault | None:
    """What is wrong with a password for an account: too short, too long, little more than the name."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(password) < LEAST:
        todo = f"take {LEAST} characters or more; a few words are easy to keep in mind"
        return PasswordFault("short", "the password is too short", todo)
    if len(password) > MOST:
        return PasswordFault("long", "the password is too long", f"take {MOST} characters at most")
    if name in folded and len(folded.replace(name, "")) <= LEAST // 2:
        return PasswordFault("like_name", "the password is little more than the name", "take another")
    if len(set(folded)) < 4:
        return PasswordFault("repeats", "the password repeats a few characters", "take another")
    return None


def hash_password(password: str) -> str:
    """The hash to keep, with its own salt and parameters."""
    with _AT_ONCE:
        return _hasher().hash(_plain(password))


@cache
def _nobodys() -> str:
    return hash_password("the password of nobody at all")


def is_password(password: str, kept: str | None) -> bool:
    """Whether a password is the one of a hash; of none (nobody is called so) it takes as long and is False."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > MOST:
        password = ""  # as long as any other, and never right
    against = kept or _nobodys()
    try:
        with _AT_ONCE:
            is_right = _hasher().verify(against, _plain(password))
    except (Argon2Error, InvalidHashError):
        return False
    return is_right and kept is not None


def _plain(password: str) -> bytes:
    """The same bytes from every keyboard: composed letters (RFC 8265)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
