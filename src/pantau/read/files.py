"""Paths to bytes: which files there are to read, and each file's bytes in pieces that one worker can take."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pantau.errors import UsageError
from pantau.read.origin import Origin, Unread

SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".jsonl", ".ndjson", ".json")
"""What is taken from a folder; a file named directly is always tried."""

STANDARD_INPUT = "-"
_BY_LINES = (".jsonl", ".ndjson")
_LARGEST_FILE = 2**29  # bytes of one file that is read at once; JSON lines, read in pieces, may have more
_PIECE, _LARGE_PIECE = 2**17, 2**23  # bytes of a file of JSON lines that one worker takes at a time


@dataclass(frozen=True)
class Inputs:
    """The files to read in order (`-` is standard input), paths that are not there, and how many other files were passed over."""

    files: tuple[str, ...]
    missing: tuple[Unread, ...] = ()
    passed_over: int = 0

    def size(self) -> int:
        """Bytes in all files that can be asked for their size."""
        return sum(_size(file) for file in self.files)


class Piece(NamedTuple):
    """Bytes of one input, or why there are none. `before` is None for a whole file, else the number of its lines before these."""

    origin: Origin
    data: bytes | None
    unread: Unread | None = None
    before: int | None = None

    def as_input(self) -> bytes | None:
        """The bytes as a reader takes them: lines before stand as empty ones, so that it counts right."""
        return b"\n" * self.before + self.data if self.before and self.data else self.data


def find_inputs(paths: Sequence[str]) -> Inputs:
    """Walk files and folders in sorted order, each file once, hidden files and folders left out.

    Raises UsageError if none of the paths is there; some missing among good ones are inputs that could not be read.
    """
    missing = [path for path in paths if path != STANDARD_INPUT and not os.path.lexists(path)]
    if missing and len(missing) == len(paths):
        raise UsageError("no such file or folder", where=", ".join(missing), todo="check the path; nothing was read")
    files: dict[str, str] = {}
    passed_over = 0
    for path in paths:
        if path == STANDARD_INPUT or (path not in missing and not Path(path).is_dir()):
            files.setdefault(_identity(path), path)
        elif path not in missing:
            for file in _walk(path):
                if Path(file).suffix.lower() in SUFFIXES:
                    files.setdefault(_identity(file), file)
                else:
                    passed_over += 1
    unread = tuple(Unread(path, "no such file or folder", "check the path") for path in missing)
    return Inputs(tuple(files.values()), unread, passed_over)


def _walk(folder: str) -> Iterator[str]:
    """Every file below a folder, sorted by name at each level. A folder reached again through a link is not entered twice."""
    entered: set[str] = set()
    for at, folders, files in os.walk(folder, followlinks=True):
        entered.add(os.path.realpath(at))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and os.path.realpath(Path(at, f)) not in entered)
        yield from (str(Path(at, file)) for file in sorted(files) if not file.startswith(".") and not _is_endless(Path(at, file)))


def _is_endless(path: Path) -> bool:
    """Whether a folder's entry is a pipe, a socket or a device: opening it may wait for ever. Named directly, it is read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # opening it will tell
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _identity(path: str) -> str:
    return path if path == STANDARD_INPUT else os.path.realpath(path)


def _size(file: str) -> int:
    try:
        return 0 if file == STANDARD_INPUT else Path(file).stat().st_size
    except OSError:
        return 0


def read_pieces(file: str) -> Iterator[Piece]:
    """The bytes of one input; what the system refuses is told as an input that could not be read."""
    if file == STANDARD_INPUT:
        yield Piece(Origin("stdin", "standard input"), sys.stdin.buffer.read())
        return
    origin = Origin(_letters(Path(file).stem), _letters(file))
    try:
        with Path(file).open("rb") as opened:
            if Path(file).suffix.lower() in _BY_LINES:
                yield from _line_pieces(opened, origin)
                return
            data = opened.read(_LARGEST_FILE + 1)
        if len(data) <= _LARGEST_FILE:
            yield Piece(origin, data)
        else:
            yield Piece(origin, None, Unread(origin.where, f"is larger than {_LARGEST_FILE:,} bytes, no page is", "split it"))
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        yield Piece(origin, None, Unread(origin.where, what, "check the file and its permissions"))
    except MemoryError:
        yield Piece(origin, None, Unread(origin.where, "is larger than the memory at hand", "split it"))


def _letters(path: str) -> str:
    """A path as text, whatever bytes the system allowed in it."""
    return os.fsencode(path).decode("utf-8", "replace")


def _line_pieces(opened: BinaryIO, origin: Origin) -> Iterator[Piece]:
    """Whole lines, a piece at a time, growing with what lies before it (a reader counts that anew in every piece).

    A piece never begins with what could be taken for the start of one value over many lines.
    """
    lines: list[bytes] = []
    size = number = done = 0
    for line in opened:
        if size >= min(max(_PIECE, done // 32), _LARGE_PIECE) and line.startswith(b"{") and line.strip() != b"{":
            yield Piece(origin, b"".join(lines), before=number)
            number, done, size, lines = number + len(lines), done + size, 0, []
        lines.append(line)
        size += len(line)
    if lines or not number:
        yield Piece(origin, b"".join(lines), before=number)
