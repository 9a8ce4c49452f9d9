"""Mentions that a sentence joins into one group, `Rusia, Armenia dan Azerbaijan`, and the parties of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pantau.extract.actors import FORCES
from pantau.extract.mentions import Mention, is_tied
from pantau.extract.story import Story
from pantau.extract.view import Sentence

_OPENING = 10
"""Words into a sentence at which the name in its opening phrase begins: `Lewat perantaraan Menteri …`."""


_NEAR_VERB = 2
"""Words between a verb and its object: articles and numbers."""


def groups(story: Story, sentence: Sentence) -> list[tuple[Mention, ...]]:
    """Mentions joined by commas and `dan` into one group each: `Rusia, Armenia dan Azerbaijan`."""
    if sentence.number in story.groups:
        return story.groups[sentence.number]
    joined: list[list[Mention]] = []
    tokens, words, opening = sentence.tokens, story.lexicon.words["coordinators"], story.lexicon.words["clause_openers"]
    owning = story.lexicon.words["genitives"]
    counts = story.lexicon.words["counting"] | story.lexicon.words["single_articles"]
    for mention in story.mentions(sentence):
        if _describes(story, sentence, mention) or _is_self(story, sentence, mention):
            continue
        between = [t.lower for t in tokens[joined[-1][-1].last : mention.first][:4]] if joined else []
        if len(between) == 1 and between[0] in owning and mention.names and story.actor(mention, sentence).code:
            owner = joined[-1].pop()  # `between Abbas's Fatah group and Hamas`: the group fights, and not its owner
            joined[-1].append(replace(mention, preposition=owner.preposition))
            continue
        if len(between) > 1 and between[-2] in words and (between[-1].isdigit() or between[-1] in counts):
            between.pop()  # `seorang warga Belanda dan dua warga Malaysia`
        tied = 0 < len(between) <= 3 and not mention.is_pronoun and all(w in words or w in ",-–" for w in between)
        tied = tied and (len(between) > 2 or between[-1] not in opening)  # `…, as experts said`, not `as well as experts`
        tied = tied and not (joined and _is_place_before(story, joined[-1], mention))
        ended = tied and "," in between and (_is_complete(sentence, joined[-1], words) or _is_apart(story, joined[-1], mention))
        if tied and not ended and not _opens_own(story, sentence, joined[-1], mention):
            joined[-1].append(mention)
            continue
        joined.append([mention])
    apart = [part for group in joined for part in _without_bare_comma(sentence, group)]
    found = story.groups[sentence.number] = [tuple(g) for group in apart for g in _after_opening(story, sentence, group)]
    return found


def _is_behind_place(place: Mention, mention: Mention) -> bool:
    """`in the town of Gao, a military official and the embassy said`: somebody behind the comma of a place is no second place."""
    bare = bool(place.preposition) and not place.roles and bool(place.names)
    return bare and bool(mention.roles) and all(n.kind in ("place", "capital") for n in place.names)


def _describes(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`Saudi-sponsored talks`: who brokered what is told of takes no part in it; a truce wants its broker."""
    return not any(m.tag.name != "none" for m in sentence.layer("truce")) and is_tied(mention, sentence, story.lexicon)


def _is_self(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`melarikan diri`, `blew themselves up`: what somebody does to himself is done to no other; a truce has its broker in them."""
    himself = mention.is_pronoun and sentence.tokens[mention.first].lower in story.lexicon.words["reflexive"]
    return himself and not any(m.tag.name != "none" for m in sentence.layer("truce"))


def _opens_own(story: Story, sentence: Sentence, group: Sequence[Mention], mention: Mention) -> bool:
    """`an attack on Iran and people are pursuing …`: behind what a preposition governs, a mention with its own verb is a subject."""
    behind = sentence.tokens[mention.last].lower if mention.last < len(sentence.tokens) else ""
    if bool(group[0].preposition) and not mention.names and behind in story.lexicon.words["being"]:
        return True
    return not mention.preposition and _acts(sentence, mention.last) and is_object(sentence, group)


def _acts(sentence: Sentence, at: int) -> bool:
    """Whether a verb that is no passive begins at a token."""
    verbs = (m for m in sentence.layer("event", "speech") if m.first == at and m.shape == "v" and m.voice == "active")
    return any(m.tag.name != "none" for m in verbs)


def is_object(sentence: Sentence, group: Sequence[Mention]) -> bool:
    """`France expelled two Russian diplomats and Germany …`: whether a group is what the verb of a deed before it is done to."""
    verbs = (m for m in sentence.layer("event") if m.last <= group[-1].last and m.shape == "v" and m.tag.form != "reciprocal")
    near = (m for m in verbs if m.voice == "active" and m.first < group[0].first and group[0].first - m.last <= _NEAR_VERB)
    return any(m.tag.name != "none" for m in near)


def _is_place_before(story: Story, group: Sequence[Mention], mention: Mention) -> bool:
    """`gunmen from Abkhazia and Georgian police`: a bare place is joined to no people behind it."""
    place = len(group) == 1 and group[0].preposition in story.lexicon.words["place_sources"] | story.lexicon.words["scene"]
    bare = not group[0].roles and all(n.kind in ("state", "place", "capital") for n in group[0].names)
    return place and bare and not mention.preposition and bool(FORCES & set(mention.roles))


def _is_apart(story: Story, group: Sequence[Mention], mention: Mention) -> bool:
    """`Meshaal, yang berpusat di Suriah, dan pemimpin Fatah`: a place that ends a phrase shares nothing with who follows its comma."""
    located = len(group) == 1 and group[0].preposition in story.lexicon.words["locatives"] and not group[0].roles
    return located and not mention.preposition and bool(mention.roles or mention.has_person)


def _without_bare_comma(sentence: Sentence, group: list[Mention]) -> list[list[Mention]]:
    """`… dari tindakan China, Amerika Serikat menyebut …`: two that a comma alone joins are two phrases."""
    if len(group) != 2 or [t.text for t in sentence.tokens[group[0].last : group[1].first]] != [","]:
        return [group]
    return [group[:1], group[1:]]


def _is_complete(sentence: Sentence, group: Sequence[Mention], coordinators: frozenset[str]) -> bool:
    """`antara A dan B, dan C menengahi …`: a list whose last member `dan` has joined goes on behind no comma."""
    if len(group) < 2:
        return False
    between = sentence.tokens[group[-2].last : group[-1].first]
    return len(between) == 1 and between[0].lower in coordinators


def _after_opening(story: Story, sentence: Sentence, group: list[Mention]) -> list[list[Mention]]:
    """`Lewat perantaraan Pompeo, Armenia dan Azerbaijan menyetujui …`: the comma ends the opening phrase, the subject follows."""
    tokens, last = sentence.tokens, group[-1].last
    opening = tokens[0].lower in story.lexicon.words["oblique"] and group[0].first <= _OPENING
    opening = opening and all(t.text != "," for t in tokens[: group[0].first])  # `In a joint statement, Britain, France and …`
    if not opening or len(group) < 2 or last >= len(tokens) or not tokens[last].is_word:
        return [group]
    behind = tokens[group[0].last : group[1].first]
    return [group[:1], group[1:]] if [t.text for t in behind] == [","] else [group]


def codes_of(story: Story, sentence: Sentence, group: Sequence[Mention]) -> tuple[str, ...]:
    """The party codes of a group, in order, each once; `kedua negara` gives both."""
    codes: list[str] = []
    for mention in group:
        code = story.actor(mention, sentence).code
        if code:
            codes.extend(code.split("+"))
    return tuple(dict.fromkeys(codes))
