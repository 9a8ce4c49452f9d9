"""What a reader is given and what it gives back."""

from __future__ import annotations

from typing import NamedTuple

from pantau.model import Document


class Origin(NamedTuple):
    """Where bytes came from: `name` names the document in output (a file's name without its last suffix), `where` stands in
    messages."""

    name: str
    where: str
    url: str | None = None


class Kept(NamedTuple):
    """One document and the bytes to keep for it, which its id hashes."""

    data: bytes
    document: Document


class Unread(NamedTuple):
    """An input, or one line of it, that could not be read: where, what is wrong, what to do."""

    where: str
    what: str
    todo: str
