"""Small words beside names and nouns of people: what ties them, points at them, or says how many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pantau.extract.mentions import Page


def counts_names(page: Page, at: int) -> bool:
    """`both Iran and Israel`, `both major US parties`: what only says that two are named, or two of a kind, is no pronoun."""
    if any(m.first == at for m in page.sentence.layer("grammar")):
        return False  # `both sides`
    near = [i for i in (at + 1, at + 2) if i < len(page.sentence.tokens)]
    held = next((i for i in near if i in page.sentence.named or i in page.roles), None)
    between = page.sentence.tokens[at + 1 : held]
    return held is not None and all(page.shape(t.lower) != "v" and t.lower not in page.words("before_verb") for t in between)


def is_leading(page: Page, at: int) -> bool:
    """`Hamas-led force`: behind the hyphen of a name, what ties the noun to the party that leads it."""
    tokens = page.sentence.tokens
    return at > 1 and tokens[at].lower in page.words("leading") and tokens[at - 1].text == "-"


def is_tying(page: Page, at: int) -> bool:
    """`Al-Qaeda linked militants`: between a name and a noun of people, what ties them without a hyphen."""
    tied = page.sentence.tokens[at].lower in page.words("tying") and at + 1 in page.roles
    return tied and any(found.last == at for found in page.sentence.named.values())


def is_pointed(page: Page, at: int) -> bool:
    """Whether a noun points back: a demonstrative behind it, or an article before it and no name beside it."""
    tokens = page.sentence.tokens
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    before = tokens[at - 1].lower if at else ""
    points = page.words("defining") | page.words("owners_before")
    return behind in page.words("demonstratives") or (before in points and behind not in page.words("owning"))
