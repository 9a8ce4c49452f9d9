"""Whether a word that can be noun or verb is the one or the other, by what stands beside it."""

from __future__ import annotations

from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def reads_as_noun(story: Story, sentence: Sentence, match: Match) -> bool:
    """`a Taliban ambush`, `an al-Shabaab raid`: what may be noun or verb is a noun behind the article of one thing and an owner, and
    `dalam mediasi Oman`, `setelah mediasi Oman` behind a preposition, `Invasi Rusia` at the start, where verbs bear a prefix."""
    tokens, articles = sentence.tokens, story.lexicon.words["single_articles"]
    if match.first == 0 and match.shape in ("", "b") and not story.lexicon.words["genitives"]:
        owner = next((m for m in story.mentions(sentence) if m.first == match.last and not m.preposition), None)
        return owner is not None and owner.last < len(tokens) and tokens[owner.last].is_word  # `Invasi Rusia ke Ukraina …`
    if match.shape in ("", "b") and match.first and not story.lexicon.words["genitives"]:
        before, words = tokens[match.first - 1].lower, story.lexicon.words
        later = match.tag.form == "weak" and before in words["told_later"]
        object_of = story.lexicon.patterns.morphology.shape(before) == ("v", "active") and before not in words["doing"]
        later = later or object_of  # `mengecam invasi Rusia`, and not `melakukan patroli`
        return later or (before in words["oblique"] and before not in words["purpose"] | words["clause_openers"])
    if match.shape == "v" or match.last - match.first > 1 or not story.lexicon.words["genitives"]:
        return False
    own = next((m for m in story.mentions(sentence) if m.last == match.first), None)
    if own is None:
        opened = opens_noun(story, sentence, match.first)
        return opened < match.first and tokens[opened].lower in articles
    if own.first and not own.roles and tokens[own.first - 1].lower in story.lexicon.words["genitives"]:
        return True  # `Merkel's US visit`
    return any(t.lower in articles for t in tokens[max(0, own.first - 1) : own.first + 1])


def reads_as_verb(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Iran eksekusi mati mata-mata Israel`: a bare root behind the name that opens a headline is its verb."""
    words = story.lexicon.words
    gerund = words["genitives"] and sentence.tokens[match.first].lower.endswith(tuple(words["participles"]))
    if gerund and match.shape == "v" and match.voice == "active":
        return True  # `admitted kidnapping two civilians`
    if match.shape not in ("", "b") or match.voice == "passive" or words["genitives"]:
        return False
    opening = next((m for m in story.mentions(sentence) if m.last == match.first), None)
    return opening is not None and opening.first == 0 and not opening.preposition and bool(opening.names)
