"""Dates and times in running text, each with its span, the days it means and how exactly it says so.

The story in four steps: runs of date words (calendar_lexer) → the longest shape that fits (calendar_words) → its reading
(date_forms) → the words before it: since, until, between (here). Nothing is guessed: a date that cannot be resolved is found all
the same, with no days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pantau.errors import KnowledgeError
from pantau.extract.calendar_lexer import DateToken, Fit, find_runs, fits_at
from pantau.extract.calendar_scene import Found, Roles, Scene
from pantau.extract.calendar_words import TOKEN, Calendar, Phrase, load_calendar
from pantau.extract.date_forms import READINGS
from pantau.extract.number_words import NumberWords, load_number_words
from pantau.lang.pack import Pack
from pantau.model.span import Span

_SENTENCE_END = re.compile(r"[.!?]\s|\n")

FORMS = ("absolute", "weekday", "relative", "duration", "set", "reference", "season")
DIRECTIONS = ("at", "from", "until")


class Anchor(NamedTuple):
    """What dates are resolved against: the day of publication and the day the narrative last named."""

    published: date | None = None
    narrative: date | None = None


class DateMention(NamedTuple):
    """One date. Days are None where they cannot be told; `direction` is how the words before it mean it (behind "since" a date only
    begins); `value` is the TIMEX3 value; `problem` says what does not add up: `weekday`, `order` (month first), `year`."""

    span: Span
    began_on: date | None
    ended_on: date | None
    precision: str
    form: str
    direction: str
    value: str | None
    problem: str | None

    @property
    def label(self) -> str:
        """The TIMEX3 class: DATE, TIME, DURATION or SET."""
        if self.form in ("duration", "set"):
            return self.form.upper()
        timed = "T" in (self.value or "") and self.form not in ("reference", "season") and not (self.value or "").endswith("_REF")
        return "TIME" if self.precision == "instant" or timed else "DATE"


@dataclass
class _Grammar:
    calendar: Calendar
    numbers: NumberWords
    memory: dict[str, tuple[Fit, ...]] = field(default_factory=dict)


def find_dates(text: str, start: int, end: int, anchor: Anchor, pack: Pack, cache: dict[str, object]) -> list[DateMention]:
    """Every date and time in `text[start:end]`, in order, without overlap, resolved against the anchor."""
    grammar = _grammar(pack, cache)
    scene = Scene(_sane(anchor.published), _sane(anchor.narrative), grammar.calendar, grammar.numbers)
    found: list[DateMention] = []
    for run in find_runs(text, start, end, grammar.calendar):
        i = 0
        while i < len(run):
            taken = _read(text, start, run, i, scene, grammar, found)
            i += taken or 1
    return _linked(text, _clocks_beside_days(text, found), grammar.calendar)


def _sane(on: date | None) -> date | None:
    """A day of the age of news; others (a page dated 0001) would only overflow the arithmetic."""
    return on if on and 1800 <= on.year <= 2200 else None


def _grammar(pack: Pack, cache: dict[str, object]) -> _Grammar:
    key = f"date_grammar/{pack.language}"
    grammar = cache.get(key)
    if not isinstance(grammar, _Grammar):
        numbers = load_number_words(pack)
        grammar = _Grammar(load_calendar(pack, numbers), numbers)
        for pattern in grammar.calendar.patterns:
            if pattern.reading not in READINGS:
                what = f"a pattern names the unknown reading `{pattern.reading}`"
                raise KnowledgeError(what, where=f"{pack.language}/calendar.toml", todo=f"one of {', '.join(READINGS)}")
        cache[key] = grammar
    return grammar


def _read(text: str, start: int, run: list[DateToken], i: int, scene: Scene, grammar: _Grammar, found: list[DateMention]) -> int:
    """Read the longest shape at token `i` that makes sense into `found`; how many tokens it took, 0 if none."""
    fits = fits_at(run, i, grammar.calendar, grammar.memory)
    if not fits:
        return 0
    before = _words_before(text, start, run[i].start)
    calendar = grammar.calendar
    scene.ahead = _is_ahead(before, calendar)
    scene.in_sentence = scene.last_end >= 0 and not _SENTENCE_END.search(text, scene.last_end, run[i].start)
    scene.aged = bool(before) and (before[-1],) in calendar.cues["age"]
    scene.year_cued = _is_year(text, run, i, before, calendar)
    for fit in fits:
        pattern = calendar.patterns[fit.pattern]
        results = READINGS[pattern.reading](Roles(run[i : i + fit.length], fit.roles), scene)
        if results is None:
            continue
        for result in results:
            mention = _mention(result, _direction(before, calendar))
            found.append(mention)
            if result.stretch.precision in ("day", "instant") and result.stretch.began:
                scene.last, scene.last_end = result.stretch.began, result.end
        return fit.length
    return 0


def _words_before(text: str, start: int, at: int) -> list[str]:
    """The words and signs of the clause before a place, nearest last."""
    from_here = max(start, at - 90)
    clause = text[from_here:at]
    for sign in '.;:!?\n"“”':
        cut = clause.rfind(sign)
        if cut >= 0:
            clause = clause[cut + 1 :]
    return [m.group().lower() for m in TOKEN.finditer(clause)][-12:]


def _is_ahead(before: list[str], calendar: Calendar) -> bool:
    """Whether the clause before the date plans: "akan", "dijadwalkan", with no comma or verb of saying in between."""
    for i in range(len(before) - 1, -1, -1):
        if before[i] == "," or (before[i],) in calendar.cues["cut"]:
            return False
        if (before[i],) in calendar.cues["future"] or tuple(before[i : i + 2]) in calendar.cues["future"]:
            return True
    return False


def _is_year(text: str, run: list[DateToken], i: int, before: list[str], calendar: Calendar) -> bool:
    """Whether a bare four-digit number is a year: behind a word of time, or with nothing behind it that it could count."""
    if before and (before[-1],) in calendar.cues["year"]:
        return True
    if "year" not in run[i].classes:
        return False
    after = text[run[i].end : run[i].end + 2]
    ahead = text[max(0, run[i].start - 2) : run[i].start]
    touched = after[:1].isalpha() or (after[:1] in tuple("%/-")) or ahead[-1:] in tuple("-/$")
    if touched or ahead.strip()[-1:].isdecimal() or (after[:1] in (".", ",") and after[1:].isdecimal()):
        return False
    follower = after.strip()[:1]
    return not (follower.islower() or follower.isdecimal())


def _direction(before: list[str], calendar: Calendar) -> str:
    """How the words directly before a date mean it; glued words count by their end ("Iransejak Jumat")."""
    if not before:
        return "at"
    for name in ("from", "until"):
        for phrase in calendar.cues[name]:
            glued = len(phrase) == 1 and len(phrase[0]) > 4 and before[-1].endswith(phrase[0])
            if glued or tuple(before[-len(phrase) :]) == phrase:
                return name
    return "at"


def _mention(result: Found, direction: str) -> DateMention:
    began, ended, precision, value = result.stretch
    if result.form in ("duration", "set"):
        direction = "at"
    if precision == "range" and result.form == "absolute" and direction != "at":
        direction = "at"  # "sejak 2 hingga 13 Juni": both ends are said
    if direction == "from":
        ended = None
    elif direction == "until":
        began = None
    return DateMention(Span(result.start, result.end), began, ended, precision, result.form, direction, value, result.problem)


def _clocks_beside_days(text: str, found: list[DateMention]) -> list[DateMention]:
    """ "Pukul 16.00 WIB, Selasa (17/6)": a clock directly before a day belongs to it."""
    mended = list(found)
    for i, (a, b) in enumerate(pairwise(found)):
        day = b.began_on or b.ended_on
        gap = text[a.span.end : b.span.start]
        if a.precision == "instant" and a.value and day and b.precision == "day" and len(gap) < 8 and "." not in gap:
            mended[i] = a._replace(began_on=day, ended_on=day, value=f"{day.isoformat()}T{a.value.rpartition('T')[2]}")
    return mended


def _linked(text: str, found: list[DateMention], calendar: Calendar) -> list[DateMention]:
    """ "Dari 3 hingga 5 Mei", "antara Senin dan Rabu": both ends carry the whole range."""
    for i in range(len(found) - 1):
        a, b = found[i], found[i + 1]
        began, ended = a.began_on or a.ended_on, b.ended_on or b.began_on
        if not began or not ended or began >= ended or b.span.start - a.span.end > 16 or "duration" in (a.form, b.form):
            continue
        link: Phrase = tuple(m.group().lower() for m in TOKEN.finditer(text, a.span.end, b.span.start))
        before = _words_before(text, max(0, a.span.start - 40), a.span.start)
        between = link in calendar.cues["and"] and bool(before) and (before[-1],) in calendar.cues["between"]
        if link in calendar.cues["to"] or between:
            found[i] = a._replace(began_on=began, ended_on=ended, precision="range", direction="from")
            found[i + 1] = b._replace(began_on=began, ended_on=ended, precision="range", direction="until")
    return found
