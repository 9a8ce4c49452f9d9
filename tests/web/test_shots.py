"""Every page as it looks, twice: on a phone, light, in Indonesian; on a wide screen, dark, in English. Kept under out/shots/.

`make shots` takes them alone. Skipped where there is no browser or no playwright.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from tests.web.pages import every_page

SHOTS = Path(__file__).parents[2] / "out" / "shots"
LOOKS = {
    "phone": ({"width": 390, "height": 844}, "light", "id", "id-ID"),
    "wide": ({"width": 1440, "height": 900}, "dark", "en", "en-GB"),
}
HEIGHT = """async () => { const root = document.documentElement;
  for (let before = -1; before !== root.scrollHeight;) {
    before = root.scrollHeight; await new Promise((done) => setTimeout(done, 80));
  } return root.scrollHeight; }"""
"""How high a page is when its scripts have done what they do."""
LONGEST = 3_000
"""Pixels from the head of a page: what follows is more of the same."""


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_kept_as_it_looks(browser: Any, address: tuple[str, str], cookies: list[dict[str, Any]], look: str) -> None:
    size, theme, language, locale = LOOKS[look]
    context = browser.new_context(viewport=size, base_url=address[0], locale=locale, reduced_motion="reduce")
    chosen = {"language": language, "theme": theme}
    context.add_cookies([*cookies, *({"name": name, "value": value, "url": address[0]} for name, value in chosen.items())])
    page = context.new_page()
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, path in every_page(context.request, address[0]).items():
        page.goto(path)
        high = min(page.evaluate(HEIGHT), LONGEST)
        kept = SHOTS / f"{look}-{name}.png"
        page.screenshot(path=kept, full_page=True, clip={"x": 0, "y": 0, "width": size["width"], "height": high})
        wide, tall = struct.unpack(">II", kept.read_bytes()[16:24])
        assert wide == size["width"], name
        assert 300 < tall <= high, name  # a script may still fold a form while the picture is taken
        assert kept.stat().st_size > 8_000, f"{name} is empty"
    context.close()
