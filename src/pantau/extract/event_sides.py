"""The sides that a deed's words do not name: both of a battle, the other of a fight, a protest's own government."""

from __future__ import annotations

import itertools

from pantau.extract.actors import PLAIN, plain, unique
from pantau.extract.groups import codes_of, groups
from pantau.extract.patterns import Match
from pantau.extract.places import Located
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import HOMOGRAPHS


def other_side(story: Story, one: tuple[str, ...]) -> tuple[str, ...]:
    """The other of the two sides that fight on the page, where `one` is of one of them."""
    if one and one == story.sides.inner[1:]:
        return story.sides.inner[:1]  # rebels fight their state, whoever else is named
    sides, own = fighters(story), {plain(c) for c in one}
    if set(one) & set(sides):
        return tuple(c for c in sides if c not in one)[:1]
    return tuple(c for c in sides if c not in own and story.sides.fights(c))[:1] if own & set(sides) else ()


def fighters(story: Story) -> tuple[str, ...]:
    """The two sides that fight on the page, without organisations that only speak of it: a state and its rebels where no word of force
    stands beside the two named most."""
    fight = (c for c in story.sides.belligerents if plain(c) in story.states or c in story.armed or plain(c) in PLAIN)
    two = tuple(itertools.islice(fight, 2))
    return two if all(story.sides.fights(c) for c in two) else story.sides.inner or two


def own_sides(story: Story, sentence: Sentence, match: Match) -> tuple[str, ...]:
    """`perang saudara`, `civil war`: a state fights its own opposition."""
    inner = story.lexicon.words["internal"]
    host = story.setting.host(sentence) if any(t.lower in inner for t in sentence.tokens[match.first : match.last + 1]) else None
    return (host, f"{host}_OPP") if host in story.states and host is not None else ()


_FAR_SIDES = 6
"""Words behind a noun of fighting, and behind `between`, within which its sides are named."""


def own_people(story: Story, sentence: Sentence, match: Match) -> tuple[str, ...]:
    """`konflik antarsuku`, `kekerasan sektarian`: the people of a state fight one another."""
    words, tokens = story.lexicon.words, sentence.tokens
    told = tokens[max(0, match.first - 1) : match.last]  # `fierce sectarian clashes`
    sides = words["between"] | words["against"]
    at = next((i for i in range(match.last, min(len(tokens), match.last + _FAR_SIDES)) if tokens[i].lower in sides), None)
    beside = tokens[at : at + _FAR_SIDES] if at is not None else []  # `bentrokan antara suku Arab dan Masalit`
    communal = any(t.lower in words["communal"] for t in (*told, *beside)) or any(t.lower in words["creeds"] for t in beside)
    host = story.setting.battlefield(sentence) if communal else None
    return (f"{host}_CIV",) if host is not None and host in story.states else ()


def of_revolt(story: Story, sentence: Sentence, match: Match, place: Located | None) -> tuple[str, ...]:
    """`The insurgency in northern Mozambique has killed thousands`: a revolt nobody owns is the opposition's of its land, against
    that land; nothing for other nouns."""
    if match.shape == "v" or sentence.tokens[match.last - 1].lower not in story.lexicon.words["revolts"]:
        return ()
    host = (place.code if place else None) or story.setting.host(sentence)
    return (story.sides.insurgents.get(host, f"{host}_OPP"), host) if host is not None and host in story.states else ()


def of_truce(story: Story, sentence: Sentence, match: Match) -> tuple[str, ...]:
    """`A ceasefire between A and B took effect`: both whose truce it is that comes into force, else those of the page's truces."""
    effect = {t.lower for t in sentence.tokens[match.first : match.last]} & story.lexicon.words["takes_effect"]
    truces = [m for m in sentence.layer("truce") if m.tag.name != "none" and m.last <= match.first]
    if match.tag.name != "RETREAT" or not effect or not truces:
        return ()
    between = (g for g in groups(story, sentence) if truces[-1].last <= g[0].first < match.first and len(g) > 1)
    named = next((codes_of(story, sentence, g) for g in between if g[0].preposition in story.lexicon.words["between"]), ())
    return named or story.sides.signatories[:2]


def told_beside(story: Story, sentence: Sentence, named: tuple[str, ...]) -> tuple[str, ...]:
    """`X membunuh seorang anggota Y dalam tembak-menembak`: a battle without its sides is of those who fight beside it."""
    number, sides = story.fought
    return sides if set(named) <= set(sides) and 0 <= sentence.number - number <= 1 else ()


def _elsewhere(story: Story, sides: tuple[str, ...], place: Located | None) -> tuple[str, ...]:
    """`clashes in Beirut` on a page about Iran and the US: in a land where neither side of the page is at home a state fights its own
    opposition; nothing where the page's war may be told of."""
    land, parties = place.code if place is not None else None, story.knowledge.world.parties
    homes = {plain(c) for c in sides} | {parties[c].home for c in sides if c in parties}
    if land is None or land not in story.states or land in homes or len(sides) < 2:
        return ()
    theatre = next((t for t in story.knowledge.world.theatres if t.id == story.sides.theatre), None)
    if theatre is not None and land in {p.country for p in theatre.places} | {p.code for p in theatre.parties}:
        return ()
    return land, story.sides.insurgents.get(land, f"{land}_OPP")


def both_sides(story: Story, named: tuple[str, ...], place: Located | None = None) -> tuple[str, ...]:
    """Who fights in a battle of which the sentence names one side or none: the two sides that fight on the page."""
    sides = fighters(story)
    if not named and (inner := _elsewhere(story, sides, place)):
        return inner
    at_home = len(named) == 1 and named[0].endswith("_OPP") and named[0] not in sides
    if len(sides) == 2 and (not named or plain(named[0]) in sides) and not at_home:
        return sides
    if at_home:
        return (plain(named[0]) or "", named[0])  # `bentrokan dengan pengunjuk rasa`: their state's police
    host = story.setting.dominant if not named and len(sides) < 2 else None
    return (host, f"{host}_OPP") if host is not None and host in story.states else named  # one state alone: it fights at home


def foes_of(
    story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...], recipients: tuple[str, ...], place: Located | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The side of a use of force that is not named: the state of the place, or the other of the two sides that fight on the page."""
    own = {plain(a) for a in actors}
    if place and place.code and place.code not in own:
        if not recipients:
            return actors, (_people_of(story, sentence, match, place.code),)
        if len(recipients) == 1 and recipients[0].endswith("_CIV") and plain(recipients[0]) in own:
            return actors, (f"{place.code}_CIV",)  # `a Russian missile killed 25 people in Ternopil`
    other = other_side(story, actors)
    known = story.sides.theatre is not None and bool(other) and story.setting.is_of_conflict(other[0])
    if match.tag.form != "weak" and not known and actors and actors == story.sides.inner[:1]:
        other = story.sides.inner[1:]  # a state at war with its rebels strikes them
    foreign = story.sides.theatre is None or (bool(other) and not story.setting.is_of_conflict(other[0]))
    home = place.code if place and place.code in own & story.states and foreign else None
    land = place.code if place and place.code in own & story.states else None
    if land and _are_at_home(story, actors, land) and not recipients and _strikes_civilians(story, sentence, match, at_home=True):
        return actors, (f"{land}_CIV",)  # `serangan udara junta terhadap sebuah sekolah`, `pemberontak membakar rumah-rumah`
    told = match.tag.form in ("verbs", "phrases") or actors[-1:] == (f"{home}_OPP",)
    if home and told and len(actors) == 1 and not recipients and not actors[0].endswith("_CIV"):
        return actors, (home if actors[0].endswith("_OPP") else f"{home}_OPP",)  # a state fights at home, and so do its rebels
    if actors and not recipients and other:
        return actors, other
    if match.voice == "passive" and place and not recipients and actors == (f"{place.code}_OPP",):
        return actors, (place.code,) if place.code else ()  # `villagers were hacked to death by militiamen in Ituri`
    at_home = place is None or actors == (f"{place.code}_OPP",)
    owned = match.shape == "n" and match.tag.form in ("nouns", "weak")  # `karena serangan militan`
    if (told or owned) and not recipients and at_home and len(actors) == 1 and actors[0].endswith("_OPP") and match.voice != "passive":
        return actors, (str(plain(actors[0])),)  # `geng bersenjata Haiti menyerang penjara`: rebels fight their state
    if not actors and not recipients and match.tag.form in ("verbs", "phrases", "nouns"):
        host = story.setting.battlefield(sentence)
        return actors, (_people_of(story, sentence, match, host),) if host else ()
    return actors, recipients


def _are_at_home(story: Story, actors: tuple[str, ...], land: str) -> bool:
    """Whether one side fights in its own land, alone or beside an armed group of that land."""
    parties = story.knowledge.world.parties
    beside = (parties.get(a) for a in actors if plain(a) != land)
    return all(p is not None and p.kind == "armed_group" and p.home == land for p in beside)


def _people_of(story: Story, sentence: Sentence, match: Match, land: str) -> str:
    """Whom a use of force in a land befell: its people where a place of civilians is told to be struck, else the land's own side."""
    people = (land in story.states or land in PLAIN) and _strikes_civilians(story, sentence, match)
    return f"{land}_CIV" if people else land


FAR_SCENE = 6
"""Words behind a use of force within which a place of civilians is what it struck."""


def _strikes_civilians(story: Story, sentence: Sentence, match: Match, *, at_home: bool = False) -> bool:
    """`shelled a market`, `serangan terhadap sebuah sekolah`: a place of civilians directly behind a use of force; of those who fight
    at home their houses, shops and villages too, which an army takes elsewhere."""
    words = story.lexicon.words
    scenes = words["civil_scenes"] | words["civil_buildings"] | (words["civil_homes"] if at_home else frozenset())
    if at_home and any(t.lower in words["civil_homes"] for t in sentence.tokens[match.first + 1 : match.last]):
        return True  # `membakar rumah-rumah`
    for token in sentence.tokens[match.last : match.last + FAR_SCENE]:
        if not token.is_word or token.lower in words["clause_openers"] | words["heads_relative"]:
            return False
        if token.lower in scenes:
            return True
    return False


def protest_parties(
    story: Story, sentence: Sentence, match: Match, actors: tuple[str, ...], recipients: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Protesters are their state's opposition, and protest against its government unless another is named."""
    recipients = _hated(story, sentence, match) or recipients
    people = unique([f"{plain(a)}_OPP" if plain(a) in story.states else a for a in actors])
    host = plain(actors[0]) if actors else story.setting.host(sentence)
    home = (host,) if host else ()
    against = unique([plain(r) if plain(r) == host else r for r in recipients])  # not against the people of the land
    people = people or tuple(f"{h}_OPP" for h in home)
    told = (r for (kind, r), doers in story.doers.items() if kind == "PROTEST" and doers == people and r)  # the same march again
    return people, against or next(told, home)


_NEAR_HATED = 3
"""Words before a noun of protest, or behind it, among which one says against whom."""


def _hated(story: Story, sentence: Sentence, match: Match) -> tuple[str, ...]:
    """`an anti-US rally`, `unjuk rasa anti-Amerika`: against whom a word with `anti` says a protest is."""
    tokens, names = sentence.tokens, story.lexicon.names
    for at in range(max(0, match.first - _NEAR_HATED), min(len(tokens), match.last + _NEAR_HATED)):
        prefix, tie, rest = tokens[at].text.partition("-")
        if prefix.lower() not in story.lexicon.words["hostile"]:
            continue
        lower = rest if rest in HOMOGRAPHS else rest.lower()
        cut = tokens[at]._replace(text=rest, lower=lower, is_capital=rest[:1].isupper())
        behind = [cut, *tokens[at + 1 : at + 3]] if tie else [t for t in tokens[at + 1 : at + 4] if t.text != "-"]
        named = names.find(behind, 0) if behind else None
        code = plain(named.named.code) if named is not None else None
        if code is not None:
            return (code,)
    return ()


def put_down_by(
    story: Story, sentence: Sentence, actors: tuple[str, ...], place: Located | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`penindasan terhadap unjuk rasa di Guinea`: a state puts down its own opposition, where nobody else is named."""
    host = actors[0] if actors else (place.code if place else None) or story.setting.host(sentence)
    return (actors or (host,), (f"{host}_OPP",)) if host is not None and host in story.states else (actors, ())
