"""A duty officer's day to the signed PDF in a real browser, by keys alone, in both languages; the report's pages are accessible."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn

from pantau.config import load_config
from pantau.web import bind, make_app
from tests.web.conftest import SAMPLES
from tests.web.signing import PASSWORD, add_people
from tests.web.test_accessible import AXE


class Words(NamedTuple):
    language: str
    strike: str
    add: str
    signed: str
    paragraph: str


WORDS = (
    Words("id", "Coret", "Tambah paragraf", "Ditandatangani oleh", "Patroli kami tidak dapat menyeberang."),
    Words("en", "Strike", "Add a paragraph", "Signed by", "Our patrol could not cross."),
)


@pytest.fixture
def served(sample_store: Path, tmp_path: Path) -> Iterator[str]:
    """A desk with a duty officer over a store of its own."""
    store = tmp_path / "s.db"
    shutil.copy(sample_store, store)
    add_people(store, rina=("duty_officer",))
    serving = bind(0)
    app = make_app(store, load_config(SAMPLES / "pantau.toml").folders, port=serving.port, sessions=serving.sessions)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [serving.socket]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.port}"
    server.should_exit = True
    thread.join(timeout=10)


def _press(page: Any, selector: str, key: str = "Enter") -> None:
    page.locator(selector).first.focus()
    page.keyboard.press(key)


def _faults(page: Any) -> list[Any]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    faults = [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"] if v["impact"] in ("serious", "critical")]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults, *([("wider than the screen", wide)] if wide > 0 else [])]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.language)
def test_a_duty_officers_day_by_keys_alone(browser: Any, served: str, words: Words) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
    page.set_default_timeout(15_000)
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.context.add_cookies([{"name": "language", "value": words.language, "url": served}])
    page.goto(f"{served}/login")
    page.locator("input[name=name]").focus()
    page.keyboard.type("rina")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{served}/sitreps")
    page.locator("#from").fill("2020-10-26")
    page.locator("#of").select_option("karabakh")
    _press(page, ".sitrep-new button[type=submit]")
    page.wait_for_url("**/sitreps/1")
    assert _faults(page) == []
    assert page.locator(".part-summary .line").first.inner_text().count("2020")
    _press(page, 'button[name=strike][value="sum.accused"]')
    page.wait_for_selector("del")
    _press(page, ".part-unseen details.add summary")
    page.locator("#words-unseen").focus()
    page.keyboard.type(words.paragraph)
    _press(page, ".part-unseen button[value=add]")
    page.wait_for_selector(".part-unseen .added")
    _press(page, "#read", "Space")
    _press(page, "button[value=sign]")
    page.wait_for_selector("#signature")
    assert words.signed in page.locator("article").inner_text()
    assert page.locator("button[name=strike]").count() == 0
    assert _faults(page) == []
    with page.expect_download() as download:
        _press(page, f'a[href*="language={words.language}"][href*="format=pdf"]')
    assert download.value.suggested_filename == f"sitrep-1.1-2020-10-26-{words.language}.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{served}/sitreps/1")
    assert _faults(page) == []
    assert told == []
    page.context.close()
