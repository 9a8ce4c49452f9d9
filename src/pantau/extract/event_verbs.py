"""Who a verb's subject and objects are: `Rusia menyerang Ukraina`, `desa itu diserang pemberontak`, `sent troops to Iraq`."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.actors import head_role
from pantau.extract.clauses import Clause, agent_of, clause_of, objects_of, relative_object, subject_of
from pantau.extract.event_nouns import NEAR_TARGET, Group, both_between, is_blown_beside, sent_by
from pantau.extract.groups import codes_of, groups
from pantau.extract.mentions import Mention
from pantau.extract.noun_phrase import is_topic
from pantau.extract.owners import OWNED, owner_of
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence

NEAR_OBJECT = 5
"""How many tokens behind a trigger its object may begin."""


def of_verb(story: Story, sentence: Sentence, match: Match, clause: Clause) -> tuple[Group, Group]:
    """Subject and object of a verb by its voice: who did it, and to whom."""
    subject = _within(story, sentence, match) or _bare(story, sentence, match) or _intending(story, sentence, clause)
    subject = subject or subject_of(story, sentence, clause, match.first)
    if match.voice != "passive" and (befallen := relative_object(story, sentence, clause, match.first)):
        return subject, befallen
    words, clause = story.lexicon.words, _with_aim(story, sentence, match, clause)
    if match.tag.voice == "passive":
        behind = (g for g in objects_of(story, sentence, clause, match.first + 1) if g[0].first - match.last <= NEAR_OBJECT)
        behind = (g for g in behind if sentence.tokens[g[0].first].lower not in words["custody"])  # `menjalani tahanan rumah`
        by = words["from_agent"]  # within the phrase it may be any: `target of an RSF drone strike`
        held = match.last if sentence.tokens[match.last - 1].lower in words["oblique"] else match.last - 1  # `fell to the rebels`
        return next((g for g in behind if g[0].first <= held or not g[0].preposition or g[0].preposition in by), ()), subject
    sender = sent_by(story, sentence, match, clause) if not match.voice else ()
    if sender:
        return sender, () if match.tag.name == "MOBILIZE" else subject
    agent: Group = agent_of(story, sentence, clause, match.last) if match.voice == "passive" else ()
    agent = agent or _by_him(story, sentence, match, clause)
    if match.voice == "passive" and (agent or match.tag.form != "reciprocal"):
        return agent, subject  # `terlibat kontak tembak dengan pemberontak` is done by both
    if match.tag.form == "reciprocal":
        both = both_between(story, sentence, match, clause)
        if both:
            return both, ()  # `kota itu dilanda baku tembak antara tentara dan militan`
    return _with_object(story, sentence, match, clause, subject)


def _by_him(story: Story, sentence: Sentence, match: Match, clause: Clause) -> Group:
    """`Hizbullah belum membebaskan dua prajurit yang ditangkapnya`: the ending of a passive means the sentence's subject."""
    words, verb = story.lexicon.words, sentence.tokens[match.last - 1].lower
    owned = match.voice == "passive" and clause.relative and any(verb.endswith(ending) for ending in words["own_clitics"])
    first = next(iter(groups(story, sentence)), ()) if owned else ()
    free = bool(first) and first[0].preposition not in words["oblique"] and first[-1].last < clause.first - 1
    return first if free and any(first[-1].last <= m.first < clause.first and m.shape == "v" for m in sentence.matches) else ()


def _bare(story: Story, sentence: Sentence, match: Match) -> Group:
    """`in exchange for Venezuelans deported to El Salvador`: the people directly before a bare participle, whatever governs them."""
    if match.voice != "passive" or not story.lexicon.words["genitives"]:
        return ()
    all_groups = groups(story, sentence)
    held = next((g for g in all_groups if g[-1].last == match.first and g[0].preposition in story.lexicon.words["oblique"]), ())
    if not held or not any(m.roles or m.names for m in held) or any(n.kind == "place" for m in held for n in m.names):
        return ()
    owner = any(g[-1].last == held[0].first - 1 for g in all_groups)  # `the brother of the president`
    return () if owner else held


def _intending(story: Story, sentence: Sentence, clause: Clause) -> Group:
    """`…, dan Australia tidak berniat untuk menarik pasukannya`: who means to do it stands before the verb that says so."""
    words, tokens, at = story.lexicon.words, sentence.tokens, clause.first - 2
    if at < 1 or tokens[at + 1].lower not in words["purpose_openers"] or tokens[at].lower not in words["future"]:
        return ()
    while at > 0 and tokens[at - 1].lower in words["before_verb"] | words["negation"]:
        at -= 1
    return next((g for g in groups(story, sentence) if g[-1].last == at and not g[0].preposition), ())


def _with_object(story: Story, sentence: Sentence, match: Match, clause: Clause, subject: Group) -> tuple[Group, Group]:
    """Subject and object of a verb that is no passive: the first group behind it that can be its object."""
    words, beside = story.lexicon.words, _beside(story, sentence, match)
    if match.tag.name == "AGREE" and _is_to_do(story, sentence, match):
        return subject, ()
    if match.tag.name in ("COERCE", "ASSAULT") and (holders := _holders(story, sentence, match)):
        return subject, holders
    rival = min(
        (m.first for m in sentence.layer("event") if m.first >= match.last and _is_next_verb(story, sentence, match, m)),
        default=len(sentence.tokens),
    )
    whither = words["posted_to"] if match.tag.name == "CONSULT" else frozenset()  # `left Dakar for`
    whither = words["from_agent"] if match.tag.name == "COOPERATE" else whither  # `took over command of the force from`
    holds = sentence.tokens[match.last - 1].lower in (words["receiving"] | whither) - words["against"]  # `meninggalkan Dakar menuju`
    every = objects_of(story, sentence, clause, match.last if holds else match.first + 1)
    for group in every:
        if match.tag.name in ("AID", "SANCTION") and _is_given_thing(group, every, beside):
            continue
        if group[0].first > rival or (group[-1].last == rival and _is_joined_by(story, sentence, match, group[0].first)):
            break  # the object or the subject of the next verb
        if _opens_next(story, sentence, match, group):
            break
        if match.tag.name == "RETREAT" and _is_aim_of(story, sentence, match, group[0]):
            break  # `withdrew to avoid civilian casualties`
        if _is_no_object(story, sentence, match, group):
            continue
        near = group[0].first - match.last <= NEAR_OBJECT or _is_aimed_through(story, sentence, match, group[0])
        direct = not group[0].preposition and near
        if match.tag.name == "MOBILIZE" and _is_own_force(story, group):
            if group[0].preposition or codes_of(story, sentence, subject):
                continue  # `sent troops to Iraq`
            return group, ()
        if match.tag.name == "RETREAT" and _is_own_force(story, group) and owner_of(story, group[0], sentence) is not None:
            return subject, ()  # `Ethiopia's plan to withdraw its troops`
        if is_blown_beside(story, sentence, match, group):
            return subject, group
        if match.tag.name == "RETREAT" and direct and _is_land(group):
            continue  # `mulai meninggalkan Somalia`
        if direct or group[0].preposition in beside or (match.tag.name == "COERCE" and _is_source(story, group)):
            other = _aimed_at(story, sentence, match, clause, group) or _taken_from(story, sentence, match, clause, group)
            return subject, other or group
    return subject, ()


def _opens_next(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """`menangkap 20 tersangka dan 30 orang lain dilaporkan ke jaksa`: whether a group joined behind another is the subject of a verb of
    its own."""
    words, tokens = story.lexicon.words, sentence.tokens
    at, end = group[0].first, group[-1].last
    while at > match.last and (tokens[at - 1].lower in words["counting"] | words["about_count"] or tokens[at - 1].text[:1].isdigit()):
        at -= 1
    while end < len(tokens) and tokens[end].lower in words["others"] | words["before_verb"]:
        end += 1
    joined = at > match.last and tokens[at - 1].lower in words["joining_verbs"] and not group[0].preposition
    if not joined or end >= len(tokens):
        return False
    suffered = story.lexicon.patterns.morphology.shape(tokens[end].lower) == ("v", "passive")
    return tokens[end].lower in words["being"] if words["genitives"] else suffered
def _is_to_do(story: Story, sentence: Sentence, match: Match) -> bool:
    """`agreed to appoint an academic`: whether what two agree on is another deed, whose object is no party of theirs."""
    words, tokens, at = story.lexicon.words, sentence.tokens, match.last
    if at >= len(tokens) or tokens[at - 1].lower not in words["purpose_openers"] or not tokens[at].text.islower():
        return False
    small = words["determiners"] | words["articles"] | words["counting"] | words["owners_before"] | words["pronouns"]
    return tokens[at].lower not in small and not any(m.first <= at < m.last for m in story.mentions(sentence))


_FAR_HELD, _NEAR_HOLDER = 8, 2
"""Words between a verb and the participle of who holds the place it is done to; between that and the holder."""


def _holders(story: Story, sentence: Sentence, match: Match) -> Group:
    """`recaptured an airport occupied by rebels`, `merebut kota yang dikuasai RSF`: who holds the place that is taken or struck."""
    words, tokens = story.lexicon.words, sentence.tokens
    for at in range(match.last, min(len(tokens) - 1, match.last + _FAR_HELD)):
        if tokens[at].text in ",.;:" or tokens[at].lower in words["clause_openers"]:
            return ()
        by = tokens[at + 1].lower in words["by_agent"]
        if tokens[at].lower in words["holding_places"] and (by or not words["genitives"]):
            behind = (g for g in groups(story, sentence) if 0 < g[0].first - at <= _NEAR_HOLDER + by)
            return next((g for g in behind if codes_of(story, sentence, g)), ())
    return ()


def _is_joined_by(story: Story, sentence: Sentence, match: Match, first: int) -> bool:
    """`closed its border and the UN evacuated …`: whether a mention that begins at a token is joined to what stands before it."""
    words, at = story.lexicon.words, first - 1
    while at > match.last and sentence.tokens[at].lower in words["articles"]:
        at -= 1
    return at >= match.last and sentence.tokens[at].lower in words["joining_verbs"]


def _is_given_thing(group: Group, every: Sequence[Group], beside: frozenset[str]) -> bool:
    """`memasok drone kepada Houthi`, `menghentikan bantuan militer kepada Ukraina`: a noun of war before the one it is given to."""
    bare = not group[0].preposition and not group[0].names and head_role(group[0]) == "military"
    return bare and any(g[0].preposition in beside and g[0].first > group[0].first for g in every)


def _beside(story: Story, sentence: Sentence, match: Match) -> frozenset[str]:
    """The prepositions behind which a verb's class has its object."""
    words = story.lexicon.words
    beside = words["receiving"] | (words["against"] if match.tag.form == "reciprocal" else frozenset())
    if match.tag.name == "ASSAULT" and match.tag.form == "phrases":
        beside |= words["opponent"] & words["oblique"]  # `carried out a strike targeting a commander`
    if match.tag.name == "CONSULT":
        beside = (beside - words["topics"]) | (words["posted_to"] & _last_word(sentence, match))  # `held an emergency session on Haiti`
    if match.tag.name == "COOPERATE":
        beside |= words["from_agent"] & _last_word(sentence, match)  # `mengambil alih komando dari PBB`
    if match.tag.name == "MOBILIZE":
        beside -= words["destinations"]  # `mengirim pasukan ke Lebanon`
    if match.tag.name == "SANCTION":  # `menarik duta besarnya dari Niger`, `memutuskan hubungan diplomatik dengan Israel`
        beside |= words["place_sources"] | words["against"]
    if match.tag.name == "AID":  # `provides intelligence on the PKK to Turkey`
        beside -= words["topics"] - words["posted_to"]
    backs = match.tag.name == "SUPPORT" and sentence.tokens[match.last - 1].lower in words["backing"]
    if backs or match.tag.name in ("AID", "SANCTION"):
        beside |= words["posted_to"] - words["partitive"]  # `menyetujui hibah untuk Suriah`
    return beside


def _last_word(sentence: Sentence, match: Match) -> frozenset[str]:
    return frozenset([sentence.tokens[match.last - 1].lower])


def _is_no_object(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """Whether a group behind a verb is another noun's: within a topic, who did what is told of, an ambassador's own state, who
    presides, what talks are about."""
    first, bare = group[0].first, not group[0].preposition
    events = sentence.layer("event")
    if any(m.first < first < m.last and is_topic(story, sentence, m) for m in events):
        return True  # `menggelar perundingan pertukaran tahanan`
    if bare and any(m.last == first and m.first >= match.last and m.shape == "n" and m.tag.name == "ASSAULT" for m in events):
        return True  # `mengevakuasi korban penembakan KKB`: who did that is not whom this befell
    if bare and match.tag.name == "ASSAULT" and _describes_war(story, sentence, match, group):
        return True
    if match.tag.name == "SANCTION" and story.actor(group[0], sentence).how == OWNED:
        return True
    if group[0].preposition in story.lexicon.words["against"] and _is_set_off(sentence, match, group[0]):
        return True  # `signed a deal, with the president presiding`
    if match.tag.name == "CONSULT" and bare and sentence.tokens[match.last - 1].lower in story.lexicon.words["discussing"]:
        return True  # `discussed Iraq`
    talks = match.tag.name in ("CONSULT", "AGREE")  # `mengadakan pembicaraan mengenai perisai rudal AS`
    return talks and _is_subject_matter(story, sentence, match, group)


def _describes_war(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """`fighting an armed separatist campaign`, `waged a guerrilla war`: a bare noun of fighters before that of a war says which war."""
    owns = bool(story.lexicon.words["genitives"]) and head_role(group[-1]) == "militant" and not group[-1].names
    wars = (m for m in sentence.layer("event") if m.tag.name == "ASSAULT" and m.shape == "n" and m.first == group[-1].last)
    held = match.first < group[-1].first < match.last
    return owns and (held or any(wars))


def _with_aim(story: Story, sentence: Sentence, match: Match, clause: Clause) -> Clause:
    """`menembakkan gas air mata untuk membubarkan pengunjuk rasa`: the clause with that of the aim, whose object suffers the force."""
    aims = match.tag.name == "COERCE" and match.voice == "active" and clause.last + 1 < len(sentence.tokens)
    if not aims or sentence.tokens[clause.last].lower not in story.lexicon.words["purpose"]:
        return clause
    return clause._replace(last=clause_of(story, sentence, clause.last + 1, clause.last + 2).last)


def _is_aimed_through(story: Story, sentence: Sentence, match: Match, mention: Mention) -> bool:
    """`fired tear gas and water cannon to disperse hundreds of protesters`: the object of the aim is whom the force befell."""
    aims = (m for m in sentence.layer("event") if match.last <= m.first < mention.first and m.shape == "v")
    aim = next((m for m in aims if sentence.tokens[m.first - 1].lower in story.lexicon.words["purpose"]), None)
    return match.tag.name == "COERCE" and aim is not None and mention.first - aim.last <= NEAR_OBJECT


def _is_aim_of(story: Story, sentence: Sentence, match: Match, mention: Mention) -> bool:
    """Whether a verb of purpose stands between the trigger and a mention that it may govern."""
    words, tokens = story.lexicon.words, sentence.tokens
    small = words["articles"] | words["narrowing"] | words["determiners"]
    verbs = (i + 1 for i in range(match.last, mention.first - 1) if tokens[i].lower in words["purpose"])
    return any(tokens[i].is_word and not tokens[i].is_capital and tokens[i].lower not in small for i in verbs)


def _is_own_force(story: Story, group: Group) -> bool:
    """Whether what is sent is the sender's own, or a place it is sent to: `deployed troops to Iraq`, not `against Iran`."""
    places = story.lexicon.words["place_prepositions"] - story.lexicon.words["opponent"]
    force = head_role(group[0]) in ("military", "police") and not group[0].names and not group[0].preposition
    return force or group[0].preposition in places


def _within(story: Story, sentence: Sentence, match: Match) -> Group:
    """`African Union troops who began arriving`: a phrase that begins with a noun of people tells whose deed it is."""
    if match.last - match.first < 2:
        return ()
    held = (g for g in groups(story, sentence) if g[-1].first <= match.first < g[-1].last < match.last)
    return next(held, ())


def _is_next_verb(story: Story, sentence: Sentence, match: Match, other: Match) -> bool:
    """Whether a verb behind has objects of its own: not `talks with`, and not the aim of force (`fired tear gas to disperse them`)."""
    if not other.voice or other.shape != "v" or other.tag.form == "reciprocal":
        return False
    if sentence.tokens[other.first].lower in story.lexicon.words["oblique"] & story.lexicon.words["opponent"]:
        return False  # `a strike targeting a commander`
    return not (match.tag.name == "COERCE" and sentence.tokens[other.first - 1].lower in story.lexicon.words["purpose"])


def _aimed_at(story: Story, sentence: Sentence, match: Match, clause: Clause, owner: Group) -> Group:
    """`bergabung dengan serangan AS terhadap Houthi`: behind a phrase of force the one it is aimed at, where its owner stands first."""
    if match.tag.name != "ASSAULT" or match.last - match.first < 2 or owner[0].preposition:
        return ()
    aimed = story.lexicon.words["opponent"]
    near = (g for g in objects_of(story, sentence, clause, owner[-1].last) if g[0].first - match.last <= NEAR_TARGET)
    return next((g for g in near if g[0].preposition in aimed), ())


def _is_subject_matter(story: Story, sentence: Sentence, match: Match, group: Group) -> bool:
    """Whether a mention is within what talks are about: `talks on North Korea's missiles`."""
    between = sentence.tokens[match.last : group[0].first]
    matter = story.lexicon.words["topics"] | story.lexicon.words["discussing"]  # `bertemu di Kairo membahas Gaza`
    return any(t.lower in matter for t in between) or group[0].preposition in story.lexicon.words["topics"]


def _is_land(group: Group) -> bool:
    """Whether a group is of bare names of lands and towns."""
    return all(not m.roles and m.names and all(n.kind in ("state", "place", "capital") for n in m.names) for m in group)


def _taken_from(story: Story, sentence: Sentence, match: Match, clause: Clause, taken: Group) -> Group:
    """`merebut Kismayo dari Al-Shabaab`, `seized the town from rebels`: from whom a place is taken, and not whose land it lies in."""
    place = match.tag.name == "COERCE" and not taken[0].roles and all(n.kind in ("place", "capital") for m in taken for n in m.names)
    if not place or not (taken[0].names or taken[0].has_person or all(u.kind == "caps" for u in taken[0].units)):
        return ()
    behind = (g for g in objects_of(story, sentence, clause, taken[-1].last) if g[0].first - taken[-1].last <= 1)
    return next((g for g in behind if _is_source(story, g) or _is_state_taken_from(story, g)), ())


def _is_state_taken_from(story: Story, group: Group) -> bool:
    """`merebut Pokrovsk dari Ukraina`: the state a town is taken from."""
    return group[0].preposition in story.lexicon.words["place_sources"] and any(n.kind == "state" for n in group[0].names)


def _is_source(story: Story, group: Group) -> bool:
    """Whether something is taken from somebody who fights: `dari Al-Shabaab`, `from the rebels`."""
    fights = head_role(group[0]) in ("military", "militant") or any(n.kind == "group" for n in group[0].names)
    return group[0].preposition in story.lexicon.words["place_sources"] and fights


def _is_set_off(sentence: Sentence, match: Match, mention: Mention) -> bool:
    """Whether a comma stands behind the trigger and before the preposition of a mention."""
    return any(t.text == "," for t in sentence.tokens[max(match.last, mention.first - 3) : mention.first])
