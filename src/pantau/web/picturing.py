"""The pictures of the desk as files, in the words of one language: each with what it was narrowed to, its key and its sources."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from pantau.web.addresses import Addresses
from pantau.web.drawing import Drawings
from pantau.web.filters import Filter
from pantau.web.framing import Framed, frame_picture, signs_of
from pantau.web.overview import Overview
from pantau.web.views.ledger import LedgerPage
from pantau.web.views.situation import SituationPage
from pantau.web.wording import Wording


class Wanted(NamedTuple):
    """What a picture was asked for with."""

    filter: Filter
    as_of: date | None
    addresses: Addresses


class Pictures:
    """Draws files with the words of one language."""

    def __init__(self, wording: Wording) -> None:
        self.say, self._ = wording, wording.messages.gettext
        self.drawings, self.overview = Drawings(wording), Overview(wording)

    def draw(self, name: str, page: Any, wanted: Wanted) -> str:
        """The file of a picture of a page, SVG; empty where there is nothing to draw."""
        link, value_at = wanted.addresses.link, wanted.addresses.value
        match name:
            case "map":
                drawing, around = self.overview.one_map(page.map, link), self._around_map(page, wanted)
            case "timeline":
                drawing, around = self.overview.one_timeline(page.timeline, wanted.filter, link), self._around_timeline(page, wanted)
            case "curves":
                drawing, around = self.drawings.curves(page, value_at), self._around(name, wanted, self._whose(page))
            case "truces":
                drawing, around = self.drawings.bars(page, link), self._around(name, wanted)
            case "ties":
                drawing, around = self.drawings.ties(page), self._around(name, wanted)
            case _:
                drawing, around = self.drawings.volumes(page), self._around(name, wanted)
        return frame_picture(drawing, around, language=self.say.language)

    def _around(self, name: str, wanted: Wanted, *words: str) -> Framed:
        head = self.drawings.head(name)
        return Framed(head.title, head.summary, self._narrowed(wanted, *words), notes=(self._warning(),))

    def _around_map(self, page: SituationPage, wanted: Wanted) -> Framed:
        credit = self._("Country outlines: Natural Earth; they settle no claim. Positions of places: GeoNames (CC BY 4.0).")
        lines = "; ".join(self.overview.line_words(line) for line in page.map.lines)
        notes = (credit, f"{self._('Approximate, drawn by hand:')} {lines}." if lines else "", self._warning())
        key = signs_of([(self.overview.sign(sign), words) for sign, words in self.overview.map_key(page.map)])
        title, summary = self._("Map of incidents"), self.overview.map_summary(page.map)
        return Framed(title, summary, self._narrowed(wanted), key, notes)

    def _around_timeline(self, page: SituationPage, wanted: Wanted) -> Framed:
        title, summary = self._("Incidents over time"), self.overview.timeline_summary(page.timeline)
        return Framed(title, summary, self._narrowed(wanted), notes=(self._warning(),))

    def _warning(self) -> str:
        return f"pantau · {self._('As web pages tell it; nothing here is verified unless it says so.')}"

    def _whose(self, page: LedgerPage) -> str:
        """What the figures of a ledger count."""
        chosen = page.chosen
        if chosen is None:
            return ""
        category = self.say.code(chosen.category, "category") if chosen.category != "unspecified" else ""
        return " · ".join(part for part in (self.say.party(chosen.party), self.say.code(chosen.outcome, "outcome"), category) if part)

    def _narrowed(self, wanted: Wanted, *words: str) -> str:
        """What was asked for, in one line."""
        told = [f"{self.say.code(name, 'field')}: {self.say.field_value(value, name)}" for name, value in wanted.filter.pairs()]
        if wanted.as_of:
            told.append(f"{self.say.code('as_of', 'field')}: {self.say.day_words(wanted.as_of)}")
        return " · ".join(part for part in (*words, *told) if part)
