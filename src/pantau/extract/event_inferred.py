"""Who did it to whom beyond what the clause names: completed by the sentence, the place, people and the page's two sides."""

from __future__ import annotations

import itertools

from pantau.extract.actors import PLAIN, plain, unique
from pantau.extract.clauses import clause_of, subject_of
from pantau.extract.culprits import culprit_of
from pantau.extract.event_again import hosts_met, met_again, told_of, turned_on
from pantau.extract.event_nouns import NEAR_HARMED, NEAR_TARGET, harmed_when
from pantau.extract.event_parties import Slots
from pantau.extract.event_same import attends
from pantau.extract.event_sides import (
    both_sides,
    foes_of,
    of_revolt,
    of_truce,
    other_side,
    own_people,
    own_sides,
    protest_parties,
    put_down_by,
    told_beside,
)
from pantau.extract.event_told import OF_OTHERS, boasted_by, names_doer, opens_message
from pantau.extract.groups import codes_of, groups
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.places import Located
from pantau.extract.put_down import puts_down
from pantau.extract.said import NEUTRAL, Said
from pantau.extract.story import Story
from pantau.extract.truce_parties import is_truce_agreed
from pantau.extract.view import Sentence

NEAR_PARTNER = 3
"""How many tokens behind a trigger the partner of what two do together may begin."""
MUTUAL = ("AGREE", "CONSULT", "COOPERATE", "SUPPORT")
Pair = tuple[tuple[str, ...], tuple[str, ...]]
"""Actors and recipients by code."""


def complete_parties(
    story: Story, sentence: Sentence, match: Match, read: Slots, place: Located | None, told: Said | None
) -> Slots:
    """The parties with what the page lets one infer: the speaker who tells what he does, both sides of a battle, the state of the
    place, a protest's own government, the state that arrests."""
    kind = match.tag.name
    actors, recipients, reciprocal = _told_elsewhere(story, sentence, match, read, told)
    culprit = culprit_of(story, sentence, match, told)
    if culprit is not None and (not read.actors or (told is not None and told.stance in NEUTRAL)):
        befell = recipients or read.actors  # `mengaku bertanggung jawab atas penembakan dua prajurit`
        actors, recipients = (culprit.code,), tuple(r for r in befell if r != culprit.code)
        read = read._replace(evidence=(*read.evidence, ("actors", culprit.span)))
    if told is not None and told.stance in OF_OTHERS:
        actors, recipients = _judged_by(story, read, place, told, (actors, recipients))
    actors = actors or boasted_by(story, sentence, match, told, recipients, dict(read.evidence).get("actors"))
    if not recipients and puts_down(story, sentence, match) is not None:
        actors, recipients = put_down_by(story, sentence, actors, place)
    if kind == "ASSAULT" and not actors and (revolt := of_revolt(story, sentence, match, place)):
        actors, recipients = revolt[:1], recipients or revolt[1:]
    if kind == "RETREAT" and recipients and _is_exchanged(story, sentence, match):
        given = plain(recipients[0]) or ""
        actors, recipients, reciprocal = unique([*(actors or other_side(story, (given,))), given]), (), False
    if truce := of_truce(story, sentence, match):
        actors, recipients = truce, ()
    if reciprocal:
        actors, recipients = _of_both(story, sentence, match, place, (actors, recipients)), ()
    else:
        actors, recipients = _by_kind(story, sentence, match, place, (actors, recipients))
    if kind == "RETREAT" and not (reciprocal or read.is_force or read.is_office) and _is_flight(sentence, match):
        actors = tuple(f"{a}_CIV" if a in story.states or a in PLAIN else a for a in actors)  # `20,000 Ethiopians have fled`
    if read.is_unknown and culprit is None and not reciprocal:
        actors = ()  # `unknown gunmen abducted …`: what the page's war makes likely is not told
    tried = _tried(story, sentence, match, read, actors, recipients)
    others = tuple(r for r in recipients if r not in actors)
    return Slots(actors, tried or others, read.evidence, read.is_force, read.is_office)


def _tried(
    story: Story, sentence: Sentence, match: Match, read: Slots, actors: tuple[str, ...], recipients: tuple[str, ...]
) -> tuple[str, ...]:
    """Whom a state brings before its own court: a ruler in office is the state's own, all others are its opposition."""
    words, span = story.lexicon.words, dict(read.evidence).get("recipients")
    told = {t.lower for t in sentence.tokens[match.first : match.last + 2]}
    home = actors[0] if len(actors) == 1 and len(recipients) == 1 and plain(recipients[0]) == actors[0] else None
    court = words["courts"] | words["sentences"] | words["prosecuting"]
    if match.tag.name != "SANCTION" or home not in story.states or not told & court:
        return ()
    whom = next((m for m in story.mentions(sentence) if span is not None and m.span.overlaps(span)), None)
    rules = whom is not None and recipients == actors and bool(whom.roles or whom.is_pronoun) and not story.is_former(whom, sentence)
    return actors if rules else (f"{home}_OPP",)


def _told_elsewhere(
    story: Story, sentence: Sentence, match: Match, read: Slots, told: Said | None
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The parties with those whom the sentence, or one before, tells apart from the clause: whom it befell, who took part, who says
    it of himself; and whether they did it to each other."""
    kind, reciprocal = match.tag.name, match.tag.form == "reciprocal"
    before = sentence.tokens[match.first - 1].lower if match.first else ""
    reciprocal = reciprocal or (len(read.actors) > 1 and before in story.lexicon.words["mutual"])  # `mutual kidnappings`
    actors, recipients = read.actors, tuple(r for r in read.recipients if r not in read.actors)
    both = kind == "ASSAULT" and len(actors) > 1 and not recipients and match.voice == "active"
    reciprocal = reciprocal or (both and sentence.tokens[match.last - 1].lower in story.lexicon.words["fights"])
    if not recipients and match.shape == "v" and match.voice == "active":
        recipients = _befallen(story, sentence, match, actors)
    spans = dict(read.evidence)
    turned = turned_on(story, sentence, match, spans.get("actors"), read.recipients) if match.voice == "active" else None
    if turned is not None:
        actors, recipients = turned
    elif match.voice == "passive" and kind in ("ASSAULT", "COERCE", "RETREAT"):
        recipients = told_of(story, sentence, spans.get("recipients"), read.recipients) or recipients
    if is_truce(sentence, match) or (not reciprocal and kind in MUTUAL and (match.tag.form != "weak" or kind == "CONSULT")):
        partners = _partners(story, sentence, match)
        reciprocal, recipients = bool(partners), unique([*recipients, *(c for c in partners if c not in actors)])
    if reciprocal and kind == "CONSULT" and len(actors) == 1 and not recipients:
        recipients = tuple(c for c in _partners(story, sentence, match) if c not in actors)
    if kind == "CONSULT" and actors and not recipients:
        recipients = met_again(story, sentence, match, actors) or hosts_met(story, sentence, match, actors)
    if not actors and match.voice != "passive" and told is not None and opens_message(story, sentence, match, told):
        actors = tuple((told.actor.code or "").split("+")) if told.actor.code else ()
    if kind == "ASSAULT" and match.tag.voice == "passive" and not recipients:
        recipients = codes_of(story, sentence, harmed_when(story, sentence, clause_of(story, sentence, match.first, match.last)))
    return actors, recipients, reciprocal


def _judged_by(story: Story, read: Slots, place: Located | None, told: Said, parties: Pair) -> Pair:
    """The parties of what another judges: who judges a deed did not do it unless he is told to, and a side of the war suffered it."""
    actors, recipients = parties
    named = (read.is_force or read.is_office) and names_doer(told, dict(read.evidence).get("actors"))
    if actors == (told.actor.code,) and not named:
        actors = ()  # `France condemned the bombing`; not `condemned President Macron's decision to send troops`
    if actors or recipients:
        return actors, recipients
    suffered = told.actor.code  # `Iran condemned the attack`: a side of the war speaks of what was done to it
    elsewhere = place is not None and place.code not in (None, suffered)
    fights = suffered in story.states or suffered in story.armed or suffered in PLAIN  # `the UN condemned the attack` suffered none
    sides = story.sides.belligerents[:2] if fights and suffered and story.sides.fights(suffered) else ()
    recipients = (suffered,) if suffered and suffered in sides and not elsewhere else ()
    return other_side(story, recipients), recipients


def _by_kind(story: Story, sentence: Sentence, match: Match, place: Located | None, parties: Pair) -> Pair:
    """The parties with those that a deed of its kind has: foes of an attack, hosts of a visit, a state that detains its own."""
    kind, (actors, recipients) = match.tag.name, parties
    if kind == "ASSAULT" and not actors and match.voice == "passive" and _is_downed(story, sentence, match):
        actors = other_side(story, recipients)  # `drone Israel ditembak jatuh di Isfahan`
    if kind == "ASSAULT" and not (actors and not recipients and _holds_object(story, sentence, match)):
        return foes_of(story, sentence, match, actors, recipients, place)
    if kind == "CONSULT" and not recipients and place and place.code and _comes_to_host(story, sentence, match, actors, place.code):
        return actors, (place.code,)  # who arrives somewhere comes to that state
    if kind == "AID" and actors and not recipients and place is None and match.tag.form in ("verbs", "phrases"):
        return actors, _helped(story, sentence, actors)
    if kind in ("AID", "COERCE") and _is_abroad(match, actors, recipients, place):
        return actors, (place.code,) if place and place.code else ()  # aid that goes to a place helps its people, a blockade harms them
    if (kind == "MOBILIZE" or _is_drawn_back(story, sentence, match, recipients)) and not actors and _is_sent(match):
        return recipients, ()  # `police were deployed`: who is sent is his own side's force
    if kind == "PROTEST":
        return protest_parties(story, sentence, match, actors, recipients)
    if kind == "AGREE" and not actors and not recipients and is_truce_agreed(sentence, match):
        return story.sides.signatories[:2], recipients
    if kind == "COERCE" and not actors and recipients and match.tag.form == "nouns":
        home = plain(recipients[0])  # `concern over the detention of opposition leaders in Tunisia`: a state detains its own
        at_home = recipients[0].endswith("_OPP") and home in story.states
        return ((str(home),) if at_home else other_side(story, recipients)), recipients  # `blokade terhadap Gaza`
    if kind in ("COERCE", "SANCTION") and not actors and match.tag.form in ("verbs", "phrases"):
        scene = place.code if place is not None and place.code in story.states else story.setting.host(sentence)
        host = None if _is_moved_to(story, sentence, match) else scene
        coup = any(t.lower in story.lexicon.words["coups"] for t in sentence.tokens[match.first : match.last])
        if coup and match.voice == "passive":
            return (), recipients or ((host,) if host else ())  # `President X was ousted in 1991`: not by his own state
        earlier = story.doers.get((kind, recipients))  # `ketiga orang itu ditangkap`: by who was told before
        suffers = match.voice == "active" and host in recipients  # `enam negara menjatuhkan sanksi terhadap Iran`
        return (earlier or ((host,) if host and not suffers else ())), recipients
    return actors, recipients


def _of_both(story: Story, sentence: Sentence, match: Match, place: Located | None, parties: Pair) -> tuple[str, ...]:
    """Those who do it to each other: both who are named, and the side that is not."""
    kind, (actors, recipients) = match.tag.name, parties
    if kind == "ASSAULT" and len(actors) > 1 and _is_between(story, sentence, match):
        return actors  # `tewas dalam bentrokan antara A dan B`: who died is no third side
    own = {plain(a) for a in actors}  # `exchanged 150 prisoners of war`: people who are given over are no third side
    agreed = kind == "AGREE" and len(actors) > 1  # `sepakat membebaskan sandera`
    actors = unique([*actors, *(r for r in recipients if not (r.endswith("_CIV") and (agreed or plain(r) in own)))])
    if kind == "RETREAT" and len(actors) > 2:
        actors = tuple(a for a in actors if not a.endswith("_CIV"))  # `Israel dan Hamas bertukar tahanan`
    held = kind == "RETREAT" and len(actors) < 2 and any(match.first <= m.first < match.last for m in sentence.layer("truce"))
    if held and set(actors) <= set(story.sides.signatories[:2]):
        actors = story.sides.signatories[:2]  # `Hours after the truce began, the Thai army accused …`
    if kind == "CONSULT" and len(actors) == 1:
        actors = unique([*actors, *_partner_before(story, sentence, match, actors[0])])
    if kind == "ASSAULT" and len(actors) == 1 and actors[0].endswith("_CIV") and _names_dead(sentence, match):
        actors = ()  # `tiga orang tewas dalam bentrokan`: who died is no side
    if kind == "ASSAULT" and len(actors) == 1 and match.shape == "n":
        actors = unique([*actors, *_foe_before(story, sentence, match, actors[0])])
    if kind == "ASSAULT" and len(actors) < 2:
        own_war = own_sides(story, sentence, match) or own_people(story, sentence, match)
        behind = place is not None and place.span.start >= sentence.tokens[match.last - 1].end  # `clashes in Beirut`
        actors = own_war or told_beside(story, sentence, actors) or both_sides(story, actors, place if behind else None)
    return actors


def _is_between(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether the two sides of a battle are named behind its noun: `bentrokan antara A dan B`."""
    return any(t.lower in story.lexicon.words["between"] for t in sentence.tokens[match.last : match.last + NEAR_TARGET])


def _helped(story: Story, sentence: Sentence, actors: tuple[str, ...]) -> tuple[str, ...]:
    """`France will offer a loan of 550 million euros`: aid that names nobody goes to those helped before in the sentence, else to
    the state that it is all about."""
    number, _, helped = story.befallen
    if number == sentence.number and ("AID", helped) in story.doers:
        return helped
    host = story.setting.battlefield(sentence)
    return (host,) if host in story.states and host not in {plain(a) for a in actors} and host is not None else ()


def _is_flight(sentence: Sentence, match: Match) -> bool:
    """Whether people leave their homes: the word counts them as displaced too."""
    return any(h.tag.name == "displaced" and h.first < match.last and match.first < h.last for h in sentence.layer("harm"))


def _names_dead(sentence: Sentence, match: Match) -> bool:
    """Whether a noun of battle stands within or directly behind a word of harm."""
    return any(match.first - 2 <= h.last <= match.last for h in sentence.layer("harm"))


def _befallen(story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...]) -> tuple[str, ...]:
    """`abducted 30 pupils and released them`: behind a verb, those to whom the same side did something just before."""
    alone = match.last - match.first == 1  # and not `meluncurkan kampanyenya`
    if actors and alone and match.tag.name in ("ASSAULT", "COERCE") and _holds_object(story, sentence, match):
        people = (m for m in story.mentions(sentence) if (m.roles or m.has_person) and not m.is_pronoun)
        before = (m for m in people if m.last <= match.first and not m.preposition)
        codes = (codes_of(story, sentence, [m]) for m in before)
        return next((c for c in codes if c and not set(c) & set(actors)), ())  # `menuduh polisi memperkosanya`
    number, doers, done_to = story.befallen
    behind = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    near = behind in story.lexicon.words["object_pronouns"] and 0 <= sentence.number - number <= 1
    return done_to if near and doers == actors else ()


def _is_downed(story: Story, sentence: Sentence, match: Match) -> bool:
    """Whether what was fired or flown is stopped: by whom it was against."""
    return any(t.lower in story.lexicon.words["downing"] for t in sentence.tokens[match.first : match.last])


_FAR_EXCHANGE = 8
"""Words between who is released and what he is exchanged for."""


def _is_exchanged(story: Story, sentence: Sentence, match: Match) -> bool:
    """`membebaskan sandera Israel dengan imbalan tahanan`, `released hostages in exchange for prisoners`: both sides give."""
    behind = itertools.takewhile(lambda t: t.is_word or t.text[0].isdigit(), sentence.tokens[match.last : match.last + _FAR_EXCHANGE])
    return any(t.lower in story.lexicon.words["in_exchange"] for t in behind)


def _is_sent(match: Match) -> bool:
    """Whether a word tells of a force that is sent or drawn back by nobody named: `pasukan dikirim`, `the withdrawal of US forces`."""
    return match.voice == "passive" or match.shape == "n"


def _is_moved_to(story: Story, sentence: Sentence, match: Match) -> bool:
    """`dideportasi ke Turki`, `extradited to Germany`: the land people are brought to is not the one that brings them there."""
    near = [t.lower for t in sentence.tokens[match.last - 1 : match.last + 2]]
    tried = near[-1] in story.lexicon.words["courts"]  # `dituntut ke pengadilan`
    return match.voice == "passive" and not tried and any(t in story.lexicon.words["destinations"] for t in near[:2])


def _is_drawn_back(story: Story, sentence: Sentence, match: Match, drawn: tuple[str, ...]) -> bool:
    """`Pasukan PBB ditarik dari Mali`: a force that is drawn back is drawn back by its own side."""
    roots = {key[1:] for key, _, _ in story.lexicon.patterns.keys(sentence.tokens[match.first].lower) if key[0] == "~"}
    back = match.tag.name == "RETREAT" and bool(roots & story.lexicon.words["drawing_back"])
    return back and not any(c.endswith(("_CIV", "_OPP")) for c in drawn)


def is_truce(sentence: Sentence, match: Match) -> bool:
    """`mengumumkan gencatan senjata (dengan ELN)`: a truce declared, by one side unless another is named beside it."""
    truces = (m for m in sentence.layer("truce") if m.tag.name != "none")
    return match.tag.name == "CONCEDE" and any(match.first <= m.first < match.last for m in truces)


def suffered_by(story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...], place: Located | None) -> tuple[str, ...]:
    """Who suffers a measure that names nobody, or gains by its end: whom a state arrests at home is of its opposition, its own people
    live under its curfews, what is done in another's land is done to that party, else to the other side of the fight."""
    if match.tag.name not in ("COERCE", "CONCEDE") or not actors:
        return ()
    words, own = story.lexicon.words, _homes(actors)
    told = {t.lower for t in sentence.tokens[match.first : match.last]}
    if told & words["upon_nobody"]:
        return ()
    if told & words["coups"]:  # `the military seized power`: from the state's own rulers
        land = place.code if place is not None and place.code in story.states else plain(actors[0])
        return (land,) if land in story.states and land is not None else ()
    if told & words["custody"]:
        host = (place.code if place else None) or story.setting.host(sentence)
        group = story.sides.insurgents.get(host or "")
        held = group if {host, group} == set(story.sides.belligerents[:2]) else f"{host}_OPP"
        return (str(held),) if host in story.states and match.shape == "v" else ()
    banned = told | {t.lower for t in sentence.tokens[match.last : match.last + NEAR_HARMED] if told & words["banning"]}
    if match.tag.name == "COERCE" and banned & words["rallying"] and own:  # `melarang demonstrasi`: of those who would protest
        return tuple(f"{home}_OPP" for home in own if home in story.states)[:1]
    land = place.code or story.setting.host(sentence) if place is not None else None  # of a town nobody knows
    if match.tag.name == "COERCE" and land and land not in own:
        return (land,)
    if land and actors == (f"{land}_OPP",):
        return (land,)  # `rebels captured the town of Bunagana in eastern Congo`: from their state
    if told & words["home_rule"]:
        return tuple(f"{home}_CIV" for home in own if home in story.states)[:1]
    return other_side(story, actors)


def _is_abroad(match: Match, actors: tuple[str, ...], recipients: tuple[str, ...], place: Located | None) -> bool:
    """`memberlakukan blokade di Gaza`: what is done in a land that is not the doer's, to nobody named."""
    told = match.tag.name == "AID" or match.tag.form != "weak"
    homes = _homes(actors) if match.tag.name == "COERCE" else {plain(a) for a in actors}
    return told and bool(actors) and not recipients and place is not None and place.code not in {None, *homes}


def _homes(actors: tuple[str, ...]) -> set[str | None]:
    """The parties at whose home a measure of theirs befalls their own; rebels take their state's towns."""
    return {plain(a) for a in actors if not a.endswith("_OPP")}


def _comes_to_host(story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...], host: str) -> bool:
    """Whether one side that is not the host's comes to a place: where two talk, the host is not told to take part, nor where many
    meet (`menghadiri KTT`)."""
    parties = story.knowledge.world.parties
    bodies = (a in parties and parties[a].kind == "organisation" for a in actors)
    if match.shape != "v" and match.tag.form in ("reciprocal", "phrases") and all(bodies):
        return False  # `pertemuan puncak NATO di Den Haag`
    alone = len(actors) < 2 and host not in {plain(a) for a in actors}
    return alone and not attends(story.lexicon.words, sentence, match)


def _holds_object(story: Story, sentence: Sentence, match: Match) -> bool:
    """`memperkosanya`: the verb carries its object as a pronoun, so that it is not the side that nobody names."""
    word = sentence.tokens[match.last - 1].lower
    return match.shape == "v" and match.voice == "active" and any(word.endswith(c) for c in story.lexicon.words["own_clitics"])


def _partners(story: Story, sentence: Sentence, match: Match) -> tuple[str, ...]:
    """`menandatangani protokol dengan Rusia`: with whom something is signed, talked over or agreed; both do it."""
    beside = story.lexicon.words["against"] - story.lexicon.words["opponent"]
    own = sentence.tokens[match.last - 1].lower in story.lexicon.words["receiving"]  # `spoke to`: the pattern holds its preposition
    for group in groups(story, sentence):
        gap = group[0].first - match.last
        topic = any(t.lower in story.lexicon.words["topics"] for t in sentence.tokens[match.last : group[0].first])
        far = match.tag.name == "CONSULT" and _is_met_there(story, sentence, match, group[0].first)
        near = far or (gap <= NEAR_PARTNER and not topic)  # not `talks on ties with Japan`
        led = sentence.tokens[match.last].lower if gap == 1 else ""
        bound = own and gap <= 1 and (not led or led in story.lexicon.words["determiners"])  # not `agreed to free their hostages`
        if gap >= 0 and ((group[0].preposition in beside and near) or bound):
            codes = codes_of(story, sentence, group)
            flown = {t.lower for t in sentence.tokens[group[0].first : group[0].last]} & story.lexicon.words["aircraft"]
            if codes and not flown:  # `tiba di Beirut dengan pesawat militer`
                return codes
    return ()


def _is_met_there(story: Story, sentence: Sentence, match: Match, at: int) -> bool:
    """`held talks on refugees in Chad with the king of Jordan`: with whom, told behind where or when, and not `on ties with Japan`."""
    tokens, small = sentence.tokens, story.lexicon.words["articles"] | story.lexicon.words["against"]
    while at > match.last and tokens[at - 1].lower in small:
        at -= 1
    between = tokens[match.last : at]
    return 0 < len(between) <= _FAR_PARTNER and all(t.is_word for t in between) and between[-1].is_capital


_FAR_PARTNER = 12
"""Words between a meeting and with whom it was, told behind what it was about and where."""


def _foe_before(story: Story, sentence: Sentence, match: Match, one: str) -> tuple[str, ...]:
    """`Nkunda's fighters seized the town after fierce battles with the army`: who fought those named behind a noun of battle."""
    behind = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    if behind not in story.lexicon.words["against"] and sentence.tokens[match.last - 1].lower not in story.lexicon.words["against"]:
        return ()
    clause = clause_of(story, sentence, match.first, match.last)
    codes = codes_of(story, sentence, subject_of(story, sentence, clause, opens_noun(story, sentence, match.first)))
    return codes if one not in codes else ()


def _partner_before(story: Story, sentence: Sentence, match: Match, one: str) -> tuple[str, ...]:
    """`dijanjikan Olmert dalam pertemuan dengan Abbas`: who is named last before a meeting with somebody was there too, and those he
    is named together with."""
    places = story.lexicon.words["place_prepositions"]
    for group in reversed(groups(story, sentence)):
        if group[-1].last > match.first or match.first - group[-1].last > NEAR_TARGET:
            continue
        codes = codes_of(story, sentence, group)
        if codes and all(plain(c) != plain(one) for c in codes) and group[-1].preposition not in places:
            return codes
    return ()


