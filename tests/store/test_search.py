"""The search finds what the current readings say, in both languages, and forgets what was taken out."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pantau.errors import UsageError
from pantau.model import RECORD_TYPES, CasualtyReport, Ceasefire, Claim, Document, Event, Record, Span
from pantau.store import Narrowing, Store, codes_of, open_store, search_keep
from pantau.store.search_keep import PARTY_COLUMNS

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGES = {
    "satu": ("id", "kabar.example", date(2020, 10, 4), "Penembakan di perbatasan", "Penembakan terjadi sejak subuh. Tiga orang luka."),
    "dua": ("id", "warta.example", date(2020, 10, 9), "Malam di kota", "Pasukan ditembak dari bukit saat gencatan senjata berlaku."),
    "tiga": ("en", "kabar.example", date(2020, 11, 2), "Night in town", "The shelling of the market went on. Şuşa was calm."),
    "empat": ("en", "ledger.example", None, "A stance", "Their stance on the corridor did not change."),
    "lima": ("tr", "haber.example", date(2020, 11, 3), None, "Gencatan kelimesi burada."),
}  # fmt: skip


def make_page(name: str, text: str | None = None) -> tuple[bytes, Document]:
    language, outlet, day, title, body = PAGES[name]
    text = f"😀 {text or body}\nBaca juga: rudal lain"
    data = name.encode()
    document = Document(
        id=hashlib.sha256(data).hexdigest(), name=name, text=text, source=outlet, language=language, published_on=day, title=title,
        body=(Span(2, text.index("\n")),),
    )  # fmt: skip
    return data, document


def keep(
    store: Store, data: bytes, document: Document, records: tuple[Record, ...] = (), *, version: str = "1", maker: str = "pantau"
) -> None:
    with store.transaction():
        store.keep(data, document, origin=document.name, now=NOW)
        store.add_reading(document, records, (), knowledge="k", version=version, now=NOW, maker=maker)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as opened:
        for name in PAGES:
            data, document = make_page(name)
            shot = document.text.find("Penembakan")
            records = (Event(id="e1", document=document.id, trigger=Span(shot, shot + 10), type="ASSAULT", actors=("AZE",)),)
            keep(opened, data, document, records if name == "satu" else ())
        yield opened


def names(store: Store, typed: str, **narrowing: object) -> list[str]:
    return [hit.name for hit in store.search(typed, Narrowing(**narrowing)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("menembaki", {"satu", "dua"}), ('"menembaki"', set()), ("shelled", {"tiga"}), ("susa", {"tiga"}), ("distance", set()),
        ("stance", {"empat"}), ("gencatan", {"dua", "lima"}), ('"gencatan senjata"', {"dua"}), ('"senjata gencatan"', set()),
        ("menembak -bukit", {"satu"}), ("subuh OR market", {"satu", "tiga"}), ("rudal", set()), ("perbatasan", {"satu"}), ("", set()),
        ("-bukit", set()),
    ],
)  # fmt: skip
def test_what_is_found(store: Store, typed: str, found: set[str]) -> None:
    assert set(names(store, typed)) == found


def test_filters_and_facets(store: Store) -> None:
    assert names(store, "menembak", outlets=("KABAR.example",)) == ["satu"]
    assert names(store, "menembak", since=date(2020, 10, 9), until=date(2020, 10, 9)) == ["dua"]
    assert names(store, "stance", until=date(2030, 1, 1)) == []
    assert names(store, "gencatan", languages=("tr",)) == ["lima"]
    assert names(store, "menembak", parties=("AZE",)) == names(store, "menembak", kind="event") == ["satu"]
    assert names(store, "menembak", outlets=("warta.example", "kabar.example")) == names(store, "menembak")
    assert set(names(store, "gencatan", languages=("id", "tr"))) == {"dua", "lima"}
    assert names(store, "menembak", parties=("ARM", "AZE")) == ["satu"]
    facets = store.search("menembak").facets
    assert facets["outlet"] == (("kabar.example", 1), ("warta.example", 1))
    assert (facets["month"], facets["language"]) == ((("2020-10", 2),), (("id", 2),))
    assert (facets["kind"], facets["party"]) == ((("event", 1),), (("AZE", 1),))


def test_spans_are_the_words_found_in_the_text_and_the_title(store: Store) -> None:
    (hit,) = store.search("menembaki subuh").hits
    text = store.document("satu").text
    assert [span.of(text) for span in hit.found] == ["Penembakan", "subuh"]
    assert hit.words == hit.snippet.of(text) == "Penembakan terjadi sejak subuh. Tiga orang luka."
    assert [span.of(hit.title or "") for span in hit.title_found] == ["Penembakan"]
    assert [(record.id, record.kind) for record in hit.records] == [("e1", "event")]


def test_a_long_text_shows_the_stretch_with_most_of_the_words(store: Store) -> None:
    body = "Roket lewat. " + "Kata biasa saja. " * 60 + "Roket menghantam jembatan tua. " + "Kata biasa saja. " * 60
    keep(store, *make_page("dua", body), version="2")
    (hit,) = store.search("jembatan roket").hits
    assert hit.words.count("Roket menghantam jembatan tua.") == 1
    assert len(hit.words) <= 240


def test_a_new_reading_replaces_the_words_and_an_old_one_brings_them_back(store: Store) -> None:
    data, document = make_page("dua", "Semua tenang.")
    keep(store, data, document, version="2")
    assert (names(store, "bukit"), names(store, "tenang")) == ([], ["dua"])
    keep(store, *make_page("dua"), version="1")
    assert (names(store, "bukit"), names(store, "tenang")) == (["dua"], [])


def test_another_makers_records_count_but_its_text_does_not_replace_ours(store: Store) -> None:
    data, document = make_page("dua", "Lain sama sekali.")
    claim = Claim(id="c9", document=document.id, trigger=Span(2, 6), content=Span(2, 6), code="ARM")
    keep(store, data, document, (claim,), maker="acled")
    assert names(store, "sekali") == []
    assert names(store, "bukit", kind="claim", parties=("ARM",)) == ["dua"]


def test_what_is_removed_leaves_no_word(store: Store, tmp_path: Path) -> None:
    with store.transaction():
        for name in PAGES:
            search_keep.remove(store._connection, store.document_id(name))
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)")
        assert raw.execute("SELECT term FROM words").fetchall() == []
        assert raw.execute("SELECT count(*) FROM searched_lemmas").fetchone() == (0,)


def test_words_leave_even_when_lemmas_are_made_another_way(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_keep, "lemmas_of", lambda words, _: [f"id0{word[::-1]}" for word in words])
    with store.transaction():
        search_keep.refresh(store._connection, [store.document_id("dua")])
        search_keep.remove(store._connection, store.document_id("dua"))
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)")
        assert raw.execute("SELECT term FROM words WHERE term IN ('bukit', 'tikub', 'id0tikub')").fetchall() == []


def test_a_failed_transaction_leaves_the_index_as_it_was(store: Store) -> None:
    _, document = make_page("dua", "Semua tenang.")

    def fail() -> None:
        with store.transaction():
            store.add_reading(document, (), (), knowledge="k", version="2", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (names(store, "bukit"), names(store, "tenang")) == (["dua"], [])


def test_a_remade_index_finds_the_same(store: Store) -> None:
    asked = ("menembak", "gencatan", "shelled", "stance")
    before = [store.search(typed) for typed in asked]
    with store.transaction():
        search_keep.remake(store._connection)
    assert [store.search(typed) for typed in asked] == before


def test_pages_of_equal_rank_come_once_each_in_an_order_of_their_own(tmp_path: Path) -> None:
    orders = []
    for turn in (1, -1):
        with open_store(tmp_path / f"{turn}.db") as store:
            for number in range(25)[::turn]:
                data, document = make_page("satu")
                data = f"{number}".encode()
                keep(store, data, replace(document, id=hashlib.sha256(data).hexdigest(), name=f"p{number}"))
            seen, cursor = [], None
            while True:
                found = store.search("penembakan", limit=7, after=cursor)
                seen += [hit.name for hit in found.hits]
                assert found.total == 25
                if (cursor := found.next) is None:
                    break
            orders.append(seen)
    assert orders[0] == orders[1]
    assert sorted(orders[0]) == sorted(f"p{number}" for number in range(25))


@pytest.mark.parametrize("cursor", ["", "x~y", "~", "😀"])
def test_what_is_no_cursor_is_told(store: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="no cursor"):
        store.search("menembak", after=cursor)


def test_a_store_of_the_first_form_is_searched_once_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    raw = sqlite3.connect(path)
    raw.executescript((Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8"))
    raw.executescript("""
        INSERT INTO kept VALUES ('a', 1, 'zlib', x'00'); INSERT INTO document VALUES ('a', 'lama', 'here', '2020-10-26');
        INSERT INTO text VALUES ('a', 1, 'Desa itu ditembaki lagi.');
        INSERT INTO reading (id, document, text_number, version, knowledge, made_at, is_current, kind, form, language)
          VALUES (1, 'a', 1, '1', 'k', '2020-10-26', 1, 'page', 'text', 'id');
    """)
    raw.close()
    with open_store(path) as store:
        (hit,) = store.search("penembakan").hits
        assert (hit.name, [span.of("Desa itu ditembaki lagi.") for span in hit.found]) == ("lama", ["ditembaki"])


def test_parties_of_rows_are_those_of_records() -> None:
    codes = {column: "X" if column in ("claimant", "code", "party") else ("X",) for row in PARTY_COLUMNS.values() for column in row}
    shared = {"id": "r", "document": "d", "trigger": Span(0, 1)}
    needed: dict[str, dict[str, object]] = {
        "event": {"type": "ASSAULT"}, "claim": {"content": Span(0, 1)},
        "casualty": {"outcome": "killed", "low": 1, "high": 1}, "ceasefire": {"stage": "declared"},
    }  # fmt: skip
    for cls in (Event, Claim, CasualtyReport, Ceasefire):
        for column in PARTY_COLUMNS[cls.KIND]:
            values = {**shared, **needed.get(cls.KIND, {}), column: codes[column]}
            assert codes_of(cls(**values)) == {"X"}, (cls, column)  # type: ignore[arg-type]
    assert set(PARTY_COLUMNS) == {cls.KIND for cls in RECORD_TYPES}
