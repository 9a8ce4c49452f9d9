"""Whom a relative clause or an aside between commas belongs to: `Israel, yang …, menyerang`, `the rebels, who …, withdrew`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pantau.extract.actors import head_role
from pantau.extract.groups import codes_of
from pantau.extract.mentions import Mention
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token

STOPS = frozenset(".;:!?")
ASIDE = frozenset([",", "-", "--", "–", "—"])
"""Signs between which something is told beside: commas and dashes."""
REACH = 80
"""How many tokens back or on a clause may reach: bounds the work on text without punctuation."""


def is_stop(tokens: Sequence[Token], i: int) -> bool:
    """Whether a sign ends a clause; the point of an initial or a short form (`U.N.`, `George W. Bush`, `Sept. 11`) does not."""
    if tokens[i].text != ".":
        return tokens[i].text in STOPS
    initial = i > 0 and len(tokens[i - 1].text) == 1
    return not (initial or (i + 1 < len(tokens) and tokens[i + 1].text[:1].isdigit()))


def is_head(story: Story, sentence: Sentence, group: Sequence[Mention], at: int) -> bool:
    """Whether a relative clause that token `at` opens belongs to a group: `Israel, yang …`, `kelompok itu yang …`, `workers on
    Tuesday who …`, and not `officials fear that …`."""
    between = sentence.tokens[group[-1].last : at]
    small, days = story.lexicon.words["demonstratives"], story.lexicon.words["day_names"]
    if len(between) == 2 and between[0].lower in story.lexicon.words["oblique"] and between[1].lower in days:
        told = sentence.tokens[at].lower in story.lexicon.words["complement"]
        return not (told and group[0].preposition)  # `told reporters as she flew to Paris on Monday that …`
    dashes = len(between) == 2 and all(t.text in ASIDE for t in between)
    if between and (group[0].roles or group[0].names) and _only_describe(story, between):
        return True
    return group[-1].last <= at and (dashes or len(between) <= 2) and all(not t.is_word or t.lower in small for t in between)


_LONGEST_DESCRIPTION = 4
"""Words behind a noun that only say of what kind it is."""


def _only_describe(story: Story, between: Sequence[Token]) -> bool:
    """`pemberontak [anti-Moskow] yang …`, `pasukan [bersenjata lengkap] yang …`: words behind a noun that say of what kind it is, where
    describing words stand behind."""
    words, shape = story.lexicon.words, story.lexicon.patterns.morphology.shape
    if words["genitives"] or len(between) > _LONGEST_DESCRIPTION or not between[0].is_word:
        return False
    jobs = words["oblique"] | words["clause_openers"] | words["coordinators"] | words["before_verb"] | words["negation"]
    jobs |= words["pronouns"] | words["relative"] | words["future"] | words["hypothetical"] | words["done"]
    for before, token in zip([None, *between], between, strict=False):
        tied = before is not None and before.text == "-"  # `anti-Moskow`
        if token.text != "-" and (not token.is_word or (token.is_capital and not tied)):
            return False
        if token.lower in jobs or (shape(token.lower)[0] == "v" and not tied):
            return False
    return True


def relative_head(story: Story, sentence: Sentence, before: Sequence[tuple[Mention, ...]], at: int) -> tuple[Mention, ...]:
    """Whose the relative clause is that token `at` opens; joined to another (`X, yang berpusat di Y dan yang menculik …`), it has that
    one's head."""
    words, tokens = story.lexicon.words, sentence.tokens
    joins = words["coordinators"] | words["turning"]
    while True:
        head = next((g for g in before if is_head(story, sentence, g, at)), ())
        if head or at < 2 or tokens[at - 1].lower not in joins:
            return head
        back = itertools.takewhile(lambda i: not is_stop(tokens, i), range(at - 2, max(0, at - REACH), -1))
        at = next((i for i in back if tokens[i].lower in words["relative"]), 0)


def before_aside(story: Story, sentence: Sentence, before: Sequence[tuple[Mention, ...]], first: int) -> tuple[Mention, ...]:
    """`Konvoi itu, yang membawa pasokan, diserang`, `the rebels, who seized the town, withdrew`: behind the comma that closes a
    relative clause its head goes on."""
    words, tokens, at = story.lexicon.words, sentence.tokens, first
    leads = words["before_verb"] | words["consenting"] | words["resolved"] | words["trying"] | words["begun"] | words["purpose"]
    while at > 0 and tokens[at - 1].lower in leads:
        at -= 1  # `…, telah setuju menempatkan petempur mereka`
    if at < 4 or tokens[at - 1].text not in ASIDE:
        return ()
    named = [g for g in before if not g[0].is_pronoun]  # not the owner in `his closest ally`
    if len(named) > 2 and _is_owned_aside(story, sentence, named[-3:], at - 1):
        return named[-3]
    if len(named) > 1 and _is_apposed(story, sentence, named[-2], named[-1], at - 1):
        return named[-2]
    if (led := _beside_subject(story, sentence, before, at - 1)):
        return led
    back = itertools.takewhile(lambda i: not is_stop(tokens, i), range(at - 2, max(0, at - REACH), -1))
    opened = next((i for i in back if tokens[i].lower in words["relative"] and tokens[i - 1].text in ASIDE), 0)
    head = next((g for g in before if opened and g[-1].last <= opened and is_head(story, sentence, g, opened - 1)), ())
    return () if head and head[0].preposition in words["oblique"] - words["clause_openers"] else head


def _beside_subject(story: Story, sentence: Sentence, before: Sequence[tuple[Mention, ...]], end: int) -> tuple[Mention, ...]:
    """`Gates, in the region to rally support, held talks with …`, `tentara Sudan, terutama brigade yang …, menyerang`: whom a sentence
    begins with, where a comma closes at token `end` what is told of where or how he was, or of which of his."""
    words, tokens = story.lexicon.words, sentence.tokens
    first = before[0] if before else ()
    if not first or first[0].first > 1 or first[0].preposition or first[-1].last >= end or tokens[first[-1].last].text != ",":
        return ()
    opened = tokens[first[-1].last + 1].lower
    parted = sum(t.text == "," for t in tokens[first[-1].last : end + 1]) != 2
    participle = bool(words["genitives"]) and opened.endswith(tuple(words["participles"]))
    aside = participle or opened in words["oblique"] | words["locatives"] | words["listing"]
    told = any(m.first > first[-1].last and m.last <= end and m.tag.form == "verbs" for m in sentence.layer("speech"))
    return first if aside and not parted and not told else ()


def _is_owned_aside(story: Story, sentence: Sentence, three: Sequence[Sequence[Mention]], end: int) -> bool:
    """`Russia, Armenia's traditional ally, withdrew …`: whether the second of three owns the third, and both stand between commas."""
    tokens, (head, owner, aside) = sentence.tokens, three
    owned = tokens[owner[-1].last].lower in story.lexicon.words["genitives"] and aside[-1].last == end and not head[0].preposition
    return owned and "ally" in aside[0].roles and head[-1].last + 1 == owner[0].first and tokens[head[-1].last].text == ","


def _is_apposed(story: Story, sentence: Sentence, head: Sequence[Mention], aside: Sequence[Mention], end: int) -> bool:
    """`Russia, his closest ally, lent …`: whether one of no party of his own stands between commas behind whom he is."""
    tokens, first = sentence.tokens, head[-1].last
    if len(aside) > 1 or aside[0].last != end or aside[0].preposition or head[0].preposition or tokens[first].text != ",":
        return False
    parted = any(t.text == "," for t in tokens[first + 1 : aside[0].first])
    described = aside[0].name is None and not aside[0].names and bool(head[-1].names or head[-1].has_person)
    told = head_role(aside[0]) == "ally" or described or not codes_of(story, sentence, aside)  # `Australia, sekutu dekat AS, …`
    return not parted and told and bool(codes_of(story, sentence, head))
