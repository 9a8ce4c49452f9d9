"""A word that reports speech, where it stands: what the forms of reported speech are read from."""

from __future__ import annotations

from typing import NamedTuple

from pantau.extract.actors import Actor
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.said import Said, cued, targets_of
from pantau.extract.story import Story
from pantau.extract.view import Paragraph, Sentence
from pantau.model import Span

Who = tuple[Span | None, Actor]
CLOSED = ',"”»'
"""Marks that close a message before its reporting words."""


class Speech(NamedTuple):
    """A word that reports speech, where it stands."""

    story: Story
    paragraph: Paragraph
    sentence: Sentence
    match: Match

    @property
    def trigger(self) -> Span:
        """The reporting words."""
        return self.sentence.span_of(self.match.first, self.match.last)

    def words(self, name: str) -> frozenset[str]:
        """A word set of the pack."""
        return self.story.lexicon.words[name]

    def said(
        self, who: Who, content: Span, rule: str, *, quoted: bool, stance: str | None = None, about: Mention | None = None
    ) -> Said:
        """The finished act of speech; the stance is the verb's, or the one a neutral verb's content asks for; `about` is whom it is
        about where grammar tells."""
        named = self.match.tag.name
        stance = stance or (cued(self.story, content, named, who[1]) if named in ("assert", "confirm") else named)
        if named == "pledge" and content.of(self.story.view.text).lower().split()[:1] in [[w] for w in self.words("negation")]:
            stance = "reject"  # `said it would not extend the mandate`
        targets = targets_of(self.story, content if about is None else about.span, who[1], stance)
        return Said(self.sentence, self.trigger, *who, stance, content, targets, rule, quoted)
