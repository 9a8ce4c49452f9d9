"""Tallies of pages → the draft of a theatre file, for a person to correct."""

from __future__ import annotations

from collections.abc import Iterable

from pantau.draft.merging import Corpus, Seen, merge
from pantau.draft.proposing import Draft, propose
from pantau.draft.writing import write
from pantau.errors import InputError
from pantau.extract.drafting import Tally
from pantau.knowledge import Knowledge

__all__ = ["Corpus", "Draft", "Seen", "draft_text", "merge", "propose", "write"]

ONE_IN = 100
"""On how many of a large number of pages an entry must stand once, unless told otherwise."""


def draft_text(
    tallies: Iterable[Tally], knowledge: Knowledge, *, theatre_id: str, name: str | None = None, least: int | None = None
) -> str:
    """The theatre file that the pages suggest. Raises InputError where they suggest none."""
    # 1. the tallies of all documents become one count
    corpus = merge(tallies)
    _check(corpus, knowledge)
    # 2. the count suggests sides, parties, groups, brokers, persons and places
    draft = propose(corpus, knowledge.world, least=least or max(2, corpus.read // ONE_IN))
    if not draft.parties:
        todo = "give it more pages about the conflict, or a lower --least"
        raise InputError(f"no two parties are against each other on {draft.least} of the {corpus.read:,} pages", todo=todo)
    # 3. each is written with its count and an example
    return write(draft, knowledge.world.parties, theatre_id=theatre_id, name=name)


def _check(corpus: Corpus, knowledge: Knowledge) -> None:
    """Raise InputError where there is no page, or none that any pack reads."""
    if corpus.read:
        return
    if not corpus.other:
        raise InputError("there is no page to draft from", todo="name files or folders with pages: HTML, .txt, JSON lines")
    found = ", ".join(f"{language} {count}" for language, count in sorted(corpus.other.items()))
    known = ", ".join(sorted(knowledge.packs))
    raise InputError(f"no page is in a language that pantau reads (found: {found})", todo=f"give it pages in: {known}")
