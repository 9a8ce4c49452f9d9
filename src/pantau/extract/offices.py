"""Whose an office is that names no state: the one named in full before, the state nearest, the body or the agency beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.extract.actors import NOBODY, PEOPLE, PLAIN, REBELS, STATELIKE, Actor, head_role, plain, read_actor
from pantau.extract.bands import is_short_form

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

OFFICE_MEMORY = 8
"""How many sentences back an office may have been named in full for its bare form to mean the same party."""
SEATED = 7
"""Words between an office and its holder's name that may tell whom he sits for."""


def titled_before(story: Story, mention: Mention, sentence: Sentence) -> Actor:
    """`Wakil Ketua MPR dari Fraksi PAN, Eddy Soeparno`, `utusan khusus Presiden Donald Trump, Richard Grenell, …`: the office before a
    name, where whom its holder sits for, or who sent him, is told between."""
    words, tokens, at = story.lexicon.words, sentence.tokens, mention.first - 1
    if at < 2 or tokens[at].text != ",":
        return NOBODY
    closed = mention.last < len(tokens) and tokens[mention.last].text == ","
    envoy = next((m for m in story.mentions(sentence) if m.last == at and m.roles.count("official") > 1 and m.has_person), None)
    if closed and envoy is not None:
        return read_actor(envoy, story.states)
    opened = next((i for i in range(at - 1, max(0, at - SEATED), -1) if tokens[i].lower in words["origins"]), None)
    if opened is None or not tokens[at - 1].is_capital:
        return NOBODY
    before = (m for m in story.mentions(sentence) if m.last == opened and m.name is None)
    office = next((m for m in before if "official" in m.roles or any(n.kind == "metonym" for n in m.names)), None)
    return read_actor(office, story.states) if office is not None else NOBODY


def are_of_many(story: Story, mention: Mention, sentence: Sentence) -> bool:
    """`several governments`, `beberapa pemerintah`: governments of whom nobody says which."""
    words, tokens = story.lexicon.words, sentence.tokens
    if words["genitives"]:
        return tokens[mention.last - 1].lower.endswith("governments")
    return any(t.lower in words["describing"] & words["determiners"] for t in tokens[max(0, mention.first - 1) : mention.last - 1])


AIRCRAFT, LAWMAKER = "for flight", "for the law"
"""What all nouns of aircraft, and of members of a parliament, are remembered as."""


def office_words(story: Story, mention: Mention, sentence: Sentence) -> list[str]:
    """An office's noun, and what a national one is for: `kementerian pertahanan` is whose `menteri pertahanan` was named; one word for
    all aircraft: `jet-jet` are those of the `pesawat tempur Turki` named before; one for all who sit in a parliament."""
    if story.head_word(mention, sentence) in story.lexicon.words["aircraft"]:
        return [AIRCRAFT]
    seated = any(t.lower in story.lexicon.words["lawmakers"] for t in sentence.tokens[mention.first : mention.last])
    if seated and "opposition" not in mention.roles:
        return [LAWMAKER]
    units = [u for u in mention.units if u.role]
    fields = [t.lower for u in units for t in sentence.tokens[u.first + 1 : u.last]] if story.is_national(mention, sentence) else []
    told = {t.lower for u in units for t in sentence.tokens[u.first : u.last]} & story.lexicon.words["ministries"]
    return list(dict.fromkeys([story.head_word(mention, sentence), *(f"for {word}" for word in (*fields, *sorted(told)))]))


def named_before(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`militer` after `militer Israel`: the party the same noun was last named with, a few sentences back."""
    behind = sentence.tokens[mention.last].lower if mention.last < len(sentence.tokens) else ""
    if head_role(mention) in PEOPLE and behind not in story.lexicon.words["demonstratives"]:
        return None  # people are those named before where one points at them: `para pelaut itu`
    if any(t.lower in story.lexicon.words["unidentified"] for t in sentence.tokens[mention.first : mention.last]):
        return None  # `diculik orang tak dikenal`: nobody named before
    noun = story.head_word(mention, sentence, -1)
    for word in office_words(story, mention, sentence):
        for number, first, code, last in reversed(story.heads.get(word, [])):
            if code.endswith("_CIV") and head_role(mention) in REBELS:
                continue  # `orang-orang bersenjata` are no `orang Kroasia`
            # `security sources` are not those of a `Hamas-led security force`, nor an air force's spokesman those of rebels
            own = code not in story.armed or (last == noun and not story.is_national(mention, sentence))
            if own and (number, first) < (sentence.number, mention.first) and sentence.number - number <= OFFICE_MEMORY:
                return code
    return _same_noun(story, mention, sentence)


def _same_noun(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`The minister` after `Egypt's foreign minister`: where the noun ends an office, the one named first in the latest sentence that
    names such an office in full."""
    words, first = story.lexicon.words, sentence.tokens[mention.first].lower
    titled = head_role(mention) in ("official", "titles")
    bare = first in words["articles"] and mention.last - mention.first == 2 and titled
    if not words["genitives"] or not bare:
        return None
    noun = story.head_word(mention, sentence, -1)
    named = [h for told in story.heads.values() for h in told if h[3] == noun and 0 < sentence.number - h[0] <= NEAR_OFFICE]
    latest = max((number for number, *_ in named), default=-1)
    return min((h for h in named if h[0] == latest), default=(0, 0, None, ""))[2]


NEAR_OFFICE = 3
"""How many sentences back an office whose noun alone is told was named in full."""


def body_meant(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`NATO jets struck a convoy in Libya, a spokesman said`: a spokesman of nobody speaks for the forces or the organisation that his
    sentence opens with."""
    words, tokens = story.lexicon.words, sentence.tokens
    bare = [t.lower for t in tokens[mention.first : mention.last] if t.lower not in words["articles"]]
    if len(bare) != 1 or bare[0] not in words["spokesmen"]:
        return None
    for other in story.mentions(sentence):
        if other.last > mention.first or other.preposition or not other.names:
            continue
        code = read_actor(other, story.states).code
        armed = "military" in other.roles or any(n.kind in ("group", "metonym") for n in other.names)
        if code is not None and code == plain(code) and code not in story.armed and (armed or code not in story.states):
            return code
    return None


def own_men(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`Turkish jets struck targets in Iraq, the military said`: the army that speaks is that whose men or arms are told of."""
    if head_role(mention) != "military" and "military" not in mention.roles:
        return None
    for other in story.mentions(sentence):
        if other.first < mention.first and "military" in other.roles and other.names:
            code = read_actor(other, story.states).code
            if code is not None and code == plain(code) and code not in story.armed:
                return code
    return None


def of_citizens(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`Pemerintah mengevakuasi 30 WNI`: a government that does something with a state's own citizens, by their own name, is theirs."""
    if head_role(mention) not in ("government", "official"):
        return None
    named = (n for m in story.mentions(sentence) if not m.roles for n in m.names if n.kind == "group" and n.code.endswith("_CIV"))
    citizens = next(named, None)
    return plain(citizens.code) if citizens is not None else None


def owned_by_unknown(story: Story, mention: Mention, sentence: Sentence) -> bool:
    """`the group's executive director`, `NDI director Leslie Campbell`: an office of a body that nobody knows, where owners stand
    before their noun."""
    words, tokens = story.lexicon.words, sentence.tokens
    if not words["genitives"] or mention.names:
        return False
    first, rest = mention.units[0], mention.units[1:]
    if first.kind == "caps" and is_short_form(tokens[first.first].text):
        return any(u.role for u in rest)
    owner = next((u for u in mention.units if u.role), None)
    owned = owner is not None and tokens[owner.last].lower in words["genitives"] if owner and owner.last < mention.last else False
    body = owner is not None and tokens[owner.last - 1].lower in words["bodies"] - words["rebels"]
    return owned and body and any(u.role and u is not owner for u in rest)


RULED = "Government of"
"""How the owner of a state's own medium is written."""


def quoting_agency(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`a ministry spokesman was quoted as saying by state news agency IRNA`: the state whose own agency quotes one of its offices."""
    relays = story.lexicon.words["relays"] | story.lexicon.words["quoting"]
    if not any(t.lower in relays for t in sentence.tokens):
        return None
    for other in story.mentions(sentence):
        name = other.name if other.name is not None else other.span
        source = story.knowledge.world.sources.by_name(name.of(story.view.text)) if other is not mention else None
        if source is not None and source.kind == "agency" and source.owner.startswith(RULED):
            return source.country
    return None


def nearest_state(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """The state named nearest to a national office in its sentence, as somebody and not as a place."""
    best: tuple[int, str] | None = None
    if agency := quoting_agency(story, mention, sentence):
        return agency
    told = next((m.first for m in sentence.layer("speech") if m.first == mention.last and m.tag.name != "none"), len(sentence.tokens))
    for other in story.mentions(sentence):
        if other.first >= told and not any(n.kind == "person" for n in other.names):
            continue  # `Prime Minister X said that Russia …`: a state that the message names is not whose office it is
        scene = other.preposition in story.lexicon.words["place_prepositions"] and len(other.names) < 2
        if other is mention or other.is_pronoun or scene:  # `in Cairo, Egypt, the army …`: the land told behind its town counts
            continue
        if "media" in other.roles:
            continue  # `kepada kantor berita Prancis AFP`
        code = plain(read_actor(other, story.states).code)
        gap = abs(other.first - mention.first)
        if code in story.states or code in PLAIN:
            assert code is not None
            best = (gap, code) if best is None or gap < best[0] else best
    return best[1] if best else None


def opening_subject(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`As Kenya buried its soldiers killed in Somalia, the government demanded …`: the state that is the subject of the clause which
    opens the sentence, for an office behind that clause's comma."""
    tokens, words = sentence.tokens, story.lexicon.words
    if not tokens or tokens[0].lower not in words["clause_openers"] | words["conceding"]:
        return None
    at = mention.first
    while at > 1 and tokens[at - 1].lower in words["determiners"]:
        at -= 1
    first = next(iter(story.mentions(sentence)), None)
    if at < 2 or tokens[at - 1].text != "," or first is None or first is mention or first.first > 2:
        return None
    if first.preposition and first.preposition != tokens[0].lower:
        return None
    verb = tokens[first.last].lower  # `After Ecuador closed its border, …`, and not `After Ecuador, …`
    if verb not in words["before_verb"] and story.lexicon.patterns.morphology.shape(verb)[0] != "v":
        return None
    code = plain(read_actor(first, story.states).code)
    return code if code in story.states or code in PLAIN else None


def announcing(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`Poland will send 900 soldiers to Afghanistan, an official said`: who tells of what a government will do is its own."""
    tokens, words = sentence.tokens, story.lexicon.words
    first = next(iter(story.mentions(sentence)), None)
    if head_role(mention) != "official" or first is None or first is mention or first.first > 1 or first.preposition:
        return None
    if first.last >= mention.first or any(t.text == "," for t in tokens[: first.first]):
        return None
    code = plain(read_actor(first, story.states).code)
    plans = tokens[first.last].lower in words["intending"]
    return code if plans and code in story.states else None


def told_behind(story: Story, mention: Mention, sentence: Sentence) -> Actor:
    """The office told behind a name and its comma: `X, ahli bedah dan petugas darurat WHO, …`."""
    tokens, words = sentence.tokens, story.lexicon.words
    if mention.last + 1 >= len(tokens) or tokens[mention.last].text != "," or any(n.kind == "person" for n in mention.names):
        return NOBODY
    if tokens[mention.last + 1].lower in words["heads_relative"]:
        return NOBODY  # `X, who sent 100 troops`
    if any(m.first == mention.last + 1 and m.shape == "v" for m in sentence.layer("harm", "event")):
        return NOBODY  # `X, killed by US troops`
    near = range(mention.last + 1, min(len(tokens), mention.last + 16))
    end = next((i for i in near if tokens[i].text in ",."), mention.last + 1)
    for other in story.mentions(sentence):
        if mention.last < other.first < end and other.roles:
            actor = read_actor(other, story.states)
            told = any(mention.last < m.first < end and m.tag.name != "none" for m in sentence.layer("speech"))
            unknown = (m for m in story.mentions(sentence) if mention.last < m.first < other.first and not m.names and not m.roles)
            private = told or any(t.lower in words["private"] for t in tokens[mention.last : end])
            private = private or any(is_short_form(m.span.of(story.view.text)) for m in unknown)  # `X, NDI regional director, …`
            if actor.code is None and actor.role in STATELIKE and not private:
                actor = story.from_context(other, sentence)  # `X, komisaris polisi di Rivers, …`
            if actor.code:
                return actor
    return NOBODY
