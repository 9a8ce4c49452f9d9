"""Records made elsewhere: they enter with their maker and outside names, whole lines or none, and stay when pages are read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pantau.errors import UsageError
from pantau.model import Event
from pantau.monitor import Imported, find_inputs, import_records, read, reread
from pantau.store import Store, open_store

PAGE = "Harian Bahtera, 26 Oktober 2020\nBaku, 26 Oktober - Azerbaijan menembaki Stepanakert pada hari Senin, kata Yerevan.\n"
AT = PAGE.index("menembaki")
ROW: dict[str, Any] = {
    "kind": "event", "trigger": [AT, AT + 9], "type": "ASSAULT", "actors": ["AZE"], "recipients": ["NKR"], "from": "2020-10-26",
    "to": "2020-10-26", "place": "Stepanakert", "modality": "occurred", "claimant": None,
}  # fmt: skip


def folder_of(tmp_path: Path, *lines: Any) -> tuple[Path, Path]:
    """A file of records and a folder with one page, `satu`."""
    pages = tmp_path / "pages"
    pages.mkdir(exist_ok=True)
    (pages / "satu.txt").write_text(PAGE, encoding="utf-8")
    records = tmp_path / "records.jsonl"
    written = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    records.write_bytes(b"\n".join(written))
    return records, pages


def imported(store: Store, files: tuple[Path, Path], maker: str = "ani") -> Imported:
    return import_records(*files, store, maker=maker)


def test_records_enter_with_their_maker_and_outside_name(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        done = imported(store, folder_of(tmp_path, {"document": "satu", "records": [ROW]}))
        assert (done.new, done.known, done.records, done.unread) == (1, 0, 1, [])
        (record,) = store.records_of(store.document_id("satu"))
        assert isinstance(record, Event)
        assert record.inferred["actors"] == "import"
        assert record.trigger.of(store.document("satu").text) == "menembaki"
        assert store.makers() == {record.id: ("ani", "satu#0")}


def test_the_same_line_again_adds_nothing_and_a_changed_one_supersedes(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        first = imported(store, folder_of(tmp_path, {"document": "satu", "records": [ROW]}))
        again = imported(store, folder_of(tmp_path, {"document": "satu", "records": [ROW]}))
        assert (first.new, again.new, again.known) == (1, 0, 1)
        imported(store, folder_of(tmp_path, {"document": "satu", "records": [ROW | {"recipients": ["ARM"]}]}))
        (record,) = store.records_of(store.document_id("satu"))
        assert isinstance(record, Event)
        assert record.recipients == ("ARM",)


def test_reading_keeps_what_was_imported_and_the_other_way_round(tmp_path: Path) -> None:
    files = folder_of(tmp_path, {"document": "satu", "records": [ROW]})
    with open_store(tmp_path / "s.db") as store:
        imported(store, files)
        assert list(reread(store, store.document_ids())) == [], "what was only imported is not read by itself"
        assert read(find_inputs([str(files[1])]), store).new == 1
        records = store.records_of(store.document_id("satu"))
        assert {store.makers().get(r.id, ("pantau", ""))[0] for r in records} == {"pantau", "ani"}
        assert len({r.id for r in records}) == len(records)
        imported(store, files, maker="budi")
        assert len(store.records_of(store.document_id("satu"))) == len(records) + 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "is no JSON"),
        (b"\xff\xfe", "is no UTF-8"),
        ([1], "no interchange line"),
        ({"document": "dua", "records": []}, "no page named `dua`"),
        ({"document": "satu", "records": 3}, "`records` must be a list"),
        ({"document": "satu", "records": [ROW | {"trigger": [0, 9999]}, ROW | {"type": "FIGHT"}]}, "2 fault(s)"),
        ({"document": "satu", "records": [ROW], "text": "Teks lain."}, "not the text of the document"),
    ],
)
def test_a_line_that_cannot_be_is_told_and_left_out_whole(tmp_path: Path, line: Any, told: str) -> None:
    with open_store(tmp_path / "s.db") as store:
        done = imported(store, folder_of(tmp_path, line, {"document": "satu", "records": [ROW]}))
        assert [told in fault.what for fault in done.unread] == [True], done.unread
        assert done.unread[0].where.endswith("records.jsonl:1")
        assert done.new == 1
        assert len(store.input_problems()) == 1


def test_what_cannot_be_asked_is_told(tmp_path: Path) -> None:
    files = folder_of(tmp_path, {"document": "satu", "records": [ROW]})
    with open_store(tmp_path / "s.db") as store:
        with pytest.raises(UsageError, match="maker"):
            imported(store, files, maker="pantau")
        with pytest.raises(UsageError, match="no such folder"):
            import_records(files[0], tmp_path / "nowhere", store, maker="ani")
        (files[1] / "satu.html").write_text("<p>x</p>", encoding="utf-8")
        with pytest.raises(UsageError, match="two pages are named"):
            imported(store, files)
