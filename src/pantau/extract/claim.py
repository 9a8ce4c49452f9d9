"""Who says what: every act of speech in the article, its speaker, stance, content and targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pantau.extract.actors import Actor
from pantau.extract.answers import with_answers
from pantau.extract.groups import groups
from pantau.extract.hosts import receives_guest
from pantau.extract.media import for_state, is_relay
from pantau.extract.patterns import Match
from pantau.extract.reporting import Speech, is_left_open, stands_behind
from pantau.extract.said import NEUTRAL, Said, content_words, tight
from pantau.extract.speakers import is_mutual
from pantau.extract.speech import read_speech
from pantau.extract.stances import cued
from pantau.extract.story import Story
from pantau.extract.targets import targets_of
from pantau.extract.view import Paragraph, Sentence
from pantau.extract.words import QUOTES

TOLD_ANEW = ("demand", "criticise", "threaten", "reject", "praise")
"""Stances of the lead that a later message of the same stance against the same party spells out."""
CLOSED_BY = ("claim.postposed", "claim.closing")
"""Rules of what is said before its reporting words."""
LEAD_SHARED, LEAD_SHARE = 2, 0.25
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
    told = [one for one in found if not _is_description(story, one, found)]
    said = merge_said(story, [_with_unmarked(story, one, told) for one in told])
    return with_answers(story, said)


def _in_sentence(story: Story, paragraph: Paragraph, sentence: Sentence) -> list[Said]:
    said: list[Said] = []
    taken, words = -1, story.lexicon.words
    story.outer = story.speaker_name, story.speaker
    for match in (_without_question(words, sentence, m) for m in sentence.layer("speech")):
        if match.tag.name == "none" or match.first < taken:
            taken = max(taken, match.last if match.tag.name == "none" else taken)
            continue
        if _is_inside_quote(story, paragraph, sentence, match) or _is_act(words, sentence, match) or _is_name(sentence, match):
            continue
        if receives_guest(story, sentence, match):
            continue
        one = _without_fellows(story, for_state(story, read_speech(Speech(story, paragraph, sentence, match), said)))
        if one is not None and (_is_own_word(story, one, said) or _is_denied(one, said)):
            continue  # `Siniora mengatakan, Saya mendesak …`: what he urges is what he says
        if one is None or _is_march(story, one) or is_relay(story, one):
            continue
        if story.setting.is_mishap(sentence) and (one.stance == "assert" or not one.targets):
            continue
        taken = sentence.token_at(one.trigger.end)
        for each in _each_side(story, sentence, match, one):
            if not any(each.content == s.content and each.actor.code == s.actor.code for s in said):
                said.append(each)
                story.remember(sentence, each.speaker, each.actor)
                if each.targets:
                    story.aimed = sentence.number, each.actor.code, each.targets
    return said


def _without_question(words: Mapping[str, frozenset[str]], sentence: Sentence, match: Match) -> Match:
    """`said whoever was responsible for the attack would be punished`: the bare verb, where words that accuse ask who did it."""
    held = sentence.tokens[match.first + 1 : match.last]
    if match.tag.name != "accuse" or not any(t.lower in words["asking_who"] - words["heads_relative"] for t in held):
        return match
    return match._replace(last=match.first + 1, tag=match.tag._replace(name="assert"))


def _is_march(story: Story, one: Said) -> bool:
    """`Thousands protested against the war`: people in the street do a deed; a government that protests over something says so."""
    words, told = story.lexicon.words, one.trigger.of(story.view.text).lower().split()
    if told[-1] not in words["protested"] or one.actor.role == "ally":
        return False
    street = one.actor.role in ("protester", "civilian", "opposition", "militant")
    return street or one.actor.code is None or one.actor.code.endswith(("_OPP", "_CIV"))


def _is_description(story: Story, one: Said, found: Sequence[Said]) -> bool:
    """`Two men who refused to say what they wanted stopped the bus, the driver said`: a relative clause about people without a name,
    or about a paper, within what another says only describes them."""
    words, tokens, first = story.lexicon.words, one.sentence.tokens, one.sentence.token_at(one.trigger.start)
    outer = next((s for s in found if s is not one and s.content.start <= one.trigger.start < s.content.end), None)
    if outer is None or one.speaker is None or _same_speaker(outer, one):
        return False
    while first > 0 and tokens[first - 1].lower in words["before_verb"]:
        first -= 1
    if first < 2 or tokens[first - 1].lower not in words["heads_relative"]:
        return False
    named = any(m.names or m.name for m in story.mentions(one.sentence) if m.span.overlaps(one.speaker))
    return not named or tokens[first - 2].lower in words["statements"] | words["deals"]


def _is_own_word(story: Story, one: Said, said: Sequence[Said]) -> bool:
    """Whether a first person speaks within a message of the same sentence."""
    words = one.speaker.of(story.view.text).lower() if one.speaker else ""
    return words in story.lexicon.words["pronouns_first"] and any(s.content.start <= one.trigger.start < s.content.end for s in said)


def _is_denied(one: Said, said: Sequence[Said]) -> bool:
    """`Iran membantah telah meminta …`, `denied having threatened …`: what its speaker denies that he said he did not say."""
    return any(s.stance == "deny" and s.content.start <= one.trigger.start < s.content.end and _same_speaker(s, one) for s in said)


def _is_inside_quote(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> bool:
    at = sentence.tokens[match.first].start
    longest = 0 if match.tag.form == "nouns" else 40  # `what it called an "existential threat"`: a noun in marks reports nothing
    inside = next((q for q in paragraph.quotes if q.start <= at < q.end and q.end - q.start > longest), None)
    return inside is not None and not (is_left_open(story, inside) and _closes(story, sentence, match))


CLOSE = 8
"""Words between the comma of a message and a verb that closes it behind its subject."""


def _closes(story: Story, sentence: Sentence, match: Match) -> bool:
    """`"Kami akan menang, kata …`: whether a verb can close a message whose quotation nobody closed."""
    words, before = story.lexicon.words, sentence.tokens[max(0, match.first - CLOSE) : match.first]
    bare = before[-1:] if words["own_clitics"] else before  # where subjects stand before closing verbs the comma is before them
    return match.tag.form == "verbs" and stands_behind(words, sentence.tokens[match.first].lower) and any(t.text == "," for t in bare)


def _is_name(sentence: Sentence, match: Match) -> bool:
    """Whether the word stands with a capital among names inside the sentence: `Ali Said Yusuf` says nothing."""
    tokens, at = sentence.tokens, match.first
    return at > 0 and tokens[at].is_capital and tokens[at].text[1:].islower() and tokens[at - 1].is_capital


def _is_act(words: Mapping[str, frozenset[str]], sentence: Sentence, match: Match) -> bool:
    """Whether a longer event pattern holds the same words: `mengakui negara Palestina` recognises a state, it confirms nothing; who
    `menjanjikan bantuan` has still promised it."""
    if match.tag.name == "pledge":
        return False
    acts = (m for m in sentence.layer("event") if m.first == match.first and m.last > match.last and m.tag.form == "phrases")
    opens = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    return any(acts) and opens not in words["complement"]  # `menambahkan bahwa pasukannya …` adds no troops


def _without_fellows(story: Story, one: Said | None) -> Said | None:
    """`Germany and France condemned the decision`: who speaks with the speaker is nobody's target, unless the message names him."""
    if one is None or not one.targets or one.speaker is None or not one.speaker.end <= one.trigger.start:
        return one
    speaker = one.speaker
    together = next((g for g in groups(story, one.sentence) if any(m.span.overlaps(speaker) for m in g)), ())
    mates = [m for m in together if speaker.end <= m.span.start and m.span.end <= one.trigger.start]
    if not mates or any(m.is_pronoun for m in mates):
        return one
    fellows = {story.actor(m, one.sentence).code for m in mates}
    named = {
        story.actor(m, s).code for s in story.view.sentences_in(one.content) for m in story.mentions(s) if one.content.overlaps(m.span)
    }
    targets = tuple(c for c in one.targets if c not in fellows - named)
    return one if targets == one.targets else replace(one, targets=targets)


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


MOST_UNMARKED = 3
"""Sentences of running speech without quotation marks that belong to one message on either side."""


def _with_unmarked(story: Story, one: Said, found: Sequence[Said]) -> Said:
    """`Kami belum sepakat. Namun ini awal yang baik, kata Rice.`: speech written without quotation marks goes on in the sentences
    beside it that speak in the first person and name no speaker of their own."""
    if one.rule != "claim.postposed" or any(mark in one.content.of(story.view.text) for mark in QUOTES):
        return one
    content, sentences = one.content, story.view.sentences
    taken = [s.content for s in found if s is not one]
    for step in (-1, 1):
        number = one.sentence.number + step
        for at in range(number, number + step * MOST_UNMARKED, step):
            beside = sentences[at] if 0 <= at < len(sentences) else None
            if beside is None or not _is_unmarked(story, beside, one) or any(beside.span.overlaps(t) for t in taken):
                break
            content = content.joined(tight(story, sentences[at].span))
    if content == one.content:
        return one
    stance = cued(story, content, "assert", one.actor) if one.stance == "assert" else one.stance
    return replace(one, content=content, stance=stance, targets=targets_of(story, content, one.actor, stance))


def _is_unmarked(story: Story, sentence: Sentence, one: Said) -> bool:
    """Whether a sentence speaks in the first person without marks and without a reporting word."""
    near = abs(sentence.paragraph - one.sentence.paragraph) <= 1
    spoken = any(t.lower in story.lexicon.words["pronouns_first"] and not _is_owned(story, t.lower) for t in sentence.tokens)
    reported = any(m.tag.name != "none" and m.tag.form != "nouns" for m in sentence.layer("speech"))
    return near and spoken and not reported and not any(t.text in QUOTES for t in sentence.tokens)


def _is_owned(story: Story, word: str) -> bool:
    """`pihaknya`: a word with the clitic of a third person, as others tell what somebody says."""
    return any(word.endswith(c) for c in story.lexicon.words["own_clitics"])


def merge_said(story: Story, said: Sequence[Said]) -> list[Said]:
    """One claim per speaker and message: a paraphrase followed by its quotation becomes one claim that spans both."""
    kept: list[Said] = []
    for one in said:
        kept = [k for k in kept if not _is_within(k, one)]
        last = next((k for k in reversed(kept[-3:]) if _same_speaker(k, one)), None)
        if last is not None and last.sentence is one.sentence and (_only_closes(story, last, one) or _only_hands_on(last, one)):
            continue
        if last is not None and _restates(story, last, one):
            index = len(kept) - 1 - kept[::-1].index(last)
            sharper = last.stance == "assert" and one.stance == "threaten" and one.quoted and one.sentence is not last.sentence
            told = one if sharper else last
            kept[index] = replace(last, content=last.content.joined(one.content), stance=told.stance, targets=told.targets)
            continue
        kept.append(one)
    return kept


def _only_closes(story: Story, said: Said, closing: Said) -> bool:
    """`Senegal menyesalkan penundaan itu, demikian isi pernyataan pemerintahnya`: the closing words add nothing to what he deplores."""
    thus = closing.trigger.of(story.view.text).lower().split()[0] in story.lexicon.words["thus"]
    return thus and closing.content.start <= said.trigger.start < closing.content.end


def _only_hands_on(said: Said, closing: Said) -> bool:
    """`The king urged Iran to halt it, according to a statement by his office`: who tells of a demand of his own side adds nothing."""
    outer = closing.rule == "claim.according" and said.speaker is not None and said.speaker.start < said.trigger.start
    opens = outer and said.speaker is not None and closing.content.start <= said.speaker.start
    return opens and said.stance not in NEUTRAL and said.trigger.start < closing.content.end


def _is_within(a: Said, b: Said) -> bool:
    """`Senegal percaya bahwa cukup sudah, kata Menlu Gadio`: what he believes is what he says."""
    neutral = a.sentence is b.sentence and a.stance in NEUTRAL and _same_speaker(a, b)
    return neutral and b.content.start <= a.trigger.start < b.content.end


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
    marked = any(mark in story.view.text[b.content.start - 1 : b.content.end + 1] for mark in QUOTES)
    goes_on = b.rule == "claim.postposed" and marked and b.sentence.paragraph - a.sentence.paragraph <= 1
    if goes_on and (b.actor.code is None or shared >= 2):
        return True  # the next quotation of one speech on one point
    if marked and _is_spelt_by(story, a, b):
        return True
    return shared >= 2 and shared >= (MERGE_QUOTED if quoted else MERGE_PLAIN) * min(len(left), len(right))


def _is_spelt_by(story: Story, a: Said, b: Said) -> bool:
    """`The minister said the army was ready. "No ship may come near," he said.`: the quotation directly behind a report, whose speaker
    is only pointed back at, spells it out; one that adds something does not."""
    words, tokens = story.lexicon.words, b.sentence.tokens
    if b.rule not in CLOSED_BY or a.rule != "claim.preposed" or b.sentence.number - a.sentence.number != 1:
        return False
    named = b.speaker is not None and b.sentence.span.start <= b.speaker.start < b.sentence.span.end
    told, opens = (tokens[b.sentence.token_at(at)].lower for at in (b.trigger.start, b.content.start))
    return not named and told not in words["adding"] and opens not in words["coordinators"] | words["turning"]


def without_lead(story: Story, said: Sequence[Said]) -> list[Said]:
    """Without what the lead says and the text later spells out: a claim of the first paragraph goes when the same party says it again
    in full."""
    return [one for one in said if one.sentence.paragraph > 0 or not _is_spelt_out(story, one, said)]


def _is_spelt_out(story: Story, lead: Said, said: Sequence[Said]) -> bool:
    """Whether a later sentence holds a claim of the same speaker that shares enough of the lead's words."""
    words = content_words(story, lead.content)
    for later in said:
        if later.sentence.number > lead.sentence.number and _is_his(story, lead, later):
            shared = len(words & content_words(story, later.content))
            alike = later.stance == lead.stance or (lead.stance != "deny" and "assert" in (later.stance, lead.stance))
            if alike and shared >= LEAD_SHARED and shared >= LEAD_SHARE * len(words):
                return True
            if later.stance == lead.stance in TOLD_ANEW and set(lead.targets) & set(later.targets) and shared >= 2:
                return True
    return False


def _is_his(story: Story, a: Said, b: Said) -> bool:
    """Whether two claims are of one party and not of two persons named of it, or of one person of none: `Itzhak Brik`, then `Brik`."""
    names = [s.speaker.of(story.view.text).split()[-1:] if s.speaker else [] for s in (a, b)]
    if a.actor.code or b.actor.code:
        two = names[0] != names[1] and all(name and name[0].lower() in story.people for name in names)
        return a.actor.code == b.actor.code and not two
    return bool(names[0]) and names[0] == names[1]
