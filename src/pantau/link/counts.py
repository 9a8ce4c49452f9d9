"""Numbers of truces that pages give: `tiga upaya gencatan senjata sebelumnya gagal`, `a third ceasefire`, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pantau.extract.actors import plain, unique
from pantau.extract.groups import codes_of, groups
from pantau.extract.numbers import NumberMention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.link.words import LinkWords
from pantau.model import Span

MOST = 30
"""A number above this counts no truces."""
_GAP = 5
"""Words between the number and the truce at most."""
_BESIDE = 3
"""Words between a word of brokering and the broker at most."""


class CountTold(NamedTuple):
    """A number of truces or meetings on a page. `ordinal`: the n-th of them, not n; `earlier`: the newest is left out; `failed`:
    those that broke down."""

    what: str
    number: int
    ordinal: bool
    span: Span
    sentence: Span
    brokers: tuple[str, ...]
    earlier: bool
    failed: bool


def find_counts_told(story: Story, words: LinkWords) -> list[CountTold]:
    """Every number of truces or meetings in the article, in order."""
    found: list[CountTold] = []
    for sentence in story.view.sentences:
        truces = [m for m in sentence.layer("truce") if m.tag.name != "none"]
        if truces:
            found += _in_sentence(story, sentence, truces, words)
        found += _meetings(story, sentence, words)
    return found


def _in_sentence(story: Story, sentence: Sentence, truces: list[Match], words: LinkWords) -> Iterator[CountTold]:
    weak = {(m.first, m.last) for m in sentence.layer("truce_weak")}
    named = [m for m in truces if (m.first, m.last) not in weak]
    numbers = [n for n in story.numbers(sentence) if n.kind in ("count", "collective", "measure")]  # `dua kali`
    taken: set[int] = set()
    for match in named:
        if match.last < len(sentence.tokens) and sentence.tokens[match.last].lower in words.sets["not_truces"]:
            continue
        ordinal = _ordinal(sentence, match, words)
        if ordinal is not None:
            yield _told(story, sentence, match, ordinal, True, words)
            continue
        number = next((n for n in numbers if _counts(sentence, n, match, words)), None)
        if number is not None and number.span.start not in taken:
            taken.add(number.span.start)
            yield _told(story, sentence, match, (int(number.low or 0), number.span), False, words)


def _ordinal(sentence: Sentence, match: Match, words: LinkWords) -> tuple[int, Span] | None:
    """The ordinal beside a truce: behind it (`gencatan senjata ketiga`) unless it counts what follows (`kedua negara`), or before."""
    tokens = sentence.tokens
    if words.sets["both"]:
        at = match.last
        if at < len(tokens) and tokens[at].lower in words.ordinals:
            follower = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            if follower not in words.sets["both"]:
                return words.ordinals[tokens[at].lower], tokens[at].span
        return None
    for i in range(match.first - 1, max(-1, match.first - 1 - _GAP), -1):
        if tokens[i].lower in words.ordinals:
            return words.ordinals[tokens[i].lower], tokens[i].span
        if tokens[i].lower not in words.sets["between"] and not tokens[i].is_capital:
            return None
    return None


def _counts(sentence: Sentence, number: NumberMention, match: Match, words: LinkWords) -> bool:
    """Whether a number stands before a truce with nothing between but words that belong to it."""
    if number.low is None or number.low != number.high or not 2 <= number.low <= MOST or number.low != int(number.low):
        return False
    after = sentence.token_at(number.span.end)
    if not 0 <= match.first - after <= _GAP:
        return False
    held = {i for m in sentence.layer("broker") for i in range(m.first, m.last)}
    between = range(after, match.first)
    return all(i in held or sentence.tokens[i].is_capital or sentence.tokens[i].lower in words.sets["between"] for i in between)


def _told(
    story: Story, sentence: Sentence, match: Match, number: tuple[int, Span], ordinal: bool, words: LinkWords
) -> CountTold:
    value, at = number
    span = at.joined(sentence.span_of(match.first, match.last))
    near = [t.lower for t in sentence.tokens[max(0, sentence.token_at(span.start) - 6) : sentence.token_at(span.end) + 14]]
    return CountTold(
        "truces", value, ordinal, span, sentence.span, _brokers(story, sentence, match, words),
        any(w in words.sets["earlier"] for w in near), any(w in words.sets["failed"] for w in near),
    )  # fmt: skip


def _brokers(story: Story, sentence: Sentence, match: Match, words: LinkWords) -> tuple[str, ...]:
    """Who is told to have brokered the truces counted: behind a passive, before an active verb."""
    found: list[str] = []
    every = groups(story, sentence)
    for m in (m for m in words.patterns.find(sentence.tokens) if m.tag.layer == "brokered"):
        if not -_GAP - _BESIDE <= m.first - match.last <= 2 * _GAP:
            continue
        behind = next((g for g in every if -1 <= g[0].first - m.last <= _BESIDE), None)
        before = next((g for g in reversed(every) if 0 <= m.first - g[-1].last <= _BESIDE), None)
        group = before if m.last <= match.first and before is not None else behind
        if group is not None:
            found += codes_of(story, sentence, group)
    return unique([plain(code) for code in found])


def _meetings(story: Story, sentence: Sentence, words: LinkWords) -> Iterator[CountTold]:
    """`dua pertemuan`: a number right before a word of meeting."""
    for m in (m for m in words.patterns.find(sentence.tokens) if m.tag.layer == "meetings"):
        for n in story.numbers(sentence):
            beside = sentence.token_at(n.span.end) == m.first
            if n.kind == "count" and beside and n.low is not None and n.low == n.high and 2 <= n.low <= MOST:
                span = n.span.joined(sentence.span_of(m.first, m.last))
                yield CountTold("meetings", int(n.low), False, span, sentence.span, (), False, False)
