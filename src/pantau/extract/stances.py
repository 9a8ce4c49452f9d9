"""The stance that the words of a message ask for, where its verb only reports."""

from __future__ import annotations

import itertools

from pantau.extract.actors import Actor, head_role, plain
from pantau.extract.clauses import clause_of
from pantau.extract.intents import INTENT, intended, is_bound, is_owned_by_teller, threatens
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.story import NAMED_BEFORE, Story
from pantau.extract.targets import are_allied, is_side
from pantau.extract.view import Sentence
from pantau.model import Span


def cued(story: Story, content: Span, stance: str, actor: Actor) -> str:
    """The stance a neutral verb's content asks for: by the first cue in it, else `accuse` where a side blames another, else
    `stance`."""
    for sentence in story.view.sentences_in(content):
        for m in sentence.layer("cue"):
            inside = content.start <= sentence.tokens[m.first].start < content.end
            foreign = _is_owned(story, sentence, m) or _is_denied(story, sentence, m)
            foreign = foreign or _is_of_another(story, sentence, m, actor, content) or _is_owned_up(story, sentence, m, actor)
            foreign = foreign or _is_nobodys_fault(story, sentence, m, actor) or _is_made_possible(story, sentence, m)
            foreign = foreign or _is_by_nobody(story, sentence, m, actor) or _is_asked(story, sentence, m)
            foreign = foreign or _is_only_hoped(story, sentence, m)
            if inside and not foreign:
                forced = m.tag.name == "pledge" and threatens(story, sentence, m.last, content)
                asked = m.tag.name == "criticise" and stance == "assert" and intended(story, content, actor) == "demand"
                return "threaten" if forced else "demand" if asked else m.tag.name  # `France must end its immoral boycott`
    if stance != "assert":
        return stance
    return intended(story, content, actor) or ("accuse" if _blames(story, content, actor) else stance)


def _blames(story: Story, content: Span, actor: Actor) -> bool:
    """Whether one side tells of force by the state it fights or stands against: `pasukan Armenia telah menyerang desa`, said by
    Azerbaijan, accuses without the word; what a state tells of rebels' raids is news."""
    for sentence in story.view.sentences_in(content):
        for m in sentence.layer("event"):
            inside = content.start <= sentence.tokens[m.first].start < content.end
            if not inside or m.tag.form not in ("verbs", "phrases", "weak") or _is_since_when(story, sentence, m):
                continue
            if m.voice == "passive":
                if _suffered(story, sentence, m, content, actor):
                    return True
                continue
            doers = [x for x in story.mentions(sentence) if x.last <= m.first and x.span.start >= content.start and not x.preposition]
            doer = story.actor(doers[-1], sentence).code if doers and not _is_his_own_force(story, sentence, doers[-1]) else None
            told = m.tag.name == "ASSAULT" and m.voice == "active" and m.tag.form != "weak"
            if told and doer is not None and _stands_against(story, actor.code, doer):
                return True
    return False


def _is_his_own_force(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """Whether a pronoun, or soldiers whose land is only inferred, do what is told: `tentara menembak jatuh lima drone` is the speaker's
    own deed."""
    bare = head_role(mention) == "military" and not mention.names and mention.name is None
    return mention.is_pronoun or (bare and story.actor(mention, sentence).how not in ("", NAMED_BEFORE))


def _is_since_when(story: Story, sentence: Sentence, deed: Match) -> bool:
    """`talks have gone on since Israel attacked Iran`: what only says from when on what is told goes on."""
    clause = clause_of(story, sentence, deed.first, deed.last)
    return clause.first > 0 and clause.opener in story.lexicon.words["since"]


def _suffered(story: Story, sentence: Sentence, deed: Match, content: Span, actor: Actor) -> bool:
    """`they were beaten by police`, `its sailors had been seized by Iranian forces`: what the speaker's own people suffered of a state
    that is not theirs, or that they stand against."""
    words, mentions = story.lexicon.words, story.mentions(sentence)
    behind = (x for x in mentions if deed.last <= x.first <= deed.last + INTENT)
    bare = not words["genitives"]
    doer = next((x for x in behind if x.preposition in words["by_agent"] or (bare and x.first == deed.last)), None)
    code = story.actor(doer, sentence).code if doer is not None else None
    if code is None or code not in story.states or deed.tag.name not in ("ASSAULT", "COERCE"):
        return False
    victims = [x for x in mentions if x.last <= deed.first and x.span.start >= content.start and not x.preposition]
    if not victims or not (victims[-1].is_pronoun or is_owned_by_teller(story, sentence, victims[-1])):
        return False  # `16 Palestinians were killed`: a figure is told, and nobody accused
    return plain(actor.code) not in (None, code) or actor.code == f"{code}_OPP"


def _stands_against(story: Story, code: str | None, state: str) -> bool:
    """Whether a party is at war with a state on the page, or is its opposition."""
    two = story.sides.belligerents[:2]
    at_war = is_side(story, plain(code)) and plain(state) in two and plain(state) not in story.armed
    at_war = at_war and not are_allied(story, plain(code), plain(state))
    return (at_war and state == plain(state) != plain(code)) or code == f"{state}_OPP"


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
    before = next((m for m in reversed(story.mentions(sentence)) if 0 <= cue.first - m.last <= INTENT and not m.preposition), None)
    return before is not None and is_own(story, sentence, before, actor)


def _is_nobodys_fault(story: Story, sentence: Sentence, cue: Match, actor: Actor) -> bool:
    """`the car failed to stop`: only the failure of another party is blamed on somebody."""
    failing = story.lexicon.words["failing"]
    if cue.tag.name != "criticise" or not any(t.lower in failing for t in sentence.tokens[cue.first : cue.last]):
        return False
    before = [story.actor(m, sentence).code for m in story.mentions(sentence) if m.last <= cue.first and not m.preposition]
    doer = before[-1] if before else None
    return doer is None or doer.endswith("_CIV") or plain(doer) == plain(actor.code)


def _is_by_nobody(story: Story, sentence: Sentence, cue: Match, actor: Actor) -> bool:
    """`backed by India` accuses India; `backed by a helicopter` nobody."""
    if cue.tag.name != "accuse" or sentence.tokens[cue.last - 1].lower not in story.lexicon.words["by_agent"]:
        return False
    agent = next((m for m in story.mentions(sentence) if cue.last <= m.first <= cue.last + 1), None)
    code = story.actor(agent, sentence).code if agent is not None else None
    return code is None or plain(code) == plain(actor.code)


def _is_asked(story: Story, sentence: Sentence, cue: Match) -> bool:
    """`no clue who was behind the attack`, `siapa yang berada di balik`: who did it is asked, and nobody accused; `the men who were
    behind it` did it."""
    words, tokens, at = story.lexicon.words, sentence.tokens, cue.first - 1
    at -= at > 0 and tokens[at].lower in words["heads_relative"] - words["asking_who"]
    if cue.tag.name != "accuse" or at < 0 or tokens[at].lower not in words["asking_who"]:
        return False
    head = at and (tokens[at - 1].text == "," or any(m.last == at for m in story.mentions(sentence)))
    return not head or tokens[at].lower not in words["heads_relative"]


_FAR_HOPED = 8
"""Words between a verb of hoping and what is hoped for."""


def _is_only_hoped(story: Story, sentence: Sentence, cue: Match) -> bool:
    """`Saya berharap Uni Afrika takkan berhenti`, `I hope we will win`: what somebody hopes for he neither promises nor refuses."""
    words = story.lexicon.words
    near = itertools.takewhile(lambda t: t.is_word, reversed(sentence.tokens[max(0, cue.first - _FAR_HOPED) : cue.first]))
    run = itertools.takewhile(lambda t: t.lower not in words["clause_openers"] - words["complement"], near)
    return cue.tag.name in ("pledge", "reject", "threaten") and any(t.lower in words["hoping"] for t in run)


def _is_made_possible(story: Story, sentence: Sentence, cue: Match) -> bool:
    """`agar NATO dapat bertahan`: a purpose that somebody is to be able to reach asks nothing of him."""
    words, tokens = story.lexicon.words, sentence.tokens
    purposes = words["purpose"] | words["clause_openers"]
    if cue.tag.name != "demand" or cue.last - cue.first > 1 or tokens[cue.first].lower not in purposes:
        return False
    return any(t.lower in words["enabling"] for t in tokens[cue.last : cue.last + INTENT])


def is_own(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether a mention is of the speaker's own side: `pihaknya`, `we`, or his party by its name."""
    first = sentence.tokens[mention.first].lower in story.lexicon.words["pronouns_first"]
    return first or plain(story.actor(mention, sentence).code) == plain(actor.code)


def _is_denied(story: Story, sentence: Sentence, cue: Match) -> bool:
    """`hampir tidak akan membantunya`, `would not stop the army`, `tak dapat mengonfirmasi`: what somebody will not do is no pledge,
    and what he cannot confirm is not confirmed."""
    denied = cue.first > 0 and sentence.tokens[cue.first - 1].lower in story.lexicon.words["negation"]
    return denied and cue.tag.name in ("pledge", "demand", "confirm")


def _is_of_another(story: Story, sentence: Sentence, cue: Match, actor: Actor, content: Span) -> bool:
    """`officials fear that Bush will attack Iran`: what another is said to intend is no threat and no pledge of the speaker; nor is
    what a thing will do (`the hotline will help both armies`), nor what nobody can promise (`kami akan membutuhkan bantuan`)."""
    words, tokens = story.lexicon.words, sentence.tokens
    if cue.tag.name == "pledge" and is_bound(story, sentence, [t.lower for t in tokens[cue.last : cue.last + 1]]):
        return tokens[cue.last - 1].lower in words["intending"]
    refusing = cue.tag.name == "reject" and tokens[cue.first].lower in words["intending"] | words["negation"]
    if not refusing and (cue.tag.name not in ("threaten", "pledge") or tokens[cue.first].lower not in words["intending"]):
        return False  # `hoped that Iran would not give up the talks`
    at = cue.first
    while at > 0 and tokens[at - 1].lower in words["before_verb"] | words["demonstratives"] | words["hypothetical"]:
        at -= 1
    before = next((m for m in story.mentions(sentence) if m.last == at and not m.is_pronoun and not m.preposition), None)
    if before is None:
        return cue.tag.name == "pledge" and tokens[at].start > content.start and _is_thing(story, sentence, at)
    code = story.actor(before, sentence).code
    return code is not None and plain(code) != plain(actor.code)


def _is_thing(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a noun that names nobody ends before a token: `the deal |`, `kontak langsung |`."""
    word = sentence.tokens[at - 1].lower if at else ","
    if at > 1 and sentence.tokens[at - 2].lower in story.lexicon.words["owners_before"]:
        return False  # `his country |`
    jobs = ("conjunctions", "clause_openers", "complement", "coordinators", "pronouns")
    small = any(word in story.lexicon.words[name] for name in jobs)
    return sentence.tokens[at - 1].is_word and not small and not any(m.first < at <= m.last for m in story.mentions(sentence))
