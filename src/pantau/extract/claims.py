"""Who says what: every act of speech in the article, its speaker, stance, content and targets."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pantau.extract.actors import NOBODY, VOICELESS, Actor, plain, unique
from pantau.extract.clauses import groups
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
    return _without_lead(story, merge_said(story, found))


def _without_lead(story: Story, said: list[Said]) -> list[Said]:
    """Without a lead that the text later spells out: the first paragraph's claim goes when the same party says it again in full."""
    if not said or said[0].sentence.paragraph > 0:
        return said
    lead, words = said[0], _content_words(story, said[0].content)
    for later in said[1:]:
        if later.sentence.number > 0 and later.actor.code == lead.actor.code and later.actor.code:
            shared = len(words & _content_words(story, later.content))
            if shared >= LEAD_SHARED and shared >= LEAD_SHARE * len(words):
                return said[1:]
    return said


def _in_sentence(story: Story, paragraph: Paragraph, sentence: Sentence) -> list[Said]:
    said: list[Said] = []
    taken = -1
    for match in sentence.layer("speech"):
        if match.tag.name == "none" or match.first < taken:
            taken = max(taken, match.last if match.tag.name == "none" else taken)
            continue
        if _is_inside_quote(paragraph, sentence, match) or _is_act(sentence, match):
            continue
        one = _read_speech(story, paragraph, sentence, match, said)
        if one is not None and _is_relay(story, one):
            one = None
        if one is not None:
            taken = sentence.token_at(one.trigger.end)
            mutual = _mutual(story, sentence, match, one)
            if mutual:
                codes = (one.actor.code or "").split("+")
                one = replace(one, actor=Actor(codes[0], one.actor.role, one.actor.how), targets=(codes[1],))
                said.extend(mutual)
        if one is not None and not any(one.content == s.content and one.actor.code == s.actor.code for s in said):
            said.append(one)
    return said


def _mutual(story: Story, sentence: Sentence, match: Match, one: Said) -> list[Said]:
    """`saling menuduh`, `menyalahkan satu sama lain`: the second party says the same of the first."""
    words = {t.lower for t in sentence.tokens[max(0, match.first - 1) : match.last + 3]}
    codes = (one.actor.code or "").split("+")
    if not (words & {"saling"} or {"satu", "sama"} <= words) or len(codes) != 2:
        return []
    return [replace(one, actor=Actor(codes[1], one.actor.role, one.actor.how), targets=(codes[0],))]


def _is_relay(story: Story, one: Said) -> bool:
    """Whether the speaker is a medium that relays others: a credit, no claim."""
    if one.actor.code or one.speaker is None:
        return False
    return one.actor.role == "media" or story.knowledge.world.sources.by_name(one.speaker.of(story.view.text)) is not None


def _is_act(sentence: Sentence, match: Match) -> bool:
    """Whether a longer event pattern holds the same words: `mengakui negara Palestina` recognises a state, it confirms nothing."""
    return any(m.first == match.first and m.last > match.last and m.tag.form == "phrases" for m in sentence.layer("event"))


def _is_inside_quote(paragraph: Paragraph, sentence: Sentence, match: Match) -> bool:
    at = sentence.tokens[match.first].start
    return any(q.start <= at < q.end and q.end - q.start > 40 for q in paragraph.quotes)


def _read_speech(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match, earlier: Sequence[Said]) -> Said | None:
    form = match.tag.form
    if form == "prepositions":
        return _according_to(story, paragraph, sentence, match)
    if form == "passive_source":
        return _passive(story, sentence, match)
    if form == "nouns":
        behind = match.first > 0 and sentence.tokens[match.first - 1].text in ',"”'
        return _postposed(story, paragraph, sentence, match) if behind else _nominal(story, sentence, match)
    if _is_postposed(story, paragraph, sentence, match):
        return _postposed(story, paragraph, sentence, match)
    return _preposed(story, paragraph, sentence, match, earlier)


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
        rest = _after_interposed(story, sentence, match)
        quote = _tight(story, Span(start, rest or end))
    if quote is None:
        return None
    content = quote
    for q in paragraph.quotes:  # "…," kata X. "…" goes on in the same breath
        if trigger.end <= q.start <= trigger.end + 90 and "." in story.view.text[trigger.end : q.start] and quote.end < q.start and _one_breath(story, paragraph, trigger, q):
            content = Span(content.start, q.end)
    stance = _stance(story, sentence, match, content, actor)
    second = next((m for m in sentence.layer("speech") if speaker and m.tag.name != "none" and 0 <= sentence.tokens[m.first].start - speaker.end <= 2), None)
    if second is not None:  # "kata Kagame memperingatkan": the second verb says how it was meant
        stance = second.tag.name if second.tag.name not in ("assert", "confirm") else stance
        trigger = Span(trigger.start, sentence.tokens[second.last - 1].end)
    return Said(sentence, trigger, speaker, actor, stance, content, _targets(story, content, actor, stance), "claim.postposed", True)


def _after_interposed(story: Story, sentence: Sentence, match: Match) -> int | None:
    """Where the message ends that goes on behind an interposed `, kata dia,`; None if nothing of it follows."""
    tokens = sentence.tokens
    comma = next((i for i in range(match.last, min(len(tokens), match.last + 8)) if tokens[i].text == ","), None)
    if comma is None or comma + 3 >= len(tokens):
        return None
    follow = tokens[comma + 1].lower
    words = story.lexicon.words
    stops = follow in words["continuers"] or follow in words["relays"] or follow in ("seperti", "sebagaimana", "demikian", "menambahkan", "dalam") or follow in words["not_names"]
    return None if stops or tokens[comma + 1].is_capital and match.first > 14 else sentence.span.end


def _one_breath(story: Story, paragraph: Paragraph, trigger: Span, quote: Span) -> bool:
    between = story.view.text[trigger.end : quote.start - 1]
    return between.count(".") == 1 and between.rstrip().endswith(".")


def _content_start(story: Story, sentence: Sentence, at: int) -> int:
    """Where an unquoted message before its verb begins: the sentence's first word."""
    return sentence.tokens[0].start


def _preposed(story: Story, paragraph: Paragraph, sentence: Sentence, match: Match, earlier: Sequence[Said]) -> Said | None:
    trigger = sentence.span_of(match.first, match.last)
    before = [t.lower for t in sentence.tokens[max(0, match.first - 4) : match.first]]
    if before[-1:] and (before[-1] in story.lexicon.words["negation"] or before[-1] == "harus"):
        return None
    if any(a in ("belum", "tidak", "tak") and b == "ada" for a, b in itertools.pairwise(before)):
        return None
    speaker, actor = _speaker_before(story, sentence, match, earlier)
    if actor is None:
        return None
    content = _content_after(story, paragraph, sentence, match)
    if content is None or len(content.of(story.view.text).split()) < 2:
        return None
    if content.of(story.view.text).split()[0].lower() in story.lexicon.words["demonstratives"]:
        return None
    stance = _stance(story, sentence, match, content, actor)
    quoted = any(q.overlaps(content) for q in paragraph.quotes)
    return Said(sentence, trigger, speaker, actor, stance, content, _targets(story, content, actor, stance), "claim.preposed", quoted)


def _speaker_before(story: Story, sentence: Sentence, match: Match, earlier: Sequence[Said]) -> tuple[Span | None, Actor | None]:
    """The subject of a reporting verb: the nearest free mention of its clause; behind `seraya`, `dan`, `dengan` the one who spoke before in the sentence."""
    words, tokens = story.lexicon.words, sentence.tokens
    before = tokens[match.first - 1].lower if match.first else ""
    floor = _clause_floor(story, sentence, match.first)
    free = [m for m in story.mentions(sentence) if m.last <= match.first and not _is_oblique(story, sentence, m)]
    inside = [m for m in free if m.first >= floor]
    relative = floor > 0 and tokens[floor - 1].lower == "yang"
    if relative:
        heads = [m for m in free if 0 <= floor - 1 - m.last <= 1]
        inside = heads[-1:] or inside
    if before in words["continuers"] or before == ",":
        if earlier:
            return earlier[-1].speaker, earlier[-1].actor
        outer = [m for m in free if not m.is_pronoun] or free
        inside = inside if before == "," and inside and inside[-1].last >= match.first - 1 else outer[:1] or inside
    if not inside:
        clitic = tokens[match.first].lower.endswith("nya")
        if match.first <= 2 or clitic or (floor and match.first - floor <= 1):
            outer = [m for m in free][:1]
            if outer and not clitic and match.first > 2:
                return _speaker(story, sentence, outer[0])
            return (story.speaker_name, story.speaker) if (story.speaker.code or story.speaker_name) else (None, None)
        return None, None
    mention = inside[-1]
    for other in inside[:-1]:  # "X, ketua partai Y, mengatakan": the apposition is no speaker of its own
        closed = mention.last < len(tokens) and tokens[mention.last].text == "," and tokens[mention.first - 1].text == ","
        if closed and other.last <= mention.first - 1:
            mention = other
            break
    group = next((g for g in groups(story, sentence) if mention in g), (mention,))
    return _speaker(story, sentence, next((m for m in group if story.actor(m, sentence).code), mention))


def _is_oblique(story: Story, sentence: Sentence, mention: Mention) -> bool:
    words, tokens = story.lexicon.words, sentence.tokens
    if mention.preposition in words["oblique"]:
        return True
    return any(t.lower in words["relays"] for t in tokens[max(0, mention.first - 3) : mention.first])


def _clause_floor(story: Story, sentence: Sentence, at: int) -> int:
    for i in range(at - 1, -1, -1):
        word = sentence.tokens[i].lower
        if word in ".;:!?" or word in story.lexicon.words["clause_openers"] or word == "yang":
            return i + 1
    return 0


def _speaker_after(story: Story, sentence: Sentence, match: Match) -> tuple[Span | None, Actor]:
    if sentence.tokens[match.last - 1].lower.endswith("nya"):
        return story.speaker_name, story.speaker
    tokens = sentence.tokens
    issued = match.last < len(tokens) and tokens[match.last].lower in story.lexicon.words["statements"]
    if issued and match.last + 1 < len(tokens) and tokens[match.last + 1].lower in story.lexicon.words["demonstratives"]:
        return story.speaker_name or sentence.span_of(match.last, match.last + 2), story.speaker
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
    if actor.role in VOICELESS and not any(t.lower in ("pemerintah", "negara") for t in sentence.tokens[mention.first : mention.last]):
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
    speaker: Span | None = None
    actor, last = NOBODY, match.last
    clitic = tokens[match.last - 1].lower.endswith("nya")
    for mention in () if clitic else story.mentions(sentence):
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
    opens = sentence.tokens[0].lower in story.lexicon.words["relays"] or tokens[match.first - 1].lower == "yang"
    if match.first <= 5 or (opens and last + 5 < len(tokens)):
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
    wanted = unique([c for c in codes if stance == "demand" or not (c or "").endswith("_CIV")])
    if not wanted and (stance in POINTED or _tells_force(story, content)):
        foe = next((c for c in story.belligerents[:2] if c != plain(actor.code)), None)
        wanted = (foe,) if foe and plain(actor.code) in story.belligerents[:2] else ()
    return wanted[:1] if stance in ("accuse", "demand", "threaten", "praise", "criticise", "deny", "reject") else wanted[:2]


LEAD_SHARED, LEAD_SHARE = 3, 0.25
POINTED = ("accuse", "criticise", "threaten", "reject", "deny")


def _tells_force(story: Story, content: Span) -> bool:
    return any(
        content.start <= s.tokens[m.first].start < content.end
        for s in story.view.sentences if s.span.overlaps(content)
        for m in s.layer("event") if m.tag.name == "ASSAULT"
    )  # fmt: skip


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
    """Whether `b` says again what `a` said: the quotation behind its paraphrase, or the same words a second time."""
    if b.sentence.paragraph - a.sentence.paragraph > 2:
        return False
    if a.stance != b.stance and a.stance != "assert" and b.stance != "assert":
        return False
    left, right = _content_words(story, a.content), _content_words(story, b.content)
    shared = len(left & right)
    quoted = b.quoted and not a.quoted
    return shared >= 2 and shared >= (MERGE_QUOTED if quoted else MERGE_PLAIN) * min(len(left), len(right))


MERGE_QUOTED, MERGE_PLAIN = 0.25, 0.7


def _content_words(story: Story, span: Span) -> set[str]:
    """The stems of the longer words of a message."""
    found = set()
    for word in span.of(story.view.text).split():
        lower = word.strip('.,;:!?"“”()').lower()
        if len(lower) > 3 and lower not in story.lexicon.words["conjunctions"] and lower not in story.lexicon.words["subordinate"]:
            roots = [key[1:] for key, _, _ in story.lexicon.patterns.keys(lower) if key.startswith("~") and ":" not in key]
            found.add(roots[0] if roots else lower[:6])
    return found
