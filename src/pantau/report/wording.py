"""How the report words what the model holds in codes: days, periods, figures, parties. English, the same in every locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pantau.model import BestKnown
from pantau.world import World

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# What the web writes must never act: bidirectional overrides reorder the words around them, control characters break markup and
# terminals, and a lone surrogate (JSON may carry one) cannot be written as UTF-8. They are shown by their number instead.
_ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

# What `Names.spoken` reads: quotes as they stand, ISO days, codes (`ARM`, `ARM_CIV`), domains.
_CODED = re.compile(
    r"“[^”]{0,600}”|\"[^\"]{0,600}\"|\b\d{4}-\d\d-\d\d\b|\b[A-Z]{2,12}(?:_[A-Z]{2,8}){0,3}\b"
    r"|\b[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,4}\b"
)


@dataclass(frozen=True)
class Names:
    """Readable names: of parties by code, outlets by domain, agreements by their theatre's name. One without stands for itself."""

    parties: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    truces: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World) -> Names:
        """The names of everything this world knows."""
        parties = {code: party.name for code, party in world.parties.items()}
        return cls(parties, {source.domain: source.name for source in world.sources})

    def party(self, code: str | None) -> str:
        """The party's name, its opponents and civilians in words; the code itself where no name is known."""
        if code is None:
            return "not said"
        if code in self.parties:
            return self.parties[code]
        stem, suffix = code[:-4], code[-4:]
        if suffix == "_OPP" and stem:
            return f"opponents of {self.party(stem)}"
        return f"civilians of {self.party(stem)}" if suffix == "_CIV" and stem else code

    def parties_of(self, codes: tuple[str, ...]) -> str:
        """Several parties in one line."""
        return ", ".join(self.party(code) for code in codes)

    def spoken(self, sentence: str) -> str:
        """A sentence of pantau's own with names for the codes and domains in it and written days; what it quotes stays as it is."""
        return _CODED.sub(lambda match: match[0] if match[0][0] in '“"' else self._spoken(match[0]), sentence)

    def _spoken(self, word: str) -> str:
        if word[0].isdigit():
            day = parse_day(word)
            return f"{short_day(day)} {day.year}" if day else word
        return self.outlets.get(word) or (self.party(word) if word[:1].isupper() else word)

    def outlet(self, domain: str | None) -> str | None:
        """The outlet's name, else its domain; None where the page names none."""
        return self.outlets.get(domain, domain) if domain else None


class DayWords(NamedTuple):
    """One day or period for people and for machines: `iso` is a day or a start/end interval, None where nothing is known."""

    iso: str | None
    words: str


def day_words(day: date | None) -> DayWords:
    """One day: `Mon 26 Oct 2020`."""
    if day is None:
        return DayWords(None, "no day")
    return DayWords(day.isoformat(), f"{WEEKDAYS[day.weekday()]} {short_day(day)} {day.year}")


def period_words(start: date | None, end: date | None) -> DayWords:
    """A period that says where it is open: `1–2 Nov 2020`, `from 27 Sep 2020`, `until 10 Nov 2020`."""
    if start is None and end is None:
        return DayWords(None, "no day")
    if start is None or end is None:
        known, word = (start, "from") if start else (end, "until")
        assert known is not None
        return DayWords(f"{start or '..'}/{end or '..'}", f"{word} {short_day(known)} {known.year}")
    if start == end:
        return day_words(start)
    if start.year != end.year:
        words = f"{short_day(start)} {start.year} – {short_day(end)} {end.year}"
    elif start.month != end.month:
        words = f"{short_day(start)} – {short_day(end)} {end.year}"
    else:
        words = f"{start.day}–{short_day(end)} {end.year}"
    return DayWords(f"{start}/{end}", words)


def parse_day(words: str) -> date | None:
    """The day that `2020-10-26` names; None where there is no such day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def listed(words: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`, `no page`; thousands by commas."""
    if number > 1:
        return f"{number:,} {many or one + 's'}"
    return f"{'1' if number else 'no'} {one}"


def short_day(day: date) -> str:
    """A day without its year: `26 Oct`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def figure_words(low: int | None, high: int | None, qualifier: str) -> str:
    """A figure with what is sure about it: `43`, `about 2,000`, `at least 30`, `20–99`."""
    if low is None and high is None:
        return "not given"
    if low == high:
        return {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(qualifier, "") + f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    return f"at most {high:,}" if low is None else f"{'about ' if qualifier == 'about' else ''}{low:,}–{high:,}"


def span_words(best: BestKnown) -> str:
    """What is best known: one claimant's figure as it was given, else the span from the lowest to the highest."""
    if len(best.own) == 1:
        point = best.own[0].point
        return figure_words(point.low, point.high, point.qualifier)
    return figure_words(best.low, best.high, "exact")


def bounds_words(least: int, most: int) -> str:
    """`1`, or `1–3`."""
    return str(least) if least == most else f"{least}–{most}"


def count_words(what: str, number: int, ordinal: bool) -> str:
    """A told number of truces or meetings: `3 truces`, `truce no. 3`."""
    one = what.removesuffix("s")
    return f"{one} no. {number}" if ordinal else f"{number} {one if number == 1 else what}"


VERDICTS = {"equal": "agrees", "possible": "may be", "contradicted": "does not agree", "open": "not compared"}
"""How a told count fits the registry, in words."""


def plain(code: str) -> str:
    """A code of the vocabulary as words: `in_effect` is `in effect`."""
    return code.replace("_", " ")


def inert(words: str) -> str:
    """The words with every character that could act on its surroundings replaced by its visible number, such as `[U+202E]`."""
    return _ACTIVE.sub(lambda match: f"[U+{ord(match[0]):04X}]", words)


def language_tag(language: str | None) -> str | None:
    """The language as an attribute may carry it; None for anything that is no plain tag."""
    return language if language and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", language) else None


def web_link(url: str | None) -> str | None:
    """The address if it may become a link: http and https only, so that no script of a page is ever one click away."""
    return url if url and re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None
