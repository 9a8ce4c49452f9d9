"""Our scorers and the shared ones give the same figures; intervals come out the same every time."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pantau.measure.benchmark import sum_of
from pantau.measure.gold_scores import SLOTS, gold_figures, party_credit, tally_page
from pantau.measure.html_pages import score_page
from pantau.measure.intervals import f1, find_intervals
from pantau.measure.span_scores import Marked, span_figures, tally_spans

WHO = {"WHO": ("PERSON", "ROLE", "AFFILIATION")}
GOLD: list[Marked] = [(0, 5, "PERSON", None), (9, 12, "ROLE", None), (20, 30, "DATE", "2020-10-26")]


@pytest.mark.parametrize(
    ("hits", "system", "gold", "expected"),
    [(5, 10, 10, 0.5), (0, 0, 0, 1.0), (0, 3, 0, 0.0), (0, 0, 3, 0.0), (2, 2, 4, 2 / 3)],
)
def test_f1(hits: int, system: int, gold: int, expected: float) -> None:
    assert f1(hits, system, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("system", "strict", "relaxed", "value"),
    [
        (GOLD, 1.0, 1.0, 1 / 3),
        ([], 0.0, 0.0, 0.0),
        ([(0, 4, "PERSON", None)], 0.0, 0.5, 0.0),
        ([(0, 5, "ROLE", None)], 0.0, 0.0, 0.0),
        ([(20, 30, "DATE", "2020-10-27")], 0.5, 0.5, 0.0),
    ],
)
def test_spans(system: list[Marked], strict: float, relaxed: float, value: float) -> None:
    tally = tally_spans(GOLD, system, WHO)
    found = span_figures(("ALL", "strict"), ("ALL", "relaxed"), ("ALL", "value"))(tally, tally)
    assert list(found.values()) == pytest.approx([strict, relaxed, value])


def test_union_of_labels() -> None:
    tally = tally_spans(GOLD, [(0, 5, "PERSON", None)], WHO)
    assert (tally["WHO gold"], tally["WHO strict"]) == (2, 1)


def test_intervals_are_the_same_every_time_and_hold_the_figure() -> None:
    tallies = [{"hits": float(n % 3 > 0), "all": 1.0} for n in range(40)]

    def share(drawn: Any, _whole: Any) -> dict[str, float]:
        return {"share": drawn["hits"] / drawn["all"]}

    first = find_intervals(tallies, share)
    assert first == find_intervals(tallies, share)
    low, high = first["share"]
    assert 0.4 < low < share(sum_of(tallies), {})["share"] < high < 0.9


def test_an_interval_over_one_document_is_its_figure() -> None:
    assert find_intervals([{"n": 2.0}], lambda drawn, _whole: {"n": drawn["n"]}) == {"n": (2.0, 2.0)}


@pytest.mark.parametrize(
    ("gold", "system", "credit"),
    [
        (["AZE"], ["AZE"], 1.0),
        ("ARM_OPP", "ARM", 0.5),
        ([], [], 1.0),
        (None, None, 1.0),
        (["AZE"], [], 0.0),
        (["A", "B"], ["A"], 2 / 3),
    ],
)
def test_party_credit(gold: object, system: object, credit: float) -> None:
    assert party_credit(gold, system) == pytest.approx(credit)


def test_a_page_against_itself_is_right_in_all() -> None:
    page = {"document": "x", "outlet": "a.id", "published": None, "credits": [], "body": [[0, 50]], "paragraphs": [0]}
    page |= {"records": _records()}
    tally = tally_page(page, page)
    figures = gold_figures(tally, tally)
    assert set(figures.values()) == {1.0}


def _records() -> list[dict[str, Any]]:
    event = {"kind": "event", "trigger": [3, 9], "type": "ASSAULT", "actors": ["AZE"], "recipients": ["ARM"], "from": "2020-10-26"}
    claim = {"kind": "claim", "trigger": [10, 14], "code": "AZE", "stance": "accuse", "targets": ["ARM"], "content": [15, 40]}
    return [event, claim]


def test_html_page() -> None:
    gold = {"title": "Satu  dua", "published_at": "2020-10-26T01:00:00Z", "text": "a b c d e f"}
    right = score_page(gold, "Satu dua", "2020-10-26T08:00:00", "a b c d e f")
    assert right == {"pages": 1, "body": 1, "title": 1, "day": 1, "minute": 1}
    late = score_page(gold, None, "2020-10-26T09:00:00", "")
    assert (late["title"], late["day"], late["minute"]) == (0, 1, 0)


# ---- side by side with the shared scorers ------------------------------------------------------------------------------------


def load_scorer(path: Path) -> ModuleType:
    if not path.is_file():
        pytest.skip(f"{path.name} is not among the shared files")
    spec = importlib.util.spec_from_file_location(f"shared_{path.parent.name}_score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoilt(page: dict[str, Any], shift: int) -> dict[str, Any]:
    """A gold page with faults of many kinds, the same every time: records dropped, moved, and given wrong slots."""
    records = []
    for number, record in enumerate(page["records"]):
        if number % 5 == shift:
            continue
        changed = dict(record)
        slot = SLOTS[record["kind"]][number % len(SLOTS[record["kind"]])]
        if number % 3 == shift % 3 and slot != "content":
            changed[slot] = [] if isinstance(record.get(slot), list) else None
        changed["trigger"] = [record["trigger"][0] + number % 4, record["trigger"][1] + 2]
        records.append(changed)
    return {**page, "records": records, "body": page["body"][shift:], "outlet": None if shift == 1 else page["outlet"]}


def test_gold_figures_are_the_shared_scorers(shared: Path) -> None:
    score = load_scorer(shared / "gold" / "score.py")
    lines = (shared / "gold" / "gold.jsonl").read_text(encoding="utf-8").splitlines()[:24]
    pages = [json.loads(line) for line in lines]
    systems = [spoilt(page, number % 4) for number, page in enumerate(pages)]
    ours = [tally_page(page, system) for page, system in zip(pages, systems, strict=True)]
    theirs = []
    for page, system in zip(pages, systems, strict=True):
        score.place_paragraphs(page, system)
        theirs.append(score.tally(page, system))
    summary = score.summary(theirs)
    whole = sum_of(ours)
    wanted = {
        name: summary[name]["f1"] if isinstance(summary[name], dict) else summary[name] for name in gold_figures(whole, whole)
    }
    assert gold_figures(whole, whole) == pytest.approx(wanted)
    rounds = 200
    low, high = score.interval(theirs, lambda f: f["overall"], summary["counted"], rounds)
    assert find_intervals(ours, gold_figures, rounds=rounds)["overall"] == pytest.approx((low, high))


def test_span_figures_are_the_shared_scorers(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score = load_scorer(shared / "bench" / "score.py")
    rows = {f"r{n}": {"spans": _written(_spans(n, 0))} for n in range(12)}
    system = {f"r{n}": {"spans": _written(_spans(n, n % 3))} for n in range(12)}
    score.spans(rows, system)
    printed = dict(line.split("  P ")[0:2] for line in capsys.readouterr().out.splitlines())
    tally = sum_of([tally_spans(_spans(n, 0), _spans(n, n % 3), WHO) for n in range(12)])
    for label, kind in (("ALL", "strict"), ("ALL", "relaxed"), ("ALL", "value"), ("WHO", "strict"), ("DATE", "strict")):
        found = span_figures((label, kind))(tally, tally)[f"{label} {kind}"]
        assert f"F1 {found:.3f}" in next(text for name, text in printed.items() if name.strip() == f"{label} {kind}")


def _written(spans: Sequence[Marked]) -> list[list[object]]:
    """As a benchmark file writes them: no fourth place where there is no value."""
    return [list(s) if s[3] else list(s[:3]) for s in spans]


def _spans(number: int, fault: int) -> Sequence[Marked]:
    day: Marked = (10, 20 + fault % 2, "DATE", f"2020-10-{10 + number + (fault == 2)}")
    return [(0, 5, "PERSON", None), (30 + fault, 40, "ROLE", None), day][: 3 - (number % 2)]


def test_html_figures_are_the_shared_scorers(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score = load_scorer(shared / "bench" / "score.py")
    page = {"title": "Dua kata", "published_at": "2016-02-16T02:10:56Z", "text": "satu dua tiga empat lima enam"}
    gold = {f"p{n}": page for n in range(4)}
    stamps = ("2016-02-16T09:10:56", "2016-02-16", "kemarin", "2016-02-15T23:00:00+07:00")
    system = {f"p{n}": {"title": "Dua  kata", "published_at": stamps[n], "text": "satu dua tiga empat lima"} for n in range(4)}
    score.html(gold, system)
    tally = sum_of([score_page(gold[k], s["title"], s["published_at"], s["text"]) for k, s in system.items()])
    printed = capsys.readouterr().out
    assert printed.startswith("  ".join(f"{part} {tally[part] / 4:.3f}" for part in ("body", "title", "day", "minute")))
