"""Whom `they` and `him` mean in a second deed: those the deed told of just before befell, the guest named before."""

from __future__ import annotations

from pantau.extract.actors import head_role, plain
from pantau.extract.owners import owner_of
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

Codes = tuple[str, ...]


def turned_on(story: Story, sentence: Sentence, match: Match, span: Span | None, recipients: Codes) -> tuple[Codes, Codes] | None:
    """`Police shot two militants after they attacked officers`: behind what a state's force did to fighters, they did it first."""
    words = story.lexicon.words
    number, doers, done_to = story.befallen
    if match.tag.name != "ASSAULT" or number != sentence.number or not _is_they(story, span):
        return None
    at = sentence.token_at(span.start) if span else 0
    after = at > 0 and sentence.tokens[at - 1].lower in words["told_later"] | words["since"] | words["because"]
    fighters = bool(done_to) and all(c.endswith("_OPP") or c in story.armed for c in done_to)
    state = bool(doers) and all(c in story.states for c in doers)
    if not after or not fighters or not state or match.first <= at:
        return None
    return done_to, tuple(r for r in recipients if r not in done_to) or doers


def told_of(story: Story, sentence: Sentence, span: Span | None, recipients: Codes) -> Codes:
    """`Pemberontak membebaskan dua pekerja bantuan. Mereka diculik bulan lalu`: they who suffer are those told of, not who did it."""
    number, doers, done_to = story.befallen
    if not _is_they(story, span):
        return ()
    people = bool(done_to) and all(c.endswith("_CIV") for c in done_to)
    return done_to if people and 0 <= sentence.number - number <= 1 and set(recipients) <= set(doers) else ()


def met_again(story: Story, sentence: Sentence, match: Match, actors: Codes) -> Codes:
    """`During Olmert's visit Hu Jintao held talks with him`: who meets somebody does not meet himself, but whom the page named
    before."""
    words, tokens = story.lexicon.words, [t.lower for t in sentence.tokens[match.last - 1 : match.last + 2]]
    clitic = next((c for c in words["own_clitics"] if any(w.endswith(c) for w in tokens[:2])), None)
    carried = clitic is not None and (tokens[0].endswith(clitic) or tokens[1].removesuffix(clitic) in words["against"])
    held = carried and match.shape == "v"
    behind = tokens[2:] if tokens[0] not in words["against"] and tokens[1:2] and tokens[1] in words["against"] else tokens[1:2]
    if not held and not set(behind) & (words["object_pronouns"] | words["pronouns_third"]):
        return ()
    before = (story.view.sentences[sentence.number - 1],) if sentence.number else ()
    for where in (sentence, *before):
        people = [m for m in story.mentions(where) if m.has_person and not m.is_pronoun]
        named = (str(plain(story.actor(m, where).code)) for m in people if where is not sentence or m.last <= match.first)
        other = next((code for code in named if code in story.states and code not in actors), None)
        if other is not None:
            return (other,)
    return ()


def hosts_met(story: Story, sentence: Sentence, match: Match, actors: Codes) -> Codes:
    """`Steinmeier tiba di Kabul. Ia akan bertemu dengan sejumlah pejabat`, `will meet senior officials`: officials of no state named,
    met by a guest, are those of the land whose guest he was told to be."""
    for mention in story.mentions(sentence) if match.shape == "v" else ():
        if 0 <= mention.first - match.last <= _NEAR_OFFICIALS and head_role(mention) == "official":
            if mention.names or mention.has_person or owner_of(story, mention, sentence) is not None:
                return ()
            visits = (to for (kind, to), guests in reversed(story.doers.items()) if kind == "CONSULT" and guests == actors)
            return next((to for to in visits if len(to) == 1 and to[0] in story.states), ())
    return ()


_NEAR_OFFICIALS = 3
"""Words between a verb of meeting and the officials who are met."""


def _is_they(story: Story, span: Span | None) -> bool:
    return span is not None and span.of(story.view.text).lower() in story.lexicon.words["pronouns_third_plural"]
