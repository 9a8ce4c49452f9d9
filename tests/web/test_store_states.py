"""A store that is away, locked, replaced, of another program or of another form while the desk serves: said, and mended by itself."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pantau.monitor.copying import back_up, restore
from pantau.store import look_into_store, open_store
from tests.web.conftest import ask, enter

PATHS = ("/incidents", "/records", "/documents", "/problems", "/search?q=x", "/api/v1/records")


@pytest.fixture
def path(sample_store: Path, tmp_path: Path) -> Path:
    with sqlite3.connect(sample_store) as connection:  # what lies in the log comes along
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(sample_store, tmp_path / "s.db"))


@pytest.fixture
def client(path: Path) -> TestClient:
    return enter(ask(path))


def statuses(client: TestClient) -> set[int]:
    return {client.get(each).status_code for each in PATHS}


def test_a_store_taken_away_and_brought_back(client: TestClient, path: Path) -> None:
    assert statuses(client) == {200}
    aside = path.with_suffix(".aside")
    path.rename(aside)
    assert statuses(client) == {503}
    page = client.get("/records")
    assert "retry-after" in page.headers
    assert "s.db" in page.text
    assert not path.exists(), "who reads makes no store"
    aside.rename(path)
    assert statuses(client) == {200}


def test_a_store_put_in_the_place_of_another_is_the_one_shown(client: TestClient, path: Path, tmp_path: Path) -> None:
    assert client.get("/api/v1/documents").json()["total"] == 43
    other = tmp_path / "other.db"
    with open_store(other):
        pass
    other.replace(path)
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    answer = client.get("/api/v1/documents")
    assert (answer.status_code, answer.json()["total"]) == (200, 0)


def test_a_desk_goes_on_with_what_was_restored(client: TestClient, path: Path, tmp_path: Path) -> None:
    def total() -> int:
        return int(client.get("/api/v1/documents").json()["total"])

    with open_store(tmp_path / "other.db"):
        pass
    back_up(path, tmp_path / "copy.db")
    assert total() == 43
    with look_into_store(path):  # somebody is just reading
        restore(tmp_path / "other.db", path)
    assert total() == 0
    restore(tmp_path / "copy.db", path)
    assert total() == 43


def test_a_locked_store_is_said_to_be_busy(client: TestClient, path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        answer = client.get("/records")
        assert answer.status_code in (200, 503)  # a log may still be read beside a writer
        if answer.status_code == 503:
            assert "another program is writing to it" in answer.text
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert client.get("/records").status_code == 200


@pytest.mark.parametrize("data", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_what_is_no_store_is_said_to_be_none(client: TestClient, path: Path, data: bytes) -> None:
    kept = path.read_bytes()
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    path.write_bytes(data)
    assert statuses(client) == {503}
    assert path.read_bytes() == data, "the file was left as it is"
    path.write_bytes(kept)
    assert statuses(client) == {200}


@pytest.mark.parametrize(("form", "words"), [(1, "pantau relink"), (99, "upgrade pantau")])
def test_a_store_of_another_form_is_not_changed_by_looking(client: TestClient, path: Path, form: int, words: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {form}")
    page = client.get("/records")
    assert page.status_code == 503
    assert words in page.text
    assert sqlite3.connect(path).execute("PRAGMA user_version").fetchone() == (form,)


def test_looking_writes_nothing(client: TestClient, path: Path) -> None:
    before = path.read_bytes()
    statuses(client)
    assert path.read_bytes() == before


def test_what_was_joined_before_the_newest_page_says_so(client: TestClient, path: Path) -> None:
    assert "pantau relink" not in client.get("/incidents").text
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE linking SET readings = 'of yesterday'")
    assert "pantau relink" in client.get("/incidents").text
    assert "pantau relink" not in client.get("/documents").text


def test_an_empty_store_teaches(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db"):
        pass
    client = enter(ask(tmp_path / "empty.db"))
    for each in ("/incidents", "/records", "/documents", "/matrix", "/ledger", "/ceasefires", "/sources"):
        page = client.get(each)
        assert page.status_code == 200
        assert "pantau read" in page.text, each


def test_an_incident_that_merged_leads_to_the_one_it_became(client: TestClient, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO incident (number, founded_at, \"into\") VALUES (9001, '2020-01-01T00:00:00+00:00', 10)")
    answer = client.get("/incidents/I9001?party=AZE", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents/I10?party=AZE")
    assert client.get("/api/v1/incidents/I9001", follow_redirects=False).headers["location"] == "/api/v1/incidents/I10"
    assert client.get("/incidents/I9002").status_code == 404
