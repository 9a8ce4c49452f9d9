"""What the record tells in the codes of other data sets: precision, sides, kinds of violence and actors; the rest is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pantau.model import Event
from pantau.world.parties import Party

DONE = ("occurred", "ongoing")
SECTORS = {"_OPP": "OPP", "_CIV": "CVL"}
"""CAMEO's sectors for opposition and civilians, by the suffix of a party code."""
SAID = {
    "accuse": "ACCUSE", "criticise": "ACCUSE", "demand": "REQUEST", "deny": "REJECT", "reject": "REJECT", "threaten": "THREATEN",
    "pledge": "AGREE", "praise": "SUPPORT",
}  # fmt: skip
"""The PLOVER type of an act of speech by a claim's stance."""
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
WHERE = {"point": 1, "settlement": 1, "district": 3, "region": 4, "country": 6}
"""GED's `where_prec` by our class of precision."""
GEO = {"point": 1, "settlement": 1, "district": 2, "region": 3}
"""ACLED's `geo_precision`."""
TIME = {1: 1, 2: 2, 3: 2, 4: 3}
"""ACLED's `time_precision` by GED's `date_prec`."""
_DAY_CODES = {"instant": 1, "day": 1, "week": 3, "month": 4, "year": 5}
DISORDER = {"ASSAULT": "Political violence", "PROTEST": "Demonstrations"}
AGAINST_CIVILIANS = "Violence against civilians"
BY_MODE: Mapping[str, tuple[str, str | None]] = {
    "heavy-weapons": ("Explosions/Remote violence", None), "explosives": ("Explosions/Remote violence", None),
    "suicide-attack": ("Explosions/Remote violence", "Suicide bomb"), "sexual": (AGAINST_CIVILIANS, "Sexual violence"),
    "abduct": (AGAINST_CIVILIANS, "Abduction/forced disappearance"),
}  # fmt: skip
"""ACLED's types of event by PLOVER's mode, where one follows from the other."""
_INTER = ("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
          "External/Other forces")  # fmt: skip
"""ACLED's kinds of actors in the order of their numbers."""


class Sides(NamedTuple):
    """Both sides as GED has them, and its type of violence."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    violence: int | None


def kind_of(code: str, parties: Mapping[str, Party]) -> str:
    """What a party is: its kind; `civilians` or `opponents` by the suffix of its code; `unknown`."""
    if code.endswith("_CIV"):
        return "civilians"
    if code.endswith("_OPP"):
        return "opponents"
    return parties[code].kind if code in parties else "unknown"


def set_apart(actors: Sequence[str], recipients: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides of an act: of one that two do to each other (both act, to nobody) one on either side."""
    if len(actors) == 2 and not recipients:
        return (actors[0],), (actors[1],)
    return tuple(actors), tuple(recipients)


def find_sides(actors: Sequence[str], recipients: Sequence[str], parties: Mapping[str, Party]) -> Sides:
    """Who stands against whom. A state comes first where one side alone has one."""
    a, b = set_apart(actors, recipients)
    mine, theirs = ({kind_of(code, parties) for code in side} for side in (a, b))
    if not mine or not theirs or (mine | theirs) & {"unknown", "organisation", "observer", "party"} or "civilians" in mine:
        return Sides(a, b, None)
    if theirs == {"civilians"}:
        return Sides(a, b, 3)
    if "civilians" in theirs:
        return Sides(a, b, None)
    states = {"state", "territory"}
    if mine & states or theirs & states:
        return Sides(a, b, 1) if mine & states else Sides(b, a, 1)
    return Sides(a, b, 2)


def name_of(code: str, parties: Mapping[str, Party]) -> str:
    """A party's name in English; its code where it has none."""
    stem, suffix = code[:-4], code[-4:]
    if suffix == "_OPP" and stem in parties:
        return f"Opponents of {parties[stem].name}"
    if suffix == "_CIV" and stem in parties:
        return f"Civilians of {parties[stem].name}"
    return parties[code].name if code in parties else code


def names_of(codes: Sequence[str], parties: Mapping[str, Party]) -> str | None:
    """Several parties in one text."""
    return "; ".join(name_of(code, parties) for code in codes) or None


def country_of(code: str, parties: Mapping[str, Party]) -> str | None:
    """The state that a party is or belongs to."""
    stem = code[:-4] if code[-4:] in SECTORS else code
    party = parties.get(stem)
    return None if party is None else stem if party.kind in ("state", "territory") else party.home


def find_inter(code: str | None, country: str | None, parties: Mapping[str, Party]) -> str | None:
    """ACLED's kind of an actor who acts in a country, where the record tells it."""
    if code is None:
        return None
    kind = kind_of(code, parties)
    if kind == "civilians":
        return "Civilians"
    if kind in ("state", "territory") and country is not None:
        return "State forces" if code == country else "External/Other forces"
    return None


def find_interaction(one: str | None, other: str | None) -> str | None:
    """ACLED's interaction of two kinds of actors, the lower number first."""
    return None if one is None or other is None else "-".join(sorted((one, other), key=_INTER.index))


def find_date_prec(first: date | None, last: date | None, events: Sequence[Event]) -> int | None:
    """GED's code for how exact the days are: by how long the period is, of one day by the most exact event of that day."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    if days == 1:
        codes = [_DAY_CODES[event.date_precision] for event in events if event.date_precision in _DAY_CODES]
        return min(codes, default=None)
    return 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


AROUND = 32
"""Code points that a row has on either side of a trigger."""


def words_around(values: Mapping[str, Any]) -> str:
    """The trigger of a row with the whole words around it."""
    before, after = values["trigger_prefix"] or "", values["trigger_suffix"] or ""
    if values["trigger_start"] > len(before):  # there is more before it
        before = before.partition(" ")[2]
    if len(after) >= AROUND:
        after = after.rpartition(" ")[0]
    return f"{before}{values['trigger_quote'] or ''}{after}"
