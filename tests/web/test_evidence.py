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
    "/sources": ("//table[contains(@class, 'outlets')]//tr[th/a]/td[@class='n'][1]", 5),
    "/ledger": ("//table[contains(@class, 'figures')]//td[@class='n']", 10),
}
"""Where the numbers stand that count something, by page, and how many there are at least. (Documents of no outlet have no list.)"""


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


def test_the_documents_of_an_outlet_are_as_many_as_the_page_of_sources_says(desk: TestClient) -> None:
    for link in page_of(desk, "/sources").xpath("//table[contains(@class, 'outlets')]//td[@class='n'][1]/a"):
        page = page_of(desk, link.get("href"))
        assert number_in(page.xpath("//p[@class='count']/b")[0]) == number_in(link), link.get("href")


def test_every_point_of_a_curve_leads_to_its_figure(desk: TestClient) -> None:
    for choice in page_of(desk, "/ledger").xpath("//nav[@class='choices']//a"):
        address = choice.get("href")
        page, told = page_of(desk, address), desk.get(API + address).json()
        drawn = set(page.xpath("//figure//*[local-name()='svg']//*[local-name()='a']/@href"))
        dated = [f for series in told["series"] for f in series["figures"] if f["as_of"] and f["low"] is not None and f["entry"]]
        assert len(dated) == 0 or drawn, address
        assert all(re.match(r"/documents/[0-9a-f]{64}\?.*#s-[0-9a-f]{24}", link) for link in drawn), address
        assert len(drawn) >= len({f["entry"]["id"] for f in dated}), address
