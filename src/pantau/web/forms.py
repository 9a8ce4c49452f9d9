"""Forms: read within bounds, and only where they carry the token of the session that they were written for.

A page writes the token by `{{ csrf() }}`; scripts may send it as the header `x-csrf-token`. A program that came by a key has none and
needs none: no browser sends a key by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

FIELD, HEADER = "csrf", "x-csrf-token"
MOST_BYTES, MOST_FIELDS = 64_000, 400
_LONGEST_NAME = 100


class FormRefused(Exception):
    """A form that is not taken: `why` is `csrf`, `large` or `form`."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why, status)
        self.why, self.status = why, status


class Upload(NamedTuple):
    """A file of a form; `name` and `media` are what the browser said, not to be believed."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True)
class Form:
    """What was sent, in order. Line ends are `\\n`."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """The first value of a field without the blanks around it; empty where there is none."""
        return self.raw(name).strip()

    def raw(self, name: str) -> str:
        """The first value of a field as it was typed."""
        return next(iter(self.fields.get(name, ())), "")

    def words(self, name: str) -> tuple[str, ...]:
        """All values of a field that are not blank."""
        return tuple(value.strip() for value in self.fields.get(name, ()) if value.strip())

    def file(self, name: str) -> Upload | None:
        """The first file of a field; None where none was chosen."""
        return next((each for each in self.files.get(name, ()) if each.name or each.data), None)


def token_of(secret: str) -> str:
    """The token of a session's forms, made of its secret, which the browser alone has: nobody else can make it."""
    return hmac.new(secret.encode("utf-8", "surrogateescape"), b"pantau forms", hashlib.sha256).hexdigest()


async def read_form(request: Request, most_bytes: int = MOST_BYTES) -> Form:
    """The form of a request, of `most_bytes` at most. Raises FormRefused."""
    media = request.headers.get("content-type", "")
    kind = media.partition(";")[0].strip().lower()
    body = await read_body(request, most_bytes)
    if kind == "application/x-www-form-urlencoded":
        form = _parse_plain(body)
    elif kind == "multipart/form-data":
        form = parse_parts(body, media)
    elif not body:
        form = Form()
    else:
        raise FormRefused("form", 415)
    check_token(request, form.raw(FIELD))
    return form


async def read_body(request: Request, most_bytes: int) -> bytes:
    """The body of a request. Raises FormRefused where it is longer; no more of it is held than that."""
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdecimal() and int(said[:18]) > most_bytes:
        raise FormRefused("large", 413)
    pieces, size = list[bytes](), 0
    async for piece in request.stream():
        size += len(piece)
        if size > most_bytes:
            raise FormRefused("large", 413)
        pieces.append(piece)
    return b"".join(pieces)


def check_token(request: Request, given: str) -> None:
    """Raises FormRefused where the session has a token and neither form nor header carry it."""
    wanted = getattr(request.state, "csrf", "")
    if wanted is None:  # came by a key
        return
    given = given or request.headers.get(HEADER, "")
    if not wanted or not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode()):
        raise FormRefused("csrf", 403)


def _parse_plain(body: bytes) -> Form:
    try:
        text = body.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise FormRefused("form", 400) from None
    return Form(_gathered([(name, _plain(value)) for name, value in pairs]))


def _gathered(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if len(name) > _LONGEST_NAME:
            raise FormRefused("form", 400)
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def _plain(value: str) -> str:
    """With line ends of one sort; no form of ours sends a NUL."""
    if "\0" in value:
        raise FormRefused("form", 400)
    return value.replace("\r\n", "\n").replace("\r", "\n")


def parse_parts(body: bytes, media: str) -> Form:
    """A body of `multipart/form-data` (RFC 7578). Raises FormRefused for one that is none."""
    boundary = _parameter(media, "boundary")
    if not re.fullmatch(r"[0-9A-Za-z'()+_,./:=? -]{1,70}", boundary):
        raise FormRefused("form", 400)
    mark = b"\r\n--" + boundary.encode()
    parts = (b"\r\n" + body).split(mark, MOST_FIELDS + 2)
    if len(parts) < 2 or len(parts) > MOST_FIELDS + 2 or not parts[-1].startswith(b"--") or parts[0].strip():
        raise FormRefused("form", 400)
    pairs, files = list[tuple[str, str]](), dict[str, list[Upload]]()
    for part in parts[1:-1]:
        head, blank, data = part.partition(b"\r\n\r\n")
        name, file, kind = _head(head)
        if not blank or not name or len(name) > _LONGEST_NAME:
            raise FormRefused("form", 400)
        if file is not None:
            files.setdefault(name, []).append(Upload(file, kind, data))
        else:
            pairs.append((name, _plain(_decoded(data))))
    return Form(_gathered(pairs), {name: tuple(some) for name, some in files.items()})


def _head(head: bytes) -> tuple[str, str | None, str]:
    """The name of a part, that of its file (None where it is a plain field), and its type."""
    found = {}
    for line in _decoded(head[:4_000]).strip("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        found[name.strip().lower()] = value.strip()
    said = found.get("content-disposition", "")
    if not said.lower().startswith("form-data"):
        raise FormRefused("form", 400)
    file = _parameter(said, "filename") if re.search(r";\s*filename\*?=", said, re.IGNORECASE) else None
    return _parameter(said, "name"), file if file is None else file[:300], found.get("content-type", "").lower()[:100]


def _parameter(header: str, name: str) -> str:
    """A parameter of a header; empty where it has none."""
    message = Message()
    message["content-type" if name == "boundary" else "content-disposition"] = header.replace("\n", " ").replace("\r", " ")
    found = message.get_param(name, header="content-type" if name == "boundary" else "content-disposition")
    return str(found[2] if isinstance(found, tuple) else found or "")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise FormRefused("form", 400) from None
