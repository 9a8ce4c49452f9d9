"""The parties a message is about or against."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from pantau.extract.actors import PLAIN, Actor, plain, unique
from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.owners import OWNED
from pantau.extract.peoples import are_persons
from pantau.extract.sides import APART
from pantau.extract.story import OF_SCENE, Story
from pantau.extract.view import Sentence
from pantau.model import Span

POINTED = ("accuse", "criticise", "threaten", "deny")
"""Stances that are always about somebody: the other side where the message names nobody."""
SINGLE = ("accuse", "threaten", "praise", "criticise", "deny", "reject")
ANSWERED = ("demand", "accuse", "threaten", "reject", "criticise", "deny")
"""Stances that, where they name nobody, go on about whom the same speaker spoke of just before."""
UPON_OWN = ("demand", "praise", "criticise", "accuse")
"""Stances that may be upon somebody of the speaker's own state."""
OPENING = 3
"""Words of a message before whom it is upon: `keputusan`, `the decision of`."""
FOLLOWERS = {"protester", "civilian", "military", "militant", "opposition", "police"}
"""Roles of those whom a speaker may call his own: supporters, citizens, forces."""
CITIZENS = {"civilian", "witness"}
"""Roles of people in the street: residents are asked for what they have seen too."""
AGAINST = {"opposition", "protester"}
"""Roles of those who stand against their government."""
RULING = {"official", "government"}
"""Roles of those who rule a state."""
NEAR = 3
"""Sentences back in which the same speaker may have named whom his `they` means."""


def is_side(story: Story, code: str | None) -> bool:
    """Whether a party is one of the two that fight on the page, or another of the conflict the page is about."""
    if code in story.sides.belligerents[:2]:
        return True
    theatre = next((t for t in story.knowledge.world.theatres if t.id == story.sides.theatre), None)
    return theatre is not None and any(p.code == code and p.side not in APART for p in theatre.parties)


def are_allied(story: Story, one: str | None, other: str | None) -> bool:
    """Whether the theatre of the page puts two parties on one side: `AS` and `Israel` against Iran."""
    theatre = next((t for t in story.knowledge.world.theatres if t.id == story.sides.theatre), None)
    sides = {p.code: p.side for p in theatre.parties} if theatre else {}
    return one in sides and sides[one or ""] == sides.get(other or "")


class _Name(NamedTuple):
    """A party that a message names: its preposition, its code, whether it goes on with the one before, on one list with it, whether it
    stands against the speaker within his own state, and whether it is told to have done what is told."""

    link: str
    code: str
    joined: bool
    listed: bool
    foe: bool
    agent: bool


def targets_of(story: Story, content: Span, actor: Actor, stance: str) -> tuple[str, ...]:
    """The parties the message names, without the speaker's own; the other side of the fight where it names none and must mean one.

    What is only reported (`two soldiers died in a clash with Boko Haram`) is about whom it opens with, and about who fights here."""
    if stance == "demand" and (both := _both_asked(story, content, actor)):
        return both
    names = [
        _Name(
            _link(story, sentence, mention),
            code,
            _is_joined(story, sentence, mention),
            _is_listed(story, sentence, mention),
            _is_foe(story, sentence, mention, code, actor),
            mention.preposition in story.lexicon.words["by_agent"],
        )
        for sentence in story.view.sentences_in(content)
        for mention in story.mentions(sentence)
        if content.start <= mention.span.start < content.end and not _is_left_open(story, sentence, mention, stance)
        if not (stance == "assert" and are_persons(story, sentence, mention))
        if (code := _called_upon(story, sentence, mention, stance) or _about(story.actor(mention, sentence))) is not None
        if stance != "assert" or not _is_nameless(story, sentence, mention)
    ]
    if stance in ("accuse", "criticise"):
        names.sort(key=lambda n: not n.agent)  # `mengecam penyiksaan tahanan Ukraina oleh Rusia`
    if stance == "assert":
        names = [n for n in names if n.foe or is_another(n.code, actor, stance)]
        with_first = 1 + len(_listed(names[1:]))
        names = [n for at, n in enumerate(names) if not n.link and (at < with_first or is_side(story, plain(n.code)))]
    named = [n for n in names if n.link not in story.lexicon.words["locatives"]]
    about = [n.code for n in named if n.foe or is_another(n.code, actor, stance)]
    wanted = unique([c for c in about if stance == "demand" or not c.endswith("_CIV")])
    if stance == "pledge" and not wanted:
        wanted = unique([n.code for n in names if n.link and is_another(n.code, actor, stance) and not n.code.endswith("_CIV")])
    wanted = wanted or _pointed(story, content, actor, stance)
    if not wanted and stance in POINTED:
        wanted = other_of_two(story, actor.code)
    if not wanted and stance in ("demand", *POINTED) and (actor.code or "").endswith("_OPP"):
        return (str(plain(actor.code)),)  # `pengunjuk rasa menuntut pemilu ulang`: of their state
    if not wanted and stance == "demand" and _calls_for_peace(story, content) and not is_side(story, plain(actor.code)):
        return story.sides.belligerents[:2]  # `Russia and China called for dialogue`: of those who fight
    if stance == "demand":
        return _asked(names, wanted)
    return _asked([n._replace(joined=n.listed) for n in names], wanted)[:2] if stance in SINGLE else wanted[:2]


def _is_left_open(story: Story, sentence: Sentence, mention: Mention, stance: str) -> bool:
    """Whether a pronoun tells nobody by itself; `negara itu` does, where somebody is accused, asked or judged."""
    land = sentence.tokens[mention.first].lower in story.lexicon.words["lands"]
    return mention.is_pronoun and not (land and stance in UPON_OWN)


def _both_asked(story: Story, content: Span, actor: Actor) -> tuple[str, ...]:
    """`meminta para pihak memastikan kepentingan Iran`, `urged both sides to spare Gaza`: the two whom a demand opens with."""
    sentence = story.view.sentences_in(content)[0]
    first = sentence.token_at(content.start)
    opens = next((m for m in story.mentions(sentence) if first <= m.first <= first + 1 and m.is_pronoun), None)
    codes = (story.actor(opens, sentence).code or "").split("+") if opens is not None else []
    return tuple(c for c in codes if c != plain(actor.code)) if len(codes) == 2 else ()


def _calls_for_peace(story: Story, content: Span) -> bool:
    """Whether a call opens with what those who fight are to turn to: `dialogue`, `a ceasefire`."""
    words = story.lexicon.words
    opens = [w.strip('.,"').lower() for w in content.of(story.view.text).split()[:OPENING]]
    return any(w in words["asked_for"] for w in opens)


def own_object(story: Story, content: Span, actor: Actor, stance: str) -> tuple[str, ...]:
    """`Perdana Menteri Israel mendesak Presiden Katsav mundur`, `the House condemned President Bush's decision`: the speaker's own
    state, where one of its rulers is whom the verb is upon, or who owns what it judges."""
    sentence = story.view.sentences_in(content)[0] if stance in UPON_OWN and actor.code else None
    if sentence is None:
        return ()
    first, words, tokens = sentence.token_at(content.start), story.lexicon.words, sentence.tokens
    named = next((m for m in story.mentions(sentence) if m.first >= first), None)
    if named is None or named.is_pronoun or named.span.start >= content.end:
        return ()
    if stance == "demand" and (_are_his_own(story, sentence, named, first) or _are_citizens(story, sentence, named, actor, first)):
        citizens = bool(CITIZENS & set(named.roles)) and actor.code in story.states
        return (f"{actor.code}_CIV" if citizens else str(actor.code),)
    if actor.code not in story.states or not (named.has_person or set(named.roles) & RULING):
        return ()
    small = words["determiners"] | words["articles"] | words["receiving"]
    before = [t.lower for t in tokens[first : named.first]]
    judged = stance != "demand" and len(before) <= OPENING and all(w.isalpha() for w in before)
    if not (judged or all(w in small for w in before)) or (named.preposition in words["locatives"] and before):
        return ()
    return (actor.code,) if actor.code and story.actor(named, sentence).code == actor.code else ()


def _are_citizens(story: Story, sentence: Sentence, mention: Mention, actor: Actor, first: int) -> bool:
    """`memerintahkan warga untuk menyerahkan senjata`: people without a name whom a state calls upon at home are its own."""
    opens = all(t.lower in story.lexicon.words["determiners"] for t in sentence.tokens[first : mention.first])
    bare = bool(mention.roles) and set(mention.roles) <= CITIZENS and not (mention.names or mention.name or mention.preposition)
    head = {t.lower for t in sentence.tokens[mention.first : mention.last + 1]}
    bare = bare and not head & story.lexicon.words["foreign"]
    return opens and bare and story.setting.battlefield(sentence) in (None, actor.code)


def _are_his_own(story: Story, sentence: Sentence, mention: Mention, first: int) -> bool:
    """`mendesak para pendukungnya`, `urged his supporters`: whether a demand opens with people of the speaker's own."""
    words, head = story.lexicon.words, sentence.tokens[mention.first : mention.last]
    if not set(mention.roles) & FOLLOWERS or mention.names or mention.has_person or mention.preposition in words["oblique"]:
        return False
    if any(t.lower not in words["determiners"] for t in sentence.tokens[first : mention.first]):
        return False
    owned = any(t.lower.endswith(c) for t in head for c in words["own_clitics"])
    return owned or any(t.lower in words["owners_before"] for t in sentence.tokens[first : mention.last])


def other_of_two(story: Story, code: str | None) -> tuple[str, ...]:
    """The other of the two sides that fight on the page, where a party is one of them."""
    inner, sides = story.sides.inner, story.sides.belligerents[:2]
    if code in inner:
        return tuple(c for c in inner if c != code)
    return tuple(c for c in sides if c != plain(code)) if plain(code) in sides and not inner else ()


def _link(story: Story, sentence: Sentence, mention: Mention) -> str:
    """The preposition that keeps a mention from being whom a report is about: it governs all that a list joins (`in Afghanistan and
    Iraq`); none before who fights or does (`clashed with rebels`, `hit by Israel`) or is the subject of a clause (`because Iran and
    Israel go on shooting`)."""
    words = story.lexicon.words
    group = next((g for g in groups(story, sentence) if mention in g), (mention,))
    led = mention if mention.preposition else group[0]
    bare = not mention.roles and all(n.kind in ("state", "capital", "place") for n in mention.names)
    fights = led.preposition in words["by_agent"] | words["between"] or (led.preposition in words["against"] and not bare)
    acts = led.preposition in words["clause_openers"] and _has_verb(story, sentence, group[-1].last)
    return "" if fights or acts else led.preposition


def _has_verb(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a verb stands at a token, behind its adverbs and helping verbs at most."""
    word, words = sentence.tokens[at].lower if at < len(sentence.tokens) else "", story.lexicon.words
    helping = words["before_verb"] | words["hypothetical"] | words["future"] | words["negation"] | words["ongoing"]
    return word in helping or story.lexicon.patterns.morphology.shape(word)[0] == "v"


def _listed(names: Sequence[_Name]) -> list[_Name]:
    """The names that go on the list before them."""
    return list(itertools.takewhile(lambda name: name.joined, names))


def _asked(names: Sequence[_Name], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """`Israel and the Palestinians should talk`: those named together are asked together, others behind them are not."""
    at = next((i for i, n in enumerate(names) if n.code in wanted), None)
    if at is None:
        return wanted
    together = [names[at], *_listed(names[at + 1 :])]
    return unique([n.code for n in together if n.code in wanted])


def _pointed(story: Story, content: Span, actor: Actor, stance: str) -> tuple[str, ...]:
    """Whom a message that names nobody points at: `both sides` the two, `they` whom the same speaker's message before was about, who is
    also whom he goes on to accuse or to ask."""
    spoken, told, words = False, False, story.lexicon.words
    for sentence in story.view.sentences_in(content):
        for mention in story.mentions(sentence):
            told = told or (bool(mention.roles) and content.start <= mention.span.start < content.end)  # `urged foreigners to leave`
            if not mention.is_pronoun or not content.start <= mention.span.start < content.end:
                continue
            codes = (story.actor(mention, sentence).code or "").split("+")
            if len(codes) == 2 and stance != "assert":
                return tuple(c for c in codes if c != plain(actor.code))
            word = sentence.tokens[mention.first].lower
            spoken = spoken or word in words["pronouns_third_plural"] or word in words["pronouns_object"]
    number, code, aimed = story.aimed
    near = actor.code is not None and code == actor.code and story.view.sentences_in(content)[0].number - number <= NEAR
    return aimed if near and (spoken or (stance in ANSWERED and not told)) else ()


def _is_nameless(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`gunmen`, `attackers`, of whom nobody knows and who are only told of: no party, as `rebels` are."""
    who = story.actor(mention, sentence)
    return who.how == OF_SCENE and who.role == "militant" and not _are_rebels(story, sentence, mention)


def _are_rebels(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is called by a noun that stands for those who fight a government."""
    return any(t.lower in story.lexicon.words["rebels"] for t in sentence.tokens[mention.first : mention.last])


def _about(who: Actor) -> str | None:
    """A party that a message is about: people and soldiers whose land is only inferred from the scene are nobody's target."""
    scene = who.how == OF_SCENE and who.role == "military"
    return None if scene or (who.how not in ("", OWNED) and (who.code or "").endswith("_CIV")) else who.code


def _called_upon(story: Story, sentence: Sentence, mention: Mention, stance: str) -> str | None:
    """`urged Iraqis to protest`: a people by its name whom somebody calls upon is of civilians."""
    if stance != "demand" or not are_persons(story, sentence, mention):
        return None
    code = plain(story.actor(mention, sentence).code)
    return f"{code}_CIV" if code in story.states or code in PLAIN else None


def _is_joined(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention goes on a list: `France and the United States`, `Israel, Lebanon and Hezbollah`."""
    before = {t.lower for t in sentence.tokens[max(0, mention.first - 2) : mention.first]}
    return bool(before & story.lexicon.words["coordinators"]) or _is_listed(story, sentence, mention)


def _is_listed(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether nothing but commas and `and` part a mention from others before it."""
    return any(mention in group and mention is not group[0] and not mention.preposition for group in groups(story, sentence))


def _is_foe(story: Story, sentence: Sentence, mention: Mention, code: str, actor: Actor) -> bool:
    """`four rebels were killed`, said by their government, `demonstrators had been beaten by police`, said by one of them: those who
    stand against each other within a state; attackers of whom nobody knows do not."""
    if plain(code) != plain(actor.code) or actor.code is None or code.endswith("_OPP") == actor.code.endswith("_OPP"):
        return False
    if actor.code.endswith("_OPP"):
        return True
    named = any(n.kind == "group" for n in mention.names)
    return named or bool(AGAINST & set(mention.roles)) or _are_rebels(story, sentence, mention)


def is_another(code: str, actor: Actor, stance: str) -> bool:
    """Whether a party is not the speaker's own: a government is another to those who demand of it or accuse it and stand against it."""
    if plain(code) != plain(actor.code) or (stance == "demand" and code.endswith("_CIV")):
        return True
    return stance != "assert" and actor.code is not None and code.endswith("_OPP") != actor.code.endswith("_OPP")
