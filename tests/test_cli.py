"""The commands as a person calls them: what they print, where, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent))
import stand_ins
from pantau import __version__
from pantau.cli import app
from pantau.cli.tables import day_of
from pantau.cli.words import find_sentence, record_span, shown
from pantau.errors import StoreError
from pantau.model import Claim, Document, Span

PAGES = {
    "satu.txt": "Pasukan menyerang Shusha, 12 tewas.\n\nNikol kata: kami bertahan.",
    "dua.txt": "gencatan berlaku, mereka 3",
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working folder with two pages, the stand-ins, a wide terminal."""
    stand_ins.install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("PANTAU_STORE", raising=False)
    Path("pages").mkdir()
    for name, text in PAGES.items():
        Path("pages", name).write_text(text)


def pantau(*arguments: str, status: int = 0, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, arguments, input=given)
    assert result.exit_code == status, result.output + result.stderr
    assert "Traceback" not in result.output + result.stderr
    return result


def rows(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in pantau(*arguments).stdout.splitlines()]


def test_version() -> None:
    assert pantau("--version").stdout == f"pantau {__version__}\n"


@pytest.mark.parametrize("command", ["read", "reread", "extract", "show", "report", "demo", "theatre check", "theatre draft"])
def test_every_help_teaches_with_an_example(command: str) -> None:
    told = pantau(*command.split(), "--help").stdout
    assert told.count(f"pantau {command}") >= 1


def test_help_imports_nothing_heavy() -> None:
    code = """if True:
        import atexit, sys
        heavy = ("argon2", "fastapi", "jinja2", "lxml", "numpy", "pydantic", "reportlab", "rich.table", "sqlalchemy", "trafilatura")
        atexit.register(lambda: print([name for name in heavy if name in sys.modules], file=sys.stderr))
        from pantau.cli import main
        main()
    """
    command = [sys.executable, "-c", code, "--help"]
    done = subprocess.run(command, env=stand_ins.environment(), check=True, capture_output=True, text=True)
    assert "Usage" in done.stdout
    assert done.stderr.strip() == "[]"


def test_read_then_show() -> None:
    told = pantau("read", "pages").stdout
    assert "2   documents read" in told
    assert "2   new in pantau.db, with 5 records" in told
    told = pantau("read", "pages").stdout
    assert "2   already known" in told
    timeline = pantau("show").stdout
    assert "AZE → NKR*" in timeline
    assert "Pasukan menyerang Shusha, 12 tewas." in timeline
    assert "2020-10-26" in timeline
    assert "in_effect" in timeline
    assert "kami bertahan." in pantau("show", "claims").stdout
    assert "12" in pantau("show", "casualties").stdout
    assert "USA" in pantau("show", "ceasefires").stdout
    assert "mereka" in pantau("show", "problems").stdout
    assert "kabar.example" in pantau("show", "documents").stdout
    assert "stand-in.event" in pantau("show", "document", "satu").stdout


def test_show_json_gives_spans_and_quotes() -> None:
    pantau("read", "pages")
    (event,) = [row for row in rows("show", "timeline", "--json") if row["kind"] == "event"]
    assert event["quotes"] == {"trigger": "menyerang"}
    assert event["words"] == "Pasukan menyerang Shusha, 12 tewas."
    assert PAGES["satu.txt"][slice(*event["words_span"])] == event["words"]  # type: ignore[misc]
    assert (event["document"], event["from"], event["actors"]) == ("satu", "2020-10-26", ["AZE"])
    assert {row.get("what") for row in rows("show", "problems", "--json")} == {"no byline", "who?"}
    assert [row["document"] for row in rows("show", "documents", "--json")] == ["dua", "satu"]
    assert len(rows("show", "document", "satu", "--json")[0]["records"]) == 3  # type: ignore[arg-type]


def test_filters() -> None:
    pantau("read", "pages")
    assert len(rows("show", "claims", "--json")) == 1
    assert len(rows("show", "claims", "--party", "aze", "--json")) == 1
    assert not rows("show", "claims", "--party", "RUS", "--json")
    assert not rows("show", "timeline", "--from", "2020-10-27", "--json")
    assert len(rows("show", "timeline", "--from", "2020-10-26", "--to", "2020-10-26", "--json")) == 2
    assert "no claims" in pantau("show", "claims", "--party", "RUS").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("read", "tiada"), "tiada: no such file or folder"),
        (("extract", "tiada", "nihil"), "tiada, nihil: no such file or folder"),
        (("read", "pages", "--config", "tiada.toml"), "no such configuration file"),
        (("show", "--from", "kemarin"), "'kemarin' is no day"),
        (("show", "--from", "2020-10-02", "--to", "2020-10-01"), "lies before"),
        (("show", "document"), "take one name or id"),
        (("show", "claims", "satu"), "take one name or id"),
        (("reread",), "say which documents"),
        (("reread", "--all", "satu"), "say which documents"),
        (("demo", "--folder", "tiada"), "no such folder"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], message: str) -> None:
    pantau("read", "pages")
    told = pantau(*arguments, status=2).stderr
    assert told.startswith("pantau: ")
    assert message in told


@pytest.mark.parametrize("arguments", [("read",), ("read", "pages", "--jobs", "0"), ("show", "nonsense"), ("nonsense",)])
def test_wrong_usage_that_the_parser_sees(arguments: tuple[str, ...]) -> None:
    pantau(*arguments, status=2)


def test_show_without_a_store_says_what_to_do() -> None:
    assert "run `pantau read PATHS…` first" in pantau("show", status=1).stderr
    assert not Path("pantau.db").exists()


def test_the_store_may_be_named() -> None:
    pantau("read", "pages", "--store", "lain.db")
    assert Path("lain.db").exists()
    assert not Path("pantau.db").exists()


def test_some_inputs_unread_is_status_one(tmp_path: Path) -> None:
    (tmp_path / "pages" / "nol.txt").write_bytes(b"\0")
    told = pantau("read", "pages", "tiada", status=1)
    assert "pantau: pages/nol.txt: is no text (leave it out)" in told.stderr
    assert "pantau: tiada: no such file or folder" in told.stderr
    assert "2   inputs that could not be read" in told.stdout
    assert "is no text" in pantau("show", "problems").stdout
    told = pantau("extract", "pages", "--jsonl", status=1)
    assert len(told.stdout.splitlines()) == 2


def test_an_empty_folder_is_no_error_but_is_said() -> None:
    Path("kosong").mkdir()
    assert "nothing to read there (taken from folders" in pantau("read", "kosong").stderr
    Path("kosong", "foto.jpg").touch()
    assert "nothing to read there but 1 files of other kinds" in pantau("read", "kosong").stderr


def test_extract_writes_lines_and_nothing_else() -> None:
    told = pantau("extract", "pages", "--jsonl")
    assert told.stderr == ""
    lines = [json.loads(line) for line in told.stdout_bytes.decode("utf-8").split("\n")[:-1]]
    assert [line["document"] for line in lines] == ["dua", "satu"]
    assert pantau("extract", "pages/satu.txt", "pages/dua.txt", "--jobs", "2").stdout_bytes == told.stdout_bytes


def test_extract_of_standard_input() -> None:
    told = pantau("extract", "-", "--jsonl", given=b"9 orang")
    assert [json.loads(line)["document"] for line in told.stdout.splitlines()] == ["stdin"]


def test_half_a_surrogate_pair_goes_out_as_its_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pantau.monitor.extract_lines", lambda *_, **__: (['{"text": "a\ud800b"}'], []))
    assert json.loads(pantau("extract", "pages", "--jsonl").stdout_bytes)["text"] == "a\ud800b"


def test_reread(monkeypatch: pytest.MonkeyPatch) -> None:
    pantau("read", "pages")
    assert "documents read again: 0, 0 of them changed; up to date: 2" in pantau("reread", "--all").stdout
    stand_ins.install(monkeypatch, knowledge_hash="k2", actor="ARM")
    told = pantau("reread", "pages/satu.txt").stdout
    assert "documents read again: 1, 1 of them changed" in told
    assert "actors" in told
    assert "documents read again: 1, 0 of them changed" in pantau("reread", "dua").stdout
    pantau("reread", "tiada", status=2)


def test_report(monkeypatch: pytest.MonkeyPatch) -> None:
    pantau("read", "pages")
    asked: list[int] = []

    def write_report(pages: list[object], path: Path, *, title: str, joined: object) -> None:
        assert joined == "joined"
        asked.append(len(pages))
        path.write_text(title)

    monkeypatch.setitem(sys.modules, "pantau.report", SimpleNamespace(write_report=write_report))
    monkeypatch.setattr("pantau.monitor.join", lambda _store, _folders: "joined")
    assert str(Path("x.html").resolve()) in pantau("report", "--out", "x.html").stdout
    pantau("report", "--party", "USA")
    assert asked == [2, 1]
    assert "cannot be written" in pantau("report", "--out", "tiada/x.html", status=2).stderr


def test_theatre_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pantau.world.check_theatre", lambda path: [f"{path}:3: unknown key"] if "b" in path.name else [])
    assert pantau("theatre", "check", "a.toml").stdout == "a.toml: good\n"
    assert pantau("theatre", "check", "a.toml", "b.toml", status=2).stderr == "pantau: b.toml:3: unknown key\n"


def test_an_interrupted_run_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pantau.monitor.read", stop)
    assert "run the same command again" in pantau("read", "pages", status=130).stderr


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("no room left to write", where="pantau.db", todo="free some disk space and run again")

    monkeypatch.setattr("pantau.monitor.read", full)
    assert (
        pantau("read", "pages", status=1).stderr
        == "pantau: pantau.db: no room left to write (free some disk space and run again)\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="pipes of another kind")
def test_a_reader_that_goes_away_is_no_error() -> None:
    for number in range(400):
        Path("pages", f"{number}.txt").write_text(f"{number} tewas " * 50)
    command = f"{sys.executable} {stand_ins.__file__} extract pages --jsonl | head -c 100"
    done = subprocess.run(command, shell=True, env=stand_ins.environment(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert len(done.stdout) == 100


def test_an_internal_error_is_one_line() -> None:
    code = "import sys; from pantau.cli.terminal import prepare; prepare(); raise KeyError('x')"
    done = subprocess.run([sys.executable, "-c", code], env=stand_ins.environment(), check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "pantau: internal error: KeyError: 'x' (please report it; PANTAU_DEBUG=1 shows where it happened)\n"


def test_words_shown_cannot_steer_a_terminal() -> None:
    assert shown("a\x1b[31mb\u202ec\x9b") == "a [31mb c "


@pytest.mark.parametrize(
    ("text", "trigger", "sentence"),
    [
        ("Satu. Dua menyerang tiga. Empat.", "menyerang", "Dua menyerang tiga."),
        ("Judul\n“Ia menyerang!” Kata dia.\nLagi", "menyerang", "“Ia menyerang!”"),
        ("Pukul 08.00 ia menyerang", "menyerang", "Pukul 08.00 ia menyerang"),
        ("menyerang", "menyerang", "menyerang"),
    ],
)
def test_the_sentence_around_a_trigger(text: str, trigger: str, sentence: str) -> None:
    start = text.index(trigger)
    assert find_sentence(text, Span(start, start + len(trigger))).of(text) == sentence


def test_a_record_without_a_day_shows_its_pages_day_in_brackets() -> None:
    claim = Claim(id="1", document="d", trigger=Span(0, 1), content=Span(0, 1))
    assert day_of(claim, Document(id="d", name="d", text="x")) == "(no day)"
    assert day_of(claim, Document(id="d", name="d", text="x", dated=stand_ins.DAY)) == "(2020-10-26)"


@pytest.mark.parametrize("columns", [60, 80, 100, 139])
def test_a_narrow_terminal_shows_all_words(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    pantau("read", "pages")
    for what in ("timeline", "claims", "casualties", "ceasefires", "documents", "problems"):
        lines = pantau("show", what).stdout.splitlines()
        assert max(map(len, lines)) <= columns, what
    assert "“Pasukan menyerang Shusha, 12 tewas.” (kabar.example, 2020-10-26)" in " ".join(pantau("show").stdout.split())


def test_a_claim_without_a_message_shows_its_sentence() -> None:
    text = "Baku menuduh Yerevan. Yerevan membantahnya."
    trigger = Span(text.index("membantahnya"), len(text) - 1)
    answer = Claim(id="1", document="d", trigger=trigger, content=trigger)
    assert record_span(answer, text).of(text) == "Yerevan membantahnya."
