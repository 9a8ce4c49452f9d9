"""Bare page texts to documents: the article, its house, its day, its credits, on pages of our own in many layouts."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.knowledge import Knowledge, load_knowledge
from pantau.model import Document
from pantau.model.document import DATED_BY, SET_ASIDE_REASONS
from pantau.read.origin import Origin
from pantau.read.text import read_text
from tests.read.text_pages import PAGES, build

HEAD = "Dua Kapal Bertabrakan di Selat\nSelasa, 3 November 2020 16:50 WIB\nnews.detik.com\n\n"
PARAGRAPHS = "Dua kapal bertabrakan di selat itu pada hari Senin.\nTidak ada korban jiwa, kata polisi.\n"


def read(text: str, knowledge: Knowledge, url: str | None = None) -> Document:
    return read_text(text.encode("utf-8", "surrogatepass"), text, Origin("page", "page.txt", url), knowledge)


@pytest.mark.parametrize("name", PAGES)
def test_article_outlet_day_and_credits(name: str, knowledge: Knowledge) -> None:
    marked, outlet, published, credits, more = PAGES[name]
    text, body = build(marked)
    document = read(text, knowledge)
    assert [span.of(text) for span in document.body] == body
    assert document.source == outlet
    assert document.published_on == (date.fromisoformat(published) if published else None)
    assert [credit.name for credit in document.credits] == credits
    for field, value in more.items():
        assert getattr(document, field) == value, field


@pytest.mark.parametrize("name", PAGES)
def test_every_line_is_article_or_has_its_reason(name: str, knowledge: Knowledge) -> None:
    text, _ = build(PAGES[name][0])
    document = read(text, knowledge)
    covered = {at for span in [*document.body, *(part.span for part in document.set_aside)] for at in range(*span)}
    covered |= {at for slot, span in document.evidence if slot == "title" for at in range(*span)}
    left = "".join(char for at, char in enumerate(text) if at not in covered)
    assert not re.search(r"\w", left), left
    assert all(part.reason in SET_ASIDE_REASONS for part in document.set_aside)


def check_spans(document: Document) -> None:
    """Spans lie in the text, in order, body parts and set-aside parts apart; what was read stands where it says."""
    text = document.text
    stretches = sorted([*document.body, *(part.span for part in document.set_aside)])
    assert list(document.body) == sorted(document.body)
    assert all(0 <= span.start < span.end <= len(text) for span in stretches)
    assert all(one.end <= two.start for one, two in pairwise(stretches))
    assert all(credit.span.of(text) == credit.name for credit in document.credits)
    for slot, span in document.evidence:
        assert 0 <= span.start < span.end <= len(text)
        if slot in ("title", "byline", "dateline"):
            assert span.of(text) == getattr(document, slot)
    assert document.dated_by in (None, *DATED_BY)


PIECES = [
    "Berita Terkait", "Baca juga:", "(abc/def)", "Jakarta", "-", "Kata dia, dilansir", "AFP", ", Rabu (8/1/2020).", "Iklan",
    "Tentara itu mundur dari kota pada hari Selasa, kata juru bicara.", "Judul Berita Lain Yang Panjang Sekali", "9 jam lalu",
    "(Baca juga: X)", "Baca Juga: Judul Lain Kata dia.", "\x00", "İ", "| Author | N.N. |", "https://a.b/c", "detik.com",
    "Sumber: Reuters", "[video.1]", "**", "#", "…", "\r", "\n", "\n\n", " ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=24), st.text(max_size=12))
def test_spans_hold_on_any_page(pieces: list[str], noise: str) -> None:
    knowledge = load_knowledge()
    text = "".join(pieces) + noise + "\n".join(pieces)
    document = read(text, knowledge)
    check_spans(document)
    assert read(text, knowledge) == document


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_carriage_returns_end_lines_and_count(ending: str, knowledge: Knowledge) -> None:
    text = (HEAD + PARAGRAPHS).replace("\n", ending)
    assert [span.of(text) for span in read(text, knowledge).body] == PARAGRAPHS.split("\n")[:2]


def test_instant_needs_clock_and_zone(knowledge: Knowledge) -> None:
    instant = datetime(2020, 11, 3, 16, 50, tzinfo=timezone(timedelta(hours=7)))
    assert read(HEAD + PARAGRAPHS, knowledge).published_at == instant
    assert read(HEAD.replace(" WIB", "") + PARAGRAPHS, knowledge).published_at is None


def test_the_address_it_was_fetched_from_tells_outlet_and_day(knowledge: Knowledge) -> None:
    document = read("Tentara itu mundur dari kota pada hari Selasa.\n", knowledge, "https://dunia.tempo.co/read/2021/02/01/kudeta")
    assert (document.source, document.published_on, document.dated_by) == ("tempo.co", date(2021, 2, 1), "url")


def test_page_without_article_says_so(knowledge: Knowledge) -> None:
    document = read("Beranda\nMasuk\nIklan\n", knowledge)
    assert document.body == ()
    assert [problem.what for problem in document.problems] == ["no article text found on the page"]


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "AFPa" * 50_000, "Satu. Baca juga: Dua Tiga " * 8_000, "(" * 200_000, "Jakarta\n-\n" * 20_000]
)  # fmt: skip
def test_huge_pages_end(text: str, knowledge: Knowledge) -> None:
    check_spans(read(text, knowledge))


def test_spans_hold_on_the_gold_pages(knowledge: Knowledge, shared: Path) -> None:
    for path in sorted((shared / "gold" / "pages").glob("*.txt")):
        check_spans(read(path.read_bytes().decode("utf-8"), knowledge))
