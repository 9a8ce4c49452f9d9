"""Figures in running text: which numbers stand there, how sure they are said to be, and which of them count something.

Three steps: tokens → figures (one written number each) → mentions (ranges joined, qualifiers and kind read off the neighbours).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pantau.extract.number_figures import Figure, Number, Token, find_figures, parse_digits
from pantau.extract.number_words import WORD, NumberWords, Phrase, load_number_words
from pantau.lang.pack import Pack
from pantau.model.span import Span

KINDS = ("count", "ordinal", "collective", "money", "percent", "age", "measure", "date", "name")


class NumberMention(NamedTuple):
    """One figure. `span` covers the figure alone, `whole` its qualifier's words too; an open bound is None; `kind` one of KINDS."""

    span: Span
    low: Number | None
    high: Number | None
    qualifier: str
    ordinal: bool
    kind: str
    whole: Span


def find_numbers(text: str, start: int, end: int, pack: Pack, cache: dict[str, object]) -> list[NumberMention]:
    """Every number written in `text[start:end]`, in order, without overlap."""
    words = _words(pack, cache)
    tokens = [Token(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text, start, end)]
    figures = find_figures(text, tokens, words)
    mentions: list[NumberMention] = []
    i = 0
    while i < len(figures):
        figure, after = figures[i], figures[i + 1] if i + 1 < len(figures) else None
        joined = _range(tokens, figure, after, words) if after else None
        low, high, last = joined if joined else (*(figure.vague or (figure.value, figure.value)), figure.last)
        i += 2 if joined else 1
        mention = _mention(text, tokens, figure, last, (low, high, joined is not None), words)
        if mention:
            mentions.append(mention)
    return mentions


def _words(pack: Pack, cache: dict[str, object]) -> NumberWords:
    key = f"number_words/{pack.language}"
    words = cache.get(key)
    if not isinstance(words, NumberWords):
        words = cache[key] = load_number_words(pack)
    return words


def _range(tokens: list[Token], a: Figure, b: Figure, words: NumberWords) -> tuple[Number, Number, int] | None:
    """ "dua atau tiga", "2-3 juta", "antara 20 dan 30": low, high and the last token, or None if the two figures are two."""
    if a.vague or b.vague or {"ordinal", "collective"} & {*a.roles, *b.roles} or b.first - a.last > 3:
        return None
    link = tuple(t.word for t in tokens[a.last + 1 : b.first])
    opened = a.first > 0 and tokens[a.first - 1].word in words.between
    if link not in words.range_words and not (opened and len(link) == 1 and link[0] in words.both):
        return None
    low: Number = a.value
    if a.scale == 1 and b.scale > 1 and b.coefficient is not None and low < b.coefficient:
        low = low * b.scale
    return (int(low) if low == int(low) else low, b.value, b.last) if low < b.value else None


def _mention(
    text: str, tokens: list[Token], figure: Figure, last: int, bounds: tuple[Number, Number, bool], words: NumberWords
) -> NumberMention | None:
    """The figure with what its neighbours say about it; None where the digits are no number (10.11.2020)."""
    low, high, is_range = bounds
    first = figure.first
    span_end = tokens[last].end
    tail = last + 1
    if _about_suffix(tokens, last, words):
        tail, span_end = last + 3, tokens[last + 2].end
    span = Span(tokens[first].start, span_end)
    kind, ordinal = _kind(text, tokens, figure, last, tail, words)
    before, whole_start = _before(tokens, first, words)
    after, whole_end = _after(tokens, tail, words)
    rounded = is_range or tail > last + 1 or "round" in figure.roles
    qualifier = before or after or ("about" if rounded else "exact")
    if figure.vague and qualifier in ("about", "exact"):
        qualifier = "vague"
    span_low: Number | None = None if qualifier == "at_most" else low
    span_high: Number | None = None if qualifier == "at_least" else high
    whole = Span(tokens[whole_start].start, max(span.end, tokens[whole_end].end if whole_end >= tail else 0))
    return NumberMention(span, span_low, span_high, qualifier, ordinal, kind, whole)


def _about_suffix(tokens: list[Token], last: int, words: NumberWords) -> bool:
    """ "30-an": a dash and the suffix glued to the digits."""
    if last + 2 >= len(tokens) or tokens[last + 1].word not in ("-", "–"):
        return False
    return tokens[last + 2].word in words.about_suffix and tokens[last + 2].start - tokens[last].end == 1


def _before(tokens: list[Token], first: int, words: NumberWords) -> tuple[str, int]:
    """The qualifier in front (the nearest that says something) and the first token of the whole."""
    found, at = "", first
    if at > 0 and tokens[at - 1].word in words.between:
        at -= 1
    while True:
        length = next((n for n in range(min(4, at), 0, -1) if tuple(t.word for t in tokens[at - n : at]) in words.before), 0)
        if not length:
            return found, at
        says = words.before[tuple(t.word for t in tokens[at - length : at])]
        found = found or (says if says != "exact" else "")
        at -= length


def _after(tokens: list[Token], tail: int, words: NumberWords) -> tuple[str, int]:
    """The qualifier behind, directly or behind one classifier ("30 orang lebih"), and its last token."""
    for skip in (0, 1):
        at = tail + skip
        if skip and (at > len(tokens) or not tokens[tail : tail + 1] or not tokens[tail].word.isalpha()):
            break
        for n in range(3, 0, -1):
            phrase = tuple(t.word for t in tokens[at : at + n])
            compared = at + n < len(tokens) and tokens[at + n].word in words.unless
            if len(phrase) == n and phrase in words.after and not compared:
                return words.after[phrase], at + n - 1
    return "", tail - 1


def _kind(text: str, tokens: list[Token], figure: Figure, last: int, tail: int, words: NumberWords) -> tuple[str, bool]:
    """What the number is a number of, read off the signs and words that touch it."""
    first = figure.first
    previous = tokens[first - 1].word if first else ""
    following = tokens[tail].word if tail < len(tokens) else ""
    if "ordinal" in figure.roles or (previous == "-" and first > 1 and tokens[first - 2].word in words.ordinal_prefix):
        return "ordinal", True
    if previous in words.ordinal_prefix and first > 1 and words.kind_after.get((tokens[first - 2].word,)) == "measure":
        return "ordinal", True  # "hari ke 3", not "ke 20 negara"
    if "collective" in figure.roles:
        return "collective", False
    digits = "digits" in figure.roles
    if following in words.months:
        return "date", False
    if digits and _is_name(text, tokens, first, last):
        return "name", False
    if digits and (previous in ("/", ":") or following in ("/", ":")):
        return "date", False
    ahead = _listed(tokens, (tail, tail + 2), (tail, tail + 1), words.kind_after)
    behind = _listed(tokens, (max(0, first - 2), first), (max(0, first - 1), first), words.kind_before)
    if behind in ("money", "age"):
        return behind, False
    if ahead:
        return ("age" if ahead == "measure" and previous == "(" else ahead), False
    if digits and _is_year(text, tokens, first, last, behind, words):
        return "date", False
    if digits and behind in ("name", "date"):
        return behind, False
    return ("age" if digits and _is_age(text, tokens, first, last) else "count"), False


def _listed(tokens: list[Token], long: tuple[int, int], short: tuple[int, int], lists: Mapping[Phrase, str]) -> str:
    """What the two words, or else the one word, beside a figure are listed as."""
    for begin, end in (long, short):
        name = lists.get(tuple(t.word for t in tokens[begin:end]))
        if name:
            return name
    return ""


def _is_name(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """QZ8501, M-16, S-400, 36A, A320-200, 10.11.12, a score of 2-1: letters, or a dash to letters, touch the digits."""
    start, end = tokens[first].start, tokens[last].end
    counts = text[end : end + 2].strip()[:1].islower()
    if start and (text[start - 1].isupper() or (text[start - 1].isalpha() and not counts)):
        return True
    if (
        first
        and text[start - 1] == " "
        and tokens[first - 1].end == start - 1
        and text[tokens[first - 1].start].isupper()
        and not counts
    ):
        return bool(text[end : end + 1]) and _in_sentence(text, tokens[first - 1].start)
    if text[end : end + 1] == "." and not text[:start].rpartition("\n")[2].strip():
        return True
    if first > 1 and text[start - 1] in "-–" and tokens[first - 2].end == start - 1 and start - tokens[first - 2].start <= 12:
        return True
    if text[end : end + 1].isupper() or parse_digits(tokens[first].word, ",", scaled=False) is None:
        return True
    return text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isdecimal()


def _in_sentence(text: str, at: int) -> bool:
    """Whether a capital letter is a name's, not a sentence's: "indeks FTSE 100", but "Sebanyak 12"."""
    before = text[max(0, at - 3) : at].rstrip()
    return bool(before) and before[-1] not in '.!?\n"“'


def _is_year(text: str, tokens: list[Token], first: int, last: int, behind: str, words: NumberWords) -> bool:
    """A bare number from 1900 to 2100 behind a month, a preposition of time or with no noun to count behind it."""
    token = tokens[first]
    if first != last or len(token.word) != 4 or not token.word.isdecimal() or not 1900 <= int(token.word) <= 2100:
        return False
    if behind in ("year", "date") or (first and tokens[first - 1].word in words.months):
        return True
    follower = text[token.end : token.end + 2].strip()[:1]
    return not follower.islower()


def _is_age(text: str, tokens: list[Token], first: int, last: int) -> bool:
    """ "Abdullah (49)": at most three digits alone in brackets behind a name."""
    if first != last or not first or last + 1 >= len(tokens) or len(tokens[first].word) > 3:
        return False
    if tokens[first - 1].word != "(" or tokens[last + 1].word not in (")", ","):
        return False
    name = text[: tokens[first - 1].start].rstrip()[-30:].split()
    return bool(name) and name[-1][:1].isupper()
