"""Words of speech that report nothing: denied or owed speech, nouns, passives, what somebody refuses to say."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pantau.extract.clauses import clause_floor, recognises
from pantau.extract.noun_or_verb import reads_as_noun
from pantau.extract.patterns import Match
from pantau.extract.reporting import CLOSED, Speech
from pantau.extract.said import NEUTRAL
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import QUOTES
from pantau.model import Span

SHORTEST_MESSAGE = 7
"""Words below which a message that points back (`mengungkap hal itu pada Selasa`) says nothing of its own."""
FEWEST_DESCRIBING = 2
"""Words up to which a relative clause only describes the noun of a reporting phrase."""
JUDGING = ("praise", "reject", "criticise", "demand", "confirm")
"""Stances that say something though their message only points back: `menolak usul itu`."""


def reports_nothing(speech: Speech) -> bool:
    """Whether a reporting verb before its message reports no act of speech."""
    if speech.match.last - speech.match.first == 1 and speech.sentence.tokens[speech.match.first].lower in speech.words("only_closing"):
        return True  # `resolusi tegas`
    if recognises(speech.story, speech.sentence, speech.match):
        return True  # `India mengakui Bangladesh`
    if is_prosecution(speech.story, speech.sentence, speech.match):
        return True
    if speech.match.first == 0 and speech.sentence.tokens[0].lower in speech.words("occasions"):
        return True  # `Menjawab apakah India akan …, juru bicara itu mengatakan …`
    tests = (is_unsaid, _is_mood, _is_occasion, _is_wondered, _is_asked_for, _is_withheld, _is_noun, _is_suffered, _is_governed)
    return any(test(speech) for test in (*tests, _claims_land, _is_things))


def _claims_land(speech: Speech) -> bool:
    """`India claims all of Kashmir`, `Argentina mengklaim kepulauan itu`: whose a land is held to be, and nothing that is said."""
    tokens, at = speech.sentence.tokens, speech.match.last
    if speech.match.last - speech.match.first > 1 or tokens[speech.match.first].lower not in speech.words("claiming"):
        return False
    small = speech.words("amounts") | speech.words("partitive") | speech.words("determiners") | speech.words("articles")
    while at < len(tokens) and (tokens[at].lower in small or tokens[at].lower in speech.words("describing")):
        at += 1
    if at >= len(tokens):
        return False
    named = speech.sentence.named.get(at)
    lands = named is not None and named.named.kind in ("state", "place", "capital")
    end = named.last if named is not None and lands else at + 1
    if not lands and tokens[at].lower not in speech.words("place_nouns") | speech.words("towns"):
        return False
    verbs = {word for name in ("before_verb", "being", "done", "negation", "future") for word in speech.words(name)}
    told = any(m.first == end and m.shape == "v" for m in speech.sentence.layer("event", "speech", "harm"))
    word = tokens[end].lower if end < len(tokens) else "."
    owner = word in speech.words("genitives") or (end < len(tokens) and any(m.first == end for m in speech.sentence.layer("role")))
    return not (told or owner or word in verbs or speech.story.lexicon.patterns.morphology.shape(word)[0] == "v")


_FAR_COURT = 16
"""Words between a verb of demanding and the court before which somebody is brought."""


def is_prosecution(story: Story, sentence: Sentence, match: Match) -> bool:
    """`menuntut bekas menteri itu ke pengadilan`, `dituntut dengan hukuman mati`: who takes somebody to court demands nothing."""
    words, tokens = story.lexicon.words, sentence.tokens
    if tokens[match.first].lower not in words["prosecuting"]:
        return False
    for at in range(match.first + 1, min(len(tokens) - 1, match.first + _FAR_COURT)):
        if tokens[at].text in ",;:.":
            return False
        if tokens[at].lower in words["before_court"] and tokens[at + 1].lower in words["courts"]:
            return True
    return False


def is_to_come(speech: Speech) -> bool:
    """`akan disampaikan oleh pemerintah`, `was expected to be announced by the government`: nobody has said it yet."""
    before = speech.sentence.tokens[max(0, speech.match.first - 4) : speech.match.first]
    small, to_come = speech.words("before_verb") | speech.words("being") | speech.words("purpose"), speech.words("future")
    to_come |= speech.words("unspoken")
    run = itertools.takewhile(lambda t: t.lower in small | to_come, reversed(before))
    return any(t.lower in to_come for t in run)


def _is_occasion(speech: Speech) -> bool:
    """`pawai yang diadakan untuk memprotes rencana`, `a rally held to protest at the plan`: what a thing is for nobody has said."""
    tokens, first, shape = speech.sentence.tokens, speech.match.first, speech.story.lexicon.patterns.morphology.shape
    if first < 2 or tokens[first - 1].lower not in speech.words("purpose") - speech.words("complement"):
        return False
    done, helped = tokens[first - 2].lower, tokens[first - 3].lower if first > 2 else ""
    if speech.words("genitives"):
        return shape(done)[1] == "participle" and (helped in speech.words("being") or helped in speech.words("collectives"))
    return done in speech.words("taking_place")


def _is_mood(speech: Speech) -> bool:
    """`Palestinians hope that …`, `a truce which Abbas had hoped would hold`: what a whole people thinks, or what is told by the way of
    somebody's hope, is no act of speech."""
    tokens, match = speech.sentence.tokens, speech.match
    if tokens[match.first].lower not in speech.words("minding"):
        return False
    if match.last < len(tokens) and tokens[match.last].lower in speech.words("intending"):
        return bool(speech.words("genitives"))
    at = match.first
    while at > 0 and tokens[at - 1].lower in speech.words("before_verb") | speech.words("being"):
        at -= 1
    subject = next((m for m in speech.story.mentions(speech.sentence) if m.last == at), None)
    if subject is None or subject.has_person or subject.is_pronoun:
        return False
    demonyms = speech.story.lexicon.names.demonyms
    people = bool(subject.names) and not subject.roles and all(n.name in demonyms for n in subject.names)
    return "civilian" in subject.roles or (people and bool(speech.words("genitives")))


def is_participle(speech: Speech, at: int) -> bool:
    """Whether a word ends as participles do: `rejected the plan, saying it came too late`."""
    return any(speech.sentence.tokens[at].lower.endswith(ending) for ending in speech.words("participles"))


def _is_governed(speech: Speech) -> bool:
    """`accused the president of ordering the arrest`: a participle behind a preposition is what somebody is accused of."""
    first = speech.match.first
    return first > 0 and is_participle(speech, first) and speech.sentence.tokens[first - 1].lower in speech.words("accusing_of")


def _is_things(speech: Speech) -> bool:
    """`Penolakan Trump atas tawaran Putin menegaskan bahwa …`: a deed told by its noun shows something, whoever owns it, where nouns
    stand before their owner."""
    sentence, tokens, match = speech.sentence, speech.sentence.tokens, speech.match
    at = clause_floor(speech.story, sentence, match.first)
    while at < match.first and tokens[at].lower in speech.words("describing") | speech.words("conjunctions"):
        at += 1
    if speech.words("genitives") or match.first - at < FEWEST_DESCRIBING or speech.match.tag.name not in NEUTRAL:
        return False
    people = any(m.first <= at < m.last for m in speech.story.mentions(sentence))
    deed = any(m.first == at and m.shape == "n" for m in sentence.layer("event", "truce")) or tokens[at].lower in speech.words("steps")
    owner = next((m for m in speech.story.mentions(sentence) if at < m.first <= at + 2), None)
    apart = any(t.text == "," or t.lower in speech.words("heads_relative") for t in tokens[at : match.first])
    return deed and not people and owner is not None and not owner.preposition and not apart


def is_unsaid(speech: Speech) -> bool:
    """`tidak mengatakan`, `harus berjanji`, `belum ada pihak yang mengklaim`: nobody said it."""
    before = [t.lower for t in speech.sentence.tokens[max(0, speech.match.first - 4) : speech.match.first]]
    small = (speech.words("before_verb"), speech.words("unspoken"))
    adverbs = itertools.takewhile(lambda word: any(word in each for each in small), reversed(before))
    if any(word in speech.words("unspoken") for word in adverbs):
        return True  # `dijadwalkan mengumumkan`, `akan segera meminta`
    first = speech.match.first
    if before and before[-1] in speech.words("alternative"):  # `would not give the place or reveal the names`
        told = speech.sentence.tokens[clause_floor(speech.story, speech.sentence, first) : first]
        return any(t.lower in speech.words("negation") for t in told)
    if _is_joined_to_come(speech):
        return True
    while len(before) > 1 and before[-1] in speech.words("before_verb") - speech.words("negation"):
        before.pop()  # `tidak segera melaporkan`
    if before and (before[-1] in speech.words("negation") or before[-1] in speech.words("obligations")):
        return True
    if len(before) > 1 and before[-2] in speech.words("negation") and before[-1] in speech.words("hypothetical"):
        return True  # `tidak dapat memverifikasi`
    return any(a in speech.words("negation") and b in speech.words("existence") for a, b in itertools.pairwise(before))


FAR_MODAL = 16
"""Words between a helping verb and a bare verb joined to the one behind it."""


def _is_joined_to_come(speech: Speech) -> bool:
    """`Jordan's king will push a plan and urge the US to help`, `should voice concern and ask their governments`: a bare verb joined to
    one behind a helping verb has not been said."""
    tokens, first, words = speech.sentence.tokens, speech.match.first, speech.words
    bare = not tokens[first].lower.endswith(("s", "ed", "ing")) and tokens[first].text.islower()
    if not words("genitives") or not bare or first < 2 or tokens[first - 1].lower not in words("joining_verbs"):
        return False
    run = itertools.takewhile(lambda t: t.is_word and t.lower not in words("clause_openers"), reversed(tokens[: first - 1]))
    near = list(itertools.islice(run, FAR_MODAL))
    return any(t.lower in words("modals") for t in near)


FAR_WONDERED = 8
"""Words between `whether` and the verb of its clause."""


def _is_wondered(speech: Speech) -> bool:
    """`menolak menjawab apakah Trump akan meminta …`, `it is unclear whether he accused …`: a question tells of no speech."""
    before = speech.sentence.tokens[max(0, speech.match.first - FAR_WONDERED) : speech.match.first]
    asked = next((i for i, t in enumerate(before) if t.lower in speech.words("wondering")), None)
    return asked is not None and not any(t.text in CLOSED or t.text in QUOTES for t in before[asked:])


def _is_asked_for(speech: Speech) -> bool:
    """`urged Iran to explain the blast`, `meminta Kabul mengutuk serangan itu`: what somebody is asked to say is not said."""
    tokens, first = speech.sentence.tokens, speech.match.first
    asked = [m for m in speech.sentence.layer("speech") if m.last < first and m.tag.name == "demand" and m.form_is_verb]
    if not asked:
        return False
    between = tokens[asked[-1].last : first]
    if any(t.text in CLOSED or t.lower in speech.words("joining_verbs") | speech.words("complement") for t in between):
        return False
    named = any(m.first == asked[-1].last and m.last == first for m in speech.story.mentions(speech.sentence))
    bare = named and not speech.words("genitives")  # where verbs bear a prefix, no small word parts them from who is asked
    return bare or between[-1].lower in speech.words("purpose")


def _is_suffered(speech: Speech) -> bool:
    """`Three people have been confirmed dead`: the subject of a lone passive says nothing."""
    match, first = speech.match, speech.match.first
    run = speech.sentence.tokens[max(0, first - 3) : first]
    suffers = match.voice == "passive" and match.last - first == 1
    return suffers and any(t.lower in speech.words("being") for t in run)  # `admitted in 2002 that`: no form of be, no passive


def _is_noun(speech: Speech) -> bool:
    """`public statements and promises`, `telephone calls`: a form that may be noun or verb is a verb behind its subject only."""
    tokens, first, words = speech.sentence.tokens, speech.match.first, speech.words
    if reads_as_noun(speech.story, speech.sentence, speech.match):
        return True  # `a United Nations demand to halt enrichment`
    said = any(m.first == speech.match.last and m.shape == "v" and m.tag.name != "none" for m in speech.sentence.layer("speech"))
    if said and speech.match.shape != "v" and speech.match.tag.form == "verbs":
        return True  # `the U.N. report said`
    shape, _ = speech.story.lexicon.patterns.morphology.shape(tokens[first].lower)
    behind = tokens[speech.match.last].lower if speech.match.last < len(tokens) else ""
    if speech.match.shape in ("b", "") and shape != "v" and not words("genitives") and behind in words("heads_relative"):
        return True  # `…, usul yang disambut baik`
    governed = first > 0 and not words("genitives") and _governs(speech, tokens[first - 1].lower)
    if governed and speech.match.shape in ("b", "") and speech.match.last - first == 1:
        return True  # `keberatan atas usul PBB`
    if words("genitives") and first and shape != "v" and _is_object(speech):
        return True
    if speech.match.shape or shape == "v" or not words("genitives") or not first:
        return False
    while first > 0 and tokens[first - 1].lower in words("before_verb"):
        first -= 1
    before = tokens[first - 1].lower if first else ""
    joined = words("pronouns") | words("heads_relative") | words("coordinators") | words("continuers") | {","}
    return not (before in joined or any(m.last == first for m in speech.story.mentions(speech.sentence)))


def _is_object(speech: Speech) -> bool:
    """`rejected the UN demand`, `defied Arab League calls to …`: the owner before the word is itself the object of a verb that takes no
    clause."""
    tokens, first = speech.sentence.tokens, speech.match.first
    owner = next((m for m in speech.story.mentions(speech.sentence) if m.last == first and m.names), None)
    at = owner.first if owner is not None else 0
    while at > 0 and tokens[at - 1].lower in speech.words("determiners"):
        at -= 1
    if at < 1 or tokens[at - 1].lower in speech.words("charges"):
        return False  # `a charge Kigali denies`
    verbs = (m for m in speech.sentence.layer("speech", "event") if m.last == at and m.tag.name not in (*NEUTRAL, "none"))
    return any(m.shape == "v" for m in verbs)


def _governs(speech: Speech, word: str) -> bool:
    """Whether a preposition or a verb stands before, whose object a bare form is: `atas usul PBB`, `menyetujui usul itu`."""
    verb = speech.story.lexicon.patterns.morphology.shape(word)[0] == "v" and word not in speech.words("before_verb")
    return verb or word in speech.words("oblique")


def _is_withheld(speech: Speech) -> bool:
    """`menolak mengonfirmasi`, `tidak bersedia menyebut`: who refuses to speak says nothing, and what he would say is no speech."""
    match = speech.match
    for other in speech.sentence.layer("speech"):
        gap = speech.sentence.tokens[other.last : match.first]
        leads = other.last <= match.first and all(t.lower in speech.words("purpose") | speech.words("intending") for t in gap)
        if leads and other.tag.name in ("reject", "threaten", "pledge") and other.form_is_verb:
            return True  # `mengancam memveto bantuan`, `refused to confirm`
        if other.first == match.last and match.tag.name == "reject" and other.tag.name in NEUTRAL:
            return other.tag.form == "verbs" and other.voice == "active"
    return False


def is_message(speech: Speech, content: Span) -> bool:
    """Whether a content says something of its own: no lone word, and nothing that only points back."""
    text = content.of(speech.story.view.text)
    words = [w.lower() for w in text.split()]
    opened = speech.sentence.tokens[speech.match.last - 1].lower in speech.words("complement")
    later = words[:1] and words[0] in speech.words("told_later") and not set(words[1:2]) & speech.words("demonstratives")
    if later and speech.match.tag.name in NEUTRAL and "," not in text and not opened:
        return False  # `Dia berkata setelah kedatangan Konare`: only when he spoke
    if len(words) > 1 and words[0] in speech.words("handed_on") and words[1] in speech.words("relays"):
        return False
    pointing = next((i for i, w in enumerate(words[:2]) if w in speech.words("demonstratives")), None)
    matter = words[:1] and words[0] in speech.words("matters")  # `mengemukakan hal itu setelah …`: however long, it only points back
    rest = words[(pointing or 0) + 1 :]
    when = rest[:1] and rest[0] in speech.words("told_later")  # `menyampaikan hal itu setelah parlemen bersidang di Lima`
    if (len(words) >= SHORTEST_MESSAGE and not matter and not when) or not _is_empty(speech, rest):
        pointing = None
    if speech.match.tag.name in JUDGING and len(words) > 1 and words[1 - (pointing or 0)] not in speech.words("charges"):
        pointing = None  # `menyambut baik tawaran tersebut`
    if words[:1] and words[0] in speech.words("heads_relative") and len(words) <= FEWEST_DESCRIBING:
        return False  # `menyuarakan keprihatinan yang mendalam`
    standing = words[:1] and words[0] in speech.words("demonstratives") - speech.words("pointing")  # `pernyataan tersebut setelah …`
    standing = standing and not text[:1].isupper()  # `menjawab, Itu akan dibahas`
    long = speech.match.last - speech.match.first  # `menuduh X melanggar gencatan`, `mengancam akan membalas`
    held = long > 2 or (long > 1 and speech.match.tag.name == "threaten")
    called_for = speech.match.tag.name == "demand" and len(words) == 1 and words[0] in speech.words("asked_for")
    return len(words) >= 2 - (held or called_for) and pointing is None and not standing  # `menyerukan dialog`


def _is_empty(speech: Speech, words: Sequence[str]) -> bool:
    """Whether words behind `hal itu` tell only when, where or to whom: `hal itu pada Selasa`, and not `hal itu belum diputuskan`."""
    told = ("adjuncts", "oblique", "day_words", "not_names", "clause_openers", "told_later", "relays", "asides", "continuers")
    telling = (speech.words(name) for name in ("predicative", "intending", "future", "ongoing", "done"))
    if words and (words[0][:1] in QUOTES or any(words[0] in each for each in telling)):
        return False  # `menyebut serangan itu "pembantaian"`, `mengatakan satelit itu untuk tujuan damai`
    return not words or not words[0][:1].isalpha() or any(words[0] in speech.words(w) for w in told)
