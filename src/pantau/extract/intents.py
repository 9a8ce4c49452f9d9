"""What a speaker says that he himself will do or that another must do: the stance of a message without a word of its own for it."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.actors import Actor, plain
from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.story import Story
from pantau.extract.targets import is_another
from pantau.extract.view import Sentence
from pantau.model import Span

INTENT = 3
"""Words between a subject and the word that says what it will or must do."""
BLOW = 5
"""Words behind a word of intent at which the deed it announces begins."""
_REFUSED = 10
"""Words behind a condition at which another's refusal is told."""


def intended(story: Story, content: Span, actor: Actor) -> str | None:
    """`the government would pursue talks` said by that government pledges; `Israel should open talks` said by another demands."""
    sentence = story.view.sentences_in(content)[0]
    inside = [m for m in story.mentions(sentence) if content.start <= m.span.start < content.end and not m.preposition]
    for mention in inside:
        led = {t.lower for t in sentence.tokens[max(0, mention.first - 2) : mention.first]}
        if led & story.lexicon.words["hoping"]:
            continue  # `I hope the union will not stop`: hoped for, and no promise
        if mention.first and sentence.tokens[mention.first - 1].lower in story.lexicon.words["whether"]:
            continue  # `mempertimbangkan apakah AS akan …`: a question promises nothing
        near = behind(story, sentence, mention)
        own = _is_own(story, sentence, mention, actor) or (mention is inside[0] and _is_himself(story, sentence, mention, content))
        if own and (stance := _of_own(story, sentence, mention, near, actor, content)) is not None:
            return stance
        people = own or _is_his_people(story, sentence, mention, actor)
        if not people and _is_obliged(story, near) and story.actor(mention, sentence).code:
            return "demand"
    return None


def _of_own(
    story: Story, sentence: Sentence, mention: Mention, near: Sequence[str], actor: Actor, content: Span
) -> str | None:
    """What the words behind the speaker's own side say: what it wants of another, refuses, promises or threatens."""
    words = story.lexicon.words
    intends = words["intending"] - words["resolved"]
    refused = any(w in words["negation"] for w in near[:2]) and any(w in intends for w in near[:2])
    if near[:1] and near[0] in words["wishing"] and _wants_of_another(story, sentence, mention, actor):
        return "demand"  # `Russia wanted the quartet to back the deal`
    if refused:
        return "reject"  # `Iran will not suspend enrichment`
    bound = is_bound(story, sentence, near[1:2]) and not _are_sent(story, mention, near)
    promised = bool(near) and near[0] in words["intending"] and not bound
    if promised and not _meets(story, sentence, mention, content):
        return "threaten" if threatens(story, sentence, mention.last, content) else "pledge"
    return None


def _is_own(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a mention, or one named together with it, is of the speaker's party; his people do not speak of his intents."""
    codes = [story.actor(m, sentence).code for m in _group_of(story, sentence, mention)] if actor.code is not None else []
    alike = (c for c in codes if c is not None and plain(c) == plain(actor.code) and not c.endswith("_CIV"))
    if any(c.endswith("_OPP") == str(actor.code).endswith("_OPP") for c in alike):
        return True  # not a state's rebels, of whom it tells
    first = sentence.tokens[mention.first].lower in story.lexicon.words["pronouns_first"]
    return actor.code is not None and ((mention.is_pronoun and first) or is_owned_by_teller(story, sentence, mention))


def is_owned_by_teller(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`its soldiers`, `pasukannya`, `his country`: whether a pronoun owns a mention that has no name."""
    words = story.lexicon.words
    near = [t.lower for t in sentence.tokens[max(0, mention.first - 1) : mention.last]]
    owned = any(w in words["owners_before"] for w in near) or any(near[-1].endswith(c) for c in words["own_clitics"])
    return owned and (mention.is_pronoun or bool(mention.roles)) and mention.name is None and not mention.names


def _are_sent(story: Story, mention: Mention, near: Sequence[str]) -> bool:
    """`our soldiers will be based there`, `tentara kami akan terus berpatroli`: what is done with a force of one's own is intended."""
    verb = len(near) > 2 and story.lexicon.patterns.morphology.shape(near[2])[0] == "v"
    return verb and "military" in mention.roles


def _is_his_people(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a mention is of people of the speaker's own state, of whom he asks nothing by telling what they must do."""
    code = story.actor(mention, sentence).code
    return actor.code is not None and code is not None and code.endswith("_CIV") and plain(code) == plain(actor.code)


def _is_himself(story: Story, sentence: Sentence, mention: Mention, content: Span) -> bool:
    """`said it would halt talks`, `mengatakan pihaknya akan …`, `said his country was ready`: the pronoun that opens a message, or the
    noun it owns, is the speaker who stands before it."""
    words, tokens = story.lexicon.words, sentence.tokens
    speaker = next((m for m in reversed(story.mentions(sentence)) if m.span.end <= content.start and not m.preposition), None)
    if speaker is None or mention.first > sentence.token_at(content.start) + 1:
        return False
    word, person = tokens[mention.first].lower, speaker.is_pronoun or story.is_person(speaker.span, sentence)
    owned = any(t.lower in words["owners_before"] for t in tokens[max(0, mention.first - 1) : mention.last])
    owned = owned or (not mention.is_pronoun and tokens[mention.last - 1].lower.endswith(tuple(words["own_clitics"]) or "\n"))
    if owned or not mention.is_pronoun:
        return owned and not mention.names and "civilian" not in mention.roles
    if word in words["pronouns_first"] | words["things"]:
        return True
    return person if word in words["pronouns_third"] else not person and word in words["pronouns_third_plural"]


def is_bound(story: Story, sentence: Sentence, following: Sequence[str]) -> bool:
    """Whether the word behind a word of intent promises nothing: `it will need aid`, `AS akan diwakili oleh …`; a deed that will be
    done (`pasukan akan dikerahkan`) is promised."""
    unintended, shape = story.lexicon.words["unintended"], story.lexicon.patterns.morphology.shape
    deeds = {sentence.tokens[m.first].lower for m in sentence.layer("event")} if following else set()
    suffered = (w for w in following if not story.lexicon.words["being"] and shape(w) == ("v", "passive"))
    return any(w in unintended for w in following) or any(w not in deeds for w in suffered)


def _is_obliged(story: Story, near: Sequence[str]) -> bool:
    """Whether words behind a subject say what it must do; `China needs tobacco` obliges nobody."""
    words = story.lexicon.words
    if not near or near[0] not in words["obliging"]:
        return False
    return near[0] not in words["needing"] or any(w in words["purpose"] for w in near[1:2])


def _group_of(story: Story, sentence: Sentence, mention: Mention) -> Sequence[Mention]:
    """Those named together with a mention: `Somali and Ethiopian troops will go there`."""
    return next((g for g in groups(story, sentence) if mention in g and mention is g[-1]), (mention,))


def behind(story: Story, sentence: Sentence, mention: Mention) -> list[str]:
    """The words behind a subject that tell what it will, must or wants to do, past adverbs and a form of being."""
    words, tokens, at = story.lexicon.words, sentence.tokens, mention.last
    at += mention.is_pronoun and tokens[mention.first].lower in words["owners_before"]  # `his country |`
    if at < len(tokens) and tokens[at].text == "(":  # `We (Russia) will support …`
        at = next((i + 1 for i in range(at, min(len(tokens), at + INTENT + 1)) if tokens[i].text == ")"), at)
    opens = at
    telling = words["intending"] | words["negation"] | words["obliging"] | words["wishing"]
    skipped = words["before_verb"] | words["being"] | words["only"] | words["demonstratives"]
    while at + 1 < len(tokens) and at - opens < INTENT - 1 and tokens[at].lower in skipped - telling:
        at += 1
    found = [t.lower for t in tokens[at : at + INTENT]]
    return found if found and found[0] in telling else [t.lower for t in tokens[opens : opens + INTENT]]


def _meets(story: Story, sentence: Sentence, mention: Mention, content: Span) -> bool:
    """Whether somebody will meet another: `the US and North Korea will hold talks in New York`, `Cheney will meet the opposition` are
    news, and no pledge."""
    together = len(_group_of(story, sentence, mention)) > 1
    if not together and not mention.has_person and "official" not in mention.roles:
        return False
    reach = (m for m in sentence.layer("event") if mention.last <= m.first <= mention.last + BLOW)
    first = next((m for m in reach if sentence.tokens[m.first].start < content.end), None)
    return first is not None and first.tag.name == "CONSULT" and (together or first.tag.form == "reciprocal")


def _wants_of_another(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether another party stands directly behind a word of wishing; not in `I want to tell the people`."""
    near = (m for m in story.mentions(sentence) if 0 < m.first - mention.last <= INTENT and not m.preposition and not m.is_pronoun)
    wishing = story.lexicon.words["wishing"] | story.lexicon.words["determiners"]
    others = (m for m in near if sentence.tokens[m.first - 1].lower in wishing)
    return any(is_another(code, actor, "demand") for m in others if (code := story.actor(m, sentence).code) is not None)


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
        if at - 1 <= m.first <= at + BLOW and sentence.tokens[m.first].start < content.end:
            return m.tag.name == "ASSAULT" and m.voice == "active" and m.tag.form in ("verbs", "phrases", "weak")
    return False
