"""The languages of the desk: catalogues in gettext's own form, read when the desk is made; English is the language of the ids."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("id", "en")
"""The desk's languages, the first the default."""
LOCALE = Path(__file__).parent / "locale"


def catalogue_path(language: str) -> Path:
    """Where the messages of a language lie."""
    return LOCALE / language / "LC_MESSAGES" / "pantau.po"


@cache
def load_translations(language: str) -> NullTranslations:
    """The messages of a language, compiled in memory: no built file can be older than its source."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    if language == "en":
        return NullTranslations()
    with catalogue_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def choose_language(chosen: str | None, accepted: str) -> str:
    """The language a person chose, else the first of ours that the browser accepts, else the first of ours."""
    if chosen in LANGUAGES:
        return chosen
    ranked = []
    for place, part in enumerate(accepted[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, _, tag in sorted(ranked) if tag in LANGUAGES), LANGUAGES[0])
