"""From text to the words of dates: runs of neighbouring date words, and the shapes that fit at a place in a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pantau.extract.calendar_words import TOKEN, Calendar, Lexeme, Phrase

_NOTHING = Lexeme("\0", frozenset(), {})
_SIGNS = frozenset("(),/-–—")


class DateToken(NamedTuple):
    """A word or phrase inside a run, with its classes' values."""

    start: int
    end: int
    word: str
    letter: str
    classes: frozenset[str]
    values: Mapping[str, Any]


class Fit(NamedTuple):
    """A pattern that fits at a place of a run: its number, how many tokens it takes, and (role, from, to) of its groups."""

    pattern: int
    length: int
    roles: tuple[tuple[str, int, int], ...]


class _Raw(NamedTuple):
    start: int
    end: int
    word: str


def find_runs(text: str, start: int, end: int, calendar: Calendar) -> Iterator[list[DateToken]]:
    """Runs of date words with nothing but blanks between them, each holding at least one word that can make a date."""
    vocabulary, seeds = calendar.vocabulary, calendar.seeds
    run: list[_Raw] = []
    seeded = False
    reached = -1
    for m in TOKEN.finditer(text, start, end):
        word = m.group().lower()
        digit = word[0].isdecimal()
        if not (digit or word in vocabulary or word in _SIGNS):
            if run:
                if seeded:
                    yield _tokens(text, run, calendar)
                run, seeded = [], False
            continue
        at = m.start()
        if run and at != reached and not _is_gap(text[reached:at], run[-1].word, calendar):
            if seeded:
                yield _tokens(text, run, calendar)
            run, seeded = [], False
        reached = m.end()
        run.append(_Raw(at, reached, word))
        seeded = seeded or word in seeds or (digit and (len(word) == 4 or not word.isdecimal()))
    if run and seeded:
        yield _tokens(text, run, calendar)


def _is_gap(gap: str, before: str, calendar: Calendar) -> bool:
    if gap == " ":
        return True
    if gap[:1] == "." and before in calendar.abbreviations:
        gap = gap[1:]
    return len(gap) < 4 and "\n" not in gap and not gap.strip()


def _tokens(text: str, run: list[_Raw], calendar: Calendar) -> list[DateToken]:
    """The run with phrases joined, digits classified and words that are two things told apart."""
    tokens: list[DateToken] = []
    i = 0
    while i < len(run):
        length, lexeme = _lexeme(text, run, i, calendar)
        raw, last = run[i], run[i + length - 1]
        if raw.word in calendar.capitalised and length == 1:
            lexeme = _narrowed(text, raw, lexeme, tokens, calendar)
        tokens.append(
            DateToken(raw.start, last.end, text[raw.start : last.end].lower(), lexeme.letter, lexeme.classes, lexeme.values)
        )
        i += length
    return tokens


def _lexeme(text: str, run: list[_Raw], i: int, calendar: Calendar) -> tuple[int, Lexeme]:
    """How many raw tokens make the next token, and what it is."""
    raw = run[i]
    for phrase, lexeme in calendar.phrases.get(raw.word, ()):
        if _spells(run, i, phrase):
            return len(phrase), lexeme
    if raw.word in calendar.ordinal_prefix:
        dash = 1 if i + 1 < len(run) and run[i + 1].word == "-" else 0
        if i + 1 + dash < len(run) and run[i + 1 + dash].word.isdecimal():
            return 2 + dash, calendar.digits["ordinal"]
    if raw.word in calendar.decade_suffix and i > 1 and run[i - 1].word in ("-", "–"):
        return 1, calendar.digits["decade"]
    if raw.word[0].isdecimal():
        behind = calendar.single.get(run[i - 2].word, _NOTHING).classes if i > 1 else frozenset[str]()
        return 1, _digits(text, raw, calendar, behind_month=bool(behind & {"month", "short_month"}))
    if (
        raw.word in ("-", "–")
        and i + 1 < len(run)
        and run[i + 1].word in calendar.decade_suffix
        and i
        and len(run[i - 1].word) in (2, 4)
    ):
        return 2, calendar.digits["decade"]
    return 1, calendar.single.get(raw.word, _NOTHING)


def _spells(run: list[_Raw], i: int, phrase: Phrase) -> bool:
    return len(run) - i >= len(phrase) and all(run[i + k].word == word for k, word in enumerate(phrase))


def _digits(text: str, raw: _Raw, calendar: Calendar, *, behind_month: bool) -> Lexeme:
    """What a run of digits may be; nothing where it is the end of a name (QZ8501, M-16)."""
    word, start = raw.word, raw.start
    tied = text[start - 1 : start] in ("-", "–", "/", ".") and text[max(0, start - 2) : start - 1].isalpha() and not behind_month
    if start and (tied or text[start - 1].isupper()):
        return _NOTHING
    kind = "number"
    if "/" in word:
        kind = "spread" if "-" in word or "–" in word else "full" if word.count("/") == 2 else "short"
    elif word.count("-") == 2 or (word.count(".") == 2 and len(word.split(".")[1]) < 3):
        kind = "full" if max(len(part) for part in word.replace("-", ".").split(".")) == 4 else "number"
    elif (":" in word or "." in word) and len(word) in (4, 5) and word[-3] in ".:":
        kind = "time" if int(word[:-3]) < 25 and int(word[-2:]) < 60 else "number"
    elif word.isdecimal():
        is_year = len(word) == 4 and 1800 <= int(word) <= 2100
        kind = "day" if len(word) < 3 and 1 <= int(word) <= 31 else "year" if is_year else "number"
    return calendar.digits[kind]


def _narrowed(text: str, raw: _Raw, lexeme: Lexeme, before: list[DateToken], calendar: Calendar) -> Lexeme:
    """A word that is a day with a capital or behind "hari": "Minggu" Sunday, "dua minggu" weeks; any may open a sentence."""
    names = lexeme.classes & {"weekday", "month", "short_month"}
    rest = lexeme.classes - names
    behind = before[-1].classes if before else frozenset[str]()
    capital = text[raw.start].isupper()
    if "day_noun" in behind:
        kept = names
    elif (rest and behind & {"number", "count"}) or not capital:
        kept = rest
    else:
        kept = lexeme.classes if _opens_sentence(text, raw.start) else names
    return Lexeme(calendar.narrowed[kept], kept, {k: v for k, v in lexeme.values.items() if k in kept}) if kept else _NOTHING


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(" \t")
    return not before or before[-1] in ".!?\n\r\"“'‘•"


def fits_at(tokens: list[DateToken], i: int, calendar: Calendar, memory: dict[str, tuple[Fit, ...]]) -> tuple[Fit, ...]:
    """The patterns that fit at token `i`, longest first, then in the file's order. `memory` keeps answers by letters."""
    letters = "".join(t.letter for t in tokens[i : i + 16])
    known = memory.get(letters)
    if known is None:
        known = _fits(letters, calendar)
        if len(memory) < 20_000:
            memory[letters] = known
    return known


def _fits(letters: str, calendar: Calendar) -> tuple[Fit, ...]:
    fits: list[Fit] = []
    for number, pattern in enumerate(calendar.patterns):
        m = pattern.shape.match(letters)
        if m and m.end():
            roles = tuple((role, *m.span(group)) for group, role in pattern.roles.items() if m.group(group))
            fits.append(Fit(number, m.end(), roles))
    return tuple(sorted(fits, key=lambda fit: (-fit.length, fit.pattern)))
