"""Bad input, each at the command line over the real reader and extractor: a clear message or a Problem, and the run goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pantau.cli import app
from pantau.store import open_store

GOOD = (
    "Baku Tuduh Yerevan Langgar Jeda\n\nBAKU, KABAR.EXAMPLE - Kementerian Pertahanan Azerbaijan pada Senin (26/10/2020) menuduh"
    " pasukan Armenia menembaki kota Tartar. Sedikitnya 12 warga sipil tewas dalam serangan itu, kata juru bicara"
    " kementerian.\n\nArmenia"
    " membantah tuduhan itu. “Kami menaati gencatan senjata,” kata juru bicara Kementerian Pertahanan Armenia di Yerevan.\n"
)
PAGE = "<html><head><meta charset='{charset}'><title>Jeda</title></head><body><article><h1>Jeda</h1>{body}</article></body></html>"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in GOOD.split("\n\n")[1:])

Maker = Callable[[Path], Path]


def file(name: str, data: Callable[[], bytes]) -> Maker:
    """A file with these bytes, made when its test runs."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data())
        return folder / name

    return make


def dangling_link(folder: Path) -> Path:
    (folder / "x.txt").symlink_to(folder / "tiada.txt")
    return folder / "x.txt"


def named_like_a_page(folder: Path) -> Path:
    """A file that the system will not read, root or not: a link to itself."""
    (folder / "x.txt").symlink_to("x.txt")
    return folder / "x.txt"


def lines(*texts: str) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def row(number: int) -> str:
    return json.dumps({"id": f"r{number}", "title": "Jeda", "date": "2020-10-27", "text": GOOD.split("\n\n", 1)[1]})


UNREAD: dict[str, tuple[Maker, str]] = {
    "empty file": (file("x.txt", lambda: b""), "empty"),
    "empty page": (file("x.html", lambda: b"  \n"), "empty"),
    "binary file": (file("x.txt", lambda: bytes(range(256)) * 40), "binary"),
    "picture named as a page": (file("x.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99)), "image"),
    "archive": (file("x.txt", lambda: b"PK\x03\x04" + bytes(99)), "ZIP"),
    "JSON line broken in the middle": (file("x.jsonl", lambda: lines(row(1), row(2)[:90], row(3))), "line 2"),
    "JSON line that is no object": (file("x.jsonl", lambda: lines(row(1), "[1, 2]", "null")), "line 3"),
    "dangling link": (dangling_link, "cannot be read"),
    "link to itself": (named_like_a_page, "cannot be read"),
}

READ: dict[str, Maker] = {
    "page of 50 MB": file(
        "x.html", lambda: PAGE.format(charset="utf-8", body=PARAGRAPHS + f"<script>{'x = 1; ' * 7_500_000}</script>").encode()
    ),
    "line of a million characters": file("x.txt", lambda: (GOOD + "\n" + "rumah " * 170_000).encode()),
    "word of a million characters": file("x.txt", lambda: (GOOD + "\n" + "a" * 1_000_000).encode()),
    "100,000 nested tags": file(
        "x.html", lambda: PAGE.format(charset="utf-8", body=PARAGRAPHS + "<div>" * 100_000 + "dalam").encode()
    ),
    "truncated UTF-8": file("x.txt", lambda: GOOD.encode() + "“".encode()[:2]),
    "wrong declared charset": file("x.html", lambda: PAGE.format(charset="us-ascii", body=PARAGRAPHS).encode()),
    "unknown declared charset": file("x.html", lambda: PAGE.format(charset="x-tiada", body=PARAGRAPHS).encode()),
    "half a surrogate pair": file("x.jsonl", lambda: lines(row(1).replace("Baku", "Baku\\ud83d").replace("kata", "\\udc00kata"))),
    "NUL characters in JSON": file("x.jsonl", lambda: lines(row(1).replace("kata", "\\u0000kata"))),
    "language without a pack": file(
        "x.txt", lambda: ("Zgjedhjet e parakohshme parlamentare u mbajtën të dielën në të gjithë vendin. " * 20).encode()
    ),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PANTAU_STORE", raising=False)
    Path("pages").mkdir()
    Path("pages", "good.txt").write_text(GOOD, encoding="utf-8")


def pantau(*arguments: str, status: int) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == status, result.output + result.stderr
    assert "Traceback" not in result.output + result.stderr
    return result


def check_store() -> None:
    """Whole documents only, and the good page among them with its records."""
    with open_store(Path("pantau.db"), create=False) as store:
        assert store.records_of(store.document_id("good"))
        for document_id in store.document_ids():
            document = store.document(document_id)
            for record in store.records_of(document_id):
                assert all(0 <= span.start < span.end <= len(document.text) for span in record.evidence.values())
    raw = sqlite3.connect("pantau.db")
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_named_and_the_run_goes_on(name: str) -> None:
    make, message = UNREAD[name]
    path = make(Path("pages"))
    told = pantau("read", "pages", status=1)
    (line,) = [line for line in told.stderr.splitlines() if message.lower() in line.lower()]
    assert line.startswith(f"pantau: {path}")
    assert line.endswith(")"), "says what to do"
    check_store()
    told = pantau("extract", "pages", "--jsonl", status=1)
    assert "good" in [json.loads(each)["document"] for each in told.stdout.splitlines()]


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read_or_becomes_a_problem(name: str) -> None:
    path = READ[name](Path("pages"))
    pantau("read", "pages", status=0)
    check_store()
    told = pantau("extract", str(path), "--jsonl", status=0)
    assert len(told.stdout_bytes.split(b"\n")) == 2


def test_the_lines_around_a_broken_one_are_read() -> None:
    UNREAD["JSON line broken in the middle"][0](Path("pages"))
    told = pantau("extract", "pages/x.jsonl", "--jsonl", status=1)
    assert [json.loads(line)["document"] for line in told.stdout.splitlines()] == ["r1", "r3"]


def test_a_language_without_a_pack_is_kept_and_says_so() -> None:
    READ["language without a pack"](Path("pages"))
    pantau("read", "pages", status=0)
    assert "no pack for the language" in pantau("show", "problems", status=0).stdout


def test_a_missing_folder() -> None:
    assert (
        pantau("read", "tiada/", status=2).stderr == "pantau: tiada/: no such file or folder (check the path; nothing was read)\n"
    )
    assert not Path("pantau.db").exists()
    assert "tiada: no such file or folder (check the path)" in pantau("read", "pages", "tiada", status=1).stderr
    check_store()


def test_an_unreadable_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pages", "x.txt").write_text(GOOD)
    opened = Path.open

    def refuse(path: Path, *arguments: str) -> object:
        if path.name == "x.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    told = pantau("read", "pages", status=1).stderr
    assert told == "pantau: pages/x.txt: cannot be read: Permission denied (check the file and its permissions)\n"
    check_store()


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    pantau("read", "pages", status=0)
    for number in range(30):
        Path("pages", f"x{number}.txt").write_text(GOOD.replace("12", str(number + 20)) * 20, encoding="utf-8")
    prepare = __import__("pantau.store.opening", fromlist=["_prepare"])._prepare

    def small(connection: sqlite3.Connection, record: object) -> None:
        prepare(connection, record)
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0] + 40}")

    with monkeypatch.context() as patched:
        patched.setattr("pantau.store.opening._prepare", small)
        told = pantau("read", "pages", status=1).stderr
    assert told.startswith("pantau: pantau.db: no room left to write (free some disk space and run again")
    check_store()
    pantau("read", "pages", status=0)
    with open_store(Path("pantau.db")) as store:
        assert len(store.document_ids()) == 31


@pytest.mark.parametrize("command", [("read", "pages"), ("show",), ("reread", "--all"), ("report",)])
def test_a_store_that_is_not_ours_or_newer(command: tuple[str, ...]) -> None:
    Path("pantau.db").write_text("my notes\n" * 200)
    assert "is not a pantau store" in pantau(*command, status=1).stderr
    assert Path("pantau.db").read_text() == "my notes\n" * 200
    Path("pantau.db").unlink()
    with open_store(Path("pantau.db")):
        pass
    raw = sqlite3.connect("pantau.db")
    raw.execute("PRAGMA user_version = 999")
    raw.commit()
    raw.close()
    assert "newer than this program" in pantau(*command, status=1).stderr
