"""Indonesian HTML pages: body, title, day and minute of publication. The converter is the reader's own document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Benchmark, Data, Rival, Row, Tally, load_rows
from pantau.read import Kept, Origin, read_bytes

JAKARTA = timezone(timedelta(hours=7))
PARTS = ("body", "title", "day", "minute")


def _load(data: Data) -> list[Row] | str:
    folder = data.folder / "html" if data.folder else None
    if folder is None or not (folder / "gold.jsonl").is_file():
        return "the data folder holds no html/gold.jsonl" if folder else "no data folder given (--data)"
    rows = load_rows(folder / "gold.jsonl", {"id": str, "title": str, "published_at": str, "text": str})
    pages = {row["id"]: folder / f"{row['id']}.html" for row in rows}
    return [row | {"page": pages[row["id"]].read_bytes()} for row in rows if pages[row["id"]].is_file()]


def _reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    def read(row: Row) -> Tally:
        for result in read_bytes(row["page"], Origin(row["id"], f"{row['id']}.html"), knowledge):
            if isinstance(result, Kept):
                page = result.document
                published = page.published_at.isoformat() if page.published_at else str(page.published_on or "")
                return score_page(row, page.title, published, "\n".join(span.of(page.text) for span in page.body))
        return score_page(row, None, None, "")

    return read


def _rivals() -> Iterator[Rival]:
    """trafilatura alone, tuned for precision."""
    import trafilatura

    def read(row: Row) -> Tally:
        found: Any = trafilatura.bare_extraction(
            row["page"], favor_precision=True, include_comments=False, with_metadata=True
        )  # fmt: skip
        return score_page(row, found.title, found.date, found.text or "") if found else score_page(row, None, None, "")

    yield Rival(f"trafilatura {trafilatura.__version__}, tuned for precision", read)


def score_page(gold: Row, title: str | None, published: str | None, body: str) -> Tally:
    """F1 of word 4-grams for the body; whether title, day and minute are right."""
    a, b = _grams(gold["text"]), _grams(body)
    x, y = parse_instant(gold["published_at"]), parse_instant(published)
    return {
        "pages": 1.0,
        "body": 2 * (a & b).total() / (a.total() + b.total()),
        "title": float(gold["title"].split() == (title or "").split()),
        "day": float(x is not None and y is not None and x.astimezone(JAKARTA).date() == y.astimezone(JAKARTA).date()),
        "minute": float(x is not None and y is not None and abs((x - y).total_seconds()) < 60),
    }


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def parse_instant(value: str | None) -> datetime | None:
    """A stamp as an instant, None where it is none; one without a zone is the page's own time."""
    try:
        when = datetime.fromisoformat((value or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=JAKARTA)


def _figures(drawn: Tally, _whole: Tally) -> dict[str, float]:
    return {part: drawn[part] / drawn["pages"] for part in PARTS}


HTML = Benchmark(
    name="html",
    task="Indonesian HTML page to body, title and instant of publication",
    language="id",
    unit="pages",
    load=_load,
    figures=_figures,
    reader=_reader,
    rivals=_rivals,
)
