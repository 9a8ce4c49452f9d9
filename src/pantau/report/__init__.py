"""The report: one self-contained HTML file in which every value opens to the sentence it was read from. No network, no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pantau.errors import UsageError
from pantau.link.joined import Joined
from pantau.model import Document, Record
from pantau.report.casualties import make_casualties
from pantau.report.ceasefires import make_ceasefires
from pantau.report.claims import make_claims
from pantau.report.entries import Page, document_day, make_pages
from pantau.report.findings import make_findings
from pantau.report.incidents import make_incidents
from pantau.report.ledger import make_ledger
from pantau.report.lineages import make_lineages
from pantau.report.matrix import make_matrix
from pantau.report.overview import make_joint_counts, make_overview, make_problems
from pantau.report.pictures import STYLE
from pantau.report.reader import make_reader
from pantau.report.refs import refs_of
from pantau.report.registry import make_registry
from pantau.report.timeline import make_timeline
from pantau.report.wording import Names, inert, plain
from pantau.world import load_world

__all__ = ["STYLES", "Names", "render_report", "write_report"]

_TEMPLATES = Path(__file__).parent / "templates"
STYLES = (STYLE, _TEMPLATES / "report.css")
"""The pictures' rules first: the page's may set a picture apart, for a phone or for paper."""


Pages = Sequence[tuple[Document, tuple[Record, ...]]]


def write_report(pages: Pages, path: Path, *, title: str, names: Names | None = None, joined: Joined | None = None) -> None:
    """Write the report on `pages` to `path`, whole or not at all; `joined` adds what joins them.

    `names` are readable names for party codes and outlet domains, by default of `joined`'s world, else
    of the shipped one.

    Raises UsageError when the file cannot be written.
    """
    html = render_report(pages, title=title, names=names, joined=joined)
    path = path.resolve() if path.is_symlink() and path.is_file() else path  # a link stays a link
    half = path.with_name(f".{path.name}.part")
    if path.exists() and not path.is_file() and not path.is_dir():
        half = path  # a pipe or a device (/dev/stdout) is written into, never replaced
    try:
        half.write_text(html, encoding="utf-8", newline="\n")
        if half != path:
            half.replace(path)
    except OSError as error:
        if half != path:
            with suppress(OSError):
                half.unlink()
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(path), todo="name another file") from error


def render_report(pages: Pages, *, title: str, names: Names | None = None, joined: Joined | None = None) -> str:
    """The report as one HTML text: the same for the same pages, in any order."""
    names = names if names is not None else Names.of(joined.knowledge.world if joined else load_world())
    numbered = make_pages(pages, names)
    style = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    days, undated = make_timeline(numbered, names)
    return (
        _environment()
        .get_template("report.html")
        .render(
            title=title,
            style=Markup(style),
            style_hash=_hash(style),
            overview=make_overview(numbered),
            days=days,
            undated=undated,
            claims=make_claims(numbered, names),
            casualties=make_casualties(numbered, names),
            ceasefires=make_ceasefires(numbered, names),
            problems=make_problems(numbered),
            pages=numbered,
            reader=make_reader(numbered),
            **_across(numbered, names, joined),
        )
    )


def _across(pages: Sequence[Page], names: Names, joined: Joined | None) -> dict[str, Any]:
    """What joins the pages: nothing where it was not asked for."""
    if joined is None:
        return dict.fromkeys(("joint", "incidents", "matrix", "lineages", "registry", "ledger", "findings"))
    refs = refs_of(pages, names)
    incidents = make_incidents(joined, pages, refs, names)
    newest = max((day for page in pages if (day := document_day(page.document))), default=None)
    lineages, registry = make_lineages(joined, pages, names), make_registry(joined.registry, pages, refs, names)
    findings = make_findings(joined.findings, joined.counts, pages, refs, names)
    return {
        "joint": make_joint_counts(incidents, registry, lineages, findings),
        "incidents": incidents,
        "matrix": make_matrix(joined.matrix, incidents, pages, refs, names),
        "lineages": lineages,
        "registry": registry,
        "ledger": make_ledger(joined.ledger, newest, refs, names),
        "findings": findings,
    }


def _hash(style: str) -> str:
    """The style block's hash for the content security policy: no other style can take effect."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _environment() -> Environment:
    """Templates with autoescape, and every value made inert before it is escaped: all of it may come from the web."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    return environment


def _finalize(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return inert(value)
    return value
