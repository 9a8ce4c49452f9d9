"""Whose a noun of a deed is, and whom it befell: `serangan Israel terhadap Iran`, `a Ukrainian drone attack on …`."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.actors import FORCES
from pantau.extract.clauses import Clause, agent_of, clause_of, objects_of, subject_of
from pantau.extract.groups import codes_of, groups
from pantau.extract.mentions import Mention
from pantau.extract.names import plain
from pantau.extract.noun_owner import owner_before, visit_before
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.travels import traveller
from pantau.extract.view import Sentence

Group = Sequence[Mention]
NEAR_OWNER, NEAR_TARGET = 1, 10
"""How many tokens behind a noun its owner and its target may begin."""
NEAR_HARMED = 4
"""How many tokens behind a verb of harm the harmed may begin: `killed at least three soldiers`."""
PERSONS = frozenset(["official", "civilian", "media", "medic", "protester", "opposition", "ngo"])
"""Classes of nouns that name people who are no force."""
DOERS = PERSONS | {"militant", "government", "police"}
"""Classes of nouns that name who does something, not what it is done with."""


def of_noun(story: Story, sentence: Sentence, match: Match, clause: Clause) -> tuple[Group, Group]:
    """`serangan Israel terhadap Iran`, `invasi Rusia ke Ukraina`, `perang antara A dan B`: owner behind the noun, recipient after a
    preposition, else whom the words of harm around it name, else the subject of its clause."""
    clause, agent = carried_out(story, sentence, match, clause)
    if match.tag.name == "CONSULT" and clause.opener in story.lexicon.words["during"] and clause.first > 0:
        outer = clause_of(story, sentence, clause.first - 1, clause.first)  # `kata X selama kunjungan ke Y`: his visit
        clause = clause._replace(first=outer.first, opener=outer.opener, relative=outer.relative)
    actor, target = _named_beside(story, sentence, match, clause, agent or sent_by(story, sentence, match, clause))
    harmed = _told_harmed(story, sentence, match, clause, actor, target)
    if harmed is not None:
        return harmed
    opened = opens_noun(story, sentence, match.first)
    subject = subject_of(story, sentence, clause, opened)
    suffered = _suffered(story, sentence, match, clause, (actor, target), (subject, opened))
    if suffered is not None:
        return suffered
    doer = subject if _does(story, sentence, match, subject, opened) else traveller(story, sentence, match)
    return actor or doer, target


def _named_beside(story: Story, sentence: Sentence, match: Match, clause: Clause, doer: Group) -> tuple[Group, Group]:
    """Owner and recipient as the words beside the noun name them."""
    words = story.lexicon.words
    aimed = words["opponent"] | words["against"]
    if match.tag.name == "CONSULT":
        aimed -= words["topics"]  # `an emergency meeting on Libya`
    if match.tag.name == "MOBILIZE":
        aimed -= words["place_prepositions"]  # `pengiriman pasukan ke Chad`
    moved = match.tag.name == "RETREAT" or any(t.lower in words["moving_out"] for t in sentence.tokens[match.first : match.last])
    sources = words["by_agent"] if moved else words["from_agent"]  # `penarikan pasukan dari Irak`: whence
    actor: Group = doer or both_between(story, sentence, match, clause) or owner_before(story, sentence, match)
    actor = actor or _agent_behind(story, sentence, match, clause) or _held_within(story, sentence, match)
    target: Group = _undergoer(story, sentence, match, actor) or visit_before(story, sentence, match)[1:]
    tied = [g for g in groups(story, sentence) if match.first < g[0].first < match.last < g[0].last]  # `tembakan tank Israel`
    made = _makes_act(story, sentence, match)
    for group in (*tied, *objects_of(story, sentence, clause, match.last)):
        gap, preposition = group[0].first - match.last, group[0].preposition
        if made and gap > 0:
            break  # `the attack prompted Pakistan to close its border with Iran`
        if gap < 0 and sentence.tokens[match.first].lower in words["acts_upon_people"] and _names_people(story, sentence, group[0]):
            target = target or group  # `pembebasan sandera Israel`: the pattern holds whom it befell
            continue
        if _is_object_behind(story, sentence, match, group) and not target:
            target = group
            continue
        by = preposition in sources and gap <= 8 and not _is_of_participle(story, sentence, match, group)
        owner = by or (not preposition and gap <= NEAR_OWNER and group != target)
        owner = owner or (gap <= NEAR_OWNER + 1 and _comes(story, sentence, match, group))
        if (owner and not actor) or (preposition in words["between"] and gap <= 4):
            actor = group
        elif not target and gap <= NEAR_TARGET and _is_aimed(story, sentence, match, group, aimed):
            target = group
        target = target or (group if is_blown_beside(story, sentence, match, group) else ())
    return actor, target


def _held_within(story: Story, sentence: Sentence, match: Match) -> Group:
    """`pertemuan NATO akan digelar`, `KTT G7 dimulai`: whose meeting it is, where the words of it hold him."""
    if match.tag.name != "CONSULT" or match.shape == "v":
        return ()
    held = (g for g in groups(story, sentence) if match.first < g[0].first and g[-1].last <= match.last)
    return next((g for g in held if not g[0].preposition or g[0].preposition in story.lexicon.words["between"]), ())


def _is_aimed(story: Story, sentence: Sentence, match: Match, group: Group, aimed: frozenset[str]) -> bool:
    """Whether a group is whom the noun befell: behind a preposition or an amount, and not behind the comma that ends the phrase of a
    blow (`since the 2003 invasion, with 25 soldiers killed`); two commas hold a day (`serangan itu, Senin, …`)."""
    parted = _is_blow(match) and sum(t.text == "," for t in sentence.tokens[match.last : group[0].first]) == 1
    return not parted and (group[0].preposition in aimed or _is_amount(story, sentence, group))


def _comes(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """`the arrival of the envoy`, `the deployment of 3,000 AU peacekeepers`: who comes or is sent stands behind the noun and `of`."""
    own = match.tag.name == "CONSULT" or (match.tag.name == "MOBILIZE" and bool(group[0].names) and bool(group[0].roles))
    behind = sentence.tokens[match.last - 1 : match.last + 1]
    return own and group[0].preposition in story.lexicon.words["partitive"] and any(t.lower == group[0].preposition for t in behind)


NEAR_BETWEEN, NEAR_SIDE = 6, 5
"""How many tokens behind a noun of two sides `between` may stand, and behind that the first side may begin."""


def both_between(story: Story, sentence: Sentence, match: Match, clause: Clause) -> Group:
    """`clashes Monday between thousands of farmers and the police`, `bentrok antara petani dengan polisi`: the two sides that stand
    behind `between`, joined though a word nobody knows parts them."""
    words, tokens = story.lexicon.words, sentence.tokens
    end = clause.last
    if end + 2 < len(tokens) and tokens[end].lower in words["heads_relative"] and tokens[end + 2].lower in words["between"]:
        end += 3  # `perang yang mematikan antara …`
        clause = clause._replace(last=max(clause.last, clause_of(story, sentence, match.first, end).last))
    near = range(match.last, min(match.last + NEAR_BETWEEN, end))
    at = next((i for i in near if tokens[i].lower in words["between"]), -1)
    behind = [g for g in objects_of(story, sentence, clause, at) if at >= 0]
    if not behind or behind[0][0].first - at > NEAR_SIDE:
        return ()
    others = [g for g in behind[1:] if g[0].roles or g[0].preposition in {"", *words["against"]}]  # not `from Abkhazia`
    first, second = behind[0], others[0] if others else ()
    if len(first) > 1 or not second:
        return first if len(first) > 1 else ()
    between = tokens[first[-1].last : second[0].first]
    joins = words["coordinators"] | words["against"]
    joined = 0 < len(between) <= NEAR_SIDE and any(t.lower in joins for t in between) and all(t.is_word for t in between)
    return (*first, *second) if joined else ()


def _told_harmed(
    story: Story, sentence: Sentence, match: Match, clause: Clause, actor: Group, target: Group
) -> tuple[Group, Group] | None:
    """`serangan junta terhadap sebuah sekolah menewaskan 11 anak`: owner of a blow and those it harmed, who tell more than whose the
    place struck is; None where nobody is told to be harmed."""
    at_home = bool(target) and set(codes_of(story, sentence, target)) <= set(codes_of(story, sentence, actor))
    if not _is_blow(match) or (target and not at_home):
        return None
    opened = opens_noun(story, sentence, match.first)
    if opened and sentence.tokens[opened - 1].lower in story.lexicon.words["suffered"]:
        hurt = [h for h in sentence.layer("harm") if clause.first <= h.first < opened and h.tag.form == "adjectives"]
        if hurt and codes_of(story, sentence, subject_of(story, sentence, clause, hurt[-1].first)):
            return None  # `tiga warga AS tewas dalam serangan yang juga menewaskan seorang pengawal`
    harmed = _harmed_by(story, sentence, match, clause)
    doers = codes_of(story, sentence, actor) if actor != harmed else ()
    own = {plain(c) for c in doers if not c.endswith("_OPP")}  # rebels strike at home
    suffers = story.actor(harmed[0], sentence) if harmed else None
    if suffers is not None and not (suffers.how and plain(suffers.code) in own):
        return (() if actor == harmed else actor), harmed
    struck = harmed_when(story, sentence, clause) if not target else ()
    return (actor, struck) if struck else None


def _suffered(
    story: Story, sentence: Sentence, match: Match, clause: Clause, read: tuple[Group, Group], led: tuple[Group, int]
) -> tuple[Group, Group] | None:
    """`X tewas dalam serangan`, `Israel killed X in a strike`: who did it and to whom where the clause tells what its subject suffered
    in the deed; None elsewhere. `read`: owner and recipient; `led`: the clause's subject and the token that opens the noun."""
    (actor, target), (subject, opened) = read, led
    before = sentence.tokens[opened - 1].lower if opened else ""
    if opened > 1 and sentence.tokens[opened - 2].lower in story.lexicon.words["parts_taken"]:
        return actor, target  # `over their role in fighting`: not the subject's
    if opened > 1 and sentence.tokens[opened - 2].lower in story.lexicon.words["taking_part"]:
        return actor or subject, target  # `was involved in an attack on …`
    behind = sentence.tokens[subject[-1].last : opened] if subject else ()
    if match.tag.name in ("PROTEST", "ASSAULT", "SANCTION") and len(behind) <= NEAR_SUBJECT:
        faced = any(t.lower in story.lexicon.words["facing"] for t in behind)
        if faced and match.tag.form != "reciprocal":
            return actor, target or subject  # `she has faced several protests`
    if not subject or before not in story.lexicon.words["suffered"] or match.tag.name in ("PROTEST", "CONSULT", "AGREE", "COOPERATE"):
        return None
    blows = (m for m in sentence.layer("event") if subject[-1].last <= m.first < opened and m.shape == "n" and _is_blow(m))
    if next(blows, None) is not None:
        return actor, target  # `expressed outrage at the slaughter of 100 pilgrims in attacks`
    held = {i for m in story.mentions(sentence) for i in range(m.first, m.last)}  # `Maoist rebels` rebel against nobody
    verbs = [m for m in sentence.layer("event") if clause.first <= m.first < opened and m.first not in held]
    forced = [m for m in verbs if m.voice == "active" and m.shape == "v"]  # `Israel killed X in a strike`, `arrested X in a raid`
    killer = next((m for m in forced if m.tag.name == "ASSAULT" or (m.tag.name == "COERCE" and _is_blow(match))), None)
    if killer is not None and subject[0].first >= killer.last:
        return actor or subject_of(story, sentence, clause, killer.first), target or subject
    hurt = _is_blow(match) and any(clause.first <= h.first < opened for h in sentence.layer("harm"))
    if not target or (hurt and codes_of(story, sentence, subject)):
        return actor, subject
    return (actor, target) if hurt else None


NEAR_SUBJECT = 4
"""How many tokens before a noun of a deed the subject that does it ends, at most."""


def _does(story: Story, sentence: Sentence, match: Match, subject: Group, opened: int) -> bool:
    """Whether the subject of the clause did what the noun, which opens at token `opened`, tells: not who only tells of it (`NATO
    menyatakan terjadi pemboman`), and not what came before (`3.000 warga mengungsi setelah kontak senjata`)."""
    words = story.lexicon.words
    if not subject:
        return False
    helping = words["begun"] | words["purpose_openers"]  # `have managed to carry out car bombings`
    if sum(t.lower not in helping for t in sentence.tokens[subject[-1].last : match.first]) > NEAR_SUBJECT:
        return False
    if any(t.text == "," for t in sentence.tokens[subject[-1].last : match.first]):
        return False
    before = sentence.tokens[opened - 1].lower if opened else ""
    if before in words["told_later"] and (match.tag.form == "reciprocal" or match.tag.name in ("COERCE", "ASSAULT")):
        return False
    if any(t.lower in words["calling"] for t in sentence.tokens[subject[-1].last : opened]):
        return False
    telling = (m for m in sentence.layer("speech") if subject[-1].last <= m.first < match.first and m.tag.form == "verbs")
    governed = _is_blow(match) or before in words["oblique"]  # `expressed concern over the detention of …`
    return not (governed and next(telling, None) is not None)


def is_blown_beside(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """`a bomb exploded near a patrol`, `meledakkan mobilnya di dekat konvoi tentara`: those whom a bomb went off beside suffer it."""
    words = story.lexicon.words
    if group[0].preposition not in words["beside_place"] or not FORCES & set(group[0].roles) or match.tag.name != "ASSAULT":
        return False
    return any(t.lower in words["blowing_up"] for t in sentence.tokens[match.first : match.last])


def sent_by(story: Story, sentence: Sentence, match: Match, clause: Clause) -> Group:
    """`tentara tambahan akan dikirim Presiden Bush ke Irak`: who does it, behind a phrase that ends in a passive verb."""
    shape = story.lexicon.patterns.morphology.shape(sentence.tokens[match.last - 1].lower)
    if match.tag.form != "phrases" or shape != ("v", "passive") or match.last - match.first < 2:
        return ()
    return tuple(agent_of(story, sentence, clause, match.last))


def _makes_act(story: Story, sentence: Sentence, match: Match) -> bool:
    """`the attack prompted Pakistan to …`: behind the noun a verb that makes another act; he is no party of the noun's."""
    behind = sentence.tokens[match.last : match.last + 2]
    return bool(story.lexicon.words["genitives"]) and any(t.lower in story.lexicon.words["causing"] for t in behind)


def _is_object_behind(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """`Ledakan bom mengguncang Kabul`: behind a noun of force and a verb, what the verb is done to is no owner."""
    between = sentence.tokens[match.last : group[0].first]
    if not _is_blow(match) or not between or group[0].preposition or not all(t.is_word for t in between):
        return False
    kind, voice = story.lexicon.patterns.morphology.shape(between[0].lower)
    struck = any(m.first == match.last and m.shape == "v" and m.voice == "active" for m in sentence.layer("event"))
    words = story.lexicon.words  # `bom menghantam konvoi pasukan NATO`: what is struck has its owner behind it
    apart = any(t.lower in words["oblique"] | words["clause_openers"] | words["heads_relative"] for t in between[1:])
    return not apart and (struck or (len(between) == 1 and kind == "v" and voice != "passive"))


def carried_out(story: Story, sentence: Sentence, match: Match, clause: Clause) -> tuple[Clause, Group]:
    """`serangan (yang) dilakukan (oleh) Israel terhadap Iran`: who carried it out, and the clause with what follows."""
    words, tokens, at = story.lexicon.words, sentence.tokens, clause.last
    opens = at + 2 < len(tokens) and at - match.last <= NEAR_TARGET and tokens[at].lower in words["relative"]
    behind = range(match.last, min(clause.last, match.last + NEAR_TARGET, len(tokens) - 1))
    told = next((i for i in behind if tokens[i].lower in words["carried_out"]), -1)
    verb = at + 1 if opens and tokens[at + 1].lower in words["carried_out"] else told
    if verb < 0:
        return clause, ()
    by = next((i for i in range(verb + 1, min(verb + 3, len(tokens))) if tokens[i].lower in words["by_agent"]), verb)
    agent = _past_counted(story, sentence, by + 1)
    doer = next((g for g in groups(story, sentence) if g[0].first == agent and g[0].preposition not in words["locatives"]), ())
    return (clause._replace(last=clause_of(story, sentence, verb, verb + 1).last), doer) if doer else (clause, ())


def _past_counted(story: Story, sentence: Sentence, at: int) -> int:
    """`oleh tiga kelompok garis keras`: the token behind how many there are."""
    words, tokens = story.lexicon.words, sentence.tokens
    counts = words["counting"] | words["about_count"] | words["articles"]
    starts = {g[0].first for g in groups(story, sentence)}
    while at + 1 < len(tokens) and at not in starts and (tokens[at].lower in counts or tokens[at].text[:1].isdigit()):
        at += 1
    return at


def _agent_behind(story: Story, sentence: Sentence, match: Match, clause: Clause) -> Group:
    """`penculikan dua warga Israel oleh Hamas`: who did it, named behind what it was done to."""
    by = story.lexicon.words["by_agent"]
    behind = [g for g in objects_of(story, sentence, clause, match.last) if g[0].preposition in by or _is_blamed(story, sentence, g[0])]
    near = (g for g in behind if g[0].first - match.last <= NEAR_TARGET and not _is_of_participle(story, sentence, match, g))
    found = next(near, ())
    is_means = found and not any(m.names or m.has_person or set(m.roles) & DOERS for m in found)  # `oleh jet tempur`
    return () if is_means else found


def _is_of_participle(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """`the attack on the boat operated by a Korean firm`: who did it does what the participle before `by` tells."""
    words, at = story.lexicon.words, group[0].first - 1
    while at > match.last and sentence.tokens[at].lower not in words["by_agent"]:
        at -= 1
    before, between = sentence.tokens[at - 1].lower, {t.lower for t in sentence.tokens[match.last - 1 : at - 1]}
    if at <= match.last or story.lexicon.patterns.morphology.shape(before) not in (("v", "participle"), ("v", "passive")):
        return False
    joined = sentence.tokens[at - 2].lower in words["joining_verbs"]  # `passed by a conference in 1995 and endorsed by Britain`
    apart = joined or bool(between & (words["opponent"] | words["being"]))  # and not `an insurgency waged by armed groups`
    return apart and before not in words["carried_out"] | words["blamed"]


def _is_amount(story: Story, sentence: Sentence, group: Group) -> bool:
    """`shooting down one of its jets`: an amount and its partitive stand before the group."""
    words, at = story.lexicon.words, group[0].first
    if group[0].is_pronoun:
        return False  # `killed 400 people, most of them rebels`
    tied = at > 1 and sentence.tokens[at - 1].lower in words["partitive"]
    return tied and sentence.tokens[at - 2].lower in words["amounts"]


def _is_blamed(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`attacks blamed on the Taliban`, `serangan yang dituduhkan kepada RSF`: who is said to have done it."""
    near = sentence.tokens[max(0, mention.first - 4) : mention.first]
    return bool(mention.preposition) and any(t.lower in story.lexicon.words["blamed"] for t in near)


def _undergoer(story: Story, sentence: Sentence, match: Match, actor: Group) -> Group:
    """`pembunuhan Soleimani`, `penembakan pesawat oleh X`: whom or what the noun names first, where another did it or where it is
    an act upon people and people are named."""
    upon = {t.lower for t in sentence.tokens[match.first : match.last]} & story.lexicon.words["acts_upon_people"]
    for group in groups(story, sentence):
        first = group[0]
        if first.first < match.last or first.first - match.last > NEAR_OWNER or first.preposition or group == actor:
            continue
        if (actor and actor[0].first >= first.last) or (upon and _names_people(story, sentence, first)):
            return group
    return ()


def _names_people(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody is named, not a state or its force: by name, by office, as civilians, without a state (`a plane`)."""
    code = story.actor(mention, sentence).code or ""
    return mention.has_person or not mention.names or code.endswith("_CIV") or bool(set(mention.roles) & PERSONS)


def _is_blow(match: Match) -> bool:
    """Whether a noun tells of force done by one side to another."""
    return match.tag.name == "ASSAULT" and match.tag.form != "reciprocal"


def _harmed_by(story: Story, sentence: Sentence, match: Match, clause: Clause) -> Group:
    """`A roadside bombing on Sunday killed one U.S. soldier`, `a bombing that killed 42 people`: whom the harm befell that the noun
    did."""
    if clause.last < len(sentence.tokens) - 1 and sentence.tokens[clause.last].lower in story.lexicon.words["heads_relative"]:
        clause = clause._replace(last=clause_of(story, sentence, clause.last + 1, clause.last + 2).last)
    verbs = [h for h in sentence.layer("harm") if match.last <= h.first < clause.last and h.form_is_verb]
    for harm in verbs[:1]:
        for group in objects_of(story, sentence, clause, harm.last):
            near = group[0].first - harm.last <= NEAR_HARMED and not group[0].preposition
            actor = story.actor(group[0], sentence)
            return group if near and actor.code else ()
    return ()


def has_harmed(story: Story, sentence: Sentence, match: Match, clause: Clause) -> bool:
    """`Serangan Israel di Gaza menewaskan 10 orang`: whether a noun of force is the subject of a verb that tells whom it harmed."""
    if match.tag.name != "ASSAULT" or match.shape != "n" or not _harmed_by(story, sentence, match, clause):
        return False
    harm = next(h for h in sentence.layer("harm") if h.first >= match.last and h.form_is_verb)
    at = harm.first
    while at > match.last and sentence.tokens[at - 1].lower in story.lexicon.words["before_verb"]:
        at -= 1
    subject = next((g for g in groups(story, sentence) if g[-1].last == at and not g[0].preposition), ())
    return not subject or subject[0].first - match.last <= NEAR_OWNER


def is_effect(story: Story, sentence: Sentence, match: Match, clause: Clause) -> bool:
    """`Serangan roket terhadap X melukai dua tentara`: a verb of harm whose subject is a noun of force tells what that did."""
    harms = any(h.first == match.first for h in sentence.layer("harm"))
    if not harms or match.tag.form != "weak" or match.tag.name != "ASSAULT" or match.shape != "v" or match.voice != "active":
        return False
    told = [m for m in sentence.layer("event", "speech") if clause.first <= m.first and m.last <= match.first]
    noun = next((m for m in told if m.shape == "n" and m.tag.name in ("ASSAULT", "PROTEST")), None)
    if noun is None or any(m.shape == "v" and m.first >= noun.last for m in told):
        return False
    opened = opens_noun(story, sentence, noun.first)
    before = sentence.tokens[opened - 1].lower if opened > clause.first else ""
    owner = owner_before(story, sentence, noun)
    said = max((m.last for m in told if m.tag.layer == "speech" and m.shape == "v" and m.last <= opened), default=clause.first)
    ahead = [g for g in groups(story, sentence) if said <= g[0].first and g[-1].last <= opened]  # `polisi mengatakan ledakan di …`
    return before not in story.lexicon.words["oblique"] and all(g == owner for g in ahead)


def harmed_when(story: Story, sentence: Sentence, clause: Clause) -> Group:
    """`two U.S. soldiers were killed when a bomb hit their vehicle`: whom the harm befell at whose moment the noun is told."""
    if clause.opener not in story.lexicon.words["told_later"] | story.lexicon.words["at_the_start"]:
        return ()
    harms = [h for h in sentence.layer("harm") if h.last < clause.first and h.tag.form != "nouns" and not h.form_is_verb]
    for harm in harms[-1:]:
        before = [g for g in groups(story, sentence) if g[-1].last <= harm.first and not g[0].preposition]
        return before[-1] if before and codes_of(story, sentence, before[-1]) else ()
    return ()
