"""Where the message behind a reporting verb begins and ends: past its day, hearers and place, up to what another adds."""

from __future__ import annotations

from pantau.extract.charges import charge_before
from pantau.extract.closing import read_closing
from pantau.extract.patterns import Match
from pantau.extract.reporting import Speech, stands_behind
from pantau.extract.said import NEUTRAL, tight
from pantau.extract.speakers import main_subject
from pantau.extract.tails import SHORTEST, message_end
from pantau.extract.unsaid import is_participle
from pantau.extract.words import QUOTES
from pantau.model import Span

HELD = 2
"""Words of a reporting phrase that may hold its message."""
ISSUED, DESCRIBED, LONGEST_ADJUNCT = 2, 3, 12
"""Words that may describe what was issued before its `bahwa`; those up to who opens the message; of the longest phrase before it."""


def content_after(speech: Speech) -> Span | None:
    """What is said: the quotation that follows, else from `bahwa` or the first word after time and addressee to the end of the
    sentence."""
    story, sentence = speech.story, speech.sentence
    tokens = sentence.tokens
    main = main_subject(story, sentence, speech.match) if speech.match.first == 0 else None
    if main is not None:
        return tight(story, Span(speech.trigger.end, tokens[main.first - 1].start))
    start = _with_noun(speech, _content_opens(speech))
    if start < len(tokens) and tokens[start - 1].text == "," and tokens[start].lower in speech.words("postposed"):
        return None  # `Inggris berkomitmen pada perundingan, kata Menlu Beckett`
    if _only_calls(speech, start):
        return None
    if start >= len(tokens):
        return next((q for q in speech.paragraph.quotes if 0 <= q.start - sentence.span.end <= 3), None)
    turned = speech.words("turning") - (speech.words("conceding") if speech.match.tag.name in NEUTRAL else frozenset())
    if start == speech.match.last and tokens[start].lower in speech.words("joining_verbs") | turned:
        return None  # `rejected the charge and expelled two envoys`, not `said although it was late, talks would go on`
    end = sentence.span.end
    for m in sentence.layer("speech"):  # "X mengatakan A, kata Y": A ends before the second verb
        if m.first > start and tokens[m.first - 1].text == "," and stands_behind(speech.story.lexicon.words, tokens[m.first].lower):
            end = tokens[m.first - 1].start
            break
    first = tokens[start].start
    end = min(end, _closed_by(speech, first), _tail(speech, start))
    end = min(end, _relative_end(speech, start))
    quote = next((q for q in speech.paragraph.quotes if q.start - 2 <= first <= q.start + 1), None)
    end = min(end, _next_speech(speech, start)) if quote is None else end
    if quote is not None and quote.end >= end - 3:
        return quote
    return tight(story, Span(first, end)) if end > first else None


def _only_calls(speech: Speech, start: int) -> bool:
    """`mengeluarkan pernyataan netral, menyerukan dialog`: a word tells of what kind the paper is, the next verb what it says."""
    tokens, comma = speech.sentence.tokens, start + 1
    issued = tokens[speech.match.last - 1].lower in speech.words("statements")
    if not issued or comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return False
    return any(m.first == comma + 1 and m.form_is_verb and m.tag.name != "none" for m in speech.sentence.layer("speech"))


def _with_noun(speech: Speech, start: int) -> int:
    """`menolak usul itu`, `menolak tuntutan AS untuk …`: the noun that the reporting words hold is what is turned down, and begins the
    message, where no `bahwa` opens another."""
    tokens, match = speech.sentence.tokens, speech.match
    if match.tag.name not in ("reject", "deny") or start != match.last or match.last - match.first < HELD or speech.words("genitives"):
        return start
    behind = tokens[start].lower if start < len(tokens) else ""
    verb = behind in speech.words("before_verb") or speech.story.lexicon.patterns.morphology.shape(behind)[0] == "v"
    verb = verb and behind not in speech.words("pronouns") | speech.words("demonstratives")
    answered = match.tag.name == "deny" and behind in speech.words("demonstratives")  # what was said before is denied
    noun = tokens[match.last - 1].lower in speech.words("charges") | speech.words("proposals") | speech.words("requests")
    return match.last - 1 if noun and not verb and not answered else start


def _relative_end(speech: Speech, start: int) -> int:
    """`Maduro, who calls it a threat, ordered …`: the comma that ends a clause told of the speaker, before the verb he goes on with."""
    tokens, first, shape = speech.sentence.tokens, speech.match.first, speech.story.lexicon.patterns.morphology.shape
    while first > 0 and tokens[first - 1].lower in speech.words("before_verb"):
        first -= 1
    if first < 2 or tokens[first - 1].lower not in speech.words("heads_relative") or tokens[first - 2].text != ",":
        return speech.sentence.span.end
    for at in range(start + 1, len(tokens) - 1):
        verb = at + 1
        while verb < len(tokens) - 1 and tokens[verb].lower in speech.words("before_verb"):
            verb += 1
        if tokens[at].lower in speech.words("purpose"):
            break  # `yang menolak tuntutan untuk mengakui Israel, mencela kekerasan dan …`: what is asked goes on
        if tokens[at].text == "," and shape(tokens[verb].lower)[0] == "v" and not is_participle(speech, verb):
            return tokens[at].start
    return speech.sentence.span.end


def held_message(speech: Speech) -> Span | None:
    """`vowed to retaliate`, `bersumpah akan membalas`: what is promised or threatened where the reporting words hold its verb."""
    tokens, match = speech.sentence.tokens, speech.match
    if match.tag.name not in ("threaten", "pledge", "reject", "demand") or match.last - match.first < HELD:
        return None
    verb = speech.story.lexicon.patterns.morphology.shape(tokens[match.last - 1].lower)[0] == "v"
    verb = verb or tokens[match.last - 2].lower in speech.words("that_openers")
    return speech.sentence.span_of(match.first + 1, match.last) if verb else None


def _tail(speech: Speech, start: int) -> int:
    """Where what stands behind the message begins."""
    held = speech.match.last - speech.match.first > SHORTEST  # `menuduh X melanggar`: the words hold the beginning of the message
    at, tokens = message_end(speech, start - held), speech.sentence.tokens
    return tokens[at].start if at < len(tokens) else speech.sentence.span.end


def _closed_by(speech: Speech, first: int) -> int:
    """Where the words begin with which another closes the sentence: `officials claimed A, the New York Times reported`."""
    later = [m for m in speech.sentence.layer("speech") if m.first > speech.match.last and m.tag.name != "none"]
    closing = (read_closing(speech._replace(match=m)) for m in later if m.tag.form == "verbs")
    ends = [said.content.end for said in closing if said is not None and not said.quoted and said.content.end > first]
    return min(ends, default=speech.sentence.span.end)


def _next_speech(speech: Speech, start: int) -> int:
    """Where another act of speech in the sentence ends the message: `condemned the strikes and called on …`, `…; Kyiv denied it`."""
    tokens = speech.sentence.tokens
    for m in speech.sentence.layer("speech"):
        pointing = speech.words("demonstratives") | speech.words("pronouns")  # `membantah tuduhan itu dan …`, `denied it and accused …`
        pointed = m.first == start + 2 and tokens[start].lower in pointing
        if m.first <= start + 2 - pointed or m.tag.name == "none" or m.tag.form != "verbs" or m.shape != "v":
            continue
        charge = charge_before(speech, m.first) if m.tag.name in ("deny", "reject") else None
        if charge is not None and charge > start:
            return tokens[charge].start
        near = range(m.first - 1, max(start, m.first - 8), -1)
        mark = next((i for i in near if tokens[i].text == ";" or _turns(speech, i, m.first)), None)
        turned = m.tag.name not in NEUTRAL or speech.match.tag.name not in NEUTRAL  # `said A but stressed B` is one message
        joined = tokens[m.first - 1].lower in speech.words("coordinators") | (speech.words("turning") if turned else frozenset())
        if mark is None and (joined or _goes_on(speech, m) or _goes_along(speech, m)):
            mark = m.first - 1
        mark = _next_speaker(speech, start, m) if mark is None else mark
        if mark is not None:
            return tokens[mark].start
    return speech.sentence.span.end


LONGEST_SPEAKER = 12
"""Words between the comma of a message and the verb of another who speaks next."""


def _next_speaker(speech: Speech, start: int, other: Match) -> int | None:
    """`said A, and the French minister said B`: the comma behind which somebody named speaks next; not `said A, and he said B`."""
    tokens, at = speech.sentence.tokens, other.first
    while at > start and tokens[at - 1].lower in speech.words("before_verb"):
        at -= 1
    speaker = next((m for m in speech.story.mentions(speech.sentence) if m.last == at and not m.is_pronoun), None)
    if speaker is None:
        return None
    near = range(speaker.first - 1, max(start, at - LONGEST_SPEAKER), -1)
    comma = next((i for i in near if tokens[i].text == ","), None)
    if comma is None or tokens[comma + 1].lower not in speech.words("joining_verbs") or comma - start < SHORTEST:
        return None
    between = tokens[comma + 2 : speaker.first]
    return comma if all(t.is_word and t.lower not in speech.words("before_verb") for t in between) else None


def _goes_on(speech: Speech, other: Match) -> bool:
    """`rejected the call, saying …`, `mengutuk serangan itu, mendesak …`: a verb of the same speaker behind the comma of what was
    rejected or asked."""
    if speech.sentence.tokens[other.first - 1].text != "," or speech.match.tag.name in NEUTRAL:
        return False
    return is_participle(speech, other.first) or (not speech.words("participles") and other.tag.name not in NEUTRAL)


def _goes_along(speech: Speech, other: Match) -> bool:
    """`mengatakan akan mundur, sembari menuduh tentara …`: what the same speaker asks or blames along with what he reports."""
    tokens, first = speech.sentence.tokens, other.first
    along = speech.words("shares_subject") & speech.words("continuers") - speech.words("coordinators") - speech.words("against")
    return other.tag.name not in NEUTRAL and tokens[first - 2].text == "," and tokens[first - 1].lower in along


def _turns(speech: Speech, at: int, verb: int) -> bool:
    """`…, but Britain said`, `… namun Inggris menyatakan`: a word that sets another's words against the message."""
    tokens = speech.sentence.tokens
    if tokens[at].text != ",":
        return tokens[at].lower in speech.words("turning") and any(m.first == at + 1 for m in speech.story.mentions(speech.sentence))
    if tokens[at + 1].lower not in speech.words("turning"):
        return False
    return any(at + 2 <= m.first < verb for m in speech.story.mentions(speech.sentence))


def _content_opens(speech: Speech) -> int:
    """The token at which the message behind a verb begins."""
    tokens, last = speech.sentence.tokens, _past_addressee(speech)
    if last == speech.match.last > speech.match.first + 1 and tokens[last - 1].lower in speech.words("definite"):
        return last - 1  # `called the president a traitor`
    if speech.match.tag.name == "demand" and last - speech.match.first > 1:
        held = next((m for m in speech.story.mentions(speech.sentence) if m.first == last - 1 and m.roles), None)
        if held is not None and last == speech.match.last:
            return last - 1  # `memerintahkan warga untuk …`: whom the words hold is who is asked
    opened = _skip_adjuncts(speech, last)
    if opened < len(tokens) and opened > last and tokens[opened - 1].text in QUOTES:
        return opened  # `mengatakan, "Keterlaluan bahwa …"`
    that = next((i for i in range(last, min(len(tokens), last + 30)) if tokens[i].lower in speech.words("complement")), None)
    other = next(
        (m.first for m in speech.sentence.layer("speech") if m.first >= last and m.tag.name != "none" and _is_second(speech, m, that)),
        len(tokens),
    )  # `mengatakan dalam sebuah pernyataan bahwa …`: the noun with its `bahwa` opens the same message
    opened = that is not None and that > last and tokens[last].lower in speech.words("opening_message")
    if that is None or that > other or opened or _is_relative_that(speech, last, that) or _is_inner_that(speech, last, that):
        return _skip_adjuncts(speech, last)
    return that + 1


def _is_relative_that(speech: Speech, last: int, that: int) -> bool:
    """`hope the deal will end the fighting that has claimed 300 lives`: the message opens at once, and this `that` is within it."""
    tokens = speech.sentence.tokens
    if that == last or tokens[that].lower not in speech.words("heads_relative") or tokens[last - 1].lower in speech.words("addressing"):
        return False
    if any(t.lower in speech.words("owning_up") for t in tokens[speech.match.first : speech.match.last]):
        return True  # `claimed responsibility for an attack that killed two`
    issued = tokens[last - 1].lower in speech.words("statements")
    if issued and speech.story.lexicon.patterns.morphology.shape(tokens[last].lower)[0] == "v":
        return False  # `said in a statement issued on Monday that …`
    opened = _skip_adjuncts(speech, last)
    if last < opened < that and _tells(speech, opened, that):
        return True  # `said on Sunday it would halt talks after an attack that killed 11 soldiers`
    led = speech.words("adjuncts") | speech.words("oblique") | speech.words("day_words") | speech.words("place_prepositions")
    return opened == last and tokens[last].lower not in led and not tokens[last].lower.endswith("ly")


def _is_inner_that(speech: Speech, last: int, that: int) -> bool:
    """`memuji dukungan Jakarta, mengingat bahwa …`, `menjelaskan, tentara keliru dengan dalih bahwa …`: the message opened before."""
    tokens = speech.sentence.tokens
    opened = _skip_adjuncts(speech, last)
    if opened >= that or speech.words("genitives"):
        return False
    if speech.match.tag.name not in NEUTRAL:
        return opened == last and any(t.text == "," for t in tokens[last:that])
    led = speech.words("adjuncts") | speech.words("oblique") | speech.words("day_words")
    return tokens[last].lower not in led and _tells(speech, opened, that)


def _tells(speech: Speech, first: int, last: int) -> bool:
    """Whether a subject and its verb stand between two tokens: the message has opened there."""
    tokens, shape = speech.sentence.tokens, speech.story.lexicon.patterns.morphology.shape
    helping = speech.words("before_verb") - speech.words("day_words")
    verbs = (i for i in range(first, last) if tokens[i].lower in helping or shape(tokens[i].lower)[0] == "v")
    return any(first <= m.first and m.last <= at for at in verbs for m in speech.story.mentions(speech.sentence))


def _is_second(speech: Speech, match: Match, that: int | None) -> bool:
    """Whether a word of speech speaks for itself: not the noun that only leads to the message (`dalam pernyataan bahwa`, `dalam sebuah
    pernyataan yang disiarkan televisi bahwa`)."""
    if match.tag.form != "nouns" or that is None:
        return True
    tokens = speech.sentence.tokens
    within = any(t.lower in speech.words("adjuncts") for t in tokens[max(0, match.first - 2) : match.first])
    leads = within and that - match.last <= LONGEST_ADJUNCT and not any(t.text in ',:"“' for t in tokens[match.last : that])
    return not leads and not match.last - 1 <= that <= match.last + ISSUED


def _past_addressee(speech: Speech) -> int:
    """`told Reuters officers opened fire`: the token behind a verb that speaks to somebody, and whom it names."""
    tokens, last = speech.sentence.tokens, speech.match.last
    told = speech.match.tag.name in NEUTRAL  # `objected to`: what follows is the message
    if told and last - speech.match.first > 1 and tokens[last - 1].lower in speech.words("adjuncts"):
        return _past_adjunct(speech, last - 1) or last  # `mengatakan kepada AFP, …`
    if tokens[last - 1].lower not in speech.words("addressing"):
        return last
    mentions = speech.story.mentions(speech.sentence)
    heard = next((m for m in mentions if last <= m.first <= last + 1), None)
    if heard is None and tokens[last].lower in speech.words("single_articles") | speech.words("defining"):
        helping = speech.words("before_verb") - speech.words("day_words")  # `told a rally in Bukavu he would …`
        opens = (m for m in mentions if last < m.first <= last + LONGEST_ADJUNCT and not m.preposition and m.last < len(tokens))
        return next((m.first for m in opens if tokens[m.last].lower in helping), last)
    return heard.last if heard is not None and heard.last < len(tokens) else last


def _skip_adjuncts(speech: Speech, at: int) -> int:
    """Past commas, days, `kepada …`, `dalam sebuah pernyataan` and the like between a reporting verb and its message."""
    tokens = speech.sentence.tokens
    while at < len(tokens):
        if tokens[at].text in ',:"“(-–':
            at += 1
            continue
        moved = _past_day(speech, at) or _past_adjunct(speech, at)
        if moved is None:
            break
        at = moved
    return at


def _past_day(speech: Speech, at: int) -> int | None:
    tokens = speech.sentence.tokens
    first = at
    while first < len(tokens) and first - at < 2 and tokens[first].lower in speech.words("day_words"):
        first += 1
    for day in speech.story.dates(speech.sentence):
        if first < len(tokens) and abs(tokens[first].start - day.span.start) <= 5 and day.span.end > tokens[at].start:
            end = speech.sentence.token_at(day.span.end)
            owned = end < len(tokens) and tokens[end].is_word and tokens[at].lower in speech.words("defining")
            tied = end < len(tokens) and (tokens[end].text in "-–" or tokens[end].lower in speech.words("genitives"))
            return None if owned or tied else end  # `said the 2003 invasion …`, `said Monday's strike …`: it is of what is told
    return None


def _past_adjunct(speech: Speech, at: int) -> int | None:
    tokens = speech.sentence.tokens
    if tokens[at].lower not in speech.words("adjuncts"):
        return None
    if tokens[at].lower in speech.words("purpose") and speech.match.tag.name not in NEUTRAL:
        return None  # `pledged to send troops, a move that …`
    comma = next((i for i in range(at, min(at + LONGEST_ADJUNCT, len(tokens))) if tokens[i].text in ',:"“'), None)
    if any(t.lower in speech.words("complement") for t in tokens[at : comma or at + LONGEST_ADJUNCT]):
        return None
    goes_on = speech.words("heads_relative") | speech.words("joining_verbs") | speech.words("turning")
    if comma is not None and comma + 1 < len(tokens) and tokens[comma + 1].lower in goes_on:
        return None  # `expressed alarm at the violence, which …`: what stands before the comma is the message
    subject = tokens[at + 1].lower if at + 1 < len(tokens) else ""  # `saat ia terbang ke Oslo, …`
    himself = subject in speech.words("pronouns_third") and tokens[at].lower in speech.words("told_later")
    if comma is not None and (himself or not _has_clause(speech, at + 1, comma)):
        return comma + 1
    return _past_phrase(speech, at + 1) if speech.match.tag.name in NEUTRAL else None


def _has_clause(speech: Speech, first: int, last: int) -> bool:
    """`kepada AFP pasukannya telah merebut kota itu, Senin`: whether the message opens before the comma at token `last`; what is said
    of a paper (`in a statement issued on Friday, …`) opens none."""
    tokens, shape = speech.sentence.tokens, speech.story.lexicon.patterns.morphology.shape
    helping = speech.words("before_verb") - speech.words("day_words")
    for i in range(first, last):
        if tokens[i].lower in speech.words("heads_relative") | speech.words("where"):
            return False
        named = tokens[i].is_capital or tokens[i - 1].lower in speech.words("statements")  # Berlin, `a statement issued …`
        if i > first and not named and (tokens[i].lower in helping or shape(tokens[i].lower)[0] == "v"):
            return True
    return False


def _past_phrase(speech: Speech, at: int) -> int | None:
    """`kepada AFP |`, `dalam sebuah pernyataan tertulis |`: the token behind the hearer, the place or the paper of a phrase that no
    comma closes, where somebody stands who can open the message."""
    tokens, mentions = speech.sentence.tokens, speech.story.mentions(speech.sentence)
    while at < len(tokens) and tokens[at].lower in speech.words("determiners"):
        at += 1
    named = next((m for m in mentions if m.first <= at < m.last), None)
    if named is not None:
        return named.last if named.last < len(tokens) else None
    if at >= len(tokens) or not (tokens[at].is_capital or tokens[at].lower in speech.words("statements")):
        return None
    return next((m.first for m in mentions if 0 < m.first - at <= DESCRIBED and not m.preposition), None)
