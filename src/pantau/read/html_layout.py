"""What of the chosen lines of an HTML page is the article to the letter, and why every other line is not."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.model import SetAside, Span
from pantau.model.document import SET_ASIDE_REASONS
from pantau.read.cues import find_cues
from pantau.read.cuts import body_parts, find_cuts
from pantau.read.html_text import Line, PageText
from pantau.read.lines import Line as Words
from pantau.read.lines import count_words, is_closed
from pantau.read.repeats import Seen
from pantau.read.vocabulary import PageWords, fold


def split_article(
    page: PageText, chosen: Sequence[int], head: Sequence[Span | None], words: PageWords
) -> tuple[tuple[Span, ...], tuple[SetAside, ...]]:
    """The article's stretches, and everything else with its reason, both in page order; `head` (headline, date line) is neither.

    The page's tree chose the lines; their own words are asked next, as in bare page text: pointers, signatures, captions, repeats.
    """
    reasons = _reasons(page, chosen, words)
    body: list[Span] = []
    aside: list[SetAside] = []
    kept = {n for n in chosen if n not in reasons}
    last = max(kept, default=-1)
    for n, line in enumerate(page.lines):
        span = trimmed(page.text, line.span)
        if span.start == span.end or any(part and part.overlaps(span) for part in head):
            continue
        if n in kept:
            cuts = find_cuts(page.text, span, words, closing=n == last)
            body += body_parts(span, cuts, page.text)
            aside += [SetAside(cut.span, cut.reason) for cut in cuts]
        else:
            aside.append(SetAside(span, reasons.get(n) or _place_reason(page, n, line, chosen)))
    return tuple(body), tuple(aside)


def trimmed(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _reasons(page: PageText, chosen: Sequence[int], words: PageWords) -> dict[int, str]:
    """Why lines that the tree takes for the article are not: what their words say, repeats, heads between paragraphs."""
    if not chosen:
        return {}
    around = [n for n in range(chosen[0], chosen[-1] + 1) if page.lines[n].span.of(page.text).strip()]
    lines = [Words(span := trimmed(page.text, page.lines[n].span), span.of(page.text), True) for n in around]
    reasons: dict[int, str] = {}
    seen, wanted = Seen(), set(chosen)
    for n, line, cue in zip(around, lines, find_cues(lines, words), strict=True):
        if n not in wanted:
            continue
        if cue and not (cue.kind == "subheading" and count_words(line.words) > 14):
            reasons[n] = cue.kind if cue.kind in SET_ASIDE_REASONS else "navigation"
        elif seen.is_repeat(line.words):
            reasons[n] = "repeat"
        elif _is_section_head(line.words, page.lines[n], n, chosen):
            reasons[n] = "subheading"
        else:
            seen.add(line.words)
    return reasons


def _is_section_head(words: str, line: Line, n: int, chosen: Sequence[int]) -> bool:
    """Whether a line between paragraphs is a head: a few words, no end of a sentence, no item of a list."""
    if line.tag in ("li", "dd", "dt") or n == chosen[-1] or is_closed(words) or words.rstrip()[-1:] in "-–—,":
        return False
    return count_words(words) <= (14 if line.strong else 8) and not (n == chosen[0] and count_words(words) > 3)


def _place_reason(page: PageText, n: int, line: Line, chosen: Sequence[int]) -> str:
    """The reason that a line's place in the page gives, where its words were not asked."""
    if line.zone:
        return line.zone
    length = line.span.end - line.span.start
    linked = line.linked > 0.5 * length
    if chosen and chosen[0] < n < chosen[-1] and not linked and length < 100:
        return "subheading"
    return "teaser" if linked and count_words(line.span.of(page.text)) >= 4 else "navigation"


def find_author(page: PageText, words: PageWords) -> str | None:
    """The name on the first line that a label makes the author's: "Penulis: N.N.", or the label and the name on two lines."""
    before = ""
    for line in page.lines:
        said = " ".join(line.span.of(page.text).split())
        label, colon, name = said.partition(":")
        if (
            colon
            and len(name) < 80
            and fold(label or before) in words.author_labels
            and name.strip()[:1].isupper()
            and line.zone != "comment"
        ):
            return name.strip()
        before = said if len(said) < 40 else ""
    return None
