"""The stance that the words of a message ask for, where its verb only reports."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.extract.actors import Actor, plain
from pantau.extract.groups import groups
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.targets import is_another, is_side
from pantau.extract.view import Sentence
from pantau.model import Span


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
                asked = m.tag.name == "criticise" and stance == "assert" and _intended(story, content, actor) == "demand"
                return "threaten" if forced else "demand" if asked else m.tag.name  # `France must end its immoral boycott`
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
            intends = words["intending"] - words["resolved"]
            refused = any(w in words["negation"] for w in near[:2]) and any(w in intends for w in near[:2])
            own = actor.code is not None and any(
                _is_his(story, sentence, m, actor) for m in _group_of(story, sentence, mention)
            )
            if own and near[:1] and near[0] in words["wishing"] and _wants_of_another(story, sentence, mention, actor):
                return "demand"  # `Russia wanted the quartet to back the deal`
            if own and refused:
                return "reject"  # `Iran will not suspend enrichment`
            bound = len(near) > 1 and near[1] in words["unintended"]  # `it will need aid` promises nothing
            bound = bound and not _are_sent(story, mention, near)
            if own and near[:1] and near[0] in words["intending"] and not bound and not _meets(story, sentence, mention, content):
                return "threaten" if threatens(story, sentence, mention.last, content) else "pledge"
            if not own and near[:1] and near[0] in words["obliging"] and story.actor(mention, sentence).code:
                return "demand"
        break
    return None


def _is_his(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a mention in somebody's message is of his own side: by its name, `we`, `pihaknya`, `its soldiers`, `his country`."""
    if plain(story.actor(mention, sentence).code) == plain(actor.code):
        return True
    first = sentence.tokens[mention.first].lower in story.lexicon.words["pronouns_first"]
    return (mention.is_pronoun and first) or _is_owned_by_teller(story, sentence, mention)


def _is_owned_by_teller(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`its soldiers`, `pasukannya`, `his country`: whether a pronoun owns a mention that has no name."""
    words = story.lexicon.words
    near = [t.lower for t in sentence.tokens[max(0, mention.first - 1) : mention.last]]
    owned = any(w in words["owners_before"] for w in near) or any(near[-1].endswith(c) for c in words["own_clitics"])
    return owned and (mention.is_pronoun or bool(mention.roles)) and mention.name is None and not mention.names


def _are_sent(story: Story, mention: Mention, near: Sequence[str]) -> bool:
    """`our soldiers will be based there`, `tentara kami akan terus berpatroli`: what is done with a force of one's own is intended."""
    verb = len(near) > 2 and story.lexicon.patterns.morphology.shape(near[2])[0] == "v"
    return verb and "military" in mention.roles


def _group_of(story: Story, sentence: Sentence, mention: Mention) -> Sequence[Mention]:
    """Those named together with a mention: `Somali and Ethiopian troops will go there`."""
    return next((g for g in groups(story, sentence) if mention in g and mention is g[-1]), (mention,))


def _behind(story: Story, sentence: Sentence, mention: Mention) -> list[str]:
    """The words behind a subject that tell what it will, must or wants to do, past adverbs and a form of being."""
    words, tokens, at = story.lexicon.words, sentence.tokens, mention.last
    telling = words["intending"] | words["negation"] | words["obliging"] | words["wishing"]
    skipped = words["before_verb"] | words["being"] | words["only"]
    if at < len(tokens) and tokens[at].text == "(":  # `We (Russia) will support …`
        at = next((i + 1 for i in range(at, min(len(tokens), at + _INTENT + 1)) if tokens[i].text == ")"), at)
    start = at
    while at + 1 < len(tokens) and at - start < _INTENT - 1 and tokens[at].lower in skipped - telling:
        at += 1
    found = [t.lower for t in tokens[at : at + _INTENT]]
    return found if found and found[0] in telling else [t.lower for t in tokens[start : start + _INTENT]]


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
    """Whether one side tells of force by the state it fights or stands against: `pasukan Armenia telah menyerang desa`, said by
    Azerbaijan, accuses without the word; what a state tells of rebels' raids is news."""
    for sentence in story.view.sentences_in(content):
        for m in sentence.layer("event"):
            inside = content.start <= sentence.tokens[m.first].start < content.end
            if not inside or m.tag.form not in ("verbs", "phrases", "weak"):
                continue
            if m.voice == "passive":
                if _suffered(story, sentence, m, content, actor):
                    return True
                continue
            doers = [x for x in story.mentions(sentence) if x.last <= m.first and x.span.start >= content.start and not x.preposition]
            doer = story.actor(doers[-1], sentence).code if doers and not doers[-1].is_pronoun else None
            told = m.tag.name == "ASSAULT" and m.voice == "active" and m.tag.form != "weak"
            if told and doer is not None and _stands_against(story, actor.code, doer):
                return True
    return False


def _suffered(story: Story, sentence: Sentence, deed: Match, content: Span, actor: Actor) -> bool:
    """`they were beaten by police`, `its sailors had been seized by Iranian forces`: what the speaker's own people suffered of a state
    that is not theirs, or that they stand against."""
    words, mentions = story.lexicon.words, story.mentions(sentence)
    behind = (x for x in mentions if deed.last <= x.first <= deed.last + _INTENT)
    bare = not words["genitives"]
    doer = next((x for x in behind if x.preposition in words["by_agent"] or (bare and x.first == deed.last)), None)
    code = story.actor(doer, sentence).code if doer is not None else None
    if code is None or code not in story.states or deed.tag.name not in ("ASSAULT", "COERCE"):
        return False
    victims = [x for x in mentions if x.last <= deed.first and x.span.start >= content.start and not x.preposition]
    if not victims or not (victims[-1].is_pronoun or _is_owned_by_teller(story, sentence, victims[-1])):
        return False  # `16 Palestinians were killed`: a figure is told, and nobody accused
    return plain(actor.code) not in (None, code) or actor.code == f"{code}_OPP"


def _stands_against(story: Story, code: str | None, state: str) -> bool:
    """Whether a party is at war with a state on the page, or is its opposition."""
    two = story.sides.belligerents[:2]
    at_war = is_side(story, plain(code)) and plain(state) in two and plain(state) not in story.armed
    return (at_war and plain(code) != plain(state)) or code == f"{state}_OPP"


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
