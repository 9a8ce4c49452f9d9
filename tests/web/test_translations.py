"""The desk's languages are complete: nothing is missing, nothing fuzzy, nothing left unmarked in a template."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

import pantau.web
from pantau.model import (
    CATEGORIES,
    CHECKS,
    EVENT_TYPES,
    LINEAGE_RELATIONS,
    MEASURES,
    MODALITIES,
    ORIGIN_KINDS,
    OUTCOMES,
    PLACE_PRECISIONS,
    PROVISION_KINDS,
    QUALIFIERS,
    RECORD_TYPES,
    SET_ASIDE_REASONS,
    STAGES,
    STANCES,
    STATUSES,
    VERDICTS,
    VOICES,
)
from pantau.web.filters import FIELDS
from pantau.web.messages import find_messages, make_catalogue
from pantau.web.translating import LANGUAGES, catalogue_path, choose_language
from pantau.web.views import VIEWS
from pantau.web.vocabulary import CODES

TEMPLATES = sorted((Path(pantau.web.__file__).parent / "templates").glob("*.html"))
OTHERS = [language for language in LANGUAGES if language != "en"]
SAME = {"Indonesia", "English", "pantau", "SHA-", "F", "id", "en"}
"""What is not to be translated: names, and the names of languages in themselves."""


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    with catalogue_path(language).open("rb") as file:
        known = read_po(file, locale=language)
    missing = []
    for message in find_messages():
        key = (message.words, message.many) if message.many else message.words
        found = known.get(key, context=message.context)
        if found is None or not found.string or found.string == ("",) or "fuzzy" in found.flags:
            missing.append(message)
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_no_message_of_yesterday(language: str) -> None:
    with catalogue_path(language).open("rb") as file:
        known = {(message.id, message.context) for message in read_po(file, locale=language) if message.id}
    assert known == {(message.id, message.context) for message in make_catalogue(language) if message.id}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_is_filled_in(language: str) -> None:
    with catalogue_path(language).open("rb") as file:
        for message in read_po(file, locale=language):
            if message.id:
                first = message.id if isinstance(message.id, str) else message.id[-1]
                for each in (message.string,) if isinstance(message.string, str) else message.string:
                    fields = r"%\(\w+\)s|\{\w+\}"
                    assert Counter(re.findall(fields, each)) == Counter(re.findall(fields, first)), message.id


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_word_of_a_template_is_left_unmarked(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{%-? set (\w+) -?%\}.*?\{%-? endset -?%\}| lang=\"\{\{.*?\}\}\"", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    attributes = re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*[A-Za-z]{2,}[^"]*)"', text)
    words = re.sub(r"<(script|style)\b.*?</\1>|<code>.*?</code>|<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
    unmarked = [word for word in re.findall(r"[A-Za-z][A-Za-z’'-]+", words) if word not in SAME and word != "UTC"]
    assert (unmarked, attributes) == ([], [])


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("type", EVENT_TYPES), ("stance", STANCES), ("outcome", OUTCOMES), ("category", CATEGORIES), ("measure", MEASURES),
        ("qualifier", QUALIFIERS), ("stage", STAGES), ("modality", MODALITIES), ("status", STATUSES), ("aside", SET_ASIDE_REASONS),
        ("precision", PLACE_PRECISIONS), ("voice", VOICES), ("relation", LINEAGE_RELATIONS), ("check", CHECKS), ("verdict", VERDICTS),
        ("provision", PROVISION_KINDS), ("origin", ORIGIN_KINDS), ("field", FIELDS), ("kind", [cls.KIND for cls in RECORD_TYPES]),
        ("slot", [slot for cls in RECORD_TYPES for slot in cls.SLOTS]), ("view", [view.name for view in VIEWS]),
    ],
)  # fmt: skip
def test_every_code_of_the_model_has_words(vocabulary: str, codes: list[str]) -> None:
    assert [code for code in codes if code not in CODES[vocabulary]] == []


@pytest.mark.parametrize(
    ("chosen", "accepted", "expected"),
    [
        (None, "", "id"), (None, "en-US,en;q=0.9", "en"), (None, "id-ID,id;q=0.9,en;q=0.5", "id"), (None, "de,en;q=0.3,id;q=0.8", "id"),
        ("en", "id", "en"), ("fr", "en", "en"), (None, "de", "id"), (None, "en;q=x,id;q=", "id"), (None, ";;;,,,", "id"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_chosen_else_accepted(chosen: str | None, accepted: str, expected: str) -> None:
    assert choose_language(chosen, accepted) == expected


def test_a_page_speaks_one_language(desk: TestClient) -> None:
    for path in (view.path for view in VIEWS if view.in_menu):
        for language, own, other in (("id", "Insiden", "Incidents"), ("en", "Incidents", "Insiden")):
            desk.cookies.set("language", language)
            text = desk.get(path).text
            assert f'<html lang="{language}"' in text
            assert f">{own}</a>" in text
            assert f">{other}</a>" not in text
    desk.cookies.set("language", "en")
