"""Who works in one theatre sees nothing of another: no id, no title, no count, on no page, in no file, by no address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from pantau.store import digest_schema as tables
from pantau.store import look_into_store, open_store, schema, scoping
from pantau.store.schema import metadata
from pantau.store.store import Store
from pantau.web.views import VIEWS
from tests.web.signing import add_people, let_in, secret_of
from tests.web.worlds import BROKEN, WORDS, make_worlds

_LINK = re.compile(r'(?:href|action)="(/[^"]*)"')
HIDDEN, SEEN = "aceh", "korea"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_worlds(tmp_path_factory.mktemp("both"), "aceh", "korea")
    add_people(path, kim=("analyst", SEEN), verifier=("verifier", SEEN), ali=("analyst",))
    return path


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A desk over the seen world alone, by one who sees everything there."""
    path = make_worlds(tmp_path_factory.mktemp("one"), SEEN)
    add_people(path, ali=("analyst",))
    return let_in(path, "ali")


@pytest.fixture(scope="module")
def kim(store: Path) -> TestClient:
    client = let_in(store, "kim")
    client.follow_redirects = True
    return client


class Ids:
    """The ids of one world."""

    def __init__(self, path: Path, theatre: str) -> None:
        with look_into_store(path) as opened:
            opened.ask(self._load, theatre)

    def _load(self, connection: Any, theatre: str) -> None:
        t, f = tables.told.c, tables.told_facet.c
        mine = select(f.record).where(f.facet == "theatre", f.value == theatre)
        rows = connection.execute(select(t.record, t.document, t.incident).where(t.record.in_(mine))).all()
        self.records = sorted({row.record for row in rows})
        self.documents = sorted({row.document for row in rows})
        self.incidents = sorted({f"I{row.incident}" for row in rows if row.incident})
        a = tables.arrangement.c
        self.ceasefires = sorted(connection.execute(select(a.id).where(a.theatre == theatre)).scalars())
        d = schema.document.c
        self.names = sorted(connection.execute(select(d.name).where(d.id.in_(self.documents))).scalars())


@pytest.fixture(scope="module")
def hidden(store: Path) -> Ids:
    return Ids(store, HIDDEN)


def leaks(text: str, hidden: Ids) -> list[str]:
    found = [each for each in (*hidden.records, *hidden.documents, *hidden.ceasefires, *hidden.names, BROKEN) if each in text]
    found += [word for word in WORDS[HIDDEN] if word.lower() in text.lower()]
    return found + [each for each in hidden.incidents if re.search(rf"\b{each}\b", text)]


def pages(client: TestClient) -> Iterator[tuple[str, str]]:
    """Every page that can be reached, and the same of the API, with its files."""
    lists, seen = [view.path for view in VIEWS if "{" not in view.path], set[str]()
    waiting = ["/", *lists, *(f"/api/v1{path}" for path in lists)]
    waiting += ["/api/v1/openapi.json", "/search?q=tentara", "/api/v1/search?q=gencatan+senjata"]
    while waiting:
        address = waiting.pop().partition("#")[0]
        narrows = [pair for pair in parse_qsl(urlsplit(address).query) if pair[0] not in ("format", "kind", "q", "after")]
        if address in seen or address.startswith("/static/") or narrows:
            continue
        seen.add(address)
        answer = client.get(address)
        yield address, answer.text + str(answer.headers.get("location", "")) + str(answer.headers.get("content-disposition", ""))
        if answer.headers.get("content-type", "").startswith("text/html"):
            waiting += map(html.unescape, _LINK.findall(answer.text))
    assert len(seen) > 60


def test_a_crawl_finds_nothing_of_the_other_theatre(kim: TestClient, hidden: Ids) -> None:
    assert hidden.incidents
    assert hidden.ceasefires
    assert len(hidden.documents) == 3
    found = {address: some for address, text in pages(kim) if (some := leaks(text, hidden))}
    assert found == {}


def test_the_crawl_would_find_it(store: Path, hidden: Ids) -> None:
    client = let_in(store, "ali")
    client.follow_redirects = True
    found = {each for _, text in pages(client) for each in leaks(text, hidden)}
    assert found >= {*hidden.records, *hidden.documents, *hidden.names, *hidden.incidents, *WORDS[HIDDEN]}


def numbers(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}").json()
    return {name: value for name, value in answer.items() if isinstance(value, int)}, len(answer.get("items", ()))


@pytest.mark.parametrize("path", [v.path for v in VIEWS if "{" not in v.path and v.name not in ("journal", "situation")])
def test_lists_count_what_a_store_of_that_theatre_alone_would(kim: TestClient, alone: TestClient, path: str) -> None:
    assert numbers(kim, path) == numbers(alone, path)


@pytest.mark.parametrize("query", ["?q=tentara", "?q=gencatan+senjata", "?q=kenanga", "?q=kenanga+yonso", "?q=zzz"])
def test_the_search_counts_likewise_and_tells_no_word_of_the_other(kim: TestClient, alone: TestClient, query: str) -> None:
    mine, whole = (client.get(f"/api/v1/search{query}").json() for client in (kim, alone))
    for name in ("total", "facets", "terms"):
        assert mine[name] == whole[name], name


def test_an_id_of_another_theatre_is_answered_as_one_that_is_not_there(kim: TestClient, hidden: Ids) -> None:
    never = {"documents": "0" * 64, "records": "0" * 24, "incidents": "I99999", "ceasefires": "0" * 24}
    for kind, missing in never.items():
        for each in getattr(hidden, kind):
            for form in ("/{}", "/api/v1/{}") if kind != "records" else ("/{}",):
                for tail in ("", "/original") if kind == "documents" and form == "/{}" else ("",):
                    path, other = (form.format(f"{kind}/{key}{tail}") for key in (each, missing))
                    real, invented = kim.get(path), kim.get(other)
                    assert real.status_code == invented.status_code == 404, path
                    assert real.text.replace(each, missing) == invented.text, path


@pytest.mark.parametrize("format", ["csv", "geojson"])
@pytest.mark.parametrize("path", ["/incidents", "/records?kind=event", "/records?kind=claim", "/documents", "/ceasefires", "/ledger"])
def test_a_file_holds_nothing_of_it(kim: TestClient, alone: TestClient, hidden: Ids, path: str, format: str) -> None:
    path = f"/api/v1{path}{'&' if '?' in path else '?'}format={format}"
    mine, whole = kim.get(path), alone.get(path)
    assert mine.status_code == whole.status_code
    assert leaks(mine.text, hidden) == []
    assert mine.text.count("\n") == whole.text.count("\n")


def test_the_other_theatre_is_no_value_of_the_filter(kim: TestClient) -> None:
    for path in ("/incidents", "/records", "/api/v1/incidents"):
        mine, invented = kim.get(path, params={"theatre": HIDDEN}), kim.get(path, params={"theatre": "nowhere"})
        assert (mine.status_code, invented.status_code) == (422, 422)
        assert re.sub(rf"\b{HIDDEN}\b", "nowhere", mine.text) == invented.text  # the word alone: `placeholder` holds it too


def test_a_key_sees_as_much_as_its_account(store: Path, hidden: Ids) -> None:
    client = let_in(store, "ali")
    client.cookies.clear()
    for name, is_seen in (("kim", False), ("ali", True)):
        answer = client.get("/api/v1/documents", headers={"authorization": f"Bearer {secret_of(store, name)}"})
        assert answer.status_code == 200
        assert bool(leaks(answer.text, hidden)) is is_seen


def test_what_was_made_for_one_is_not_shown_to_another(store: Path, hidden: Ids) -> None:
    one, other = let_in(store, "ali"), let_in(store, "kim")
    other = TestClient(one.app, base_url=str(one.base_url), cookies=other.cookies, follow_redirects=False)  # one desk, two people
    for path in ("/incidents", "/records", "/matrix", "/situation", "/documents"):
        for first, second in ((one, other), (other, one)):
            first.get(path)
            second.get(path)
        assert leaks(other.get(path).text, hidden) == []
        assert leaks(one.get(path).text, hidden) != []


def test_a_change_of_theatres_is_seen_at_once(store: Path, hidden: Ids) -> None:
    from pantau.model.account import ALONE
    from pantau.monitor.accounts import change_account
    from tests.web.signing import START

    add_people(store, sari=("analyst",))
    client = let_in(store, "sari")
    assert leaks(client.get("/documents").text, hidden)
    with open_store(store) as opened:
        change_account(opened, "sari", by=ALONE, now=START, theatres=(SEEN,))
    assert leaks(client.get("/documents").text, hidden) == []


def test_every_table_has_a_rule() -> None:
    assert [name for name in metadata.tables if name not in scoping.RULES] == [scoping.COUNTED]
    assert [name for name in scoping.RULES if name not in metadata.tables] == []


def ask_all(opened: Store, theatres: tuple[str, ...]) -> dict[str, int]:
    def count(connection: Any) -> dict[str, int]:
        scoping.narrow(connection, theatres)
        scoping.give_counts(connection, scoping.count_facets(connection))
        return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in metadata.tables}

    return opened.ask(count)


@pytest.mark.parametrize("theatre", ["nowhere", "x' OR '1'='1", "'); DROP TABLE told; --", "", "other"])
def test_a_theatre_of_nothing_shows_nothing(store: Path, theatre: str) -> None:
    with look_into_store(store) as opened:
        found = ask_all(opened, (theatre,))
    shown = {name for name, rule in scoping.RULES.items() if rule == scoping.OPEN}
    assert {name for name, rows in found.items() if rows} <= shown | {"facet_count", "journal"}
    assert found["told"] == found["document"] == found["kept"] == found["text"] == 0


def test_a_new_table_is_empty_until_it_has_a_rule(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoping, "RULES", {name: rule for name, rule in scoping.RULES.items() if name != "told"})
    with look_into_store(store) as opened:
        assert ask_all(opened, (SEEN,))["told"] == 0
