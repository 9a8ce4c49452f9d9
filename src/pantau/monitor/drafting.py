"""draft_theatre: inputs → the text of a theatre file, a proposal for a person to correct."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from pantau.model import Problem
from pantau.monitor import work as working
from pantau.monitor.work import Folders, Progress, Work
from pantau.read.files import Inputs
from pantau.read.origin import Unread

if TYPE_CHECKING:
    from pantau.extract.drafting import Tally



def draft_theatre(
    inputs: Inputs, folders: Folders = (), *, theatre_id: str, name: str | None = None, least: int | None = None, jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[str, list[Unread]]:  # fmt: skip
    """A theatre as the pages suggest it, in TOML, and inputs that could not be read. `least`: pages an entry must stand on [default:
    2, or one in a hundred]. Raises InputError where the pages suggest none."""
    from pantau.draft import draft_text

    knowledge = working.knowledge_of(folders)
    tallies: list[Tally] = []
    unread = list(inputs.missing)
    for size, made in working.run(_tally_work, working.find_works(inputs, folders), jobs):
        tallies += [each for each in made if not isinstance(each, Unread)]
        unread += [each for each in made if isinstance(each, Unread)]
        if progress:
            progress(size, len(made))
    return draft_text(tallies, knowledge, theatre_id=theatre_id, name=name, least=least), unread


def _tally_work(work: Work) -> tuple[int, list[Tally | Unread]]:
    working.leave_interrupts_to_the_parent()
    return work.size, list(_tallies(work))


def _tallies(work: Work) -> Iterator[Tally | Unread]:
    from pantau.extract.drafting import tally

    for kept in working.find_documents(work):
        if isinstance(kept, Unread):
            yield kept
            continue
        made = working.guarded(partial(tally, kept.document, working.knowledge_of(work.folders)))
        yield Unread(work.piece.origin.where, made.what, "please report it, with the file") if isinstance(made, Problem) else made
