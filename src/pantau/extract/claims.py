"""Who says what: every act of speech in the article, its speaker, stance, content and targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pantau.extract.actors import NOBODY, VOICELESS, Actor, plain, unique
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Paragraph, Sentence
from pantau.model import Span


@dataclass(frozen=True)
class Said:
    """One act of speech before it becomes a record: the trigger, the speaker as written and whose he is, stance, content, targets."""

    sentence: Sentence
    trigger: Span
    speaker: Span | None
    actor: Actor
    stance: str
    content: Span
    targets: tuple[str, ...]
    rule: str
    quoted: bool
    how: str = ""


def find_said(story: Story) -> list[Said]:
    """All acts of speech of the article in order; restatements of one message are merged."""
    found: list[Said] = []
    for paragraph in story.view.paragraphs:
        for sentence in paragraph.sentences:
            for said in _in_sentence(story, paragraph, sentence):
                found.append(said)
                if said.actor.code or said.speaker:
                    story.speaker, story.speaker_name = said.actor, said.speaker or story.speaker_name
        found.extend(_orphan_quotes(story, paragraph, found))
    return merge_said(story, found)


def _in_sentence(story: Story, paragraph: Paragraph, sentence: Sentence) -> list[Said]:
    said: list[Said] = []
    for match in sentence.layer("speech"):
        if match.tag.name == "none" or (said and match.first < sentence.token_at(said[-1].trigger.end)):
            continue
        if _is_inside_quote(paragraph, sentence, match):
            continue
        one = _read_speech(story, paragraph, sentence, match)
        if one is not None and not any(one.content == s.content and one.actor.code == s.actor.code for s in said):
            said.append(one)
    return said


def _is_inside_quote(paragraph: Paragraph, sentence: Sentence, match: Match) -> bool:
    at = sentence.tokens[match.first].start
    return any(q.start <= at < q.end and q.end - q.start > 40 for q in paragraph.quotes)


def _read_speech(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> Said | None:
    form = match.tag.form
    if form == "prepositions":
        return _according_to(story, paragraph, sentence, match)
    if form == "passive_source":
        return _passive(story, sentence, match)
    if form == "nouns":
        return _nominal(story, sentence, match)
    if _is_postposed(story, paragraph, sentence, match):
        return _postposed(story, paragraph, sentence, match)
    return _preposed(story, paragraph, sentence, match)


def _is_postposed(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> bool:
    """Whether the verb stands behind its message: after a closed quotation, or after a comma as a bare form (`…, kata polisi`)."""
    if match.first == 0:
        return match.shape in ("b", "") and sentence.tokens[0].lower in story.lexicon.words["postposed"]
    before = sentence.tokens[match.first - 1]
    bare = sentence.tokens[match.first].lower in story.lexicon.words["postposed"] or sentence.tokens[match.first].lower.removesuffix("nya") in story.lexicon.words["postposed"]
    if before.text in '"”»':
        return bare
    if before.text == ",":
        return bare
    return False


def _postposed(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> Said | None:
    tokens = sentence.tokens
    speaker, actor = _speaker_after(story, sentence, match)
    trigger = sentence.span_of(match.first, match.last)
    quote = next((q for q in reversed(paragraph.quotes) if q.end <= trigger.start and trigger.start - q.end <= 4), None)
    if quote is None and match.first > 0:
        end = tokens[match.first - 1].start if tokens[match.first - 1].text in ',"”' else trigger.start
        start = _content_start(story, sentence, match.first)
        if end - start < 8:
            return None
        quote = Span(start, end)
        quote = _tight(story, quote)
    if quote is None:
        return None
    content = quote
    for q in paragraph.quotes:  # "…," kata X. "…" goes on in the same breath
        if trigger.end <= q.start <= trigger.end + 90 and "." in story.view.text[trigger.end : q.start] and quote.end < q.start and _one_breath(story, paragraph, trigger, q):
            content = Span(content.start, q.end)
    stance = _stance(story, sentence, match, content, actor)
    return Said(sentence, trigger, speaker, actor, stance, content, _targets(story, content, actor, stance), "claim.postposed", True)


def _one_breath(story: Story, paragraph: Paragraph, trigger: Span, quote: Span) -> bool:
    between = story.view.text[trigger.end : quote.start - 1]
    return between.count(".") == 1 and between.rstrip().endswith(".")


def _content_start(story: Story, sentence: Sentence, at: int) -> int:
    """Where an unquoted message before its verb begins: the sentence's first word."""
    return sentence.tokens[0].start


def _preposed(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> Said | None:
    trigger = sentence.span_of(match.first, match.last)
    if sentence.tokens[match.first - 1].lower in story.lexicon.words["negation"] and match.first > 0:
        return None
    speaker, actor = _speaker_before(story, sentence, match)
    if actor is None:
        return None
    content = _content_after(story, paragraph, sentence, match)
    if content is None or len(content.of(story.view.text).split()) < 2:
        return None
    stance = _stance(story, sentence, match, content, actor)
    quoted = any(q.overlaps(content) for q in paragraph.quotes)
    return Said(sentence, trigger, speaker, actor, stance, content, _targets(story, content, actor, stance), "claim.preposed", quoted)


def _speaker_before(story: Story, sentence: Sentence, match: Match) -> tuple[Span | None, Actor | None]:
    oblique = story.lexicon.words["oblique"]
    candidates = [m for m in story.mentions(sentence) if m.last <= match.first]
    stop = _clause_floor(story, sentence, match.first)
    inside = [m for m in candidates if m.first >= stop and m.preposition not in oblique]
    if not inside and stop and sentence.tokens[stop - 1].lower == "yang":
        inside = [m for m in candidates if m.last <= stop][-1:]
    if not inside:
        inside = [m for m in candidates if m.preposition not in oblique][:1] if match.first - stop <= 3 else []
    if not inside:
        clitic = sentence.tokens[match.first].lower.endswith("nya")
        near = match.first <= 2 or clitic
        return (story.speaker_name, story.speaker) if near and (story.speaker.code or story.speaker_name) else (None, None)
    mention = next((m for m in inside if m.has_person), inside[-1])
    if mention.has_person and inside[-1] is not mention and inside[-1].first - mention.last > 6:
        mention = inside[-1]
    return _speaker(story, sentence, mention)


def _clause_floor(story: Story, sentence: Sentence, at: int) -> int:
    for i in range(at - 1, -1, -1):
        word = sentence.tokens[i].lower
        if word in ".;:!?" or word in story.lexicon.words["clause_openers"] or word == "yang":
            return i + 1
    return 0


def _speaker_after(story: Story, sentence: Sentence, match: Match) -> tuple[Span | None, Actor]:
    if sentence.tokens[match.last - 1].lower.endswith("nya"):
        return story.speaker_name, story.speaker
    for mention in story.mentions(sentence):
        if mention.first >= match.last and mention.first - match.last <= 3:
            span, actor = _speaker(story, sentence, mention)
            return span, actor
    if match.last < len(sentence.tokens) and sentence.tokens[match.last].is_word:
        end = match.last
        while end < len(sentence.tokens) and sentence.tokens[end].is_word and end - match.last < 5:
            end += 1
        return sentence.span_of(match.last, end), NOBODY
    return story.speaker_name, story.speaker


def _speaker(story: Story, sentence: Sentence, mention: Mention) -> tuple[Span | None, Actor]:
    actor = story.actor(mention, sentence)
    if mention.is_pronoun:
        if mention.last - mention.first == 1 and sentence.tokens[mention.first].lower not in story.lexicon.words["pronouns_third_plural"]:
            return story.speaker_name or mention.span, story.speaker if story.speaker_name else actor
        return mention.span, actor
    if actor.role in VOICELESS:
        actor = Actor(None, actor.role)
    elif actor.role == "civilian" and (not mention.names or mention.has_person):
        actor = Actor(None, actor.role)
    return mention.name or mention.span, actor


def _content_after(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> Span | None:
    """What is said: the quotation that follows, else from `bahwa` or the first word after time and addressee to the end of the sentence."""
    tokens, words = sentence.tokens, story.lexicon.words
    start = match.last
    bahwa = next((i for i in range(match.last, min(len(tokens), match.last + 30)) if tokens[i].lower == "bahwa"), None)
    other = next((m.first for m in sentence.layer("speech") if m.first >= match.last and m.tag.name != "none"), len(tokens))
    if bahwa is not None and bahwa < other + 1:
        start = bahwa + 1
    else:
        start = _skip_adjuncts(story, sentence, start)
    if start >= len(tokens):
        quote = next((q for q in paragraph.quotes if 0 <= q.start - sentence.span.end <= 3), None)
        return quote
    end = sentence.span.end
    for m in sentence.layer("speech"):  # "X mengatakan A, kata Y": A ends before the second verb
        if m.first > start + 1 and tokens[m.first - 1].text == "," and tokens[m.first].lower in words["postposed"]:
            end = tokens[m.first - 1].start
            break
    first = tokens[start].start
    quote = next((q for q in paragraph.quotes if q.start - 2 <= first <= q.start + 1), None)
    if quote is not None and quote.end >= end - 3:
        return quote
    return _tight(story, Span(first, end)) if end > first else None


def _skip_adjuncts(story: Story, sentence: Sentence, at: int) -> int:
    """Past commas, days, `kepada …`, `dalam sebuah pernyataan` and the like between a reporting verb and its message."""
    tokens = sentence.tokens
    dates = story.dates(sentence)
    moved = True
    while moved and at < len(tokens):
        moved = False
        if tokens[at].text in ',:"“(-–':
            at, moved = at + 1, True
            continue
        for d in dates:
            before = at + 1 if tokens[at].lower in ("pada", "hari") else at
            before = before + 1 if before < len(tokens) and tokens[before].lower == "hari" else before
            if before < len(tokens) and abs(tokens[before].start - d.span.start) <= 5 and d.span.end > tokens[at].start:
                at, moved = sentence.token_at(d.span.end), True
                break
        if not moved and at < len(tokens) and tokens[at].lower in ("kepada", "dalam", "melalui", "lewat", "saat", "pada", "di"):
            comma = next((i for i in range(at, min(at + 12, len(tokens))) if tokens[i].text in ",:\"“"), None)
            if comma is not None:
                at, moved = comma + 1, True
    return at


def _according_to(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match) -> Said | None:
    tokens = sentence.tokens
    speaker, actor, last = None, NOBODY, match.last
    clitic = tokens[match.last - 1].lower.endswith("nya")
    for mention in story.mentions(sentence):
        if mention.first >= match.last and mention.first - match.last <= 5:
            speaker, actor = _speaker(story, sentence, mention)
            last = mention.last
            break
    else:
        if not clitic:
            return None
        speaker, actor = story.speaker_name, story.speaker
    trigger = sentence.span_of(match.first, match.last)
    content: Span | None
    if match.first <= 2:
        comma = next((i for i in range(last, min(len(tokens), last + 14)) if tokens[i].text in ',"“'), last - 1)
        content = _tight(story, Span(tokens[comma + 1].start, sentence.span.end)) if comma + 1 < len(tokens) else None
    else:
        content = _tight(story, Span(tokens[0].start, tokens[match.first - 1].end))
    if content is None or len(content.of(story.view.text).split()) < 2:
        return None
    stance = _stance(story, sentence, match, content, actor)
    return Said(sentence, trigger, speaker, actor, stance, content, _targets(story, content, actor, stance), "claim.according", False)


def _passive(story: Story, sentence: Sentence, match: Match) -> Said | None:
    """`dibantah Hamas`, `dituding oleh …`: the speaker follows, with or without `oleh`."""
    tokens = sentence.tokens
    for mention in story.mentions(sentence):
        if mention.first >= match.last and (mention.first == match.last or mention.preposition == "oleh") and mention.first - match.last <= 6:
            speaker, actor = _speaker(story, sentence, mention)
            break
    else:
        if match.tag.name not in ("accuse", "deny"):
            return None
        speaker, actor = None, NOBODY
    trigger = sentence.span_of(match.first, match.last)
    end = sentence.span.end
    after = tokens[match.last].start if match.last < len(tokens) else end
    content = _tight(story, Span(after, end)) if match.tag.name != "deny" else _tight(story, Span(tokens[0].start, trigger.start))
    if content is None or len(content.of(story.view.text).split()) < 2:
        return None
    targets = tuple(c for m in story.mentions(sentence) if m.last <= match.first and not m.preposition for c in [story.actor(m, sentence).code] if c)[:1]
    return Said(sentence, trigger, speaker, actor, match.tag.name, content, targets, "claim.passive", False)


def _nominal(story: Story, sentence: Sentence, match: Match) -> Said | None:
    """`tuduhan Israel bahwa …`, `seruan PBB untuk …`: the owner follows the noun."""
    for mention in story.mentions(sentence):
        if mention.first == match.last and not mention.is_pronoun:
            break
    else:
        return None
    tokens = sentence.tokens
    opener = next((i for i in range(mention.last, min(mention.last + 2, len(tokens))) if tokens[i].lower in ("bahwa", "untuk", "agar", "supaya")), None)
    if opener is None or opener + 1 >= len(tokens):
        return None
    speaker, actor = _speaker(story, sentence, mention)
    content = _tight(story, Span(tokens[opener + 1].start, sentence.span.end))
    if content is None:
        return None
    return Said(sentence, sentence.span_of(match.first, match.last), speaker, actor, match.tag.name, content, _targets(story, content, actor, match.tag.name), "claim.nominal", False)


def _orphan_quotes(story: Story, paragraph: Paragraph, found: Sequence[Said]) -> list[Said]:
    """A paragraph that is one quotation without a verb goes on with what the last speaker said."""
    if not paragraph.quotes or not found or not (story.speaker.code or story.speaker_name):
        return []
    quote = paragraph.quotes[0]
    whole = quote.end - quote.start > 0.85 * (paragraph.span.end - paragraph.span.start)
    if not whole or any(s.content.overlaps(quote) for s in found) or quote.end - quote.start < 30:
        return []
    sentence = paragraph.sentences[0]
    stance = _cued(story, quote, "assert")
    trigger = sentence.span_of(0, min(len(sentence.tokens), 3))
    return [Said(sentence, trigger, story.speaker_name, story.speaker, stance, quote, _targets(story, quote, story.speaker, stance), "claim.continued", True, "the last speaker")]


def _stance(story: Story, sentence: Sentence, match: Match, content: Span, actor: Actor) -> str:
    stance = match.tag.name
    return _cued(story, content, stance) if stance in ("assert", "confirm") else stance


def _cued(story: Story, content: Span, stance: str) -> str:
    """The stance a neutral verb's content asks for, by the first cue in it."""
    for sentence in story.view.sentences:
        if sentence.span.end <= content.start:
            continue
        if sentence.span.start >= content.end:
            break
        for m in sentence.layer("cue"):
            if content.start <= sentence.tokens[m.first].start < content.end:
                return m.tag.name
    return stance


def _targets(story: Story, content: Span, actor: Actor, stance: str) -> tuple[str, ...]:
    """The parties the message names, without the speaker's own."""
    codes: list[str | None] = []
    for sentence in story.view.sentences:
        if sentence.span.end <= content.start:
            continue
        if sentence.span.start >= content.end:
            break
        for mention in story.mentions(sentence):
            if content.start <= mention.span.start < content.end and not mention.is_pronoun:
                code = story.actor(mention, sentence).code
                if code and plain(code) != plain(actor.code) and mention.preposition not in ("di", "ke", "dari"):
                    codes.append(code)
    wanted = unique(codes)
    return wanted[:1] if stance in ("accuse", "demand", "threaten", "praise", "criticise", "deny", "reject") else wanted[:2]


def _tight(story: Story, span: Span) -> Span:
    """Without spaces, quotation marks, commas and the full stop around it."""
    words = story.view.text
    start, end = span
    while start < end and words[start] in ' ,"“”:;.–-»«':
        start += 1
    while end > start and words[end - 1] in ' ,"“”:;.–-»«':
        end -= 1
    return Span(start, end)


def merge_said(story: Story, said: Sequence[Said]) -> list[Said]:
    """One claim per speaker and message: a paraphrase followed by its quotation becomes one claim that spans both."""
    kept: list[Said] = []
    for one in said:
        last = next((k for k in reversed(kept[-3:]) if _same_speaker(k, one)), None)
        if last is not None and _restates(story, last, one):
            index = len(kept) - 1 - kept[::-1].index(last)
            kept[index] = replace(last, content=Span(min(last.content.start, one.content.start), max(last.content.end, one.content.end)))
            continue
        kept.append(one)
    return kept


def _same_speaker(a: Said, b: Said) -> bool:
    return a.actor.code == b.actor.code and (a.actor.code is not None or a.speaker == b.speaker)


def _restates(story: Story, a: Said, b: Said) -> bool:
    if b.sentence.paragraph - a.sentence.paragraph > 1:
        return False
    if a.stance != b.stance and a.stance != "assert" and b.stance != "assert":
        return False
    left, right = _content_words(story, a.content), _content_words(story, b.content)
    shared = len(left & right)
    return shared >= 3 and shared >= 0.34 * min(len(left), len(right))


def _content_words(story: Story, span: Span) -> set[str]:
    words = {w.strip('.,;:!?"“”()').lower() for w in span.of(story.view.text).split()}
    return {w[:6] for w in words if len(w) > 3}
