"""A print as bytes and back: a line of JSON for what is written in words, then its arrays in little-endian order."""

from __future__ import annotations

import json
from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np

from pantau.link.prints import Print, bounded_body, day_of
from pantau.model import Document

_ARRAYS = {
    "words": "<u8", "starts": "<i4", "ends": "<i4", "quoted": "?", "named": "?", "places": "<u8", "keys": "<u8", "weights": "<f4",
}  # fmt: skip


def pack(of: Print) -> bytes:
    """The bytes of a print; the same on every machine."""
    arrays = [np.ascontiguousarray(getattr(of, name), dtype=form) for name, form in _ARRAYS.items()]
    head = {
        "document": of.document, "name": of.name, "on": of.on.isoformat() if of.on else None, "language": of.language,
        "source": of.source, "sizes": [len(array) for array in arrays],
    }  # fmt: skip
    return json.dumps(head).encode() + b"\n" + b"".join(array.tobytes() for array in arrays)


def unpack(data: bytes) -> Print:
    """The print that was packed. Its arrays are views of the bytes and cannot be written."""
    line = data[: data.index(b"\n")]
    head, at = json.loads(line), len(line) + 1
    arrays: dict[str, Any] = {}
    for (name, form), size in zip(_ARRAYS.items(), head.pop("sizes"), strict=True):
        arrays[name] = np.frombuffer(data, dtype=form, count=size, offset=at)
        at += arrays[name].nbytes
    on = head.pop("on")
    return Print(**head, on=date.fromisoformat(on) if on else None, **arrays)


def fingerprint(document: Document, made_by: str) -> str:
    """A hash over all that a document's print is made from; `made_by` names the program and its knowledge."""
    body = bounded_body(document)
    words = (made_by, document.name, str(day_of(document)), str(document.language), str(document.source), repr(body))
    digest = blake2b("\n".join(words).encode("utf-8", "surrogatepass"), digest_size=16)
    for span in body:
        digest.update(document.text[span.start : span.end].encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
