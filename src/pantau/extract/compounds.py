"""What stands before a noun of people and says which, where owners stand first: `Lendu militiamen`, `UN relief coordinator`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.extract.lexicon import Lexicon
from pantau.extract.words import Token

if TYPE_CHECKING:
    from pantau.extract.mentions import Page, Unit

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
    owner = before[0].named if before and before[0].last == at and page.words("genitives") else None
    if owner is None or owner.kind not in OWNERS:
        return None
    tokens = page.sentence.tokens
    end = next((i for i in range(at + 1, min(at + LONGEST_FIELD, len(tokens) - 1) + 1) if i in page.roles), None)
    if end is None or any(not _is_field(page, i) for i in range(at, end)):
        return None
    told = (m for m in page.sentence.layer("event", "speech", "harm") if m.shape == "v")
    return None if any(m.first < end and at < m.last for m in told) else end


def _is_field(page: Page, at: int) -> bool:
    """Whether a word can be a noun that only says what kind of people are meant: no small word, no form of a verb."""
    token = page.sentence.tokens[at]
    if not token.is_word or token.is_capital or page.shape(token.lower) == "v" or at in page.sentence.named:
        return False
    return not any(token.lower in page.words(name) for name in CLOSED)


def is_leading(page: Page, at: int) -> bool:
    """`Hamas-led force`: behind the hyphen of a name, what ties the noun to the party that leads it."""
    tokens = page.sentence.tokens
    return at > 1 and tokens[at].lower in page.words("leading") and tokens[at - 1].text == "-"


def is_tying(page: Page, at: int) -> bool:
    """`Al-Qaeda linked militants`: between a name and a noun of people, what ties them without a hyphen."""
    tied = page.sentence.tokens[at].lower in page.words("tying") and at + 1 in page.roles
    return tied and any(found.last == at for found in page.sentence.named.values())
