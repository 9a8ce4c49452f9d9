"""When: the date of a trigger, by the words of its own clause and sentence."""

from __future__ import annotations

from datetime import date

from pantau.extract.dates import DateMention
from pantau.extract.noun_phrase import opens_noun
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.model import Span

_CLAUSE = 6
"""Words that may stand between `sejak` and its date: `sejak perang di wilayah itu pecah pada …`."""

When = tuple[date | None, date | None, str, Span | None]
UNKNOWN: When = (None, None, "unknown", None)


def when(story: Story, sentence: Sentence, first: int, last: int) -> When:
    """(began, ended, precision, span) of the trigger at tokens [first, last): the nearest date of the sentence, its own clause
    before others."""
    best: tuple[int, DateMention] | None = None
    for mention in story.dates(sentence):
        if mention.form in ("duration", "set") or (mention.began_on is None and mention.ended_on is None):
            continue
        at = sentence.token_at(mention.span.start)
        if _is_of_report(story, sentence, at) or _is_compared(story, sentence, at) or is_rival(story, sentence, at, last):
            continue
        if _is_of_saying(story, mention.span, sentence.tokens[first].start) or _is_of_noun(story, sentence, mention, (first, last)):
            continue
        if at >= last and _opens_period(story, sentence, mention) and _is_of_next(sentence, last, at):
            continue  # `released soldiers they had been holding since May`
        gap = at - last if at >= last else (first - at) + 2
        low, high = min(at, last), max(at, first)
        crossed = sum(
            t.lower in story.lexicon.words["clause_openers"] or t.lower in story.lexicon.words["relative"] or t.text in ";."
            for t in sentence.tokens[low:high]
        )
        cost = gap + 12 * crossed + (_OTHERS * (at < first and _is_anothers(sentence, at, first)))
        if best is None or cost < best[0]:
            best = (cost, mention)
    if best is None or best[0] > 45:
        return UNKNOWN
    mention = best[1]
    starts = _is_its_start(story, sentence, mention, first, last)
    if starts and mention.ended_on is None and mention.precision in ("day", "instant", "unknown"):
        return (mention.began_on, mention.began_on, "day", mention.span)
    if _opens_period(story, sentence, mention) and not starts:
        return (mention.began_on, None, mention.precision, mention.span)
    return (mention.began_on, mention.ended_on, mention.precision, mention.span)


def _is_of_saying(story: Story, day: Span, at: int) -> bool:
    """`killed 10 overnight, police said on Tuesday`: whether a day stands outside the message that holds the deed."""
    told = next((span for span, _ in story.told or () if span.start <= at < span.end), None)
    return told is not None and not told.start <= day.start < told.end


def _is_of_noun(story: Story, sentence: Sentence, mention: DateMention, trigger: tuple[int, int]) -> bool:
    """`convicted for the 1982 massacre`, `held over Monday's attack`, `dihukum atas pembantaian 1982`: whether a day says which deed
    another noun means, and not when the trigger at these tokens was done."""
    words, tokens, (first, last) = story.lexicon.words, sentence.tokens, trigger
    at, end = sentence.token_at(mention.span.start), sentence.token_at(mention.span.end)
    nouns = [m for m in sentence.layer("event", "truce") if m.shape != "v"]
    if not words["genitives"]:
        named = next((m.first for m in nouns if m.last == at and mention.precision == "year"), None)
    else:
        owning = end < len(tokens) and tokens[end].lower in words["genitives"]
        led = at > 0 and tokens[at - 1].lower in words["articles"] | words["defining"]
        named = next((m.first for m in nouns if 0 <= m.first - end <= _NEAR_NAMED), None) if owning or led else None
    if named is None or any(not t.is_word and t.text not in "-'’" for t in tokens[end:named]):
        return False
    opened = opens_noun(story, sentence, min(named, at))
    opened -= opened > 1 and tokens[opened - 1].lower in words["waves"]  # `selama aksi kerusuhan 2005`
    at_once = opened > 0 and tokens[opened - 1].lower in words["within_deed"] | words["suffered"] | words["during"]
    return not at_once and not min(at, named) <= first <= max(named, end) and not first <= at < last


_NEAR_NAMED = 3
"""Words between a day and the noun of the deed that it names: `the 1982 [prison] massacre`."""
_OTHERS = 6
"""What a day costs that stands before the trigger and behind another verb: `who had fought since 2003 signed a truce on Saturday`."""


def _is_anothers(sentence: Sentence, at: int, first: int) -> bool:
    """Whether another verb stands before the day at token `at` in its clause, and no comma between the day and the trigger, which is
    a verb: `agreed on Saturday in talks` were talks on Saturday."""
    verb = any(m.first == first and m.shape == "v" for m in sentence.layer("event"))
    if not verb or any(not t.text.isalnum() for t in sentence.tokens[at:first]):
        return False
    before = (m for m in sentence.layer("event", "speech") if m.last <= at and m.shape == "v" and m.tag.name != "none")
    return any(all(t.is_word for t in sentence.tokens[m.last : at]) for m in before)


def _is_of_next(sentence: Sentence, last: int, at: int) -> bool:
    """Whether another verb stands behind the trigger that ends at token `last` and before the day at token `at`."""
    return any(m.shape == "v" and last <= m.first < at and m.tag.name != "none" for m in sentence.layer("event"))


def _is_its_start(story: Story, sentence: Sentence, mention: DateMention, first: int, last: int) -> bool:
    """`sejak invasinya pada Maret 2003`, `sejak Jumat, ketika Israel menyerang`: the happening is what the period began with."""
    words, tokens, at = story.lexicon.words, sentence.tokens, sentence.token_at(mention.span.start)
    if last <= at:
        return any(t.lower in words["since"] for t in tokens[max(0, first - 2) : first])
    behind = tokens[sentence.token_at(mention.span.end) : first]
    return any(t.lower in words["at_the_start"] for t in behind)


def _is_compared(story: Story, sentence: Sentence, at: int) -> bool:
    """`five times more than in 2005`, `daripada tahun 2005`: a day that something is compared with."""
    before = sentence.tokens[max(0, at - 3) : at]
    return any(t.lower in story.lexicon.words["compared"] for t in before)


def is_rival(story: Story, sentence: Sentence, at: int, after: int = 0) -> bool:
    """`the deadliest attack since 100 died in 2004`, `the first since 2003`: whether token `at` tells of what a deed before it is
    measured against."""
    words, tokens = story.lexicon.words, sentence.tokens
    run = range(at - 1, max(after, at - _FAR_RIVAL) - 1, -1)
    opened = next((i for i in run if tokens[i].lower in words["since"] or tokens[i].text in ",;"), None)
    if opened is None or not tokens[opened].is_word:
        return False
    return any(t.lower in words["superlatives"] for t in tokens[max(0, opened - _FAR_RIVAL) : opened])


_FAR_RIVAL = 12
"""Words between what is the worst or first and the word for since, and from there to what happened then."""
_NEAR_REPORT = 5
"""Words between a medium that relays and the day on which it did."""


def _is_of_report(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a day says when something was reported: `seperti dilansir AFP, Jumat (20/6/2025)`."""
    relays = story.lexicon.words["relays"]
    return any(t.lower in relays for t in sentence.tokens[max(0, at - _NEAR_REPORT) : at])


def _opens_period(story: Story, sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date opens a period: `sejak 27 September`, `sejak perang dimulai pada 27 September`."""
    at = sentence.token_at(mention.span.start)
    for token in reversed(sentence.tokens[max(0, at - _CLAUSE) : at + 1]):
        if token.lower in story.lexicon.words["since"]:
            return True
        if not token.is_word and token.start < mention.span.start:
            return False
    return False


def since(story: Story, sentence: Sentence) -> tuple[date, Span] | None:
    """The start of a running count and its words: the date behind `sejak` in the sentence, if any."""
    for mention in story.dates(sentence):
        if mention.began_on is not None and _opens_period(story, sentence, mention):
            return mention.began_on, mention.span
    return None
