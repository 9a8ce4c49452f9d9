"""Every total, bound and point of the sample record is one click from what it counts, and counts just that, each with its sentence.

That every value leads to its own words, and every anchor stands, is held by test_crawl.py.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

API = "/api/v1"
COUNTED = {
    "/incidents?limit=200": ("//*[@class='where']/*[@class='origins' or @class='documents']", 200),
    "/documents?limit=200": ("//table//td[@class='n']", 40),
    "/ceasefires": ("//table//td[@class='n'][not(span)] | //table//td/div[contains(., '×')]", 5),
    "/sources": (
        "//table[contains(@class, 'outlets')]//td[@class='n'][1] | //table[contains(@class, 'outlets')]//td[6]/span[contains(., '(')]",
        30,
    ),
    "/sources?since=2020-10-20": ("//h2/following-sibling::div//td[@class='n']", 5),
    "/search?q=gencatan": ("//aside//li", 20),
    "/search?q=gencatan+tidakadakata": ("//div[@class='empty']//li[b='gencatan']", 1),
    "/ledger": ("//table[contains(@class, 'figures')]//td[@class='n']", 10),
}
"""Where the numbers stand that count something, by page, and how many there are at least."""


def page_of(desk: TestClient, address: str) -> Any:
    answer = desk.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.text)


def number_in(element: Any) -> int:
    """The last number of a text: the upper of two bounds."""
    return int(re.findall(r"[0-9]+", element.text_content().replace(",", ""))[-1])


def things(desk: TestClient, name: str) -> list[str]:
    """The addresses of all incidents or ceasefires."""
    listed = desk.get(f"{API}/{name}{'?limit=200' if name == 'incidents' else ''}").json()
    return [f"/{name}/{item['id']}" for item in listed["items"]]


def tally(page: Any) -> dict[str, Any]:
    """The totals at the head of a thing by the place they lead to."""
    found: dict[str, Any] = {}
    for link in page.xpath("//dl[@class='tally']//a"):
        found.setdefault(link.get("href"), link)
    return found


@pytest.mark.parametrize("address", COUNTED)
def test_every_total_of_a_list_is_a_link(desk: TestClient, address: str) -> None:
    where, least = COUNTED[address]
    numbers = [each for each in page_of(desk, address).xpath(where) if re.search(r"[0-9]", each.text_content())]
    assert len(numbers) >= least
    assert [each.text_content() for each in numbers if not each.xpath(".//a[@href]")] == []


def test_the_totals_of_an_incident_count_what_stands_there(desk: TestClient) -> None:
    for address in things(desk, "incidents"):
        page = page_of(desk, address)
        totals = tally(page)
        reports = page.xpath("//section[@aria-labelledby='reports']//div[contains(@class, 'told-line')]")
        assert all(report.xpath(".//q[normalize-space()]") for report in reports), address
        records = page.xpath("//dl[@class='tally']//a[@href='#reports']")
        assert [number_in(link) for link in records] == [len(page.xpath("//section[@class='report']")), len(reports)], address
        assert number_in(totals["#origins"]) == len(page.xpath("//section[@aria-labelledby='origins']/ul/li")), address
        figures = page.xpath("//section[@aria-labelledby='figures']/div[contains(@class, 'told-line')]")
        assert len(figures) == (number_in(totals["#figures"]) if "#figures" in totals else 0), address


def test_the_totals_of_a_ceasefire_count_what_stands_there(desk: TestClient) -> None:
    for address in things(desk, "ceasefires"):
        page = page_of(desk, address)
        totals = tally(page)
        breaks = page.xpath("//div[@class='break']")
        assert all(each.xpath(".//q[normalize-space()]") for each in breaks), address
        assert number_in(totals["#breaks"]) == len(breaks), address
        told = page.xpath("//section[@aria-labelledby='told']/div[contains(@class, 'told-line')]")
        assert number_in(totals["#told"]) == len(told), address
        assert all(each.xpath(".//q[normalize-space()]") for each in told), address


def test_the_records_of_a_document_are_as_many_as_the_list_says(desk: TestClient) -> None:
    for link in page_of(desk, "/documents?limit=200").xpath("//td[@class='n']/a"):
        page = page_of(desk, link.get("href"))
        assert len(page.xpath("//li[contains(@class, 'card')]")) == number_in(link), link.get("href")
        assert page.xpath("//*[@id='read-here']")


def counted_at(desk: TestClient, address: str) -> int:
    """How many things a list says it has."""
    page = page_of(desk, address)
    shown = len(page.xpath("//main//tbody/tr | //main//ol[contains(@class, 'rows')]/li"))
    total = number_in(page.xpath("//p[@class='count']/b")[0])
    assert shown == min(total, 50 if "/search" not in address else 20), address
    return total


@pytest.mark.parametrize(
    "query", ["", "?since=2020-10-20", "?party=TUR", "?language=id&kind=ceasefire", "?outlet=meridianwire.example"]
)
def test_the_totals_of_sources_count_what_stands_there(desk: TestClient, query: str) -> None:
    """Documents of an outlet or of none, those that credit somebody, and every tie."""
    page, kinds = page_of(desk, "/sources" + query), dict[str, int]()
    for link in page.xpath("//table//td[@class='n']/a | //table//td/span/a"):
        address = link.get("href")
        assert counted_at(desk, address) == number_in(link), address
        kind = "ties" if address.startswith("/ties") else "credits" if "credited=" in address else "documents"
        kinds[kind] = kinds.get(kind, 0) + 1
    assert kinds["documents"] >= 1
    if not query:
        assert kinds["credits"] >= 10
        assert kinds["ties"] >= 10


def test_documents_without_an_outlet_have_a_list(desk: TestClient) -> None:
    told = desk.get(f"{API}/documents?without=outlet&limit=200").json()
    assert told["total"] > 0
    assert {item["document"]["source"] for item in told["items"]} == {None}
    assert told["total"] < desk.get(f"{API}/documents").json()["total"]


def test_a_tie_shows_the_words_that_tie(desk: TestClient) -> None:
    told = desk.get(f"{API}/ties?limit=200").json()
    assert {item["relation"] for item in told["items"]} >= {"copy", "translation", "credit"}
    assert all(item["words"]["words"] for item in told["items"])
    assert all((item["other"] is None) == (item["name"] is not None) for item in told["items"])


def test_the_totals_of_a_search_count_what_it_finds_there(desk: TestClient) -> None:
    """A value of a facet narrows the search to as many as it says; a month does so by its days; a word that is found alone too."""
    for address in ("/search?q=gencatan", "/search?q=Karabakh&until=2020-11-05"):
        for line in page_of(desk, address).xpath("//aside//li"):
            assert counted_at(desk, line.xpath("a/@href")[0]) == number_in(line), line.text_content()
    (line,) = page_of(desk, "/search?q=gencatan+tidakadakata&party=AZE").xpath("//div[@class='empty']//li[a]")
    assert counted_at(desk, line.xpath("a/@href")[0]) == number_in(line)


def test_every_point_of_a_curve_leads_to_its_figure(desk: TestClient) -> None:
    for choice in page_of(desk, "/ledger").xpath("//nav[@class='choices']//a"):
        address = choice.get("href")
        page, told = page_of(desk, address), desk.get(API + address).json()
        drawn = set(page.xpath("//figure//*[local-name()='svg']//*[local-name()='a']/@href"))
        dated = [f for series in told["series"] for f in series["figures"] if f["as_of"] and f["low"] is not None and f["entry"]]
        assert len(dated) == 0 or drawn, address
        assert all(re.match(r"/documents/[0-9a-f]{64}\?.*#s-[0-9a-f]{24}", link) for link in drawn), address
        assert len(drawn) >= len({f["entry"]["id"] for f in dated}), address


VIEWS_WITH_TOTALS = ["/", "/incidents", "/matrix", "/ledger", "/ceasefires", "/records", "/documents", "/search?q=gencatan", "/sources",
                     "/ties", "/checks", "/problems"]  # fmt: skip


@pytest.mark.parametrize("address", VIEWS_WITH_TOTALS)
def test_no_number_stands_alone(desk: TestClient, address: str) -> None:
    """Whatever is a number and nothing else, outside pictures, leads to what it counts, or stands in a line that does; the total at the
    head counts the page itself."""
    page, bare = page_of(desk, address), []
    for element in page.xpath("//main//*[not(ancestor-or-self::*[local-name()='svg'])]"):
        words = (element.text or "").strip() if len(element) else element.text_content().strip()
        if re.fullmatch(r"\(?[0-9][0-9,.]*\)?", words) and not element.xpath(
            "ancestor-or-self::a|.//a|ancestor::*[@class='count']"
        ):
            line = element.xpath("ancestor::li[1]|ancestor::tr[1]")
            bare += [] if line and line[-1].xpath(".//a[@href]") else [(element.tag, words)]
    assert bare == []
