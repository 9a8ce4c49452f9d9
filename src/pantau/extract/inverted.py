"""Whether a subject stands behind its reporting verb: `…, said the minister`, `…, kata polisi`."""

from __future__ import annotations

import itertools

from pantau.extract.reporting import Speech


def _goes_on(speech: Speech, at: int) -> bool:
    """Whether a verb follows a noun at once or after few words: `the council of the region would meet` is no lone subject."""
    tokens = speech.sentence.tokens
    near = list(itertools.takewhile(lambda t: t.is_word and t.lower not in speech.words("heads_relative"), tokens[at : at + 6]))
    return any(t.lower in speech.words(w) for t in near for w in ("future", "hypothetical", "done", "being"))


def is_inverted(speech: Speech) -> bool:
    """Whether a subject can follow the verb: a phrase that a preposition opens (`, admitted to murder`) is none."""
    tokens, last = speech.sentence.tokens, speech.match.last
    if last < len(tokens) and tokens[last].lower in speech.words("no_subject"):
        return False
    if tokens[last - 1].lower in speech.words("addressing"):
        return False  # `…, the commander, told AFP`: who is told stands behind it
    behind = speech.words("behind_subject")
    mentions = speech.story.mentions(speech.sentence)
    mention = next((m for m in mentions if 0 <= m.first - last <= 2), None)
    if mention is not None and not mention.roles:  # `said PCG spokesman Jay Tarriela`
        mention = next((m for m in mentions if m.first == mention.last and m.roles and m.name is not None), mention)
    if behind and mention is None and last < len(tokens):
        opens = speech.words("single_articles") | speech.words("defining")
        if tokens[last].lower in opens and _goes_on(speech, last + 2):
            return False  # `X, the envoy, said the council would meet`
        return tokens[last].is_capital or tokens[last].lower in opens  # `, said two shells fell` goes on
    if not behind or mention is None or mention.last >= len(tokens):
        return True
    after = tokens[mention.last]
    closed = mention.last + 1 < len(tokens) and tokens[mention.last + 1].text in ",."  # `said a top defence source, who …`
    return closed or after.lower in behind or not after.is_word or after.is_capital
