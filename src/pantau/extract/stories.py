"""Several stories on one page: round-ups and wire digests are cut where one story ends, so that no speaker, side or scene of one
reaches into the next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pantau.extract.lexicon import Lexicon
from pantau.extract.names import plain
from pantau.extract.view import Paragraph, Sentence, View
from pantau.extract.words import QUOTES
from pantau.model import Document, Span

_NUMBERED = re.compile(r"^[ \t#*]*(\d{1,2})[.)][ \t]+\S", re.MULTILINE)


def find_stories(view: View, lexicon: Lexicon) -> tuple[tuple[Span, ...], ...]:
    """The body of each story of the page, in order; one for a page that tells one."""
    body = view.document.body
    starts = sorted({*_listed(view.document, lexicon), *_unrelated(view, lexicon)})
    bodies: list[list[Span]] = [[]]
    for span in body:
        rest = span
        for start in starts:
            if rest.start < start < rest.end:
                bodies[-1].append(Span(rest.start, start))
                rest = Span(start, rest.end)
                bodies.append([])
            elif start == rest.start and bodies[-1]:
                bodies.append([])
        bodies[-1].append(rest)
    return tuple(tuple(b) for b in bodies if b)


def _listed(document: Document, lexicon: Lexicon) -> Iterator[int]:
    """Where the numbered items of a round-up begin (`5 berita terpopuler`: 1. …, 2. …); a page whose title tells of no round-up
    numbers the points of one story."""
    title = (document.title or "").lower()
    if not any(word in title for word in lexicon.words["roundups"]):
        return
    wanted = 1
    for found in _NUMBERED.finditer(document.text):
        if int(found[1]) == wanted:
            wanted += 1
            start = next((max(s.start, found.start()) for s in document.body if s.end > found.start()), None)
            if start is not None:
                yield start


def _unrelated(view: View, lexicon: Lexicon) -> Iterator[int]:
    """Where a paragraph begins from which on the page names nobody and no place that it named before, and named both before and
    after: another story (agencies send several in one text)."""
    named = [_names(paragraph, lexicon) for paragraph in view.paragraphs]
    behind: list[set[str]] = [set() for _ in named]
    rest: set[str] = set()
    for i in range(len(named) - 1, -1, -1):
        rest = rest | named[i][1]
        behind[i] = rest
    before: set[str] = set()
    parties = False
    for i, paragraph in enumerate(view.paragraphs):
        codes, names = named[i]
        if parties and codes and not before & behind[i] and not _points_back(paragraph, lexicon):
            yield paragraph.span.start
            before, parties = set(), False
        before |= names
        parties = parties or bool(codes)


def _names(paragraph: Paragraph, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """The states a paragraph names otherwise than by a place, and every word it writes with a capital with the parties it names."""
    codes: set[str] = set()
    words: set[str] = set()
    for sentence in paragraph.sentences:
        for at, token in enumerate(sentence.tokens):
            if not token.is_capital:
                continue
            found = sentence.named.get(at)
            if found is not None and found.named.code:
                words.add(plain(found.named.code) or "")
                if found.named.kind == "state":
                    codes.add(plain(found.named.code) or "")
            if token.lower not in lexicon.words["not_names"] and (at or token.lower not in lexicon.known):
                words.add(token.lower)
    return codes, words


def _points_back(paragraph: Paragraph, lexicon: Lexicon) -> bool:
    """Whether a paragraph opens with a pronoun or with somebody told of before (`The group also …`, `Kelompok itu …`)."""
    tokens, words = paragraph.sentences[0].tokens if paragraph.sentences else (), lexicon.words
    if not tokens or tokens[0].lower in words["pronouns"] or tokens[0].text in QUOTES:
        return True
    if any(m.tag.name == "group_pronouns" for s in paragraph.sentences for m in s.layer("grammar")):
        return True  # `both sides`: of the story before
    if tokens[0].lower in words["defining"]:
        return len(tokens) < 2 or not tokens[1].is_capital
    told = (m.first for m in paragraph.sentences[0].layer("event", "speech") if m.shape == "v" and m.tag.name != "none")
    subject = min(max(_OPENING, min(told, default=0)), _LONGEST_SUBJECT)  # `Organisasi beranggotakan 27 negara itu mendesak …`
    return any(t.lower in words["demonstratives"] for t in tokens[:subject]) or _opens_bare(paragraph.sentences[0])


_OPENING, _LONGEST_SUBJECT = 4, 9
"""Words at the head of a paragraph among which something may be pointed at, and up to its first verb at most."""


def _opens_bare(sentence: Sentence) -> bool:
    """`Militer merebut kekuasaan …`, `Police arrested …`: a force or a government without its state is that of the story told."""
    tokens = sentence.tokens
    bodies = (m.last for m in sentence.layer("role") if m.first == 0 and m.tag.name in ("military", "police", "government"))
    return any(last < len(tokens) and not tokens[last].is_capital for last in bodies)
