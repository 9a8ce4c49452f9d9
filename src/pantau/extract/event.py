"""What happened: triggers of PLOVER events in the article with actors, recipients, time, place, modality and claimant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pantau.extract.actors import head_role, unique
from pantau.extract.aims import is_aim, planner_of
from pantau.extract.clauses import Clause, clause_of, recognises
from pantau.extract.culprits import culprit_of
from pantau.extract.event_inferred import complete_parties, is_truce
from pantau.extract.event_nouns import has_harmed, is_effect
from pantau.extract.event_parties import Slots, read_parties
from pantau.extract.event_standing import is_blast, patrols, stands, tells_of_harm
from pantau.extract.event_told import OF_OTHERS
from pantau.extract.happenings import Happening, settle_happenings
from pantau.extract.hosts import as_received
from pantau.extract.lasting import is_announced, is_lasting, stops_at
from pantau.extract.modality import told_modality
from pantau.extract.no_deeds import carries_message, is_no_deed, is_pointed_at, spans_clauses
from pantau.extract.orders import only_orders, ordered_at
from pantau.extract.patterns import Match
from pantau.extract.places import find_located
from pantau.extract.pointing import OPENS, points_back, tell_doer, tells_how
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.struck import find_seized, find_struck
from pantau.extract.times import when
from pantau.extract.view import Sentence
from pantau.model import Problem

UNREAL = ("demand", "threaten", "reject", "deny")
"""Stances whose content tells of no event: what is demanded, threatened, refused or denied is a claim only."""


def find_happenings(story: Story, said: Sequence[Said]) -> list[Happening]:
    """All events of the article in order, each distinct happening once at its fullest mention."""
    found: list[Happening] = []
    told_at: dict[str, int] = {}  # the number of the sentence in which a deed of each kind was told or pointed at last
    subject = (-1, "")  # of the sentence that a deed pointed at opens, and its kind
    for sentence in story.view.sentences:
        taken = -1
        for match in (as_received(story, sentence, _with_voice(story, sentence, m)) for m in sentence.layer("event")):
            if only_orders(story, sentence, match) or spans_clauses(story, sentence, match):
                continue
            if match.first < taken or is_no_deed(story, sentence, match):
                if is_pointed_at(story, sentence, match):
                    tell_doer(story, sentence, match, found)
                    subject = (sentence.number, match.tag.name) if match.first <= OPENS else subject
                taken = max(taken, match.last)
                continue
            happening = _read(story, sentence, match, said)
            if happening is not None and points_back(story, happening, found, told_at):
                tell_doer(story, sentence, match, found)
                subject = (sentence.number, match.tag.name) if match.first <= OPENS else subject
                taken = match.last
                told_at[happening.type] = sentence.number
                continue
            if happening is not None and subject == (sentence.number, happening.type) and tells_how(story, happening, found):
                taken = match.last
                continue
            if happening is not None:
                told_at[happening.type] = sentence.number
                story.doers[happening.type, happening.recipients] = happening.actors
                if happening.type in ("ASSAULT", "COERCE") and happening.actors and happening.recipients:
                    story.fought = sentence.number, unique([*happening.actors, *happening.recipients])
                if happening.recipients:
                    story.befallen = sentence.number, happening.actors, happening.recipients
                found.append(happening)
                taken = match.last
    return settle_happenings(story, found)


def _with_voice(story: Story, sentence: Sentence, match: Match) -> Match:
    """`workers held hostage by guerrillas`, `shot dead by police`: a phrase that begins with a participle is suffered where who did
    it follows."""
    first = sentence.tokens[match.first].lower
    planned = first in story.lexicon.words["unspoken"] | story.lexicon.words["taking_part"]
    if match.voice == "passive" and match.last - match.first > 1 and planned:
        return match._replace(voice="active")  # `dijadwalkan bertemu`, `terlibat dalam serangan`: its subject does it
    if match.voice != "active" or match.last - match.first < 2 or match.last >= len(sentence.tokens):
        return match
    by = sentence.tokens[match.last].lower in story.lexicon.words["by_agent"]
    if any(t.lower in story.lexicon.words["determiners"] for t in sentence.tokens[match.first : match.last]):
        return match  # `accepted a proposal by Egypt`, `extended their truce by six months`
    participle = story.lexicon.patterns.morphology.shape(sentence.tokens[match.first].lower)[1] == "participle"
    return match._replace(voice="passive") if by and participle else match


FAR_AFTER = 3  # words between `after` and a noun of what went before


def _read(story: Story, sentence: Sentence, match: Match, said: Sequence[Said]) -> Happening | None:
    words = story.lexicon.words
    summons = words["summoning"] | words["greeting"] | words["prosecuting"]
    if _is_speech(sentence, match, summons) or is_aim(story, sentence, match):
        return None
    trigger = sentence.span_of(match.first, match.last)
    told = _message_of(story, sentence, match, said)
    clause = clause_of(story, sentence, match.first, match.last)
    if is_effect(story, sentence, match, clause) or carries_message(story, sentence, match, clause, told):
        return None
    if told is not None and told.stance in UNREAL and _is_given(story, sentence, match, clause, told):
        told = None
    judged = told is not None and told.stance in OF_OTHERS and match.shape == "n" and _opens(sentence, match, told)
    judged = judged or culprit_of(story, sentence, match, told) is not None
    judged = judged or has_harmed(story, sentence, match, clause)
    unsure = match.tag.form == "weak" and not judged and not _is_own_deed(story, sentence, match)
    if told is not None and (unsure or (told.stance in UNREAL and not _is_ruled_out(story, sentence, match, clause, told))):
        return None
    seized = find_seized(story, sentence, match)
    located = find_located(story, sentence, match, told.content if told else None, clause)
    place = seized or located or find_struck(story, sentence, clause, match)
    slots = complete_parties(story, sentence, match, read_parties(story, sentence, match, clause, told), place, told)
    slots = _as_planned(story, sentence, match, slots)
    if _is_by_force(story, sentence, match, slots) and _storms(story, sentence, match):
        match = match._replace(tag=match.tag._replace(name="ASSAULT"))
        slots = complete_parties(story, sentence, match, read_parties(story, sentence, match, clause, told), place, told)
    fallen = match.tag.name == "COERCE" and match.tag.voice == "passive" and not _is_custody(story, sentence, match)
    if fallen and (seized is None or not any(slot == "actors" for slot, _ in slots.evidence)):
        return None  # `inflation fell to three percent`, `it fell to the UN`
    if seized is None and _is_indoors(story, sentence, match):
        return None
    if _is_nothing_done(story, sentence, match, slots):
        return None
    harmed = tells_of_harm(story, sentence, match, clause, slots) or is_blast(story, sentence, match, slots)
    if not harmed and not patrols(story, sentence, match, clause, slots) and not stands(match, slots):
        if match.tag.form in ("verbs", "phrases"):
            story.problems.append(Problem(f"{match.tag.name}: who did it, and to whom, could not be read", trigger))
        return None
    began, ended, precision, day = when(story, sentence, match.first, match.last)
    modality = _in_time(story, sentence, match, told_modality(story, sentence, match, clause, told), began, ended)
    named = any(slot in ("actors", "recipients") for slot, _ in slots.evidence)
    if modality in ("hypothetical", "negated") and not named and place is None:
        return None  # what may happen to nobody named, nowhere
    kind, actors, recipients = _done(story, sentence, match, slots)
    speaker = told.speaker if told is not None and told.actor.code else None
    seen = [("began_on", day), ("ended_on", day if ended else None), ("place", place.span if place else None), ("claimant", speaker)]
    evidence = (*slots.evidence, *((slot, span) for slot, span in seen if span is not None))
    rule = f"event.{match.tag.form}{'.claimed' if told else ''}"
    return Happening(
        sentence, match, trigger, kind, actors, recipients, began, ended, precision, day, place, modality,
        told.actor.code if told else None, evidence, rule,
        tuple(key for key, _, _ in story.lexicon.patterns.keys(sentence.tokens[match.first].lower) if key[0] == "~"),
        _points_at_people(story, sentence, slots), _recurs(story, sentence, match),
    )  # fmt: skip


def _message_of(story: Story, sentence: Sentence, match: Match, said: Sequence[Said]) -> Said | None:
    """The message that tells of a deed: none where it was ordered, and so done; a demand where it is only hoped for."""
    start = sentence.tokens[match.first].start
    told = next((s for s in said if s.content.start <= start < s.content.end and not _is_occasion(sentence, s, start)), None)
    promised = (s for s in said if s.stance == "pledge" and s.trigger.start <= start < s.trigger.end)
    told = told or next(promised, None)  # `promised aid`: the verb of the promise tells of the deed too
    if told is not None and told.stance == "demand" and ordered_at(story, sentence, match) is not None:
        return None  # `ordered the army to surround the town`
    return replace(told, stance="demand") if told is not None and _is_hoped(story, sentence, match, told) else told


def _is_custody(story: Story, sentence: Sentence, match: Match) -> bool:
    """`is under house arrest`, `menjalani tahanan rumah`, `stood trial`: what somebody suffers, and no town that falls."""
    return any(t.lower in story.lexicon.words["custody"] for t in sentence.tokens[match.first : match.last])


def _is_occasion(sentence: Sentence, said: Said, start: int) -> bool:
    """`Kami akan menang, kata X selama kunjungan ke Y. Itu pasti.`: what stands behind the reporting words of a message that goes on in
    the next sentence tells when it was said."""
    within = said.sentence is sentence and said.trigger.end <= start and said.content.start < said.trigger.start
    return within and said.content.end > sentence.span.end


def _as_planned(story: Story, sentence: Sentence, match: Match, slots: Slots) -> Slots:
    """The parties of what somebody means to do, where the clause names nobody: he does it, to whom it says."""
    planner, read = planner_of(story, sentence, match.first), dict(slots.evidence)
    if not planner or (read.get("actors") and slots.actors):
        return slots
    return slots._replace(actors=(planner,), recipients=slots.recipients if read.get("recipients") else ())


def _is_ruled_out(story: Story, sentence: Sentence, match: Match, clause: Clause, told: Said) -> bool:
    """`insisted that Japan will not provide aid`: what somebody says will not be done is told as not done, besides being refused."""
    words = story.lexicon.words
    before = {t.lower for t in sentence.tokens[max(0, match.first - 3) : match.first]}
    ruled = told.stance == "reject" and match.shape != "n" and bool(before & words["negation"]) and bool(before & words["future"])
    outside = sentence.tokens[match.first].start > told.trigger.end or told.trigger.start >= told.content.end
    meant = sentence.tokens[max(0, match.first - 2)].lower in words["future"]  # `tidak berniat untuk menarik pasukannya`
    return ruled and outside and (meant or clause.opener not in words["purpose"])


def _is_hoped(story: Story, sentence: Sentence, match: Match, told: Said) -> bool:
    """`hoped they would be released`, `berharap mereka dibebaskan`: what is hoped for has not happened."""
    words = story.lexicon.words
    if match.shape != "v" or told.trigger.of(story.view.text).lower() not in words["hoping"]:
        return False
    before = {t.lower for t in sentence.tokens[max(0, match.first - 2) : match.first]}
    return not words["genitives"] or bool(before & (words["future"] | words["hypothetical"]))


def _in_time(story: Story, sentence: Sentence, match: Match, modality: str, began: date | None, ended: date | None) -> str:
    """What is told as done, and lasts without an end, goes on; what is announced for a later day is to come."""
    if modality == "occurred" and ended is None and is_lasting(story, sentence, match) and stops_at(story, sentence, match) is None:
        modality = "ongoing"
    return "future" if modality == "occurred" and began is not None and is_announced(story, sentence, match, began) else modality


def _is_by_force(story: Story, sentence: Sentence, match: Match, slots: Slots) -> bool:
    """Whether soldiers, police or gunmen do what protesters do: `police blocked roads`; who goes on strike protests."""
    if match.tag.name != "PROTEST" or match.shape != "v" or not slots.is_force:
        return False
    return not any(t.lower in story.lexicon.words["rallying"] for t in sentence.tokens[match.first : match.last])


def _is_indoors(story: Story, sentence: Sentence, match: Match) -> bool:
    """`as they entered a building`, `leaving a mosque`: who enters or leaves no land, town or territory invades or quits nothing."""
    words = story.lexicon.words
    verb = sentence.tokens[match.first].lower
    leaves = match.tag.name == "RETREAT" and match.tag.form == "weak" and verb in words["leaving"] and words["genitives"]
    if not leaves and (match.tag.name != "ASSAULT" or verb not in words["entering"]):
        return False
    behind = sentence.tokens[match.last : match.last + FAR_ENTERED]
    lands = words["towns"] | words["place_nouns"] | words["grounds_entered"]
    if len(behind) > 1 and behind[0].lower in words["single_articles"] and behind[1].lower in words["civil_scenes"]:
        return True  # `leaving a mosque in Gaza`
    return not any(t.lower in lands or (t.is_capital and t.is_word) for t in behind)


FAR_ENTERED = 5
"""Words behind a verb of entering within which the land entered is named."""


def _is_nothing_done(story: Story, sentence: Sentence, match: Match, slots: Slots) -> bool:
    """`the ministry protested what it called an intrusion` is a message; where nobody comes there is no meeting."""
    travels = story.lexicon.words["arriving"] | story.lexicon.words["setting_out"]
    goes = match.shape == "v" and any(t.lower in travels for t in sentence.tokens[match.first : match.last])
    if match.tag.name == "CONSULT" and goes and _are_many(story, sentence, slots):
        return True  # `refugees arriving in Chad`, `thousands travelled to Najaf` call on nobody
    enters = match.tag.name == "ASSAULT" and sentence.tokens[match.first].lower in story.lexicon.words["entering"]
    if enters and slots.actors and all(a.endswith("_CIV") for a in slots.actors):
        return True  # `refugees entered a town held by the army`
    verb = sentence.tokens[match.first].lower
    goer = dict(slots.evidence).get("actors") if verb in story.lexicon.words["leaving"] else None
    if match.tag.name == "RETREAT" and match.tag.form == "weak" and goer is not None and story.is_person(goer, sentence):
        return True  # `the president left Beijing`: no force is drawn back
    said = match.tag.name == "PROTEST" and slots.is_office and match.tag.form in ("verbs", "nouns", "weak")
    if match.shape != "v":
        return said
    alone = match.tag.name == "CONSULT" and match.voice == "active" and not slots.actors
    return said or alone or (_is_by_force(story, sentence, match, slots) and match.tag.form != "phrases")


def _are_many(story: Story, sentence: Sentence, slots: Slots) -> bool:
    """Whether a crowd, and no force and no office, does something: civilians, protesters, thousands of supporters."""
    if slots.actors and all(a.endswith("_CIV") for a in slots.actors):
        return True
    span = dict(slots.evidence).get("actors")
    if span is None or slots.is_force or slots.is_office:
        return False
    people = next((m for m in story.mentions(sentence) if m.span.start == span.start), None)
    if people is None or people.has_person:
        return False
    near = (n for n in story.numbers(sentence) if 0 <= span.start - n.span.end <= _NEAR_CROWD)
    counted = any(n.low is not None and n.low >= _CROWD for n in near)
    return counted or head_role(people) in ("protester", "civilian")


_CROWD = 50
"""People from which on they come as a crowd."""
_NEAR_CROWD = 8
"""Characters between their number and their noun: `thousands of Peronists`."""


def _done(story: Story, sentence: Sentence, match: Match, slots: Slots) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The type of what was done, by whom and to whom, where who does it makes another deed of it: soldiers who arrive are sent, police
    who block roads coerce, two who declare a truce agree."""
    arrives = any(t.lower in story.lexicon.words["arriving"] for t in sentence.tokens[match.first : match.last])
    if _is_by_force(story, sentence, match, slots):
        return "COERCE", tuple(a.removesuffix("_OPP") for a in slots.actors), ()
    if stops_at(story, sentence, match) is not None:
        return "RETREAT", slots.actors, slots.recipients
    if match.tag.name == "CONSULT" and slots.is_force and arrives:  # `100 soldiers arrived in Lebanon`
        return "MOBILIZE", slots.actors[:1], (*slots.recipients, *slots.actors[1:])
    raids = sentence.tokens[match.last - 1].lower in story.lexicon.words["raids"]
    raids = raids and not any(h.tag.name in ("killed", "wounded") for h in sentence.layer("harm"))
    if match.tag.name == "ASSAULT" and raids and _is_by_police(story, sentence, slots):
        return "COERCE", slots.actors, slots.recipients  # `penyerbuan polisi di Rotterdam`
    agreed = len(slots.actors) > 1 and is_truce(sentence, match)
    return "AGREE" if agreed else match.tag.name, slots.actors, slots.recipients


def _is_by_police(story: Story, sentence: Sentence, slots: Slots) -> bool:
    """Whether police do a deed, as its words name them."""
    span = dict(slots.evidence).get("actors")
    return any("police" in m.roles for m in story.mentions(sentence) if span is not None and m.span.overlaps(span))


def _recurs(story: Story, sentence: Sentence, match: Match) -> bool:
    """`near-daily attacks`: what happens again and again."""
    near = sentence.tokens[max(0, match.first - 3) : match.last]
    return match.shape == "n" and any(t.lower in story.lexicon.words["repeated"] for t in near)


def _storms(story: Story, sentence: Sentence, match: Match) -> bool:
    """`police stormed the embassy`: what protesters do to a building, soldiers do by force."""
    keys = story.lexicon.patterns.keys(sentence.tokens[match.first].lower)
    return any(key.removeprefix("~") in story.lexicon.words["storming"] for key, _, _ in keys)


def _points_at_people(story: Story, sentence: Sentence, slots: Slots) -> bool:
    """Whether those a deed was done to are pointed at: `they were taken hostage`, `the nine workers`, `kedua tentara itu`."""
    words = story.lexicon.words
    span = next((span for slot, span in slots.evidence if slot == "recipients"), None)
    if span is None:
        return False
    at, end = sentence.token_at(span.start), sentence.token_at(span.end)
    before = sentence.tokens[at - 1].lower if at else ""
    behind = sentence.tokens[end].lower if end < len(sentence.tokens) else ""
    pointed = {before, sentence.tokens[at].lower} & words["defining"] or behind in words["demonstratives"]
    return sentence.tokens[at].lower in words["pronouns"] or bool(pointed)


def _opens(sentence: Sentence, match: Match, told: Said) -> bool:
    """`mengutuk serangan Israel terhadap Iran`: what is condemned or praised stands at the head of the message."""
    return 0 <= match.first - sentence.token_at(told.content.start) <= 2


def _is_own_deed(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether a weak word that a speaker uses tells of a deed: a verb does, unless a stronger word for force in its clause tells it
    already; what came of that (`shelled a camp, killing 14 people`) belongs to it."""
    if match.shape != "v" or (match.tag.name == "SUPPORT" and not recognises(story, sentence, match)):
        return False
    if match.tag.name != "ASSAULT":
        return True
    clause = clause_of(story, sentence, match.first, match.last)
    strong = [m for m in sentence.layer("event") if m.tag.name == "ASSAULT" and m.tag.form in _STRONG]
    told = any(clause.first <= m.first < clause.last for m in strong)
    comes = match.voice == "active" and any(h.first == match.first for h in sentence.layer("harm"))
    return not told or (comes and any(m.shape == "v" and m.last <= match.first for m in strong))


_STRONG = ("nouns", "phrases", "verbs", "reciprocal")
"""Forms of patterns that tell of force by themselves."""


def _is_given(story: Story, sentence: Sentence, match: Match, clause: Clause, told: Said) -> bool:
    """`menuntut pembebasan aktivis yang ditahan pada Rabu`: what a demand takes as done has happened, and what it follows on."""
    words = story.lexicon.words
    if match.tag.form not in ("verbs", "phrases") or match.shape != "v":
        near = sentence.tokens[max(0, match.first - FAR_AFTER) : match.first]  # `menyeru … setelah beberapa hari pertempuran`
        given = told.stance in ("demand", "threaten")
        return given and match.tag.form != "weak" and any(t.lower in words["told_later"] for t in near)
    before = sentence.tokens[max(clause.first, match.first - 2) : match.first]
    finite = story.lexicon.patterns.morphology.shape(sentence.tokens[match.first].lower)[0] == "v"
    later = clause.opener in words["told_later"] and (finite or told.stance == "demand")
    behind = sentence.tokens[clause.first].start > told.content.start
    if behind and (later or (clause.opener in words["given"] and finite)):
        return True  # `ordered a search after gunmen attacked a convoy`, `urged restraint as troops shelled the town`
    own = not any(m.shape == "v" and clause.first <= m.first < match.first for m in sentence.layer("event", "harm"))
    reduced = match.voice == "passive" and not clause.relative and bool(words["genitives"])  # `free a journalist detained last week`
    reduced = reduced and sentence.tokens[match.first - 1].lower not in words["being"] | words["before_verb"] | words["complement"]
    done = reduced or (clause.relative and own and match.voice == "passive") or any(t.lower in words["done"] for t in before)
    return done and told.stance == "demand"


def _is_speech(sentence: Sentence, match: Match, summons: frozenset[str]) -> bool:
    """Whether a speech pattern at least as long claims these words: speech acts are claims, no events."""
    if match.tag.name in ("PROTEST", "SUPPORT") or sentence.tokens[match.first].lower in summons:
        return False  # `summoned the ambassador to protest` is both
    speech = [m for m in sentence.layer("speech") if m.tag.name != "none"]
    refused = any(m.tag.name == "reject" and m.first < match.first < m.last for m in speech)  # `menolak memberikan bantuan`
    return refused or any(m.first <= match.first and m.last >= match.last for m in speech)
