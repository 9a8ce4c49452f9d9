"""The place that a use of force is done to: the town it takes, the land it strikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import plain
from pantau.extract.patterns import Match
from pantau.extract.places import Located
from pantau.extract.view import Sentence
from pantau.extract.words import find_name

if TYPE_CHECKING:
    from pantau.extract.clauses import Clause
    from pantau.extract.mentions import Unit
    from pantau.extract.story import Story


def find_seized(story: Story, sentence: Sentence, match: Match) -> Located | None:
    """The town that is the object of a use of force: `merebut kota Goma di Kongo timur`, `struck Kharkiv in the night`."""
    if match.tag.name in ("RETREAT", "CONSULT") and match.voice != "passive":
        return _left(story, sentence, match)
    if match.tag.name == "COERCE" and match.tag.voice == "passive":
        return _fallen(story, sentence, match)
    weak = match.tag.form == "weak"
    verb = match.voice == "active" and match.tag.form in ("verbs", "phrases", "weak")
    if match.tag.name not in ("ASSAULT", "COERCE") or not (verb or _shakes(story, sentence, match)):
        return None
    inside = _named_site(story, sentence, match) or _named_inside(story, sentence, match)
    if inside is not None:
        return inside
    low = _behind_noun(story, sentence, match.last)
    for mention in story.mentions(sentence):
        if match.last <= mention.first <= low and not mention.preposition and not mention.roles:
            unit = mention.units[0]
            taken = _is_taken(story, sentence, match, mention.first) or _is_town_here(story, sentence, match, unit)
            if unit.kind == "caps" and taken and (not weak or match.tag.name == "COERCE"):
                span = sentence.span_of(unit.first, unit.last)
                return Located(span, span.of(story.view.text), story.country_of(span.of(story.view.text)))
            town = unit.named is not None and unit.named.kind == "place" and story.is_settlement(unit.named)
            if unit.named and (town or (unit.named.kind == "capital" and not weak)):
                span = sentence.span_of(unit.first, unit.last)
                return Located(span, span.of(story.view.text), plain(unit.named.code) or None)
    return None


def _behind_noun(story: Story, sentence: Sentence, at: int) -> int:
    """The token at which the name of what a verb takes may stand last: behind one word, or behind a town's noun and what describes it
    (`kota tua selatan Khan Younis`)."""
    words, tokens, low = story.lexicon.words, sentence.tokens, at + 1
    while low < len(tokens) and tokens[low - 1].lower in words["towns"] | words["place_describing"]:
        low += 1
    return low


def _named_site(story: Story, sentence: Sentence, match: Match) -> Located | None:
    """`menutup Selat Hormuz`: a place whose noun, with a capital, ends the verb's own words."""
    tokens, at = sentence.tokens, match.last - 1
    noun = at > match.first and tokens[at].is_capital and tokens[at].lower in story.lexicon.words["place_nouns"]
    if not noun or match.last >= len(tokens) or not (tokens[match.last].is_capital and tokens[match.last].is_word):
        return None
    end, no_names = match.last, story.lexicon.words["not_names"]
    while end < len(tokens) and tokens[end].is_capital and tokens[end].is_word and tokens[end].lower not in no_names:
        end += 1
    span = sentence.span_of(at, end)
    return Located(span, span.of(story.view.text), story.country_of(span.of(story.view.text)))


def _named_inside(story: Story, sentence: Sentence, match: Match) -> Located | None:
    """`raided the Jenin refugee camp`: a town that the verb's own words hold."""
    for at in range(match.first + 1, match.last):
        found = sentence.named.get(at)
        if found is not None and found.named.kind == "place" and found.last <= match.last and story.is_settlement(found.named):
            span = sentence.span_of(at, found.last)
            return Located(span, span.of(story.view.text), plain(found.named.code) or None)
    return None


def _fallen(story: Story, sentence: Sentence, match: Match) -> Located | None:
    """`The town of Sake fell to rebels`, `Kota Bukavu jatuh ke tangan M23`: the place that is the subject of its fall."""
    words, tokens = story.lexicon.words, sentence.tokens
    near = [p for at, p in story.located(sentence) if at < match.first and _between(sentence, p, match.first) <= _NEAR_FALL]
    if near:
        return near[-1]
    for mention in reversed(story.mentions(sentence)):
        unit = mention.units[-1]
        if mention.last > match.first or mention.roles or match.first - mention.last > _NEAR_FALL:
            continue
        if unit.named is not None and unit.named.kind in ("place", "capital", "state"):
            span = sentence.span_of(unit.first, unit.last)
            return Located(span, span.of(story.view.text), plain(unit.named.code) or None)
        before = {t.lower for t in tokens[max(0, unit.first - 2) : unit.first]}
        if unit.kind == "caps" and before & words["towns"]:
            span = sentence.span_of(unit.first, unit.last)
            return Located(span, span.of(story.view.text), story.country_of(span.of(story.view.text)))
    return None


_NEAR_FALL = 5
"""Words between a place and its fall: `the strategic town of Sake in eastern Congo fell to …`."""


def _between(sentence: Sentence, place: Located, first: int) -> int:
    """The tokens between a place and token `first`."""
    return first - sentence.token_at(place.span.end)


def _left(story: Story, sentence: Sentence, match: Match) -> Located | None:
    """`meninggalkan ibu kota Haiti`, `quit Mogadishu`, `visited Georgia`: the land or town, perhaps behind its noun, that somebody
    leaves or visits."""
    words, tokens = story.lexicon.words, sentence.tokens
    moving = words["leaving"] if match.tag.name == "RETREAT" else words["visiting"]
    if (match.shape == "n" and match.tag.name == "CONSULT") or not any(t.lower in moving for t in tokens[match.first : match.last]):
        return None
    at = match.last
    while at < len(tokens) and not tokens[at].is_capital and tokens[at].lower in words["place_nouns"]:
        at += 1
    named = sentence.named.get(at)
    if named is None or named.named.kind not in ("state", "place", "capital") or named.named.name in story.lexicon.names.demonyms:
        return None
    if any(m.first <= at < m.last and m.roles for m in story.mentions(sentence)):
        return None  # `leaving Israeli soldiers dead`
    span = sentence.span_of(at, named.last)
    return Located(span, span.of(story.view.text), plain(named.named.code) or None)


def _shakes(story: Story, sentence: Sentence, match: Match) -> bool:
    """`Ledakan bom mengguncang Kabul`: a noun of force before the verb whose object the place is."""
    behind = sentence.tokens[match.last].lower if match.last < len(sentence.tokens) else ""
    noun = match.shape == "n" and match.tag.name == "ASSAULT" and bool(behind)
    shape = story.lexicon.patterns.morphology.shape(behind)
    return noun and shape[0] == "v" and shape[1] != "passive"


def _is_taken(story: Story, sentence: Sentence, match: Match, at: int) -> bool:
    """`merebut kota Wad Madani`, `menggempur Pokrovsk`: unknown capitals are a place by its noun, or where only places are taken so."""
    words = story.lexicon.words
    roots = {root[1:] for root, _, _ in story.lexicon.patterns.keys(sentence.tokens[match.first].lower) if root[0] == "~"}
    noun = at - 1  # `kota bersejarah Lalibela`
    while noun > match.first and sentence.tokens[noun].lower in words["place_describing"] - words["towns"]:
        noun -= 1
    return sentence.tokens[noun].lower in words["towns"] or (at == match.last and bool(roots & words["upon_places"]))


def _is_town_here(story: Story, sentence: Sentence, match: Match, unit: Unit) -> bool:
    """`menyerang Kherson` on a page that names Ukraine: unknown capitals directly behind a verb of force that the gazetteer knows as
    a town of a land the page names, and that the page introduces as nobody."""
    span = sentence.span_of(unit.first, unit.last)
    if match.tag.name != "ASSAULT" or unit.first != match.last or find_name(story.people, sentence.tokens[unit.last - 1].text):
        return False
    place = story.place_of(span.of(story.view.text))
    return place is not None and place.precision == "settlement" and bool(story.sides.codes[place.country or ""])


def find_struck(story: Story, sentence: Sentence, clause: Clause, match: Match) -> Located | None:
    """The place a use of force is done to: `menembaki Stepanakert`, `kota Kharkiv dihantam rudal`."""
    if match.tag.name != "ASSAULT":
        return None
    for mention in story.mentions(sentence):
        medium = sentence.tokens[mention.last - 1].lower in story.lexicon.words["media_names"]  # `New York Times`
        if clause.first <= mention.first < clause.last and not mention.preposition and not medium:
            for unit in mention.units:
                if unit.named and story.is_settlement(unit.named) and unit.named.name not in story.lexicon.names.demonyms:
                    span = sentence.span_of(unit.first, unit.last)
                    return Located(span, span.of(story.view.text), plain(unit.named.code) or None)
    return _struck_land(story, sentence, clause, match)


def _struck_land(story: Story, sentence: Sentence, clause: Clause, match: Match) -> Located | None:
    """The state a use of force is done to, where it names no lesser place: `menyerang Iran`, `serangan terhadap wilayah Israel`."""
    words = story.lexicon.words
    for mention in story.mentions(sentence):
        if not match.last <= mention.first < min(clause.last, match.last + _NEAR_LAND):
            continue
        fixed = any(t.lower in words["fixed_targets"] for t in sentence.tokens[max(match.last, mention.first - 4) : mention.last])
        if (mention.roles or len(mention.units) > 1) and not fixed:
            continue
        land = next((u for u in mention.units if u.named and u.named.kind == "state"), mention.units[0])
        named = land.named
        if named is None or named.kind != "state" or named.code not in story.states or named.name in story.lexicon.names.demonyms:
            continue
        whose = any(m.shape == "n" and match.first < m.first < m.last == match.last for m in sentence.layer("event"))
        bare = mention.first == match.last and match.tag.form in ("verbs", "phrases") and match.voice == "active"
        bare = bare and not whose  # `tewas dalam serangan Israel`: who struck, not where
        stands = fixed and match.tag.form in ("verbs", "phrases") and match.voice == "active" and not whose
        if bare or stands or mention.preposition in words["opponent"] | words["receiving"]:
            span = sentence.span_of(land.first, land.last)  # `menghantam puluhan target militer Iran`: what stands there is struck
            return Located(span, span.of(story.view.text), named.code)
    return None


_NEAR_LAND = 10
"""Words behind a trigger within which the land it strikes is named."""
