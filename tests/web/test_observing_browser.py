"""An observer's day in a real browser: on a telephone's screen, with one hand, the network cut; the report arrives, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pantau.read.photo import clean_photo
from pantau.store import look_into_store, observations
from tests.read.test_photo import exif, segment
from tests.web.field_desk import PASSWORD, make_store, png, serving

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"width": 390, "height": 844}
WORDS = {
    "en": {"title": "Field report", "waiting": "Waiting for the network", "sent": "Sent", "refused": "Refused", "mend": "Mend"},
    "id": {"title": "Laporan lapangan", "waiting": "Menunggu jaringan", "sent": "Terkirim", "refused": "Ditolak", "mend": "Perbaiki"},
}
LONG = 30_000


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_store(tmp_path / "s.db", ("siti", "observer", ("karabakh",)), ("budi", "observer", ()), ("vera", "verifier", ()))


@pytest.fixture
def base(store: Path) -> Iterator[str]:
    with serving(store) as (address, _):
        yield address


def sign_in(context: Any, base: str, name: str) -> Any:
    page = context.new_page()
    page.goto(f"{base}/login?next=/observe")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_selector("form[data-ready]", timeout=LONG)
    return page


def fill(page: Any) -> None:
    """What an observer taps and types."""
    page.locator("label.tile:has(input[value=shelling])").click()
    page.locator("label.tile:has(input[value=heard])").click()
    page.fill("#from", "2020-10-26T08:10")
    page.select_option("#zone", "Asia/Yerevan")
    page.fill("#position", "Stepanakert")
    page.fill("#count", "17")


def expect_value(page: Any, selector: str, value: str) -> None:
    """Wait for a field's value; a function that playwright polls would be refused by the page's policy."""
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_have_value(value, timeout=LONG)


def send(page: Any) -> None:
    page.locator("#report button[type=submit]").click()


def filed(store: Path) -> list[observations.Filed]:
    with look_into_store(store) as opened:
        return opened.ask(observations.list_filed)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_report_without_network(browser: Any, store: Path, base: str, language: str) -> None:
    words = WORDS[language]
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.add_cookies([{"name": "language", "value": language, "url": base}])
    told: list[str] = []
    page = sign_in(context, base, "siti")
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda said: told.append(said.text) if "Failed to load resource" not in said.text else None)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    page.reload()
    assert page.title().startswith(words["title"])
    fill(page)
    page.set_input_files("#photos", [{"name": "wall.png", "mimeType": "image/png", "buffer": png(40, 30)}])
    page.wait_for_selector("#photos-kept:has-text('wall.png')", timeout=LONG)
    page.reload()  # the draft survives
    page.wait_for_selector("#photos-kept:has-text('wall.png')", timeout=LONG)
    assert page.input_value("#position") == "Stepanakert"
    assert page.input_value("#count") == "17"
    assert page.locator("input[name=what]:checked").input_value() == "shelling"
    send(page)
    page.wait_for_selector("#waiting li[data-state=waiting]", timeout=LONG)
    assert words["waiting"] in page.locator("#waiting").inner_text()
    assert page.input_value("#position") == ""
    page.close()
    page = context.new_page()  # the browser was closed meanwhile
    page.goto(base + "/observe")
    page.wait_for_selector("#waiting li[data-state=waiting]", timeout=LONG)
    assert filed(store) == []
    context.set_offline(False)
    page.wait_for_selector("#waiting li[data-state=sent]", timeout=LONG)
    assert words["sent"] in page.locator("#waiting").inner_text()
    one, = filed(store)
    assert (one.observer, one.what, one.began_at) == ("siti", "shelling", "2020-10-26T04:10:00+00:00")
    page.locator("#waiting a").click()
    page.wait_for_selector("figure.photo img")
    assert page.evaluate("document.querySelector('figure.photo img').decode().then(() => true)")
    assert told == []
    context.close()


def test_an_answer_that_got_lost_makes_no_second_report(browser: Any, store: Path, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = sign_in(context, base, "siti")
    lost: list[int] = []

    def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            route.fetch()  # it arrives, and the answer does not
            lost.append(1)
            route.abort()
        else:
            route.continue_()

    page.route("**/observe", lose)
    fill(page)
    send(page)
    page.wait_for_selector("#waiting li[data-state=waiting]", timeout=LONG)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("#waiting li[data-state=sent]", timeout=LONG)
    assert (lost, len(filed(store))) == ([1], 1)
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_refused_report_is_mended_and_sent(browser: Any, store: Path, base: str, language: str) -> None:
    words = WORDS[language]
    context = browser.new_context(viewport=PHONE)
    context.add_cookies([{"name": "language", "value": language, "url": base}])
    page = sign_in(context, base, "siti")
    fill(page)
    page.fill("#count", "many")
    send(page)
    page.wait_for_selector("#waiting li[data-state=refused]", timeout=LONG)
    assert words["refused"] in page.locator("#waiting").inner_text()
    page.get_by_role("button", name=words["mend"]).click()
    expect_value(page, "#count", "many")
    page.fill("#count", "5-10")
    send(page)
    page.wait_for_selector("#waiting li[data-state=sent]", timeout=LONG)
    assert len(filed(store)) == 1
    context.close()


def test_nobody_sends_what_another_wrote_on_this_device(browser: Any, store: Path, base: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = sign_in(context, base, "siti")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    fill(page)
    send(page)
    page.wait_for_selector("#waiting li[data-state=waiting]", timeout=LONG)
    page.close()
    context.set_offline(False)
    context.clear_cookies()
    page = sign_in(context, base, "budi")
    page.wait_for_selector("#waiting li[data-state=other]", timeout=LONG)
    assert filed(store) == []
    context.clear_cookies()
    page.close()
    page = sign_in(context, base, "siti")
    page.wait_for_selector("#waiting li[data-state=sent]", timeout=LONG)
    assert [each.observer for each in filed(store)] == ["siti"]
    context.close()


def test_the_position_is_asked_for_by_a_button_alone(browser: Any, base: str) -> None:
    context = browser.new_context(viewport=PHONE, geolocation={"latitude": 39.8265, "longitude": 46.7656}, permissions=["geolocation"])
    page = sign_in(context, base, "siti")
    assert page.input_value("#position_lat") == ""
    page.click("#here")
    expect_value(page, "#position_lat", "39.82650")
    expect_value(page, "#position_precision", "point")
    context.close()


def test_the_form_works_without_a_script(browser: Any, store: Path, base: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/login?next=/observe")
    page.fill("#name", "siti")
    page.fill("#password", PASSWORD)
    page.locator("main button[type=submit]").click()
    fill(page)
    page.fill("#count", "many")
    send(page)
    assert page.locator("#wrong-count").count() == 1
    assert page.input_value("#position") == "Stepanakert"
    page.fill("#count", "17")
    send(page)
    assert "/observe/mine" in page.url
    assert len(filed(store)) == 1
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_accessible_and_fit(browser: Any, base: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = sign_in(context, base, "siti")
    fill(page)
    send(page)
    page.wait_for_selector("#waiting li[data-state=sent]", timeout=LONG)
    report = page.locator("#waiting a").get_attribute("href")
    faults = []
    for path in ("/observe", "/observe/mine", report):
        page.goto(base + path)
        page.wait_for_timeout(300)
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        faults += [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((path, "wide", ""))
    page.goto(base + "/observe")
    small = page.evaluate(
        "[...document.querySelectorAll('#report input:not([type=hidden]):not([type=radio]):not([type=checkbox]), #report select, "
        "#report textarea, #report button, #report .tile')]"
        ".filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).length"
    )
    assert (faults, small) == ([], 0)
    context.close()


def test_a_picture_of_a_browser_is_still_one_after_it_was_cleaned(browser: Any) -> None:
    """Pictures coded by a real program, with what a camera would write: cleaned, they are decoded by that program again."""
    context = browser.new_context()
    page = context.new_page()
    for media in ("image/jpeg", "image/png", "image/webp"):
        coded = page.evaluate(
            """(media) => new Promise((settle) => {
              const canvas = Object.assign(document.createElement('canvas'), {width: 60, height: 40});
              canvas.getContext('2d').fillRect(5, 5, 30, 20);
              canvas.toBlob(async (blob) => settle([...new Uint8Array(await blob.arrayBuffer())]), media, 0.8);
            })""", media,
        )  # fmt: skip
        data = bytes(coded)
        if media == "image/jpeg":
            data = data[:2] + segment(0xE1, b"Exif\0\0" + exif(orientation=1)) + data[2:]
        found = clean_photo(data)
        assert (found.media, found.width, found.height) == (media, 60, 40)
        decoded = page.evaluate(
            """async ([bytes, media]) => {
              const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: media}));
              return [picture.width, picture.height];
            }""", [list(found.shown), media],
        )  # fmt: skip
        assert decoded == [60, 40]
    context.close()
