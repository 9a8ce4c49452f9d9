"""Figures in running text: which numbers stand there, how sure they are said to be, and which of them count something.

Three steps: tokens → figures (one written number each) → mentions (ranges joined, qualifiers and kind read off the neighbours).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pantau.extract.number_words import WORD, NumberWords, Phrase, load_number_words
from pantau.lang.pack import Pack
from pantau.model.span import Span

KINDS = ("count", "ordinal", "collective", "money", "percent", "age", "measure", "date", "name")

Number = int | float


class NumberMention(NamedTuple):
    """One figure. `span` covers the figure alone, `whole` its qualifier's words too; an open bound is None; `kind` one of KINDS."""

    span: Span
    low: Number | None
    high: Number | None
    qualifier: str
    ordinal: bool
    kind: str
    whole: Span


class Token(NamedTuple):
    """A word, a run of digits or a sign, with its lower-case form."""

    start: int
    end: int
    word: str


@dataclass
class _Figure:
    """A written number while its tokens come in: `room` is the size below which a next number word still belongs to it."""

    first: int
    last: int
    total: Number = 0
    current: Number = 0
    step: Number = 0
    room: Number = 0
    coefficient: Number | None = None
    scale: int = 1
    vague: tuple[int, int] | None = None
    roles: list[str] = field(default_factory=list)

    @property
    def value(self) -> Number:
        """The number read so far; whole numbers as int."""
        value = round(self.total + self.current, 6)
        return int(value) if value == int(value) else value

    @property
    def complete(self) -> bool:
        """Half a million is a number, half alone is none; nor is a scale without anything to scale."""
        return self.roles != ["half"] and self.roles[0] != "scale"


def find_numbers(text: str, start: int, end: int, pack: Pack, cache: dict[str, object]) -> list[NumberMention]:
    """Every number written in `text[start:end]`, in order, without overlap."""
    words = _words(pack, cache)
    tokens = [Token(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text, start, end)]
    figures = _figures(text, tokens, words)
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


def parse_number(tokens: list[str], words: NumberWords) -> Number | None:
    """The value of tokens that are one written number and nothing else ("dua", "puluh", "lima" → 25), else None."""
    line = " ".join(tokens)
    marks = [Token(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(line)]
    found = _figures(line, marks, words)
    whole = len(found) == 1 and found[0].first == 0 and found[0].last == len(marks) - 1
    return found[0].value if whole and not found[0].vague else None


def parse_digits(digits: str, decimal: str, *, scaled: bool) -> Number | None:
    """A run of digits with separators. Three digits behind one separator group thousands, unless it is the decimal sign before
    a scale ("6,500 juta"); older wires write "7,000" and "2.5 juta", so neither sign is taken at its word. None for 10.11.2020
    and for runs no person counts."""
    parts = digits.replace(",", ".").split(".")
    if len(digits) > 24:
        return None
    if len(parts) == 1:
        return int(digits)
    signs = [c for c in digits if c in ".,"]
    grouped = len(parts[0]) <= 3 and parts[0].lstrip("0") != "" and all(len(p) == 3 for p in parts[1:])
    if len(set(signs)) == 1:
        if grouped and not (scaled and len(parts) == 2 and signs[0] == decimal):
            return int("".join(parts))
        return float(".".join(parts)) if len(parts) == 2 else None
    if signs.count(signs[-1]) == 1 and all(len(p) == 3 for p in parts[1:-1]):
        return float("".join(parts[:-1]) + "." + parts[-1])
    return None


def _words(pack: Pack, cache: dict[str, object]) -> NumberWords:
    words = cache.get("number_words")
    if not isinstance(words, NumberWords):
        words = cache["number_words"] = load_number_words(pack)
    return words


def _figures(text: str, tokens: list[Token], words: NumberWords) -> list[_Figure]:
    """All written numbers, one after the other."""
    figures: list[_Figure] = []
    open_figure: _Figure | None = None
    role_of = words.role
    skip_until = -1
    nothing: tuple[str, Any] = ("", None)
    for i, token in enumerate(tokens):
        role, value = role_of.get(token.word, nothing)
        if token.word[0].isdecimal():
            role = "digits"
        if not role and token.word not in words.not_count_starts:
            continue
        if token.word in words.not_count_starts:
            skip_until = max(skip_until, i + _phrase_length(tokens, i, words.not_counts))
        if i < skip_until or not role:
            open_figure = None
            continue
        if role in ("ordinal", "collective"):
            open_figure = None
            figures.append(_Figure(i, i, current=int(value), roles=[role]))
            continue
        if role == "digits":
            scaled = i + 1 < len(tokens) and role_of.get(tokens[i + 1].word, ("",))[0] == "scale" and _adjacent(text, tokens, i)
            value = parse_digits(token.word, words.decimal, scaled=scaled)
        near = open_figure is not None and _follows(text, tokens, open_figure.last, i, words)
        if not (open_figure and near and _accept(open_figure, i, role, value)):
            open_figure = _Figure(i, i)
            if _accept(open_figure, i, role, value):
                figures.append(open_figure)
    return [f for f in figures if f.complete]


def _follows(text: str, tokens: list[Token], last: int, i: int, words: NumberWords) -> bool:
    """Whether token `i` stands right behind token `last`: one gap of blanks, or a joining word between."""
    if i == last + 2 and tokens[last + 1].word in words.joiner:
        return _adjacent(text, tokens, last) and _adjacent(text, tokens, last + 1)
    return i == last + 1 and _adjacent(text, tokens, last)


def _adjacent(text: str, tokens: list[Token], i: int) -> bool:
    gap = text[tokens[i].end : tokens[i + 1].start]
    return gap == " " or (not gap.strip() and "\n" not in gap and len(gap) < 4)


def _accept(figure: _Figure, i: int, role: str, value: Number | tuple[int, int] | None) -> bool:
    """Take token `i` into the figure if grammar allows; otherwise leave the figure as it is."""
    empty = not figure.roles
    if role in ("digits", "small", "one", "round", "half", "vague"):
        if not (_start(figure, role, value) if empty else _go_on(figure, role, value)):
            return False
    elif empty or not _multiply(figure, role, value):
        return False
    figure.last = i
    figure.roles.append(role)
    return True


def _start(figure: _Figure, role: str, value: Number | tuple[int, int] | None) -> bool:
    if isinstance(value, tuple):
        figure.vague = value
    elif value is not None:
        figure.current = figure.step = value
        figure.room = _room(value) if role == "small" else 0
    figure.coefficient = figure.current
    return value is not None or role == "digits"


def _go_on(figure: _Figure, role: str, value: Number | tuple[int, int] | None) -> bool:
    """A number word behind others: it must be smaller than the room the last scale left ("dua ratus" + "lima")."""
    if value is None or isinstance(value, tuple) or figure.vague:
        return False
    if role == "half" and figure.roles[-1] in ("digits", "small"):
        figure.current += value
        return True
    if role != "small" or value >= figure.room:
        return False
    figure.current += value
    figure.step, figure.room = value, _room(value)
    return True


def _room(value: Number) -> Number:
    return value if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 0


def _multiply(figure: _Figure, role: str, value: Number | tuple[int, int] | None) -> bool:
    if role not in ("teen", "scale") or not isinstance(value, int) or "one" in figure.roles:
        return False
    if figure.vague:
        if role == "teen":
            return False
        low, high = figure.vague
        figure.vague = (low * value, (high + 1) * value - 1)
        return True
    if role == "teen":
        figure.current += 10
        figure.step = figure.room = 0
        return 0 < figure.current % 100 - 10 < 10
    if value < 1000 and figure.roles[-1] in ("small", "digits"):
        figure.current += figure.step * (value - 1)
    elif value >= 1000 and figure.current:
        figure.total += figure.current * value
        figure.current = 0
        figure.scale = max(figure.scale, value)
    else:
        return False
    figure.step, figure.room = 0, value
    return True


def _phrase_length(tokens: list[Token], i: int, phrases: frozenset[Phrase]) -> int:
    longest = 0
    for phrase in phrases:
        if len(phrase) > longest and tuple(t.word for t in tokens[i : i + len(phrase)]) == phrase:
            longest = len(phrase)
    return longest


def _range(tokens: list[Token], a: _Figure, b: _Figure, words: NumberWords) -> tuple[Number, Number, int] | None:
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
    text: str, tokens: list[Token], figure: _Figure, last: int, bounds: tuple[Number, Number, bool], words: NumberWords
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


def _kind(text: str, tokens: list[Token], figure: _Figure, last: int, tail: int, words: NumberWords) -> tuple[str, bool]:
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
    if following in words.months or (digits and _is_year(text, tokens, first, last, behind, words)):
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
    if start and text[start - 1].isupper():
        return True
    if first > 1 and text[start - 1] in "-–" and tokens[first - 2].end == start - 1 and start - tokens[first - 2].start <= 12:
        return True
    if text[end : end + 1].isupper() or parse_digits(tokens[first].word, ",", scaled=False) is None:
        return True
    return text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isdecimal()


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
