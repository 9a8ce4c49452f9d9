"""Whose people a figure of harm counts, and of which category: read off the noun, the toll it belongs to, or what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import FORCES, PLAIN, Actor, head_role, plain
from pantau.extract.anaphora import LED
from pantau.extract.owners import OWNED
from pantau.extract.story import NAMED_BEFORE
from pantau.model import Span

if TYPE_CHECKING:
    from pantau.extract.casualty import Scene
    from pantau.extract.counted import Counted
    from pantau.extract.patterns import Match
    from pantau.extract.said import Said


Whose = tuple[str | None, str, Span | None, str]
"""(party, category, span it was read from, how it was inferred)."""


def people_of(scene: Scene, counted: Counted, teller: Said | None, harm: Match) -> Whose:
    """Whose people a figure counts, and of which category, as far as its words and what stands around them tell."""
    party, category, seen, how = _read(scene, counted, teller, harm)
    story = scene.story
    if harm.tag.name in ("detained", "captured") and how and teller is not None and party == plain(teller.actor.code):
        party = _taken_by(scene, party) or party
    if category == "unspecified" and _is_armed(scene, party) and _is_member(scene, counted):
        category = "military"  # `two members of Hamas`
    if category == "unspecified" and not seen and _is_of_struck(scene, counted, harm):
        category = "civilian"
    if category == "unspecified" and harm.tag.name == "captured" and _is_of_a_people(scene, counted):
        category = "civilian"  # `nine South Koreans taken hostage`
    if (category == "civilian" or harm.tag.name == "displaced") and party in story.armed and not seen:
        home = story.setting.battlefield(scene.sentence)  # civilians are of their state, whoever tells of them
        party, how = (home, "the scene of the page") if home else (party, how)
    return party, category, seen, how


def _taken_by(scene: Scene, captor: str | None) -> str | None:
    """`the Israeli army said it had arrested 18 men`: those whom a side has taken are not its own but those it took them from."""
    for h in scene.happenings:
        if h.sentence is scene.sentence and h.type in ("COERCE", "ASSAULT") and captor in map(plain, h.actors) and h.recipients:
            other = plain(h.recipients[0])
            return other if other != captor else None
    return None


def _is_armed(scene: Scene, party: str | None) -> bool:
    """Whether a party is an armed group, or a political one that fights on the page."""
    story, known = scene.story, scene.story.knowledge.world.parties.get(party or "")
    return party in story.armed or (known is not None and known.kind == "party" and story.sides.fights(known.code))


def _is_of_struck(scene: Scene, counted: Counted, harm: Match) -> bool:
    """`menyerang para peziarah, menewaskan lima orang`: whether civilians are told to be struck before what came of it."""
    if harm.voice != "active" or harm.shape != "v":
        return False
    for h in scene.happenings:
        span = dict(h.evidence).get("recipients")
        if h.sentence is scene.sentence and h.type == "ASSAULT" and span is not None and h.recipients:
            at = scene.sentence.token_at(span.end)
            told = any(m.last == at and "civilian" in m.roles for m in scene.story.mentions(scene.sentence))
            apart = any(at <= m.first < harm.first and m.tag.name == "ASSAULT" for m in scene.sentence.layer("event"))
            if told and at <= harm.first < counted.first and not apart and all(r.endswith("_CIV") for r in h.recipients):
                return True
    return False


def _is_of_them(scene: Scene, counted: Counted) -> bool:
    """`seorang di antaranya meninggal`: whether a figure counts some of those counted before it."""
    words = scene.story.lexicon.words["of_whom"]
    return any(t.lower in words for t in scene.sentence.tokens[counted.first : counted.last])


def _is_member(scene: Scene, counted: Counted) -> bool:
    """Whether a noun that only says to whom people belong is counted."""
    words = scene.story.lexicon.words["members"]
    return any(t.lower in words for t in scene.sentence.tokens[counted.first : counted.last])


def _is_of_a_people(scene: Scene, counted: Counted) -> bool:
    """`nine South Koreans`, `seorang warga Belanda`: whether people are counted by their nationality alone."""
    mention, names = counted.mention, scene.story.lexicon.names
    told = mention is not None and any(n.name in names.demonyms for n in mention.names)
    return told and mention is not None and not FORCES & set(mention.roles)


def _read(scene: Scene, counted: Counted, teller: Said | None, harm: Match) -> Whose:
    """Read off the noun, inherited by `291 lainnya`, else from around."""
    last = scene.last
    named = counted.mention is not None and bool(counted.mention.names)
    if counted.reaches and not named:
        whose = _toll_of(scene, counted) or _counted_before(scene, counted)
        if whose is not None:
            return whose
    bare = not counted.has_noun and last is not None and last.sentence is scene.sentence  # `two civilians killed and three wounded`
    part = last is not None and last.sentence is scene.sentence and counted.category == "unspecified" and _is_of_them(scene, counted)
    if (counted.is_rest or bare or part) and last is not None and not named:
        category = last.category if counted.category == "unspecified" else counted.category
        return last.party, category, None, "the people counted before" if last.party else ""
    if not counted.has_noun and not counted.reaches and (struck := _struck_before(scene)) is not None:
        return struck
    if counted.mention is not None and (named or not counted.is_rest):
        actor = scene.story.actor(counted.mention, scene.sentence)
        if actor.how == OWNED and counted.category == "civilian" and last is not None and last.sentence is scene.sentence:
            return last.party, "civilian", None, "the people counted before"  # `a woman and her two children`
        if actor.how not in ("", OWNED) and (own := _tellers_own(scene, counted, teller)) is not None:
            return own, counted.category, None, "the people of the state that counts"
        if actor.code and not actor.how:
            return _side(actor), counted.category, counted.mention.span, ""
        if actor.code and (actor.how in (OWNED, LED) or (actor.how == NAMED_BEFORE and counted.category == "military")):
            return plain(actor.code), counted.category, None, actor.how  # `lima prajuritnya`
        if actor.code and actor.code.endswith("_OPP") and actor.role == "militant":
            return actor.code, counted.category, None, actor.how  # `two rebels`: of their own side, wherever it happened
    if teller is not None and teller.actor.code and (_is_tellers(scene, counted) or _tells_of_own_army(scene, counted, teller)):
        return plain(teller.actor.code), counted.category, None, OWNED
    if _is_foreign(scene, counted):
        return None, counted.category, None, ""
    party, how = _party_around(scene, counted, teller, harm)
    return party, counted.category, None, how if party else ""


def _struck_before(scene: Scene) -> Whose | None:
    """`Troops shelled a rebel camp. Twelve were killed.`: a bare figure counts those who were struck in the sentence before."""
    story, here = scene.story, scene.sentence
    if any(h.sentence is here and h.type == "ASSAULT" for h in scene.happenings):
        return None
    for h in scene.happenings:
        span = dict(h.evidence).get("recipients")
        if h.sentence.number != here.number - 1 or h.type != "ASSAULT" or span is None or len(h.recipients) != 1:
            continue
        code, armed = h.recipients[0], story.armed
        struck = next((m for m in story.mentions(h.sentence) if m.span.overlaps(span)), None)
        fights = code.endswith("_OPP") or code in armed or (struck is not None and bool(FORCES & set(struck.roles)))
        category = "civilian" if code.endswith("_CIV") else "military" if fights else "unspecified"
        return code if code.endswith("_OPP") else plain(code), category, None, "those struck before"
    return None


def _tellers_own(scene: Scene, counted: Counted, teller: Said | None) -> str | None:
    """`The Israeli military said one soldier was killed in Rafah`: soldiers of whom no more is told are those of the army that tells
    of them, unless it tells whom it killed itself."""
    mention, code = counted.mention, plain(teller.actor.code) if teller is not None else None
    if mention is None or mention.names or head_role(mention) != "military" or code not in scene.story.states or teller is None:
        return None
    struck = (h for h in scene.happenings if h.sentence is scene.sentence and h.type == "ASSAULT")
    strikes = any(code in map(plain, h.actors) and any(slot == "actors" for slot, _ in h.evidence) for h in struck)
    return code if teller.actor.role in ("military", "") and not strikes else None


def _side(actor: Actor) -> str | None:
    """The party of people counted: fighters against a state are no people of the state's, civilians are."""
    fights = bool(actor.code) and actor.role in ("militant", "") and str(actor.code).endswith("_OPP")
    return actor.code if fights else plain(actor.code)


def _is_tellers(scene: Scene, counted: Counted) -> bool:
    """`mengatakan hanya tiga anggotanya yang gugur`: the people of who tells it, by the ending of their noun."""
    word = scene.sentence.tokens[counted.last - 1].lower
    own = any(word.endswith(c) for c in scene.story.lexicon.words["own_clitics"])
    return own and counted.has_noun and not counted.is_rest


def _tells_of_own_army(scene: Scene, counted: Counted, teller: Said) -> bool:
    """`The US military announced the deaths of four soldiers`, `dua prajurit tewas, kata Kementerian Pertahanan Inggris`: an army tells
    of its own soldiers, where no other force stands in its message."""
    story, code = scene.story, plain(teller.actor.code)
    bare = counted.has_noun and counted.category == "military" and not (counted.mention is not None and counted.mention.names)
    state = code in story.states or (code is not None and code not in story.armed and code == teller.actor.code)
    if not (bare and state and code != story.setting.battlefield(scene.sentence)) or not _is_army(scene, teller):
        return False
    nouns = {t.lower for t in scene.sentence.tokens[counted.first : counted.last]}
    if not nouns & story.lexicon.words["soldiers"]:
        return False
    for mention in story.mentions(scene.sentence):
        other = plain(story.actor(mention, scene.sentence).code) if mention.names and FORCES & set(mention.roles) else None
        if other not in (None, code):
            return False
    return True


def _is_army(scene: Scene, teller: Said) -> bool:
    """Whether an army or its ministry speaks, by its role or the words it is named with."""
    story = scene.story
    words = teller.speaker.of(story.view.text).lower().split() if teller.speaker is not None else []
    return teller.actor.role == "military" or bool(set(words) & story.lexicon.words["of_armies"])


def _is_foreign(scene: Scene, counted: Counted) -> bool:
    """`six foreign oil workers`, `enam pekerja asing`: people of some other state, nobody tells of which."""
    words, tokens = scene.story.lexicon.words["foreign"], scene.sentence.tokens
    return any(t.lower in words for t in tokens[counted.first : counted.last + 1])


def _toll_of(scene: Scene, counted: Counted) -> Whose | None:
    """`the military's losses to 3,234`, `the rebel toll at 40`, `korban tewas di pihak tentara menjadi delapan`: whose dead a toll told
    before its figure counts, fighters told by their noun alone."""
    story, sentence = scene.story, scene.sentence
    words, tokens = story.lexicon.words, sentence.tokens
    tolls = [m for m in sentence.layer("harm") if m.tag.form == "nouns" and m.last <= counted.first]
    opened = {m.first for m in tolls} | {i for i in range(counted.first) if tokens[i].lower in words["toll_nouns"]}
    for mention in story.mentions(sentence):
        fights = any(mention.first <= m.first < mention.last and m.tag.name in FORCES for m in sentence.layer("role"))
        if mention.last > counted.first or not fights:
            continue
        owned = tokens[mention.last].lower in words["genitives"]
        owns = bool(words["genitives"]) and mention.last + owned in opened
        heads = {t.lower for t in tokens[max(0, mention.first - 1) : mention.first + 1]} & words["among_whom"]
        if owns or (heads and any(m.last <= mention.first for m in tolls)):
            actor = story.actor(mention, sentence)
            return (_side(actor), "military", mention.span, "") if actor.code else None
    return None


def _counted_before(scene: Scene, counted: Counted) -> Whose | None:
    """`jumlah prajurit ISAF yang tewas menjadi tujuh orang`: the figure counts the people named before it."""
    for mention in scene.story.mentions(scene.sentence):
        if mention.last <= counted.first and mention.roles and mention.names and not mention.preposition:
            actor = scene.story.actor(mention, scene.sentence)
            category = (
                "military" if FORCES & set(mention.roles) else "civilian" if "civilian" in mention.roles else counted.category
            )
            return (plain(actor.code), category, mention.span, "") if actor.code else None
    return None


def _party_around(scene: Scene, counted: Counted, teller: Said | None, harm: Match) -> tuple[str | None, str]:
    """People without a nationality: of the place behind the figure, the side attacked in the sentence, the state that counts them,
    the scene."""
    story, sentence = scene.story, scene.sentence
    left = story.lexicon.words["destinations"] if harm.tag.name == "displaced" else frozenset[str]()  # who flees to Chad is not of Chad
    places = [(at, place.code) for at, place in story.located(sentence) if place.code and sentence.tokens[at].lower not in left]
    behind = next((code for at, code in places if counted.last - 1 <= at <= counted.last + 12), None)
    if behind:
        return behind, "the place named"
    fought = [h for h in scene.happenings if h.sentence is sentence and h.type == "ASSAULT"]
    strikers = {plain(a) for h in fought for a in h.actors} if counted.category == "civilian" else set[str | None]()
    for h in fought:
        guessed = h.recipients[:1] and h.recipients[0] in story.armed and not any(slot == "recipients" for slot, _ in h.evidence)
        if h.recipients and not (guessed or h.recipients[0].endswith("_OPP")) and plain(h.recipients[0]) not in strikers:
            return plain(h.recipients[0]), "the side attacked"
    near = next((code for _, code in places if story.setting.is_of_conflict(code)), None)
    if near:
        return near, "the place named"
    speaker = plain(teller.actor.code) if teller and teller.stance != "accuse" else None
    if speaker and (speaker in story.states or speaker in PLAIN) and speaker in story.sides.fighters:
        return speaker, "the people of the state that counts"
    return story.setting.battlefield(sentence), "the scene of the page"
