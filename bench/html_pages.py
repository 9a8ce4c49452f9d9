"""HTML pages against their expected title, instant and body: our reader and plain trafilatura, in one run.

    PANTAU_SHARED=… python bench/html_pages.py [OUT.jsonl]

Prints body F1 (word 4-grams), titles, days and minutes as the scorer beside the pages counts them; OUT gets our rows for it.
Not called html.py: a script's folder comes first on Python's path, and the standard library has a module of that name.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pantau.knowledge import load_knowledge
from pantau.model import to_interchange
from pantau.read import Kept, Origin, read_bytes

JAKARTA = timezone(timedelta(hours=7))
Row = dict[str, Any]


def ours(data: bytes, name: str) -> Row:
    """One page through `pantau.read`, as the interchange form gives it."""
    for result in read_bytes(data, Origin(name, f"{name}.html"), load_knowledge()):
        if isinstance(result, Kept):
            row = to_interchange(result.document, ())
            return {**row, "article": "\n".join(row["text"][start:end] for start, end in row["body"])}
    return {}


def plain_trafilatura(data: bytes, name: str) -> Row:
    """One page through trafilatura alone, tuned for precision."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(data, favor_precision=True, include_comments=False, with_metadata=True)
    return {"id": name, "title": found.title, "published_at": found.date, "article": found.text} if found else {}


def grams(text: str) -> Counter[tuple[str, ...]]:
    """The word 4-grams of a text."""
    words = re.findall(r"\w+", text.casefold())
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def instant(value: str | None) -> datetime | None:
    """A stamp as an instant; one without a zone is the page's own time."""
    try:
        when = datetime.fromisoformat((value or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=JAKARTA)


def score(gold: Row, row: Row) -> dict[str, float]:
    """Body F1, and whether title, day and minute are right."""
    a, b = grams(gold["text"]), grams(row.get("article") or "")
    x, y = instant(gold["published_at"]), instant(row.get("published_at"))
    return {
        "body": 2 * (a & b).total() / (a.total() + b.total()),
        "title": float(gold["title"].split() == (row.get("title") or "").split()),
        "day": float(x is not None and y is not None and x.astimezone(JAKARTA).date() == y.astimezone(JAKARTA).date()),
        "minute": float(x is not None and y is not None and abs((x - y).total_seconds()) < 60),
    }


def main() -> None:
    """Print the table."""
    if "PANTAU_SHARED" not in os.environ:
        sys.exit("PANTAU_SHARED must name the folder that holds bench/html")
    folder = Path(os.environ["PANTAU_SHARED"]) / "bench" / "html"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = {row["id"]: (folder / f"{row['id']}.html").read_bytes() for row in gold}
    print(f"{'':12} {'body':>6} {'title':>6} {'day':>6} {'minute':>6}   of {len(gold)} pages")
    for name, reader in (("pantau", ours), ("trafilatura", plain_trafilatura)):
        reader(pages[gold[0]["id"]], "warm")  # imports are not part of the speed
        started = time.perf_counter()
        rows = {row["id"]: reader(pages[row["id"]], row["id"]) for row in gold}
        speed = len(gold) / (time.perf_counter() - started)
        scores = [score(row, rows[row["id"]]) for row in gold]
        figures = (f"{sum(s[part] for s in scores) / len(gold):6.3f}" for part in ("body", "title", "day", "minute"))
        print(f"{name:12}", *figures, f"  {speed:.0f} pages/s")
        if name == "pantau" and len(sys.argv) > 1:
            lines = [json.dumps({k: v for k, v in rows[key].items() if k != "article"}, ensure_ascii=False) for key in sorted(rows)]
            Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
