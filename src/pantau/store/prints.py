"""KEEP AND ASK what relatives are looked for by: a print of every document (bytes that `link` alone reads) and its buckets.

A print is kept with a fingerprint of what it was made from: the same fingerprint, the same print. Buckets are ordered by day and
number, so that a document's neighbours in each are found without reading the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, Text, delete, insert, select, text

from pantau.store.schema import metadata

print_ = Table(
    "print", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False, unique=True),
    Column("fingerprint", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

band = Table(
    "band", metadata,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

_AT_ONCE = 2_000
Place = tuple[int, int]
"""Where a document stands in a bucket: its day and number."""

# One question for all buckets of a document: the nearest places on either side in each.
_NEAR = text("""
    SELECT
      (SELECT json_group_array(json_array(day, number)) FROM (SELECT day, number FROM band WHERE bucket = asked.value
         AND (day, number) < (:day, :number) ORDER BY day DESC, number DESC LIMIT :window)),
      (SELECT json_group_array(json_array(day, number)) FROM (SELECT day, number FROM band WHERE bucket = asked.value
         AND (day, number) > (:day, :number) ORDER BY day, number LIMIT :window))
    FROM json_each(:buckets) AS asked ORDER BY asked.key
""")


class KeptPrint(NamedTuple):
    """A print as it is kept: `number` and `day` order documents, `buckets` are signed 64-bit numbers."""

    document: str
    number: int
    day: int
    fingerprint: str
    buckets: Sequence[int]
    data: bytes


class Prints:
    """The prints of one store; writes happen in the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fingerprints(self) -> dict[str, str]:
        """By document: what its kept print was made from."""
        rows = self._connection.execute(select(print_.c.document, print_.c.fingerprint))
        return {row.document: row.fingerprint for row in rows}

    def data(self, number: int) -> bytes:
        """One print's bytes. Raises KeyError for a number that is not kept."""
        found = self._connection.execute(select(print_.c.data).where(print_.c.number == number)).scalar()
        if found is None:
            raise KeyError(number)
        return bytes(found)

    def all_data(self) -> Iterator[tuple[str, bytes]]:
        """Every document with its print's bytes."""
        for row in self._connection.execute(select(print_.c.document, print_.c.data)):
            yield row.document, bytes(row.data)

    def documents(self, numbers: Iterable[int]) -> dict[int, str]:
        """The documents of some numbers."""
        found: dict[int, str] = {}
        rest = iter(sorted(numbers))
        while some := list(islice(rest, _AT_ONCE)):
            rows = self._connection.execute(select(print_.c.number, print_.c.document).where(print_.c.number.in_(some)))
            found |= {row.number: row.document for row in rows}
        return found

    def near(self, buckets: Sequence[int], day: int, number: int, window: int) -> list[tuple[list[Place], list[Place]]]:
        """For each bucket up to `window` places before and behind one, nearest first."""
        asked = {"buckets": json.dumps(list(buckets)), "day": day, "number": number, "window": window}
        rows = self._connection.execute(_NEAR, asked)
        sides = ((json.loads(row[0]), json.loads(row[1])) for row in rows)
        return [([(d, n) for d, n in before], [(d, n) for d, n in behind]) for before, behind in sides]

    def add(self, prints: Iterable[KeptPrint]) -> None:
        """Keep prints that are not there yet."""
        rest = iter(prints)
        while some := list(islice(rest, _AT_ONCE)):
            rows = [{"number": p.number, "document": p.document, "fingerprint": p.fingerprint, "data": p.data} for p in some]
            self._connection.execute(insert(print_), rows)
            # in the order of the table, so that a page of it is written once
            bands = sorted({(bucket, p.day, p.number) for p in some for bucket in p.buckets})
            if bands:
                self._connection.exec_driver_sql("INSERT INTO band (bucket, day, number) VALUES (?, ?, ?)", bands)

    def clear(self) -> None:
        """Forget every print."""
        self._connection.execute(delete(band))
        self._connection.execute(delete(print_))
