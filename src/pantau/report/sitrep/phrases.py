"""Phrases put together: what fills a form, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pantau.model import Incident, Place, Point
from pantau.model.sitrep import Arg, Phrase, ToldFigure


def phrase(form: str, *args: Arg | None) -> Phrase:
    """A form filled; what is None is left out."""
    return Phrase(form, tuple(arg for arg in args if arg is not None))


def parties(name: str, codes: Iterable[str]) -> Arg:
    """Parties by code."""
    return Arg(name, "parties", tuple(codes))


def on(name: str, day: date | None, *more: date, kind: str = "date") -> Arg:
    """A day, or several; with its weekday where `kind` is `day`."""
    return Arg(name, kind, tuple(each.isoformat() for each in (day, *more) if each is not None))


def at(name: str, instant: datetime | None) -> Arg:
    """The hour of an instant in its own zone."""
    return Arg(name, "hour", (instant.isoformat(),) if instant else ())


def over(name: str, first: date, last: date) -> Arg:
    """A period."""
    return Arg(name, "period", (first.isoformat(), last.isoformat()))


def count(name: str, number: int) -> Arg:
    """A number in prose, which a form may go by."""
    return Arg(name, "count", (str(number),))


def number(name: str, number: int) -> Arg:
    """A number in figures."""
    return Arg(name, "number", (str(number),))


def code(name: str, vocabulary: str, value: str) -> Arg:
    """A code of a vocabulary."""
    return Arg(name, "code", (vocabulary, value))


def codes(name: str, vocabulary: str, values: Iterable[str]) -> Arg | None:
    """Several codes of a vocabulary; None for none."""
    some = tuple(values)
    return Arg(name, "codes", (vocabulary, *some)) if some else None


def figure(name: str, low: int | None, high: int | None, qualifier: str) -> Arg:
    """A figure."""
    return Arg(name, "figure", (_figure(low), _figure(high), qualifier))


def people(name: str, point: Point | ToldFigure, category: str, party: str | None) -> Arg:
    """So many people of a party."""
    return Arg(name, "people", (_figure(point.low), _figure(point.high), point.qualifier, category, party or ""))


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)


def incident(*ids: str, name: str = "incident") -> Arg:
    """Incidents by id."""
    return Arg(name, "incident", ids)


def deed(name: str, one: Incident) -> Arg:
    """Who did what to whom: the commonest type and modality, every party."""
    kind, how = (one.types or ("",))[0], (one.modalities or ("occurred",))[0]
    return Arg(name, "deed", (kind, how, " ".join(one.actors[:4]), " ".join(one.recipients[:4])))


def place(name: str, where: Place | None) -> Arg:
    """A place by the names the gazetteer has, never by a page's words; nothing where it is none of these."""
    known = where is not None and where.name and where.precision != "unknown"
    return Arg(name, "place", ((where.name or "", where.other_name or "") if where and known else ()))


def truce(name: str) -> Arg:
    """A ceasefire by its kept name."""
    return Arg("truce", "truce", (name,))


def clause(name: str, inner: Phrase | None) -> Arg | None:
    """A phrase within another."""
    return Arg(name, "clause", (), (inner,)) if inner else None


def clauses(name: str, inner: Iterable[Phrase]) -> Arg:
    """Several phrases within another."""
    return Arg(name, "clauses", (), tuple(inner))


def report(number_: int, version: int) -> Arg:
    """A report by number and version."""
    inner = phrase("report", Arg("number", "plain", (str(number_),)), Arg("version", "plain", (str(version),)))
    return Arg("report", "clause", (), (inner,))


def statuses(found: Mapping[str, int]) -> Arg:
    """How many stand how."""
    return clauses("counts", (phrase("count.status", count("n", n), code("status", "status", s)) for s, n in found.items()))


def plain(name: str, words: str) -> Arg:
    """A name or number that is shown as it is: of a person, a version."""
    return Arg(name, "plain", (words,) if words else ())


def quoted(name: str, words: str) -> Arg:
    """Words of a person, shown between quotes."""
    return Arg(name, "words", (words,) if words.strip() else ())


def day_word(name: str, day: str) -> Arg:
    """A day that is kept as ISO words; nothing where it is none."""
    return Arg(name, "date", (day,) if day and day != "None" else ())


def outlets(name: str, domains: Iterable[str | None]) -> Arg:
    """Outlets by domain."""
    return Arg(name, "outlet", tuple(domain for domain in domains if domain))


def language(name: str, tag: str) -> Arg:
    """A language by its tag."""
    return Arg(name, "language", (tag,))
