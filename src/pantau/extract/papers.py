"""Papers that speak: reports and documents of whom nobody knows, or that a medium has seen."""

from __future__ import annotations

from pantau.extract.actors import NOBODY
from pantau.extract.mentions import Mention
from pantau.extract.reporting import CLOSED, Speech, Who
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.voices import speaker_of

PAPER = 4
"""Words with which the paper opens a sentence that speaks for who has issued it."""
NEAR = 4
"""Sentences back in which a medium may be named whose report is meant."""
CLOSING = ',"”»'
"""Marks behind which no relative clause goes on."""


def paper_of(story: Story, sentence: Sentence, verb: int, first: int = 0) -> Who | None:
    """`Laporan-laporan menyebutkan`, `A document seen by Reuters said`: a paper that opens the sentence, or what stands behind its
    token `first`, says it, of whom nobody knows; one that is pointed at is of who spoke last."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = next((i for i in range(first, min(first + PAPER, verb)) if tokens[i].lower.split("-")[0] in words["statements"]), None)
    if at is None or any(t.text in CLOSING or t.lower in words["oblique"] for t in tokens[first:at]):
        return None
    if any(t.text in CLOSING for t in tokens[at:verb]):
        return None
    pointed = tokens[first].lower in words["defining"] or (at + 1 < verb and tokens[at + 1].lower in words["demonstratives"])
    if pointed and (story.speaker_name or story.speaker.code):
        return story.speaker_name, story.speaker
    end = next((i for i in range(at + 1, verb) if tokens[i].lower in words["heads_relative"]), verb)
    return sentence.span_of(at, end), NOBODY


def of_medium(story: Story, sentence: Sentence) -> bool:
    """Whether a medium is named shortly before: `the report` is then what it has written."""
    media = story.lexicon.words["media_names"]
    for before in story.view.sentences[max(0, sentence.number - NEAR) : sentence.number + 1]:
        if any("media" in m.roles for m in story.mentions(before)):
            return True
        if any(t.is_capital and t.lower in media and i for i, t in enumerate(before.tokens)):
            return True
    return False


def seen_by_medium(story: Story, sentence: Sentence, first: Mention) -> bool:
    """`Documents seen by Reuters said`, `Dokumen yang dilihat Reuters menyebutkan`: the medium has seen the paper and says nothing."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = next((i for i in range(min(PAPER, first.first)) if tokens[i].lower in words["statements"]), None)
    if at is None or not any(t.lower in words["heads_relative"] | words["by_agent"] for t in tokens[at + 1 : first.first]):
        return False
    source = story.knowledge.world.sources.by_name(first.span.of(story.view.text))
    return source is not None and source.kind in ("agency", "outlet")


LONGEST = 14
"""Words of a paper and what is told of it before a verb that closes the sentence."""


def closing_paper(speech: Speech) -> int | None:
    """`…, a statement at the end of the summit said`: the token at which the words begin that name a paper of nobody known."""
    tokens, verb = speech.sentence.tokens, speech.match.first
    at = next((i + 1 for i in range(verb - 1, max(0, verb - LONGEST), -1) if tokens[i].text in CLOSED), 0)
    opens = speech.words("single_articles")
    paper = 0 < at < verb - 1 and tokens[at].lower in opens and tokens[at + 1].lower in speech.words("statements")
    return at if paper else None


def issuer_of(speech: Speech, paper: int) -> Who | None:
    """`a statement issued by U.S. officials said`: who has issued the paper that begins at token `paper`."""
    by = speech.words("by_agent") | speech.words("owning")
    inside = (m for m in speech.story.mentions(speech.sentence) if paper < m.first < speech.match.first)
    issuer = next((m for m in inside if m.preposition in by), None)
    return speaker_of(speech.story, speech.sentence, issuer) if issuer is not None else None


def last_issued(speech: Speech) -> int | None:
    """`…, the statement said`, `…, the sources added`: the token at which the words begin that name what the last speaker issued, or
    him without a name; None for other closings."""
    tokens, at = speech.sentence.tokens, speech.match.first
    spoken = speech.words("issued") if speech.story.speaker.code else frozenset[str]()
    told = any(m.last < at and m.shape == "v" and m.tag.name != "none" for m in speech.sentence.layer("speech"))
    handed = told or of_medium(speech.story, speech.sentence)  # `the army said …, the report said`
    papers = frozenset[str]() if handed else speech.words("findings")
    if at < 1 or tokens[at - 1].lower not in spoken | papers:
        return None
    at -= 1
    while at > 0 and tokens[at - 1].lower in speech.words("determiners"):
        at -= 1
    return at if at > 0 and tokens[at - 1].text in CLOSED else None


def is_said_by_paper(story: Story, sentence: Sentence, verb: int) -> bool:
    """`Russia vetoed a resolution calling for a truce`, `memorandum itu menyerukan …`: a paper says it, and not who is named before."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = verb - 1 - (verb > 1 and tokens[verb - 1].lower in words["heads_relative"] - words["complement"])
    at -= at > 0 and tokens[at].lower in words["demonstratives"]
    if at < 0 or tokens[at].lower not in words["deals"] - words["statements"]:
        return False
    opens = at
    while opens > 0 and tokens[opens - 1].lower in words["determiners"] | words["articles"]:
        opens -= 1
    subject = opens == 0 or tokens[opens - 1].lower in words["complement"] or tokens[opens - 1].text == ","
    refused = any(m.first < at and m.tag.name in ("reject", "criticise", "deny") for m in sentence.layer("speech"))
    return (subject or refused) and not any(m.first <= at < m.last for m in story.mentions(sentence))


def has_issued(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`A statement from the presidency said`, `Pernyataan dari kepresidenan menyebutkan`: who has issued the paper that opens the
    sentence speaks in it."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = next((i for i in range(mention.first - 1, -1, -1) if tokens[i].lower not in words["determiners"]), 0)
    if at < 1 or tokens[at].lower not in words["from_agent"] | words["owning"] | words["loyal_to"]:
        return False
    papers = words["statements"]
    before = [t.lower for t in tokens[:at]]
    if before[-1] in words["in_whose_name"] and any(w in papers for w in before[:PAPER]):
        return before[0] not in words["oblique"]  # `A statement posted online in the name of Al-Qaeda said …`
    return len(before) <= PAPER and any(w in papers for w in before[-PAPER:]) and before[0] not in words["oblique"]
