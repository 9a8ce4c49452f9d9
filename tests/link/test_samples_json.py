"""What samples.json says about the sample pages is true of their words: the yardstick of the joining of documents is checked itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pantau.config import load_config
from pantau.extract import extract
from pantau.knowledge import load_knowledge
from pantau.model import CasualtyReport, Claim, Document, Record, Span
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
TRUTH: dict[str, Any] = json.loads((Path(__file__).parent / "samples.json").read_text("utf-8"))
NO_FIGURES = ("weekday", "correction")
ANSWERS = ("denies", "counters", "rejects", "accepts", "confirms", "corrects")


class Page(NamedTuple):
    """A sample page, read."""

    document: Document
    records: tuple[Record, ...]

    @property
    def body(self) -> str:
        """The words of its article, other words blanked."""
        text = self.document.text
        kept = [" "] * len(text)
        for span in self.document.body:
            kept[span.start : span.end] = text[span.start : span.end]
        return "".join(kept)

    def span(self, words: str) -> Span:
        """Where the words stand in the article."""
        start = self.body.index(words)
        return Span(start, start + len(words))


def _pages() -> Iterator[tuple[str, Page]]:
    knowledge = load_knowledge(load_config(SAMPLES / "pantau.toml").folders)
    for path in sorted(path for path in SAMPLES.iterdir() if path.suffix in (".html", ".txt", ".jsonl")):
        for kept in read_bytes(path.read_bytes(), Origin(path.stem, str(path)), knowledge):
            assert isinstance(kept, Kept), kept
            yield kept.document.name, Page(kept.document, extract(kept.document, knowledge).records)


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return dict(_pages())


def passages(value: Any) -> Iterator[dict[str, str]]:
    """Every passage named anywhere in a part of the truth."""
    if isinstance(value, dict):
        if "words" in value:
            yield value
        for inner in value.values():
            yield from passages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


def named(value: Any) -> Iterator[str]:
    """Every document named anywhere in a part of the truth."""
    if isinstance(value, dict):
        if "document" in value:
            yield value["document"]
        yield from value.get("documents", ())
        for inner in value.values():
            yield from named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner)


def test_every_document_named_is_there(pages: dict[str, Page]) -> None:
    assert sorted({*named(TRUTH), *(name for group in TRUTH["theatres"].values() for name in group)} - set(pages)) == []


@pytest.mark.parametrize("part", [part for part in TRUTH if part != "about"])
def test_the_words_stand_in_the_article_once(part: str, pages: dict[str, Page]) -> None:
    found = [p for p in passages(TRUTH[part]) if pages[p["document"]].body.count(p["words"]) != 1]
    assert found == [], "not there, or more than once"


def test_families_share_no_page_and_are_not_kept_apart() -> None:
    families = [set(family["documents"]) for family in TRUTH["families"]]
    assert sum(map(len, families)) == len(set().union(*families))
    assert not [pair for pair in TRUTH["apart"] for family in families if set(pair["documents"]) <= family]


def test_answers_are_of_the_kinds_there_are() -> None:
    assert {answer["relation"] for answer in TRUTH["answers"]} <= set(ANSWERS)
    assert len({answer["claim"]["document"] + answer["answer"]["document"] for answer in TRUTH["answers"]}) >= 20


@pytest.mark.parametrize("answer", TRUTH["answers"], ids=lambda a: f"{a['claim']['document']}-{a['answer']['document']}")
def test_both_sides_of_an_answer_are_read_as_claims(answer: dict[str, Any], pages: dict[str, Page]) -> None:
    for side in ("claim", "answer"):
        page, words = pages[answer[side]["document"]], answer[side]["words"]
        span = page.span(words)
        assert [r for r in page.records if isinstance(r, Claim) and _meet(r, span)], f"{side}: {words}"


def _meet(claim: Claim, span: Span) -> bool:
    return any(part.start < span.end and span.start < part.end for part in (claim.trigger, claim.content))


@pytest.mark.parametrize("curve", TRUTH["curves"], ids=lambda curve: curve["claimant"])
def test_a_curve_has_its_points(curve: dict[str, Any], pages: dict[str, Page]) -> None:
    assert len(curve["points"]) >= 5
    for point in curve["points"]:
        found = [
            r for r in pages[point["document"]].records if isinstance(r, CasualtyReport)
            and (r.party, r.outcome, r.low, r.measure) == (curve["party"], curve["outcome"], point["figure"], "total")
        ]  # fmt: skip
        assert found, point


@pytest.mark.parametrize(
    "finding", [f for f in TRUTH["findings"] if f["check"] not in NO_FIGURES], ids=lambda finding: finding["check"]
)
def test_the_figures_of_a_finding_are_read(finding: dict[str, Any], pages: dict[str, Page]) -> None:
    for evidence in finding["evidence"]:
        page = pages[evidence["document"]]
        assert [r for r in page.records if isinstance(r, CasualtyReport) and r.trigger == page.span(evidence["words"])], evidence
