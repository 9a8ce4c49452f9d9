"""How the desk words what the model holds in codes, in the language of the one who looks: days, figures, parties, codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup

from pantau.knowledge import Knowledge
from pantau.report.wording import Names, inert
from pantau.web.translating import load_translations
from pantau.web.vocabulary import CODES, WHAT

_DAY, _SHORT = "EEE d MMM y", "d MMM y"
_PARTY_SLOTS = frozenset(("actors", "recipients", "claimant", "code", "targets", "party", "parties", "brokers"))
_WORDED = {
    "type": "type", "stance": "stance", "outcome": "outcome", "stage": "stage", "category": "category", "measure": "measure",
    "qualifier": "qualifier", "modality": "modality", "provisions": "provision",
}  # fmt: skip


def names_of(knowledge: Knowledge, language: str) -> Names:
    """Readable names of parties and outlets in a language, the world's own where the language has none."""
    names = Names.of(knowledge.world)
    pack = knowledge.packs.get(language)
    called: dict[str, str] = {}
    for _, table in pack.tables.get("names", ()) if pack and language != "en" else ():
        for section in ("states", "groups"):
            rows = table.get(section, {})
            for code, row in rows.items() if isinstance(rows, dict) else ():
                words = row.get("names") if isinstance(row, dict) else None
                if isinstance(words, list) and words and code in names.parties:
                    called[code] = str(words[0])
    return Names({**names.parties, **called}, names.outlets)


class Wording:
    """Words of one language."""

    def __init__(self, language: str, names: Names, theatres: Mapping[str, str]) -> None:
        self.language, self.names, self.theatres = language, names, theatres
        self.locale = Locale.parse(language)
        self.messages = load_translations(language)

    def code(self, code: str | None, vocabulary: str) -> str:
        """A code in words; the code itself where the vocabulary has none."""
        words = CODES[vocabulary].get(code or "")
        return (code or "").replace("_", " ") if words is None else self.messages.pgettext(vocabulary, words)

    def codes(self, vocabulary: str) -> tuple[str, ...]:
        """All codes of a vocabulary, in its order."""
        return tuple(CODES[vocabulary])

    def what(self, code: str) -> str:
        """A type, stance, outcome or stage in words."""
        return next((self.code(code, name) for name in WHAT if code in CODES[name]), code)

    def party(self, code: str | None) -> str:
        """A party's name; its opponents and civilians in words."""
        if not code:
            return self.messages.pgettext("party", CODES["party"][""])
        if code in self.names.parties:
            return self.names.parties[code]
        stem, suffix = code[:-4], code[-4:]
        if suffix == "_OPP" and stem:
            return self.messages.gettext("opponents of %(party)s") % {"party": self.party(stem)}
        if suffix == "_CIV" and stem:
            return self.messages.gettext("civilians of %(party)s") % {"party": self.party(stem)}
        return code

    def parties(self, codes: Sequence[str]) -> str:
        """Several parties in one line."""
        return ", ".join(map(self.party, codes))

    def outlet(self, domain: str | None) -> str:
        """An outlet's name, else its domain."""
        return self.names.outlet(domain) or self.messages.gettext("outlet not named")

    def theatre(self, theatre: str) -> str:
        """A theatre's name."""
        return self.theatres.get(theatre) or self.code(theatre, "theatre")

    def number(self, number: int) -> str:
        """A number with its thousands set apart as the language does."""
        return str(format_decimal(number, locale=self.locale))

    def day(self, day: date | str | None) -> Markup:
        """One day with its weekday, for people and machines."""
        known = _as_day(day)
        if known is None:
            return Markup('<span class="nil">{}</span>').format(self.messages.gettext("no day"))
        return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), format_date(known, _DAY, locale=self.locale))

    def day_words(self, day: date | str | None) -> str:
        """One day without its weekday, as plain words."""
        known = _as_day(day)
        return self.messages.gettext("no day") if known is None else str(format_date(known, _SHORT, locale=self.locale))

    def period(self, first: date | str | None, last: date | str | None) -> Markup:
        """A period that says where it is open; one day where it is one."""
        start, end = _as_day(first), _as_day(last)
        if start is None or end is None or start == end:
            only = self.day(start or end)
            if start is None and end is not None:
                return Markup("{} {}").format(self.messages.gettext("until"), only)
            return only
        first_words = format_date(start, self._start_form(start, end), locale=self.locale)
        words = f"{first_words} – {format_date(end, _SHORT, locale=self.locale)}"
        return Markup('<time datetime="{}/{}">{}</time>').format(start.isoformat(), end.isoformat(), words)

    @staticmethod
    def _start_form(start: date, end: date) -> str:
        if start.year != end.year:
            return _SHORT
        return "d MMM" if start.month != end.month else "d"

    def instant(self, at: datetime | str | None, zone: str | None = None) -> Markup:
        """An instant in the theatre's zone, else as stated, with UTC beside."""
        known = datetime.fromisoformat(at) if isinstance(at, str) else at
        if known is None:
            return Markup("")
        if known.tzinfo is None:
            return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), self._clock(known))
        local, utc = known.astimezone(ZoneInfo(zone)) if zone else known, known.astimezone(UTC)
        words = Markup("{} {}").format(self._clock(local), local.tzname() or "")
        if local.utcoffset() != utc.utcoffset():
            words += Markup(' <span class="soft">({} UTC)</span>').format(format_datetime(utc, "HH:mm", locale=self.locale))
        return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), words)

    def _clock(self, at: datetime) -> str:
        return str(format_datetime(at, "d MMM y HH:mm", locale=self.locale))

    def figure(self, low: int | None, high: int | None, qualifier: str = "exact") -> str:
        """A figure with what is sure about it: `43`, `about 2,000`, `at least 30`, `20–99`."""
        if low is None and high is None:
            return self.messages.gettext("not given")
        if low is not None and low == high:
            words = self.number(low)
            return f"{self.code(qualifier, 'qualifier')} {words}" if qualifier in ("about", "at_least", "at_most") else words
        if low is None or high is None:
            known, open_end = (low, "at_least") if high is None else (high, "at_most")
            assert known is not None
            return f"{self.code(open_end, 'qualifier')} {self.number(known)}"
        span = f"{self.number(low)}–{self.number(high)}"
        return f"{self.code('about', 'qualifier')} {span}" if qualifier == "about" else span

    def bounds(self, least: int, most: int) -> str:
        """`1`, or `1–3`."""
        return self.number(least) if least == most else f"{self.number(least)}–{self.number(most)}"

    def slot(self, value: Any, slot: str) -> Any:
        """A slot's value in words."""
        if value is None or value == ():
            return ""
        if slot in _PARTY_SLOTS:
            return self.party(value) if isinstance(value, str) else self.parties(value)
        if slot.endswith("_on") or slot == "as_of":
            return self.day(value)
        if slot in _WORDED:
            return ", ".join(self.code(each, _WORDED[slot]) for each in ((value,) if isinstance(value, str) else value))
        if isinstance(value, int):
            return self.number(value)
        return ", ".join(value) if isinstance(value, tuple) else value

    def language_name(self, tag: str | None) -> str:
        """A language's name."""
        return str(self.locale.languages.get(tag or "", tag or self.messages.gettext("language not told")))

    def filters(self) -> dict[str, Any]:
        """What templates may ask for, by name."""
        names = (
            "code",
            "what",
            "party",
            "parties",
            "outlet",
            "theatre",
            "number",
            "day",
            "day_words",
            "period",
            "instant",
            "slot",
            "language_name",
        )
        return {name: getattr(self, name) for name in names} | {"inert": inert, "field_value": self.field_value}

    def field_value(self, value: str, field: str) -> str:
        """A value of the filter in words."""
        match field:
            case "since" | "until" | "as_of":
                return self.day_words(value)
            case "party" | "whose":
                return self.party(value)
            case "theatre":
                return self.theatre(value)
            case "type":
                return self.what(value)
            case "status" | "kind" | "check" | "outcome" | "category":
                return self.code(value, field)
            case "outlet":
                return self.outlet(value)
            case "language":
                return self.language_name(value)
        return value


def _as_day(day: date | str | None) -> date | None:
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, str):
        return date.fromisoformat(day[:10]) if len(day) >= 10 else None
    return day
