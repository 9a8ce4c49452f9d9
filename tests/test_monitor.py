"""The use cases over a real store and real files, with stand-ins for reader and extractor."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import stand_ins
from pantau.errors import UsageError
from pantau.model import Event, Place, Span
from pantau.monitor import Change, Summary, extract_lines, find_inputs, in_theatre, read, reread
from pantau.read.files import read_pieces
from pantau.store import Store, open_store


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins.install(monkeypatch)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as opened:
        yield opened


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Three pages and a file of JSON lines, of which one is no page and one is a second copy."""
    folder = tmp_path / "pages"
    (folder / "b").mkdir(parents=True)
    (folder / "satu.txt").write_text("Pasukan menyerang Shusha, 12 tewas.\n\nNikol kata: kami bertahan.")
    (folder / "dua.html").write_text("gencatan berlaku, mereka 3")
    (folder / "b" / "tiga.txt").write_text("7 orang")
    (folder / "b" / "salinan.txt").write_text("7 orang")
    (folder / "baris.jsonl").write_text('{"a": 1}\n\n{"a": 2}\n{"a": "\0"}\n{"a": 3}\n')
    (folder / "foto.jpg").write_bytes(b"\xff\xd8")
    (folder / ".tersembunyi.txt").write_text("9")
    return folder


def run(paths: list[Path], store: Store, *, jobs: int = 1) -> Summary:
    return read(find_inputs([str(path) for path in paths]), store, jobs=jobs)


def backwards(pages: Path) -> list[Path]:
    """What the folder would give, in another order."""
    return sorted((path for path in pages.iterdir() if path.suffix != ".jpg" and path.name[0] != "."), reverse=True)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table without the columns that name instants."""
    raw = sqlite3.connect(path)
    raw.row_factory = sqlite3.Row
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    rows = {
        name: [tuple(row[key] for key in row.keys() if not key.endswith("_at")) for row in raw.execute(f'SELECT * FROM "{name}"')]  # noqa: SIM118
        for name in tables
    }
    raw.close()
    return rows


# inputs


def test_inputs_are_found_in_order_and_once(pages: Path) -> None:
    inputs = find_inputs([str(pages / "satu.txt"), str(pages)])
    assert [Path(file).name for file in inputs.files] == ["satu.txt", "baris.jsonl", "dua.html", "salinan.txt", "tiga.txt"]
    assert inputs.passed_over == 1
    assert inputs.size() > 0


def test_a_file_named_directly_is_tried_whatever_its_name(pages: Path) -> None:
    assert find_inputs([str(pages / "foto.jpg"), "-"]).files == (str(pages / "foto.jpg"), "-")


def test_links_in_a_circle_end(pages: Path) -> None:
    (pages / "b" / "atas").symlink_to(pages, target_is_directory=True)
    assert len(find_inputs([str(pages)]).files) == 5


def test_a_missing_path_among_good_ones_is_an_unread_input(pages: Path) -> None:
    inputs = find_inputs([str(pages / "satu.txt"), str(pages / "tiada")])
    assert len(inputs.files) == 1
    assert [unread.where for unread in inputs.missing] == [str(pages / "tiada")]
    with pytest.raises(UsageError, match="no such file or folder"):
        find_inputs([str(pages / "tiada"), str(pages / "nihil")])


def test_a_large_file_of_lines_comes_in_pieces_that_count_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pantau.read.files._PIECE", 40)
    path = tmp_path / "x.jsonl"
    lines = [b'{"n": %d}' % n for n in range(20)]
    path.write_bytes(b"\n".join([*lines[:7], b"", b"[", *lines[7:]]))
    pieces = list(read_pieces(str(path)))
    assert len(pieces) > 3
    assert b"".join(piece.data or b"" for piece in pieces) == path.read_bytes()
    assert all((piece.data or b"").startswith(b"{") for piece in pieces)
    last = pieces[-1]
    assert (last.as_input() or b"").count(b"\n") + 1 == 22


def test_lines_are_named_alike_in_one_piece_or_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("".join(f'{{"n": {n}}}\n' for n in range(50)))
    whole, _ = extract_lines(find_inputs([str(path)]))
    monkeypatch.setattr("pantau.read.files._PIECE", 60)
    assert extract_lines(find_inputs([str(path)]), jobs=2)[0] == whole


# read


def test_read_keeps_documents_and_tells_what_it_did(pages: Path, store: Store) -> None:
    summary = run([pages], store)
    assert (summary.new, summary.known, summary.records, summary.passed_over) == (6, 1, 9, 1)
    assert [unread.where for unread in summary.unread] == [f"{pages}/baris.jsonl, line 4"]
    assert summary.problems == 6 + 1, "each page lacks a byline, and one `mereka` stays open"
    assert [record.kind for record in store.records_of(store.document_id("satu"))] == ["event", "casualty", "claim"]
    assert store.kept(store.document_id("satu")).data == (pages / "satu.txt").read_bytes()
    assert len(store.input_problems()) == 1


def test_reading_again_adds_nothing(pages: Path, store: Store) -> None:
    run([pages], store)
    before = content(store.path)
    again = run([pages], store)
    assert (again.new, again.known, len(again.unread)) == (0, 7, 1)
    assert content(store.path) == before


def test_known_documents_are_not_extracted_again(pages: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run([pages], store)
    extracted: list[str] = []
    monkeypatch.setattr(sys.modules["pantau.extract"], "extract", lambda document, _: extracted.append(document.name))
    run([pages], store)
    assert extracted == []


def test_processes_and_order_change_nothing(pages: Path, tmp_path: Path) -> None:
    stores = []
    for number, (jobs, paths) in enumerate(((1, [pages]), (2, [pages]), (1, backwards(pages)))):
        with open_store(tmp_path / f"{number}.db") as opened:
            run(paths, opened, jobs=jobs)
            stores.append({opened.document(i).name: (opened.document(i), opened.records_of(i)) for i in opened.document_ids()})
    assert stores[0] == stores[1]
    # of two equal files the first one gives the name
    assert {d.id: r for d, r in stores[0].values()} == {d.id: r for d, r in stores[2].values()}


def test_a_fault_in_one_document_stays_there(tmp_path: Path, store: Store) -> None:
    for name, text in (("a", "1"), ("b", "[rusak] 2"), ("c", "[buta] 3"), ("d", "4")):
        (tmp_path / f"{name}.txt").write_text(text)
    summary = run(sorted(tmp_path.glob("*.txt")), store)
    assert summary.new == 3
    assert store.records_of(store.document_id("b")) == ()
    assert [p.what for p in store.problems_of(store.document_id("b"))] == ["internal: ValueError: the extractor fell over"]
    assert [unread.what for unread in summary.unread] == ["internal: RuntimeError: the reader fell over"]


def test_records_that_cannot_be_written_leave_nothing_of_their_document(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(document: object, knowledge: object) -> object:
        made = stand_ins.extract(document, knowledge)  # type: ignore[arg-type]
        return SimpleNamespace(records=made.records * 2, problems=())

    monkeypatch.setattr(sys.modules["pantau.extract"], "extract", twice)
    (tmp_path / "a.txt").write_text("1")
    (tmp_path / "b.txt").write_text("tiada")
    summary = run([tmp_path / "a.txt", tmp_path / "b.txt"], store)
    assert summary.new == 1
    assert "internal: IntegrityError" in summary.unread[0].what
    assert [store.document(i).name for i in store.document_ids()] == ["b"]


def make_slow_pages(folder: Path) -> None:
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"[lambat] {number} menyerang 7 kata 8")


HEARS_CTRL_C = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"


def stop_in_the_middle(command: list[str], store: Path, stop: signal.Signals) -> tuple[int, str]:
    """Run a command, and send it and its workers a signal when five documents are in the store: exit status, standard error."""
    # a shell that runs the tests in the background leaves Ctrl-C ignored, which a child would inherit
    command = [sys.executable, "-c", HEARS_CTRL_C, *command]
    with subprocess.Popen(
        command, env=stand_ins.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 60
        while _documents(store) < 5 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(process.pid, stop)
        _, told = process.communicate(timeout=60)
    with open_store(store) as opened:
        ids = opened.document_ids()
        assert 5 <= len(ids) < 40
        assert all(len(opened.records_of(i)) == 5 for i in ids), "no partial record"
    return process.returncode, told


@pytest.mark.skipif(os.name != "posix", reason="no kill -9 on this system")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_leaves_whole_documents_and_resumes(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    make_slow_pages(tmp_path / "pages")
    store = tmp_path / "s.db"
    command = [sys.executable, stand_ins.__file__, "read", str(tmp_path / "pages"), "--store", str(store), "--jobs", str(jobs)]
    stop_in_the_middle(command, store, signal.SIGKILL)
    done = subprocess.run(command, env=stand_ins.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    monkeypatch.setattr("time.sleep", lambda _: None)
    with open_store(store) as opened, open_store(tmp_path / "whole.db") as whole:
        run([tmp_path / "pages"], whole)
        assert [opened.document(i) for i in opened.document_ids()] == [whole.document(i) for i in whole.document_ids()]
        assert all(opened.records_of(i) == whole.records_of(i) for i in whole.document_ids())


@pytest.mark.skipif(os.name != "posix", reason="no Ctrl-C for a group on this system")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_whole_documents_and_says_how_to_go_on(tmp_path: Path, jobs: int) -> None:
    make_slow_pages(tmp_path / "pages")
    store = tmp_path / "s.db"
    command = [sys.executable, stand_ins.__file__, "read", str(tmp_path / "pages"), "--store", str(store), "--jobs", str(jobs)]
    status, told = stop_in_the_middle(command, store, signal.SIGINT)
    assert status == 130
    assert told == "pantau: stopped; what was read so far is kept whole, run the same command again to go on\n"


def _documents(path: Path) -> int:
    if not path.exists():
        return 0
    raw = sqlite3.connect(path, timeout=5)
    try:
        return int(raw.execute("SELECT count(*) FROM reading").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        raw.close()


# reread


def test_reread_says_what_changed(pages: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run([pages], store)
    ids = store.document_ids()
    assert list(reread(store, ids)) == [], "nothing is stale"
    stand_ins.install(monkeypatch, knowledge_hash="k2", actor="ARM")
    changes = {change.name: change for change in reread(store, ids)}
    assert len(changes) == len(ids)
    assert [name for name, change in changes.items() if not change.is_empty] == ["satu"]
    assert [slots for _, slots in changes["satu"].changed] == [("actors",)]
    event = store.records_of(store.document_id("satu"), "event")[0]
    assert isinstance(event, Event)
    assert event.actors == ("ARM",)
    assert list(reread(store, ids)) == []


def test_a_document_that_cannot_be_read_any_more_keeps_its_reading(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("1")
    run([tmp_path / "a.txt"], store)
    stand_ins.install(monkeypatch, version="2")

    def blind(*_: object) -> Iterator[object]:
        raise RuntimeError("blind")
        yield

    monkeypatch.setattr(sys.modules["pantau.read"], "read_bytes", blind)
    (change,) = reread(store, store.document_ids())
    assert change.fault
    assert "the former reading stands" in change.fault
    assert len(store.records_of(change.document)) == 1


def test_reread_of_json_lines_keeps_their_names(pages: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run([pages / "baris.jsonl"], store)
    names = [store.document(i).name for i in store.document_ids()]
    stand_ins.install(monkeypatch, version="2")
    assert [change for change in reread(store, store.document_ids()) if not change.is_empty] == []
    assert [store.document(i).name for i in store.document_ids()] == names == ["baris-1", "baris-3", "baris-5"]


def test_an_empty_change() -> None:
    assert Change("id", "name").is_empty


# extract


def test_lines_are_the_same_in_any_order_and_number_of_processes(pages: Path) -> None:
    lines, unread = extract_lines(find_inputs([str(pages)]))
    assert len(unread) == 1
    assert [json.loads(line)["document"] for line in lines] == ["baris-1", "baris-3", "baris-5", "dua", "salinan", "satu", "tiga"]
    turned = [str(path) for path in backwards(pages)]
    assert extract_lines(find_inputs(turned))[0] == lines
    assert extract_lines(find_inputs([str(pages)]), jobs=2)[0] == lines


def test_two_equal_names_are_an_error_that_names_both(pages: Path) -> None:
    (pages / "b" / "satu.html").write_text("lain")
    with pytest.raises(UsageError, match=r"`satu`") as told:
        extract_lines(find_inputs([str(pages)]))
    assert str(pages / "satu.txt") in str(told.value)
    assert str(pages / "b" / "satu.html") in str(told.value)


# theatres


def test_records_belong_to_theatres_by_code_and_place() -> None:
    places = (SimpleNamespace(all_names=("Shusha", "Shushi")),)
    theatres = (SimpleNamespace(id="k", codes=("ARM", "AZE"), places=places), SimpleNamespace(id="g", codes=("ISR",), places=()))
    plain = Event(id="1", document="d", trigger=Span(0, 1), type="CONSULT", actors=("RUS",))
    there = Event(id="2", document="d", trigger=Span(0, 1), type="CONSULT", actors=("RUS",), place=Place(raw="Shushi"))
    both = Event(id="3", document="d", trigger=Span(0, 1), type="CONSULT", actors=("ISR", "AZE"))
    found = {name: [r.id for r in (plain, there, both) if in_theatre(name, theatres)(r)] for name in ("k", "g", "other")}  # type: ignore[arg-type]
    assert found == {"k": ["2", "3"], "g": ["3"], "other": ["1"]}
    with pytest.raises(UsageError, match="known: g, k, other"):
        in_theatre("x", theatres)  # type: ignore[arg-type]
