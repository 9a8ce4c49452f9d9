"""What stands before a noun of people and says which, where owners stand first: `Lendu militiamen`, `UN relief coordinator`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.extract.lexicon import Lexicon
from pantau.extract.words import Token

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention, Page, Unit

MOST_KIND = 2
"""Words of a name that may say which people are meant."""
KINDS = ("militant", "opposition", "protester", "civilian")
"""Classes of nouns before which unknown capitals say which people are meant: `Lendu militiamen`."""
LONGEST_FIELD = 2
"""Common nouns between the name of a state or body and that of its people: `UN emergency relief coordinator`."""
OWNERS = ("state", "group", "metonym", "body")
"""Kinds of names whose people a noun behind a field may be."""

CLOSED = (
    "oblique", "clause_openers", "coordinators", "before_verb", "demonstratives", "determiners", "being", "negation", "relative",
    "pronouns",
)  # fmt: skip
"""Sets of small words, none of which says what somebody is for."""


def is_kind_of(chain: Sequence[Unit], unit: Unit, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """`Lendu militiamen`, `Maoist rebels`: unknown capitals directly before a noun of people say which, where owners stand first."""
    if not chain or not lexicon.words["genitives"] or chain[-1].last != unit.first or unit.role not in KINDS:
        return False
    kind = chain[-1]
    articles = lexicon.words["single_articles"]
    alone = all(u.kind == "modifier" and tokens[u.first].lower in articles for u in chain[:-1])
    return kind.kind == "caps" and kind.last - kind.first <= MOST_KIND and alone


def past_compound(page: Page, at: int, before: Sequence[Unit]) -> int | None:
    """`UN emergency relief coordinator`, `US drug enforcement officials`: where the noun of people begins behind the common nouns that
    say what it is for and that stand directly behind whose it is; None elsewhere."""
    if (end := _past_description(page, at, before)) is not None:
        return end
    owner = before[0].named if before and before[0].last == at and page.words("genitives") else None
    if owner is None or owner.kind not in OWNERS:
        return None
    tokens = page.sentence.tokens
    end = next((i for i in range(at + 1, min(at + LONGEST_FIELD, len(tokens) - 1) + 1) if i in page.roles), None)
    if end is None or any(not _is_field(page, i) for i in range(at, end)):
        return None
    told = (m for m in page.sentence.layer("event", "speech", "harm") if m.shape == "v")
    return None if any(m.first < end and at < m.last for m in told) else end


def _past_description(page: Page, at: int, before: Sequence[Unit]) -> int | None:
    """`badan [se-Afrika] itu`, `organisasi [beranggotakan 22 negara] itu`: where the words end that stand between a body's noun and
    what points at it; None elsewhere."""
    tokens, noun = page.sentence.tokens, before[0] if before else None
    if noun is None or noun.last != at or not noun.role or tokens[at - 1].lower not in page.words("bodies"):
        return None
    end = described_end(page.lexicon, tokens, at)
    return end if end is not None and end > at else None


def described_end(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int | None:
    """The token that points at a noun which ends before token `at`, behind words that only describe it: `badan dunia itu`, `lembaga
    yang berpusat di Wina tersebut`; None where none does."""
    words, shape = lexicon.words, lexicon.patterns.morphology.shape
    if words["genitives"]:
        return None
    based = False
    for i in range(at, min(len(tokens), at + LONGEST_DESCRIPTION)):
        word = tokens[i].lower
        if word in words["demonstratives"]:
            other = tokens[i - 1].lower in words["place_nouns"] and not (based and tokens[i - 1].lower in words["lands"])
            return None if other and i > at else i
        based = based or word in words["based"]
        told = based and word in words["locatives"] | words["lands"]
        if told or word in words["based"] | words["heads_relative"] or word.startswith("se"):
            continue
        closed = any(word in words[name] for name in CLOSED) or not (tokens[i].is_word or tokens[i].text == "-" or word.isdigit())
        if closed or (tokens[i].is_capital and not based) or shape(word)[0] == "v":
            return None
    return None


LONGEST_DESCRIPTION = 8
"""Words between a body's noun and what points at it."""


def _is_field(page: Page, at: int) -> bool:
    """Whether a word can be a noun that only says what kind of people are meant: no small word, no form of a verb."""
    token = page.sentence.tokens[at]
    if not token.is_word or token.is_capital or page.shape(token.lower) == "v" or at in page.sentence.named:
        return False
    return not any(token.lower in page.words(name) for name in CLOSED)


def is_adjective(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """`the official term`, `an official visit`: a noun of an office that only describes the thing behind it is nobody."""
    if mention.last >= len(tokens) or mention.names or mention.has_person or mention.roles != ("official",):
        return False
    lone = mention.units[-1].last - mention.units[-1].first == 1
    return lone and tokens[mention.last].lower in lexicon.words["official_things"]
