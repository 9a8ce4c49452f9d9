"""Every picture of the desk can be taken away: as SVG of its own, as PNG where a script can draw it, as data."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from pantau.store import open_store
from pantau.web.framing import palette, style_for
from pantau.web.views import VIEWS
from tests.web.conftest import ask, enter

PICTURES = [(view.path, picture.name) for view in VIEWS for picture in view.pictures]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("path", "name"), PICTURES)
def test_a_picture_is_a_file_of_its_own(desk: TestClient, path: str, name: str) -> None:
    answer = desk.get(f"{path}/{name}.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["content-disposition"] == f'attachment; filename="pantau-{name}.svg"'
    whole = etree.fromstring(answer.content)
    assert whole.tag == f"{SVG}svg"
    assert all(len(whole.findtext(f"{SVG}{part}") or "") > 5 for part in ("title", "desc"))
    assert float(whole.get("width")) >= 400
    names = {etree.QName(each).localname for each in whole.iter("*")}
    assert not names & {"script", "a", "image", "use", "foreignObject"}
    assert "href" not in answer.text
    assert len(whole.findall(f".//{SVG}title")) > 3


@pytest.mark.parametrize(("path", "name"), PICTURES)
def test_a_picture_needs_nothing_of_the_desk(desk: TestClient, path: str, name: str) -> None:
    text = desk.get(f"{path}/{name}.svg").text
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert style.count("{") > 3
    for away in ("var(", "url(", "light-dark", "@", ":hover", "http"):
        assert away not in style
    used = {word for words in re.findall(r'class="([^"]*)"', text) for word in words.split()}
    assert set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^}]*\}", "", style))) <= used
    inner = set(re.findall(r"url\(#([^)]*)\)", text))
    assert inner <= set(re.findall(r' id="([^"]*)"', text))


@pytest.mark.parametrize(("path", "name"), PICTURES)
def test_only_a_picture_s_own_style_may_take_effect(desk: TestClient, path: str, name: str) -> None:
    answer = desk.get(f"{path}/{name}.svg")
    style = answer.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert answer.headers["content-security-policy"] == f"sandbox; default-src 'none'; style-src 'sha256-{digest}'"


def test_a_style_has_the_light_colours_alone() -> None:
    style = style_for('<g class="drawing"><text class="soft"/></g><circle class="dot"/>')
    assert f".drawing text.soft {{ fill: {palette()['soft']} }}" in style
    assert "fill: #5a564d" in style
    assert ".map" not in style


def test_a_picture_says_what_it_was_narrowed_to_and_speaks_the_reader_s_language(sample_store: Path) -> None:
    with enter(ask(sample_store), "en") as client:
        english = client.get("/situation/map.svg?theatre=karabakh&since=2020-10-01").text
        client.cookies.set("language", "id")
        other = client.get("/situation/map.svg?theatre=karabakh&since=2020-10-01").text
    assert "From: 1 Oct 2020" in english
    assert "Natural Earth" in english
    assert "Map of incidents" in english
    assert "Dari: 1 Okt 2020" in other
    assert "Peta insiden" in other


def test_a_picture_follows_the_filter(desk: TestClient) -> None:
    assert desk.get("/ledger/curves.svg?as_of=2020-10-05").text != desk.get("/ledger/curves.svg").text
    whose = {item["party"] for item in desk.get("/api/v1/ledger").json()["choices"]}
    drawn = [desk.get(f"/ledger/curves.svg?whose={party}").text for party in whose]
    assert len(set(drawn)) == len(whose) > 1


@pytest.mark.parametrize("address", ["/situation/map.svg?since=never", "/ledger/curves.svg?as_of=x", "/sources/ties.svg?colour=red"])
def test_a_faulty_address_is_told(desk: TestClient, address: str) -> None:
    answer = desk.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "text/html; charset=utf-8")


@pytest.mark.parametrize(("path", "name"), PICTURES)
def test_of_nothing_there_is_no_picture(tmp_path: Path, path: str, name: str) -> None:
    with open_store(tmp_path / "none.db"):
        pass
    with enter(ask(tmp_path / "none.db")) as client:
        answer = client.get(f"{path}/{name}.svg")
        assert answer.status_code == (200 if name == "map" else 404)  # a map of nowhere is a map
        assert 'class="taking' not in client.get(path).text


@pytest.mark.parametrize("path", sorted({path for path, _ in PICTURES}))
@pytest.mark.parametrize("query", ["", "?theatre=karabakh&since=2020-10-01&until=2020-11-10"])
def test_a_page_offers_its_pictures_with_its_filter(desk: TestClient, path: str, query: str) -> None:
    page = desk.get(path + query).text
    offered = re.findall(r'<p class="taking.*?</p>', page, re.DOTALL)
    assert len(offered) == len([each for each, _ in PICTURES if each == path])
    for each in offered:
        links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', each)]
        assert any(".svg" in link for link in links)
        assert any(link.startswith("/api/") for link in links)
        for link in links:
            assert desk.get(link).status_code == 200, link
            assert not query or path == "/sources" or "since=2020-10-01" in link
        button = re.search(r"<button[^>]*>", each)
        assert button
        assert " hidden" in button[0]  # until a script can do something with it


def test_the_data_of_the_map_are_the_incidents_of_its_filter(desk: TestClient) -> None:
    page = html.unescape(desk.get("/situation?theatre=karabakh&since=2020-10-20&by=type&extent=world").text)
    data = re.search(r'href="(/api/v1/incidents\?[^"]*format=csv[^"]*)"', page)
    assert data
    rows = desk.get(data[1]).text.strip().split("\n")
    assert len(rows) >= desk.get("/api/v1/situation?theatre=karabakh&since=2020-10-20").json()["total"]


def png_of(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]], path: str, number: int) -> bytes:
    context = browser.new_context(accept_downloads=True)
    context.add_cookies(cookies)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(address[0] + path)
    with page.expect_download() as waiting:
        page.locator("button.as-png").nth(number).click()
    name, data = waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
    context.close()
    assert name.endswith(".png")
    assert told == []
    return data


@pytest.mark.parametrize(("path", "number"), [("/situation", 0), ("/situation", 1), ("/ledger", 0), ("/sources", 1)])
def test_a_browser_makes_a_png_of_it(
    browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]], path: str, number: int
) -> None:
    data = png_of(browser, address, cookies, path, number)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    page = browser.new_page()
    seen = page.evaluate(
        """async (data) => {
          const image = new Image(); image.src = "data:image/png;base64," + data; await image.decode();
          const canvas = document.createElement("canvas"); canvas.width = image.width; canvas.height = image.height;
          const paint = canvas.getContext("2d"); paint.drawImage(image, 0, 0);
          const bytes = paint.getImageData(0, 0, image.width, image.height).data, seen = new Set();
          for (let at = 0; at < bytes.length; at += 4) seen.add((bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]);
          return [image.width, [...seen]];
        }""",
        base64.b64encode(data).decode(),
    )
    page.close()
    assert seen[0] > 1_600
    for colour in ("ink", "event", "paper"):  # the style took effect: without it all is black
        assert int(palette()[colour][1:], 16) in seen[1], colour


def test_without_a_script_there_is_the_svg(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address[0] + "/ceasefires")
    assert not page.locator("button.as-png").first.is_visible()
    with page.expect_download() as waiting:
        page.locator('.taking a[href*=".svg"]').first.click()
    assert etree.fromstring(Path(waiting.value.path()).read_bytes()).tag == f"{SVG}svg"
    context.close()


def moment_of(page: str) -> tuple[float, str]:
    """Where the line of the day stands on the curves, and its words."""
    found = re.search(r'<line class="moment" x1="([0-9.]+)"[^>]*/>\s*<text[^>]*>([^<]*)<', page)
    assert found
    return float(found[1]), found[2]


def test_the_curves_show_the_day_they_are_looked_from(desk: TestClient) -> None:
    ledger = desk.get("/api/v1/ledger").json()
    whole = desk.get("/ledger").text
    early, late = (desk.get(f"/ledger?as_of={day}").text for day in ("2020-10-05", "2020-10-26"))
    assert moment_of(early)[1] == "As of 5 Oct 2020"
    assert moment_of(early)[0] < moment_of(late)[0] <= moment_of(whole)[0]
    assert ledger["as_of"] == ledger["last_on"]
    axes = [re.findall(r'<text class="soft"[^>]*text-anchor="middle">[^<]*</text>', page) for page in (early, late, whole)]
    assert axes[0]
    days = [[re.sub(r' y="[0-9.]+"', "", words) for words in axis] for axis in axes]
    assert days[0] == days[1] == days[2], "the axis moves with the day"


def test_a_claimant_looks_the_same_from_every_day(desk: TestClient) -> None:
    looks = []
    for day in ("2020-10-05", "2020-10-12", "2020-10-20", "2020-10-26", "2020-11-20"):
        page = desk.get(f"/ledger?as_of={day}").text
        drawn = re.findall(r'<g class="line (s[0-9])">(?:(?!</g>).)*?class="named"[^>]*>([^<]*[a-z][^<]*)<', page, re.DOTALL)
        looks.append({name: look for look, name in drawn})
    assert len(looks[-1]) == len(set(looks[-1].values())) > 1
    for each in looks:
        assert each
        assert each.items() <= looks[-1].items()


@pytest.mark.parametrize("day", ["2020-10-01", "2020-10-05", "2020-10-26"])
def test_the_numbers_beside_the_curves_are_those_of_the_day(desk: TestClient, day: str) -> None:
    page, model = desk.get(f"/ledger?as_of={day}").text, desk.get(f"/api/v1/ledger?as_of={day}").json()
    told = [figure["as_of"] for series in model["series"] for figure in series["figures"]]
    assert told
    assert max(told) <= day
    if model["best"]:
        assert f'{model["best"]["high"]:,}</b>' in page
    slide = re.search(r'<input id="as-of-slide" type="range" min="0" max="([0-9]+)" value="([0-9]+)"[^>]*data-first="([^"]*)"', page)
    assert slide
    first = date.fromisoformat(slide[3])
    assert (first + timedelta(int(slide[2]))).isoformat() == day
    assert (first + timedelta(int(slide[1]))).isoformat() == model["last_on"]
    assert f'name="as_of" value="{day}"' in page  # the field that works without a script


@pytest.mark.parametrize(("day", "value"), [("1999-01-01", 0), ("2999-01-01", None)])
def test_a_day_beyond_the_figures_leaves_the_slider_at_its_end(desk: TestClient, day: str, value: int | None) -> None:
    slide = re.search(r'type="range" min="0" max="([0-9]+)" value="([0-9]+)"', desk.get(f"/ledger?as_of={day}").text)
    assert slide
    assert slide[2] == (slide[1] if value is None else str(value))


def test_the_keyboard_moves_the_day_and_keeps_its_place(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> None:
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(address[0] + "/ledger?outcome=killed")
    slide = page.get_by_role("slider")
    last = page.locator("#as-of").input_value()
    slide.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    asked = (date.fromisoformat(last) - timedelta(5)).isoformat()
    assert page.locator("#as-of").input_value() == asked
    assert slide.get_attribute("aria-valuetext")
    page.wait_for_url(re.compile(f"as_of={asked}"))
    assert "outcome=killed" in page.url
    page.wait_for_function("document.activeElement.id === 'as-of-slide'")
    assert slide.input_value() == str(page.evaluate("Number(document.getElementById('as-of-slide').max) - 5"))
    page.keyboard.press("Home")
    page.wait_for_url(lambda url: asked not in url)
    assert told == []
    context.close()


def test_without_a_script_the_field_asks_for_the_day(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address[0] + "/ledger")
    assert not page.locator("#as-of-slide").is_visible()
    page.locator("#as-of").fill("2020-10-12")
    page.locator("form.as-of button").click()
    assert "as_of=2020-10-12" in page.url
    context.close()
