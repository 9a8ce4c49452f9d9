"""The report as HTML, Markdown and PDF: the same bytes each time, and whatever pages and people wrote acts as nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pantau.model.sitrep import Sitrep
from pantau.monitor.sitrep import FORMATS, render_sitrep, write_sitrep
from pantau.report.sitrep.markdown import plain
from pantau.report.sitrep.written import Written
from tests.sitrep.conftest import FOLDERS

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/p.png)",
    "\u202eevil\u202c",
    "{{7*7}} {% raw %} ${7*7}",
    "<b>bold</b><para><font size=99>",
    "&lt;not escaped twice&gt; & alone",
    "`code` *star* _under_ ~~gone~~",
    "http://evil.example www.evil.example a@evil.example",
    "\x00\x07\x1b[31m",
    "a" * 5_000,
    "</p></body></html>",
    "# heading\n- list\n1. one\n> quote\n---\n| a | b |",
    '"><a href="http://evil.example">',
    "<a name='n1'/>",
    "=cmd|' /C calc'!A0",
    "\ud800",
    "“quoted” ‘again’",
    "[^1]: taken over",
    "<seq id='x'/><onDraw name='f'/>",
]


def _with(written: Written, words: str) -> Written:
    parts = tuple(
        part._replace(lines=tuple(line._replace(words=words, by=words) for line in part.lines[:2])) for part in written.parts[:2]
    )
    notes = tuple(note._replace(words=words, quote=words, url=f"http://evil.example/{words}") for note in written.notes[:3])
    return replace(written, parts=parts, notes=notes, subject=words, title=words, standing=(words,), closing=(words,))


@pytest.fixture(scope="module")
def english(monday: Sitrep) -> Written:
    return write_sitrep(monday, "en", FOLDERS)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:18]))
def test_hostile_words_act_as_nothing_in_html(english: Written, words: str) -> None:
    tags, plain_tags = _Tags(), _Tags()
    html = render_sitrep(_with(english, words), "html").decode()
    tags.feed(html)
    plain_tags.feed(render_sitrep(_with(english, "plain"), "html").decode())
    assert [tag for tag, _ in tags.tags] == [tag for tag, _ in plain_tags.tags]
    assert all(not name.startswith("on") for _, attrs in tags.tags for name in attrs)
    links = [attrs["href"] or "" for tag, attrs in tags.tags if tag == "a"]
    assert all(link.startswith(("#n", "http://evil.example/")) for link in links)
    assert not re.search("[\u202a-\u202e\x00\x07\x1b]", html)
    assert "default-src 'none'" in html


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:18]))
def test_hostile_words_act_as_nothing_in_markdown(english: Written, words: str) -> None:
    text = render_sitrep(_with(english, words), "md").decode()
    harmless = render_sitrep(_with(english, "plain"), "md").decode()
    unescaped = re.sub(r"\\.", "", text)
    for sign in "`<*":
        assert unescaped.count(sign) == harmless.count(sign), sign
    assert len(re.findall(r"(?m)^\[\^\d+\]:", text)) == len(re.findall(r"(?m)^\[\^\d+\]:", harmless))
    assert len(re.findall(r"(?m)^#", text)) == len(re.findall(r"(?m)^#", harmless))
    assert not re.search(r"(?i)(?<![\\/])\b(https?|ftp)://|\bwww\.|\]\(|!\[|(?<!\\)@", unescaped)
    assert not re.search("[\u202a-\u202e\x00\x07\x1b]", text)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:18]))
def test_hostile_words_act_as_nothing_in_pdf(english: Written, words: str) -> None:
    pytest.importorskip("reportlab", reason="pip install pantau[pdf]")
    data = render_sitrep(_with(english, words), "pdf")
    assert data.startswith(b"%PDF-")
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/EmbeddedFile|/AA\b|/SubmitForm", data)
    assert all(uri.startswith(b"http://evil.example/") for uri in re.findall(rb"/URI \(([^)]*)", data))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("a\n\nb", "a b"),
        ("2020-10-26", "2020-10-26"),
        ("(x)", "(x)"),
        ("see https://a.example", "see https\\://a.example"),
        ("= c", "\\= c"),
    ],
)
def test_words_in_markdown(words: str, said: str) -> None:
    assert plain(words) == said


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_same_report_is_the_same_bytes(monday: Sitrep, format: str, language: str) -> None:
    if format == "pdf":
        pytest.importorskip("reportlab", reason="pip install pantau[pdf]")
    first = render_sitrep(write_sitrep(monday, language, FOLDERS), format)
    assert first == render_sitrep(write_sitrep(monday, language, FOLDERS), format)
    assert len(first) > 5_000


def test_a_pdf_has_title_language_bookmarks_page_numbers_and_its_font(english: Written) -> None:
    pytest.importorskip("reportlab", reason="pip install pantau[pdf]")
    data = render_sitrep(english, "pdf")
    assert b"/Lang (en)" in data
    assert b"/Title (Situation report, Nagorno-Karabakh, Monday 26 October 2020)" in data
    assert b"/Outlines" in data
    assert b"DejaVuSansCondensed" in data
    assert b"/ToUnicode" in data  # its letters can be searched and read aloud
    assert b"CreationDate (D:2000" in data  # no clock


def test_a_pdf_says_where_its_font_has_no_letter(english: Written) -> None:
    pytest.importorskip("reportlab", reason="pip install pantau[pdf]")
    from pantau.report.sitrep.pdf import _lacks

    for words, lacks in (("Əliyev İlham, Şuşa, Ağdam", False), ("Карабах", False), ("Հայաստան საქართველო", False), ("停戦", True)):
        assert _lacks(_with(english, words)) is lacks


def test_html_links_every_footnote_to_its_place(english: Written) -> None:
    html = render_sitrep(english, "html").decode()
    assert set(re.findall(r'href="#(n\d+)"', html)) == set(re.findall(r'<li id="(n\d+)"', html))
    numbers = [int(number) for number in re.findall(r'<li id="n(\d+)"', html)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert "http" not in re.sub(r'<a class="url".*?</a>|<meta[^>]*>', "", html)


def test_markdown_has_every_footnote_once(english: Written) -> None:
    text = render_sitrep(english, "md").decode()
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"(?m)^\[\^(\d+)\]:", text))


def test_without_reportlab_a_pdf_is_refused_with_what_to_install(english: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from pantau.errors import UsageError

    monkeypatch.setitem(sys.modules, "reportlab.platypus", None)
    with pytest.raises(UsageError, match=r"pantau\[pdf\]"):
        render_sitrep(english, "pdf")
