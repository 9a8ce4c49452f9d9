"""What an analyst does, in a real browser, by clicking and typing alone.

Skipped where there is no browser or no playwright (`pip install pantau[test]`; Debian's chromium is used, nothing is downloaded).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pantau.export import read_csv


class Words(NamedTuple):
    """What the desk says in one language, as far as the story reads or clicks it."""

    language: str
    incidents: str
    since: str
    until: str
    apply: str
    assault: str
    killed: str
    new: str
    says: str
    denies: str
    claims: str
    figures: str
    search: str


INDONESIAN = Words(
    "Indonesia", "Insiden", "Dari", "Sampai", "Terapkan", "menyerang", "tewas", "angka baru", "menurut Azerbaijan", "membantah",
    "pernyataan CSV", "angka korban CSV", "Cari",
)  # fmt: skip
ENGLISH = Words(
    "English", "Incidents", "From", "To", "Apply", "assault", "killed", "new figure", "says Azerbaijan", "denies", "claim CSV",
    "casualty figure CSV", "Search",
)  # fmt: skip


@pytest.fixture(scope="module")
def analyst(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]]) -> Iterator[Any]:
    """A browser's window with the session that the link opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.add_cookies(cookies)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(address[0])
    yield page
    context.close()


def download(page: Any, link: str, folder: Path) -> list[dict[str, Any]]:
    """The rows of the file that a link of the page gives."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link, exact=True).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    table, rows = read_csv(path)
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in rows]


def brought_out(page: Any) -> str:
    """The line of the text to which the address leads."""
    assert re.search(r"/documents/[0-9a-f]{64}\?.*#s-", page.url)
    return text_of(page.locator(".line:has(.anchor:target)").inner_html())


def text_of(line: str) -> str:
    """A line of a document as it was kept, without the labels that lead to its records."""
    line = re.sub(r'<a class="(?:sup|slot-label).*?</a>', "", line)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", line)).split())


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_who_first_gave_a_figure_who_denied_it_and_the_evidence(analyst: Any, words: Words, tmp_path: Path) -> None:
    page = analyst
    page.get_by_role("button", name=words.language, exact=True).click()
    page.get_by_role("navigation").get_by_role("link", name=words.incidents, exact=True).click()
    page.get_by_label(words.since, exact=True).fill("2020-10-17")
    page.get_by_label(words.until, exact=True).fill("2020-10-17")
    page.get_by_role("button", name=words.apply).click()
    page.get_by_role("link", name=re.compile(f"{words.assault}.*Ganja")).click()
    said = page.locator(".summary", has_text=words.killed).filter(has_text=words.new)
    told = page.locator("section[aria-labelledby=figures] .told-line").filter(has=said)
    days = [int(re.findall(r"(\d+) (?:Okt|Oct) 2020", told.nth(n).inner_text())[-1]) for n in range(told.count())]
    first = told.nth(days.index(min(days)))
    assert (len(days), min(days)) == (2, 17)
    assert "13" in first.inner_text()
    assert words.says in " ".join(first.inner_text().split())
    first.get_by_role("link", name="13", exact=True).click()
    assert "said 13 civilians had been killed" in brought_out(page)
    page.go_back()
    speaker = page.locator(".speakers > div").filter(has_text=words.denies)
    assert speaker.count() == 1
    assert speaker.locator("dt").inner_text() == "Armenia"
    speaker.locator("a.words-link").first.click()
    assert "denied carrying out the attack" in brought_out(page)
    page.go_back()
    figures = {row["id"]: row for row in download(page, words.figures, tmp_path)}
    claims = {row["id"]: row for row in download(page, words.claims, tmp_path)}
    given = min((row for row in figures.values() if row["low"] == 13), key=lambda row: (row["published_on"], row["id"]))
    assert (given["claimant"], given["outcome"], given["low_quote"]) == ("AZE", "killed", "13")
    (denial,) = (row for row in claims.values() if row["stance"] == "deny")
    assert denial["code"] == "ARM"
    assert "carrying out the attack" in denial["content_quote"]
    (answered,) = (answer.removeprefix("denies:") for answer in denial["answers"])
    assert (claims[answered]["code"], claims[answered]["stance"]) == ("AZE", "accuse")


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_a_word_typed_leads_to_its_sentence(analyst: Any, words: Words) -> None:
    page = analyst
    page.get_by_role("button", name=words.language, exact=True).click()
    page.get_by_role("navigation").get_by_role("link", name=words.search, exact=True).click()
    box = page.get_by_role("searchbox")
    box.fill("Mingachevir")
    box.press("Enter")
    page.locator(".hits a.title").first.click()
    assert "Mingachevir" in text_of(page.locator(".line:has(.anchor:target)").inner_html())
