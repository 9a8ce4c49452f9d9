"""PFSA-ID: who said what in Indonesian news, as spans of statement, cue and speaker.

What the set marks, and the converter gives:
- STATEMENT, a quotation with its marks, where a reporting word stands directly behind it: CUE, or CUECOREF with `-nya`;
- PERSONCOREF, the short form behind the cue; once for every such speaker PERSON, ROLE and AFFILIATION, where the page introduces him;
- EVENT, LOCATION and DATETIME (a day with its date) directly behind a speaker; ISSUE, the sentence behind a dateline, in which
  nothing else is marked;
- public figures alone: nobody without a name, and nobody introduced by a calling of the street or by age.

Quotations, reporting words, days and places are those the extractor finds. The set is CC BY-NC-SA: it is measured on, nothing is
trained on it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pantau.extract.lexicon import Lexicon, load_lexicon
from pantau.extract.patterns import Match
from pantau.extract.said import tight
from pantau.extract.story import Story
from pantau.extract.view import Sentence, make_view
from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Benchmark, Peer, Row, Tally, rows_of
from pantau.measure.circumstances import find_circumstances
from pantau.measure.introductions import Introduction, Reader, Titles
from pantau.measure.span_scores import EVERY, Marked, read_marked, span_figures, tally_spans
from pantau.model import Document, Span

WHO = {"WHO": ("PERSON", "ROLE", "AFFILIATION")}
_DATELINE = re.compile(r"\b[A-Z][A-Z. ]{2,}, [A-Z][\w.]+ ?[—–-] ?")
_AGE = re.compile(r" ?\(\d\d\)")
_REACH = 4
"""Characters between a quotation and its reporting word."""


class Attribution(NamedTuple):
    """A quotation with its reporting word: both spans, and the token behind the word."""

    sentence: Sentence
    statement: Span
    cue: Span
    behind: int
    clitic: bool


def find_spans(text: str, knowledge: Knowledge, lexicon: Lexicon, titles: Titles) -> list[Marked]:
    """The labelled spans of one article given as bare text."""
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(), name="article", text=text, language="id", body=(Span(0, len(text)),)
    )  # fmt: skip
    story = Story(make_view(document, lexicon), lexicon, knowledge)
    return sorted(_Speakers(story, titles).spans(), key=lambda s: (s[0], s[1], s[2]))


def find_attributions(story: Story) -> Iterator[Attribution]:
    """Every quotation that a reporting word closes, in order."""
    clitics = tuple(story.lexicon.words["own_clitics"])
    for paragraph in story.view.paragraphs:
        verbs = {}
        for sentence in paragraph.sentences:
            for match in sentence.layer("speech"):
                if match.tag.form in ("verbs", "nouns") and match.tag.name != "none":
                    verbs[sentence.tokens[match.first].start] = (sentence, match)
        for quote in paragraph.quotes:
            found = next((verbs[at] for at in range(quote.end, quote.end + _REACH) if at in verbs), None)
            if found is not None:
                yield _attribution(story, quote, *found, clitics)


def _attribution(story: Story, quote: Span, sentence: Sentence, match: Match, clitics: tuple[str, ...]) -> Attribution:
    cue = sentence.tokens[match.first]
    marks = Span(quote.start - 1, quote.end + 1)
    clitic = cue.lower.endswith(clitics) and cue.lower.removesuffix("nya") in story.lexicon.words["postposed"]
    return Attribution(sentence, marks, cue.span, match.first + 1, clitic)


class _Speakers:
    """The speakers of one page's quotations."""

    def __init__(self, story: Story, titles: Titles) -> None:
        self.story, self.titles = story, titles
        self.found = list(find_attributions(story))
        self.reader = Reader(story, titles, frozenset(self._short_names()))
        self.issues = list(_leads(story))
        self.introductions = self._persons()

    def _short_names(self) -> Iterator[str]:
        """Names behind a reporting word, behind `menurut` and before a reporting verb at a sentence's start."""
        bare = Reader(self.story, self.titles, frozenset())
        for found in self.found:
            tokens, end = found.sentence.tokens, bare.name_end(found.sentence.tokens, found.behind, speaks=True)
            if end - found.behind <= 2:
                yield from (t.lower for t in tokens[found.behind : end])
        for sentence in self.story.view.sentences:
            for match in sentence.layer("speech"):
                first = match.last if match.tag.form == "prepositions" else 0
                end = bare.name_end(sentence.tokens, first, speaks=True)
                if 0 < end - first <= 2 and (match.tag.form == "prepositions" or match.first - end <= 1):
                    yield from (t.lower for t in sentence.tokens[first:end])

    def _persons(self) -> list[Introduction]:
        """One introduction a person: the first that gives the name in full, outside the lead where there is another."""
        text, kept = self.story.view.text, list[Introduction]()
        for one in self._introduced():
            words = _words(one.person, text)
            same = next((k for k in kept if words <= _words(k.person, text) or words >= _words(k.person, text)), None)
            if same is None:
                kept.append(one)
            elif len(words) > len(_words(same.person, text)) or (self._in_lead(same) and words == _words(same.person, text)):
                kept[kept.index(same)] = one
        return kept

    def _in_lead(self, one: Introduction) -> bool:
        return any(issue.overlaps(one.span) for issue in self.issues)

    def _introduced(self) -> Iterator[Introduction]:
        quoted = [found.statement for found in self.found]
        for sentence in self.story.view.sentences:
            at = 0
            while at < len(sentence.tokens):
                token = sentence.tokens[at]
                opens = token.is_word and (token.is_capital or self.titles.office(sentence.tokens, at) > 0)
                inside = any(q.start <= token.start < q.end for q in quoted)
                one = self.reader.find(sentence, at) if opens and not inside else None
                if one is not None and one.person is not None:
                    yield one
                    at = max(at + 1, sentence.token_at(one.span.end))
                else:
                    at += 1

    def spans(self) -> Iterator[Marked]:
        """Statements, cues and speakers."""
        told: dict[Introduction, None] = {}
        last: Introduction | None = None
        yield from ((*issue, "ISSUE", None) for issue in self.issues)
        for found in self.found:
            short, one = self._speaker(found, last)
            if not self._is_public(short, one):
                last = one or last
                continue
            yield (*found.statement, "STATEMENT", None)
            yield (*found.cue, "CUECOREF" if found.clitic else "CUE", None)
            if short is not None:
                yield (*short, "PERSONCOREF", None)
            if one is not None:
                told[one] = None
            yield from self._circumstances(found, short)
            last = one or last
        for one in told:
            parts = (("PERSON", one.person), ("ROLE", one.role), ("AFFILIATION", one.body))
            if not self._in_lead(one):
                yield from self._circumstances_at(one.span.end)
                yield from ((*span, label, None) for label, span in parts if span is not None)

    def _circumstances(self, found: Attribution, short: Span | None) -> Iterator[Marked]:
        """When, where and on which occasion, told behind the short form or `-nya`."""
        at = found.sentence.token_at(short.end) if short else found.behind if found.clitic else None
        if at is not None:
            yield from find_circumstances(self.story, self.titles, found.sentence, at)

    def _circumstances_at(self, offset: int) -> Iterator[Marked]:
        for sentence in self.story.view.sentences_in(Span(offset - 1, offset)):
            yield from find_circumstances(self.story, self.titles, sentence, sentence.token_at(offset))

    def _is_public(self, short: Span | None, one: Introduction | None) -> bool:
        """Whether the speaker is a public figure, as all of the set are: named, and introduced neither by a calling of the street
        nor by his age."""
        text = self.story.view.text
        if one is None:
            return short is not None and not _AGE.match(text, short.end)
        calling = one.role.of(text).lower() if one.role else ""
        called = any(calling == word or calling.startswith(f"{word} ") for word in self.titles.words["ordinary"])
        return not called and (one.person is None or not _AGE.match(text, one.person.end))

    def _speaker(self, found: Attribution, last: Introduction | None) -> tuple[Span | None, Introduction | None]:
        """The short form behind the cue, and the introduction of whoever is meant."""
        tokens, at = found.sentence.tokens, found.behind
        if found.clitic or at >= len(tokens):
            return None, self._nearest(found, last)
        start = tokens[at].start
        here = next((one for one in self.introductions if one.span.start == start), None)
        if here is not None:
            return None, here
        if tokens[at].lower in self.story.lexicon.words["pronouns"]:
            return tokens[at].span, self._nearest(found, last)
        end = self.reader.name_end(tokens, at, speaks=True)
        office = self.titles.office(tokens, at)
        if office and tokens[at].is_capital:
            end = max(at + office, self.reader.name_end(tokens, at + office))
        if end == at:
            return None, None
        short = found.sentence.span_of(at, end)
        return short, self._named(short, found)

    def _named(self, short: Span, found: Attribution) -> Introduction | None:
        """The last introduction before the quotation, else the first behind it, whose name or office has the short form's words."""
        text = self.story.view.text
        words = _words(short, text)
        fitting = [one for one in self.introductions if words & _words(one.person, text)]
        opens = short.of(text).lower()
        fitting = fitting or [one for one in self.introductions if one.role and one.role.of(text).lower().startswith(opens)]
        before = [one for one in fitting if one.span.start < found.statement.start]
        return before[-1] if before else fitting[0] if fitting else None

    def _nearest(self, found: Attribution, last: Introduction | None) -> Introduction | None:
        """Whom `-nya` means: who was introduced or named last before the quotation, or spoke last."""
        text, start = self.story.view.text, found.statement.start
        best, place = last, max((f.cue.end for f in self.found if f.cue.end <= start), default=-1)
        if last is not None and last.span.end > place:
            place = last.span.end
        for one in self.introductions:
            if place < one.span.start < start:
                best, place = one, one.span.start
            elif one.person is not None and one.span.start < start:
                for word in one.person.of(text).split():
                    at = text.rfind(word, max(place, 0), start) if len(word) > 2 and word[0].isupper() else -1
                    if at > place and word.lower() in self.reader.short:
                        best, place = one, at
        return best


def _words(span: Span | None, text: str) -> set[str]:
    return set(span.of(text).lower().split()) if span else set()


def _leads(story: Story) -> Iterator[Span]:
    """The first sentence behind each dateline: what the article is about."""
    for match in _DATELINE.finditer(story.view.text):
        sentence = next((s for s in story.view.sentences_in(Span(match.end(), match.end() + 2))), None)
        if sentence is not None and sentence.span.end > match.end():
            yield tight(story, Span(match.end(), sentence.span.end))


def _reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    lexicon, titles = load_lexicon(knowledge, "id"), Titles(knowledge.packs["id"])

    def read(row: Row) -> Tally:
        return tally_spans(read_marked(row["spans"]), find_spans(row["text"], knowledge, lexicon, titles), WHO)

    return read


_SHOWN = (EVERY, "STATEMENT", "CUE", "CUECOREF", "WHO", "PERSON", "ROLE", "AFFILIATION", "PERSONCOREF")

PFSA = Benchmark(
    name="pfsa",
    task="Indonesian attribution: exact spans of statement, cue, speaker's name, office and body",
    language="id",
    unit="chunks of articles",
    load=rows_of("pfsa.jsonl.gz", "pfsa.jsonl", text=str, spans=list),
    figures=span_figures(*((label, "strict") for label in _SHOWN)),
    reader=_reader,
    peers=(
        Peer("the set's own spaCy model", {"ALL strict": 0.813}, "trained on the set; on its hidden part (bench/README.md)"),
        Peer("a CRF", {"STATEMENT strict": 0.75, "CUE strict": 0.85, "WHO strict": 0.51}, "trained on the set (project brief)"),
    ),
    notes="ALL counts every label of the set, also PERSONCOREF, ISSUE, EVENT, LOCATION and DATETIME. Nothing is trained on this set.",
)
