"""Whose a mention is: the party code it stands for, read off its names and roles or inferred from what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pantau.extract.lexicon import PEOPLE as PEOPLE
from pantau.extract.mentions import Mention
from pantau.extract.names import Named
from pantau.extract.names import plain as plain

REBELS = ("militant", "opposition", "protester")
VOICELESS = ("witness", "expert", "medic", "media", "ngo")
FORCES = frozenset({"military", "police", "militant"})
"""Classes of nouns of those who act by force of arms."""
STATELIKE = ("military", "police", "government", "official", "organs", "titles")
PLAIN = ("PSE", "NKR")
"""Parties whose fighters are the party itself: Palestinian fighters and Karabakh's forces are no opposition to their own side."""


class Actor(NamedTuple):
    """A party code (None: nobody with a code), the class of the mention's role, and how the code was inferred ('' when it was
    read)."""

    code: str | None
    role: str = ""
    how: str = ""


NOBODY = Actor(None)


def head_role(mention: Mention) -> str:
    """The class that decides whose people these are: rebels before civilians before the state's own, else the first."""
    roles = mention.roles
    for wanted in (REBELS, STATELIKE, PEOPLE):
        for role in roles:
            if role in wanted and not (wanted is REBELS and roles[0] in ("military", "police") and "government" in roles):
                return role
    return roles[0] if roles else ""


def read_actor(mention: Mention, states: frozenset[str]) -> Actor:
    """The actor as far as the mention's own words tell: a person's party, a group, or a state with the suffix its role asks for."""
    role = head_role(mention)
    names = [n for n in mention.names if n.code and (n.kind != "place" or mention.roles)]
    if not names:
        return Actor(None, role)
    bodies = {n.code for n in names if n.kind == "metonym"}  # `Pelindungan WNI Kementerian Luar Negeri RI`
    names = [n for n in names if not (n.code.endswith("_CIV") and plain(n.code) in bodies)]
    local = [n for n in names if n.theatre and n.name[:1].islower()]
    meant = {plain(n.code) for n in local}  # `kelompok bersenjata Nigeria`: whom the noun means there, by their state
    if local and all(plain(n.code) in meant for n in names):
        names = local
    if len(local) < len(names):  # `pasukan keamanan Iran` on a page about Iraq: the state named goes before whom the noun means there
        names = [n for n in names if n not in local]
    groups = [n for n in names if n.kind in ("group", "metonym")]  # `Palestinian factions Fatah and …`: a group before its people
    own = (n for n in groups if n.kind == "group" and n.code not in states and n.code not in PLAIN)
    group = next(own, groups[0] if groups else None)
    person = next((n for n in names if n.kind == "person"), None)
    if group and group.kind == "metonym" and any(n.kind == "state" and n.code != group.code for n in names):
        group = None  # `Kemlu Israel`: the state named beside a ministry's name says whose it is
        names = [n for n in names if n.kind != "metonym"]
    if (
        group
        and names[0].kind == "state"
        and names[0].code != group.code
        and head_role(mention) in STATELIKE
        and names.index(group) > 0
        and not (group.kind == "group" and _stand_together(mention, names[0], group))
    ):
        group = None
    chosen = (
        group
        or (person if person and not mention.roles else None)
        or next((n for n in names if n.kind != "person"), None)
        or person
    )
    assert chosen is not None
    if role in ("militant", "rebels") and str(chosen.code).endswith("_CIV"):  # `Rohingya insurgents`: no civilians
        return Actor(f"{plain(chosen.code)}_OPP", role)
    if role == "militant" and chosen.code in PLAIN:
        return Actor(chosen.code, role)  # `kelompok garis keras Palestina`: they fight for their side
    return Actor(suffixed(chosen.code, role if chosen.kind != "person" else "", states), role)


def _stand_together(mention: Mention, state: Named, group: Named) -> bool:
    """`an Afghan Taliban spokesman`, `Yemen's Houthi leader`: the land directly before a group only says where it is at home."""
    at = {u.named: u for u in mention.units if u.named is not None}
    return at[group].first - at[state].last in (0, 1)


def suffixed(code: str, role: str, states: frozenset[str]) -> str:
    """The code of a state's rebels (`_OPP`) or civilians (`_CIV`), or the code as it is."""
    if code not in states:
        return f"{code}_CIV" if code in PLAIN and role in PEOPLE else code
    if role in REBELS:
        return f"{code}_OPP"
    return f"{code}_CIV" if role in PEOPLE else code


def unique(codes: Sequence[str | None]) -> tuple[str, ...]:
    """Codes in order, each once; a state's civilians beside the state itself stay apart."""
    return tuple(dict.fromkeys(c for c in codes if c))
