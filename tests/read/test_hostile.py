# ruff: noqa: E501 - pages stand here as the web delivers them, in long lines
"""Inputs that are broken, huge or malicious: each is read as far as it can be, or told in one message, in bounded time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from pantau.knowledge import Knowledge
from pantau.read import Kept, Origin, Unread, read_bytes
from pantau.read.html import LONGEST
from tests.read.pages import PARAGRAPHS, TITLE, article

ARTICLE = f"<h1>{TITLE}</h1>{article()}"


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """Generous beside the two seconds aimed at, and of this process alone: a machine may be slow, a quadratic parser is a hundred times slower."""
    started = time.process_time()
    yield
    assert time.process_time() - started < 20


def only(data: bytes, knowledge: Knowledge, where: str = "masukan.html") -> Kept | Unread:
    (result,) = read_bytes(data, Origin("masukan", where), knowledge)
    return result


def kept(data: bytes, knowledge: Knowledge, where: str = "masukan.html") -> Kept:
    result = only(data, knowledge, where)
    assert isinstance(result, Kept)
    assert result.data == data
    for span in result.document.body:
        assert span.of(result.document.text).strip()
    return result


def has_article(result: Kept) -> bool:
    body = "\n".join(span.of(result.document.text) for span in result.document.body)
    return all(p in body for p in PARAGRAPHS)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b" \r\n\t", "empty"), (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"), (b"\xff\xd8\xff\xe0" + bytes(100), "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"), (b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04" + bytes(30), "ZIP"), (b"\x1f\x8b\x08" + bytes(30), "gzip"),
        (bytes(range(256)) * 40, "binary"), (b"SQLite format 3\x00" + bytes(80), "SQLite"), (b"WARC/1.0\r\n", "WARC"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "feed"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["a.html", "a.txt", "a.jsonl"])
def test_no_text_at_all(data: bytes, words: str, where: str, knowledge: Knowledge) -> None:
    result = only(data, knowledge, where)
    assert isinstance(result, Unread)
    assert words in result.what
    assert result.where == where
    assert result.todo


def test_larger_than_any_page(knowledge: Knowledge) -> None:
    result = only(b"<html>" + b"kata " * (13 * 2**20), knowledge)
    assert isinstance(result, Unread)
    assert "bytes long" in result.what


@pytest.mark.parametrize("filler", ["<p>kata kata kata kata</p>", "kata ", "<a href=x class='a b c'>k</a> ", "<br>", "&amp;"])
def test_fifty_megabytes_of_html(filler: str, knowledge: Knowledge) -> None:
    page = f"<html><body>{ARTICLE}{filler * (50 * 2**20 // len(filler))}</body></html>"
    result = kept(page.encode(), knowledge)
    assert has_article(result)
    assert len(result.document.text) <= LONGEST + 1
    assert any("characters long" in problem.what for problem in result.document.problems)


def test_fifty_megabytes_of_text(knowledge: Knowledge) -> None:
    result = kept(("\n\n".join(PARAGRAPHS) + "\n" + "kata " * (10 * 2**20)).encode(), knowledge, "besar.txt")
    assert any("characters long" in problem.what for problem in result.document.problems)


@pytest.mark.parametrize("where", ["satu.txt", "satu.html", "satu.jsonl"])
def test_a_line_of_a_million_characters(where: str, knowledge: Knowledge) -> None:
    words = "Pasukan itu tiba di kota pada Senin pagi, kata warga. " * 18_600
    data = json.dumps({"text": words}) if where.endswith("l") and "json" in where else words
    assert kept(data.encode(), knowledge, where).document.text.strip() == words.strip()


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<font><p>", "<blockquote>", "<svg>", "<form>", "<a href=x>"]
)
@pytest.mark.parametrize("closed", [True, False])
def test_a_hundred_thousand_nested_tags(opening: str, closed: bool, knowledge: Knowledge) -> None:
    closing = "".join(f"</{tag.split()[0].strip('<>')}>" for tag in reversed(opening.split("><"))) if closed else ""
    result = kept(f"<html><body>{opening * 100_000}{ARTICLE}{closing * 100_000}</body></html>".encode(), knowledge)
    if opening not in ("<svg>",):
        assert has_article(result)


def test_nested_json(knowledge: Knowledge) -> None:
    result = only(b'{"text": ' + b"[" * 200_000, knowledge, "dalam.jsonl")
    assert isinstance(result, Unread)


@pytest.mark.parametrize(
    "attack",
    [
        "<" * 500_000, "&" * 500_000, "<!--" * 200_000, "<script>" * 50_000, "<![CDATA[" * 100_000, "</p>" * 200_000, "<a " * 100_000, '"' * 500_000,
        "<p " + "x='1' " * 100_000 + ">", f"<div class='{'a-' * 300_000}'>x</div>", "<p>12 November 2020 10:20 WIB</p>" * 10_000,
        f"<title>{' - a' * 200_000}</title>", "(Baca juga: " * 50_000, "http://" * 50_000, "1." * 200_000, "<p>Jakarta -" * 30_000,
        '<script type="application/ld+json">' + '{"datePublished": "' * 50_000 + "</script>",
        '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>",
        '<meta name="date" content="' + "1" * 200_000 + '">',
    ],
)  # fmt: skip
def test_patterns_stay_linear(attack: str, knowledge: Knowledge) -> None:
    kept(f"<html><body>{ARTICLE}{attack}</body></html>".encode(), knowledge)


def test_a_billion_laughs(knowledge: Knowledge) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{entities}]><html><body>{ARTICLE}<p>&l11;</p></body></html>'
    result = kept(page.encode(), knowledge)
    assert has_article(result)
    assert len(result.document.text) < 5000


def test_nothing_outside_is_fetched(knowledge: Knowledge) -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>{ARTICLE}<p>&x;</p></body></html>'
    assert "root:" not in kept(page.encode(), knowledge).document.text


@pytest.mark.parametrize("where", ["a.html", "a.txt"])
def test_cut_off_in_the_middle_of_a_character(where: str, knowledge: Knowledge) -> None:
    whole = (ARTICLE if where.endswith("html") else "\n\n".join(PARAGRAPHS)) + "“"
    result = kept(whole.encode()[:-1], knowledge, where)
    assert has_article(result)
    assert any("cut off" in problem.what for problem in result.document.problems)


def test_wrong_charset(knowledge: Knowledge) -> None:
    words = PARAGRAPHS[0].replace("Delegasi", "“Delegasi” – café")
    page = f"<html><head><meta charset='{{}}'></head><body><h1>{TITLE}</h1>{article(between=f'<p>{words}</p>')}</body></html>"
    assert words in kept(page.format("iso-8859-1").encode("utf-8"), knowledge).document.text
    assert words in kept(page.format("utf-8").encode("cp1252"), knowledge).document.text
    assert words in kept(page.format("utf-16").encode("utf-8"), knowledge).document.text
    assert words in kept(page.format("tidak-ada").encode("utf-8"), knowledge).document.text
    assert words in kept(b"\xff\xfe" + page.format("utf-8").encode("utf-16-le"), knowledge).document.text


def test_nul_and_control_characters(knowledge: Knowledge) -> None:
    page = ARTICLE.replace("perbatasan", "perba\x00tasan", 1)
    result = kept(page.encode(), knowledge)
    assert "\x00" not in result.document.text
    assert any("NUL" in problem.what for problem in result.document.problems)
    text = "\n\n".join(PARAGRAPHS).replace("kota", "ko\x00ta", 1).replace("jam", "j\x01\x1bam", 1)
    result = kept(text.encode(), knowledge, "a.txt")
    assert result.document.text == text
    kept(ARTICLE.replace("kota", "\x01\x02\x0b\x1bkota\x85\u2028").encode(), knowledge)


def test_scripts_are_never_read(knowledge: Knowledge) -> None:
    hidden = "Pasukan rahasia menyerang kota itu pada Senin pagi, kata juru bicara yang tidak ada."
    page = f"<html><body><script>var a = '<p>{hidden}</p>';</script><style>/* {hidden} */</style><!-- {hidden} -->{ARTICLE}<template><p>{hidden}</p></template></body></html>"
    result = kept(page.encode(), knowledge)
    assert hidden not in result.document.text
    assert has_article(result)


@pytest.mark.parametrize("cut", [10, 200, 500, 900])
def test_page_broken_off_anywhere(cut: int, knowledge: Knowledge) -> None:
    kept(f"<!doctype html><html><head><title>{TITLE}</title></head><body>{ARTICLE}".encode()[:cut], knowledge)


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!doctype html>", "<html><body>", "<p>", "<html><body><!-- --></body></html>", "<html>\x00</html>"]
)
def test_pages_without_words(page: str, knowledge: Knowledge) -> None:
    result = kept(page.encode(), knowledge)
    assert result.document.body == ()
    assert result.document.problems
