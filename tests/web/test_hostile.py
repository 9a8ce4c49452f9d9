"""What the web writes stays words: nothing of a page acts in any view, whatever it says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from pantau.model import (
    CasualtyReport,
    Ceasefire,
    Claim,
    Credit,
    Document,
    Event,
    Place,
    Problem,
    Record,
    SetAside,
    Span,
    record_id,
)
from pantau.monitor import relink
from pantau.store import open_store
from pantau.web.views import VIEWS
from tests.web.conftest import ask, enter

ATTACKS = (
    "<script>alert('acted')</script>", "<img src=x onerror=alert('acted')>", "\"><svg onload=alert('acted')>",
    "' autofocus onfocus=alert(1) x='",
    "{{ 7 * 191 }}", "{% for x in range(3) %}acted{% endfor %}", "${7*191}", "<!--", "]]>", "</textarea></title></style>",
    "'; DROP TABLE document; --", "=cmd|'/c calc'!A0", "%s%n", "&lt;script&gt;", "javascript:alert(1)",
)  # fmt: skip
HIDDEN = "\u202e\u2066\u200f\x1b[31m\x07\u0085\ufeff\u200b"
NOW = datetime(2020, 11, 1, tzinfo=UTC)
KINDS = ("event", "claim", "casualty", "ceasefire")


def write_page(attack: str, number: int) -> tuple[bytes, Document, list[Record]]:
    """A document all of whose words are hostile, with a record of every kind read from them."""
    words = f"{attack} {HIDDEN if number % 2 else ''}word"
    text = f"{words}\n{words} menyerang {words}.\nIklan {words}\n" + ("x" * 1_000_000 if number == 0 else "")
    data = f"{number} {text}".encode("utf-8", "surrogatepass")
    key = hashlib.sha256(data).hexdigest()
    body, trigger, whole = (
        Span(0, text.rindex("\nIklan")),
        Span(text.index("menyerang"), text.index("menyerang") + 9),
        Span(0, len(words)),
    )
    document = Document(
        id=key, name=f"{number}-{attack}", text=text, url=f"javascript:{attack}" if number % 2 else f"https://x.example/{attack}",
        source="x.example", published_on=date(2020, 10, 1 + number), dated=date(2020, 10, 1 + number), dated_by="header", language="id",
        title=words, byline=words, dateline=words, body=(body,),
        set_aside=(SetAside(Span(text.rindex("Iklan"), text.rindex("Iklan") + 5), "advert"),),
        credits=(Credit(words, whole, "by"),), evidence=(("title", whole),), problems=(Problem(words, whole),),
    )  # fmt: skip
    ids = [record_id(kind, key, trigger, 0) for kind in KINDS]
    shared = {"document": key, "trigger": trigger, "rule": words, "reasons": (words,), "inferred": {"claimant": words}}
    place = Place(raw=words, name=words, lat=40.0, lon=47.0, country="AZE", precision="settlement", other_name=words)
    day = date(2020, 10, 1 + number)
    records: list[Record] = [
        Event(id=ids[0], type="ASSAULT", actors=("AZE",), recipients=("ARM",), began_on=day, ended_on=day, place=place,
              evidence={"place": whole, "actors": whole}, **shared),
        Claim(id=ids[1], speaker=words, code="ARM", stance="accuse", targets=("AZE",), content=whole, venue=words, said_on=day,
              evidence={"speaker": whole}, **shared),
        CasualtyReport(id=ids[2], party="ARM", outcome="killed", low=10 + number, high=10 + number, measure="total", as_of=day,
                       claimant="AZE", evidence={"low": whole}, **shared),
        Ceasefire(id=ids[3], parties=("AZE", "ARM"), brokers=("RUS",), declared_on=day, stage="declared", scope=words,
                  provisions=(words,), evidence={"scope": whole}, **shared),
    ]  # fmt: skip
    return data, document, records


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "h.db"
    with open_store(path) as store:
        for number, attack in enumerate(ATTACKS):
            data, document, records = write_page(attack, number)
            with store.transaction():
                store.keep(data, document, origin=f"{attack}.html", now=NOW)
                store.add_reading(document, records, (Problem(attack, Span(0, 5)),), knowledge="k", version="1", now=NOW)
            store.add_input_problem(attack, attack, attack, now=NOW)
        relink(store)
    return path


@pytest.fixture(scope="module")
def hostile(hostile_store: Path) -> Iterator[TestClient]:
    with enter(ask(hostile_store)) as client:
        yield client


@pytest.fixture(scope="module")
def pages(hostile: TestClient) -> dict[str, str]:
    """Every view over the hostile record, and the page of each thing."""
    found = {view.path: hostile.get(view.path).text for view in VIEWS if view.in_menu}
    documents = hostile.get("/api/v1/documents?limit=200").json()["items"]
    assert len(documents) == len(ATTACKS)
    for line in documents:
        path = f"/documents/{line['document']['id']}"
        record = hostile.get(f"/api/v1{path}").json()["records"][0]["entry"]["id"]
        found[path] = hostile.get(f"{path}?record={record}").text
    for line in hostile.get("/api/v1/incidents?limit=200").json()["items"]:
        found[line["id"]] = hostile.get(f"/incidents/{line['id']}").text
    for line in hostile.get("/api/v1/ceasefires").json()["items"]:
        found[line["id"]] = hostile.get(f"/ceasefires/{line['id']}").text
    for number, attack in enumerate(ATTACKS):
        found[f"search {number}"] = hostile.get("/search", params={"q": f"{attack} word"}).text
    return found


def test_the_hostile_record_is_shown_everywhere(pages: dict[str, str]) -> None:
    assert len(pages) > 40
    for path in ("/records", "/documents", "/problems", "/incidents", "/matrix", "/ledger"):
        assert "DROP TABLE" in pages[path] or path == "/ledger", path


def test_nothing_of_a_page_becomes_markup(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        tags = re.findall(r"<([a-zA-Z]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", text)
        for name, inside in tags:
            bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", inside)
            assert not re.search(r"\bon[a-z]+\s*=?", bare), (path, name, inside[:200])
            if name == "script":
                assert 'src="/static/' in inside, path
            assert name not in ("img", "iframe", "object", "embed", "base"), path
        assert text.count("</script>") == text.count("<script ") == text.count('<script type="module" src="/static/'), path


def test_no_link_runs_a_script_or_leads_astray(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for href in re.findall(r'(?:href|action|src)="([^"]*)"', text):
            assert href.startswith(("/", "#", "https://x.example/")), (path, href[:100])
            assert not href.startswith("//"), (path, href[:100])


def test_templates_in_a_page_are_words(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert "1337" not in re.sub(r"[0-9a-f]{24,64}", "", text), path
        assert "actedactedacted" not in text, path


def test_characters_that_act_are_shown_by_their_number(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text), path
    assert "[U+202E]" in pages["/records"]


def test_a_word_of_a_million_letters_is_cut_not_printed(pages: dict[str, str]) -> None:
    assert max(map(len, pages.values())) < 900_000
    assert len(pages["/records"]) < 400_000


@pytest.mark.parametrize(("view", "picture"), [(view.path, each.name) for view in VIEWS for each in view.pictures])
@pytest.mark.parametrize("query", ["", "?extent=world", "?by=type"])
def test_hostile_words_stay_words_in_a_picture(hostile: TestClient, view: str, picture: str, query: str) -> None:
    answer = hostile.get(f"{view}/{picture}.svg{query if view == '/situation' else ''}")
    whole = etree.fromstring(answer.content)
    names = {etree.QName(each).localname for each in whole.iter("*")}
    assert names <= {"svg", "title", "desc", "style", "defs", "pattern", "g", "rect", "path", "line", "circle", "text"}
    assert {str(name) for each in whole.iter("*") for name in each.attrib if re.match("on|href|.*}href|style", str(name))} == set()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", answer.text)
    assert len(answer.content) < 300_000
    if picture == "map":
        assert "DROP TABLE" in "".join(whole.itertext()) or "word" in "".join(whole.itertext())


@pytest.mark.parametrize("words", [*ATTACKS, HIDDEN + "\x00", '"', "OR OR -", "NEAR(a b)", "a" * 400, "*", "title:x", "(((", "^x"])
def test_any_words_may_be_searched(hostile: TestClient, words: str) -> None:
    assert hostile.get("/search", params={"q": words}).status_code in (200, 303)
    assert hostile.get("/api/v1/search", params={"q": words}).status_code == 200


def test_the_original_is_never_shown_by_the_browser(hostile: TestClient) -> None:
    for line in hostile.get("/api/v1/documents?limit=200").json()["items"]:
        answer = hostile.get(f"/documents/{line['document']['id']}/original")
        assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+"', answer.headers["content-disposition"])
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-security-policy"].startswith(("sandbox", "default-src 'none'"))
