"""Passives of speech: `dibantah Hamas`, `usul itu ditolak oleh Israel`, `disebutkan juga bahwa …`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pantau.extract.actors import NOBODY, plain
from pantau.extract.clauses import recognises
from pantau.extract.reporting import CLOSED, Speech, Who, tells_how
from pantau.extract.said import NEUTRAL, Said, tight
from pantau.extract.unsaid import is_to_come
from pantau.extract.voices import speaker_of
from pantau.extract.words import QUOTES
from pantau.model import Span

SHORTEST_POINTED = 5
"""Words below which a sentence that `hal itu` points at is no message."""
FAR_QUOTED = 4
"""Characters between the end of a quotation and the sentence that points back at it."""
ANSWERING = ("confirm", "praise", "criticise", "reject")
"""Stances of passives whose subject is what they are about: `usul itu ditolak Israel`."""


def read_passive(speech: Speech) -> Said | None:
    """`dibantah Hamas`, `dituding oleh …`: the speaker follows, with or without `oleh`."""
    story, sentence, match = speech.story, speech.sentence, speech.match
    if recognises(story, sentence, match):
        return None  # `begitu Palestina diakui oleh Israel`
    if match.tag.name in NEUTRAL and is_to_come(speech):
        return None
    tokens = sentence.tokens
    if match.first == 0 and match.tag.name == "assert" and _has_clitic(speech):
        return _said_on(speech)
    agents = speech.words("by_agent")
    told = match.last + any(t.lower in speech.words("former") for t in tokens[match.last : match.last + 1])  # `… pensiunan jenderal X`
    named = tokens[match.last - 1].lower in agents  # `diklaim oleh cabang Al-Qaeda`
    agent = next(
        (
            m
            for m in story.mentions(sentence)
            if 0 <= m.first - match.last <= 6
            and (m.first in (match.last, told) or m.preposition in agents or (m.first == match.last + 1 and named))
        ),
        None,
    )
    if agent is not None and match.first and tokens[match.first].lower in speech.words("held_to_be"):
        headed = tokens[match.first - 1].lower in speech.words("heads_relative")
        if headed and agent.preposition not in agents:
            return None  # `dua pria yang diyakini anggota Hizbullah`: what they are held to be
    if agent is None and match.tag.name == "assert":
        return _said_on(speech)
    if agent is None and match.tag.name != "deny":
        return None  # `orang yang dituduh terlibat`: nobody says it
    if tokens[match.first].lower in speech.words("relays") and match.first > 0 and tokens[match.first - 1].text == ",":
        return None  # `the governor, quoted by the Saba news agency, said …`
    who: Who = speaker_of(story, sentence, agent) if agent else (None, NOBODY)
    if match.tag.name == "assert" and _is_pointer(speech):
        story.remember(sentence, *who)
        return pointed_back(speech, who)
    quote = _quoted_before(speech) if match.tag.name == "assert" else None
    if quote is not None:
        return speech.said(who, quote, "claim.postposed", quoted=True)
    after = agent.last if agent is not None else match.last
    opens = speech.words("that_openers") | speech.words("complement") | speech.words("grounds")
    opened = after < len(tokens) and tokens[after].lower in opens
    denied = match.tag.name == "deny" or (match.tag.name in ANSWERING and not opened)  # the message stands before
    said = Span(tokens[after].start if after < len(tokens) else sentence.span.end, _end_of_aside(speech, after))
    content = tight(story, Span(tokens[0].start, _before_passive(speech)) if denied else said)
    if len(content.of(story.view.text).split()) < 2:
        return None
    before = [m for m in story.mentions(sentence) if m.last <= match.first and (not m.preposition or m.preposition in agents)]
    before.sort(key=lambda m: m.preposition not in agents)  # `penyiksaan tahanan Ukraina oleh Rusia dikecam …`
    accused = [story.actor(m, sentence).code for m in before]
    targets = tuple(c for c in accused if c and plain(c) != plain(who[1].code))[:1]
    return Said(sentence, speech.trigger, *who, match.tag.name, content, targets, "claim.passive", False)


def with_denied(speech: Speech, one: Said | None, earlier: Sequence[Said]) -> Said | None:
    """`Israel menuduh Hamas menggunakan rumah sakit, tuduhan yang dibantah Hamas`, `Kyiv accused Moscow of the raid, but Moscow denied
    it`: who turns down what another has just said in the sentence denies that."""
    if one is None or one.stance != "deny" or one.rule not in ("claim.passive", "claim.answer"):
        return one
    said = next((e for e in reversed(earlier) if e.content.end <= speech.trigger.start), None)
    if said is None or said.actor.code == one.actor.code:
        return one
    return replace(one, content=said.content, targets=one.targets or tuple(c for c in (said.actor.code,) if c))


def _end_of_aside(speech: Speech, after: int) -> int:
    """`Venezuela, accused by Bogota of sheltering rebels, did not comment`: the comma that ends what is told beside a subject."""
    tokens, first = speech.sentence.tokens, speech.match.first
    comma = next((t for t in tokens[after + 1 :] if t.text == ","), None)
    if comma is None or first == 0 or tokens[first - 1].text != "," or speech.match.tag.name in NEUTRAL:
        return speech.sentence.span.end
    return comma.start


def _before_passive(speech: Speech) -> int:
    """Where the message before a passive ends: `kematian itu [telah dikonfirmasi …]`, `A menyerang B[, tuduhan yang dibantah …]`."""
    tokens, at = speech.sentence.tokens, speech.match.first
    small = speech.words("before_verb") | speech.words("being")
    while at > 1 and (tokens[at - 1].lower in small or tells_how(speech.story.lexicon.words, tokens[at - 1].lower)):
        at -= 1
    if at > 3 and tokens[at - 1].lower in speech.words("heads_relative"):
        at = next((i for i in range(at - 2, at - 5, -1) if i > 0 and tokens[i].text == ","), at)
    return tokens[at].start


def _has_clitic(speech: Speech) -> bool:
    """`Ditambahkannya, …`: whether the verb bears the pronoun of who spoke last."""
    verb = speech.sentence.tokens[speech.match.last - 1].lower
    return any(verb.endswith(clitic) for clitic in speech.words("own_clitics"))


def _said_on(speech: Speech) -> Said | None:
    """`Disebutkan juga bahwa …`, `Ditambahkannya, …` at a sentence's start: the one who spoke last goes on."""
    story, tokens, at = speech.story, speech.sentence.tokens, speech.match.last
    his, before = _has_clitic(speech), speech.words("before_verb")
    while at < len(tokens) and (tokens[at].lower in before or (his and tokens[at].text in CLOSED + QUOTES)):
        at += 1
    opens = at < len(tokens) and tokens[at].lower in speech.words("complement")
    if speech.match.first or not (opens or (his and at < len(tokens))) or not (story.speaker.code or story.speaker_name):
        return None
    content = tight(story, Span(tokens[at].end if opens else tokens[at].start, speech.sentence.span.end))
    return speech.said((story.speaker_name, story.speaker), content, "claim.continued", quoted=False)


def _quoted_before(speech: Speech) -> Span | None:
    """`"…," demikian disampaikan juru bicara itu`: the quotation that words which point back close."""
    if speech.sentence.tokens[speech.match.first].lower not in speech.words("thus"):
        return None
    start = speech.trigger.start
    return next((q for q in reversed(speech.paragraph.quotes) if q.end <= start <= q.end + FAR_QUOTED), None)


def _is_pointer(speech: Speech) -> bool:
    """Whether nothing but a word that points back (`hal itu`, `pernyataan tersebut`) stands before a passive verb of speech."""
    tokens, first = speech.sentence.tokens, speech.match.first
    if first == 0:
        return tokens[0].lower in speech.words("thus")
    return first <= 2 and tokens[first - 1].lower in speech.words("demonstratives") | speech.words("thus")


def pointed_back(speech: Speech, who: Who) -> Said | None:
    """`Rusia mengirim kapal perang. Hal itu diungkapkan juru bicara …`: it names who said what stands before, if that names nobody."""
    story, number = speech.story, speech.sentence.number - 1
    near = story.view.paragraphs[max(0, speech.sentence.paragraph - 1) : speech.sentence.paragraph + 1]
    quote = next((q for p in near for q in p.quotes if q.end <= speech.sentence.span.start <= q.end + FAR_QUOTED), None)
    if quote is not None and who[0] is not None and len(quote.of(story.view.text).split()) >= SHORTEST_POINTED:
        return speech.said(who, quote, "claim.pointing", quoted=True)
    before = story.view.sentences[number] if number >= 0 else None
    if before is None or speech.sentence.paragraph - before.paragraph > 1 or who[0] is None:
        return None
    if any(m.tag.name != "none" and m.tag.form != "nouns" for m in before.layer("speech")):
        return None
    content = tight(story, before.span)
    if len(content.of(story.view.text).split()) < SHORTEST_POINTED:
        return None
    return speech.said(who, content, "claim.pointing", quoted=False)
