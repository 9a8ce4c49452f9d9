"""Who says what: every act of speech in the article, its speaker, stance, content and targets."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from pantau.extract.actors import VOICELESS, Actor
from pantau.extract.patterns import Match
from pantau.extract.reporting import Speech
from pantau.extract.said import Said, content_words, cued, targets_of
from pantau.extract.speakers import is_mutual
from pantau.extract.speech import read_speech
from pantau.extract.story import Story
from pantau.extract.view import Paragraph, Sentence

LONGEST_MEDIUM = 40
"""Characters behind a speaker's first word in which a medium's name may go on: `The New York Times`."""
PEACEFUL = ("none", "CONSULT", "AGREE", "SUPPORT", "AID", "COOPERATE", "RETREAT")
"""Deeds that anybody does: a visit, a gift, a return."""
LEAD_SHARED, LEAD_SHARE = 4, 0.4
MERGE_QUOTED, MERGE_PLAIN = 0.5, 0.7
"""Shares of content words at which a quotation restates its paraphrase, and any message one before it; measured on the gold pages.
"""


def find_said(story: Story) -> list[Said]:
    """All acts of speech of the article in order; restatements of one message are merged."""
    found: list[Said] = []
    for paragraph in story.view.paragraphs:
        for sentence in paragraph.sentences:
            found.extend(_in_sentence(story, paragraph, sentence))
        found.extend(_orphan_quotes(story, paragraph, found))
    return _without_lead(story, merge_said(story, found))


def is_idle(story: Story, one: Said) -> bool:
    """`The founder said his daughter played too long`: what somebody of no party says where nobody of one and no deed is near."""
    if one.actor.code or one.targets or one.actor.role in VOICELESS:
        return False
    at, places = one.sentence.paragraph, story.lexicon.words["locatives"]
    for sentence in (s for p in story.view.paragraphs[max(0, at - 1) : at + 2] for s in p.sentences):
        deeds = (m for m in sentence.layer("event", "harm", "truce") if m.tag.name not in PEACEFUL and m.tag.form != "weak")
        if next(deeds, None) is not None:
            return False
        named = (story.actor(m, sentence) for m in story.mentions(sentence) if not m.is_pronoun and m.preposition not in places)
        if any(actor.code and not actor.how for actor in named):
            return False
    return True


def _in_sentence(story: Story, paragraph: Paragraph, sentence: Sentence) -> list[Said]:
    said: list[Said] = []
    taken = -1
    for match in sentence.layer("speech"):
        if match.tag.name == "none" or match.first < taken:
            taken = max(taken, match.last if match.tag.name == "none" else taken)
            continue
        if _is_inside_quote(paragraph, sentence, match) or _is_act(sentence, match) or _is_name(sentence, match):
            continue
        one = read_speech(Speech(story, paragraph, sentence, match), said)
        if one is not None and _is_own_word(story, one, said):
            continue  # `Siniora mengatakan, Saya mendesak …`: what he urges is what he says
        if one is None or _is_relay(story, one) or (story.setting.is_mishap(sentence) and (one.stance == "assert" or not one.targets)):
            continue
        taken = sentence.token_at(one.trigger.end)
        for each in _each_side(story, sentence, match, one):
            if not any(each.content == s.content and each.actor.code == s.actor.code for s in said):
                said.append(each)
                story.remember(sentence, each.speaker, each.actor)
    return said


def _is_own_word(story: Story, one: Said, said: Sequence[Said]) -> bool:
    """Whether a first person speaks within a message of the same sentence."""
    words = one.speaker.of(story.view.text).lower() if one.speaker else ""
    return words in story.lexicon.words["pronouns_first"] and any(s.content.start <= one.trigger.start < s.content.end for s in said)


def _is_inside_quote(paragraph: Paragraph, sentence: Sentence, match: Match) -> bool:
    at = sentence.tokens[match.first].start
    return any(q.start <= at < q.end and q.end - q.start > 40 for q in paragraph.quotes)


def _is_name(sentence: Sentence, match: Match) -> bool:
    """Whether the word stands with a capital among names inside the sentence: `Ali Said Yusuf` says nothing."""
    tokens, at = sentence.tokens, match.first
    return at > 0 and tokens[at].is_capital and tokens[at].text[1:].islower() and tokens[at - 1].is_capital


def _is_act(sentence: Sentence, match: Match) -> bool:
    """Whether a longer event pattern holds the same words: `mengakui negara Palestina` recognises a state, it confirms nothing."""
    return any(m.first == match.first and m.last > match.last and m.tag.form == "phrases" for m in sentence.layer("event"))


def _is_relay(story: Story, one: Said) -> bool:
    """Whether the speaker is a medium that relays others: a credit, no claim."""
    if one.speaker is None:
        return False
    behind = story.view.text[one.speaker.end : one.speaker.end + LONGEST_MEDIUM].split()
    named = one.speaker.of(story.view.text).split() + list(itertools.takewhile(lambda word: word[:1].isupper(), behind))
    if named and named[-1][:1].isupper() and named[-1].lower() in story.lexicon.words["media_names"]:
        return True  # `the Times of that land`, `Afghan News`
    if one.actor.code:
        return False
    source = story.knowledge.world.sources.by_name(one.speaker.of(story.view.text))  # `Human Rights Watch` speaks, Reuters relays
    return one.actor.role == "media" or (source is not None and source.kind not in ("observer", "authority"))


def _each_side(story: Story, sentence: Sentence, match: Match, one: Said) -> list[Said]:
    """`saling menuduh`: both parties say it of each other; else the one claim."""
    codes = (one.actor.code or "").split("+")
    if len(codes) != 2:
        return [one]
    first, second = codes
    if not is_mutual(story, sentence, match):
        return [replace(one, actor=Actor(first, one.actor.role, one.actor.how))]
    return [
        replace(one, actor=Actor(a, one.actor.role, one.actor.how), targets=(b,)) for a, b in ((first, second), (second, first))
    ]


def _orphan_quotes(story: Story, paragraph: Paragraph, found: Sequence[Said]) -> list[Said]:
    """A paragraph that is one quotation without a verb goes on with what the last speaker said."""
    if not paragraph.quotes or not found or not (story.speaker.code or story.speaker_name):
        return []
    quote = paragraph.quotes[0]
    whole = quote.end - quote.start > 0.85 * (paragraph.span.end - paragraph.span.start)
    if not whole or any(s.content.overlaps(quote) for s in found) or quote.end - quote.start < 30:
        return []
    sentence = paragraph.sentences[0]
    stance = cued(story, quote, "assert", story.speaker)
    trigger = sentence.span_of(0, min(len(sentence.tokens), 3))
    targets = targets_of(story, quote, story.speaker, stance)
    return [
        Said(
            sentence,
            trigger,
            story.speaker_name,
            story.speaker,
            stance,
            quote,
            targets,
            "claim.continued",
            True,
            "the last speaker",
        )
    ]


def merge_said(story: Story, said: Sequence[Said]) -> list[Said]:
    """One claim per speaker and message: a paraphrase followed by its quotation becomes one claim that spans both."""
    kept: list[Said] = []
    for one in said:
        last = next((k for k in reversed(kept[-3:]) if _same_speaker(k, one)), None)
        if last is not None and _restates(story, last, one):
            index = len(kept) - 1 - kept[::-1].index(last)
            kept[index] = replace(last, content=last.content.joined(one.content))
            continue
        kept.append(one)
    return kept


def _same_speaker(a: Said, b: Said) -> bool:
    return a.actor.code == b.actor.code and (a.actor.code is not None or a.speaker == b.speaker)


def _restates(story: Story, a: Said, b: Said) -> bool:
    """Whether `b` says again what `a` said: the quotation behind its paraphrase, or the same words a second time."""
    if b.sentence.paragraph - a.sentence.paragraph > 2:
        return False
    if a.stance != b.stance and a.stance != "assert" and b.stance != "assert":
        return False
    left, right = content_words(story, a.content), content_words(story, b.content)
    shared = len(left & right)
    quoted = b.quoted and not a.quoted
    goes_on = b.rule == "claim.postposed" and b.sentence.paragraph - a.sentence.paragraph <= 1
    if goes_on and (b.actor.code is None or shared >= 2):
        return True  # the next quotation of one speech on one point
    return shared >= 2 and shared >= (MERGE_QUOTED if quoted else MERGE_PLAIN) * min(len(left), len(right))


def _without_lead(story: Story, said: list[Said]) -> list[Said]:
    """Without a lead that the text later spells out: the first paragraph's claim goes when the same party says it again in full."""
    if not said or said[0].sentence.paragraph > 0:
        return said
    lead, words = said[0], content_words(story, said[0].content)
    for later in said[1:]:
        if later.sentence.number > 0 and later.actor.code == lead.actor.code and later.actor.code:
            shared = len(words & content_words(story, later.content))
            if shared >= LEAD_SHARED and shared >= LEAD_SHARE * len(words):
                return said[1:]
    return said
