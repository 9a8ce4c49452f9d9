"""`pantau verify`: whatever is changed behind the store's back is found and named, and what holds is not."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.config import load_config
from pantau.monitor import find_inputs, read, relink
from pantau.monitor.verifying import verify_store
from pantau.store import open_store
from pantau.store.verifying import MOST, WHOLE

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
FOLDERS = load_config(SAMPLES / "pantau.toml").folders


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "s.db"
    with open_store(path) as store:
        read(find_inputs([str(each) for each in sorted(SAMPLES.glob("0*.*"))]), store, FOLDERS)
        relink(store, FOLDERS)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "s.db"))


def found(path: Path, *, quick: bool = False) -> dict[str, list[str]]:
    results = verify_store(path, quick=quick, step=lambda *_: None)
    return {each.check: [f"{fault.where}: {fault.what}" for fault in each.faults] for each in results}


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.create_function("pack", 1, lambda data: zlib.compress(data if isinstance(data, bytes) else str(data).encode()))
        for statement in statements:
            raw.execute(statement)


def test_a_store_as_it_was_written_holds(path: Path) -> None:
    results = list(verify_store(path, step=lambda *_: None))
    assert [each.check for each in results] == [*(check.name for check in WHOLE), "index of words"]
    assert [fault for each in results for fault in each.faults] == []
    assert {each.check for each in results if not each.seen} <= {"journal", "withdrawn"}


CASES = {
    "other bytes": ("UPDATE kept SET data = pack('lain') WHERE rowid = 1", "bytes", "not those of the hash"),
    "more bytes": ("UPDATE kept SET data = pack(zeroblob(size + 900000)) WHERE rowid = 1", "bytes", "not those of the hash"),
    "no packed bytes": ("UPDATE kept SET data = x'ffff' WHERE rowid = 1", "bytes", "cannot be unpacked"),
    "an unknown codec": ("UPDATE kept SET codec = 'rot13' WHERE rowid = 1", "bytes", "rot13"),
    "a word of a text": ("UPDATE text SET text = replace(text, 'a', 'e') WHERE rowid = 1", "spans", "not those that were stored"),
    "a text cut short": ("UPDATE text SET text = substr(text, 1, 40) WHERE rowid = 1", "spans", "outside the text of 40 code points"),
    "a quote": ("UPDATE evidence SET quote = quote || '!' WHERE rowid = 3", "spans", "not those that were stored"),
    "a span": ("UPDATE body SET \"end\" = 9000000 WHERE rowid = 2", "spans", "body"),
    "a span that ends before it starts": ("UPDATE claim SET trigger_end = trigger_start - 1 WHERE rowid = 1", "spans", "trigger"),
    "a span of words": ("UPDATE event SET trigger_end = 'x' WHERE rowid = 1", "spans", "trigger"),
    "a record taken away": ("DELETE FROM event WHERE rowid = 1", "spans", "has evidence"),
    "a reading taken away": ("DELETE FROM reading WHERE id = 1", "keys", "points at a row of reading"),
    "no current reading": ("UPDATE reading SET is_current = 0 WHERE id = 1", "readings", "no current reading"),
    "a document out of the search": ("DELETE FROM searched WHERE number = 1", "search", "is not in the search"),
    "a record of nowhere": ("UPDATE incident_record SET record = 'xyz' WHERE rowid = 1", "links", "not there"),
    "a circle of incidents": ("UPDATE incident SET \"into\" = number WHERE number = 1", "links", "in a circle"),
    "a journal's head": ("INSERT INTO journal_head VALUES (1, 7, 'abc')", "journal", "its head says 7"),
    "a withdrawal nobody decided": (
        "INSERT INTO withdrawn_document SELECT id, 'withdrawn', '2026-11-29T08:00:00+00:00', 'x', 'y', 1, 0, 1 FROM document LIMIT 1",
        "withdrawn", "the journal says not withdrawn",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_was_altered_is_found(case: str, path: Path) -> None:
    statement, check, words = CASES[case]
    alter(path, statement)
    assert any(words in fault for fault in found(path)[check]), found(path)


def test_words_of_the_index_that_were_altered_are_found(path: Path) -> None:
    alter(path, "DELETE FROM search_data WHERE id > 10")
    assert found(path)["index of words"] or found(path)["search"]


def test_damaged_pages_are_found_and_the_other_checks_run_on(path: Path) -> None:
    data = bytearray(path.read_bytes())
    start = len(data) // 2 // 4096 * 4096
    data[start : start + 3 * 4096] = b"\xff" * 3 * 4096
    path.write_bytes(data)
    results = found(path, quick=True)
    assert results["file"]
    assert set(results) == {"file", "keys", "readings", "journal", "withdrawn"}


def test_many_faults_are_counted_and_not_all_kept(path: Path) -> None:
    alter(path, "UPDATE evidence SET quote = 'lain'")
    spans = next(each for each in verify_store(path, step=lambda *_: None) if each.check == "spans")
    assert len(spans.faults) == min(MOST, spans.faulty)
    assert spans.faulty > 100


def test_readings_since_the_linking_are_a_note_and_no_fault(path: Path) -> None:
    alter(path, "UPDATE linking SET readings = 'others'")
    links = next(each for each in verify_store(path, step=lambda *_: None) if each.check == "links")
    assert (links.faults, "changed since the last linking" in links.notes[0]) == ((), True)


def test_the_command_names_faults_with_document_and_place(path: Path) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["verify", "--store", str(path), *words])
        return result.exit_code, result.stdout, result.stderr

    assert run()[0] == 0
    assert run("--quick")[0] == 0
    alter(path, "UPDATE evidence SET quote = 'lain' WHERE rowid < 60")
    status, out, err = run()
    assert (status, "spans" in out, "59 faults" in out) == (1, True, True)
    assert (err.count("not those that were stored"), "39 faults more" in err) == (20, True)
    assert "document " in err
    assert run("--quick")[0] == 0, "quick looks at no quote"
    assert run("--store", str(path.with_name("none.db")))[0] == 1
