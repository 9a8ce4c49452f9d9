"""The whole file: self-contained, inert whatever the web wrote, the same in any order, every entry with its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from pantau.errors import UsageError
from pantau.model import Claim, Document, Event, Problem, Record
from pantau.report import Names, render_report, write_report
from pantau.report.entries import LONGEST_TEXT
from pantau.report.reader import MANY_DOCUMENTS

Pages = list[tuple[Document, tuple[Record, ...]]]
NAMES = Names({"ARM": "Armenia", "AZE": "Azerbaijan", "NKR": "Nagorno-Karabakh"}, {"lenterakini.example": "Lentera Kini"})


def tree(pages: Pages) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render_report(pages, title="Karabakh", names=NAMES))


def words(element: lxml_html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def by_class(root: lxml_html.HtmlElement, name: str) -> list[lxml_html.HtmlElement]:
    return root.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def test_every_record_opens_to_its_sentence_source_day_and_place_in_the_page(pages: Pages) -> None:
    root = tree(pages)
    entries = root.xpath("//details[starts-with(@class, 'entry')]")
    assert len(entries) == sum(len(records) for _, records in pages)
    for entry in entries:
        assert len(entry.xpath(".//blockquote//mark")) >= 1
        assert by_class(entry, "source")[0].xpath(".//time")
        (link,) = [a for a in entry.xpath(".//a/@href") if a.startswith("#doc-")]
        assert root.get_element_by_id(link[1:]) is not None


def test_the_mark_in_the_page_stands_on_the_trigger_and_leads_back(pages: Pages) -> None:
    root = tree(pages)
    (entry,) = [
        e
        for e in root.xpath("//details")
        if e.get("id") and "772 militer" in words(e.xpath("./summary")[0]) and e.get("id")[0] == "F"
    ]
    anchor = root.get_element_by_id(entry.xpath(".//a[contains(., 'in the page')]/@href")[0][1:])
    hit = anchor.getnext()
    assert hit.text == "772 militer"
    assert hit.getnext().get("href") == f"#{entry.get('id')}"


def test_what_was_inferred_says_how(pages: Pages) -> None:
    assert "inferred: “lainnya” takes it from 61 warga sipil" in words(tree(pages))


def test_new_figures_and_running_totals_stand_apart_and_nothing_is_summed(pages: Pages) -> None:
    section = tree(pages).get_element_by_id("casualties")
    groups = {words(group.xpath("./h3")[0]): words(group) for group in by_class(section, "group")}
    assert list(groups) == ["Nagorno-Karabakh NKR", "Azerbaijan AZE", "In the outlets’ own voice"]
    assert "43 tentara" in groups["In the outlets’ own voice"]
    assert "Running totals" not in groups["In the outlets’ own voice"]
    text = words(section)
    assert not re.search(r"\b(809|815|825|352)\b", text)  # 772 + 37, 772 + 43, …


def test_the_timeline_keeps_days_in_order_and_the_undated_apart(pages: Pages) -> None:
    section = tree(pages).get_element_by_id("timeline")
    heads = [words(h) for h in section.xpath(".//h3") if "Without" not in words(h)]
    assert heads == ["from 27 Sep 2020", "Tue 20 Oct 2020", "Fri 23 Oct 2020", "Mon 26 Oct 2020", "1–2 Nov 2020"]
    assert "TUR did not deploy forces" in words(by_class(section, "undated")[0])


def test_claims_stand_by_party_with_their_stance_in_words(pages: Pages) -> None:
    section = tree(pages).get_element_by_id("claims")
    assert words(section.xpath(".//h3")[0]) == "Nagorno-Karabakh NKR"
    assert {words(s) for s in by_class(section, "stance")} == {"assert", "accuse", "deny", "demand", "pledge"}
    assert section.xpath(".//table[caption]//th[@scope='row']")


def test_ceasefires_have_a_chart_with_the_dated_ones_and_a_table_with_all(pages: Pages) -> None:
    section = tree(pages).get_element_by_id("ceasefires")
    assert len(section.xpath(".//*[local-name()='svg'][contains(@class, 'chart')]")) == 2
    assert "2 without a day" in words(section)
    assert "brokered by USA" in words(section)
    assert len(section.xpath(".//tbody/tr")) == 3


def test_problems_are_shown_with_their_words(pages: Pages) -> None:
    assert "26 October 2020 was a Monday “" not in words(tree(pages).get_element_by_id("problems"))
    assert "26 October 2020 was a Monday Ahad 26 Oktober" in words(tree(pages).get_element_by_id("problems"))


def test_set_aside_parts_are_labelled_with_their_reason(pages: Pages) -> None:
    reasons = {words(e) for e in by_class(tree(pages).get_element_by_id("pages"), "reason")}
    assert {"caption", "advert", "teaser", "credit", "published"} <= reasons


def test_the_page_text_is_all_there(pages: Pages) -> None:
    root = tree(pages)
    for number, (document, _) in enumerate(sorted(pages, key=lambda page: str(page[0].published_on)), start=1):
        text = by_class(root.get_element_by_id(f"doc-{number}"), "text")[0]
        for extra in [*by_class(text, "sup"), *by_class(text, "reason"), *text.xpath(".//summary")]:
            extra.drop_tree()
        assert words(text) == " ".join(document.text.split())


def test_the_same_file_whatever_the_order(pages: Pages) -> None:
    shuffled = [(document, tuple(reversed(records))) for document, records in reversed(pages)]
    assert render_report(pages, title="K", names=NAMES) == render_report(shuffled, title="K", names=NAMES)


def test_it_loads_nothing_and_runs_nothing(pages: Pages) -> None:
    html = render_report(pages, title="Karabakh", names=NAMES)
    root = lxml_html.document_fromstring(html)
    assert not root.xpath("//script | //link | //img | //iframe | //object | //embed | //form | //*[@style] | //*[@onclick]")
    assert "default-src 'none'" in root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "url(" not in html
    assert "@import" not in html
    assert {href.split(":")[0] for href in root.xpath("//@href") if not href.startswith("#")} <= {"https", "http"}


def test_every_anchor_is_there_and_no_id_twice(pages: Pages) -> None:
    root = tree(pages)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//@href") if href.startswith("#")} <= set(ids)


@pytest.fixture
def hostile(new_desk: Callable[..., Any]) -> Any:
    """A page whose every field tries to act."""
    text = (
        "<script>alert(1)</script> Pasukan \u202eAzerbaijan\u202c menyerang\x00 </style> <b>desa</b> & lari \ud800.\n"
        "</details></article>{{ 7*7 }}"
    )
    desk = new_desk(
        text,
        name='x"><script>1</script>',
        source="<i>outlet</i>",
        title="<img src=x onerror=alert(2)>\u2066",
        url="javascript:alert(3)",
        language='id" onload="x',
        published_on=date(2020, 10, 1),
        byline="</p><script>2</script>",
    )
    desk.head["problems"] = (Problem("<script>3</script>", desk.span("desa")),)
    desk.enter(
        Event,
        "menyerang",
        type="ASSAULT",
        actors=("<u>A</u>",),
        rule="<script>",
        reasons=("</details>",),
        inferred={"place": "<s>"},
    )
    desk.enter(
        Claim,
        "lari",
        speaker="<script>4</script>",
        code="NKR",
        content="<b>desa</b>",
        read={"speaker": "<script>alert(1)</script>"},
    )
    return desk


def test_nothing_the_web_wrote_becomes_markup(hostile: Any) -> None:
    pages = [hostile.page()]
    html = render_report(pages, title="<script>5</script>", names=NAMES)
    root = lxml_html.document_fromstring(html)
    assert not root.xpath("//script | //img | //i | //u | //s | //main//b[not(ancestor::summary or ancestor::p or ancestor::td)]")
    assert not root.xpath("//@onerror | //@onload")
    assert not [href for href in root.xpath("//@href") if not href.startswith("#")]
    assert "javascript:alert(3)" in root.text_content()
    assert "{{ 7*7 }}" in root.text_content()


def test_control_characters_are_shown_not_obeyed(tmp_path: Path, hostile: Any) -> None:
    write_report([hostile.page()], tmp_path / "r.html", title="x", names=NAMES)
    written = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written)
    for shown in ("[U+202E]", "[U+0000]", "[U+D800]", "[U+2066]"):
        assert shown in written


def test_an_empty_record_says_so() -> None:
    root = tree([])
    assert "No events were read" in words(root)
    assert "0 documents" in words(root)


def test_many_documents_show_only_the_texts_with_records(new_desk: Callable[..., Any]) -> None:
    day = date(2020, 10, 1)
    desks = [
        new_desk(f"Halaman nomor {n} tentang perang.", name=f"n{n:03}", published_on=day + timedelta(days=n % 40))
        for n in range(MANY_DOCUMENTS + 20)
    ]
    desks[7].enter(Event, "perang", type="ASSAULT")
    root = tree([desk.page() for desk in desks])
    assert len(root.xpath("//article")) == 1
    assert len(root.xpath("//ol[@class='contents']/li")) == MANY_DOCUMENTS + 20
    assert f"Of {MANY_DOCUMENTS + 20} documents, the texts of the 1 with records follow" in words(root)


def test_a_long_text_is_cut_with_a_note_and_its_records_stay_reachable(new_desk: Callable[..., Any]) -> None:
    desk = new_desk("Perang. " + "panjang " * (LONGEST_TEXT // 8) + "serangan terjadi", name="long", body=())
    desk.enter(Event, "serangan", type="ASSAULT")
    html = render_report([desk.page()], title="x", names=NAMES)
    root = lxml_html.document_fromstring(html)
    assert len(html) < LONGEST_TEXT * 1.3
    assert "more characters, which are kept but not printed here" in words(root)
    (target,) = root.xpath("//a[contains(., 'in the page')]/@href")
    assert root.get_element_by_id(target[1:]) is not None


def test_a_file_that_cannot_be_written_says_so_and_leaves_the_old_one(tmp_path: Path, pages: Pages) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(pages, tmp_path / "nowhere" / "r.html", title="x", names=NAMES)
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_world_names_parties_and_outlets(pages: Pages) -> None:
    assert "United States" in render_report(pages, title="x")
