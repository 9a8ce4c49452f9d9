"""Lists as files: the rows of the exports under the page's own filter, sent as they are made, never held whole."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from queue import Empty, Full, Queue
from typing import Any, BinaryIO, NamedTuple, cast

from starlette.responses import Response, StreamingResponse

from pantau.errors import StoreError
from pantau.export import Exporter, Material, Table, find_exporter, find_table, write_stream
from pantau.store import Store
from pantau.store.looking import find_kinds
from pantau.web.addresses import API, write_address
from pantau.web.asking import Asked, Parsed, View
from pantau.web.desk import Desk
from pantau.web.door import Sight
from pantau.web.filters import FIELDS, KINDS, Fault, Filter

JSON = "json"
MEDIA = {"csv": "text/csv; charset=utf-8; header=present", "geojson": "application/geo+json"}
"""The formats beside JSON, each with its media type."""
NAMES = {"csv": "CSV", "geojson": "GeoJSON", JSON: "JSON"}
_PIECE, _PIECES = 1 << 16, 8
"""Bytes of a piece, and pieces that wait to be fetched."""
_STALLED_SECONDS = 60.0
"""So long a file waits for someone who fetches nothing of it: the state of the store that it is made of is held meanwhile."""
_MOST_AT_ONCE = 4
_places = threading.BoundedSemaphore(_MOST_AT_ONCE)


class Offer(NamedTuple):
    """A file that a page offers: its kind of record where the page has several, its format as people write it, its address."""

    kind: str | None
    format: str
    address: str


def formats_of(view: View, kind: str | None) -> tuple[str, ...]:
    """The formats in which a view can be had; `kind` is that of the records asked for."""
    if view.rows is None:
        return (JSON,)
    row = view.rows.kind or kind
    return (JSON, *(name for name in MEDIA if row is None or not (holds := find_exporter(name).kinds) or row in holds))


def take_format(pairs: Sequence[tuple[str, str]], view: View) -> tuple[str | Fault, list[tuple[str, str]]]:
    """The format that an address asks for, JSON where it names none; and the rest of the address."""
    given = list(dict.fromkeys(value.strip() for name, value in pairs if name == "format" and value.strip()))
    rest = [pair for pair in pairs if pair[0] != "format"]
    allowed = formats_of(view, None)
    if len(given) > 1:
        return Fault("format", ", ".join(given[:5])[:80], "twice"), rest
    if given and given[0] not in allowed:
        return Fault("format", given[0][:80], "one_of", allowed), rest
    return (given[0] if given else JSON), rest


def find_faults(view: View, format: str | Fault, parsed: Parsed, given: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with the format, and whatever an address gives that would not narrow the file it asks for."""
    if isinstance(format, Fault):
        yield format
    elif format != JSON and view.rows is not None:
        narrowing = _narrowing(view)
        for name in dict.fromkeys(given):
            if name in ("after", "limit"):
                yield Fault(name, "", "whole")
            elif name not in narrowing and (name in FIELDS or name in parsed.own):
                yield Fault(name, "", "idle", narrowing)
        if view.rows.needs is not None and view.rows.needs not in parsed.own:
            yield Fault(view.rows.needs, "", "required")
        kind = parsed.filter.kind
        if view.rows.kind is None and kind is None:
            yield Fault("kind", "", "required", tuple(each for each in KINDS if format in formats_of(view, each)))
        elif format not in (allowed := formats_of(view, kind)):
            yield Fault("format", format, "one_of", allowed)


def _narrowing(view: View) -> tuple[str, ...]:
    """The fields and own parameters by which the rows of a view are chosen."""
    rows = view.rows
    return () if rows is None else (*(n for n in FIELDS if n in view.uses or (n == "kind" and rows.kind is None)), *rows.goes_by)


def can_send(desk: Desk, view: View) -> bool:
    """Whether the rows of a view can be made now: those of what is joined only while that is of today."""
    return view.rows is not None and (not view.rows.is_joined or desk.door.is_linked())


def offer(view: View, parsed: Parsed, asked: Asked) -> tuple[Offer, ...]:
    """The files of a page, each with what narrows it in its address; of records one for each kind where none is asked for, of a single
    thing (an incident, a document) of those kinds alone that it has."""
    if view.rows is None or (view.rows.needs is not None and view.rows.needs not in parsed.own):
        return ()
    narrowing = _narrowing(view)
    held = {name: getattr(parsed.filter, name) for name in FIELDS if name in narrowing}
    values = {**asked.path, **{name: value for name, value in parsed.own.items() if name in narrowing}}
    several = view.rows.kind is None and parsed.filter.kind is None
    found = []
    for kind in _kinds_of(view, asked) if several else (parsed.filter.kind,):
        wanted = replace(Filter(**held), kind=kind) if several else Filter(**held)
        for name in formats_of(view, kind)[1:]:
            address = write_address(view, wanted, {**values, "format": name}, prefix=API)
            found.append(Offer(kind if several else None, NAMES[name], address))
    return tuple(found)


class Taking(NamedTuple):
    """What a picture can be had as: its SVG under an address of its own, the name of its PNG, and its data."""

    svg: str
    png: str
    data: tuple[Offer, ...]


def offer_pictures(desk: Desk, view: View, parsed: Parsed, asked: Asked) -> dict[str, Taking]:
    """The pictures of a page by name."""
    found = {}
    for picture in view.pictures:
        data = next((each for each in desk.views if each.name == picture.data), view)
        is_own = data.name == view.name
        plain = Offer(None, NAMES[JSON], write_address(data, parsed.filter, parsed.own if is_own else {}, prefix=API))
        rows = offer(data, parsed, replace(asked, path={})) if can_send(desk, data) else ()
        svg = write_address(view, parsed.filter, parsed.own, file=f"/{picture.name}.svg")
        found[picture.name] = Taking(svg, f"pantau-{picture.name}.png", rows or (plain,))
    return found


def _kinds_of(view: View, asked: Asked) -> Sequence[str]:
    """The kinds of records that a list may hold, or that a single thing has."""
    if not asked.path or view.rows is None:
        return KINDS
    found = asked.store.ask(find_kinds, view.rows.keys(asked))
    return [kind for kind in KINDS if kind in found]


def send_rows(desk: Desk, sight: Sight, view: View, ask: Callable[[Store], Asked], format: str) -> Response:
    """A file of the rows of a view. Raises NotThere, Moved, UsageError, and StoreError where the rows cannot be made now."""
    assert view.rows is not None
    rows = view.rows
    with sight.opened() as store:
        asked = ask(store)
        rows.keys(asked)
        if not can_send(desk, view):
            what = "what joins the pages is not of today: documents were read, or what pantau knows changed, since it was made"
            raise StoreError(what, todo="run `pantau relink`, then ask again")
        table, exporter = find_table(rows.kind or str(asked.filter.kind)), find_exporter(format)

    def write(out: BinaryIO) -> None:
        with sight.opened() as store:
            among = rows.keys(ask(store))
            store.ask(lambda connection: write_stream(exporter, [table], Material(connection, desk.world, among=among), out))

    pieces = _Writing(write).pieces()
    first = next(pieces, b"")  # what is wrong at the start is told as such; what breaks later breaks the answer off
    name = _file_name(asked, table, exporter)
    headers = {"content-disposition": f'attachment; filename="{name}"', "vary": "Cookie"}
    return StreamingResponse(chain((first,), pieces), media_type=MEDIA[format], headers=headers)


def _file_name(asked: Asked, table: Table, exporter: Exporter) -> str:
    """A name of the parts of the address, which are ids, and the kind of row."""
    return "-".join(("pantau", *(part[:12] for part in asked.path.values()), table.plural)) + f".{exporter.suffix}"


_writers = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="download")


class _Gone(Exception):
    """Nobody fetches any more."""


class _Writing:
    """A file made in a thread of its own while it is fetched: the writers of formats push, an answer is pulled."""

    def __init__(self, write: Callable[[BinaryIO], None]) -> None:
        if not _places.acquire(blocking=False):
            todo = "wait until one is done, then ask again"
            raise StoreError(f"{_MOST_AT_ONCE} files are being made already", todo=todo)
        self._write, self._queue = write, Queue[Any](_PIECES)
        self._is_gone = threading.Event()
        self._done: Future[None] | None = None

    def pieces(self) -> Iterator[bytes]:
        """The file a piece at a time. Raises what the writer raised."""
        self._done = _writers.submit(self._run)
        try:
            while (piece := self._next(self._done)) is not None:
                yield piece
            self._done.result()
            if self._is_gone.is_set():  # the writer had waited too long for room
                raise StoreError("the file broke off", todo="ask again")
        finally:
            self._is_gone.set()

    def _next(self, done: Future[None]) -> bytes | None:
        while True:
            try:
                piece: bytes | None = self._queue.get(timeout=1.0)
            except Empty:
                if done.done() and self._queue.empty():
                    return None
            else:
                return piece

    def put(self, piece: bytes | None) -> None:
        """Hand a piece on, waiting while there is no room. Raises _Gone where nobody fetches."""
        until = time.monotonic() + _STALLED_SECONDS
        while not self._is_gone.is_set() and time.monotonic() < until:
            try:
                return self._queue.put(piece, timeout=0.5)
            except Full:
                continue
        raise _Gone

    def _run(self) -> None:
        try:
            out = io.BufferedWriter(_Pipe(self), _PIECE)
            self._write(cast("BinaryIO", out))
            out.flush()
        except _Gone:
            self._is_gone.set()
        finally:
            _places.release()
            with suppress(_Gone):
                self.put(None)


class _Pipe(io.RawIOBase):
    """What a writer writes into."""

    def __init__(self, writing: _Writing) -> None:
        self._writing = writing

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._writing.put(bytes(piece))
        return len(piece)
