"""One event before it becomes a record, told once: mentions of one happening merged, what another mention tells filled in."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pantau.extract.actors import plain
from pantau.extract.event_inferred import suffered_by
from pantau.extract.event_same import (
    adds_nothing,
    is_another_kind,
    is_how,
    is_means,
    is_outcome,
    is_parted_by_time,
    is_raid_of,
    is_same_plan,
    is_within_deed,
)
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.patterns import Match
from pantau.extract.places import Located
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span


@dataclass(frozen=True)
class Happening:
    """One event before it becomes a record."""

    sentence: Sentence
    match: Match
    trigger: Span
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    began_on: date | None
    ended_on: date | None
    precision: str
    when: Span | None
    place: Located | None
    modality: str
    claimant: str | None
    evidence: tuple[tuple[str, Span], ...]
    rule: str
    roots: tuple[str, ...] = ()
    points: bool = False
    recurs: bool = False
    """Whether it is told as what happens again and again: `near-daily attacks` are no mention of one attack."""

    @property
    def weight(self) -> int:
        """How much of it is known: the fullest mention of a happening is the one kept."""
        filled = (bool(self.actors) * 2, bool(self.recipients) * 2, self.began_on is not None, self.place is not None)
        return sum(filled) + (self.match.tag.form in ("phrases", "verbs")) - (self.modality != "occurred")

    @property
    def is_mutual(self) -> bool:
        """Whether both sides do it to each other."""
        return len(set(self.actors)) > 1 and not self.recipients

    @property
    def is_unknown(self) -> bool:
        """Whether who did it is told, but not whose they are: `unidentified gunmen`."""
        return self.type == "ASSAULT" and not self.actors and any(slot == "actors" for slot, _ in self.evidence)

    @property
    def is_reference(self) -> bool:
        """A bare noun (`serangan Israel`) without a day of its own points back to a happening told before."""
        bare = self.match.tag.form in ("nouns", "weak") and self.match.shape == "n" and self.match.last - self.match.first == 1
        return bare and self.when is None


def settle_happenings(story: Story, found: Sequence[Happening]) -> list[Happening]:
    """Each distinct happening once, with the parties that its other mentions and its kind let one infer."""
    merged = merge_happenings(story, found)
    kept = [_with_suffered(story, _with_people(story, _with_struck(_with_others(story, one, merged), merged))) for one in merged]
    return [_with_captors(story, one, found) for one in kept]


def _with_suffered(story: Story, one: Happening) -> Happening:
    """`memberlakukan blokade`: who suffers a measure that names nobody."""
    if one.recipients or one.match.tag.form == "weak":
        return one
    return replace(one, recipients=suffered_by(story, one.sentence, one.match, one.actors, one.place))


def _with_struck(one: Happening, merged: Sequence[Happening]) -> Happening:
    """`attacked rebels in Deraa and seized two villages`: what is taken in the course of an attack is taken from those attacked."""
    if one.type != "COERCE" or one.recipients or one.match.shape != "v" or one.match.voice != "active":
        return one
    before = (k for k in merged if k.sentence is one.sentence and k.match.last <= one.match.first and k.type == "ASSAULT")
    struck = next((k for k in before if k.actors == one.actors and k.recipients and not k.recipients[0].endswith("_CIV")), None)
    return one if struck is None else replace(one, recipients=struck.recipients)


def _with_others(story: Story, one: Happening, merged: Sequence[Happening]) -> Happening:
    """`killed two rebels and detained six others`: the others are of those told of before them in the sentence."""
    behind = one.sentence.tokens[one.match.last : one.match.last + _NEAR_OTHERS]
    read = any(slot == "recipients" for slot, _ in one.evidence)
    if (one.recipients and read) or one.match.voice != "active" or not any(t.lower in story.lexicon.words["others"] for t in behind):
        return one
    before = (k for k in merged if k.sentence is one.sentence and k.match.last <= one.match.first and k.recipients)
    told = next((k for k in before if k.type in ("ASSAULT", "COERCE") and k.actors == one.actors), None)
    return one if told is None else replace(one, recipients=told.recipients)


_NEAR_OTHERS = 3
"""Words behind a verb within which `others` are its object."""


def _with_captors(story: Story, one: Happening, found: Sequence[Happening]) -> Happening:
    """`the four workers were released`: where nobody says by whom, by those who took them."""
    if one.type != "RETREAT" or one.actors or not one.recipients or one.match.shape != "v":
        return one
    held, taking = {plain(code) for code in one.recipients}, story.lexicon.words["taking"]
    taken = [k for k in found if k.type in ("ASSAULT", "COERCE") and k.actors and held & {plain(c) for c in k.recipients}]
    captors = next((k.actors for k in taken if {r[1:] for r in k.roots} & taking), taken[0].actors if taken else ())
    return replace(one, actors=captors)


def _with_people(story: Story, one: Happening) -> Happening:
    """`arrested an army general`, `dijatuhi hukuman penjara`: those a state takes or condemns, where nobody else is named, are the
    opponents of the state it happens in."""
    upon = {r[1:] for r in one.roots} & story.lexicon.words["upon_people"]
    told = one.sentence.tokens[one.match.first : one.match.last]
    taken = one.type in ("COERCE", "SANCTION") and (upon or any(t.lower in story.lexicon.words["sentences"] for t in told))
    scene = one.place.code if one.place is not None and one.place.code in story.states else story.setting.host(one.sentence)
    host = scene if taken and one.actors and not one.recipients else None
    seized = one.sentence.tokens[one.match.first : one.match.last + 1]
    ruler = any(t.lower in story.lexicon.words["rulers"] for t in seized)  # `officers detained President Bongo`: the state itself
    return replace(one, recipients=(str(host) if ruler else f"{host}_OPP",)) if host in story.states else one


_REACH = 300
"""Happenings of one type that a mention is compared with, the latest: no page of news has more, and a page made to be slow is not."""


def merge_happenings(story: Story, found: Sequence[Happening]) -> list[Happening]:
    """Each distinct happening once: same type, parties that agree, days and modality that do not clash; the fullest mention stays,
    its gaps filled."""
    words = story.lexicon.words
    sequence, answering = words["sequence"], words["answering"]
    kept: list[Happening] = []
    of_type: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_REACH))
    for one in found:
        near = [(i, kept[i]) for i in of_type[one.type]]
        if one.match.tag.form == "weak" and any(k.match.tag.form == "reciprocal" and k.sentence is one.sentence for _, k in near):
            continue  # `terlibat kontak tembak dengan pemberontak, menewaskan empat orang`: what came of it
        opened = opens_noun(story, one.sentence, one.match.first)
        if any(is_raid_of(words, kept[i], one, opened) for i in of_type["COERCE"]):
            continue
        part = next((i for i, k in reversed(near) if _is_part(story, k, one)), None)
        told = () if is_parted_by_time(words, one) else near
        same = (i for i, k in told if _is_same(k, one) and not is_another_kind(words, k, one))
        index = part if part is not None else next((i for i in same if not _is_sequence(kept[i], one, sequence, answering)), None)
        if index is None:
            of_type[one.type].append(len(kept))
            kept.append(one)
            continue
        old = kept[index]
        stays = old.weight > one.weight or (old.weight == one.weight and old.sentence.paragraph > 0)
        stays = stays and not _is_spelt_out(old, one)  # what spells the lead out is the fuller mention
        if part is not None and index == part:
            stays = not one.is_mutual or old.is_mutual or old.match.voice == "active"
            one = one if is_how(story, old, one) else _without_struck(old, one)
            old = _with_read(old, one)
        better, other = (old, one) if stays else (one, old)
        kept[index] = replace(
            better,
            began_on=better.began_on or other.began_on,
            ended_on=better.ended_on or other.ended_on,
            place=better.place or other.place,
            actors=better.actors or other.actors,
            recipients=better.recipients or (() if better.is_mutual else other.recipients),
            evidence=_evidence_of_both(better, other),
        )
    return kept


def _is_part(story: Story, old: Happening, one: Happening) -> bool:
    """Whether one of two mentions in a sentence tells what came of the other."""
    if old.sentence is not one.sentence:
        return False
    words, opened = story.lexicon.words, opens_noun(story, one.sentence, one.match.first)
    if is_how(story, old, one):
        return True
    if is_means(words, old, one, opens_noun(story, old.sentence, old.match.first)):
        return True
    return is_outcome(words, old, one) or is_within_deed(words, old, one, opened)


def _without_struck(deed: Happening, come: Happening) -> Happening:
    """`bom itu menghantam konvoi NATO, menewaskan …`: who stands between what was done and what came of it was struck, and did not
    do it."""
    doer = dict(come.evidence).get("actors")
    if doer is None or come.is_mutual or not deed.trigger.end <= doer.start < come.trigger.start:
        return come
    return replace(come, actors=(), evidence=tuple(e for e in come.evidence if e[0] != "actors"))


def _with_read(deed: Happening, come: Happening) -> Happening:
    """`fired grenades at a car, killing two Fatah members`: a side that only what came of it names goes before an inferred one."""
    told, named = dict(deed.evidence), dict(come.evidence)
    if come.is_mutual:
        return deed
    actors = come.actors if "actors" in named and "actors" not in told and come.actors else deed.actors
    recipients = come.recipients if "recipients" in named and "recipients" not in told and come.recipients else deed.recipients
    return replace(deed, actors=actors, recipients=tuple(r for r in recipients if r not in actors))


def _evidence_of_both(better: Happening, other: Happening) -> tuple[tuple[str, Span], ...]:
    """The better mention's words, and the other's for the slots it fills."""
    filled = ("began_on", "ended_on", "place", "actors", "recipients")
    empty = [slot for slot in filled if not getattr(better, slot)]
    return (*better.evidence, *((slot, span) for slot, span in other.evidence if slot in empty))


def _is_same(a: Happening, b: Happening) -> bool:
    """Whether two mentions tell one happening: one type, sides of which one includes the other, and nothing that tells them apart."""
    dated = bool(a.began_on and b.began_on)
    if a.type != b.type or a.recurs != b.recurs or (dated and (a.began_on, a.ended_on) != (b.began_on, b.ended_on)):
        return False
    if _counts_others(a, b) or (a.is_unknown and b.actors) or (b.is_unknown and a.actors):
        return False
    near = b.sentence.paragraph - a.sentence.paragraph <= 1 and not (b.began_on or _has_own_place(b))
    spelt = _is_spelt_out(a, b)
    again = is_same_plan(a, b) or adds_nothing(a, b) or _is_retold(a, b) or spelt
    if not (b.is_reference or dated or near or a.sentence is b.sentence or again):
        return False
    bare = b.is_mutual and b.match.last - b.match.first == 1 and b.when is None and b.match.shape != "v"
    if a.type == "ASSAULT" and a.is_mutual != b.is_mutual and not bare:
        return False  # `the two exchanged fire` tells more than that one of them attacked
    if a.modality != b.modality and {a.modality, b.modality} & {"future", "negated", "hypothetical"}:
        return False
    if a.type == "CONSULT" and a.sentence is b.sentence:  # `visited Riyadh for talks with the Crown Prince`
        if not _is_within((*a.actors, *a.recipients), (*b.actors, *b.recipients)):
            return False
    elif any(_are_foes(*sides) or not _is_within(*sides) for sides in ((a.actors, b.actors), (a.recipients, b.recipients))):
        return False
    apart = a.place and b.place and _has_own_place(b) and a.place.words.lower() != b.place.words.lower()
    return b.is_reference or dated or spelt or not apart


def _is_spelt_out(a: Happening, b: Happening) -> bool:
    """`Gunmen kidnapped a foreigner in southern Nigeria … They kidnapped the man in Mbiama`: the same verb again, of the same sides,
    that spells out what the lead told."""
    if a.sentence.paragraph != 0 or b.sentence is a.sentence or not set(a.roots) & set(b.roots) or a.modality != b.modality:
        return False
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    whole = all({plain(c) for c in x} == {plain(c) for c in y} for x, y in sides if x and y) and bool(a.recipients and b.recipients)
    land = a.place is None or b.place is None or a.place.code == b.place.code
    return whole and land


def _counts_others(a: Happening, b: Happening) -> bool:
    """`exchanged 175 prisoners`, `also handed over 22 wounded prisoners`: words that count others tell another deed."""
    first, second = ({t.text for t in one.sentence.tokens[one.match.first : one.match.last] if t.text.isdecimal()} for one in (a, b))
    return bool(first and second) and first != second


def _has_own_place(one: Happening) -> bool:
    """Whether its own sentence names where it happened: not `di kota itu`."""
    return one.place is not None and one.place.span.overlaps(one.sentence.span)


def _is_retold(a: Happening, b: Happening) -> bool:
    """`They were kidnapped …`, `the nine workers were kidnapped`: the same verb again, done to those it was told of before."""
    if b.when is not None or not b.points or {a.match.shape, b.match.shape} != {"v"}:
        return False
    return bool(set(a.roots) & set(b.roots)) and bool(a.recipients) and a.recipients == b.recipients


def _is_sequence(a: Happening, b: Happening, sequence: frozenset[str], answering: frozenset[str]) -> bool:
    """`kidnapped three workers after they set fire to their car`: one act after another is two."""
    if a.sentence is not b.sentence:
        return False
    low, high = sorted((a.match, b.match))
    between = a.sentence.tokens[low.last : high.first]
    if any(t.lower in answering for t in between):
        return True  # `bombed Beirut in retaliation for a rocket attack`
    if {a.match.shape, b.match.shape} != {"v"}:
        return False
    opened = next((i for i, t in enumerate(between) if t.lower in sequence), None)
    if opened is None:
        return False
    strong = {a.match.tag.form, b.match.tag.form} <= {"verbs", "phrases"}
    return strong or all(t.text != "," for t in between[opened:])  # not `bombed a base before dawn, wounding 17`


def _is_within(a: Sequence[str], b: Sequence[str]) -> bool:
    left, right = {plain(c) for c in a}, {plain(c) for c in b}
    return left <= right or right <= left


def _are_foes(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one deed is the rebels' and the other their state's own."""
    left, right = set(a), set(b)
    return any(f"{c}_OPP" in right - left for c in left - right) or any(f"{c}_OPP" in left - right for c in right - left)
