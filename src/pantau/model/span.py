"""Where words stand in a document's text (Web Annotation TextPositionSelector and TextQuoteSelector)."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of Unicode code points in one stored text: `text[start:end]` are the words that were read."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def joined(self, other: Span) -> Span:
        """The smallest range that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class Quote(NamedTuple):
    """The exact words of a span with up to 32 code points before and after, enough to find them again in a changed text."""

    prefix: str
    exact: str
    suffix: str

    @classmethod
    def at(cls, text: str, span: Span, *, around: int = 32) -> Quote:
        """The quote of `span` in `text`."""
        return cls(text[max(0, span.start - around) : span.start], span.of(text), text[span.end : span.end + around])
