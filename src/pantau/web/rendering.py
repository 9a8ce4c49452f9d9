"""Pages written from their models: one environment a language, autoescaped, every value made inert before that."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pantau.report.wording import inert, language_tag, web_link
from pantau.web.drawing import Drawings
from pantau.web.forms import FIELD
from pantau.web.overview import Overview
from pantau.web.sentences import Sentences
from pantau.web.wording import Wording

HERE = Path(__file__).parent
STATIC = HERE / "static"
TOKEN_MARK, NAME_MARK = f"token-{secrets.token_hex(16)}", f"name-{secrets.token_hex(16)}"
"""Stand in a page that was drawn until it is filled for the one who asks; drawn anew by every process, so that no text has them."""


@cache
def fingerprint(name: str) -> str:
    """A few letters that change with a static file, so that it may be kept for ever by those who fetched it."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def static(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={fingerprint(name)}"


def make_environment(wording: Wording) -> Environment:
    """Templates in one language."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, finalize=_finalize, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_translations(wording.messages, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= wording.filters() | {"sentence": Sentences(wording).sentence}
    environment.globals |= {"static": static, "web_link": web_link, "tag": language_tag, "say": wording, "draw": Drawings(wording)}
    environment.globals["chart"] = Overview(wording)
    token = Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, TOKEN_MARK)
    environment.globals |= {"csrf": lambda: token, "person_name": Markup(NAME_MARK)}
    return environment


def _finalize(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return inert(value)
    return value


class Renderer:
    """The environments by language."""

    def __init__(self, wordings: Mapping[str, Wording]) -> None:
        self.environments = {language: make_environment(wording) for language, wording in wordings.items()}

    def render(self, language: str, template: str, values: Mapping[str, Any]) -> str:
        """A page in a language."""
        return self.environments[language].get_template(template).render(language=language, **values)
