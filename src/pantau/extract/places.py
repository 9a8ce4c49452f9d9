"""Where: the place a trigger happens at, as the words give it, and the state it lies in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pantau.extract.actors import plain
from pantau.extract.elsewhere import (
    is_land,
    is_matter,
    is_memory,
    is_of_hearers,
    is_owner_of_target,
    is_protested,
    is_rulers,
    is_whence,
)
from pantau.extract.patterns import Match
from pantau.extract.place_phrases import past_kind, read_phrase
from pantau.extract.view import Sentence
from pantau.model import Span

if TYPE_CHECKING:
    from pantau.extract.clauses import Clause
    from pantau.extract.story import Story


_COMPOUND = re.compile(r"-[a-z]+$")  # `an Oscar-winning actor`: what describes is no place; `Port-au-Prince` is one


class Located(NamedTuple):
    """A place phrase: its span, its words as written and the code of the state or territory it lies in (None: unknown)."""

    span: Span
    words: str
    code: str | None


def find_located(
    story: Story, sentence: Sentence, match: Match, told: Span | None = None, clause: Clause | None = None
) -> Located | None:
    """The place of a trigger: the nearest place phrase behind it in the sentence, else before it; of what is told within a message
    (`told`) no place where it was said. Force is not used where what strikes comes from (`a missile fired from Yemen`)."""
    first, last, places = match.first, match.last, story.located(sentence) or _pointed_place(story, sentence)
    held_by = {i for m in story.mentions(sentence) for i in range(m.first + 1, m.last)}  # `mitranya dari Rusia` is not met in Russia
    places = [(at, p) for at, p in places if at not in held_by]
    if told is not None:
        places = [(at, p) for at, p in places if told.start <= sentence.tokens[at].start < told.end]
    else:  # `called off the truce, saying rebels had attacked in Assam`
        begun = sentence.tokens[first].start
        said = [span for span, _ in story.told or () if span.start > begun and span.overlaps(sentence.span)]
        places = [(at, p) for at, p in places if not any(span.start <= sentence.tokens[at].start < span.end for span in said)]
    if match.tag.name == "ASSAULT":
        sent = story.lexicon.words["sent_from"]
        places = [(at, p) for at, p in places if f"{sentence.tokens[at - 1].lower} {sentence.tokens[at].lower}" not in sent or not at]
        places = [(at, p) for at, p in places if not is_whence(story, sentence, match, at, p)]
    places = [(at, p) for at, p in places if not is_owner_of_target(story, sentence, at, p)]
    places = [(at, p) for at, p in places if not (at > last and is_memory(story, sentence, at))]
    places = [(at, p) for at, p in places if not is_rulers(story, sentence, at)] or places
    places = [(at, p) for at, p in places if not is_of_hearers(story, sentence, at)]
    places = [(at, p) for at, p in places if not _is_measured(story, sentence, at)] or places
    if match.tag.name in ("CONSULT", "AGREE"):  # `talks on Syria in Geneva`: what they are about is not where they are
        places = [(at, p) for at, p in places if sentence.tokens[at].lower not in story.lexicon.words["topics"]]
        places = [(at, p) for at, p in places if not is_matter(story, sentence, match, at, p)]
    if match.tag.name == "AID":  # `menerima dana dari Iran`: where it comes from
        places = [(at, p) for at, p in places if sentence.tokens[at].lower not in story.lexicon.words["from_agent"]]
    if (scene := _of_relative(story, sentence, clause, places)) is not None:
        return scene
    held = sentence.tokens[last - 1].lower in story.lexicon.words["place_prepositions"]  # `tiba di Lebanon`: the pattern holds it
    inside = [p for at, p in places if first < at < last]  # `tiba di Kairo untuk merundingkan`
    after = [*inside, *(p for at, p in places if at >= last - held and not _is_of_another(story, sentence, match, at))]
    before = [p for at, p in places if at < first] if not is_protested(story, sentence, match) else []
    if after and _is_parted(story, sentence, last, after[0]) and (before or _is_long_after(story, sentence, last, after[0])):
        return _most_exact(sentence, before) if before else None
    if clause is not None and before and after:
        near = [p for at, p in places if last - held <= at < clause.last]
        own = [p for at, p in places if clause.first <= at < first]
        if not near and own:
            return own[-1]  # `In Mosul, gunmen killed a man who came from northern Iraq`
    return after[0] if after else _most_exact(sentence, before) if before else None


def _most_exact(sentence: Sentence, places: list[Located]) -> Located:
    """`in Borno state in northeastern Nigeria when …`: of places one behind the other the last, without the land that holds it."""
    last = places[-1]
    if len(places) < 2 or not is_land(sentence, last.span) or is_land(sentence, places[-2].span):
        return last
    gap = sentence.token_at(last.span.start) - sentence.token_at(places[-2].span.end)
    return places[-2] if gap <= _NEAR_LAND else last


_NEAR_LAND = 3
"""Words between a place and the land that holds it: `Borno state in northern Nigeria`."""


def _is_of_another(story: Story, sentence: Sentence, match: Match, at: int) -> bool:
    """`meet Howard, who has complained about the prisoner held at Guantanamo`: whether a relative clause about somebody, with a verb
    of its own, stands between a deed and a place; not where it only says where he is (`a hall that stands in Cairo`)."""
    words, tokens = story.lexicon.words, sentence.tokens
    opened = next((i for i in range(match.last, at) if tokens[i].lower in words["relating"]), None)
    if opened is None:
        return False
    verbs = [m for m in sentence.layer("event", "speech", "harm") if opened < m.first < at and m.shape == "v"]
    return bool(verbs)


def _of_relative(story: Story, sentence: Sentence, clause: Clause | None, places: list[tuple[int, Located]]) -> Located | None:
    """`in Hilla, south of the capital, where two bombers struck`, `di Hilla, tempat dua pengebom …`: the place that a relative clause
    of place tells of; None where the clause is of another kind or no place stands near before it."""
    words, tokens = story.lexicon.words, sentence.tokens
    if clause is None or clause.opener not in words["where"] or not clause.first:
        return None
    run = [p for at, p in places if at < clause.first and clause.first - at <= _FAR_WHERE and tokens[at].lower in words["scene"]]
    return run[-1] if run else None


_FAR_WHERE = 9
"""Words between the place and `where`, with what tells where it lies."""


def _pointed_place(story: Story, sentence: Sentence) -> list[tuple[int, Located]]:
    """`di kota itu`, `di wilayah tersebut`: the place named last, up to three sentences before."""
    words, tokens = story.lexicon.words, sentence.tokens
    for at in range(len(tokens) - 2):
        pointed = tokens[at + 1].lower in words["place_nouns"] and tokens[at + 2].lower in words["demonstratives"]
        if pointed and tokens[at].lower in words["locatives"]:
            before = (story.view.sentences[n] for n in range(sentence.number - 1, max(-1, sentence.number - 4), -1))
            named = ([p for i, p in story.located(one) if not _is_measured(story, one, i)] for one in before)
            return [(at, found[-1]) for found in named if found][:1]
    return []


def _is_parted(story: Story, sentence: Sentence, last: int, place: Located) -> bool:
    """`arrested in Lima after a bomb exploded in Cuzco`: between a deed and a place behind it a clause opens about something else."""
    words = story.lexicon.words
    between = itertools.takewhile(lambda t: t.start < place.span.start, sentence.tokens[last:])
    return any(t.lower in words["told_later"] or t.lower in words["causing"] for t in between)


def _is_long_after(story: Story, sentence: Sentence, last: int, place: Located) -> bool:
    """`occurred just over a year after the bombing in Samarra`: whether a length of time parts a deed from what happened at a place."""
    words = story.lexicon.words
    between = list(itertools.takewhile(lambda t: t.start < place.span.start, sentence.tokens[last:]))
    pairs = itertools.pairwise(t.lower for t in between)
    return any(b in words["told_later"] and a in words["time_spans"] for a, b in pairs)


def _is_measured(story: Story, sentence: Sentence, at: int) -> bool:
    """`west of Ramadi, 110 kilometres west of Baghdad`: what a distance is measured from is where nothing happened."""
    near = sentence.tokens[max(0, at - _NEAR_UNIT) : at]
    return any(t.lower in story.lexicon.words["distance_units"] for t in near) and not any(t.text == "," for t in near[1:])


_NEAR_UNIT = 4
"""Tokens between a unit of length and what the distance is measured from: `kilometres ( 263 miles ) south of`."""


def find_places(story: Story, sentence: Sentence) -> list[tuple[int, Located]]:
    """Every place phrase of a sentence with the index of its first token: names after di/ke/dari/near words, with lower-case
    directions behind."""
    found: list[tuple[int, Located]] = []
    turning = story.lexicon.words["turning_to"]  # `turning to Russia for help`, `berpaling ke Rusia`
    for i in range(len(sentence.tokens)):
        opened = _opens(story, sentence, i) if not i or sentence.tokens[i - 1].lower not in turning else None
        phrase = read_phrase(story, sentence, *opened) if opened is not None else None
        located = _locate(story, sentence, i, phrase) if phrase is not None else None
        if located is not None:
            found.append((i, located))
    found = [(i, _within(story, sentence, place)) for i, place in found]
    return [(i, _near_others(story, sentence, place, found)) for i, place in found]


def _near_others(story: Story, sentence: Sentence, place: Located, found: Sequence[tuple[int, Located]]) -> Located:
    """`In Baghdad, … in the district of Dura`: a lesser place that the map finds in a land the page names nowhere lies where the other
    places of its sentence do."""
    named = story.sides.codes
    known = is_land(sentence, place.span) or sentence.token_at(place.span.start) in sentence.named
    if place.code is None or named[place.code] or known:
        return place
    towns = (p for _, p in found if p is not place and not is_land(sentence, p.span))
    other = next((p.code for p in towns if p.code and named[p.code]), None)
    return place._replace(code=other) if other is not None else place


def _within(story: Story, sentence: Sentence, place: Located) -> Located:
    """`Solhan in northern Burkina Faso`, `Hama, Syria, on Monday`: the state named directly behind a place is where it lies, whatever
    other lands have a place of that name."""
    words, tokens, end = story.lexicon.words, sentence.tokens, sentence.token_at(place.span.end)
    if end + 1 >= len(tokens) or is_land(sentence, place.span):
        return place
    at = end + 1
    while at < len(tokens) and tokens[at].lower in words["directions"]:
        at += 1
    land = sentence.named.get(at)
    if land is None or land.named.kind != "state" or land.named.name in story.lexicon.names.demonyms:
        return place
    apart = tokens[end].text == "," and land.last < len(tokens) and tokens[land.last].text in ",."
    held = tokens[end].lower in words["scene"]
    return place._replace(code=plain(land.named.code)) if apart or held else place


def _opens(story: Story, sentence: Sentence, i: int) -> tuple[int, int] | None:
    """Where the phrase behind a place preposition starts, and its name; None where no name of a place follows."""
    words, tokens = story.lexicon.words, sentence.tokens
    token = tokens[i]
    beside = i > 0 and token.lower in words["place_links"] and tokens[i - 1].lower in words["compass"]  # `south of Baghdad`
    if not beside and (token.lower not in words["opens_place"] or (token.is_capital and i)):
        return None
    if token.lower in words["origins"] and any(m.first < i < m.last for m in story.mentions(sentence)):
        return None  # `jurnalis dari Australia`: whose he is, not where
    if token.lower in words["partitive"] and _is_whose(story, sentence, i):
        return None
    at, inside, telling = i + 1, words["inside_place"], words["place_describing"]  # `kota tua Hebron`, `kamp pengungsi Jenin`
    while at < len(tokens) and not tokens[at].is_capital:
        counted = at == i + 1 and tokens[at].lower in words["counting"]  # `di tiga hotel Kabul`
        if not counted and tokens[at].lower not in inside and (at == i + 1 or tokens[at].lower not in telling):
            break
        at += 1
    if at + 1 < len(tokens) and tokens[at].text == "," and tokens[at - 1].lower in words["towns"] and at + 1 in sentence.named:
        at += 1  # `in the capital, Islamabad`
    at = past_kind(story, sentence, at)
    if at >= len(tokens) or not (tokens[at].is_capital and tokens[at].is_word):
        return None
    if tokens[at].lower in words["not_names"] and not _is_sea(story, sentence, at):
        return None
    if (
        (_COMPOUND.search(tokens[at].text) and at not in sentence.named)
        or _describes(story, sentence, at)
        or _is_kind(story, sentence, i, at)
    ):
        return None
    start = at
    while start > i + 1 and tokens[start - 1].lower in words["leading_directions"]:
        start -= 1
    return (i - 1 if beside else start), at


def _is_whose(story: Story, sentence: Sentence, i: int) -> bool:
    """`King Abdullah of Saudi Arabia`, `leaders of Kosovo`: whether the word at token `i` ties somebody to his land."""
    if not i or sentence.tokens[i - 1].lower in story.lexicon.words["place_nouns"] | story.lexicon.words["towns"]:
        return False  # `the state of Assam`
    return any(m.last == i and (m.roles or m.name is not None) for m in story.mentions(sentence))


def _is_sea(story: Story, sentence: Sentence, at: int) -> bool:
    """`ke Laut Karibia`: a noun of places written with a capital before another capital begins a place's name."""
    behind = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return sentence.tokens[at].lower in story.lexicon.words["place_nouns"] and behind is not None and behind.is_capital


def _locate(story: Story, sentence: Sentence, i: int, phrase: tuple[int, int, str | None]) -> Located | None:
    """The place of a phrase behind the preposition at token `i`; None for words that are as likely somebody as a place."""
    start, end, code = phrase
    words, tokens = story.lexicon.words, sentence.tokens
    if end - start > _LONGEST or end == start:
        return None
    code = _land_behind(story, sentence, start, end) or code
    while end - start > 1 and tokens[end - 1].text in words["place_kinds"]:
        end -= 1  # `in Uruzgan province`: its name is enough
    if end < phrase[1] and end - start == 1 and tokens[start].text in story.lexicon.names.demonyms:
        return None  # `a Palestinian state`
    behind = itertools.takewhile(lambda t: t.is_word and not t.is_capital, tokens[end : end + _NEAR_ISSUE])
    if any(t.lower in words["issues"] for t in behind):
        return None  # `in the Korean Peninsula nuclear issue`
    span = sentence.span_of(start, end)
    written = span.of(story.view.text)
    owns = end < len(tokens) and tokens[end].lower in words["genitives"]
    if owns and end - start == 1 and (tokens[start].lower in story.people or _owns_deed(sentence, start, end)):
        return None  # `at Rudd's request`, `the issue of Pyongyang's abductions`
    alone = end - start == 1 and start not in sentence.named and tokens[i].lower not in words["scene"]
    if alone and tokens[start].lower in story.setting.surnames:
        return None  # `aides to Zia`
    if code is None:
        site = tokens[start].lower in words["place_nouns"] and end - start > 1  # `di Istana Konstantinovsky`
        if not site and any(m.first <= start < m.last and m.tag.name in _OFFICES for m in sentence.layer("role")):
            return None  # `Secretary of State`, `opponents of President Mugabe`
        code = story.country_of(written) or _of_site(story, sentence, start, end)
        told = any(t.lower in words["place_nouns"] for t in tokens[i + 1 : end])
        if code is None and not told and (tokens[i].lower in words["place_sources"] or written.isupper() or len(written) < 3):
            return None
        kind = any(t.lower in words["place_nouns"] - words["articles"] for t in tokens[i + 1 : end])
        kind = kind or (i > 0 and tokens[i - 1].lower in words["towns"])  # `the town of Cabaret`
        if code is None and not kind and tokens[i].lower in words["partitive"] and tokens[start].lower not in words["compass"]:
            return None  # `a member of the Al-Ubada`
        if code is None and _is_no_place(story, sentence, i, start, end):
            return None
    return Located(span, written, code)


def _of_site(story: Story, sentence: Sentence, start: int, end: int) -> str | None:
    """`Frankfurt airport`, `Jenin refugee camp`: the land of the town that a site bears the name of."""
    tokens, last = sentence.tokens, end
    while last > start + 1 and tokens[last - 1].text.islower():
        last -= 1
    if last == end or tokens[end - 1].lower not in story.lexicon.words["place_nouns"]:
        return None  # `near a US army patrol`
    return story.country_of(sentence.span_of(start, last).of(story.view.text))


def _owns_deed(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a capital that owns the noun of a deed stands for its state."""
    named = sentence.named.get(start)
    capital = named is not None and named.named.kind in ("capital", "state")
    return capital and any(m.first == end + 1 and m.shape != "v" and m.tag.name != "none" for m in sentence.layer("event"))


def _land_behind(story: Story, sentence: Sentence, start: int, end: int) -> str | None:
    """`di Hyderabad, Pakistan selatan,`: the state told between commas behind a town is the one it lies in."""
    if start in sentence.named and sentence.named[start].named.kind == "state":
        return None
    for mention in story.mentions(sentence):
        if mention.first <= start < end < mention.last and sentence.tokens[end].text == ",":
            return next((plain(u.named.code) for u in mention.units if u.first > end and u.named and u.named.kind == "state"), None)
    return None


def _is_no_place(story: Story, sentence: Sentence, i: int, start: int, end: int) -> bool:
    """Whether unknown capitals behind the preposition at `i` name no place: `at a Shiite mosque`, `into a Tiger stronghold` (they
    describe), `at Rudd's request` (somebody's), `within the Non-Proliferation Treaty` (a paper or a body)."""
    words, tokens = story.lexicon.words, sentence.tokens
    behind = tokens[end] if end < len(tokens) else None
    if behind is not None and behind.lower in words["genitives"] | words["lands"]:
        return True  # `across the West African country`
    one = any(t.lower in words["single_articles"] for t in tokens[i + 1 : start + 1])
    if one and behind is not None and behind.is_word and behind.lower not in words["oblique"] | words["clause_openers"]:
        return True
    return any(t.lower in words["no_places"] for t in tokens[start:end])


_NEAR_ISSUE = 2
"""Words behind a place's name of which one may say that it only describes an issue."""
_OFFICES = ("official", "titles", "government", "organs")
"""Classes of nouns whose capitals are no place's."""
_LONGEST = 8
"""Tokens of the longest place phrase."""


def _is_kind(story: Story, sentence: Sentence, i: int, at: int) -> bool:
    """`footage of the Iraq war`: behind `of`, a land before a noun of a deed says which one, where such words stand before it."""
    found = sentence.named.get(at)
    of = sentence.tokens[i].lower in story.lexicon.words["partitive"] and bool(story.lexicon.words["genitives"])
    return found is not None and of and any(m.first == found.last and m.tag.name != "none" for m in sentence.layer("event"))


def _describes(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a demonym or name describes the noun behind it: `in Israeli custody`, `on US soldiers` tell no place."""
    tokens, names = sentence.tokens, story.lexicon.names
    found = sentence.named.get(at)
    if found is None:
        return False
    tied = found.last + 1 < len(tokens) and tokens[found.last].text == "-" and not tokens[found.last + 1].is_capital  # `US-led`
    owns = found.named.kind == "state" and bool(story.lexicon.words["genitives"])  # where owners stand before their noun
    whose = owns and any(m.first == found.last for m in sentence.layer("role"))
    return tied or whose or _is_tied_along(story, sentence, found.last) or (found.last - at == 1 and tokens[at].text in names.demonyms)


def _is_tied_along(story: Story, sentence: Sentence, last: int) -> bool:
    """`a US and EU-led boycott`: whether a name that ends at token `last` is joined to one that a hyphen ties to what it describes."""
    tokens = sentence.tokens
    if last + 1 >= len(tokens) or tokens[last].lower not in story.lexicon.words["coordinators"]:
        return False
    other = sentence.named.get(last + 1)
    end = other.last if other is not None else -1
    return 0 < end < len(tokens) - 1 and tokens[end].text == "-" and tokens[end + 1].lower in story.lexicon.words["led"]
