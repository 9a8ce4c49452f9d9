"""Written numbers: which tokens make one figure, and its value ("dua puluh lima", "6,5 juta", "puluhan ribu")."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pantau.extract.number_words import WORD, NumberWords, Phrase

Number = int | float


class Token(NamedTuple):
    """A word, a run of digits or a sign, with its lower-case form."""

    start: int
    end: int
    word: str


@dataclass
class Figure:
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


def parse_number(tokens: list[str], words: NumberWords) -> Number | None:
    """The value of tokens that are one written number and nothing else ("dua", "puluh", "lima" → 25), else None."""
    line = " ".join(tokens)
    marks = [Token(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(line)]
    found = find_figures(line, marks, words)
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


def find_figures(text: str, tokens: list[Token], words: NumberWords) -> list[Figure]:
    """All written numbers among the tokens, one after the other."""
    figures: list[Figure] = []
    open_figure: Figure | None = None
    role_of = words.role
    skip_until = -1
    nothing: tuple[str, Any] = ("", None)
    for i, token in enumerate(tokens):
        role, value = role_of.get(token.word, nothing)
        if role == "vague" and token.word in words.few_behind:
            if _is_some(tokens, i, words):  # `a number of`, and not `the number of`: read as one figure, which none goes on
                figures[:] = [f for f in figures if f.last != i - 1]
                figures.append(Figure(i - 1, i + 1, vague=value, roles=["vague"]))
                open_figure = None
            continue
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
            figures.append(Figure(i, i, current=int(value), roles=[role]))
            continue
        if role == "digits":
            scaled = i + 1 < len(tokens) and role_of.get(tokens[i + 1].word, ("",))[0] == "scale" and _adjacent(text, tokens, i)
            value = parse_digits(token.word, words.decimal, scaled=scaled)
        if open_figure is not None and role == "vague" and _many_of(tokens, open_figure, i, words):
            open_figure.vague, open_figure.last = _times(open_figure.vague, value), i
            continue
        near = open_figure is not None and _follows(text, tokens, open_figure.last, i, words)
        if not (open_figure and near and _accept(open_figure, i, role, value)):
            if open_figure and near and open_figure.roles == ["vague"] and (tokens[i - 1].word,) in words.before:
                figures.remove(open_figure)  # "sejumlah 12 orang"
            open_figure = Figure(i, i)
            if _accept(open_figure, i, role, value):
                figures.append(open_figure)
    return [f for f in figures if f.complete]


def _is_some(tokens: list[Token], i: int, words: NumberWords) -> bool:
    """Whether token `i` stands between one of the words for one thing and `of`: `a number of soldiers`."""
    before = words.role.get(tokens[i - 1].word, ("", None)) if i else ("", None)
    return before[1] == 1 and i + 1 < len(tokens) and tokens[i + 1].word in words.many_of


def _many_of(tokens: list[Token], figure: Figure, i: int, words: NumberWords) -> bool:
    """Whether token `i` is the greater word of `tens of thousands`."""
    return figure.roles == ["vague"] and i == figure.last + 2 and tokens[i - 1].word in words.many_of


def _times(vague: tuple[int, int] | None, scale: tuple[int, int]) -> tuple[int, int]:
    """`tens` (20 to 99) of `thousands` (2000 to 9999): 20000 to 99999."""
    one = scale[0] // 2
    low, high = vague or (1, 1)
    return low * one, (high + 1) * one - 1


def _follows(text: str, tokens: list[Token], last: int, i: int, words: NumberWords) -> bool:
    """Whether token `i` stands right behind token `last`: one gap of blanks, or a joining word between."""
    if i == last + 2 and tokens[last + 1].word in words.joiner:
        return _adjacent(text, tokens, last) and _adjacent(text, tokens, last + 1)
    return i == last + 1 and _adjacent(text, tokens, last)


def _adjacent(text: str, tokens: list[Token], i: int) -> bool:
    gap = text[tokens[i].end : tokens[i + 1].start]
    return gap == " " or (not gap.strip() and "\n" not in gap and len(gap) < 4)


def _accept(figure: Figure, i: int, role: str, value: Number | tuple[int, int] | None) -> bool:
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


def _start(figure: Figure, role: str, value: Number | tuple[int, int] | None) -> bool:
    if isinstance(value, tuple):
        figure.vague = value
    elif value is not None:
        figure.current = figure.step = value
        figure.room = _room(value) if role == "small" else 0
    figure.coefficient = figure.current
    return value is not None or role == "digits"


def _go_on(figure: Figure, role: str, value: Number | tuple[int, int] | None) -> bool:
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


def _multiply(figure: Figure, role: str, value: Number | tuple[int, int] | None) -> bool:
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


@cache
def _by_first_word(phrases: frozenset[Phrase]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _phrase_length(tokens: list[Token], i: int, phrases: frozenset[Phrase]) -> int:
    longest = 0
    for phrase in _by_first_word(phrases).get(tokens[i].word, ()):
        if len(phrase) > longest and tuple(t.word for t in tokens[i : i + len(phrase)]) == phrase:
            longest = len(phrase)
    return longest
