"""A gold set: kept pages and the record a careful monitor would make of them. The converter is the interchange form itself."""

from __future__ import annotations

from collections.abc import Callable

from pantau.extract import extract
from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Benchmark, Data, Peer, Row, Tally, load_rows
from pantau.measure.gold_scores import gold_figures, tally_page
from pantau.model import to_interchange
from pantau.read import Kept, Origin, read_bytes

ENGLISH = "-en"
"""What the name of an English page ends in."""


def _loader(language: str) -> Callable[[Data], list[Row] | str]:
    def load(data: Data) -> list[Row] | str:
        if data.gold is None or data.pages is None:
            return "no gold set given (--gold, --pages)"
        if not data.gold.is_file():
            return "there is no such gold file"
        rows = [
            r
            for r in load_rows(data.gold, {"document": str, "records": list, "body": list, "paragraphs": list})
            if r["document"].endswith(ENGLISH) == (language == "en")
        ]
        paths = {row["document"]: data.pages / f"{row['document']}.txt" for row in rows}
        missing = [name for name, path in paths.items() if not path.is_file()]
        if missing:
            return f"{len(missing)} of {len(paths)} gold pages are not in the folder of pages ({missing[0]} …)"
        read = [row | {"page": paths[row["document"]].read_bytes()} for row in rows]
        return read or "the gold file holds no page in this language"

    return load


def _reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    def read(row: Row) -> Tally:
        for result in read_bytes(row["page"], Origin(row["document"], f"{row['document']}.txt"), knowledge):
            if isinstance(result, Kept):
                found = extract(result.document, knowledge)
                return tally_page(row, to_interchange(result.document, found.records, found.problems))
        return tally_page(row, {})

    return read


def _gold(language: str, name: str) -> Benchmark:
    agreement = Peer("two annotators", {"overall": 0.92, "event": 0.88, "claim": 0.94, "casualty": 0.98, "ceasefire": 0.90},
                     "their agreement on 43 further pages (gold/GUIDE.md): what can be reached")  # fmt: skip
    prototype = Peer("a throw-away prototype", {"overall": 0.31}, "bench/README.md")
    return Benchmark(
        name=f"gold-{language}",
        task=f"kept {name} pages to events, claims, casualty figures, ceasefires, and what is read off the page",
        language=language,
        unit="pages",
        load=_loader(language),
        figures=gold_figures,
        reader=_reader,
        peers=(agreement, prototype),
    )


GOLD_ID, GOLD_EN = _gold("id", "Indonesian"), _gold("en", "English")
