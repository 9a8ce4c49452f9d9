"""How long a decision takes from the form that is sent to the status that is shown: a desk over a copy of a store, asked as a browser
asks it. Prints the median, the 95th percentile and the longest of each step.

    python bench/archive.py --as-told --size 100000 --store big.db     makes such a store
    python bench/deciding.py big.db --decisions 100
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from starlette.testclient import TestClient

from pantau.store import digest_schema, open_store
from pantau.web import make_app
from pantau.web.sessions import Sessions

PORT, TOKEN = 8750, "bench"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("store", type=Path)
    options.add_argument("--decisions", type=int, default=100)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.store.parent) as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(given.store, copy)
        with open_store(copy) as store:
            numbers = store.ask(_choose, given.decisions)
        took = decide_all(copy, numbers)
    for step, times in took.items():
        middle, late = statistics.median(times), _percentile(times, 0.95)
        print(f"{step:<28} median {middle:6.0f} ms   95% {late:6.0f} ms   most {max(times):6.0f} ms")


def _choose(connection: Connection, size: int) -> list[int]:
    """Incidents drawn evenly, the hundred largest among them."""
    table = digest_schema.incident_digest.c
    ranked = list(connection.execute(select(table.number).order_by(table.records.desc(), table.number)).scalars())
    drawn = random.Random(1).sample(ranked, min(size, len(ranked)))
    return list(dict.fromkeys([*ranked[: size // 10], *drawn]))[:size]


def decide_all(store: Path, numbers: list[int]) -> dict[str, list[float]]:
    """Put every incident under inquiry, by the form of its page."""
    app = make_app(store, port=PORT, sessions=Sessions(TOKEN))
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}")
    client.get("/", params={"token": TOKEN})
    client.cookies.set("language", "en")
    took: dict[str, list[float]] = {"page of the incident": [], "decision": [], "page with the new status": []}
    for number in numbers:
        where = f"/review/I{number}"
        page = _timed(took["page of the incident"], lambda where=where: client.get(where))  # type: ignore[misc]
        form = {
            "csrf": _field("csrf", page), "as_of": _field("as_of", page), "kind": "under_inquiry", "subject": f"I{number}",
            "incident": f"I{number}", "why": "measured", "back": where,
        }  # fmt: skip
        _timed(took["decision"], lambda form=form: client.post("/decide", data=form, follow_redirects=False))  # type: ignore[misc]
        after = _timed(took["page with the new status"], lambda where=where: client.get(where))  # type: ignore[misc]
        if "under inquiry" not in after:
            raise SystemExit(f"I{number} is not under inquiry")
    return took


def _field(name: str, page: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def _timed(into: list[float], ask: Callable[[], Any]) -> str:
    start = time.perf_counter()
    answer = ask()
    into.append((time.perf_counter() - start) * 1000)
    if answer.status_code >= 400:
        raise SystemExit(f"{answer.status_code}: {answer.text[:300]}")
    return str(answer.text)


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
