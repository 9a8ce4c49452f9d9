"""IndoTimex: dates and times of Indonesian news with their TIMEX3 types and values. The converter is the date grammar itself: its
mentions carry the same span, label and value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from pantau.extract.dates import Anchor, find_dates
from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Benchmark, Peer, Rival, Row, Tally, rows_of
from pantau.measure.span_scores import EVERY, Marked, read_marked, span_figures, tally_spans

KINDS = ("strict", "relaxed", "value")


def _reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    pack = knowledge.packs["id"]

    def read(row: Row) -> Tally:
        text = row["text"]
        found = find_dates(text, 0, len(text), Anchor(date.fromisoformat(row["date"])), pack, knowledge.derived)
        return _score(row, [(m.span.start, m.span.end, m.label, m.value) for m in found])

    return read


def _score(row: Row, system: list[Marked]) -> Tally:
    return tally_spans(read_marked(row["spans"]), system, {})


def _rivals() -> Iterator[Rival]:
    """dateparser, where it is installed. It gives words without offsets: they are looked up in order."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return

    def read(row: Row) -> Tally:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(row["date"]), "PREFER_DATES_FROM": "past"}
        system: list[Marked] = []
        at = 0
        for words, when in search_dates(row["text"], languages=["id"], settings=settings) or ():
            start = row["text"].find(words, at)
            if start >= 0:
                at = start + len(words)
                system.append((start, at, "DATE", when.date().isoformat()))
        return _score(row, system)

    yield Rival("dateparser", read)


INDOTIMEX = Benchmark(
    name="indotimex",
    task="dates and times in Indonesian news: TIMEX3 type, span and value",
    language="id",
    unit="articles",
    load=rows_of("indotimex.jsonl", text=str, date=str, spans=list),
    figures=span_figures(*((EVERY, kind) for kind in KINDS)),
    reader=_reader,
    peers=(
        Peer("IndoTimex", {"ALL strict": 0.916, "ALL relaxed": 0.936}, "its transducers run on this set (bench/README.md)"),
        Peer("IndoTimex", {"ALL value": 0.853}, "normalisation as published (bench/README.md)"),
    ),
    rivals=_rivals,
)
