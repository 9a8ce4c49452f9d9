"""Whom a page credits for its content: agencies and other media, by the names it first writes.

A medium's name alone is no credit (it may be in the news itself): a phrase must hand over the word to it ("dilansir dari X",
"kepada X"), or it must do what media do ("X melaporkan"), or it stands in the closing brackets or after "Sumber:".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pantau.model.document import Credit, SetAside
from pantau.model.span import Span
from pantau.read.media import Mention, NameBook, find_mentions, name_book
from pantau.read.vocabulary import CreditWords, fold, page_words

if TYPE_CHECKING:
    from pantau.knowledge import Knowledge

_LOOK_BACK = 110
_BREAKS = str.maketrans(dict.fromkeys("\r\n\t*_\u00a0", " "))
_OPENS = " \"“‘'(\u00a0"
_LAST_WORD = re.compile(r"(?P<word>[\w'’.-]*[\w])(?P<after>[^\w]*)$")
_TOKEN = re.compile(r"\s*(?:,\s*)?([\w'’.&/-]*\w)")
_WORD = r"[A-Z0-9](?:[\w'’&-]|\.(?=\w))*"
_NAME = re.compile(
    rf"[\s\"“‘(]*(?P<name>(?:The\s+)?(?:{_WORD}|[a-z]{{1,8}}[A-Z]\w+)"
    rf"(?:\s+(?:(?:of|the|for|and|al|el|de|della|du|to)\s+)?{_WORD}){{0,6}}(?:\s\([A-Z]{{2,8}}\))?)"
)
_STOPS = ("", ".", "!", "?", ":")
_CAMEL = re.compile(r"[a-z]{1,8}[A-Z]\w")
_CLOSING = re.compile(r"[(\[](?P<marks>[^()\[\]\n]{2,60})[)\]]\.?\s*$")
_MARK = re.compile(r"[^\W\d_][\w' -]*")
_LABELLED = re.compile(r"^(?P<label>[^\W\d_][\w ]{2,24}?)\s*:\s*(?P<names>\S.{1,100})$")


class _Found(NamedTuple):
    span: Span
    mention: Mention | None
    strong: bool


def find_credits(
    text: str, body: Sequence[Span], aside: Sequence[SetAside], knowledge: Knowledge, *, outlet: str | None = None
) -> tuple[Credit, ...]:
    """The credits of a page in the order in which it first writes them; `outlet` is its own domain."""
    words, book = page_words(knowledge).credit, name_book(knowledge)
    masked = _mask(text, body)
    mentions = find_mentions(masked, book, words)
    found = [*_known(masked, mentions, words), *_named(masked, mentions, words)]
    found += _signed(text, aside, book, words)
    credits: dict[str, Credit] = {}
    for span, mention, strong in sorted(found, key=lambda one: one.span):
        source = mention.source if mention else book.sources.by_name(span.of(text))
        own = bool(source and outlet and source.domain == outlet)
        if own and not strong:
            continue  # "kepada Outlet.com": its own interview
        key = f"{span.of(text).casefold()}" if source is None or own else source.domain
        relation = "own" if own else "by" if source and source.kind == "agency" else "via"
        credits.setdefault(key, Credit(span.of(text), span, relation, source.domain if source else None))
    return tuple(credits.values())


def _mask(text: str, body: Sequence[Span]) -> str:
    """The article alone at its own offsets: everything else, line breaks and marks are blanks."""
    parts, at = [], 0
    for span in body:
        parts.append(" " * (span.start - at))
        parts.append(text[span.start : span.end].translate(_BREAKS))
        at = span.end
    return "".join(parts)


def _known(masked: str, mentions: list[Mention], words: CreditWords) -> Iterator[_Found]:
    """Known media that are handed the word, or that report."""
    before: Mention | None = None
    handed: bool | None = None
    for mention, following in zip_longest(mentions, mentions[1:]):
        start, end = mention.span
        joined = before is not None and _is_joined(masked[before.span.end : start], words)
        inner = before is not None and before.source == mention.source and masked[before.span.end : start].strip() == "("
        decision = handed if joined or inner else _handed(masked, start, words)
        if decision is None and _reports(masked, start, end, words):
            decision = False
        if decision is not None and not _has_inner(masked, mention, following):
            yield _Found(mention.span, mention, decision)
        before, handed = mention, decision


def _is_joined(between: str, words: CreditWords) -> bool:
    """Whether two names stand in one list: "X, Y", "X dan Y"."""
    left = between.strip(" ,*\"”“")
    return (not left and len(between) <= 4 and bool(between.strip())) or left.casefold() in words.joins


def _has_inner(masked: str, mention: Mention, following: Mention | None) -> bool:
    """Whether the same medium's short name follows in brackets: then that is the name the page goes on with."""
    if following is None or following.source != mention.source or following.span.start - mention.span.end > 3:
        return False
    return masked[mention.span.end : following.span.start].strip() == "("


def _handed(masked: str, start: int, words: CreditWords) -> bool | None:
    """Whether the words before a name hand it the word: True by a strong phrase, False by a weak one, None if not at all."""
    left = masked[max(0, start - _LOOK_BACK) : start].rstrip(_OPENS)
    noun = False
    for _ in range(9):
        left = re.sub(r"(?:^|\s)[Tt]he$", "", left).rstrip(_OPENS)
        tail = left[-44:]
        if words.strong_end.search(tail):
            return True
        if words.company_end.search(tail):
            return False if words.company_of.search(left[-75:]) else None
        if words.weak_end.search(tail):
            return False
        ending = words.noun_end.search(tail)
        if ending:
            noun, left = True, left[: len(left) - len(ending.group())].rstrip(_OPENS)
            continue
        last = _LAST_WORD.search(left)
        if last is None or last["after"].strip(" ,(\"“"):
            return None
        word = last["word"]
        if not (word in words.nations or word.casefold() in words.between or word.capitalize() in words.nations):
            return None
        left = left[: last.start()].rstrip(_OPENS + ",")
    return False if noun and words.weak_end.search(left) else None


def _reports(masked: str, start: int, end: int, words: CreditWords) -> bool:
    """Whether a medium is said to report, behind its name; plain saying counts only behind a media noun."""
    right = words.filler.sub("", masked[end : end + 70], count=1)
    if words.verbs.match(right):
        return True
    return bool(words.says.match(right)) and bool(words.noun_end.search(masked[max(0, start - 30) : start].rstrip(_OPENS)))


def _named(masked: str, mentions: list[Mention], words: CreditWords) -> Iterator[_Found]:
    """Media we do not know: after a strong phrase any name, after a weak one or a media noun one that a medium may bear."""
    small, ends = _small(masked), [mention.span.end for mention in mentions]
    for pattern, strong in ((words.strong, True), (words.weak, False), (words.nouns, False)):
        for cue in pattern.finditer(small):
            glued = masked[cue.end() : cue.end() + 1].islower() and not _CAMEL.match(masked, cue.end())
            if glued or masked[cue.start() - 1 : cue.start()].isalnum():
                continue  # part of a longer word
            before = masked[max(0, cue.start() - 40) : cue.start()].rstrip(" \"“")[-1:]
            if pattern is words.nouns and masked[cue.start()].isupper() and before not in _STOPS:
                continue  # part of a name: "ketua Jaringan Pemantau …"
            at, noun = _skip(masked, small, cue.end(), words)
            noun = noun or pattern is words.nouns
            span = _name_at(masked, at, words, noun=noun)
            if span is None:
                continue
            name = span.of(masked)
            first = bisect_right(ends, span.start)
            known = mentions[first] if first < len(mentions) and mentions[first].span.overlaps(span) else None
            if known and not (strong and known.span.start > span.start and _is_medium_like(name, words)):
                continue  # a known medium stands there, and not merely inside a longer name
            if pattern is words.nouns:
                good = _handed(masked, cue.start(), words) is not None or _reports(masked, span.start, span.end, words)
            else:
                good = strong or noun or _is_medium_like(name, words)
            if good and (strong or len(name.split()) > 1 or _is_medium_like(name, words)):
                yield _Found(span, None, strong)


def _is_medium_like(name: str, words: CreditWords) -> bool:
    parts = name.replace("-", " ").split()
    return len(parts) >= 2 and any(part in words.words for part in parts)


def _small(masked: str) -> str:
    """The text in small letters at the same offsets."""
    small = masked.lower()
    return small if len(small) == len(masked) else "".join(c.lower() if len(c.lower()) == 1 else c for c in masked)


def _skip(masked: str, small: str, at: int, words: CreditWords) -> tuple[int, bool]:
    """Past media nouns and what stands between them and a name ("kantor berita milik pemerintah …"); whether there was a noun."""
    noun = False
    for _ in range(9):
        start = at + len(masked[at : at + 4]) - len(masked[at : at + 4].lstrip())
        ahead = words.nouns.match(small, start)
        if ahead and not masked[start : start + 1].isupper() and not masked[ahead.end() : ahead.end() + 1].islower():
            at, noun = ahead.end(), True
            continue
        token = _TOKEN.match(masked, at)
        plain = token is not None and token[1] in words.between
        if token is None or not (plain or (noun and (token[1] in words.nations or token[1].casefold() in words.between))):
            return at, noun
        at = token.end()
    return at, noun


def _name_at(masked: str, at: int, words: CreditWords, *, noun: bool) -> Span | None:
    """The name at `at` without glued grammar, behind a media noun also without a country; None if no medium could bear it."""
    match = _NAME.match(masked, at, at + 90)
    if match is None or len(masked[at : match.start("name")]) > 2:
        return None
    start, name = match.start("name"), match["name"].rstrip(".")
    parts = name.split()
    while noun and parts and parts[0] in words.nations and len(parts) > 1:
        start += name.index(parts[1], len(parts[0]))
        name = name[name.index(parts[1], len(parts[0])) :]
        parts = parts[1:]
    last = parts[-1]
    glued = words.glued.search(last) if last not in words.unglued else None
    if glued and len(last) - len(glued.group()) >= 2 and not last.islower() and _is_gluing(last, glued.group(), len(parts)):
        name = name[: len(name) - len(glued.group())]
        parts = name.split()
    if not parts or parts[0] in words.never:
        return None
    if len(parts) == 1 and (name in words.alone or name in words.nations or len(name) < 2 or name.isdigit()):
        return None
    return Span(start, start + len(name))


def _is_gluing(word: str, glued: str, parts: int) -> bool:
    """Whether the end of a word may be grammar glued to it: behind capitals, or a long enough word of it."""
    stem = word[: -len(glued)]
    return stem.isupper() or len(glued) >= 4 or (parts > 1 and len(glued) >= 3)


def _signed(text: str, aside: Sequence[SetAside], book: NameBook, words: CreditWords) -> Iterator[_Found]:
    """Agencies in closing brackets, "(afp/xyz)", and what stands after "Sumber:" on a line of its own or the next."""
    label: str | None = None
    for part in aside:
        line = part.span.of(text)
        if part.reason == "author" and len(line) <= 120 and (closing := _CLOSING.search(line)):
            yield from _marks(line, closing, part.span.start, book)
        elif part.reason in ("author", "navigation", "teaser") and " | " in line and line.isupper() and len(line) <= 80:
            yield from _sources_in(line, 0, part.span.start, book)  # "N.N. | REUTERS"
        elif part.reason != "teaser" and (labelled := _LABELLED.match(line)) and fold(labelled["label"]) in words.labels:
            yield from _sources_in(line, labelled.start("names"), part.span.start, book)
        elif label is not None and part.reason in ("navigation", "author"):
            yield from _sources_in(line, 0, part.span.start, book)
        label = line if fold(line) in words.labels else None


def _marks(line: str, closing: re.Match[str], at: int, book: NameBook) -> Iterator[_Found]:
    for mark in _MARK.finditer(line, closing.start("marks"), closing.end("marks")):
        word = mark.group().strip()
        source = book.sources.by_mark(word) or book.sources.by_name(word)
        if source and source.kind == "agency":
            span = Span(at + mark.start(), at + mark.start() + len(word))
            yield _Found(span, Mention(span, source), True)


def _sources_in(line: str, start: int, at: int, book: NameBook) -> Iterator[_Found]:
    for part in re.finditer(r"[^,;/&|]+", line if "://" not in line else ""):
        word = part.group().strip(" .()")
        source = book.sources.by_name(word) or book.sources.by_mark(word) if part.start() >= start or part.end() > start else None
        if source is None and part.start() < start:
            word = line[start : part.end()].strip(" .()")
            source = book.sources.by_name(word) or book.sources.by_mark(word)
        if source and source.is_medium:
            first = at + line.index(word, max(start, part.start()))
            yield _Found(Span(first, first + len(word)), Mention(Span(first, first + len(word)), source), True)
    for address in re.finditer(r"https?://[^\s/]+", line):
        source = book.sources.by_domain(urlsplit(address.group()).hostname or "")
        if source and source.is_medium:
            host = address.group().split("://")[1].removeprefix("www.")
            first = at + address.end() - len(host)
            yield _Found(Span(first, first + len(host)), Mention(Span(first, first + len(host)), source), True)
