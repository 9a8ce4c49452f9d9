"""The pictures of the situation in the language of the one who looks: the map and the timeline, each wide and for a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial

from babel.dates import format_date, get_month_names
from markupsafe import Markup

from pantau.report.pictures.frame import PHONE, Calendar, Head
from pantau.web.filters import Filter
from pantau.web.maps import MapWords, both_names, draw_key, draw_map
from pantau.web.timelines import TimeWords, draw_timeline
from pantau.web.views.disputes import MapLine
from pantau.web.views.news import new_filter, new_records_filter
from pantau.web.views.situation import Period, PlaceMark, SituationMap, Timeline
from pantau.web.wording import Wording

_MAP_WIDTH, _TIME_WIDTH, _FILE_WIDTH = 800, 1200, 1000
_MOST_TOLD = 5
Linking = Callable[..., str]
Drawer = Callable[[str, int], Markup]
"""Draws a picture under a name, so wide."""


class Overview:
    """Map and timeline with the words of one language."""

    def __init__(self, wording: Wording) -> None:
        self.say, self._ = wording, wording.messages.gettext
        months = get_month_names("abbreviated", locale=wording.locale)
        self.calendar = Calendar(tuple(str(months[number]) for number in range(1, 13)))

    def sign(self, kind: str) -> Markup:
        """A sign of the map's key."""
        return draw_key(kind)

    def place(self, mark: PlaceMark) -> str:
        """Both names of a place."""
        return both_names(mark.place.name or mark.place.raw, mark.place.other_name)

    def incidents(self, number: int) -> str:
        """So many incidents."""
        many = self.say.messages.ngettext("%(num)s incident", "%(num)s incidents", number)
        return many % {"num": self.say.number(number)}

    def country(self, code: str, name: str) -> str:
        """A country's name in this language, else the atlas's."""
        return self.say.party(code) if code in self.say.names.parties else name

    def mark_title(self, mark: PlaceMark) -> str:
        """What a mark says when pointed at."""
        return f"{self.place(mark)} ({self.say.code(mark.place.precision, 'precision')}): {self.incidents(mark.incidents)}"

    def mark_at(self, mark: PlaceMark, link: Linking) -> str:
        """Where a mark leads: to its incident, or to the list of those at the place."""
        return link("incident", incident=mark.incident) if mark.incident else link("incidents", place=mark.key)

    def map(self, page: SituationMap, link: Linking) -> Markup:
        """The map, wide and for a phone."""
        return _of_both(self._map_drawer(page, link), _MAP_WIDTH)

    def one_map(self, page: SituationMap, link: Linking) -> Markup:
        """The map alone, for a file."""
        return self._map_drawer(page, link)("f", _FILE_WIDTH)

    def _map_drawer(self, page: SituationMap, link: Linking) -> Drawer:
        words = MapWords(self._("approximate"), self._("{km} km"), self.say.language)
        hrefs, titles = ({mark.key: f(mark) for mark in page.marks} for f in (partial(self.mark_at, link=link), self.mark_title))
        return lambda name, width: draw_map(
            page.extent, page.marks, page.disputed, page.lines, width=width,
            head=Head(f"map-{name}", self._("Map of incidents"), self.map_summary(page)),
            href=lambda mark: hrefs[mark.key], title=lambda mark: titles[mark.key], country=self.country, words=words,
        )  # fmt: skip

    def map_key(self, page: SituationMap) -> list[tuple[str, str]]:
        """The signs on the map with what they mean."""
        key = [
            ("dot", self._("a settlement or point; the larger, the more incidents")),
            ("around", self._("somewhere in a district or region, drawn about 20 or 70 km around its middle")),
        ]
        if page.disputed:
            key.append(("disputed", self._("disputed area, approximate: its middle is known here, not its outline")))
        meanings = {
            "contact": ("contact", self._("line of contact, approximate")),
            "border": ("border", self._("border told by a theatre, approximate")),
            "area": ("outline", self._("outline of an area in dispute, approximate")),
        }
        return key + [meanings[kind] for kind in meanings if kind in {line.kind for line in page.lines}]

    def line_words(self, line: MapLine) -> str:
        """A line's name and its days."""
        first, last = (self.say.day_words(day) if day else "" for day in (line.from_on, line.until_on))
        return f"{line.name_in(self.say.language)} ({first} – {last})"

    def map_summary(self, page: SituationMap) -> str:
        """What the map shows, in words."""
        inside = [mark for mark in page.marks if page.extent.holds(mark.place.lat, mark.place.lon)]
        told = "; ".join(f"{self.place(mark)}: {self.incidents(mark.incidents)}" for mark in inside[:_MOST_TOLD])
        if not inside:
            return self._("No place in this frame.")
        more = len(inside) - _MOST_TOLD
        rest = " " + self._("The table has {number} more places.").format(number=self.say.number(more)) if more > 0 else ""
        most = self._("Most incidents:")
        return f"{most} {told}.{rest}"

    def timeline(self, line: Timeline, wanted: Filter, link: Linking) -> Markup:
        """The timeline, wide and for a phone."""
        return _of_both(self._time_drawer(line, wanted, link), _TIME_WIDTH)

    def one_timeline(self, line: Timeline, wanted: Filter, link: Linking) -> Markup:
        """The timeline alone, for a file."""
        return self._time_drawer(line, wanted, link)("f", _TIME_WIDTH)

    def _time_drawer(self, line: Timeline, wanted: Filter, link: Linking) -> Drawer:
        href = cache(lambda period, value: link("incidents", filter=narrowed(wanted, line.by, period, value)))
        title = cache(lambda period, value, n: f"{self.period(line, period)} · {self.value(line, value)}: {self.say.number(n)}")
        return lambda name, width: draw_timeline(
            line, head=Head(f"days-{name}", self._("Incidents over time"), self.timeline_summary(line)), width=width,
            calendar=self.calendar, words=TimeWords(self._("others")), name=lambda value: self.value(line, value),
            href=href, title=title,
        )  # fmt: skip

    def timeline_summary(self, line: Timeline) -> str:
        """What the timeline shows, in words."""
        if not line.periods:
            return ""
        most = max(line.periods, key=lambda period: (period.incidents, period.first_on))
        return self._("Most in {period}: {incidents}. From {first} to {last}.").format(
            period=self.period(line, most), incidents=self.incidents(most.incidents),
            first=self.say.day_words(line.periods[0].first_on), last=self.say.day_words(line.periods[-1].last_on),
        )  # fmt: skip

    def value(self, line: Timeline, value: str | None) -> str:
        """A status or type in words; None: others."""
        return self.say.code(value, line.by) if value else self._("others")

    def period(self, line: Timeline, period: Period) -> str:
        """A period in words."""
        if line.unit == "month":
            return str(format_date(period.first_on, "MMMM y", locale=self.say.locale))
        if line.unit == "year":
            return str(period.first_on.year)
        return str(self.say.period(period.first_on, period.last_on).striptags())

    def period_at(self, line: Timeline, wanted: Filter, period: Period, link: Linking, value: str | None = None) -> str:
        """The list of the incidents of a period."""
        return link("incidents", filter=narrowed(wanted, line.by, period, value))

    def earlier_at(self, line: Timeline, wanted: Filter, link: Linking) -> str:
        """The list of what lies before the timeline."""
        return link("incidents", filter=replace(wanted, until=date.fromordinal(line.periods[0].first_on.toordinal() - 1)))

    def new_at(self, name: str, wanted: Filter, since: date | None, link: Linking, kind: str = "", what: str = "") -> str:
        """The list of what is new."""
        new = new_filter(wanted, since) or wanted
        return link(name, filter=new_records_filter(new, kind, what) if kind else new)

    def read_at(self, name: str, wanted: Filter, since: str, link: Linking, kind: str = "", what: str = "") -> str:
        """The list of what was read since a moment."""
        return link(name, filter=new_records_filter(wanted, kind, what) if kind else wanted, read_since=since)


def narrowed(wanted: Filter, by: str, period: Period, value: str | None) -> Filter:
    """The filter of one part of the timeline."""
    found = replace(wanted, since=period.first_on, until=period.last_on)
    return found.with_one(by, value) if value else found


def _of_both(draw: Drawer, width: int) -> Markup:
    """A picture in both sizes; the page shows the one that fits. A group of links, not one image."""
    wide, phone = (
        Markup(str(draw(name, size)).replace('role="img"', 'role="group"', 1)) for name, size in (("w", width), ("p", PHONE))
    )
    return Markup('<div class="if-wide">{}</div><div class="if-phone">{}</div>').format(wide, phone)
