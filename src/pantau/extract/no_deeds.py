"""Words of a deed that tell of none: false friends, names of people and bodies, nouns that point back, crashes."""

from __future__ import annotations

import itertools

from pantau.extract.aims import is_general, is_habit
from pantau.extract.clauses import Clause, recognises
from pantau.extract.lasting import stops_at
from pantau.extract.noun_phrase import is_topic, opens_noun
from pantau.extract.patterns import Match
from pantau.extract.put_down import is_put_down
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.unreal import is_unreal
from pantau.extract.unsaid import is_prosecution
from pantau.extract.view import Sentence

HEADLINE = 0.6
"""Share of words with a capital from which on a sentence is a headline, whose capitals name nobody."""
COMPOUND = ("official", "organs", "expert", "mediator", "media", "ngo", "protester")
"""Classes of nouns before which a noun of a deed says which people are meant: `protest organisers`."""


def is_pointed_at(story: Story, sentence: Sentence, match: Match) -> bool:
    """`serangan itu`, `pertemuan tersebut`, `that attack`: a noun pointed at is no new event."""
    words = story.lexicon.words
    after = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    before = sentence.tokens[match.first - 1].lower if match.first else ""
    if stops_at(story, sentence, match) is not None:
        return False  # `pertempuran itu berhenti`
    if match.tag.form == "phrases" and match.shape == "v" and not words["genitives"]:  # `mengaku melakukan serangan itu`
        return sentence.tokens[match.last - 1].lower in words["acts"] and after in words["demonstratives"]
    noun = match.tag.form in ("nouns", "reciprocal", "weak") and match.shape in ("n", "", "b")
    if not noun:
        return False
    owner = next((m for m in story.mentions(sentence) if match.first < m.first <= match.last < m.last and not m.preposition), None)
    whose = owner is not None and owner.last < len(sentence.tokens) and match.tag.form != "weak" and not words["genitives"]
    behind = sentence.tokens[owner.last].lower if owner is not None and whose else ""  # `serangan militer Myanmar itu`
    if not words["genitives"] and _points_behind_place(story, sentence, match.last):
        return True
    after = "" if words["genitives"] else after  # `blasts that shook the city` points at nothing
    return after in words["demonstratives"] or before in words["pointing"] or behind in words["demonstratives"]


_FAR_POINTED = 5
"""Words of the place between a noun and what points at it."""


def _points_behind_place(story: Story, sentence: Sentence, last: int) -> bool:
    """`serangan di masjid Peshawar itu`: the word behind a place's name points at what happened there; `di kota itu` does not."""
    words, tokens = story.lexicon.words, sentence.tokens
    if last >= len(tokens) or tokens[last].lower not in words["locatives"]:
        return False
    at = last + 1
    while at < min(len(tokens), last + _FAR_POINTED) and (tokens[at].is_capital or tokens[at].lower in words["place_nouns"]):
        at += 1
    return at < len(tokens) and tokens[at - 1].is_capital and tokens[at].lower in words["demonstratives"]


def spans_clauses(story: Story, sentence: Sentence, match: Match) -> bool:
    """`operasi dilancarkan guna menangkal serangan`: words of two clauses, with one that opens the second between, are no phrase."""
    words = story.lexicon.words
    alike = words["posted_to"] | words["destinations"]  # `setuju untuk menempatkan …`
    alike |= words["modifiers"] | words["during"] | words["because"]
    opens = (words["clause_openers"] | words["purpose_openers"]) - alike
    return any(t.lower in opens for t in sentence.tokens[match.first + 1 : match.last - 1])


def is_no_deed(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a match is a false friend, points at what was told, names somebody, or is the damage a storm has done."""
    if is_topic(story, sentence, match) or is_put_down(story, sentence, match) or is_unreal(story, sentence, match):
        return True
    if sentence.tokens[match.last - 1].lower in story.lexicon.words["recognising"] and match.last - match.first == 1:
        return not recognises(story, sentence, match)
    if sentence.tokens[match.last - 1].lower in story.lexicon.words["prosecuting"] and not is_prosecution(story, sentence, match):
        return True  # `menuntut Israel mundur`
    if match.tag.name == "ASSAULT" and _is_of_arrest(story, sentence, match):
        return True
    if match.tag.name == "ASSAULT" and match.voice == "passive" and _by_nature(story, sentence, match):
        return True
    weak = match.tag.name == "ASSAULT" and match.tag.form == "weak"
    if weak and (story.setting.is_mishap(sentence) or _is_crash(story, sentence, match)):
        return True
    if match.shape != "v" and (_is_background(story, sentence, match) or stops_at(story, sentence, match, easing=True) is not None):
        return True
    if any(check(story, sentence, match) for check in (_only_aims, _takes_effect, _turns_otherwise, _only_brokers, _signs_order)):
        return True
    if (match.shape != "v" and is_general(story, sentence, match)) or is_habit(story, sentence, match):
        return True
    if match.last - match.first > 1 and _is_peaceful(story, sentence, match):
        return True
    return match.tag.name == "none" or is_pointed_at(story, sentence, match) or _is_within_name(story, sentence, match)


def _is_peaceful(story: Story, sentence: Sentence, match: Match) -> bool:
    """`conducting maintenance operations`, `menggelar operasi SAR`: a verb whose operation is one of peace."""
    if match.shape != "v" or match.tag.name not in ("ASSAULT", "MOBILIZE") or match.tag.form != "phrases":
        return False
    inside = (m for m in sentence.layer("event") if m.tag.name == "none" and match.first < m.first and m.last >= match.last)
    return any(t.lower in story.lexicon.words["operations"] for m in inside for t in sentence.tokens[m.first : m.last])


def _is_of_arrest(story: Story, sentence: Sentence, match: Match) -> bool:
    """`para tersangka ditangkap dalam penyerbuan polisi`: the raid in which people were arrested is how they were."""
    words, upon = story.lexicon.words, story.lexicon.words["upon_people"]
    opened = opens_noun(story, sentence, match.first) if sentence.tokens[match.last - 1].lower in words["raids"] else 0
    if not opened or sentence.tokens[opened - 1].lower not in words["within_deed"] | words["during"]:
        return False
    before = (m for m in sentence.layer("event") if m.tag.name == "COERCE" and m.shape == "v" and m.last <= match.first)
    keys = story.lexicon.patterns.keys
    return any(key[1:] in upon for m in before for key, _, _ in keys(sentence.tokens[m.first].lower))


def _takes_effect(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Sanctions took effect`, `undang-undang itu mulai berlaku`: what comes into force is a retreat of a truce told before only."""
    small = story.lexicon.words["takes_effect"] | story.lexicon.words["oblique"]
    if match.tag.name != "RETREAT" or any(t.lower not in small for t in sentence.tokens[match.first : match.last]):
        return False
    return not any(m.tag.name != "none" and m.last <= match.first for m in sentence.layer("truce"))


def _signs_order(story: Story, sentence: Sentence, match: Match) -> bool:
    """`menandatangani perintah eksekutif`, `the decree was signed by the president`: who signs what he himself orders joins nobody."""
    words, tokens = story.lexicon.words, sentence.tokens
    roots = {key[1:] for key, _, _ in story.lexicon.patterns.keys(tokens[match.first].lower) if key[0] == "~"}
    if match.tag.name != "SUPPORT" or not roots & words["signing"]:
        return False
    before = itertools.takewhile(lambda t: t.is_word, reversed(tokens[max(0, match.first - _FAR_SIGNED) : match.first]))
    run = list(before) if match.voice == "passive" else tokens[match.last - 1 : match.last + _NEAR_SIGNED]
    return any(t.lower in words["measures"] for t in run) and not any(t.lower in words["deals"] for t in run)


_FAR_SIGNED, _NEAR_SIGNED = 5, 3
"""Words between what was signed and a passive, and behind an active verb up to what is signed."""


def _only_aims(story: Story, sentence: Sentence, match: Match) -> bool:
    """`operations targeting al-Qaeda`, `a strike targeting a commander`: a participle that only says whom what stands before it is
    aimed at; `struck Hezbollah targets in Lebanon`: what is aimed at, where no object follows."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.last - match.first == 1 and tokens[match.first].lower in words["aimed_at"]:
        behind = tokens[match.last].lower if match.last < len(tokens) else ""
        small = words["oblique"] | words["locatives"] | words["clause_openers"] | words["joining_verbs"]
        return not behind.isalpha() or behind in small
    if match.last - match.first > 1 or tokens[match.first].lower not in words["oblique"] & words["opponent"]:
        return False
    return not any(t.lower in words["being"] for t in tokens[max(0, match.first - 2) : match.first])


def _turns_otherwise(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether something turns violent that is no strike and no march."""
    tokens, words = sentence.tokens, story.lexicon.words
    if match.tag.name != "PROTEST" or tokens[match.last - 1].lower not in words["violent"]:
        return False
    return not any(t.lower in words["walkouts"] for t in tokens[max(0, match.first - _FAR_CRASH) : match.first])


def _only_brokers(story: Story, sentence: Sentence, match: Match) -> bool:
    """`talks mediated by Qatar`, `perundingan yang ditengahi Turki`: who brokers the talks or the deal told of is no second meeting."""
    if match.tag.name != "CONSULT" or not any(b.first == match.first for b in sentence.layer("broker")):
        return False
    by = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    if match.voice != "passive" and by not in story.lexicon.words["by_agent"]:
        return False
    before = (m for m in sentence.layer("event") if m.last <= match.first)
    truce = any(m.tag.name != "none" and m.last <= match.first for m in sentence.layer("truce"))
    return truce or any(m.tag.name in ("CONSULT", "AGREE", "SUPPORT", "RETREAT") for m in before)


_FAR_NATURE = 5
"""Words between a passive verb of force and what of nature did it."""


def _by_nature(story: Story, sentence: Sentence, match: Match) -> bool:
    """`dihantam tsunami`, `was pounded by the 2004 tsunami`: what nature did."""
    words, behind = story.lexicon.words, sentence.tokens[match.last : match.last + _FAR_NATURE]
    led = not words["genitives"] or any(t.lower in words["by_agent"] for t in (sentence.tokens[match.last - 1], *behind[:1]))
    near = behind[:2] if not words["genitives"] else behind
    return led and any(t.lower in words["misfortunes"] for t in near)


def _is_background(story: Story, sentence: Sentence, match: Match) -> bool:
    """`the 1967 war`, `Perang 1967`: a war named by its year only says which; `fighting an insurgency`, `menumpas pemberontakan`: the
    revolt is those who are fought."""
    words, tokens = story.lexicon.words, sentence.tokens
    noun = tokens[match.last - 1].lower
    if noun in words["coups"] and any(t.lower in words["coups"] for t in tokens[max(0, match.first - _FAR_COUP) : match.first]):
        return True  # `seized power in a coup`
    if match.last - match.first == 1 and noun in words["wars"]:
        beside = tokens[match.first - 1 : match.first] if words["genitives"] else tokens[match.last : match.last + 1]
        return any(len(t.text) == len("1967") and t.text.isdigit() for t in beside)
    at = opens_noun(story, sentence, match.first) if noun in words["revolts"] else 0
    at -= at > 1 and tokens[at - 1].lower in words["waves"]  # `meredam aksi pemberontakan`
    near = reversed(tokens[max(0, at - _FAR_FOUGHT) : at])
    run = itertools.takewhile(lambda t: t.text not in ",.;:" and t.lower not in words["clause_openers"], near)
    return at > 0 and any(t.lower in words["fighting_down"] for t in run)


_FAR_FOUGHT = 5
"""Words between a verb of fighting and the revolt that is fought: `curb the country's raging insurgency`."""
_FAR_COUP = 8
"""Words between a verb of taking power and the coup in which it was taken."""
_FAR_CRASH = 12
"""Words between a crash and those it killed."""


def _is_crash(story: Story, sentence: Sentence, match: Match) -> bool:
    """`a helicopter crashed near Baghdad, killing 13`, `helikopter jatuh, menewaskan 13 orang`: nobody killed them."""
    before = sentence.tokens[max(0, match.first - _FAR_CRASH) : match.first]
    return bool(before) and before[-1].text == "," and any(t.lower in story.lexicon.words["crashed"] for t in before)


def _is_within_name(story: Story, sentence: Sentence, match: Match) -> bool:
    """`coalition forces`, `the rebels`, `Assistance Force`: what may be a verb and names somebody is no deed of his."""
    before, word = sentence.tokens[match.first - 1].text if match.first else "", sentence.tokens[match.first].lower
    if before in ("-", "–") and word in story.lexicon.words["led"]:
        return True  # `Ethiopian-backed government`
    if _is_whose(story, sentence, match):
        return True
    if match.last - match.first > 1:
        return False
    if _is_capital_name(story, sentence, match):
        return True
    if match.voice != "active":
        return False
    for mention in story.mentions(sentence):
        if mention.first <= match.first < mention.last:
            unit = next(u for u in mention.units if match.first < u.last)
            return unit.kind in ("role", "name")
    return False


def _is_capital_name(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Front Serikat Pembebasan Asom`: a noun with a capital between capitals, in a sentence that writes its nouns small."""
    tokens, at = sentence.tokens, match.first
    if at == 0 or not tokens[at].is_capital or tokens[at].text.isupper() or match.shape == "v":
        return False
    small = at > 1 and tokens[at - 1].lower in story.lexicon.words["within_names"] and tokens[at - 2].is_capital
    near = (tokens[at - 1].is_capital or small) and at + 1 < len(tokens) and tokens[at + 1].is_capital
    near = near or (match.form_may_be_verb and tokens[at - 1].is_word)  # `the oil giant Shell`
    words = [t for t in tokens if t.is_word]
    return near and sum(t.is_capital for t in words) < HEADLINE * len(words)


def _is_whose(story: Story, sentence: Sentence, match: Match) -> bool:
    """`protest organisers`, `the ceasefire monitors`: a bare noun directly before a noun of people says which people, where such
    words stand before their noun."""
    bare = match.shape != "v" and match.tag.form != "phrases" and match.last - match.first == 1
    if not bare or not story.lexicon.words["genitives"] or match.last >= len(sentence.tokens):
        return False
    behind = sentence.tokens[match.last]
    if behind.lower in story.lexicon.words["deals"] | story.lexicon.words["proposals"] and match.tag.form in ("nouns", "weak"):
        return True  # `a nuclear disarmament deal`, `a withdrawal plan`
    people = (m for m in sentence.layer("role") if m.first == match.last and m.tag.name in COMPOUND)
    return not behind.is_capital and next(people, None) is not None


def carries_message(story: Story, sentence: Sentence, match: Match, clause: Clause, told: Said | None) -> bool:
    """Words of a deed that only carry somebody's message: the condition he sets (`akan menarik pasukan jika Israel mundur`), his
    welcome told in his own words or of a guest, the view of those whom a poll has asked."""
    words, tokens = story.lexicon.words, sentence.tokens
    if match.tag.name == "SUPPORT":
        welcomes = any(t.lower in words["welcoming"] for t in tokens[match.first : match.last])
        if welcomes and (told is not None or _is_visit(story, sentence, match.last)):
            return True
        return any(t.lower in words["polls"] for t in tokens)
    if told is None or clause.opener not in words["conditions"]:
        return _is_unlike(story, sentence, match)
    return clause.first > 0 and tokens[clause.first - 1].end > told.content.start


def _is_visit(story: Story, sentence: Sentence, first: int) -> bool:
    """Whether the noun of a visit stands at token `first`, behind its article and its guest: `welcomed (the Emir's) visit`."""
    visits = (m for m in sentence.layer("event") if m.tag.name == "CONSULT" and m.tag.form == "nouns" and m.shape != "v")
    found = next((m for m in visits if m.first >= first), None)
    if found is None:
        return False
    at = opens_noun(story, sentence, found.first)
    return at <= first or any(m.first <= first + 1 and m.last == at for m in story.mentions(sentence))


def _is_unlike(story: Story, sentence: Sentence, match: Match) -> bool:
    """`ledakan itu bukan serangan`, `the blast was not an attack`: what something was not is no deed that was left undone."""
    at = opens_noun(story, sentence, match.first) if match.shape == "n" else 0
    return at > 0 and sentence.tokens[at - 1].lower in story.lexicon.words["being_not"]
