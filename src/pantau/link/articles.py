"""The articles of a corpus read again for what joining needs to know: notes of each are kept, the stories themselves for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from pantau.extract import MAX_ARTICLE
from pantau.extract.lexicon import load_lexicon
from pantau.extract.story import Story
from pantau.extract.view import make_view
from pantau.knowledge import Knowledge
from pantau.link.corpus import Corpus
from pantau.link.notes import Note, Notes, take_notes
from pantau.link.words import load_link_words
from pantau.model import Document, Span

MOST_KEPT = 400
"""Articles that are kept at a time: some hundred megabytes; an archive's are made again when they are asked for again."""


class NotesShelf(Protocol):
    """Where notes are kept from one linking to the next."""

    def take(self, document: Document) -> Notes | None:
        """The notes of a document as it now is; None where there are none."""

    def put(self, document: Document, notes: Notes) -> None:
        """Keep the notes of a document."""


class Articles:
    """Stories of the documents of a corpus, by document id; documents in a language without a pack have none."""

    def __init__(self, corpus: Corpus, knowledge: Knowledge, shelf: NotesShelf | None = None) -> None:
        self.corpus, self.knowledge, self._shelf = corpus, knowledge, shelf
        self._stories: dict[str, Story | None] = {}
        self._notes: dict[str, Notes] = {}

    def story(self, document_id: str) -> Story | None:
        """The story of one document."""
        if document_id not in self._stories:
            document = self.corpus.documents[document_id]
            known = document.language in self.knowledge.packs
            if len(self._stories) >= MOST_KEPT:
                del self._stories[next(iter(self._stories))]
            self._stories[document_id] = self._make(document) if known else None
        return self._stories[document_id]

    def _make(self, document: Document) -> Story:
        lexicon = load_lexicon(self.knowledge, str(document.language))
        story = Story(make_view(replace(document, body=_clipped(document.body)), lexicon), lexicon, self.knowledge)
        story.read_ahead()
        return story

    def notes(self, document_id: str) -> Notes:
        """What was noted of one document; empty for one without a story."""
        found = self._notes.get(document_id)
        if found is None:
            document = self.corpus.documents[document_id]
            found = self._shelf.take(document) if self._shelf else None
            if found is None:
                found = self._take(document_id)
                if self._shelf:
                    self._shelf.put(document, found)
            self._notes[document_id] = found
        return found

    def _take(self, document_id: str) -> Notes:
        story = self.story(document_id)
        return take_notes(story, load_link_words(self.knowledge, story.language)) if story else Notes()

    def sentence_at(self, document_id: str, span: Span) -> Note | None:
        """The sentence in which a span begins."""
        return self.notes(document_id).at(span)

    def words_around(self, document_id: str, span: Span) -> str:
        """The words of the sentence of a span, or the span's own where there is none."""
        sentence = self.sentence_at(document_id, span)
        return (sentence.span if sentence else span).of(self.corpus.documents[document_id].text)


def _clipped(body: tuple[Span, ...]) -> tuple[Span, ...]:
    kept, room = [], MAX_ARTICLE
    for span in body:
        if room <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + room)))
        room -= span.end - span.start
    return tuple(kept)


def day_of(corpus: Corpus, document_id: str) -> date | None:
    """The day a document is read against."""
    document = corpus.documents[document_id]
    return document.dated or document.published_on


