"""Every page of the desk for everybody: nothing serious for axe-core, light and dark, in both languages; nothing wider than the screen.

Skipped where there is no browser or no playwright (`pip install pantau[test]`; Debian's chromium is used, nothing is downloaded).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.web.pages import every_page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
LOOKS = {"id": (("light", PHONE), ("dark", WIDE)), "en": (("light", WIDE), ("dark", PHONE))}
"""Each language in light and in dark, each theme on a phone and on a wide screen."""
ROWS = 12
"""As long as a list is: more rows are more of the same, and axe-core looks at each."""
NARROWEST = 320
"""What WCAG 2.2 (1.4.10) asks a page to fit into without scrolling sideways."""
CHANGING = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""What another theme or width may change; the rest is looked at once a language."""
RUN = """only => axe.run(document, {
  resultTypes: ['violations'], elementRef: false, ...(only ? {runOnly: only} : {rules: {'target-size': {enabled: true}}})
}).then(found => found.violations.filter(each => ['serious', 'critical'].includes(each.impact)).map(
  each => [each.id, each.nodes.length, each.nodes[0].html.slice(0, 160), each.nodes[0].failureSummary.slice(0, 300)]))"""


def faults_of(page: Any, theme: str, size: dict[str, int], only: list[str] | None = None) -> list[Any]:
    """What is wrong with the page that stands there, seen in a theme on a screen of a size, by some or all of axe-core's rules."""
    page.set_viewport_size(size)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    faults = [(theme, size["width"], *found) for found in page.evaluate(RUN, only)]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
        faults.append((theme, size["width"], "wider than the screen", wide))
    return faults


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_is_accessible_and_keeps_to_itself(
    browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]], language: str
) -> None:
    base = address[0]
    context = browser.new_context(viewport=PHONE)
    context.add_cookies([*cookies, {"name": "language", "value": language, "url": base}])
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if "Failed to load resource" not in message.text else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda asked: told.append(asked.url) if not asked.url.startswith((base, "data:")) else None)
    faults = []
    for name, path in every_page(context.request, base, rows=ROWS).items():
        page.goto(base + path)
        page.evaluate(AXE)
        first, second = LOOKS[language]
        faults += [(name, *fault) for fault in (*faults_of(page, *first), *faults_of(page, *second, CHANGING))]
        page.set_viewport_size({"width": NARROWEST, "height": 700})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
            faults.append((name, "wider than the narrowest screen", wide))
    context.close()
    assert (faults, told) == ([], []), language


def test_a_stranger_is_refused_accessibly(browser: Any, address: tuple[str, str]) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address[0])
    page.evaluate(AXE)
    assert [fault for theme in ("light", "dark") for fault in faults_of(page, theme, PHONE)] == []
    context.close()


@pytest.mark.parametrize(("theme", "is_dark"), [("light", False), ("dark", True)])
def test_the_theme_that_was_chosen_is_the_one_that_is_seen(
    browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]], theme: str, is_dark: bool
) -> None:
    context = browser.new_context(color_scheme="light" if is_dark else "dark")
    context.add_cookies([*cookies, {"name": "theme", "value": theme, "url": address[0]}])
    page = context.new_page()
    page.goto(address[0] + "/problems")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor").removeprefix("rgb(").split(",")
    assert (int(paper[0]) < 100) == is_dark
    context.close()
