"""What of the chosen lines of an HTML page is the article to the letter, and why every other line is not."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.model import SetAside, Span
from pantau.model.document import SET_ASIDE_REASONS
from pantau.read.cues import find_cues, line_cue
from pantau.read.cuts import body_parts, find_cuts
from pantau.read.dateline import Dateline, find_dateline
from pantau.read.html_text import Line, PageText, is_prose
from pantau.read.lines import Line as Words
from pantau.read.lines import count_words, is_closed
from pantau.read.repeats import Seen
from pantau.read.vocabulary import PageWords, fold
from pantau.world.sources import Sources

_MANY = 5000  # lines of a page whose words are asked for a reason; no news page has so many


def split_article(
    page: PageText, chosen: Sequence[int], head: Sequence[Span | None], words: PageWords, sources: Sources
) -> tuple[tuple[Span, ...], tuple[SetAside, ...], Dateline | None]:
    """The article's stretches, everything else with its reason, both in page order, and the dateline; `head` lines are neither.

    The page's tree chose the lines; their own words are asked next, as in bare page text: pointers, signatures, captions, repeats.
    """
    reasons = _reasons(page, chosen, words)
    kept = [n for n in chosen if n not in reasons and not any(part and part.overlaps(page.lines[n].span) for part in head)]
    start, dateline = _begin(page, kept, sources)
    reasons |= dict.fromkeys(kept[:start], "subheading")  # a standfirst or a caption above the dateline
    inside = set(kept[start:])
    body: list[Span] = []
    aside: list[SetAside] = []
    for n, line in enumerate(page.lines):
        span = trimmed(page.text, line.span)
        if span.start == span.end or any(part and part.overlaps(span) for part in head):
            continue
        if n in inside:
            cuts = find_cuts(page.text, span, words, closing=n == kept[-1])
            body += body_parts(span, cuts, page.text)
            aside += [SetAside(cut.span, cut.reason) for cut in cuts]
        else:
            aside.append(SetAside(span, reasons.get(n) or _place_reason(page, n, chosen, words)))
    return tuple(body), tuple(aside), dateline


def _begin(page: PageText, kept: Sequence[int], sources: Sources) -> tuple[int, Dateline | None]:
    """Which of the first lines opens the article: the one with a certain dateline, else the first."""
    for order, n in enumerate(kept[:5]):
        found = find_dateline(page.text, *trimmed(page.text, page.lines[n].span), sources)
        if found and (order == 0 or found.sure):
            return order, found
    return 0, None


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
    listing = False
    for n, line, cue in zip(around, lines, find_cues(lines, words), strict=True):
        listing = bool(cue and cue.head) or (listing and not is_prose(page.lines[n]))
        if n not in wanted:
            continue
        if listing and not is_prose(page.lines[n]):
            reasons[n] = "teaser"
        elif cue and not (cue.kind == "subheading" and count_words(line.words) > 14):
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


def _place_reason(page: PageText, n: int, chosen: Sequence[int], words: PageWords) -> str:
    """The reason that the place of a line nobody chose gives, or its own words."""
    line, said = page.lines[n], trimmed(page.text, page.lines[n].span).of(page.text)
    if line.zone:
        return line.zone
    cue = line_cue(said, words) if len(said) <= 300 and n < _MANY else None
    if cue and cue.kind in SET_ASIDE_REASONS:
        return cue.kind
    linked = line.linked > 0.5 * len(said)
    if chosen and chosen[0] < n < chosen[-1] and not linked and len(said) < 100:
        return "subheading"
    return "teaser" if linked and count_words(said) >= 4 else "navigation"


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
