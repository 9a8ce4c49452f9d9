"""Sentences from codes: the forms of one language filled with what a phrase holds, never with words of a page but between quotes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from pantau.model.sitrep import Arg, Phrase
from pantau.report.wording import Names, inert

LANGUAGES = ("id", "en")
_FOLDER = Path(__file__).parent / "words"
_PLACE = re.compile(r"\{([a-z0-9_]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_UNNAMED_TRUCE = re.compile(r"Ceasefire (of|told of on) (\d{4}-\d\d-\d\d|no day)(?: \(([^()]*)\))?")
"""What the registry calls a ceasefire that no theatre's file names."""
Form = str | Mapping[str, str]


@cache
def load_words(language: str) -> Mapping[str, Any]:
    """The tables of a language."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class _Filled:
    """A place of a form filled: the words (None: nothing to fill it) and the number it goes by."""

    words: str | None
    number: int = 1


class Grammar:
    """The grammar of one language with its names of parties, outlets and theatres."""

    def __init__(self, language: str, names: Names, theatres: Mapping[str, str]) -> None:
        self.language, self.names, self.theatres = language, names, theatres
        self.locale, self.words = Locale.parse(language), load_words(language)
        self.style: Mapping[str, Any] = self.words["style"]
        self._kinds: Mapping[str, Callable[[Arg], _Filled]] = {
            "parties": self._parties, "day": self._days("day"), "date": self._days("date"), "hour": self._hour,
            "period": lambda arg: _Filled(self.period(date.fromisoformat(arg.values[0]), date.fromisoformat(arg.values[1]))),
            "count": lambda arg: _Filled(self.count(int(arg.values[0])), int(arg.values[0])),
            "number": lambda arg: _Filled(self.number(int(arg.values[0])), int(arg.values[0])),
            "figure": self._figure, "people": self._people, "place": self._place, "code": self._code,
            "codes": lambda arg: _Filled(self.listed([self.words[arg.values[0]][code] for code in arg.values[1:]])),
            "deed": self._deed, "incident": self._incident,
            "outlet": lambda arg: _Filled(self.listed([self.outlet(each) for each in arg.values]), len(arg.values)),
            "language": lambda arg: _Filled(self.language_name(arg.values[0])),
            "truce": lambda arg: _Filled(self.truce(arg.values[0])), "words": self._quoted,
            "plain": lambda arg: _Filled(inert(arg.values[0]) if arg.values and arg.values[0] else None),
            "clause": lambda arg: _Filled(self.phrase(arg.clauses[0]) if arg.clauses else None),
            "clauses": lambda arg: _Filled(self.listed([self.phrase(each) for each in arg.clauses]) or None, len(arg.clauses)),
        }  # fmt: skip

    # sentences

    def sentence(self, phrase: Phrase) -> str:
        """A whole sentence: its first letter large, its point at the end."""
        words = self.phrase(phrase)
        return words[:1].upper() + words[1:]

    def phrase(self, phrase: Phrase) -> str:
        """A phrase in words; one whose form is not known is shown by its name, never dropped."""
        form = self.words["forms"].get(phrase.form)
        if form is None:
            return f"[{phrase.form}]"
        return self._fill(form, {arg.name: self._filled(arg) for arg in phrase.args})

    def _filled(self, arg: Arg) -> _Filled:
        if not arg.values and not arg.clauses:
            return _Filled(None, 0)
        return self._kinds[arg.kind](arg)

    def _fill(self, form: Form, filled: Mapping[str, _Filled]) -> str:
        text = form if isinstance(form, str) else self._by_number(form, filled)
        text = _OPTIONAL.sub(lambda match: self._kept(match[1], filled), text)
        return _PLACE.sub(lambda match: self._at(match[1], filled), text)

    @staticmethod
    def _by_number(form: Mapping[str, str], filled: Mapping[str, _Filled]) -> str:
        lead = form.get("by", "n")
        number = filled[lead].number if lead in filled else 1
        if number == 0 and "none" in form:
            return form["none"]
        return form.get("one", form["other"]) if number == 1 else form["other"]

    @staticmethod
    def _kept(stretch: str, filled: Mapping[str, _Filled]) -> str:
        """The stretch where everything in it has something to fill it, else nothing."""
        return stretch if all(filled.get(name, _Filled(None)).words for name in _PLACE.findall(stretch)) else ""

    def _at(self, name: str, filled: Mapping[str, _Filled]) -> str:
        found = filled.get(name)
        return str(self.style["nobody"]) if found is None or found.words is None else found.words

    # what fills them

    def listed(self, words: Sequence[str]) -> str:
        """`A`, `A and B`, `A, B and C`."""
        if len(words) < 2:
            return "".join(words)
        return f"{self.style['comma'].join(words[:-1])}{self.style['and']}{words[-1]}"

    def party(self, code: str) -> str:
        """A party's name with its article, its opponents and civilians in words."""
        if code in self.names.parties:
            return self.with_article(self.names.parties[code])
        stem, suffix = code[:-4], code[-4:]
        if suffix in ("_OPP", "_CIV") and stem:
            form = self.style["opponents" if suffix == "_OPP" else "civilians"]
            return str(form).format(party=self.party(stem))
        return inert(code)

    def with_article(self, name: str) -> str:
        """A name with the article that its words ask for; none in a language without."""
        article, rules = self.style["article"], self.words["article"]
        parts = name.partition(" (")[0].split() or [""]
        takes = parts[-1] in rules["last"] or (len(parts) > 1 and parts[0] in rules["first"]) or set(parts[1:-1]) & set(rules["inside"])
        return f"{article} {inert(name)}" if article and takes and not name.lower().startswith("the ") else inert(name)

    def truce(self, name: str) -> str:
        """A ceasefire by the name the theatre's file has for it in this language, or by what is told of it."""
        found = _UNNAMED_TRUCE.fullmatch(name)
        if found is None:
            return str(self.style["known_truce"]).format(name=self.with_article(self.names.truces.get(name, name)))
        codes = [code for code in (found[3] or "").split(", ") if code.isascii() and code.replace("_", "").isalnum()]
        on = None if found[2] == "no day" else self.day(date.fromisoformat(found[2]), "date")
        form = str(self.style["dated_truce" if found[1] == "of" else "told_truce"])
        return self._fill(form, {"date": _Filled(on), "parties": _Filled(self.listed([self.party(code) for code in codes]) or None)})

    def outlet(self, domain: str) -> str:
        """An outlet's name, else its domain."""
        return inert(self.names.outlet(domain) or self.words["frame"]["unnamed"])

    def theatre(self, theatre: str) -> str:
        """A theatre's name; all of them where none is named."""
        if not theatre:
            return str(self.words["frame"]["every"])
        return str(self.style["other_theatre"]) if theatre == "other" else inert(self.theatres.get(theatre, theatre))

    def language_name(self, tag: str) -> str:
        """A language's name."""
        return str(self.locale.languages.get(tag, tag or "?"))

    def number(self, number: int) -> str:
        """A number in figures."""
        return str(format_decimal(number, locale=self.locale))

    def count(self, number: int) -> str:
        """A number in prose: a word up to nine, figures beyond."""
        small: Sequence[str] = self.style["numbers"]
        return small[number] if 0 <= number < len(small) else self.number(number)

    def day(self, day: date, form: str = "day") -> str:
        """A day with its weekday, or (`date`) without."""
        return str(format_date(day, self.style[form], locale=self.locale))

    def period(self, first: date, last: date) -> str:
        """A day with its weekday, or a period from day to day."""
        if first == last:
            return self.day(first)
        form = "date" if first.year != last.year else "day_of_month"
        begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else self.day(first, form)
        dash = "–" if begins.isdecimal() else " – "
        return f"{begins}{dash}{self.day(last, 'date')}"

    def instant(self, at: datetime) -> str:
        """An instant in UTC."""
        return f"{self.day(at.date(), 'date')}, {format_datetime(at, self.style['hour'], locale=self.locale)} UTC"

    def figure(self, low: int | None, high: int | None, qualifier: str) -> str:
        """A figure with what is sure about it."""
        words = self.words["figure"]
        if low is None and high is None:
            return str(words["none"])
        if low is None or high is None:
            known, form = (low, "at_least") if high is None else (high, "at_most")
            return str(words[form]).format(n=self.number(known or 0))
        if low != high:
            span = str(words["range"]).format(low=self.number(low), high=self.number(high))
            return str(words["about"]).format(n=span) if qualifier == "about" else span
        return str(words.get(qualifier, "{n}")).format(n=self.number(low))

    def quoted(self, words: str) -> str:
        """Words of others, marked as such."""
        return f"{self.style['open']}{inert(' '.join(words.split()))}{self.style['close']}"

    def _parties(self, arg: Arg) -> _Filled:
        return _Filled(self.listed([self.party(code) for code in arg.values]), len(arg.values))

    def _days(self, form: str) -> Callable[[Arg], _Filled]:
        def fill(arg: Arg) -> _Filled:
            days = sorted(date.fromisoformat(day) for day in arg.values)
            return _Filled(self.listed([self.day(day, form) for day in days]), len(days))

        return fill

    def _hour(self, arg: Arg) -> _Filled:
        at = datetime.fromisoformat(arg.values[0])
        offset = at.strftime("%z")
        hours = offset[:3].replace("+0", "+").replace("-0", "-")
        zone = f"UTC{hours}:{offset[3:5]}".removesuffix(":00") if offset.strip("+-0") else "UTC"
        return _Filled(f"{format_datetime(at, self.style['hour'], locale=self.locale)} ({zone})")

    def _figure(self, arg: Arg) -> _Filled:
        low, high = (int(each) if each else None for each in arg.values[:2])
        return _Filled(self.figure(low, high, arg.values[2]), 1 if (low, high) == (1, 1) else 2)

    def _people(self, arg: Arg) -> _Filled:
        """`43 soldiers of Armenia`: low, high, qualifier, category, party."""
        low, high = (int(each) if each else None for each in arg.values[:2])
        number = 1 if (low, high) == (1, 1) else 2
        party = _Filled(self.party(arg.values[4]) if arg.values[4] else None)
        people = self._fill(self.words["people"][arg.values[3]], {"n": _Filled("", number), "party": party})
        return _Filled(f"{self.figure(low, high, arg.values[2])} {people}")

    def _place(self, arg: Arg) -> _Filled:
        name, other = arg.values[0], arg.values[1] if len(arg.values) > 1 else ""
        return _Filled(inert(f"{name} ({other})" if other and other != name else name))

    def _code(self, arg: Arg) -> _Filled:
        table, code = arg.values
        return _Filled(str(self.words[table].get(code, code.replace("_", " "))))

    def _deed(self, arg: Arg) -> _Filled:
        """Who did what to whom: type, modality, then actors and recipients as two lists of codes between blanks."""
        kind, modality, actors, recipients = arg.values[0], arg.values[1], arg.values[2].split(), arg.values[3].split()
        whom = [code for code in recipients if len(actors) < 2 or code not in actors]
        forms = self.words["deed"].get(kind.lower(), self.words["deed"]["other"])
        if kind == "ASSAULT" and len(actors) > 1 and not whom:
            forms = self.words["deed"]["together_assault"]
        form = forms[2] if whom and not actors else forms[1] if whom else forms[0]
        did = str(form).format(whom=self.listed([self.party(code) for code in whom]))
        if actors or not whom:
            who = self.listed([self.party(code) for code in actors]) or str(self.style["nobody"])
            did = self._fill(self.words["forms"]["inc.did"], {"who": _Filled(who), "did": _Filled(did)})
        around = self.words["modality"].get(modality, "{deed}")
        return _Filled(str(around).format(deed=did))

    def _incident(self, arg: Arg) -> _Filled:
        return _Filled(self.listed(arg.values), len(arg.values))

    def _quoted(self, arg: Arg) -> _Filled:
        return _Filled(self.quoted(arg.values[0]) if arg.values and arg.values[0].strip() else None)
