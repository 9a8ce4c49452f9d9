"""The desk in a real browser: accessible in light and dark, quick to fetch, asking nothing of the outside.

Skipped where there is no browser or no playwright (`pip install pantau[test]`; Debian's chromium is used, nothing is downloaded).
"""

from __future__ import annotations

import html
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pantau.config import load_config
from pantau.web import bind, make_app
from pantau.web.views import VIEWS
from tests.web.conftest import SAMPLES

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install pantau[test]")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser found: apt-get install chromium")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LISTS = [view.path for view in VIEWS if view.in_menu]
LOOKS = [("phone", 390, "light", "id"), ("wide", 1440, "dark", "en")]


@pytest.fixture(scope="module")
def address(sample_store: Path) -> Iterator[tuple[str, str]]:
    """A desk that serves: its address, and the link that opens it."""
    import uvicorn

    serving = bind(0)
    app = make_app(sample_store, load_config(SAMPLES / "pantau.toml").folders, port=serving.port, sessions=serving.sessions)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [serving.socket]}, daemon=True)
    thread.start()
    yield serving.link.split("/?")[0], serving.link
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def cookies(browser: Any, address: tuple[str, str]) -> list[dict[str, Any]]:
    """The session that the link opens, once."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address[1])
    assert "token" not in page.url
    return list(context.cookies())


def things(page: Any, base: str) -> list[str]:
    """One page of each kind of thing."""
    found = []
    for name, inside in (("documents", "document.id"), ("incidents", "id"), ("ceasefires", "id")):
        item = page.request.get(f"{base}/api/v1/{name}").json()["items"][0]
        for part in inside.split("."):
            item = item[part]
        found.append(f"/{name}/{item}")
    return [*found, "/search?q=gencatan", "/records?since=never", "/no/such"]


@pytest.mark.parametrize(("look", "width", "theme", "language"), LOOKS, ids=[look[0] for look in LOOKS])
def test_every_view_is_accessible_and_keeps_to_itself(
    browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]], look: str, width: int, theme: str, language: str
) -> None:
    base = address[0]
    context = browser.new_context(viewport={"width": width, "height": 900})
    chosen = [{"name": name, "value": value, "url": base} for name, value in (("theme", theme), ("language", language))]
    context.add_cookies([*cookies, *chosen])
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if "Failed to load resource" not in message.text else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda asked: told.append(asked.url) if not asked.url.startswith((base, "data:")) else None)
    faults = []
    for path in [*LISTS, *things(page, base)]:
        page.goto(base + path)
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            (path, v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"] if v["impact"] in ("serious", "critical")
        ]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            faults.append((path, "wider than the screen", str(wide)))
    context.close()
    assert (faults, told) == ([], []), look


def test_the_first_view_is_light_and_quick(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> None:
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(address[0] + "/")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert sum(sizes) < 1_500_000
    assert took < 5_000  # the bar is a second on a machine of its own; here tests run side by side
    context.close()


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
