"""The style sheet: words readable on their ground in light and dark (WCAG AA), nothing that reaches outside."""

from __future__ import annotations

import re

import pytest

from pantau.report import STYLES
from pantau.report.pictures import STYLE

CSS = "".join(path.read_text(encoding="utf-8") for path in STYLES)


def palettes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{([^}]*)\}", CSS)[:2]
    found = {name: dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for name, block in (("light", light), ("dark", dark))}
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("colour", ["ink", "soft", "event", "claim", "casualty", "ceasefire", "alarm", "still", "ochre"])
def test_words_stand_out_from_their_ground(scheme: str, ground: str, colour: str) -> None:
    palette = palettes()[scheme]
    high, low = sorted((luminance(palette[colour]), luminance(palette[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_words_stand_out(scheme: str) -> None:
    palette = palettes()[scheme]
    high, low = sorted((luminance(palette["ink"]), luminance(palette["mark"])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_style_reaches_nowhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "</" not in CSS


def test_a_picture_uses_only_colours_that_both_schemes_have() -> None:
    used = set(re.findall(r"var\(--(\w+)\)", STYLE.read_text(encoding="utf-8"))) - {"sans"}
    assert len(used) > 8
    assert used <= set(palettes()["light"]) & set(palettes()["dark"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_lines_of_pictures_stand_out_from_their_ground(scheme: str, ground: str) -> None:
    palette = palettes()[scheme]
    high, low = sorted((luminance(palette["line"]), luminance(palette[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 3
