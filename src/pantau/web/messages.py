"""The desk's messages: found in templates, vocabulary and code; `python -m pantau.web.messages` brings the catalogues up to date."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from pantau.web.sentences import FORMS
from pantau.web.translating import LANGUAGES, catalogue_path
from pantau.web.vocabulary import CODES

HERE = Path(__file__).parent
_HEADERS = re.compile(
    rb'"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Project-Id-Version|Report-Msgid-Bugs-To)'
    rb": [^\n]*\n"
)
"""What changes with the day or names nobody."""
_CODE = ("drawing.py", "overview.py", "picturing.py", "sentences.py", "wording.py")


class Message(NamedTuple):
    """One message: its English words (and those for many), its context, where it stands."""

    words: str
    many: str | None
    context: str | None
    where: str


def find_messages() -> Iterator[Message]:
    """Every message, in the order of files; one that stands in several places comes as often."""
    for vocabulary, words in CODES.items():
        for english in words.values():
            yield Message(english, None, vocabulary, "vocabulary.py")
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    for path in sorted((HERE / "templates").glob("*.html")):
        for _, function, found in environment.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
            yield _message(function, found, f"templates/{path.name}")
    for form in FORMS:
        yield Message(form.message, None, None, "sentences.py")
    for name in _CODE:
        source = io.BytesIO((HERE / name).read_bytes())
        for _, said, _, _ in extract("python", source, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}):
            yield _message("ngettext" if isinstance(said, tuple) else None, said, name)


def _message(function: str | None, found: str | tuple[str | None, ...], where: str) -> Message:
    if isinstance(found, str):
        return Message(found, None, None, where)
    return Message(str(found[0]), str(found[1]) if function == "ngettext" else None, None, where)


def make_catalogue(language: str) -> Catalog:
    """The messages of today with the translations there are; nothing is guessed from like ones."""
    fresh = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in find_messages():
        key: str | tuple[str, str] = (message.words, message.many) if message.many else message.words
        fresh.add(key, locations=[(message.where, 0)], context=message.context)
    with catalogue_path(language).open("rb") as file:
        known = read_po(file, locale=language)
    for entry in fresh:
        old = known.get(entry.id, context=entry.context) if entry.id else None
        if old is not None and old.string:
            entry.string = old.string
    return fresh


def write_catalogue(language: str) -> None:
    """The catalogue of a language brought up to date."""
    out = io.BytesIO()
    write_po(out, make_catalogue(language), width=120, omit_header=False, sort_output=False, include_lineno=False)
    words = re.sub(rb"\A(?:#[^\n]*\n)+", f"# The desk's messages: {language}.\n".encode(), out.getvalue())
    words = _HEADERS.sub(b"", words)
    catalogue_path(language).write_bytes(words)


if __name__ == "__main__":
    for each in LANGUAGES:
        if each != "en":
            write_catalogue(each)
