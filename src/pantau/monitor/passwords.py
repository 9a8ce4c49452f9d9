"""Passwords: hashed with argon2id, compared in the same time whether or not there is an account."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from pantau.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 10, 256
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each takes 64 MiB while it is made: many who sign in at once wait for each other, the machine does not run out of memory."""


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def check_password(password: str, name: str) -> None:
    """Raises UsageError for one that may not be: too short, too long, or the name itself."""
    if len(password) < LEAST:
        raise UsageError("the password is too short", todo=f"take {LEAST} characters or more; a few words are easy to keep in mind")
    if len(password) > MOST:
        raise UsageError("the password is too long", todo=f"take {MOST} characters at most")
    folded = password.casefold()
    if name in folded and len(folded.replace(name, "")) < LEAST // 2 + 1:
        raise UsageError("the password is little more than the name", todo="take another")
    if len(set(password)) < 4:
        raise UsageError("the password repeats a few characters", todo="take another")


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
