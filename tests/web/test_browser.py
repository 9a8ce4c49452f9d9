"""The desk in a real browser: quick to fetch, asking nothing of the outside, of use without a script.

Skipped where there is no browser or no playwright (`pip install pantau[test]`; Debian's chromium is used, nothing is downloaded).
"""

from __future__ import annotations

import html
import re
from typing import Any

FIRST_VIEW_MS, FIRST_VIEW_BYTES = 1_000, 1_500_000
"""The bar of the first view, from the click to the page loaded, and of all that comes over the wire for it."""


def first_view(browser: Any, base: str, cookies: list[dict[str, Any]]) -> tuple[float, int, list[str]]:
    """Milliseconds until the first page is loaded by a browser that has nothing of it yet, bytes that came, addresses asked."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    asked: list[Any] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(base + "/")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    sizes = [request.sizes() for request in asked]
    came = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    context.close()
    return took, came, [request.url for request in asked]


def test_the_first_view_is_light_and_quick(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> None:
    first_view(browser, address[0], cookies)  # the desk makes once what every page needs; a person meets that at its start
    loads = [first_view(browser, address[0], cookies) for _ in range(6)]
    assert max(came for _, came, _ in loads) < FIRST_VIEW_BYTES
    assert min(came for _, came, _ in loads) > 50_000  # else nothing was weighed
    assert [url for _, _, asked in loads for url in asked if not url.startswith(address[0] + "/")] == []
    assert min(took for took, _, _ in loads) < FIRST_VIEW_MS  # the best of six: other tests may hold the machine


def test_a_value_leads_to_its_words_without_a_script(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address[0] + "/records?kind=casualty")
    words = page.locator(".row").first.locator("mark").first.inner_text()
    page.locator(".row").first.locator("a.v").first.click()
    assert "#s-" in page.url
    line = re.sub(r'<a class="(?:sup|slot-label).*?</a>', "", page.locator(".line:has(.anchor:target)").inner_html())
    assert words in html.unescape(re.sub(r"<[^>]+>", "", line))
    context.close()
