"""Figures of harm: numbers counted with people beside a word of harm, whose they are, new or total, as of when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pantau.extract.actors import FORCES, plain
from pantau.extract.casualty_people import people_of
from pantau.extract.casualty_period import period_of
from pantau.extract.casualty_same import NAMED, is_additional, is_beside, is_elsewhere, is_of_another, is_same, says_less
from pantau.extract.casualty_sources import source_of
from pantau.extract.clauses import clause_of
from pantau.extract.counted import Counted, find_counted
from pantau.extract.counted_harm import find_harm
from pantau.extract.happenings import Happening
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.said import Said
from pantau.extract.story import Story
from pantau.extract.times import when
from pantau.extract.unreal import lacks_evidence
from pantau.extract.view import Sentence
from pantau.model import Span


@dataclass(frozen=True)
class Figure:
    """One figure before it becomes a record."""

    sentence: Sentence
    trigger: Span
    party: str | None
    category: str
    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    measure: str
    began_on: date | None
    as_of: date | None
    claimant: str | None
    evidence: tuple[tuple[str, Span], ...]
    inferred: tuple[tuple[str, str], ...]
    rule: str


class Scene(NamedTuple):
    """What a figure is read against: the sentence, who says what and what happened on the page, and the figures before."""

    story: Story
    sentence: Sentence
    said: Sequence[Said]
    happenings: Sequence[Happening]
    found: Sequence[Figure]

    def teller(self, at: int) -> Said | None:
        """The act of speech whose content holds an offset."""
        return next((s for s in self.said if s.content.start <= at < s.content.end), None)

    @property
    def last(self) -> Figure | None:
        """The figure before, of this paragraph or the one before it."""
        return next((f for f in reversed(self.found) if f.sentence.paragraph >= self.sentence.paragraph - 1), None)


def find_figures(story: Story, said: Sequence[Said], happenings: Sequence[Happening]) -> list[Figure]:
    """All figures of harm in the article, a restated one once."""
    found: list[Figure] = []
    for sentence in story.view.sentences:
        harms = () if story.setting.is_mishap(sentence) else _done(story, sentence)
        scene, whole = Scene(story, sentence, said, happenings, found), None
        for counted in find_counted(story, sentence) if harms else ():
            harm = find_harm(story, sentence, counted, harms) or (whole if _opens_part(sentence, counted) else None)
            whole = harm or whole
            figure = _read(scene, counted, harm) if harm is not None and not _points_back(scene, counted, harm) else None
            if figure is not None:
                _add(story, found, figure)
        for figure in _named(scene, harms):
            _add(story, found, figure)
    return found


def _opens_part(sentence: Sentence, counted: Counted) -> bool:
    """`korban tewas menjadi 28 orang, termasuk tiga anak`: whether people counted are a part of the figure before them."""
    return counted.has_noun and any(m.last == counted.first for m in sentence.layer("part"))


def _points_back(scene: Scene, counted: Counted, harm: Match) -> bool:
    """`kelima orang yang ditangkap itu`, `the five were killed on Sunday`: whether a figure points at people counted before."""
    before = [f for f in scene.found if f.low == counted.number.low]
    if counted.number.ordinal:
        return bool(before)
    words, at = scene.story.lexicon.words, counted.first
    led = {t.lower for t in scene.sentence.tokens[max(0, at - 1) : at + 1]}
    bare = not counted.has_noun and bool(led & words["defining"]) and counted.number.qualifier == "exact"
    told = scene.sentence.tokens[counted.first : counted.last + 1]
    pointed = not words["genitives"] and counted.last - at < len(told) and told[-1].lower in words["demonstratives"]
    bare = bare or (pointed and not any(t.lower in words["another_behind"] for t in told))  # `lima tentara itu`
    return bare and any(f.outcome == harm.tag.name and f.sentence is not scene.sentence for f in before)


def _done(story: Story, sentence: Sentence) -> tuple[Match, ...]:
    """The words of harm of a sentence without those that were only tried."""
    return tuple(harm for harm in sentence.layer("harm") if not _is_tried(story, sentence, harm))


def _is_tried(story: Story, sentence: Sentence, harm: Match) -> bool:
    """`berusaha menculik`, `tried to kill`: whether somebody set out to do it, and no more is told."""
    words, tokens, at = story.lexicon.words, sentence.tokens, harm.first - 1
    if at > 0 and tokens[at].lower in words["purpose"]:
        at -= 1
    return at >= 0 and tokens[at].lower in words["attempting"]


def _add(story: Story, found: list[Figure], figure: Figure) -> None:
    """A restated figure counts once: where the lead gave it, the fuller mention behind takes its place."""
    apart = is_of_another(story.lexicon.words, figure.sentence)
    told = (i for i, f in enumerate(found) if is_same(figure, f) and not _are_two(story, figure, f))
    index = None if apart else next(told, None)
    if index is None:
        found.append(figure)
    elif found[index].sentence.paragraph == 0 < figure.sentence.paragraph and figure.high == found[index].high:
        found[index] = figure if not says_less(story, figure, found[index]) else found[index]


def _are_two(story: Story, figure: Figure, earlier: Figure) -> bool:
    """Whether equal figures tell of two harms: in one sentence, at another place, `another soldier`."""
    if is_beside(figure, earlier) or is_elsewhere(story, figure, earlier):
        return True
    return is_additional(story.lexicon.words, figure, earlier)


def _read(scene: Scene, counted: Counted, harm: Match) -> Figure | None:
    sentence, number = scene.sentence, counted.number
    start = sentence.token_at(number.span.start)
    trigger = sentence.span_of(start, max(counted.last, sentence.token_at(number.span.end)))
    if any(_names_speaker(s, trigger) for s in scene.said):
        return None
    teller = scene.teller(trigger.start)
    if teller is None and scene.teller(sentence.tokens[harm.first].start) is not None and not counted.reaches:
        return None  # `"We lost 12 fighters," a rebel spokesman said`
    if _is_supposed(scene, harm) or _is_set_free(sentence, counted, harm) or _is_apposed(scene, counted, harm):
        return None
    party, category, seen, how = people_of(scene, counted, teller, harm)
    outcome = harm.tag.name
    if outcome == "displaced" and (category == "military" or _are_held(sentence, counted)):
        return None  # `tentara dipindahkan ke Kandahar`, `40 prisoners were moved`: no people who lost their homes
    if _is_part_of_kind(scene, counted, party, category):
        return None
    if category == "unspecified" and outcome in ("killed", "wounded") and _is_among_civilians(scene, teller):
        category = "civilian"
    holders, states = _holders(scene), scene.story.states
    fighter = counted.mention is not None and "militant" in counted.mention.roles  # militants held are detainees
    others = party not in map(plain, holders) and (party in states or not party)
    if outcome == "detained" and category == "military" and not fighter and others:
        outcome = "captured"  # soldiers taken by the other side are prisoners, not detainees
    elif outcome == "captured" and category == "civilian" and harm.form_is_verb and holders and holders <= states:
        outcome = "detained"  # `security forces seized 19 activists`
    kept = (h for h in sentence.layer("harm") if h.tag.form == "nouns" and counted.first <= h.first < counted.last)
    if outcome == "detained" and any(h.tag.name == "captured" for h in kept):
        outcome = "captured"  # `60 sandera masih ditahan`
    period = period_of(scene, harm, number.low, counted.first)
    source = source_of(scene, counted) if teller is None else None
    speaker = teller.speaker if teller and teller.actor.code else source[1] if source else None
    high = number.span if number.high is not None else None
    words = {"high": high, "qualifier": number.whole, "party": seen, "claimant": speaker}
    words |= {"began_on": period.began_words, "as_of": period.as_of_words}
    read = tuple((slot, span) for slot, span in words.items() if span is not None)
    evidence = (("low", number.span), ("outcome", sentence.span_of(harm.first, harm.last)), *read)
    return Figure(
        sentence,
        trigger,
        party,
        "civilian" if outcome == "displaced" else category,
        outcome,
        _whole(number.low),
        _whole(number.high),
        number.qualifier,
        period.measure,
        period.began_on,
        period.as_of,
        teller.actor.code if teller else source[0] if source else None,
        evidence,
        (*((("party", how),) if how else ()), *period.inferred),
        f"casualty.{harm.tag.form}",
    )


def _are_held(sentence: Sentence, counted: Counted) -> bool:
    """Whether prisoners or hostages are counted."""
    held = (h for h in sentence.layer("harm") if h.tag.form == "nouns" and counted.first <= h.first < counted.last)
    return any(h.tag.name in ("captured", "detained") for h in held)


def _is_supposed(scene: Scene, harm: Match) -> bool:
    """`If he is killed, …`, `no evidence that he had died`: harm on a condition, or of which nothing is known, has befallen nobody."""
    if lacks_evidence(scene.story, scene.sentence, harm.first):
        return True
    opener = clause_of(scene.story, scene.sentence, harm.first, harm.last).opener
    return opener in scene.story.lexicon.words["conditions"]


def _is_set_free(sentence: Sentence, counted: Counted, harm: Match) -> bool:
    """`freed 12 hostages`, `membebaskan 10 sandera`, `killing 33 and freeing 354 hostages`: those let go are no figure of harm anew."""
    freed = [m for m in sentence.layer("event") if m.tag.name == "RETREAT" and m.shape == "v"]
    if harm.tag.form != "nouns" or harm.tag.name not in ("captured", "detained"):
        freed = [m for m in freed if m.first >= harm.last]  # the verb of harm has another object
    return any(m.first < counted.first and counted.first - m.last <= _NEAR_FREED for m in freed)


_NEAR_FREED = 2
"""Words between a verb of letting go and the people counted: `released all 10 of the hostages`."""


def _is_apposed(scene: Scene, counted: Counted, harm: Match) -> bool:
    """`killed X, a member of parliament`: a noun with an article behind the name and comma of who was killed says who he is."""
    tokens, at = scene.sentence.tokens, counted.first
    if counted.number.low != 1 or at < 2 or tokens[at - 1].text != "," or harm.last > at - 1:
        return False
    named = (m for m in scene.story.mentions(scene.sentence) if m.last == at - 1 and m.name is not None)
    return any(harm.last <= m.first for m in named)


def _is_part_of_kind(scene: Scene, counted: Counted, party: str | None, category: str) -> bool:
    """`20 foreigners, including several journalists`: a part of the figure before it that is of no other party or category."""
    last, at = scene.last, counted.first
    part = any(m.last == at for m in scene.sentence.layer("part"))
    if not part or last is None or last.sentence is not scene.sentence or category == "unspecified":
        return False
    spans = (scene.sentence.span_of(m.first, m.last) for m in scene.sentence.layer("victim") if m.tag.name == category)
    own = any(span.overlaps(last.trigger) for span in spans)  # not of `10 orang, termasuk empat anak`
    return own and last.category == category and (last.party == party or counted.mention is None)


def _is_among_civilians(scene: Scene, teller: Said | None) -> bool:
    """`menewaskan 10 orang di sebuah pasar`, `22 orang, termasuk perempuan dan anak-anak`: a place or occasion of civilians, and no
    fighters told of."""
    words, sentence = scene.story.lexicon.words["civil_scenes"], scene.sentence
    numbers = (n for n in scene.story.numbers(sentence) if n.low != 1)  # `seorang pembom menewaskan 14 orang`
    opening = {sentence.token_at(n.span.end) for n in numbers} | {m.last for m in sentence.layer("part")}
    fighters = (m for m in sentence.layer("victim") if m.tag.name == "military")
    told = teller.content if teller is not None else sentence.span
    place = any(t.lower in words and told.start <= t.start < told.end for t in sentence.tokens)
    return (place or _counts_civilians(scene)) and not any(m.first in opening for m in fighters)


def _counts_civilians(scene: Scene) -> bool:
    """`10 orang, termasuk empat anak`: whether women or children are told to be among those counted."""
    sentence, words = scene.sentence, scene.story.lexicon.words["dependants"]
    opened = {m.last for m in sentence.layer("part")}
    numbers = scene.story.numbers(sentence) if opened else []
    opened |= {sentence.token_at(n.span.end) for n in numbers if sentence.token_at(n.whole.start) in opened}
    return any(at < len(sentence.tokens) and sentence.tokens[at].lower in words for at in opened)


def _names_speaker(said: Said, trigger: Span) -> bool:
    """Whether people are they who say it: `…, police and two witnesses told Reuters`."""
    if said.speaker and said.speaker.overlaps(trigger):
        return True
    return said.rule == "claim.closing" and said.content.end <= trigger.start < said.trigger.start


def _holders(scene: Scene) -> set[str]:
    """The parties that seize or arrest in the sentence; empty where none is named."""
    return {a for h in scene.happenings if h.sentence is scene.sentence and h.type in ("COERCE", "ASSAULT") for a in h.actors}


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None else None


def _death_of(scene: Scene, mention: Mention, deaths: Sequence[Match]) -> Match | None:
    """The word that tells of a named person's death: behind him (`X tewas`, `X (68), ditembak mati`, `X, yang tewas`), or before
    him where it happened (`serangan itu menewaskan X`)."""
    words, tokens = scene.story.lexicon.words, scene.sentence.tokens
    for harm in deaths:
        does = harm.voice == "active" and harm.shape == "v"
        if does and (mention.first == harm.last or _is_led_up_to(scene, harm, mention)):
            told = (h for h in scene.happenings if h.sentence is scene.sentence and h.type == "ASSAULT")
            if any(h.modality == "occurred" for h in told) and tokens[harm.first - 1].lower not in words["purpose"]:
                return harm
        if does or harm.first < mention.last:
            continue
        between = [t for t in tokens[mention.last : harm.first] if not (t.text in "()," or t.text.isdecimal())]
        aside = harm.first - mention.last - len(between)
        relative = len(between) == 1 and between[0].lower in words["relative"]
        apposed = aside == 1 and mention.first > 0 and tokens[mention.first - 1].text == "," == tokens[mention.last].text
        apposed = apposed and all(t.lower in words["being"] for t in between)  # `its leader, X, was killed`
        if aside and not relative and not apposed and (between or tokens[harm.first - 1].text not in "),"):
            continue
        if len(between) <= MOST_BETWEEN and all(t.is_word and t.lower not in words["negation"] for t in between):
            return harm
    return None


def _is_led_up_to(scene: Scene, harm: Match, mention: Mention) -> bool:
    """`killed Sunni tribal leader X`, where describing words stand before their noun: only such words stand between."""
    words, between = scene.story.lexicon.words, scene.sentence.tokens[harm.last : mention.first]
    if not words["genitives"] or not 0 < len(between) <= MOST_BETWEEN or not mention.roles:
        return False
    jobs = words["oblique"] | words["coordinators"] | words["articles"] | words["clause_openers"] | words["pronouns"]
    return all(t.is_word and t.lower not in jobs for t in between)


def _first_of_two(scene: Scene, mention: Mention) -> int | None:
    """Where the persons begin of whom a name is the last: `Uday dan Qusay tewas` tells of two; None where the word joined to it is
    no person's name (`pejuang Uzbek dan Chechen`)."""
    tokens, words = scene.sentence.tokens, scene.story.lexicon.words
    if not mention.first or tokens[mention.first - 1].lower not in words["coordinators"]:
        return mention.first
    other = next((m for m in scene.story.mentions(scene.sentence) if m.last == mention.first - 1), None)
    return other.first if other is not None and other.name is not None else None


MOST_BETWEEN = 2
"""Words between a name and what befell its bearer: `X dilaporkan telah tewas`."""


def _apposed_roles(scene: Scene, mention: Mention) -> tuple[str, ...]:
    """`Komandan Markas Besar, Ali Shadmani, tewas`: what the one between commas is, by the words before his name."""
    at, roles = mention.first - 1, list[str]()
    if at < 1 or scene.sentence.tokens[at].text != "," or mention.roles:
        return ()
    for before in reversed(scene.story.mentions(scene.sentence)):
        if before.last == at:
            at, roles = before.first, [*before.roles, *roles]
    return tuple(roles)


def _is_among(sentence: Sentence, figure: Figure, mention: Mention) -> bool:
    """`Empat perwira, termasuk Kolonel X, tewas`: whether a name only tells who is among those counted before it."""
    end = sentence.token_at(figure.trigger.end)
    return figure.outcome == "killed" and any(end <= m.first and m.last <= mention.first for m in sentence.layer("part"))


def _named(scene: Scene, harms: Sequence[Match]) -> list[Figure]:
    """A person killed who is named without a figure counts one: `Mohammed Sinwar tewas dalam serangan udara`."""
    story, sentence = scene.story, scene.sentence
    named: list[Figure] = []
    deaths = [h for h in harms if h.tag.name == "killed" and h.tag.form != "nouns"]
    for mention in story.mentions(sentence) if deaths else ():
        harm = _death_of(scene, mention, deaths) if mention.name is not None and not mention.preposition else None
        if harm is None or _is_supposed(scene, harm):
            continue
        if any(f.sentence is sentence and (f.trigger.overlaps(mention.span) or _is_among(sentence, f, mention)) for f in scene.found):
            continue
        first = _first_of_two(scene, mention)
        if first is None:
            continue
        actor, teller = story.actor(mention, sentence), scene.teller(mention.span.start)
        began, ended, _, day = when(story, sentence, harm.first, harm.last)
        armed = bool(FORCES & {*mention.roles, *_apposed_roles(scene, mention)}) or actor.code in story.armed
        named.append(
            Figure(
                sentence,
                sentence.span_of(min(first, harm.first), max(mention.last, harm.last)),
                plain(actor.code) or next((p.code for at, p in story.located(sentence) if at >= harm.last - 1 and p.code), None),
                "military" if armed else "unspecified",
                "killed",
                1 + (first < mention.first),
                1 + (first < mention.first),
                "exact",
                "new",
                began,
                ended,
                teller.actor.code if teller else None,
                (
                    ("party", mention.span),
                    ("outcome", sentence.span_of(harm.first, harm.last)),
                    *((("began_on", day),) if day is not None else ()),
                    *((("as_of", day),) if day is not None and ended else ()),
                    *((("claimant", teller.speaker),) if teller and teller.speaker and teller.actor.code else ()),
                ),
                (("low", "a person named"), ("high", "a person named"), ("qualifier", "a person named")),
                NAMED,
            )
        )
    return named
