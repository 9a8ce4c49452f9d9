"""The report as one HTML file: no script, no network; every footnote one click from its sentence."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pantau.report.sitrep.written import Written
from pantau.report.wording import inert, language_tag, web_link

_TEMPLATES = Path(__file__).parents[1] / "templates"


def write_html(written: Written) -> str:
    """The file."""
    style = (_TEMPLATES / "sitrep.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, finalize=_finalize, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals |= {"tag": language_tag, "web_link": web_link}
    return environment.get_template("sitrep.html").render(report=written, style=Markup(style), style_hash=f"sha256-{digest}")


def _finalize(value: Any) -> Any:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value
