"""A reviewer's day without a mouse, in a real browser, in both languages: every key pressed here is a key of the keyboard."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn

from pantau.config import load_config
from pantau.store import journal, open_store
from pantau.store.digest import number_of
from pantau.store.looking import load_incident
from pantau.store.reviews import find_queue
from pantau.web import bind, make_app
from tests.web.conftest import SAMPLES
from tests.web.signing import PASSWORD, add_people


class Words(NamedTuple):
    language: str
    take_up: str
    verified: str


WORDS = (Words("id", "Ambil yang pertama", "terverifikasi"), Words("en", "Take up the first", "verified"))


@pytest.fixture
def served(sample_store: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A desk with two verifiers over a store of its own."""
    store = tmp_path / "s.db"
    shutil.copy(sample_store, store)
    with closing(sqlite3.connect(store)) as raw:  # other tests look at pages of the review too
        raw.execute("DELETE FROM review_lock")
        raw.commit()
    add_people(store, ana=("verifier",), budi=("verifier",))
    serving = bind(0)
    app = make_app(store, load_config(SAMPLES / "pantau.toml").folders, port=serving.port, sessions=serving.sessions)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [serving.socket]}, daemon=True)
    thread.start()
    yield store, f"http://127.0.0.1:{serving.port}"
    server.should_exit = True
    thread.join(timeout=10)


def sign_in(browser: Any, base: str, name: str, language: str) -> Any:
    """A window in which somebody signed in by typing."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(15_000)
    page.context.add_cookies([{"name": "language", "value": language, "url": base}])
    page.goto(f"{base}/login")
    page.locator("input[name=name]").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def tab_to(page: Any, words: str, most: int = 60) -> None:
    """Press Tab until something that says these words has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.innerText || document.activeElement.value || ''") or ""):
            return
    raise AssertionError(f"no way by Tab to {words!r}")


def press(page: Any, key: str) -> None:
    """Press a single key that sends a form, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def kinds(store: Path) -> list[tuple[str, str]]:
    with open_store(store) as opened:
        return [(e.by, e.kind) for e in opened.ask(lambda c: list(journal.load_entries(c))) if e.kind != "add_account"]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.language)
def test_a_reviewers_day_without_a_mouse(browser: Any, served: tuple[Path, str], words: Words) -> None:
    store, base = served
    with open_store(store) as opened:
        first = opened.ask(find_queue, limit=1).items[0].incident
    ana = sign_in(browser, base, "ana", words.language)
    ana.goto(f"{base}/review")
    tab_to(ana, words.take_up)
    press(ana, "Enter")
    assert ana.url == f"{base}/review/{first}"
    # the first record is right as it stands; the next one tells another place: its words are selected in the page, word by word
    press(ana, "c")
    press(ana, "j")
    ana.keyboard.press("e")
    assert ana.evaluate("document.activeElement.name").startswith("value-")
    ana.locator("#words-place, #words-venue, #words-speaker").first.focus()
    ana.keyboard.press("Alt+w")
    assert ana.evaluate("document.activeElement.id") == "page-text"
    ana.keyboard.press("ArrowRight")
    ana.keyboard.press("Shift+ArrowRight")
    picked = " ".join(ana.evaluate("getSelection().toString()").split())
    assert len(picked) > 3
    ana.keyboard.press("Enter")
    assert " ".join(ana.evaluate("document.activeElement.value").split()) == picked
    record = ana.locator("form[data-form=slots] [name=subject]").input_value()
    ana.keyboard.press("Escape")
    press(ana, "s")
    assert ana.locator("#fault").count() == 0, ana.locator("#fault").all_inner_texts()
    with open_store(store) as opened:
        corrected = next(r for _, records in opened.pages() for r in records if r.id == record)
        text = opened.document(corrected.document).text
    assert picked in [" ".join(span.of(text).split()) for span in corrected.evidence.values()]
    # a doubt needs a reason: the key asks for it first
    press(ana, "k")
    ana.keyboard.press("d")
    assert ana.evaluate("document.activeElement.name") == "why"
    ana.keyboard.type("hari lain")
    press(ana, "Enter")
    press(ana, "n")
    second = ana.url.rsplit("/", 1)[1]
    assert second != first
    press(ana, "v")
    assert kinds(store) == [("ana", kind) for kind in ("confirm", "correct", "dispute", "seen", "verify")]
    # the second pair of eyes
    budi = sign_in(browser, base, "budi", words.language)
    budi.goto(f"{base}/review/{second}")
    press(budi, "v")
    with open_store(store) as opened:
        found = opened.ask(load_incident, number_of(second))
    assert found is not None
    assert found.status.status == "verified"
    assert words.verified in budi.locator(".doc-head").inner_text()
    # keys can be switched off
    budi.locator("details.keys summary").focus()
    budi.keyboard.press("Enter")
    budi.locator("[data-review-keys]").focus()
    budi.keyboard.press("Space")
    budi.locator("main").focus()
    budi.keyboard.press("c")
    budi.wait_for_timeout(200)
    assert kinds(store)[-1] == ("budi", "verify")
