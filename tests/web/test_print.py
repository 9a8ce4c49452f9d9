"""The desk on paper: no menu and no form, nothing cut off, what was folded open, what was asked for and where it is from told.

Skipped where there is no browser or no playwright (`pip install pantau[test]`; Debian's chromium is used, nothing is downloaded).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.pages import every_page

SHEET = {"width": 695, "height": 980}
"""An A4 sheet between the margins that the style asks for, in CSS pixels."""
CUT = """() => [...document.querySelectorAll('body *')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !each.matches('svg *') && !each.closest('.hide');
}).concat([...document.querySelectorAll('.scroll, .canvas, .panel')].filter(each => getComputedStyle(each).overflowX !== 'visible'))
  .slice(0, 3).map(each => each.outerHTML.slice(0, 120))"""
SEEN = """() => ['nav', 'form', 'button', 'select', 'input', '.skip', '.downloads', '.pager', '.keys', '.foot a'].filter(kind =>
  [...document.querySelectorAll(kind)].some(each => each.checkVisibility()))"""


@pytest.fixture(scope="module")
def page(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> Iterator[Any]:
    """A window in the look that is furthest from paper: dark, as wide as a sheet."""
    context = browser.new_context(viewport=SHEET, base_url=address[0])
    chosen = {"language": "id", "theme": "dark"}
    context.add_cookies([*cookies, *({"name": name, "value": value, "url": address[0]} for name, value in chosen.items())])
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_a_printed_page_has_all_that_is_read_and_nothing_to_click(page: Any, address: tuple[str, str]) -> None:
    faults = []
    for name, path in every_page(page.request, address[0], rows=12).items():
        page.goto(path)
        faults += [(name, "cut off", each) for each in page.evaluate(CUT)]
        faults += [(name, "is there to be clicked", each) for each in page.evaluate(SEEN)]
        if page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)":
            faults.append((name, "is not on white paper", ""))
    assert faults == [], str(faults)[:1500]


def test_paper_tells_what_was_asked_for_and_where_it_is_from(page: Any) -> None:
    page.goto("/incidents?party=AZE&status=disputed")
    assert "Pihak: Azerbaijan" in " ".join(page.locator(".chips").inner_text().split())
    assert page.locator(".foot .from").inner_text() == "samples.db · /incidents?party=AZE&status=disputed"


def test_what_is_folded_is_printed_open(page: Any) -> None:
    page.goto("/situation")
    page.goto(page.locator(".new h3 a").first.get_attribute("href"))
    page.goto(page.locator("a.words-link").first.get_attribute("href"))
    cards = page.locator(".card")
    assert cards.count() > 1
    assert all(cards.nth(n).locator(".slots dd").first.is_visible() for n in range(cards.count()))


@pytest.mark.parametrize(("path", "least", "most"), [("/incidents?limit=50", 3, 8), ("/matrix", 1, 5), ("/problems", 1, 1)])
def test_a_page_is_so_many_sheets_and_no_more(page: Any, path: str, least: int, most: int) -> None:
    page.goto(path)
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert least <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= most
