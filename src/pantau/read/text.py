"""A crawled page that is bare text, into a Document: what is the article, what is not, who published it when, whom it credits."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pantau.model.document import SET_ASIDE_REASONS, Document, Problem, SetAside
from pantau.model.span import Span
from pantau.read.boilerplate import Layout, lay_out
from pantau.read.credits import find_credits
from pantau.read.cuts import Cut, body_parts, find_cuts
from pantau.read.dating import Dating, find_day
from pantau.read.header import address_lines, find_byline, time_lines, title_span
from pantau.read.origin import Origin
from pantau.read.outlet import Outlet, find_outlet
from pantau.read.vocabulary import PageWords, page_words

if TYPE_CHECKING:
    from pantau.knowledge import Knowledge

_AS_REASON = {"date": "navigation", "host": "navigation", "row": "navigation"}


def read_text(data: bytes, text: str, origin: Origin, knowledge: Knowledge) -> Document:
    """Everything that a page's bare text tells about itself. `text` is `data` decoded; the language is left to the caller."""
    words, sources = page_words(knowledge), knowledge.world.sources
    # 1. label the lines, and cut out what stands inside those of the article
    layout = lay_out(text, words, sources)
    body, aside = _split(text, layout, words)
    # 2. who published it, and when
    outlet = find_outlet(text, layout, sources, url=origin.url)
    dating = find_day(
        text, words=words.dates, header=time_lines(layout), urls=address_lines(layout), url=origin.url,
        dateline=layout.dateline.span if layout.dateline else None, body=body, aside=[part.span for part in aside],
    )  # fmt: skip
    # 3. the rest of the head, and whom the page credits
    title, byline = title_span(layout), find_byline(text, layout, words)
    dateline = layout.dateline.span if layout.dateline else None
    return Document(
        id=hashlib.sha256(data).hexdigest(), name=origin.name, text=text, form="text", url=origin.url,
        source=outlet.domain if outlet else None,
        published_on=dating.published.day if dating.published else None,
        published_at=dating.published.instant if dating.published else None,
        dated=dating.dated, dated_by=dating.dated_by,
        title=title.of(text) if title else None, byline=byline.of(text) if byline else None,
        dateline=dateline.of(text) if dateline else None,
        body=tuple(body), set_aside=tuple(aside),
        credits=find_credits(text, body, aside, knowledge, outlet=outlet.domain if outlet else None),
        problems=_problems(body, dating), evidence=_evidence(outlet, dating, title=title, byline=byline, dateline=dateline),
    )  # fmt: skip


def _split(text: str, layout: Layout, words: PageWords) -> tuple[list[Span], list[SetAside]]:
    """The stretches of the article and everything else with its reason, both in page order."""
    body: list[Span] = []
    aside: list[SetAside] = []
    closing = {block.last for block in layout.blocks}
    for at, (line, label) in enumerate(zip(layout.lines, layout.labels, strict=True)):
        if label == "body":
            cuts: list[Cut] = find_cuts(text, line.span, words, closing=at in closing)
            body += body_parts(line.span, cuts, text)
            aside += [SetAside(cut.span, cut.reason) for cut in cuts]
        elif label != "title":
            reason = _AS_REASON.get(label, label)
            aside.append(SetAside(line.span, reason if reason in SET_ASIDE_REASONS else "navigation"))
    return body, aside


def _problems(body: list[Span], dating: Dating) -> tuple[Problem, ...]:
    found = list(dating.problems)
    if not body:
        found.append(Problem("no article text found on the page"))
    return tuple(found)


def _evidence(outlet: Outlet | None, dating: Dating, **head: Span | None) -> tuple[tuple[str, Span], ...]:
    found = {"outlet": outlet.span if outlet else None, **head}
    if dating.published and dating.published.span.end:
        found["published"] = dating.published.span
    if dating.span:
        found["dated"] = dating.span
    return tuple((slot, span) for slot, span in sorted(found.items()) if span is not None)
