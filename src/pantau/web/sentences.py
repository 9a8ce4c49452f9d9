"""Sentences that reading and joining keep in English, said again in the language of the one who looks, parties and days in its words.

The store keeps a reason, a finding or a way of inferring as one English sentence. Each form such a sentence takes is known here; one
that is not is shown as it stands, marked as English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from babel.dates import format_date
from markupsafe import Markup

from pantau.report.wording import inert
from pantau.web.wording import Wording

_DAY, _NUMBER, _CODE = r"\d{4}-\d\d-\d\d", r"-?\d+", r"[A-Z][A-Z0-9_]*"
_WHOSE = (
    rf"(?P<claimant>[^:]{{1,60}}): (?P<party>{_CODE}|unnamed|its own)(?: (?P<category>military|civilian))? people "
    r"(?P<outcome>\w+): "
)


class Form(NamedTuple):
    """How a sentence is written in the store, and the message that says it; named parts are filled in by their kind."""

    written: re.Pattern[str]
    message: str


def _form(written: str, message: str) -> Form:
    return Form(re.compile(written), message)


FORMS: tuple[Form, ...] = (
    _form("every record of it is withdrawn by decision", "every record of it is withdrawn by decision"),
    _form(
        "two people who neither entered nor decided it say so: (?P<words>.+)",
        "two people who neither entered nor decided it say so: %(words)s",
    ),
    _form("an observation, and one other person: (?P<words>.+)", "an observation, and one other person: %(words)s"),
    _form("decided by (?P<words>.+)", "decided by %(words)s"),
    _form("denied or countered by (?P<parties>.+), whom it names", "denied or countered by %(parties)s, whom it names"),
    _form(
        r"at least (?P<number>\d+) independent origins, one of them no belligerent in its own cause: (?P<party>.+)",
        "at least %(number)s independent origins, one of them no belligerent in its own cause: %(party)s",
    ),
    _form("told by the pages", "told by the pages"),
    _form(rf"Ceasefire told of on (?P<until>{_DAY}) \((?P<parties>.+)\)", "Ceasefire told of on %(until)s (%(parties)s)"),
    _form(rf"Ceasefire told of on (?P<until>{_DAY})", "Ceasefire told of on %(until)s"),
    _form(
        rf"{_WHOSE}the total falls from (?P<first>{_NUMBER}) \((?P<since>{_DAY})\) to (?P<second>{_NUMBER}) "
        rf"\((?P<until>{_DAY})\) without a correction",
        "%(whose)s: the total falls from %(first)s (%(since)s) to %(second)s (%(until)s) without a correction",
    ),
    _form(
        rf"{_WHOSE}both (?P<first>{_NUMBER}) and (?P<second>{_NUMBER}) as of (?P<until>{_DAY})",
        "%(whose)s: both %(first)s and %(second)s as of %(until)s",
    ),
    _form(
        rf"{_WHOSE}(?P<number>{_NUMBER}) new on (?P<until>{_DAY}), but the total grew by (?P<third>{_NUMBER}), "
        rf"from (?P<first>{_NUMBER}) to (?P<second>{_NUMBER})",
        "%(whose)s: %(number)s new on %(until)s, but the total grew by %(third)s, from %(first)s to %(second)s",
    ),
    _form(
        rf"(?P<first>{_NUMBER}) (?P<one>military|civilian) \+ (?P<second>{_NUMBER}) (?P<two>military|civilian) make "
        rf"(?P<third>{_NUMBER}), the page tells (?P<number>{_NUMBER}) (?P<outcome>\w+) of (?P<party>{_CODE})",
        "%(first)s %(one)s and %(second)s %(two)s make %(third)s, the page tells %(number)s %(outcome)s of %(party)s",
    ),
    _form(rf"“(?P<words>.*)”: (?P<until>{_DAY}) was a (?P<weekday>\w+)", "“%(words)s”: that day was a %(weekday)s"),
    _form("“(?P<words>.*)”: the weekday is another", "“%(words)s”: the weekday is another"),
    _form(
        rf"told as done on (?P<until>{_DAY}), but the page is of (?P<since>{_DAY})",
        "told as done on %(until)s, but the page is of %(since)s",
    ),
    _form(r"(?P<type>[A-Z]+): who did it, and to whom, could not be read", "%(type)s: who did it, and to whom, could not be read"),
    _form(
        "weekday and date disagree: the date is kept, the weekday stands as written",
        "weekday and date disagree: the date is kept, the weekday stands as written",
    ),
    *(_form(re.escape(how), how) for how in (
        "context", "whose it is by the pronoun", "the other side", "the people of the state that counts", "the people counted before",
        "the last speaker", "the sides that fight on the page", "the page's day", "the scene of the page", "the happening told before",
        "the count or happening told before", "the place named", "pronoun", "country of the place named", "introduced earlier",
        "the place named behind it", "the side attacked", "the two parties named last", "named before or nearest in the sentence",
        "who is asked to stop", "the body named before", "the body the sentence tells of", "the one group that fights there",
        "the speaker", "the state named before", "who leads them", "the state whose medium it is",
    )),
    _form(r"decided by a person \(journal entry (?P<number>\d+)\)", "decided by a person (journal entry %(number)s)"),
    _form(r"the role `(?P<role>\w+)` does not decide", "the role “%(role)s” does not decide"),
    _form(r"the role `(?P<role>\w+)` does not decide how an incident stands",
          "the role “%(role)s” does not decide how an incident stands"),
    _form(r"`(?P<entry>\w+)` needs a reason", "“%(entry)s” needs a reason"),
    _form(r"(?P<words>[\w.-]+) has verified it already", "%(words)s has verified it already"),
    _form(r"(?P<words>[\w.-]+) decided meanwhile: (?P<entry>\w+) \(entry (?P<number>\d+)\)",
          "%(words)s decided meanwhile: %(entry)s (entry %(number)s)"),
    _form(r"(?P<slot>\w+): these words are not in the page: “(?P<words>.*)”", "%(slot)s: these words are not in the page: “%(words)s”"),
    _form(r"the page no longer has the words of (?P<slots>.+)", "the page no longer has the words of %(slots)s"),
    *(_form(re.escape(what), what) for what in (
        "who entered or decided anything of an incident does not verify it", "it needs a second person", "another verifier must",
        "there is no such incident now", "look it up again: it may have merged", "there is no such record now",
        "its page may have been read again", "there is no such document", "a record needs the words that tell it",
        "select them in the page", "a correction needs a slot to correct", "this is what stands there already",
        "they are one happening already", "they are not one happening now", "look at it again, then decide",
        "choose the records that are another happening, not all and not none", "there is no such decision to take back",
        "it was taken back already", "only who made a decision, or a verifier, takes it back", "ask a verifier",
        "ask an analyst, a verifier or the duty officer", "say why, in a sentence", "its words were erased",
        "the record it is about is not read any more", "the page no longer has its words",
    )),
)  # fmt: skip
"""The first that fits is taken."""


class Sentences:
    """The sentences of one language."""

    def __init__(self, say: Wording) -> None:
        self.say = say

        def worded(vocabulary: str) -> Callable[[str], str]:
            return lambda code: say.code(code, vocabulary)

        vocabularies = {
            "category": "category",
            "one": "category",
            "two": "category",
            "outcome": "outcome",
            "type": "type",
            "role": "role",
            "entry": "entry",
            "slot": "slot",
        }
        self._kinds: dict[str, Callable[[str], str]] = {
            "party": say.party,
            "parties": lambda codes: say.parties(codes.split(", ")),
            "since": say.day_words,
            "until": say.day_words,
            "slots": lambda names: ", ".join(say.code(name, "slot") for name in names.split(", ")),
            **{name: worded(vocabulary) for name, vocabulary in vocabularies.items()},
            **dict.fromkeys(("number", "first", "second", "third"), lambda digits: say.number(int(digits))),
        }

    def sentence(self, kept: str) -> Markup:
        """A kept sentence or name of an agreement in this language; as it stands, marked as English, where its form is not known."""
        if kept in self.say.names.truces:
            return Markup("{}").format(inert(self.say.names.truces[kept]))
        for form in FORMS:
            match = form.written.fullmatch(kept)
            if match is not None:
                return Markup("{}").format(inert(self._fill(form.message, match.groupdict())))
        return Markup("{}" if self.say.language == "en" else '<span lang="en">{}</span>').format(inert(kept))

    def _fill(self, message: str, parts: dict[str, str | None]) -> str:
        words = {name: self._kinds.get(name, str)(part) for name, part in parts.items() if part is not None}
        if "weekday" in parts and parts["until"]:
            words["weekday"] = str(format_date(date.fromisoformat(parts["until"]), "EEEE", locale=self.say.locale))
        if "claimant" in parts:
            words["whose"] = self._whose(parts)
        return self.say.messages.gettext(message) % words if words else self.say.messages.gettext(message)

    def _whose(self, parts: dict[str, str | None]) -> str:
        """Who counts whose people, and what befell them."""
        claimant, party = parts["claimant"] or "", parts["party"] or ""
        party = claimant if party == "its own" else party
        who = self.say.messages.gettext("the outlets themselves") if claimant == "the outlet" else self.say.party(claimant)
        whom = self.say.messages.gettext("not said") if party == "unnamed" else self.say.party(party)
        what = [self.say.code(parts["category"], "category")] if parts["category"] else []
        return f"{who} – {', '.join([whom, *what, self.say.code(parts['outcome'], 'outcome')])}"
