"""The desk without a mouse: every stop of the Tab key is seen, none is a trap; the filter, the matrix and the reader are of use.

Skipped where there is no browser or no playwright (`pip install pantau[test]`; Debian's chromium is used, nothing is downloaded).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.pages import LISTS, every_page

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
STOP = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const stops = window.stops ??= new Map();
  if (!stops.has(at)) stops.set(at, stops.size);
  return {
    number: stops.get(at), tag: at.tagName.toLowerCase(), id: at.id, name: at.name ?? '', href: at.getAttribute('href') ?? '',
    words: (at.textContent ?? '').trim().slice(0, 60), inside: at.closest('body > *')?.tagName.toLowerCase() ?? '',
    isSeen: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
    isThere: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
WALKED = {"incidents", "matrix", "incident", "document-value", "faults"}
MOST_STOPS = 700


@pytest.fixture
def page(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> Iterator[Any]:
    """A window with the session, in English."""
    context = browser.new_context(viewport=WIDE, base_url=address[0], reduced_motion="reduce")
    context.add_cookies([*cookies, {"name": "language", "value": "en", "url": address[0]}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def walk(page: Any) -> list[dict[str, Any]]:
    """Each stop of the Tab key from the head of the page until the focus leaves the page or comes round."""
    page.evaluate("window.stops = new Map(); document.body.tabIndex = -1; document.body.focus()")
    page.evaluate("document.body.removeAttribute('tabindex')")
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] == "body" or (len(found) > 1 and stop["number"] == found[0]["number"]):
            return found
        if not found or stop["number"] != found[-1]["number"]:  # a day has fields of its own: day, month, year
            found.append(stop)
    raise AssertionError("the Tab key comes to no end")


def tab_to(page: Any, **wanted: str) -> None:
    """Press Tab until the focus stands on what is wanted."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if all(stop[name] == value for name, value in wanted.items()):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_stop_of_the_tab_key_is_seen_and_none_is_a_trap(page: Any, address: tuple[str, str], size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    faults = []
    for name, path in every_page(page.request, address[0], rows=3).items():
        if name in (WALKED if size == PHONE else {*LISTS, *WALKED}):
            page.goto(path)
            stops = walk(page)
            faults += [(name, stop) for stop in stops if not (stop["isSeen"] and stop["isThere"])]
            assert len({stop["number"] for stop in stops}) == len(stops), f"{name}: the focus goes back and forth"
            assert len(stops) > 15, name
            order = [stop["inside"] for stop in stops if stop["inside"] in ("header", "main", "footer")]
            assert order == sorted(order, key=["header", "main", "footer"].index), f"{name}: not in the order of the page"
    assert faults == []


def test_the_first_stop_leads_past_the_menu(page: Any) -> None:
    page.goto("/incidents")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["href"] == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["inside"] == "main"


def test_a_filter_is_set_and_taken_off(page: Any) -> None:
    page.goto("/incidents")
    tab_to(page, name="status")
    page.keyboard.type("disp")
    tab_to(page, tag="button", words="Apply")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents?status=disputed")
    tab_to(page, tag="a", words="Take the filter off")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents")


def test_choosing_a_conflict_waits_for_the_button(page: Any) -> None:
    page.goto("/incidents")
    tab_to(page, id="theatre-switch")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(150)
    assert page.url.endswith("/incidents")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents?theatre=*")


def test_from_a_value_to_its_words_and_back(page: Any) -> None:
    page.goto("/records?kind=casualty&limit=3")
    value = page.locator(".row a.v").first
    tab_to(page, href=value.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**#s-*")
    page.keyboard.press("Tab")  # goes on from where the address leads, not from the head of the page
    stop = page.evaluate(STOP)
    assert stop["inside"] == "main"
    assert stop["href"].startswith("#r-")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').matches('.card, .slots > div')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector(':target, .card:has(:target)').closest('.card').contains(document.activeElement)")


def test_a_word_of_the_matrix_opens_and_escape_closes_it(page: Any) -> None:
    page.goto("/matrix?limit=5")
    tab_to(page, tag="summary", words=page.locator(".voice-in summary").first.inner_text().strip())
    page.keyboard.press("Enter")
    opened = page.locator(".voice-in[open]")
    assert opened.count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert opened.count() == 0
    assert page.evaluate(STOP)["tag"] == "summary"


def test_escape_leaves_open_what_could_not_be_opened_again(page: Any) -> None:
    page.goto("/incidents")
    tab_to(page, name="status")
    page.keyboard.press("Escape")
    assert page.locator(".fold").get_attribute("open") is not None


@pytest.mark.parametrize(("path", "box"), [("/incidents", "find"), ("/search?q=truce", "q")])
def test_a_slash_goes_to_the_search_and_escape_leaves_it(page: Any, path: str, box: str) -> None:
    page.goto(path)
    page.keyboard.press("/")
    assert page.evaluate(STOP)["id"] == box
    page.keyboard.type("and/or")
    assert page.input_value(f"#{box}") == "and/or"
    page.keyboard.press("Escape")
    assert page.input_value(f"#{box}") == ""
    page.keyboard.press("Escape")
    assert page.evaluate(STOP)["id"] == "content"
    page.keyboard.press("/")
    page.keyboard.type("shelling")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=shelling*")


def test_the_slash_can_be_switched_off(page: Any) -> None:
    page.goto("/incidents")
    button = page.get_by_role("button", name="Shortcut keys")
    button.press("Enter")
    page.goto("/documents")
    page.keyboard.press("/")
    assert page.evaluate(STOP)["tag"] == "body"
    assert button.get_attribute("aria-pressed") == "false"
    button.press("Enter")
    page.keyboard.press("/")  # on the button: no field to type into
    assert page.evaluate(STOP)["id"] == "find"


def test_a_slash_on_a_phone_opens_the_page_of_the_search(page: Any) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/incidents")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
