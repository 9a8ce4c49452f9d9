"""What was said: the content's span and words, the stance its words ask for, the parties it is about."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pantau.extract.actors import Actor, plain, unique
from pantau.extract.clauses import groups
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.sides import APART
from pantau.extract.story import OWNED, Story
from pantau.extract.view import Sentence
from pantau.model import Span

NEUTRAL = ("assert", "confirm")
"""Stances of verbs that only report."""
POINTED = ("accuse", "criticise", "threaten", "reject", "deny")
"""Stances that are always about somebody: the other side where the message names nobody."""
SINGLE = ("accuse", "threaten", "praise", "criticise", "deny", "reject")
UPON_OWN = ("demand", "praise", "criticise", "accuse")
"""Stances that may be upon somebody of the speaker's own state."""
OPENING = 3
"""Words of a message before whom it is upon: `keputusan`, `the decision of`."""
FOLLOWERS = {"protester", "civilian", "military", "militant", "opposition", "police"}
"""Roles of those whom a speaker may call his own: supporters, citizens, forces."""
RULING = {"official", "government"}
"""Roles of those who rule a state."""
NEAR = 3
"""Sentences back in which the same speaker may have named whom his `they` means."""
MAX_MESSAGE = 1500
"""Characters of a message that are compared with others: few are longer."""
_EDGES = ' ,"“”:;.–-»«'


@dataclass(frozen=True)
class Said:
    """One act of speech before it becomes a record: the trigger, the speaker as written and whose he is, stance, content, targets."""

    sentence: Sentence
    trigger: Span
    speaker: Span | None
    actor: Actor
    stance: str
    content: Span
    targets: tuple[str, ...]
    rule: str
    quoted: bool
    how: str = ""


def tight(story: Story, span: Span) -> Span:
    """The span without spaces, quotation marks, commas and the full stop around it."""
    words = story.view.text
    start, end = span
    while start < end and words[start] in _EDGES:
        start += 1
    while end > start and words[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def cued(story: Story, content: Span, stance: str, actor: Actor) -> str:
    """The stance a neutral verb's content asks for: by the first cue in it, else `accuse` where a side blames another, else
    `stance`."""
    for sentence in story.view.sentences_in(content):
        for m in sentence.layer("cue"):
            inside = content.start <= sentence.tokens[m.first].start < content.end
            foreign = _is_owned(story, sentence, m) or _is_denied(story, sentence, m)
            foreign = foreign or _is_of_another(story, sentence, m, actor) or _is_owned_up(story, sentence, m, actor)
            if inside and not foreign:
                forced = m.tag.name == "pledge" and threatens(story, sentence, m.last, content)
                return "threaten" if forced else m.tag.name
    if stance != "assert":
        return stance
    return _intended(story, content, actor) or ("accuse" if _blames(story, content, actor) else stance)


_INTENT = 3
"""Words between a subject and the word that says what it will or must do."""


def _intended(story: Story, content: Span, actor: Actor) -> str | None:
    """`the government would pursue talks` said by that government pledges; `Israel should open talks` said by another demands."""
    words = story.lexicon.words
    for sentence in story.view.sentences_in(content):
        for mention in story.mentions(sentence):
            if not content.start <= mention.span.start < content.end or mention.preposition:
                continue
            near = _behind(story, sentence, mention)
            refused = any(w in words["negation"] for w in near[:2]) and any(w in words["intending"] - words["resolved"] for w in near[:2])
            own = actor.code is not None and any(
                plain(story.actor(m, sentence).code) == plain(actor.code) for m in _group_of(story, sentence, mention)
            )
            if own and near[:1] and near[0] in words["wishing"] and _wants_of_another(story, sentence, mention, actor):
                return "demand"  # `Russia wanted the quartet to back the deal`
            if own and refused:
                return "reject"  # `Iran will not suspend enrichment`
            bound = len(near) > 1 and near[1] in words["unintended"]  # `it will need aid` promises nothing
            if own and near[:1] and near[0] in words["intending"] and not bound and not _meets(story, sentence, mention, content):
                return "threaten" if threatens(story, sentence, mention.last, content) else "pledge"
            if not own and near[:1] and near[0] in words["obliging"] and story.actor(mention, sentence).code:
                return "demand"
        break
    return None


def _group_of(story: Story, sentence: Sentence, mention: Mention) -> Sequence[Mention]:
    """Those named together with a mention: `Somali and Ethiopian troops will go there`."""
    return next((g for g in groups(story, sentence) if mention in g and mention is g[-1]), (mention,))


def _behind(story: Story, sentence: Sentence, mention: Mention) -> list[str]:
    """The words behind a subject that tell what it will, must or wants to do, past adverbs and a form of being."""
    words, tokens, at = story.lexicon.words, sentence.tokens, mention.last
    telling = words["intending"] | words["negation"] | words["obliging"] | words["wishing"]
    skipped = words["before_verb"] | words["being"] | words["only"]
    while at + 1 < len(tokens) and at - mention.last < _INTENT - 1 and tokens[at].lower in skipped - telling:
        at += 1
    found = [t.lower for t in tokens[at : at + _INTENT]]
    return found if found and found[0] in telling else [t.lower for t in tokens[mention.last : mention.last + _INTENT]]


def _meets(story: Story, sentence: Sentence, mention: Mention, content: Span) -> bool:
    """Whether two who are named together will meet: `the US and North Korea will hold talks in New York` is news, and no pledge."""
    if len(_group_of(story, sentence, mention)) == 1:
        return False
    reach = (m for m in sentence.layer("event") if mention.last <= m.first <= mention.last + _BLOW)
    first = next((m for m in reach if sentence.tokens[m.first].start < content.end), None)
    return first is not None and first.tag.name == "CONSULT"


def _wants_of_another(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether another party stands directly behind a word of wishing."""
    others = (m for m in story.mentions(sentence) if 0 < m.first - mention.last <= _INTENT and not m.preposition and not m.is_pronoun)
    return any(is_another(code, actor, "demand") for m in others if (code := story.actor(m, sentence).code) is not None)


_REFUSED = 10
"""Words behind a condition at which another's refusal is told."""
_BLOW = 5
"""Words behind a word of intent at which the blow it announces begins."""


def threatens(story: Story, sentence: Sentence, at: int, content: Span) -> bool:
    """`kami akan menggempur Israel`, `kami akan menarik pasukan jika PBB tidak …`: to promise force, or what comes of a refusal, is to
    threaten; not `kami akan menghentikan serangan`."""
    words = story.lexicon.words
    inside = [t.lower for t in sentence.tokens if content.start <= t.start < content.end]
    for i, word in enumerate(inside):
        refused = word in words["conditions"] and any(w in words["negation"] for w in inside[i + 1 : i + 1 + _REFUSED])
        if refused or word in words["unless"]:
            return True
    for m in sentence.layer("event"):
        if at - 1 <= m.first <= at + _BLOW and sentence.tokens[m.first].start < content.end:
            return m.tag.name == "ASSAULT" and m.voice == "active" and m.tag.form in ("verbs", "phrases", "weak")
    return False


def _blames(story: Story, content: Span, actor: Actor) -> bool:
    """Whether one side tells, in the active voice, of force by the state it fights or stands against: `pasukan Armenia telah menyerang
    desa`, said by Azerbaijan, accuses without the word; what a state tells of rebels' raids is news."""
    for sentence in story.view.sentences_in(content):
        for m in sentence.layer("event"):
            inside = content.start <= sentence.tokens[m.first].start < content.end
            if m.tag.name != "ASSAULT" or m.voice != "active" or m.tag.form not in ("verbs", "phrases") or not inside:
                continue
            before = [
                x for x in story.mentions(sentence) if x.last <= m.first and x.span.start >= content.start and not x.preposition
            ]
            doer = story.actor(before[-1], sentence).code if before and not before[-1].is_pronoun else None
            if doer is not None and _stands_against(story, actor.code, doer):
                return True
    return False


def _stands_against(story: Story, code: str | None, state: str) -> bool:
    """Whether a party is at war with a state on the page, or is its opposition."""
    two = story.sides.belligerents[:2]
    at_war = plain(code) in two and plain(state) in two and plain(state) not in story.armed
    return (at_war and plain(code) != plain(state)) or code == f"{state}_OPP"


def _is_side(story: Story, code: str | None) -> bool:
    """Whether a party is one of the two that fight on the page, or another of the conflict the page is about."""
    if code in story.sides.belligerents[:2]:
        return True
    theatre = next((t for t in story.knowledge.world.theatres if t.id == story.sides.theatre), None)
    return theatre is not None and any(p.code == code and p.side not in APART for p in theatre.parties)


def _is_owned(story: Story, sentence: Sentence, cue: Match) -> bool:
    """`tentara kami akan terluka`: the pronoun owns the noun before it, so that the cue `kami akan` promises nothing."""
    if cue.tag.name != "pledge" or cue.first == 0 or sentence.tokens[cue.first].lower not in story.lexicon.words["pronouns_first"]:
        return False
    before = sentence.tokens[cue.first - 1]
    return before.is_word and not any(
        before.lower in story.lexicon.words[w] for w in ("conjunctions", "clause_openers", "complement", "done")
    )


def _is_owned_up(story: Story, sentence: Sentence, cue: Match, actor: Actor) -> bool:
    """`pihaknya bertanggung jawab atas`, `its fighters were behind`: who says it of his own side accuses nobody."""
    owning = any(t.lower in story.lexicon.words["owning_up"] for t in sentence.tokens[cue.first : cue.last])
    if cue.tag.name != "accuse" or actor.code is None or not owning:
        return False
    before = next((m for m in reversed(story.mentions(sentence)) if 0 <= cue.first - m.last <= _INTENT and not m.preposition), None)
    return before is not None and is_own(story, sentence, before, actor)


def is_own(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a mention is of the speaker's own side: `pihaknya`, `we`, or his party by its name."""
    first = sentence.tokens[mention.first].lower in story.lexicon.words["pronouns_first"]
    return first or plain(story.actor(mention, sentence).code) == plain(actor.code)


def _is_denied(story: Story, sentence: Sentence, cue: Match) -> bool:
    """`hampir tidak akan membantunya`, `would not stop the army`: what somebody will not do is no pledge and no demand."""
    denied = cue.first > 0 and sentence.tokens[cue.first - 1].lower in story.lexicon.words["negation"]
    return denied and cue.tag.name in ("pledge", "demand")


def _is_of_another(story: Story, sentence: Sentence, cue: Match, actor: Actor) -> bool:
    """`officials fear that Bush will attack Iran`: what another is said to intend is no threat and no pledge of the speaker."""
    if cue.tag.name not in ("threaten", "pledge") or actor.code is None:
        return False
    if sentence.tokens[cue.first].lower not in story.lexicon.words["intending"]:
        return False
    before = next((m for m in story.mentions(sentence) if m.last == cue.first and not m.is_pronoun and not m.preposition), None)
    code = story.actor(before, sentence).code if before is not None else None
    return code is not None and plain(code) != plain(actor.code)


class _Name(NamedTuple):
    """A party that a message names: its preposition, its code, whether it goes on with the one before, on one list with it."""

    link: str
    code: str
    joined: bool
    listed: bool


def targets_of(story: Story, content: Span, actor: Actor, stance: str) -> tuple[str, ...]:
    """The parties the message names, without the speaker's own; the other side of the fight where it names none and must mean one.

    What is only reported (`two soldiers died in a clash with Boko Haram`) is about whom it opens with, and about who fights here."""
    names = [
        _Name(_link(story, mention), code, _is_joined(story, sentence, mention), _is_listed(story, sentence, mention))
        for sentence in story.view.sentences_in(content)
        for mention in story.mentions(sentence)
        if content.start <= mention.span.start < content.end and not mention.is_pronoun
        if (code := _about(story.actor(mention, sentence))) is not None
    ]
    if stance == "assert":
        with_first = 1 + len(_listed(names[1:]))
        names = [n for at, n in enumerate(names) if not n.link and (at < with_first or _is_side(story, plain(n.code)))]
    about = [n.code for n in names if n.link not in story.lexicon.words["locatives"] and is_another(n.code, actor, stance)]
    wanted = unique([c for c in about if stance == "demand" or not c.endswith("_CIV")])
    wanted = wanted or _pointed(story, content, actor, stance)
    if not wanted and stance in POINTED:
        wanted = other_of_two(story, actor.code)
    if stance == "demand":
        return _asked(names, wanted)
    return _asked([n._replace(joined=n.listed) for n in names], wanted)[:2] if stance in SINGLE else wanted[:2]


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
    if stance == "demand" and _are_his_own(story, sentence, named, first):
        citizens = "civilian" in named.roles and actor.code in story.states
        return (f"{actor.code}_CIV" if citizens else str(actor.code),)
    if actor.code not in story.states or not (named.has_person or set(named.roles) & RULING):
        return ()
    small = words["determiners"] | words["articles"] | words["receiving"]
    before = [t.lower for t in tokens[first : named.first]]
    judged = stance != "demand" and len(before) <= OPENING and all(w.isalpha() for w in before)
    if not (judged or all(w in small for w in before)) or (named.preposition in words["locatives"] and before):
        return ()
    return (actor.code,) if actor.code and story.actor(named, sentence).code == actor.code else ()


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


def _link(story: Story, mention: Mention) -> str:
    """The preposition that keeps a mention from being whom a report is about; none before who fights or does (`clashed with rebels`,
    `hit by Israel`)."""
    words, bare = story.lexicon.words, not mention.roles and all(n.kind in ("state", "capital", "place") for n in mention.names)
    fights = mention.preposition in words["by_agent"] or (mention.preposition in words["against"] and not bare)
    return "" if fights else mention.preposition


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
    """Whom a message that names nobody points at: `both sides` the two, `they` whom the same speaker's message before was about."""
    spoken, words = False, story.lexicon.words
    for sentence in story.view.sentences_in(content):
        for mention in story.mentions(sentence):
            if not mention.is_pronoun or not content.start <= mention.span.start < content.end:
                continue
            codes = (story.actor(mention, sentence).code or "").split("+")
            if len(codes) == 2 and stance != "assert":
                return tuple(c for c in codes if c != plain(actor.code))
            word = sentence.tokens[mention.first].lower
            spoken = spoken or word in words["pronouns_third_plural"] or word in words["pronouns_object"]
    number, code, aimed = story.aimed
    near = actor.code is not None and code == actor.code and story.view.sentences_in(content)[0].number - number <= NEAR
    return aimed if spoken and near else ()


def _about(who: Actor) -> str | None:
    """A party that a message is about: people whose land is only inferred from the scene are nobody's target."""
    return None if who.how not in ("", OWNED) and (who.code or "").endswith("_CIV") else who.code


def _is_joined(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention goes on a list: `France and the United States`, `Israel, Lebanon and Hezbollah`."""
    before = {t.lower for t in sentence.tokens[max(0, mention.first - 2) : mention.first]}
    return bool(before & story.lexicon.words["coordinators"]) or _is_listed(story, sentence, mention)


def _is_listed(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether nothing but commas and `and` part a mention from others before it."""
    return any(mention in group and mention is not group[0] and not mention.preposition for group in groups(story, sentence))


def is_another(code: str, actor: Actor, stance: str) -> bool:
    """Whether a party is not the speaker's own: a government is another to those who demand of it or accuse it and stand against it."""
    if plain(code) != plain(actor.code) or (stance == "demand" and code.endswith("_CIV")):
        return True
    return stance != "assert" and actor.code is not None and code.endswith("_OPP") != actor.code.endswith("_OPP")


def content_words(story: Story, span: Span) -> set[str]:
    """The stems of the longer words of a message; of one longer than any, those of its beginning."""
    words, found = story.lexicon.words, set()
    for word in story.view.text[span.start : min(span.end, span.start + MAX_MESSAGE)].split():
        lower = word.strip('.,;:!?"“”()').lower()
        if len(lower) > 3 and lower not in words["conjunctions"] and lower not in words["subordinate"]:
            roots = [key[1:] for key, _, _ in story.lexicon.patterns.keys(lower) if key.startswith("~") and ":" not in key]
            found.add(roots[0] if roots else lower[:6])
    return found
