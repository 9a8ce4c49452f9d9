"""A document's article as paragraphs, sentences and quotations.

Set-aside words are blanked at equal length, so every offset stays true.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pantau.extract.lexicon import Lexicon
from pantau.extract.names import NameMatch
from pantau.extract.patterns import Match
from pantau.extract.words import Token, find_tokens
from pantau.model import Document, Span

_TERMINAL = re.compile(r"""[.!?…:;]["”»')\]]*\s*$""")
_CONTINUES = re.compile(r"\s*[a-z,.;:)\]”»]")
_BREAK = re.compile(r"""[.!?…]+["”»')\]]*(?=\s+["“«('\[]*[A-Z0-9À-Þ“"(]|\s*$|(?=[“"]?[A-Z][a-z]))|[.!?…]["”](?=\s)""")
_SPACES = re.compile(r"\s+")
_ABBREVIATED = frozenset(
    [
        "no", "dr", "ir", "hj", "st", "jl", "sdr", "ny", "tn", "jend", "letjen", "mayjen", "brigjen", "kol", "letkol", "kapt", "prof",
        "drs", "h", "mr", "mrs", "ms", "gen", "col", "lt", "sgt", "capt", "maj", "gov", "sen", "rep", "pol", "purn", "kombes", "akp",
        "kompol", "iptu", "ipda", "lettu", "letda", "adm", "brig", "cmdr", "cpl", "pfc", "spc", "pvt", "supt", "insp", "rev", "hon",
        "messrs", "sens", "reps", "mt", "ft", "u.s", "vs", "jr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
        "nov", "dec", "agt", "okt", "des",
    ]
)
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
MAX_SENTENCE, MAX_PARAGRAPH = 4000, 20_000
"""Characters of one sentence and one paragraph; longer ones are cut, so that the work grows no faster than the page."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span, tokens and pattern matches by layer; `paragraph` and `number` count from 0 in the article."""

    span: Span
    paragraph: int
    number: int
    tokens: tuple[Token, ...]
    matches: tuple[Match, ...]
    named: Mapping[int, NameMatch]
    """The known name that begins at a token, by its index; names that only one theatre knows are left out."""

    def layer(self, *names: str) -> tuple[Match, ...]:
        """The matches of the given layers, in order."""
        if len(names) == 1:
            return self._layers.get(names[0], ())
        if names not in self._joined:
            self._joined[names] = tuple(m for m in self.matches if m.tag.layer in names)
        return self._joined[names]

    @cached_property
    def _joined(self) -> dict[tuple[str, ...], tuple[Match, ...]]:
        """Matches of several layers, kept as they are asked for again and again."""
        return {}

    @cached_property
    def _layers(self) -> dict[str, tuple[Match, ...]]:
        found: dict[str, list[Match]] = {}
        for m in self.matches:
            found.setdefault(m.tag.layer, []).append(m)
        return {layer: tuple(matches) for layer, matches in found.items()}

    @cached_property
    def starts(self) -> list[int]:
        """Token start offsets, for bisecting."""
        return [t.start for t in self.tokens]

    def token_at(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset`."""
        return bisect.bisect_left(self.starts, offset)

    def span_of(self, first: int, last: int) -> Span:
        """The span from token `first` to before token `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the article: its span, its sentences and the inner spans of its quotations."""

    span: Span
    number: int
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]


@dataclass(frozen=True)
class View:
    """The article of one document: `text` is the stored text with everything outside the body blanked."""

    document: Document
    text: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(s for p in self.paragraphs for s in p.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences a span touches, in order."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        last = bisect.bisect_left(self._starts, span.end)
        return tuple(s for s in self.sentences[first:last] if s.span.end > span.start)


def make_view(document: Document, lexicon: Lexicon) -> View:
    """Cut the body of a document into paragraphs (fragments broken at links joined again), sentences and quotations."""
    text = _without_dateline(document, blank_outside(document.text, document.body))
    paragraphs: list[Paragraph] = []
    count = 0
    spans = (piece for span in find_paragraphs(document.text, document.body) for piece in _cut(text, span, MAX_PARAGRAPH))
    for number, span in enumerate(spans):
        sentences = []
        for piece in find_sentences(text, span):
            tokens = find_tokens(text, piece.start, piece.end, lexicon.cut)
            if tokens:
                tight = Span(tokens[0].start, tokens[-1].end)
                matches = tuple(_without_harmless(lexicon.patterns.find(tokens)))
                named = _without_words(_without_deeds(lexicon.names.find_all(tokens), matches), tokens, lexicon)
                sentences.append(Sentence(tight, number, count, tuple(tokens), matches, named))
                count += 1
        paragraphs.append(Paragraph(span, number, tuple(sentences), tuple(find_quotes(text, span))))
    return View(document, text, tuple(paragraphs))


def _without_harmless(matches: Sequence[Match]) -> Iterator[Match]:
    """Matches without the words of harm that stand in a phrase of none (`hukuman mati`) or in a verb that does it (`menembak mati`)."""
    killing = (m for m in matches if m.tag.layer == "harm" and m.tag.name == "killed" and m.form_is_verb)
    harms = [*killing, *(m for m in matches if m.tag.layer == "harm" and m.tag.name == "none")]
    within = [range(m.first + (m.tag.name != "none"), m.last) for m in harms]
    return (m for m in matches if m.tag.layer != "harm" or not any(m.first in where for where in within))


def _without_deeds(named: Mapping[int, NameMatch], matches: Sequence[Match]) -> dict[int, NameMatch]:
    """Names without the first words of deeds that begin as they do: `Baku tembak` is an exchange of fire, no capital."""
    deeds = {m.first: m.last for m in matches if m.tag.layer == "event" and m.tag.name != "none"}
    return {at: match for at, match in named.items() if deeds.get(at, 0) <= match.last}


def _without_words(named: dict[int, NameMatch], tokens: Sequence[Token], lexicon: Lexicon) -> dict[int, NameMatch]:
    """Names without the words that only look like one: `Kapan lagi?` asks when, and is no town."""
    kept = {at: m for at, m in named.items() if m.last - at > 1 or tokens[at].lower not in lexicon.words["not_names"]}
    return {at: _of_money(m, tokens, lexicon) for at, m in kept.items()}


def _of_money(match: NameMatch, tokens: Sequence[Token], lexicon: Lexicon) -> NameMatch:
    """`770 juta dolar AS`, `40 million US dollars`: the land whose money is counted is nobody."""
    before = lexicon.words["currencies_before"] & {t.lower for t in tokens[max(0, match.first - 1) : match.first]}
    behind = lexicon.words["currencies_behind"] & {t.lower for t in tokens[match.last : match.last + 1]}
    return match._replace(named=match.named._replace(kind="money", code="")) if before or behind else match


def _without_dateline(document: Document, text: str) -> str:
    """The article without `MOSKOW (Outlet) -` before its first sentence: neither speaker nor doer stands there."""
    dateline = dict(document.evidence).get("dateline")
    if dateline is None:
        return text
    rest = text[dateline.end :].lstrip(" -–—:)*_")
    return text[: dateline.start] + " " * (len(text) - len(rest) - dateline.start) + rest


def blank_outside(text: str, body: Sequence[Span]) -> str:
    """`text` with every character outside `body`, and every line break, replaced by one space."""
    pieces, at = [], 0
    for span in body:
        pieces.append(" " * (span.start - at))
        pieces.append(text[span.start : span.end].translate(_LINE_BREAKS))
        at = span.end
    pieces.append(" " * (len(text) - at))
    return "".join(pieces)


_LINE_BREAKS = {ord(c): " " for c in "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\u00a0\u200b\ufeff"}


def find_paragraphs(text: str, body: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs of the body: lines, joined where one is a fragment of a sentence that a lost link broke over lines."""
    open_span: Span | None = None
    for line in _lines(text, body):
        if open_span is not None and _is_continued(text, open_span, line):
            open_span = Span(open_span.start, line.end)
            continue
        if open_span is not None:
            yield open_span
        open_span = line
    if open_span is not None:
        yield open_span


def _lines(text: str, body: Sequence[Span]) -> Iterator[Span]:
    for span in body:
        at = span.start
        for piece in text[span.start : span.end].splitlines(keepends=True):
            words = piece.strip()
            if words:
                start = at + piece.index(words[0])
                yield Span(start, start + len(words))
            at += len(piece)


def _is_continued(text: str, before: Span, line: Span) -> bool:
    between = text[before.end : line.start]
    if before.end == line.start or ("\n" not in between and "\r" not in between):
        return True
    head = text[line.start : line.start + 3]
    if between.count("\n") > 1:
        return bool(_CONTINUES.match(head)) and not _TERMINAL.search(text[max(0, before.end - 6) : before.end])
    return bool(_CONTINUES.match(head)) or not _TERMINAL.search(text[max(0, before.end - 6) : before.end])


def find_sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of one paragraph. A full stop after an abbreviation or inside a bracket ends none."""
    at = span.start
    for match in _BREAK.finditer(text, span.start, span.end):
        end = match.end()
        if end - at < 2 or _is_abbreviation(text, at, match.start()) or _inside_bracket(text, at, match.start()):
            continue
        yield from _cut(text, Span(at, end), MAX_SENTENCE)
        at = end
    yield from (piece for piece in _cut(text, Span(at, span.end), MAX_SENTENCE) if piece.of(text).strip())


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    """The span in pieces of at most `longest` characters, cut behind a blank where there is one."""
    at = span.start
    while span.end - at > longest:
        cut = text.rfind(" ", at, at + longest) + 1 or at + longest
        yield Span(at, cut)
        at = cut
    if at < span.end:
        yield Span(at, span.end)


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    word = text[max(start, stop - 8) : stop].split()[-1:] or [""]
    last = word[0].lstrip("(\"“'").lower()
    initials = bool(_INITIALS.fullmatch(last)) and text[stop + 1 : stop + 2] == " "  # `the U.N. Security Council`
    return initials or last in _ABBREVIATED or (len(last) == 1 and last.isalpha() and word[0].isupper())


def _inside_bracket(text: str, start: int, stop: int) -> bool:
    opened = text.rfind("(", max(start, stop - 120), stop)
    return opened >= 0 and text.find(")", opened, stop) < 0 and text.find(")", stop, stop + 60) >= 0


def find_quotes(text: str, span: Span) -> Iterator[Span]:
    """The inner spans of the quotations of one paragraph; one left open runs to the paragraph's end (it goes on in the next)."""
    opened: int | None = None
    for mark in _QUOTE.finditer(text, span.start, span.end):
        i, c = mark.start(), mark.group()
        if opened is None and c == '"' and _is_stray(text, i, span):
            continue
        if c in "“«„" or (opened is None and (c == '"' or _opens(text, i, span.end))):
            opened = i + 1
        else:
            if opened is not None and i > opened:
                yield Span(opened, i)
            opened = None
    if opened is not None and span.end - opened > 20:
        yield Span(opened, span.end)


_QUOTE = re.compile('["“”«»„]')


def _is_stray(text: str, at: int, span: Span) -> bool:
    """Whether a mark closes what no mark has opened (`Kami menang", kata …`): it stands behind a word, and no other closes it."""
    behind, before = text[at + 1 : at + 2], text[at - 1 : at]
    return at > span.start and before > " " and behind in " ,." and text.count('"', at, span.end) % 2 == 1


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a closing mark opens a quotation: a capital follows, and the next mark closes again (`selesai.” Kami pulang,” kata`)."""
    behind = text[at + 1 : at + 3].lstrip()
    following = _QUOTE.search(text, at + 1, end)
    return behind[:1].isupper() and following is not None and following.group() in "”»"
