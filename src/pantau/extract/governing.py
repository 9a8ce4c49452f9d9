"""What governs a noun phrase: the preposition before it, past the number of its people, the kind of its town, what narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pantau.extract.lexicon import Lexicon
    from pantau.extract.mentions import Mention, Unit
    from pantau.extract.words import Token


def read_preposition(
    chain: Sequence[Unit], opened: int, tokens: Sequence[Token], lexicon: Lexicon, before: Sequence[Mention]
) -> str:
    """The preposition that governs the phrase of `chain`, whose words begin at token `opened`; '' where none does. `before`: the
    mentions of the sentence so far."""
    at = _past_count(tokens, opened - 1, lexicon) if chain[0].kind in ("role", "name") else opened - 1
    at = _past_branch(chain, tokens, at, lexicon)
    at, governed = _past_town(chain, tokens, at, lexicon, before)
    while at > 0 and (tokens[at].text in '*"“(' or tokens[at].lower in lexicon.words["narrowing"]):
        at -= 1
    if at > 0 and tokens[at].lower in lexicon.words["partitive"] and tokens[at - 1].lower in lexicon.words["amounts"]:
        at -= 2  # `arrested dozens of activists`: the amount is the object, and the people are it
    word = tokens[at].lower if at >= 0 else ""
    return word if word in lexicon.words["oblique"] or word in lexicon.words["place_prepositions"] else governed


def with_people(
    chain: list[Unit], opened: int, tokens: Sequence[Token], lexicon: Lexicon, before: list[Mention]
) -> tuple[int, list[Unit]]:
    """`milisi di Lebanon Hizbullah`, `gerakan perlawanan di Gaza Hamas`: a group behind the land it is at home in and the noun of its
    people, taken off the mentions `before`, is one mention with them; the token that opens it, and its units."""
    at, named = opened - 1, [u.named for u in chain if u.named is not None]
    people = before[-1] if before and before[-1].last == at and before[-1].roles and not before[-1].names else None
    home = len(named) == len(chain) > 1 and named[0].kind in ("state", "place", "capital") and named[-1].kind == "group"
    if people is None or not home or lexicon.words["genitives"] or tokens[at].lower not in lexicon.words["locatives"]:
        return opened, chain
    before.pop()
    return people.first, [*people.units, *chain]


def _past_branch(chain: Sequence[Unit], tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """`the armed branch of the Houthis`, `killed by a cell of ISIS`: the token before the branch of the group that a phrase names."""
    words, past = lexicon.words, at
    if not any(u.named is not None and u.named.kind == "group" for u in chain):
        return at
    while past > 1 and tokens[past].lower in words["determiners"]:
        past -= 1
    if past < 1 or tokens[past].lower not in words["owning"] or tokens[past - 1].lower not in words["branches"]:
        return at
    past -= 2
    small = words["determiners"] | words["modifiers"] | words["articles"]
    while past >= 0 and (tokens[past].is_capital or tokens[past].lower in small):
        past -= 1
    return at if past >= 0 and tokens[past].text == "," else past  # `the Taliban, an offshoot of Al-Qaeda, …`


def _past_town(
    chain: Sequence[Unit], tokens: Sequence[Token], at: int, lexicon: Lexicon, before: Sequence[Mention]
) -> tuple[int, str]:
    """`in the capital Dakar`, `di ibu kota Yaman, Sanaa`: the token before what kind of town a name is of, and the preposition of the
    land it lies in, where that stands between."""
    towns = lexicon.words["towns"]
    if chain[0].named is None or chain[0].named.kind not in ("place", "capital"):
        return at, ""
    behind = past = at - (at > 1 and tokens[at].text == ",")
    while past > 0 and tokens[past].lower in towns:
        past -= 1
    if past == behind:
        return at, ""
    ends = past + (tokens[past].lower not in lexicon.words["genitives"])
    land = before[-1] if before and before[-1].last == ends else None
    if land is not None and not land.has_person:
        return past, land.preposition
    return (at, "") if behind < at else (past, "")


def _past_count(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """`oleh tiga pria bersenjata`, `dengan 20 gerilyawan`: the token of the preposition before the number of people at token `at`; not
    in `sekitar 50 polisi`, `lebih dari 60 tentara`."""
    counts = at > 0 and (tokens[at].lower in lexicon.words["counting"] or _is_count(tokens[at].text))
    governs = lexicon.words["by_agent"] | lexicon.words["against"] | lexicon.words["opponent"]
    past = at - 1
    while counts and past > 0 and tokens[past].lower in lexicon.words["about_count"] and tokens[past].lower not in governs:
        past -= 1  # `oleh sedikitnya tiga pria`, `the killing of at least 118 pilgrims`
    if counts and tokens[past].lower in lexicon.words["about_opened"] and past < at - 1:
        past -= 1
    return past if counts and past >= 0 and tokens[past].lower in governs else at


def _is_count(word: str) -> bool:
    """Whether a figure counts people and is no year: `15`, `3,000`."""
    return (word.isdigit() and len(word) < 4) or (word.replace(",", "").replace(".", "").isdigit() and not word.isdigit())


def is_rulers(person: Sequence[Unit], tokens: Sequence[Token], ruling: frozenset[str]) -> bool:
    """`pejabat pemerintahan Trump`, `a Trump administration official`: the name says whose government it is, not who is meant."""
    beside = (*tokens[max(0, person[0].first - 1) : person[0].first], *tokens[person[-1].last : person[-1].last + 1])
    return any(t.lower in ruling for t in beside)
