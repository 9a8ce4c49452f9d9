"""The report as PDF: real text in an embedded font, headings as bookmarks, page numbers, the signature and its hash at the end.

The same report gives the same bytes. Needs reportlab (`pip install pantau[pdf]`). The font has Latin with all its marks, Cyrillic,
Greek, Armenian and Georgian; Arabic letters stand unjoined and from left to right, and what has no sign at all stands as a box: the
report says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pantau.errors import UsageError
from pantau.report.sitrep.written import Written
from pantau.report.wording import inert, web_link

_FONTS = Path(__file__).parents[1] / "fonts"
_PLAIN, _BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
_INK, _SOFT = "#1b1a17", "#5a564d"
_MOST_LETTERS, _HEADING = 4_000, 240


def write_pdf(written: Written) -> bytes:
    """The file. Raises UsageError where reportlab is not installed."""
    platypus = _reportlab()
    _register()
    out = io.BytesIO()
    title = f"{written.title}, {written.subject}, {written.period}"
    document = platypus.BaseDocTemplate(
        out, pagesize=(595.28, 841.89), leftMargin=62, rightMargin=62, topMargin=64, bottomMargin=62, title=inert(title),
        author="pantau", subject=inert("; ".join(written.standing)), creator="pantau", lang=written.language, invariant=1,
        displayDocTitle=True,
    )  # fmt: skip
    frame = platypus.Frame(62, 62, 595.28 - 124, 841.89 - 126, id="text", leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates([platypus.PageTemplate(id="page", frames=[frame])])
    document.afterFlowable = lambda flowable: _bookmark(document, flowable)
    document.build(list(_story(written)), canvasmaker=_numbered(written))
    return out.getvalue()


def _reportlab() -> Any:
    try:
        import reportlab.platypus
    except ImportError:
        raise UsageError("a PDF needs reportlab, which is not installed", todo="pip install 'pantau[pdf]'") from None
    return reportlab.platypus


@cache
def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_PLAIN, _BOLD):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(_PLAIN, normal=_PLAIN, bold=_BOLD, italic=_PLAIN, boldItalic=_BOLD)


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    def style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
        more = {"fontName": _PLAIN, "textColor": HexColor(_INK), "splitLongWords": 1, **more}
        return ParagraphStyle(name, fontSize=size, leading=leading, **more)

    return {
        "kind": style("kind", 9.5, 13, textColor=HexColor(_SOFT)),
        "h1": style("h1", 21, 25, fontName=_BOLD, spaceAfter=2),
        "period": style("period", 12.5, 17, spaceAfter=5),
        "standing": style("standing", 8.5, 11.5, textColor=HexColor(_SOFT)),
        "h2": style("h2", 12, 15, fontName=_BOLD, spaceBefore=15, spaceAfter=5, keepWithNext=1),
        "summary": style("summary", 10.2, 14.6, spaceAfter=5.5),
        "line": style("line", 9.2, 13, spaceAfter=4.2, allowWidows=0, allowOrphans=0),
        "added": style("added", 9.2, 13, leftIndent=10, spaceAfter=4.2, borderPadding=(0, 0, 0, 6)),
        "note": style("note", 7.4, 10, leftIndent=22, bulletIndent=0, spaceAfter=2.2, bulletFontName=_PLAIN, bulletFontSize=7.4),
        "closing": style("closing", 8, 11.2),
    }


def _story(written: Written) -> Iterator[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import HRFlowable, Paragraph, Spacer

    styles = _styles()
    yield Paragraph(_safe(written.title, _HEADING), styles["kind"])
    yield _marked(Paragraph(_safe(written.subject, _HEADING), styles["h1"]), "top", 0, written.subject)
    yield Paragraph(_safe(written.period, _HEADING), styles["period"])
    for line in written.standing:
        yield Paragraph(_safe(line), styles["standing"])
    yield Spacer(0, 7)
    yield HRFlowable(width="100%", thickness=1.4, color=HexColor(_INK), spaceAfter=0)
    known = {note.number for note in written.notes}
    for part in written.parts:
        yield _marked(Paragraph(_safe(part.title, _HEADING), styles["h2"]), f"part-{part.name}", 1, part.title)
        for one in part.lines:
            look = styles["added" if one.by else "summary" if part.name == "summary" else "line"]
            by = f"<b>{_safe(one.by, _HEADING)}:</b> " if one.by else ""
            notes = "".join(_reference(number) for number in one.notes if number in known)
            yield Paragraph(by + "<br/>".join(_safe(each) for each in one.words.split("\n")) + notes, look)
    yield from _end(written, styles)


def _reference(number: int) -> str:
    return f'<super size="6.2" rise="3.4"><a href="#n{number}" color="{_SOFT}">\u00a0{number}</a></super>'


def _end(written: Written, styles: dict[str, Any]) -> Iterator[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import HRFlowable, KeepTogether, Paragraph

    yield _marked(Paragraph(_safe(written.sources), styles["h2"]), "part-sources", 1, written.sources)
    for note in written.notes:
        url = web_link(note.url)
        link = f" <a href={quoteattr(inert(url))} color={quoteattr(_SOFT)}>{_safe(url[:160])}</a>" if url else ""
        yield Paragraph(f'<a name="n{note.number}"/>{_safe(note.words)}{link}', styles["note"], bulletText=str(note.number))
    closing = [*written.closing, *([written.missing] if _lacks(written) else ())]
    if closing:
        rule = HRFlowable(width="100%", thickness=1.4, color=HexColor(_INK), spaceBefore=16, spaceAfter=5)
        yield KeepTogether([rule, *(Paragraph(_safe(line), styles["closing"]) for line in closing)])


def _safe(words: str, most: int = _MOST_LETTERS) -> str:
    """Words as reportlab's paragraphs take them: inert, escaped, and no longer than a page can hold."""
    return escape(inert(words)[:most])


def _marked(paragraph: Any, key: str, level: int, title: str) -> Any:
    paragraph.pantau_mark = key, level, inert(title)[:_HEADING]
    return paragraph


def _bookmark(document: Any, flowable: Any) -> None:
    """Headings are found in the reader's list of contents."""
    mark = getattr(flowable, "pantau_mark", None)
    if mark is not None:
        key, level, title = mark
        document.canv.bookmarkPage(key)
        document.canv.addOutlineEntry(title, key, level=level, closed=False)


def _lacks(written: Written) -> bool:
    """Whether the font has no sign for some letter."""
    from reportlab.pdfbase import pdfmetrics

    known = pdfmetrics.getFont(_PLAIN).face.charToGlyph
    texts = [*(line.words for part in written.parts for line in part.lines), *(note.words for note in written.notes)]
    return any(ord(letter) not in known for text in texts for letter in inert(text) if not letter.isspace())


def _numbered(written: Written) -> Any:
    """A canvas that writes `page 2 of 5` when it knows how many there are."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for page, state in enumerate(self._pages, start=1):
                self.__dict__.update(state)
                self.setFont(_PLAIN, 7.6)
                self.setFillColor(HexColor(_SOFT))
                self.drawString(62, 36, inert(f"{written.title}, {written.subject}, {written.period}")[:110])
                self.drawRightString(595.28 - 62, 36, written.page.format(page=page, pages=len(self._pages)))
                super().showPage()
            super().save()

    return Numbered
