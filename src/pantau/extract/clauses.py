"""Clauses, polarity, modality and arguments of a trigger: who stands before it, who after it, and what turns it into plan, denial
or hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pantau.extract.adverbs import before_adverbs, past_adverbs
from pantau.extract.asides import REACH, before_aside, is_head, is_stop, relative_head
from pantau.extract.groups import codes_of, groups, is_object
from pantau.extract.mentions import Mention
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.relatives import after_relative, before_place, held_to_be, is_scene_of_deed, made_to, main_behind, own_subject
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token


class Clause(NamedTuple):
    """The tokens [first, last) around a trigger up to the next clause on either side; `relative` is the token after `yang` when it
    opens here."""

    first: int
    last: int
    opener: str
    relative: bool


def clause_of(story: Story, sentence: Sentence, first: int, last: int) -> Clause:
    """The clause of the trigger at tokens [first, last)."""
    words = story.lexicon.words
    tokens = sentence.tokens
    start, opener, relative = 0, "", False
    resumed, joined = _resumes(tokens, first, words), _is_joined(tokens, first, words)
    for i in range(first - 1, max(-1, first - REACH), -1):
        word = tokens[i].lower
        if word in words["relative"]:
            if resumed or (joined and word in words["where"]):
                continue
            if _is_held(story, sentence, i) or _is_adjective(story, sentence, i, first):
                continue
            main = main_behind(story, sentence, i, first)
            start, opener, relative = (main, ",", False) if main else (i + 1, word, True)
            break
        if word in words["listing"] and any(t.text == "," for t in tokens[i + 1 : first]):
            continue  # `killed six people, including two soldiers, in an ambush`
        if resumed and word in words["purpose_openers"]:
            continue  # `tak punya personel untuk mengatur kerumunan, dan melarang pawai`
        if is_stop(tokens, i) or _is_opener(tokens, i, words):
            start, opener = i + 1, word
            break
    end = len(tokens)
    for i in range(last, min(len(tokens), last + REACH)):
        word = tokens[i].lower
        opens = _is_opener(tokens, i, words) and not _is_for_somebody(story, sentence, i)
        if is_stop(tokens, i) or opens or (word in words["relative"] and not _is_held(story, sentence, i)):
            end = i
            break
    return Clause(start, end, opener, relative)


def _is_adjective(story: Story, sentence: Sentence, at: int, first: int) -> bool:
    """`sebuah pasar yang ramai menewaskan …`, `kafe yang ramai dan meledakkan bom`: where verbs bear a prefix, a relative of an
    adjective alone, behind which the main clause goes on."""
    words, tokens = story.lexicon.words, sentence.tokens
    inside = [t for t in tokens[at + 1 : first] if t.lower not in words["joining_verbs"]]
    if words["genitives"] or not 0 < len(inside) <= 2 or tokens[at - 1].text == ",":
        return False
    small = words["before_verb"] | words["negation"] | words["future"] | words["done"] | words["hypothetical"] | words["ongoing"]
    if any(t.is_capital or not t.is_word or t.lower in small | words["oblique"] | words["pronouns"] for t in inside):
        return False
    shape = story.lexicon.patterns.morphology.shape
    return all(shape(t.lower)[0] != "v" for t in inside) and not any(at < m.first < first for m in story.mentions(sentence))


def _is_for_somebody(story: Story, sentence: Sentence, at: int) -> bool:
    """`bantuan untuk rakyat Mali`: whether a word that may open a purpose says for whom something is, and no verb follows him."""
    word, words = sentence.tokens[at].lower, story.lexicon.words
    whom = next((m for m in story.mentions(sentence) if m.first == at + 1 and m.preposition == word), None)
    if whom is None or word not in words["posted_to"]:
        return False
    return whom.last >= len(sentence.tokens) or not _is_verb(story, sentence.tokens[whom.last])


def _is_held(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a word belongs to a mention such as `pihak yang bertikai`, or is what a verb is done to (`mengebom tempat …`), and opens
    nothing."""
    words, tokens = story.lexicon.words, sentence.tokens
    where = at > 0 and tokens[at].lower in words["where"] and not words["genitives"]
    if where and story.lexicon.patterns.morphology.shape(tokens[at - 1].lower) == ("v", "active"):
        return True
    return any(m.is_pronoun and m.first <= at < m.last for m in story.mentions(sentence))


def _resumes(tokens: Sequence[Token], first: int, words: dict[str, frozenset[str]]) -> bool:
    """`akan menutup reaktor yang …, serta mengizinkan …`: a verb joined behind a comma goes on with the main clause."""
    first = before_adverbs(words, tokens, first)
    return first > 1 and tokens[first - 1].lower in words["joining_verbs"] and tokens[first - 2].text == ","


def _is_joined(tokens: Sequence[Token], first: int, words: dict[str, frozenset[str]]) -> bool:
    """`broke into a house where workers slept and seized them`: a verb joined to one before."""
    first = before_adverbs(words, tokens, first)
    return first > 0 and tokens[first - 1].lower in words["joining_verbs"]


def clause_floor(story: Story, sentence: Sentence, at: int) -> int:
    """The token behind the last clause opener before token `at`; openers inside a mention (`pihak yang bertikai`) open nothing."""
    words = story.lexicon.words
    for i in range(at - 1, max(-1, at - REACH), -1):
        word = sentence.tokens[i].lower
        opens = is_stop(sentence.tokens, i) or _is_opener(sentence.tokens, i, words) or word in words["heads_relative"]
        if opens and not _is_held(story, sentence, i):
            return i + 1
    return 0


def _is_opener(tokens: Sequence[Token], i: int, words: dict[str, frozenset[str]]) -> bool:
    """Whether token `i` opens a clause; `saat ini`, `saat itu`, `selama dua jam` say only when."""
    if tokens[i].lower not in words["clause_openers"] or (i + 1 < len(tokens) and tokens[i + 1].lower in words["demonstratives"]):
        return False
    if i > 0 and tokens[i].lower in words["done"] and tokens[i - 1].lower in words["done"]:
        return False  # `has since expelled`
    if i + 1 < len(tokens) and _is_day(tokens[i + 1], words):
        return False  # `since 2003`, `before Monday`
    if tokens[i].lower in words["turning"] and i + 1 < len(tokens) and tokens[i + 1].lower in words["describing"]:
        return False  # `in a separate but similar blast`
    if i > 0 and tokens[i].lower in words["sequels"] and tokens[i - 1].lower in words["defining"]:
        return False  # `was overthrown the following May`
    if i > 0 and tokens[i].lower in words["compared"] and tokens[i - 1].lower in words["comparatives"]:
        return False  # `more than 700 fighters`
    if i > 0 and tokens[i].lower in words["in_the_shape_of"] and tokens[i - 1].lower in words["taken_for"]:
        return False  # `commandos disguised as farmers killed …`
    lasts = tokens[i].lower in words["during"] and any(t.lower in words["spells"] for t in tokens[i + 1 : i + 4])
    return not lasts


def _is_day(token: Token, words: dict[str, frozenset[str]]) -> bool:
    """Whether a word is a year, or a month's or weekday's name, as far as its letters tell."""
    return (len(token.text) == 4 and token.text.isdigit()) or (token.is_capital and token.lower in words["day_names"])


def subject_of(story: Story, sentence: Sentence, clause: Clause, first: int) -> tuple[Mention, ...]:
    """The group of mentions that stands as subject before token `first`: the nearest that no preposition governs, else the clause's
    first."""
    ahead = (g for g in groups(story, sentence) if g[-1].last <= first)
    before = [g for g in ahead if not _is_where(story, sentence, g) and not _is_of_noun(story, sentence, g)]
    oblique = story.lexicon.words["oblique"]
    inside = [g for g in before if g[0].first >= clause.first]
    if (made := made_to(story, sentence, first)) is not None:
        forced = next((g for g in before if g[-1].last == made.stop and g[0].first >= made.start), ())
        purposed = sentence.tokens[made.stop].lower in story.lexicon.words["purpose"]  # `mendorong anggotanya untuk …`
        if codes_of(story, sentence, forced) if forced else not purposed:
            return forced
    if aside := before_aside(story, sentence, before, first):
        return aside
    if clause.relative:
        own = own_subject(story, sentence, clause, first) or _told_within(story, sentence, clause, inside, first)
        if own or (own := held_to_be(story, sentence, clause, inside) or after_relative(story, sentence, clause, inside, first)):
            return own
        head = relative_head(story, sentence, before, clause.first - 1) or _issuer(story, sentence, clause)
        if head and is_scene_of_deed(story, sentence, head, first):
            return ()
        head = before_place(story, sentence, before, head, first) or head
        if head or not _opens_content(story, sentence, clause, inside):
            if not head and _is_joined(sentence.tokens, first, story.lexicon.words):
                return ()  # `an insurgency that has killed 30,000 people and displaced two million`: nobody of those
            return head or next((g for g in inside[-1:] if g[0].preposition not in oblique), ())
    words = story.lexicon.words
    free = [g for g in inside if g[0].preposition not in oblique or _opens_clause(story, sentence, g, first)]
    if _is_joined(sentence.tokens, first, words):
        free = [g for g in free if not is_object(sentence, g)]  # `to raid a camp and arrest …`: what the verb before is done to
    free = [g for i, g in enumerate(free) if not i or not _is_inside(story, sentence, free[i - 1], g, first)]
    if free and not _shares_subject(story, sentence, free, first):
        return free[-1]
    speech = (m for m in sentence.layer("speech") if m.last <= first and m.tag.form == "verbs")
    told = max((m.last for m in speech if not recognises(story, sentence, m)), default=0)
    if free:
        return _told_subject(story, sentence, free, told, first) or free[0]
    shared = words["coordinators"] | words["shares_subject"] | (words["beside_deed"] if not inside else frozenset())
    if clause.opener == "," or clause.opener in shared:
        outer = [g for g in before if g[0].preposition not in oblique]
        outer = [g for g in outer if g[0].first >= told] or outer  # `X mengatakan Y mengepung rumah dan menyerangnya`: Y did
        main = _main_opens(story, sentence, told, first)
        outer = [g for g in outer if g[0].first >= main] or outer
        return outer[0] if outer else _subject_behind(story, sentence, clause, first)
    return ()


def _issuer(story: Story, sentence: Sentence, clause: Clause) -> tuple[Mention, ...]:
    """`Presiden mengeluarkan dekrit yang membekukan aset …`, `signed a law that bans …`: whose a measure is does what it does."""
    words, tokens, at = story.lexicon.words, sentence.tokens, clause.first - 2
    near = range(at, max(0, at - _FAR_MEASURE), -1) if words["genitives"] else ()
    named = next((i for i in near if tokens[i].lower in words["measures"]), -1)
    owner = next((g for g in groups(story, sentence) if g[-1].last == named and g[0].names), ())
    if owner:
        return owner  # `a Security Council resolution passed in December, which imposed …`
    if at < 2 or tokens[at].lower not in words["measures"]:
        return ()
    issued = next((i for i in range(at - 1, max(0, at - _FAR_ISSUED), -1) if tokens[i].lower in words["issuing"]), 0)
    return subject_of(story, sentence, clause_of(story, sentence, issued, issued + 1), issued) if issued else ()


_FAR_MEASURE = 7
"""Words between a measure that has its owner and the relative clause."""
_FAR_ISSUED = 5
"""Words between a measure and the verb that issues it."""


def _opens_content(story: Story, sentence: Sentence, clause: Clause, inside: Sequence[tuple[Mention, ...]]) -> bool:
    """`admitted that the rebels had used a plane and bombed the base`: what opens a relative clause elsewhere opens what is told, where
    its subject follows at once."""
    opens = clause.opener in story.lexicon.words["complement"] and bool(inside)
    return opens and opens_noun(story, sentence, inside[0][0].first) <= clause.first


def _told_within(
    story: Story, sentence: Sentence, clause: Clause, inside: Sequence[tuple[Mention, ...]], first: int
) -> tuple[Mention, ...]:
    """`warga yang melihat kejadian itu mengatakan tentara mengepung …`: behind the verb of telling that ends a relative clause, the
    subject of what is told."""
    told = (m for m in sentence.layer("speech") if clause.first < m.first and m.last < first and m.tag.form == "verbs")
    at = max((m.last for m in told if m.shape == "v" and not recognises(story, sentence, m)), default=0)
    return next((g for g in inside if at and g[0].first in (at, at + 1) and not g[0].preposition), ())


def relative_object(story: Story, sentence: Sentence, clause: Clause, first: int) -> tuple[Mention, ...]:
    """`dua tentara yang mereka culik`: the head of a relative clause whose verb has its own subject is whom it befell."""
    if clause.opener in story.lexicon.words["complement"] or not own_subject(story, sentence, clause, first):
        return ()
    return next((g for g in groups(story, sentence) if is_head(story, sentence, g, clause.first - 1)), ())


def _told_subject(
    story: Story, sentence: Sentence, free: Sequence[tuple[Mention, ...]], told: int, first: int
) -> tuple[Mention, ...]:
    """`X mengatakan Y membakar desa mereka dan membunuh …`: Y, whose verb stands behind him in the message from `told` on, did both."""
    words, tokens = story.lexicon.words, sentence.tokens
    head = next((g for g in free if 0 < told <= g[0].first <= told + 2), ())
    at = past_adverbs(words, tokens, head[-1].last if head else first, first)
    own = at < first and _is_verb(story, tokens[at])
    return head if own or any(m.first == at < first and m.shape == "v" for m in sentence.layer("event")) else ()


def _is_where(story: Story, sentence: Sentence, group: Sequence[Mention]) -> bool:
    """`di pasar Maiduguri, Nigeria, menewaskan …`: a land between commas behind a place of it says where, and is no subject."""
    only, tokens = group[0], sentence.tokens
    bare = len(group) == 1 and not only.roles and not only.has_person and not only.preposition and only.first > 1
    if not bare or tokens[only.first - 1].text != "," or only.last >= len(tokens) or tokens[only.last].text not in ",(":
        return False
    if any(n.kind not in ("state", "place", "capital") for n in only.names) or not only.names:
        return False
    return any(place.span.end == tokens[only.first - 2].end for _, place in story.located(sentence))


def _is_of_noun(story: Story, sentence: Sentence, group: Sequence[Mention]) -> bool:
    """`operasi polisi terhadap penyelundupan imigran berhasil …`: who stands directly behind a noun made of a verb that a preposition
    governs belongs to that noun, where owners stand behind."""
    words, tokens, at = story.lexicon.words, sentence.tokens, group[0].first - 1
    if words["genitives"] or at < 1 or group[0].preposition or tokens[at].is_capital:
        return False
    made = story.lexicon.patterns.morphology.shape(tokens[at].lower)[0] == "n" and tokens[at].lower.startswith("pe")
    return made and tokens[at - 1].lower in words["opponent"] - words["clause_openers"]


def _is_inside(story: Story, sentence: Sentence, before: Sequence[Mention], group: Sequence[Mention], first: int) -> bool:
    """`rebels flying a light aircraft bombed …`, `Malaysia, a mainly Muslim nation, sent …`: what a participle governs, or stands
    between commas beside a name, is not the subject of the verb at `first`."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = opens_noun(story, sentence, group[0].first)
    low = before[-1].last
    using = 2 <= at - low <= _FAR_MEANS and tokens[low].lower in words["by_means_of"] and all(t.is_word for t in tokens[low:at])
    if using and story.lexicon.patterns.morphology.shape(tokens[low + 1].lower) == ("v", "active"):
        return True  # `pemberontak dengan menggunakan pesawat ringan membom …`
    governs = at - 1 >= before[-1].last and any(tokens[at - 1].lower.endswith(e) for e in words["endings_under_way"])
    if governs and tokens[at - 1].lower not in words["oblique"] | words["clause_openers"]:
        return all(t.is_word for t in tokens[before[-1].last : at])
    trying = any(tokens[low].lower.endswith(e) for e in words["endings_under_way"])
    if low + 1 < at and trying and tokens[low + 1].lower in words["purpose"]:
        return all(t.is_word and not t.is_capital for t in tokens[low:at])  # `rebels seeking to overthrow the president seized …`
    apart = tokens[before[-1].last].text == "," and any(t.text == "," for t in tokens[group[-1].last : first])
    verbs = any(m.shape == "v" and before[-1].last <= m.first < first for m in sentence.layer("event", "speech"))
    return apart and not verbs and not codes_of(story, sentence, group) and bool(codes_of(story, sentence, before))


_FAR_MEANS = 5
"""Words of what somebody did it with, up to the last thing."""


def _main_opens(story: Story, sentence: Sentence, start: int, first: int) -> int:
    """`Setelah A diserang B, C siap untuk …`: behind the comma of a clause that opens what is told, the main one begins."""
    tokens, words = sentence.tokens, story.lexicon.words
    while start < first and not tokens[start].is_word:
        start += 1
    if start >= first or tokens[start].lower not in words["clause_openers"] | words["hypothetical"]:
        return 0
    return next((i + 1 for i in range(start, first) if tokens[i].text == ","), 0)


def _subject_behind(story: Story, sentence: Sentence, clause: Clause, first: int) -> tuple[Mention, ...]:
    """`Setelah merebut kota itu, pemberontak …`: a clause before the main one, without a subject, has the main one's."""
    if clause.first > 1 or first - clause.first > 1:
        return ()
    comma = next((i for i in range(first, min(len(sentence.tokens), first + REACH)) if sentence.tokens[i].text == ","), None)
    behind = (g for g in groups(story, sentence) if comma is not None and g[0].first == comma + 1)
    return next(behind, ())


def _shares_subject(story: Story, sentence: Sentence, free: Sequence[tuple[Mention, ...]], first: int) -> bool:
    """`India summoned the ambassador and expelled two diplomats`: a verb joined to another has its subject."""
    words = story.lexicon.words
    at = before_adverbs(words, sentence.tokens, first)
    going_on = not words["genitives"] or sentence.tokens[first].lower.endswith(tuple(words["endings_under_way"]))
    comma = going_on and at == first > 0 and sentence.tokens[at - 1].text == ","  # `…, menewaskan puluhan tentara`, `…, forcing …`
    joined = comma or (at > 0 and sentence.tokens[at - 1].lower in words["joining_verbs"])
    joined = joined or _is_by_doing(story, sentence, first)
    if not joined or len(free) < 2:
        return False
    low, high = free[0][-1].last, free[-1][0].first
    told = (m for m in sentence.layer("event", "speech") if m.shape == "v" or (m.shape == "b" and m.tag.form == "verbs"))
    if any(low <= m.first < high for m in told):
        return True
    shape = story.lexicon.patterns.morphology.shape
    if words["genitives"]:  # `the rebels used their plane and bombed the base`
        at = past_adverbs(words, sentence.tokens, low, high)
        return at < high and _is_verb(story, sentence.tokens[at])
    active = ("v", "active")  # `pasukan Eritrea memasuki Tigray dan membantu …`: any verb, where verbs bear a prefix
    return any(shape(t.lower) == active for t in sentence.tokens[low:high])


def _is_by_doing(story: Story, sentence: Sentence, first: int) -> bool:
    """`accused the militia of the murder and responded by opening fire`: how the verb joined to the first was done."""
    words, tokens, by = story.lexicon.words, sentence.tokens, first - 1
    doing = tokens[first].lower.endswith(tuple(words["endings_under_way"])) if words["endings_under_way"] else False
    return doing and by > 2 and tokens[by].lower in words["by_agent"] and tokens[by - 2].lower in words["joining_verbs"]


def _is_verb(story: Story, token: Token) -> bool:
    """Whether the word behind a subject is its verb, by its form alone."""
    past = bool(story.lexicon.words["genitives"]) and token.lower.endswith("ed")  # `used`, however short
    return past or story.lexicon.patterns.morphology.shape(token.lower)[0] == "v"


def _opens_clause(story: Story, sentence: Sentence, group: tuple[Mention, ...], first: int) -> bool:
    """`sejak Israel menyerang`, `after gangs stormed a prison, freeing …`: what may be a preposition opens a clause where its subject's
    verb follows at once, whose subject is then that of the verbs joined to it."""
    words, opener, tokens = story.lexicon.words, group[0].first - 1, sentence.tokens
    absolute = group[0].preposition in words["absolute"] and not words["genitives"] and opener > 0 and tokens[opener - 1].text == ","
    if group[0].preposition not in words["clause_openers"] and not absolute:
        return False
    if opener >= 0 and tokens[opener].lower == group[0].preposition and not (absolute or _is_opener(tokens, opener, words)):
        return False
    at = past_adverbs(words, tokens, group[-1].last, first)
    verbs = (m for m in sentence.layer("event", "speech") if m.first == at < first and m.shape == "v")
    return first - at <= 1 or next(verbs, None) is not None


def objects_of(story: Story, sentence: Sentence, clause: Clause, last: int) -> list[tuple[Mention, ...]]:
    """The groups of mentions after token `last` in the clause, nearest first."""
    return [g for g in groups(story, sentence) if g[0].first >= last and g[0].first < clause.last]


def agent_of(story: Story, sentence: Sentence, clause: Clause, last: int) -> tuple[Mention, ...]:
    """The group that did a passive verb: after `oleh` in the clause, else directly behind the verb."""
    for group in objects_of(story, sentence, clause, last):
        if group[0].preposition in story.lexicon.words["by_agent"]:
            if _is_of_next_verb(story, sentence, last, group[0].first):
                break  # `rudal yang ditempatkan di Suriah digunakan oleh Iran`: another verb's
            return group
    words, low = story.lexicon.words, last
    while low < len(sentence.tokens) and sentence.tokens[low].lower in words["describing"] | words["waves"] | words["weapons"]:
        low += 1  # `dihantam rentetan rudal Iran`
    return next((g for g in objects_of(story, sentence, clause, last) if g[0].first in (last, low) and not g[0].preposition), ())


def _is_of_next_verb(story: Story, sentence: Sentence, last: int, at: int) -> bool:
    """Whether a passive verb stands between token `last` and the agent at token `at`, so that the agent is that verb's."""
    shape = story.lexicon.patterns.morphology.shape
    return any(shape(t.lower) == ("v", "passive") for t in sentence.tokens[last : at - 1])


def recognises(story: Story, sentence: Sentence, match: Match) -> bool:
    """`mengakui Kosovo`, `Kosovo diakui oleh Serbia`: to admit a party, and nothing that it does, is to recognise it."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.voice == "passive" and tokens[match.first].lower in words["recognising"]:
        return any(m.last == match.first and m.names and not m.has_person for m in story.mentions(sentence))
    named = sentence.named.get(match.last)
    if tokens[match.last - 1].lower not in words["recognising"] or named is None:
        return False
    if named.named.kind not in ("state", "group") or not named.named.code:
        return False
    behind = tokens[named.last].lower if named.last < len(tokens) else ""
    told = words["before_verb"] | words["negation"] | words["being"] | words["done"]
    return behind not in told and story.lexicon.patterns.morphology.shape(behind)[0] != "v" if behind else True
