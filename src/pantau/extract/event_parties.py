"""Who did it to whom as the clause of an event trigger names them."""

from __future__ import annotations

from typing import NamedTuple

from pantau.extract.actors import FORCES, PLAIN, VOICELESS, head_role, plain
from pantau.extract.clauses import Clause, relative_object, subject_of
from pantau.extract.event_nouns import NEAR_HARMED, Group, harmed_when, of_noun
from pantau.extract.event_verbs import of_verb
from pantau.extract.groups import codes_of
from pantau.extract.mentions import Mention
from pantau.extract.noun_or_verb import reads_as_noun, reads_as_verb
from pantau.extract.patterns import Match
from pantau.extract.peoples import are_persons, of_site
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span


class Slots(NamedTuple):
    """Actors and recipients by code, with the spans they were read from; `is_force`: soldiers, police or gunmen act;
    `is_office`: a government, an official or a state as such acts; `is_unknown`: armed men of whom nobody tells whose they are."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: tuple[tuple[str, Span], ...]
    is_force: bool = False
    is_office: bool = False
    is_unknown: bool = False


def read_parties(story: Story, sentence: Sentence, match: Match, clause: Clause, told: Said | None = None) -> Slots:
    """The parties as the clause names them: subject and object of a verb by its voice, owner and target of a noun. Who tells it
    behind its words is none of them."""
    states = any(m.first == match.first and m.tag.form == "adjectives" for m in sentence.layer("harm"))
    states = states and match.tag.name not in ("RETREAT", "COERCE")  # `the town fell to the rebels`
    states = states and not (match.voice == "active" and relative_object(story, sentence, clause, match.first))
    if match.tag.form != "nouns" and states and not _does_it(story, sentence, match):
        actors: Group
        recipients: Group = subject_of(story, sentence, clause, match.first)  # `33 warga tewas dalam serangan udara Israel`
        owner = of_noun(story, sentence, match, clause)[0]
        actors = owner if owner != recipients else ()
        if match.tag.form == "reciprocal" and len(codes_of(story, sentence, actors)) > 1:
            recipients = ()  # `tewas dalam bentrokan antara A dan B`: who died is no third side
    elif (match.tag.form == "nouns" and not reads_as_verb(story, sentence, match)) or (
        (match.shape == "n" and not _ends_in_verb(story, sentence, match)) or reads_as_noun(story, sentence, match)
    ):
        actors, recipients = of_noun(story, sentence, match, clause)
    else:
        actors, recipients = of_verb(story, sentence, match, clause)
        if not recipients and match.tag.name == "ASSAULT" and match.tag.form != "reciprocal" and match.voice != "passive":
            recipients = harmed_when(story, sentence, clause)  # `a civilian was killed when troops opened fire`
    if told is not None and recipients and recipients[0].span.start >= told.content.end > sentence.tokens[match.first].start:
        recipients = ()
    if told is not None and told.speaker is not None and told.rule != "claim.preposed":
        actors = tuple(m for m in actors if not m.span.overlaps(told.speaker))  # `…, which --by the UN's estimate-- killed …`
        recipients = tuple(m for m in recipients if not m.span.overlaps(told.speaker))
    evidence = [(slot, Span(g[0].span.start, g[-1].span.end)) for slot, g in (("actors", actors), ("recipients", recipients)) if g]
    done_to = (
        _of_persons(story, sentence, match, recipients)
        or of_site(story, sentence, match, recipients)
        or codes_of(story, sentence, recipients)
        or _of_land(story, recipients)
        or _of_people(story, sentence, recipients)
    )
    named = bool(actors) and any(m.first == actors[0].first and m.tag.name in FORCES for m in sentence.layer("role"))
    is_force = bool(actors) and (head_role(actors[0]) in FORCES or named)  # `tentara Kongo` may be one name
    is_office = bool(actors) and _is_office(story, actors[0])
    doers = codes_of(story, sentence, actors)
    if set(done_to) <= set(doers) and match.tag.form != "reciprocal" and recipients and head_role(recipients[0]) == "protester":
        done_to = tuple(f"{plain(c)}_CIV" for c in done_to)  # `rebels opened fire on activists`: who protests is not who rebels
    is_unknown = not doers and bool(actors) and head_role(actors[0]) == "militant"
    return Slots(doers, done_to, tuple(evidence), is_force, is_office, is_unknown)


def _ends_in_verb(story: Story, sentence: Sentence, match: Match) -> bool:
    """`pasukan Etiopia mulai meninggalkan`: a phrase that begins with its subject and ends in its verb, where verbs bear a prefix."""
    shape = story.lexicon.patterns.morphology.shape(sentence.tokens[match.last - 1].lower)
    whole = match.tag.form == "phrases" and match.last - match.first > 1 and not match.tag.voice
    led = whole and shape == ("v", "active") and not story.lexicon.words["genitives"]
    return led and any(m.first == match.first and m.last < match.last for m in story.mentions(sentence))


def _does_it(story: Story, sentence: Sentence, match: Match) -> bool:
    """`killed a rebel and wounded 22 men`, where a word of harm is a state and a verb alike: a verb where whom it befell follows."""
    if match.shape != "v" or match.voice != "active" or not story.lexicon.words["genitives"]:
        return False
    behind = sentence.tokens[match.last : match.last + NEAR_HARMED]
    numbered = bool(behind) and (behind[0].lower in story.lexicon.words["articles"] or behind[0].text.isdigit())
    return numbered or any(match.last == m.first and not m.preposition for m in story.mentions(sentence))


def _is_office(story: Story, mention: Mention) -> bool:
    """`the foreign ministry`, `Azerbaijan`: a state or who speaks for it, and not its people (`Armenians`)."""
    bodies = ("state", "capital", "metonym")
    named = any(n.kind in bodies and n.name not in story.lexicon.names.demonyms for n in mention.names)
    rules = any(story.lexicon.words["ruling"] & set(n.name.lower().split()) for n in mention.names)  # `the Taliban government`
    return rules or head_role(mention) in ("government", "official", "titles", "organs", "ally") or (named and not mention.roles)


def _of_land(story: Story, group: Group) -> tuple[str, ...]:
    """`blokade terhadap Gaza`: what is done to a place is done to the party it belongs to."""
    named = (n for m in group[:1] for n in m.names if n.kind in ("place", "capital") and n.code)
    code = next((plain(n.code) for n in named), None)
    return (code,) if code and (code in story.states or code in PLAIN) else ()


def _of_persons(story: Story, sentence: Sentence, match: Match, group: Group) -> tuple[str, ...]:
    """`took nine South Koreans and a Nigerian hostage`: a people's noun, counted, means persons of that state, no force of it."""
    if (
        match.tag.name not in ("ASSAULT", "COERCE")
        or match.tag.form == "reciprocal"
        or not all(are_persons(story, sentence, m) for m in group)
    ):
        return ()
    return tuple(f"{c}_CIV" for c in codes_of(story, sentence, group) if c in story.states or c in PLAIN)


def _of_people(story: Story, sentence: Sentence, group: Group) -> tuple[str, ...]:
    """`killed two journalists`, `menculik pekerja bantuan`: people of no party are civilians of the state it happens in."""
    free = group and not group[0].is_pronoun and group[0].name is None and head_role(group[0]) in VOICELESS
    host = story.setting.battlefield(sentence) if free else None
    return (f"{host}_CIV",) if host in story.states or host in PLAIN else ()
