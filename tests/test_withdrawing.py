"""A document withdrawn counts nowhere and says why; one erased is gone from every byte of the store, and is not read again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pantau.cli import app
from pantau.config import load_config
from pantau.errors import UsageError
from pantau.export import read_csv
from pantau.monitor import find_inputs, read, relink
from pantau.monitor.verifying import verify_store
from pantau.monitor.withdrawing import By, erase, take_back, withdraw
from pantau.store import Store, journal, open_store
from pantau.store.views import VIEWS
from tests.web.conftest import ask, enter

SAMPLES = Path(__file__).parents[1] / "examples" / "karabakh"
FOLDERS = load_config(SAMPLES / "pantau.toml").folders
NAME = "05-menuju-washington"
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
BY = By("siti", "tests", NOW, "ditarik oleh redaksinya")


def keep(path: Path, inputs: Iterable[str]) -> Path:
    with open_store(path) as store:
        read(find_inputs(list(inputs)), store, FOLDERS)
        relink(store, FOLDERS)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(tmp_path_factory.mktemp("whole") / "s.db", [str(SAMPLES)])


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a store holds that never had the document."""
    inputs = find_inputs([str(SAMPLES)]).files
    path = keep(tmp_path_factory.mktemp("without") / "s.db", [each for each in inputs if NAME not in each])
    return joined(path)


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "s.db"))


def joined(path: Path) -> dict[str, Any]:
    """All that joins documents, without the numbers of incidents, and every view."""
    with open_store(path) as store:
        groups = {frozenset(records) for records in store.incident_groups().values()}
        found: dict[str, Any] = {"groups": groups, "families": set(store.families()), "lineages": set(store.lineages())}
        found["answers"] = set(store.answers())
        pages = {document.name for document, _ in store.pages()}
        hits = {hit.name for hit in store.search("gencatan senjata", limit=200).hits}
    with closing(sqlite3.connect(path)) as raw:
        counts = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in VIEWS}
    return found | {"pages": pages, "hits": hits, "counts": counts}


def faults(path: Path) -> list[Any]:
    return [fault for found in verify_store(path, step=lambda *_: None) for fault in found.faults]


def entries(store: Store) -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.by, entry.why) for entry in store.ask(lambda connection: list(journal.load_entries(connection)))]


def test_a_withdrawn_document_counts_nowhere(path: Path, without: dict[str, Any]) -> None:
    with open_store(path) as store:
        document = store.document_id(NAME)
        withdraw(store, NAME, BY, FOLDERS)
        assert entries(store) == [("withdraw_document", "siti", BY.why)]
        assert store.document(document).name == NAME, "it stays reachable"
        assert store.records_of(document)
    assert joined(path) == without
    assert faults(path) == []


def test_withdrawing_can_be_taken_back(path: Path, whole: Path) -> None:
    with open_store(path) as store:
        withdraw(store, NAME, BY, FOLDERS)
        with pytest.raises(UsageError, match="was withdrawn already"):
            withdraw(store, NAME, BY, FOLDERS)
        take_back(store, NAME, BY, FOLDERS, what="withdrawn")
        with pytest.raises(UsageError, match="no document"):
            take_back(store, NAME, BY, FOLDERS, what="withdrawn")
    assert joined(path) == joined(whole)
    assert faults(path) == []


def test_a_new_reading_brings_no_withdrawn_document_back(path: Path, without: dict[str, Any]) -> None:
    with open_store(path) as store:
        withdraw(store, NAME, BY, FOLDERS)
        document = store.document(store.document_id(NAME))
        with store.transaction():
            store.add_reading(document, store.records_of(document.id), (), knowledge="other", version="other", now=NOW)
        relink(store, FOLDERS)
    assert joined(path) == without


def words_of(store: Store) -> list[str]:
    """Stretches that stand in this document alone, and every form its bytes are kept in."""
    document = store.document(store.document_id(NAME))
    others = "\n".join(other.text for other, _ in store.pages() if other.id != document.id)
    lines = [line.strip() for line in document.text.split("\n")]
    return [line[:60] for line in lines if len(line) > 60 and line[:60] not in others]


def test_an_erased_document_is_in_no_byte_of_the_file(path: Path, without: dict[str, Any]) -> None:
    with open_store(path) as store:
        words = words_of(store)
        assert len(words) >= 5
        document = store.document_id(NAME)
        packed = store.ask(lambda c: c.exec_driver_sql("SELECT data FROM kept WHERE sha256 = ?", (document,)).scalar_one())
        with store.transaction():  # words that people quoted lie apart from the entry
            store.ask(journal.append, at=NOW, by="ana", kind="correct", subject="r", document=document, content={"words": words[0]})
        relink(store, FOLDERS, scratch=True)  # pages that were freed before
        done = erase(store, document, BY, FOLDERS)
        assert done.is_clean
        assert done.rows > 100
        in_file = b"".join(side.read_bytes() for side in path.parent.glob("s.db*"))
        assert [line for line in words if line.encode() in in_file] == []
        assert packed[:64] not in in_file
        assert entries(store)[-1] == ("erase_document", "siti", BY.why)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, instance)")
        numbers = {row[0] for row in raw.execute("SELECT number FROM searched")}
        assert {row[0] for row in raw.execute("SELECT DISTINCT doc FROM terms")} == numbers
    assert joined(path) == without
    assert faults(path) == []


def test_erased_bytes_are_not_read_again_unless_that_is_decided(path: Path) -> None:
    inputs = find_inputs([each for each in find_inputs([str(SAMPLES)]).files if NAME in each])
    with open_store(path) as store:
        document = store.document_id(NAME)
        erase(store, NAME, BY, FOLDERS)
        summary = read(inputs, store, FOLDERS)
        assert (summary.new, [BY.why in each.what for each in summary.unread]) == (0, [True])
        assert store.known([document]) == frozenset()
        take_back(store, document[:8], BY, FOLDERS, what="erased")
        assert read(inputs, store, FOLDERS).new == 1
        relink(store, FOLDERS)
        assert document in {page.id for page, _ in store.pages()} & {page.id for page, _ in store.all_pages()}
        assert [kind for kind, *_ in entries(store)] == ["erase_document", "undo"]
        erase(store, document[:8], BY, FOLDERS)
        assert read(inputs, store, FOLDERS).new == 0
    assert faults(path) == []


def test_an_erasing_that_was_stopped_is_told_and_finished(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        document = store.document_id(NAME)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "overwrite_remains", lambda _self: False)
            assert not erase(store, NAME, BY, FOLDERS).is_clean
    assert ["its remains not overwritten" in fault.what for fault in faults(path)] == [True]
    with open_store(path) as store:
        assert erase(store, document, BY, FOLDERS).is_clean
        assert len(entries(store)) == 1
    assert faults(path) == []


def test_where_its_words_still_stand_is_told(path: Path) -> None:
    with open_store(path) as store:
        words = words_of(store)
        with store.transaction():
            store.ask(journal.append, at=NOW, by="ana", kind="note", subject="I1", why=f"di sana tertulis: {words[1]}")
        done = erase(store, NAME, BY, FOLDERS)
        assert [copy.table for copy in done.copies] == ["journal"]
        assert [relative for relative in done.relatives if relative.document == done.document] == []


def test_the_desk_says_why(path: Path) -> None:
    with open_store(path) as store:
        document = store.document_id(NAME)
        withdraw(store, NAME, BY, FOLDERS)
    client: TestClient = enter(ask(path), "id")
    page = client.get(f"/documents/{document}")
    assert (page.status_code, BY.why in page.text, "Ditarik berdasarkan keputusan" in page.text) == (200, True, True)
    assert client.get(f"/api/v1/documents/{document}").json()["withdrawn"]["why"] == BY.why
    assert client.get(f"/documents/{document}/original").status_code == 200
    with open_store(path) as store:
        erase(store, NAME, By("siti", "tests", NOW, "putusan <b>pengadilan</b>"), FOLDERS)
    for address in (f"/documents/{document}", f"/documents/{document}/original", f"/api/v1/documents/{document}"):
        gone = client.get(address)
        assert (gone.status_code, "<b>pengadilan" in gone.text and "html" in gone.headers["content-type"]) == (410, False), address
        assert "pengadilan" in gone.text
    assert client.get(f"/documents/{'0' * 64}/original").status_code == 404


def test_exports_and_lists_have_it_only_where_asked_with_the_reason(path: Path, tmp_path: Path) -> None:
    def rows(*words: str) -> list[dict[str, Any]]:
        result = CliRunner().invoke(app, [*words, "--store", str(path), "--config", str(SAMPLES / "pantau.toml")])
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()] if "--json" in words else []

    with open_store(path) as store:
        count = len(store.records_of(store.document_id(NAME)))
        withdraw(store, NAME, BY, FOLDERS)
    for kind in ("claims", "events", "documents"):
        rows("export", "csv", "--kind", kind, "--out", str(tmp_path / f"{kind}.csv"))
        rows("export", "csv", "--kind", kind, "--withdrawn", "--out", str(tmp_path / f"{kind}-all.csv"))
        plain, told = read_csv(tmp_path / f"{kind}.csv"), read_csv(tmp_path / f"{kind}-all.csv")
        assert [column.name for column in told.table.columns] == [*(column.name for column in plain.table.columns), "withdrawn"]
        kept = list(told.rows)
        assert [row[:-1] for row in kept if row[-1] is None] == list(plain.rows)
        assert {row[-1] for row in kept} == {None, BY.why}
    assert not any("withdrawn" in row for row in rows("show", "documents", "--json"))
    names = {row["document"]: row["withdrawn"] for row in rows("show", "documents", "--json", "--withdrawn")}
    assert {name for name, why in names.items() if why} == {NAME}
    listed = [row for kind in ("timeline", "claims", "casualties") for row in rows("show", kind, "--json", "--withdrawn")]
    assert len([row for row in listed if row["withdrawn"]]) == count
    assert rows("show", "document", NAME, "--json")[0]["withdrawn"] == BY.why
    rows("show", "documents", "--withdrawn")
    rows("show", "claims", "--withdrawn")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["withdraw", *words, "--config", str(SAMPLES / "pantau.toml")])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_asks_back_and_says_what_it_did(path: Path) -> None:
    at = ("--store", str(path))
    assert run(NAME, "--why", " ", *at)[0] == 2
    assert run("no-such-page", "--why", "x", *at)[0] == 2
    assert run(NAME, "--why", "x" * 3_000, *at)[0] == 2
    assert run(NAME, "--why", "x", "--erase", "--undo", *at)[0] == 2
    status, _, err = run(NAME, "--why", "x", "--erase", *at)
    assert (status, "nothing was erased" in err) == (2, True)
    status, out, _ = run(NAME, "--why", "keliru", "--by", "ana", *at)
    assert (status, "counts nowhere" in out) == (0, True)
    assert run(NAME, "--why", "ternyata benar", "--undo", *at)[0] == 0
    status, out, _ = run(NAME, "--why", "keselamatan narasumber", "--erase", "--yes", *at)
    assert (status, "erased: document" in out, "backups" in out) == (0, True, True)
    with open_store(path) as store:
        assert [kind for kind, *_ in entries(store)] == ["withdraw_document", "undo", "erase_document"]
    assert run(NAME, "--why", "x", "--erase", "--yes", *at)[0] == 2, "the name went with it"
