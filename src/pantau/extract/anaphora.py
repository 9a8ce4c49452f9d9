"""Whom words without a name of their own mean: `kelompok itu` and `badan tersebut` the body the page named last, `their convoy` the
subject before, `rebels in Chad` those of the place behind them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pantau.extract.actors import NOBODY, PEOPLE, PLAIN, REBELS, STATELIKE, Actor, head_role, plain, read_actor, suffixed

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

MEMORY = 6
"""How many sentences back a body may have been named for a bare noun to point at it."""
OFFICE_MEMORY = 8
"""How many sentences back an office may have been named in full for its bare form to mean the same party."""

SEATED = 7
"""Words between an office and its holder's name that may tell whom he sits for."""


def pointed_at(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """The body a bare noun with a demonstrative points at: one whose name holds the noun, else the nearest of its kind."""
    head = _pointing_head(story, mention, sentence)
    if head is None:
        return None
    nearest: Actor | None = None
    for candidate, where in _before(story, mention, sentence):
        actor = story.actor(candidate, where)
        if actor.code is None or not _is_body(story, actor.code, armed=head_role(mention) in REBELS):
            continue
        if head in candidate.span.of(story.view.text).lower().split():
            return Actor(actor.code, head_role(mention), "the body named before")
        nearest = nearest or Actor(actor.code, head_role(mention), "the body named before")
    return nearest


def _pointing_head(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """The noun of `kelompok itu`; None for a mention that names somebody, or points at nobody."""
    words, tokens = story.lexicon.words, sentence.tokens
    behind = mention.last < len(tokens) and tokens[mention.last].lower in words["demonstratives"]
    first = tokens[mention.first - 1].lower if mention.first else ""
    before = tokens[mention.first].lower in words["defining"] or first in words["defining"]
    if not (behind or before) or mention.names or mention.name is not None:
        return None
    return next((t.lower for t in tokens[mention.first : mention.last] if t.lower in words["bodies"]), None)


def _before(story: Story, mention: Mention, sentence: Sentence) -> Iterator[tuple[Mention, Sentence]]:
    for number in range(sentence.number, max(-1, sentence.number - MEMORY), -1):
        where = story.view.sentences[number]
        for candidate in reversed(story.mentions(where)):
            if candidate.names and (where is not sentence or candidate.last <= mention.first):
                yield candidate, where


def _is_body(story: Story, code: str, *, armed: bool) -> bool:
    """Whether a code is a group's or organisation's and no state's; rebels point at fighters only."""
    if code in story.armed or code.endswith("_OPP"):
        return True
    return not armed and "_" not in code and code not in story.states


def both_meant(story: Story, mention: Mention, sentence: Sentence) -> tuple[str, ...]:
    """`kedua kelompok`, `both factions`: the two groups the page names most where it names two, else the two sides."""
    nouns = {t.lower for t in sentence.tokens[mention.first : mention.last]}
    parties = story.knowledge.world.parties
    if nouns & story.lexicon.words["factions"]:
        named = [c for c, _ in story.sides.codes.most_common() if c in parties and parties[c].kind in ("armed_group", "party")]
        if len(named) >= 2:
            return tuple(named[:2])
    return story.sides.signatories[:2]


def of_elsewhere(story: Story, mention: Mention, sentence: Sentence, code: str) -> Actor | None:
    """`rebels in Chad` on a page about Sudan: a word that means one party in the page's theatre means another where a place of
    another state stands directly behind it."""
    local = bool(mention.names) and all(n.theatre and n.name.islower() for n in mention.names)  # not `pasukan Rwanda`
    if not local or mention.last + 1 >= len(sentence.tokens):
        return None
    behind = sentence.named.get(mention.last + 1)
    located = sentence.tokens[mention.last].lower in story.lexicon.words["locatives"] and behind is not None
    named = plain(behind.named.code) if behind is not None and located else None
    if named is None or named == plain(code):
        return None
    role = "militant" if code.endswith("_OPP") or code in story.armed else head_role(mention)
    return Actor(suffixed(named, role, story.states), role, "the place named behind it")


def nearest_named(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Ethiopian troops opened fire after their convoy …`: behind a word that opens a clause, the subject of the one before."""
    opens, tokens = story.lexicon.words["told_later"], sentence.tokens
    opened = next((i for i in range(mention.first - 1, max(0, mention.first - 4), -1) if tokens[i].lower in opens), None)
    for candidate in reversed(story.mentions(sentence)) if opened else ():
        if candidate.last <= (opened or 0) and candidate.names and not candidate.preposition:
            return story.actor(candidate, sentence)
    return None


PAIR_MEMORY = 2
"""How many sentences back two parties may have been named side by side for `kedua pemimpin` to mean them."""


def pair_before(story: Story, mention: Mention, sentence: Sentence) -> tuple[str, ...]:
    """`Raja Yordania dan Presiden Mesir bertemu. Kedua pemimpin …`: the two parties named side by side last; none where nobody was."""
    for number in range(sentence.number, max(-1, sentence.number - PAIR_MEMORY - 1), -1):
        where = story.view.sentences[number]
        found = side_by_side(story, where, mention.first if where is sentence else None)
        if found:
            return found[-1]
    return ()


def side_by_side(story: Story, sentence: Sentence, before: int | None = None) -> list[tuple[str, ...]]:
    """Each two parties that a sentence joins, and no third with them, up to token `before`."""
    end = len(sentence.tokens) if before is None else before
    found = [m for m in story.mentions(sentence) if not m.is_pronoun and m.last <= end]
    pairs: list[tuple[str, ...]] = []
    joins = story.lexicon.words["coordinators"]
    for at, (first, second) in enumerate(itertools.pairwise(found)):
        between = [t.lower for t in sentence.tokens[first.last : second.first]]
        if len(between) != 1 or between[0] not in joins or _goes_on(sentence, found, at, joins):
            continue
        named = [story.actor(first, sentence).code, story.actor(second, sentence).code]
        codes = tuple(str(plain(code)) for code in named if code)
        if len(codes) == 2 and codes[0] == codes[1]:
            codes = tuple(str(code) for code in named)  # a government and its rebels
        if len(codes) == 2 and codes[0] != codes[1]:
            pairs.append(codes)
    return pairs


def _goes_on(sentence: Sentence, found: list[Mention], at: int, joins: frozenset[str]) -> bool:
    """Whether the first of two is itself joined to one before it: `Inggris, Yunani dan Turki` are no two."""
    if not at or found[at].preposition:
        return False
    before = [t.lower for t in sentence.tokens[found[at - 1].last : found[at].first]]
    return len(before) == 1 and (before[0] == "," or before[0] in joins)


def land_meant(story: Story, mention: Mention, sentence: Sentence) -> Actor:
    """`negara itu`, `the country`: the state named last as somebody, else as a place."""
    for number in range(sentence.number, max(-1, sentence.number - 3), -1):
        where = story.view.sentences[number]
        named = [m for m in story.mentions(where) if m.names and (where is not sentence or m.last <= mention.first)]
        for candidate in sorted(named, key=lambda m: bool(m.preposition)):
            code = plain(read_actor(candidate, story.states).code)
            if code in story.states:
                return Actor(code, "", "the state named before")
    return NOBODY


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


def led_by(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`pasukan yang dikendalikan Hamas`, `a militia led by Aidid`, `forces loyal to Haftar`: whose they are by who leads them, told
    directly behind."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = mention.last
    while at < len(tokens) and at - mention.last < 2 and (tokens[at].lower in words["relative"] or tokens[at].text == ","):
        at += 1
    if not mention.roles or at >= len(tokens) or tokens[at].lower not in words["led_by"]:
        return None
    at += 1
    leading = words["by_agent"] | words["loyal_to"] | words["determiners"]
    while at < len(tokens) and tokens[at].lower in leading:
        at += 1
    named = sentence.named.get(at)
    if named is None or not named.named.code or named.named.kind == "place":
        return None
    role = head_role(mention)
    code, side = named.named.code, plain(named.named.code)
    return Actor(suffixed(code, role, story.states) if side == code else code, role, "who leads them")


def owner_of(story: Story, sentence: Sentence, mention: Mention) -> Mention | None:
    """The person directly before a genitive and the mention, but for one word between (`Putin's top adviser`)."""
    genitives, tokens, at = story.lexicon.words["genitives"], sentence.tokens, mention.first - 1
    at -= at > 0 and tokens[at].text.islower() and tokens[at].lower not in genitives
    if at < 1 or tokens[at].lower not in genitives:
        return None
    return next((m for m in story.mentions(sentence) if m.last == at and (m.has_person or m.name is not None)), None)


def serves(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Netanyahu's office`, `Putin's top adviser, Maxim Orlov`: an office is of the party of the person who owns it."""
    role = head_role(mention) if mention.roles else ""
    owner = owner_of(story, sentence, mention) if role in STATELIKE else None
    code = story.actor(owner, sentence).code if owner is not None else None
    return Actor(code, role, "whose office it is") if code else None


def office_words(story: Story, mention: Mention, sentence: Sentence) -> list[str]:
    """An office's noun, and what a national one is for: `kementerian pertahanan` is whose `menteri pertahanan` was named."""
    units = [u for u in mention.units if u.role]
    fields = [t.lower for u in units for t in sentence.tokens[u.first + 1 : u.last]] if story.is_national(mention, sentence) else []
    return [story.head_word(mention, sentence), *(f"for {word}" for word in fields)]


def named_before(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """`militer` after `militer Israel`: the party the same noun was last named with, a few sentences back."""
    behind = sentence.tokens[mention.last].lower if mention.last < len(sentence.tokens) else ""
    if head_role(mention) in PEOPLE and behind not in story.lexicon.words["demonstratives"]:
        return None  # people are those named before where one points at them: `para pelaut itu`
    noun = story.head_word(mention, sentence, -1)
    for word in office_words(story, mention, sentence):
        for number, first, code, last in reversed(story.heads.get(word, [])):
            own = last == noun or code not in story.armed  # `security sources` are not those of a `Hamas-led security force`
            if own and (number, first) < (sentence.number, mention.first) and sentence.number - number <= OFFICE_MEMORY:
                return code
    return None


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


def nearest_state(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """The state named nearest to a national office in its sentence, as somebody and not as a place."""
    best: tuple[int, str] | None = None
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
    near = range(mention.last + 1, min(len(tokens), mention.last + 16))
    end = next((i for i in near if tokens[i].text in ",."), mention.last + 1)
    for other in story.mentions(sentence):
        if mention.last < other.first < end and other.roles:
            actor = read_actor(other, story.states)
            told = any(mention.last < m.first < end and m.tag.name != "none" for m in sentence.layer("speech"))
            private = told or any(t.lower in words["private"] for t in tokens[mention.last : end])
            if actor.code is None and actor.role in STATELIKE and not private:
                actor = story.from_context(other, sentence)  # `X, komisaris polisi di Rivers, …`
            if actor.code:
                return actor
    return NOBODY
