"""What joins the pages, as the report of the sample pages shows it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html

from pantau.config import load_config
from pantau.link.joined import Joined
from pantau.model import Document, Record
from pantau.monitor import find_inputs, join, read
from pantau.report import render_report
from pantau.store import open_store

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
PARTS = ("incidents", "matrix", "registry", "ledger", "sources", "checks")

Pages = list[tuple[Document, tuple[Record, ...]]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Pages, Joined]]:
    folders = load_config(SAMPLES / "pantau.toml").folders
    with open_store(tmp_path_factory.mktemp("samples") / "s.db") as store:
        read(find_inputs([str(SAMPLES)]), store, folders)
        yield list(store.pages(None)), join(store, folders)


@pytest.fixture(scope="module")
def html(samples: tuple[Pages, Joined]) -> str:
    return render_report(samples[0], title="Samples", joined=samples[1])


@pytest.fixture(scope="module")
def root(html: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(html)


def words(element: lxml_html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def by_class(root: lxml_html.HtmlElement, name: str) -> list[lxml_html.HtmlElement]:
    return root.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def test_the_same_whatever_the_order_of_the_pages(samples: tuple[Pages, Joined], html: str) -> None:
    assert render_report(samples[0][::-1], title="Samples", joined=samples[1]) == html


def test_every_part_is_in_the_menu_and_every_link_leads_somewhere(root: lxml_html.HtmlElement) -> None:
    menu = root.xpath("//nav//a/@href")
    assert menu[: len(PARTS)] == [f"#{part}" for part in PARTS]
    assert [section.get("id") for section in root.xpath("//main/section[@id]")] == [href[1:] for href in menu]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_an_incident_is_a_sentence_with_the_words_of_a_page(root: lxml_html.HtmlElement) -> None:
    lines = by_class(root.get_element_by_id("incidents"), "incident")
    assert len(lines) > 20
    for line in lines:
        (deed,) = by_class(line, "deed")
        assert len(words(deed).split()) >= 2
        (quote,) = by_class(line, "words")
        (mark,) = quote.xpath(".//q/mark")
        assert len(words(quote)) > len(words(mark)) + 10
        assert line.xpath(".//*[@class='reasons']/li")
    told = [words(by_class(line, "deed")[0]) for line in lines]
    assert "Armenia attacked Azerbaijan in Ganja" in told


def test_what_several_pages_tell_stands_before_what_one_tells(root: lxml_html.HtmlElement) -> None:
    section = root.get_element_by_id("incidents")
    (fold,) = section.xpath("./details[@class='fold']")
    statuses = [words(by_class(line, "status")[0]) for line in by_class(fold, "incident")]
    assert set(statuses) == {"reported"}
    first = [words(line) for line in section.xpath("./div[@class='lines']/details")]
    assert all("disputed" in line or "corroborated" in line or " pages, " in line for line in first)


def test_the_matrix_has_who_accuses_who_denies_and_who_is_silent(root: lxml_html.HtmlElement) -> None:
    section = root.get_element_by_id("matrix")
    assert {"accuses", "denies", "asserts"} <= {words(stance) for stance in by_class(section, "stance")}
    told = {
        words(row.xpath("./h3")[0]): {words(stance) for stance in by_class(row, "stance")} for row in by_class(section, "voices")
    }
    (cathedral,) = [stances for deed, stances in told.items() if "Azerbaijan attacked Artsakh (Nagorno-Karabakh) in Shusha" in deed]
    assert {"accuses", "denies"} <= cathedral
    assert "silent here" in words(section)


@pytest.mark.parametrize("part", PARTS)
def test_days_and_parties_are_written_out(root: lxml_html.HtmlElement, part: str) -> None:
    section = copy.deepcopy(root.get_element_by_id(part))
    for quote in section.xpath(".//q"):
        quote.text, quote[:] = "", []
    text = words(section)
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    assert not re.search(r"\b(ARM|AZE|NKR|RUS|USA|FRA|TUR)(_[A-Z]+)?\b", text)


def test_every_picture_has_a_summary_and_the_same_as_a_table(root: lxml_html.HtmlElement) -> None:
    pictures = by_class(root, "picture")
    assert len(pictures) >= 4
    for picture in pictures:
        summaries = {words(each) for each in picture.xpath(".//*[local-name()='svg']/*[local-name()='desc']")}
        assert len(summaries) == 1  # the form for a phone tells the same
        assert all(len(summary) > 40 for summary in summaries)
        assert len(picture.xpath(".//table//tr")) > 1
        assert picture.xpath("./figcaption")


def test_credits_are_a_table_and_the_graph_shows_text_that_was_copied(root: lxml_html.HtmlElement) -> None:
    section = root.get_element_by_id("sources")
    assert not section.xpath(".//*[contains(@class, 'r-credit')]")
    assert section.xpath(".//*[contains(@class, 'r-translation')]")
    credited = {words(name) for name in by_class(section, "credited")[0].xpath(".//dt")}
    assert {"Reuters", "Interfax", "TASS"} <= credited


def test_counts_of_truces_are_plain_words(root: lxml_html.HtmlElement) -> None:
    rows = [[words(cell) for cell in row] for row in root.get_element_by_id("checks").xpath(".//tbody/tr")]
    assert rows
    for told, held, fit, _ in rows:
        assert re.fullmatch(r"truce no\. \d+|\d+ truces?|meeting no\. \d+|\d+ meetings?", told)
        assert held == "–" or len(set(held.split("–"))) == len(held.split("–"))
        assert fit in ("agrees", "may be", "does not agree", "not compared")


def test_outlets_figures_are_points_and_claimants_lines(root: lxml_html.HtmlElement) -> None:
    (picture,) = [p for p in by_class(root, "picture") if "soldiers killed" in words(p.xpath("./figcaption")[0])]
    assert "points, not one line" in words(picture.xpath("./figcaption")[0])
    drawings = picture.xpath(".//*[local-name()='svg']")
    assert [len(drawing.xpath(".//*[local-name()='path'][@class='step']")) for drawing in drawings] == [1, 1]


def test_nothing_runs_and_nothing_loads(root: lxml_html.HtmlElement, html: str) -> None:
    assert not root.xpath("//script | //link | //img | //iframe | //object | //embed | //form | //*[@style] | //*[@onclick]")
    assert "url(" not in html
