"""Whom words without a name of their own mean: `kelompok itu` and `badan tersebut` the body the page named last, `their convoy` the
subject before, `rebels in Chad` those of the place behind them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pantau.extract.actors import NOBODY, PEOPLE, REBELS, VOICELESS, Actor, head_role, plain, read_actor, suffixed
from pantau.extract.compounds import described_end

if TYPE_CHECKING:
    from pantau.extract.mentions import Mention
    from pantau.extract.patterns import Match
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence
    from pantau.extract.words import Token

MEMORY = 6
"""How many sentences back a body may have been named for a bare noun to point at it."""



def pointed_at(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """The body a bare noun with a demonstrative points at: one whose name holds the noun, else the nearest of its kind."""
    head = _pointing_head(story, mention, sentence)
    if head is None:
        return None
    nearest: tuple[str, bool] | None = None
    for candidate, where in _before(story, mention, sentence):
        actor = story.actor(candidate, where)
        if actor.code is None or not _is_body(story, actor.code, armed=head_role(mention) in REBELS):
            continue
        if head in candidate.span.of(story.view.text).lower().split():
            return Actor(actor.code, head_role(mention), "the body named before")
        oblique = candidate.preposition in story.lexicon.words["oblique"]
        if nearest is None or (nearest[1] and not oblique and _are_alike(story, nearest[0], actor.code)):
            nearest = actor.code, oblique  # `AU mengambil alih tugas dari PBB. Badan itu …`: whose deed was told
    return Actor(nearest[0], head_role(mention), "the body named before") if nearest is not None else None


def _are_alike(story: Story, one: str, other: str) -> bool:
    """Whether two parties are of one kind: organisations, or armed groups."""
    kinds = [party.kind for code in (one, other) if (party := story.knowledge.world.parties.get(code)) is not None]
    return len(kinds) == 2 and kinds[0] == kinds[1]


def _pointing_head(story: Story, mention: Mention, sentence: Sentence) -> str | None:
    """The noun of `kelompok itu`; None for a mention that names somebody, or points at nobody."""
    words, tokens = story.lexicon.words, sentence.tokens
    behind = described_end(story.lexicon, tokens, mention.last) is not None
    behind = behind or (mention.last < len(tokens) and tokens[mention.last].lower in words["demonstratives"])
    first = tokens[_past_membership(words, tokens, mention.first)].lower if mention.first else ""
    before = tokens[mention.first].lower in words["defining"] or first in words["defining"]
    if not (behind or before) or mention.names or mention.name is not None:
        return None
    return next((t.lower for t in tokens[mention.first : mention.last] if t.lower in words["bodies"]), None)


def _past_membership(words: Mapping[str, frozenset[str]], tokens: Sequence[Token], first: int) -> int:
    """`the 26-nation alliance`, `the Brussels-based organisation`: the token before what says how large a body is or where it sits."""
    at = first - 1
    while at > 0 and first - at <= _LONGEST_SIZE:
        tied = at + 1 < first and tokens[at + 1].text in "-–"  # `Brussels-`
        if not (tokens[at].text in "-–" or tied or tokens[at].text.isdigit() or tokens[at].lower in words["based"] | words["led"]):
            break
        at -= 1
    return at


_LONGEST_SIZE = 5
"""Words of how large a body is, or where it sits: `Brussels-based`."""


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
    return not armed and not code.endswith("_CIV") and code not in story.states


def both_meant(story: Story, mention: Mention, sentence: Sentence) -> tuple[str, ...]:
    """`kedua kelompok`, `both factions`: the two groups the page names most where it names two, else the two sides."""
    nouns = {t.lower for t in sentence.tokens[mention.first : mention.last]}
    parties = story.knowledge.world.parties
    if nouns & story.lexicon.words["factions"]:
        named = [c for c, _ in story.sides.codes.most_common() if c in parties and parties[c].kind in ("armed_group", "party")]
        if len(named) >= 2:
            return tuple(named[:2])
    return _two_of_name(story, mention, sentence) or story.sides.signatories[:2]


def _two_of_name(story: Story, mention: Mention, sentence: Sentence) -> tuple[str, ...]:
    """`the two Koreas`, `kedua Korea`: the two states that bear one name with a side of the compass."""
    sides = story.lexicon.words["compass"] | story.lexicon.words["leading_directions"]
    nouns = sorted({t.lower.removesuffix("s") for t in sentence.tokens[mention.first : mention.last]})
    return next((two for noun in nouns if len(two := story.lexicon.names.twins(noun, sides)) == 2), ())


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


_NEAR_BODY = 4
"""Words between `of` and the body whose people are told of."""


def of_whom(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`representatives of leading Iraqi insurgent groups`, `supporters of Fatah`: whose people they are stands behind `of`."""
    words, tokens, role = story.lexicon.words, sentence.tokens, head_role(mention)
    behind = tokens[mention.last].lower if mention.last < len(tokens) else ""
    joins = words["partitive"] | words["against"] | words["origins"]
    somebodys = any(t.lower in words["people_of"] for t in tokens[mention.first : mention.last])
    if mention.names or mention.name is not None or behind not in joins or not somebodys:
        return None
    for other in story.mentions(sentence):
        if mention.last < other.first <= mention.last + _NEAR_BODY and other.names:
            between = tokens[mention.last + 1 : other.first]
            code = read_actor(other, story.states).code
            group = any(n.kind in ("group", "metonym") for n in other.names) or (bool(other.roles) and behind in words["partitive"])
            if code is None or not group or any(not t.is_word and t.text != "-" for t in between):
                return None
            return Actor(code, role, "the body named behind them")
    return None


def of_others(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`seorang prajurit Inggris tewas dan dua orang lagi cedera`: more people, of those told of just before in the sentence."""
    words, tokens = story.lexicon.words, sentence.tokens
    behind = tokens[mention.last].lower if mention.last < len(tokens) else ""
    bare = mention.last - mention.first == 1 and tokens[mention.first].lower in words["anybody"]
    if not bare or behind not in words["others_behind"]:
        return None
    before = [m for m in story.mentions(sentence) if m.last <= mention.first and m.roles and not m.is_pronoun]
    actor = story.actor(before[-1], sentence) if before else NOBODY
    return Actor(actor.code, head_role(mention), "those told of before") if actor.code else None


FIGHTING = frozenset(["military", "police"])
"""Classes of a state's own armed people."""


def of_same_people(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`British sailors and marines`, `pelaut dan marinir Inggris`: a state named once with the first or the last of two kinds of people
    joined means both."""
    words, tokens, role = story.lexicon.words, sentence.tokens, head_role(mention)
    if mention.names or mention.name is not None or role not in (*FIGHTING, *PEOPLE):
        return None
    at = mention.first - 1 if words["genitives"] else mention.last
    if not 0 <= at < len(tokens) or tokens[at].lower not in words["joining_verbs"]:
        return None
    for other in story.mentions(sentence):
        beside = other.last == at if words["genitives"] else other.first == at + 1
        led = mention if words["genitives"] else other
        alike = head_role(other) == role or {head_role(other), role} <= FIGHTING
        if beside and alike and other.names and led.units[0].kind != "modifier":
            code = plain(read_actor(other, story.states).code)
            return Actor(suffixed(code, role, story.states), role, "the people named beside them") if code else None
    return None


def subject_meant(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Howard said Australia will pull its soldiers`: whose men are told of is the nearest subject before them."""
    words, tokens = story.lexicon.words, sentence.tokens
    shape = story.lexicon.patterns.morphology.shape
    verbs = words["before_verb"] | words["negation"] | words["done"] | words["future"]
    for other in reversed([m for m in story.mentions(sentence) if m.last < mention.first]):
        behind = tokens[other.last].lower
        subject = behind in verbs or shape(behind)[0] == "v"
        if subject and not other.preposition and not other.is_pronoun and (other.names or other.has_person):
            actor = story.actor(other, sentence)
            return actor if actor.code else None
    return None


def they_meant(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Baloch insurgents have stepped up attacks on security forces. They killed two engineers`: who opens a sentence about a deed is
    the force or the people that opens the one before; not one person, who is no `they`."""
    if mention.first > OPENS_SENTENCE or sentence.number == 0 or any(m.tag.name != "none" for m in sentence.layer("speech")):
        return None
    before = story.view.sentences[sentence.number - 1]
    told = next((m for m in before.layer("speech") if m.tag.name != "none" and m.tag.form == "verbs"), None)
    if told is not None and (pair := _pair_told(story, before, told)) is not None:
        return pair
    if before.paragraph != sentence.paragraph and any(m.tag.name != "none" for m in before.layer("speech")):
        return None
    for candidate in story.mentions(before):
        teller = told is not None and candidate.last <= told.first
        heads = {t.lower for t in before.tokens[candidate.first : candidate.last]}
        if teller and (head_role(candidate) in VOICELESS or heads & story.lexicon.words["sources"]):
            continue  # `Sources said the two sides had agreed. They …`: no medium and no source
        if not candidate.is_pronoun and not candidate.preposition:
            many = head_role(candidate) in MANY and not candidate.has_person
            actor = story.actor(candidate, before) if many else None
            return actor if actor is not None and actor.code else None
    return None


def _pair_told(story: Story, sentence: Sentence, told: Match) -> Actor | None:
    """`Sources said the two sides had agreed`: the two whom a pronoun at the head of a message means."""
    first = next((m for m in story.mentions(sentence) if m.first >= told.last), None)
    if first is None or not first.is_pronoun or first.last - first.first < len(("both", "sides")) or first.preposition:
        return None
    pair = story.actor(first, sentence)
    return pair if pair.code and "+" in pair.code else None


OPENS_SENTENCE = 3
"""Words into a sentence at which its subject stands, behind `In October, …`."""
MANY = frozenset({"military", "militant", "police", "protester", "civilian", "opposition"})
"""Classes of nouns of people and forces that `they` may mean."""
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


def both_of(story: Story, mention: Mention, sentence: Sentence, one: Actor) -> Actor:
    """`Jepang dan Korea Utara menghentikan perundingan mereka`: many are meant by `they`, so both whom the sentence joins."""
    before = [story.view.sentences[sentence.number - 1]] if sentence.number else []
    for where in (sentence, *before):
        for pair in side_by_side(story, where, mention.first if where is sentence else None):
            if pair[0] == plain(one.code) and not any(code.endswith("_CIV") for code in pair):
                return Actor("+".join(pair), one.role, "pronoun")
    return one


def named_pair(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """The two states that a mention of several words names at once."""
    codes = _two_of_name(story, mention, sentence) if mention.last - mention.first > 1 else ()
    return Actor("+".join(codes), "", "the two of one name") if codes else None


def counted_before(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`Polisi menangkap dua militan. Keduanya terlibat …`, `the two`: the two people counted last."""
    words = story.lexicon.words
    if " ".join(t.lower for t in sentence.tokens[mention.first : mention.last]) not in words["the_two"]:
        return None
    for number in range(sentence.number, max(-1, sentence.number - PAIR_MEMORY - 1), -1):
        where = story.view.sentences[number]
        for other in reversed(story.mentions(where)):
            near = {t.lower for t in where.tokens[max(0, other.first - 1) : other.first + 1]}
            if other.roles and near & words["twos"] and (where is not sentence or other.last <= mention.first):
                return story.actor(other, where)
    return None


def side_by_side(story: Story, sentence: Sentence, before: int | None = None) -> list[tuple[str, ...]]:
    """Each two parties that a sentence joins, and no third with them, up to token `before`."""
    end = len(sentence.tokens) if before is None else before
    found = [m for m in story.mentions(sentence) if not m.is_pronoun and m.last <= end]
    pairs: list[tuple[str, ...]] = []
    joins = story.lexicon.words["coordinators"]
    for at, (first, second) in enumerate(itertools.pairwise(found)):
        between = [t.lower for t in sentence.tokens[first.last : second.first]]
        joined = len(between) == 1 and between[0] in joins and not _goes_on(sentence, found, at, joins)
        beside = not second.preposition or second.preposition in story.lexicon.words["against"]
        if not joined and not (beside and _meet(sentence, first.last, second.first)):
            continue
        named = [story.actor(first, sentence).code, story.actor(second, sentence).code]
        codes = tuple(str(plain(code)) for code in named if code)
        if len(codes) == 2 and codes[0] == codes[1]:
            codes = tuple(str(code) for code in named)  # a government and its rebels
        if len(codes) == 2 and codes[0] != codes[1]:
            pairs.append(codes)
    return pairs


_NEAR_MET = 4
"""Words between two who meet: `Lee [bertemu dengan] Ishiba`, `Lee [held talks with] Ishiba`."""


def _meet(sentence: Sentence, last: int, first: int) -> bool:
    """Whether nothing but a verb of meeting stands between two mentions: `Lee bertemu Ishiba`."""
    verbs = (m for m in sentence.layer("event") if m.tag.name == "CONSULT" and m.shape == "v" and m.voice == "active")
    return first - last <= _NEAR_MET and any(last <= m.first <= last + 1 and first - m.last <= 1 for m in verbs)


def _goes_on(sentence: Sentence, found: list[Mention], at: int, joins: frozenset[str]) -> bool:
    """Whether the first of two is itself joined to one before it: `Inggris, Yunani dan Turki` are no two."""
    if not at or found[at].preposition:
        return False
    before = [t.lower for t in sentence.tokens[found[at - 1].last : found[at].first]]
    return len(before) == 1 and (before[0] == "," or before[0] in joins)


def land_meant(story: Story, mention: Mention, sentence: Sentence) -> Actor:
    """`negara itu`, `the country`: the state named last as somebody, else as a place; not the one whose clause it stands in, where
    another is named (`Turki menyerang Suriah dan menjatuhkan sanksi terhadap negara itu`)."""
    named = [m for m in story.mentions(sentence) if m.names and m.last <= mention.first]
    codes = [plain(read_actor(m, story.states).code) for m in named]
    free = {"", *story.lexicon.words["clause_openers"]}  # `sejak Presiden Turki …`
    subject = next((c for m, c in zip(named, codes, strict=True) if m.preposition in free), None)
    others = [c for c in codes if c in story.states and c != subject]
    if subject is not None and others:
        return Actor(others[-1], "", "the state named before")
    done_to = bool(mention.preposition) or any(m.last == mention.first and m.shape == "v" for m in sentence.layer("event", "speech"))
    for number in range(sentence.number, max(-1, sentence.number - 3), -1):
        where = story.view.sentences[number]
        named = [m for m in story.mentions(where) if m.names and (where is not sentence or m.last <= mention.first)]
        for candidate in sorted(named, key=lambda m: bool(m.preposition)):
            code = plain(read_actor(candidate, story.states).code)
            if code in story.states and not (done_to and code == subject):
                return Actor(code, "", "the state named before")
    return NOBODY


def led_by(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`pasukan yang dikendalikan Hamas`, `a militia led by Aidid`, `suspects allegedly linked to ISIS`: whose they are by who leads
    them or whom they are tied to, told directly behind."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = mention.last
    lists = ("relative", "being", "before_verb", "held_to_be", "purpose", "absolute")
    small = frozenset({",", *(word for name in lists for word in words[name])})
    while at < len(tokens) and at - mention.last < _FAR_LED and (_is_small(words, tokens[at].lower, small)):
        at += 1
    if not mention.roles or at >= len(tokens) or tokens[at].lower not in words["led_by"] | words["linked"]:
        return None
    linked = tokens[at].lower in words["linked"]
    if linked and {t.lower for t in tokens[mention.first : mention.last]} & words["bodies"]:
        return None  # `a group with ties to al-Qaeda` is another
    at += 1
    leading = words["by_agent"] | words["loyal_to"] | words["determiners"]
    leading |= words["linked"] | words["bands"] | words["bodies"] if linked else frozenset()
    while at < len(tokens) and tokens[at].lower in leading:
        at += 1
    named = sentence.named.get(at)
    if named is None or not named.named.code or named.named.kind == "place" or (linked and named.named.kind != "group"):
        return None
    role = head_role(mention)
    code, side = named.named.code, plain(named.named.code)
    return Actor(suffixed(code, role, story.states) if side == code else code, role, LED)


LED = "who leads them"
"""How one knows whose people are that another leads."""
_FAR_LED = 5
"""Words between people and what ties them to a group: `who are believed to be`."""


def _is_small(words: dict[str, frozenset[str]], word: str, small: frozenset[str]) -> bool:
    """Whether a word only parts people from what ties them: a small one, or one that tells how (`allegedly`)."""
    return word in small or any(len(word) > len(e) + 2 and word.endswith(e) for e in words["manner_endings"])


def pair_behind(story: Story, mention: Mention, sentence: Sentence) -> Actor | None:
    """`the prime ministers of the two countries`: offices of both parties that are meant."""
    behind = next((m for m in story.mentions(sentence) if 0 <= m.first - mention.last <= 1), None)
    if behind is None or not mention.roles or not behind.is_pronoun or behind.preposition not in story.lexicon.words["partitive"]:
        return None
    code = story.actor(behind, sentence).code
    return Actor(code, head_role(mention), "of both") if code and "+" in code else None
