"""One input: its bytes → documents → their records, in this process or another.

Whatever happens inside one document stays there: it becomes a Problem or an unread input with its reason, and the run goes on.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pantau import __version__
from pantau.engine import map_in_order
from pantau.errors import InputError, PantauError
from pantau.knowledge import Knowledge, load_knowledge
from pantau.model import Problem, Record
from pantau.model.observation import from_bytes
from pantau.read.files import Inputs, Piece, read_pieces
from pantau.read.origin import Kept, Unread

if TYPE_CHECKING:
    from pantau.extract import Extraction

Folders = tuple[Path, ...]
Progress = Callable[[int, int], None]
"""Called after each step with the bytes and the documents it dealt with."""

Result = TypeVar("Result")


def knowledge_of(folders: Folders) -> Knowledge:
    """What is known, the user's own folders included: the one door through which the use cases come by it."""
    return load_knowledge(folders)


class Work(NamedTuple):
    """What one worker does at a time: a piece of an input, less `known` documents that the store holds already."""

    piece: Piece
    folders: Folders
    size: int
    known: tuple[str, ...] = ()

    def without_bytes(self) -> Work:
        """What the results have to say about their work."""
        return self._replace(piece=self.piece._replace(data=None))


class Page(NamedTuple):
    """One document that was read and what was extracted from it."""

    kept: Kept
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def find_works(inputs: Inputs, folders: Folders) -> Iterator[Work]:
    """The pieces of the inputs, in order."""
    return (Work(piece, folders, len(piece.data or b"")) for file in inputs.files for piece in read_pieces(file))


def find_pages(work: Work) -> Iterator[Page | Unread]:
    """Read and extract every document of one input."""
    for kept in find_documents(work):
        if isinstance(kept, Unread):
            yield kept
            continue
        made = guarded(partial(extract_kept, kept, knowledge_of(work.folders)))
        yield Page(kept, (), (made,)) if isinstance(made, Problem) else Page(kept, made.records, made.problems)


def extract_kept(kept: Kept, knowledge: Knowledge) -> Extraction:
    """The records of a document: of a field report from its fields, of any other from its words."""
    if kept.document.kind != "observation":
        from pantau.extract import extract

        return extract(kept.document, knowledge)
    from pantau.extract import Extraction
    from pantau.extract.observation import extract_observation

    return Extraction(extract_observation(from_bytes(kept.data), kept.document, knowledge), ())


def find_documents(work: Work) -> Iterator[Kept | Unread]:
    """Read every document of one input."""
    from pantau.read import read_bytes

    piece, data = work.piece, work.piece.as_input()
    if piece.unread:
        yield piece.unread
    if data is None:
        return
    found = iter(read_bytes(data, piece.origin, knowledge_of(work.folders)))
    while (kept := guarded(lambda: next(found, None))) is not None:
        if isinstance(kept, Problem):
            yield Unread(piece.origin.where, kept.what, "please report it, with the file")
            return
        yield kept


def guarded(step: Callable[[], Result]) -> Result | Problem:
    """The one broad `except` of the house: a fault of ours in one document becomes a Problem, and the run goes on with the next.

    What a person must mend before any document can be read (knowledge, store, usage) is raised as it is.
    """
    try:
        return step()
    except InputError as error:
        return Problem(str(error))
    except PantauError:
        raise
    except Exception as error:  # noqa: BLE001
        return Problem(f"internal: {type(error).__name__}: {error}")


def leave_interrupts_to_the_parent() -> None:
    """A worker goes on when the user interrupts: the parent tells it to stop, between two writes."""
    if multiprocessing.parent_process() is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def read_work(work: Work) -> tuple[Work, list[Page | Unread]]:
    """The pages of one work, as a worker process hands them back."""
    leave_interrupts_to_the_parent()
    return work.without_bytes(), list(find_pages(work))


def run(step: Callable[[Work], Result], items: Iterable[Work], jobs: int) -> Iterator[Result]:
    """`step` of every work, in order. Raises InputError where a worker process was killed."""
    try:
        yield from map_in_order(step, items, jobs=jobs)
    except BrokenProcessPool:
        todo = "what was read so far is kept; run again, with fewer --jobs if memory was short"
        raise InputError("a worker process was killed", todo=todo) from None


def version_name() -> str:
    """What a reading names as its reader: this release and the extractor's own count."""
    from pantau.extract import VERSION

    return f"{__version__}+{VERSION}"
