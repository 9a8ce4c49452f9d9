"""What a reviewer broke once: input that costs more the longer it is, races, closed streams, broken knowledge in a worker."""

from __future__ import annotations

import io
import multiprocessing
import multiprocessing.synchronize
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.cli.terminal import warn
from pantau.errors import InputError, KnowledgeError
from pantau.extract import extract
from pantau.extract.patterns import is_pattern
from pantau.knowledge import load_knowledge
from pantau.model import Document, Record, Span
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin
from pantau.report import write_report
from pantau.store import open_store
from pantau.world import places

OPENING = (
    "Baku Tuduh Yerevan Langgar Jeda\n\nBAKU, KABAR.EXAMPLE - Kementerian Pertahanan Azerbaijan pada Senin (26/10/2020) menuduh"
    " pasukan Armenia menembaki kota Tartar.\n\n"
)

# Each was quadratic or worse once: at these sizes that took minutes, done right it takes a second or two.
LONG = {
    "one sentence of reporting verbs": OPENING + "kata " * 30_000 + ".",
    "one sentence of subjects and verbs": OPENING + "Armenia menembaki kota Tartar dan menewaskan 12 orang serta " * 2000 + ".",
    "one paragraph of sentences that say the same": OPENING + "Armenia menembaki kota Tartar, kata juru bicara militer. " * 3000,
    "one paragraph of quotations": OPENING + '"Kami menang," kata juru bicara Armenia. ' * 3000,
    "figures in one sentence": OPENING + "12 warga sipil tewas dan " * 3000,
    "comments before a page": "<!-- a -->" * 3000 + "<html><body><p>Isi.",
    "comments before what is no page": "<!-- a -->" * 3000 + OPENING,
    "a bracket that never closes": OPENING + "(" + "a" * 76 + "!\n",
    "a tag with too many attributes": "<html><body "
    + " ".join(f"a{i}=b" for i in range(60_000))
    + f"><p>{OPENING}</p></body></html>",
}


@pytest.mark.parametrize("name", LONG)
def test_long_pages_are_read_to_the_end(name: str) -> None:
    knowledge = load_knowledge(())
    for kept in read_bytes(LONG[name].encode(), Origin("x", "x"), knowledge):
        assert isinstance(kept, Kept)
        document = kept.document
        for record in extract(document, knowledge).records:
            assert all(0 <= span.start < span.end <= len(document.text) for span in record.evidence.values())


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(OPENING)
    os.mkfifo(tmp_path / "pipe.txt")
    told = CliRunner().invoke(app, ["extract", str(tmp_path)])
    assert (told.exit_code, len(told.stdout.splitlines())) == (0, 1)


def _open(path: Path, gate: multiprocessing.synchronize.Barrier) -> None:
    gate.wait()
    with open_store(path) as store:
        store.document_ids()


def test_a_store_that_several_make_at_once(tmp_path: Path) -> None:
    for number in range(4):
        gate = multiprocessing.Barrier(4)
        all_of_us = [multiprocessing.Process(target=_open, args=(tmp_path / f"{number}.db", gate)) for _ in range(4)]
        for one in all_of_us:
            one.start()
        for one in all_of_us:
            one.join(60)
        assert [one.exitcode for one in all_of_us] == [0] * 4


def test_errors_come_whole_out_of_a_worker() -> None:
    error = pickle.loads(pickle.dumps(KnowledgeError("is broken", where="x.toml", todo="mend it")))
    assert type(error) is KnowledgeError
    assert str(error) == str(KnowledgeError("is broken", where="x.toml", todo="mend it"))
    assert str(pickle.loads(pickle.dumps(InputError("is gone")))) == "is gone"


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("speech", '[assert]\nverbs = ["kata", "*"]', "no pattern"),
        ("event", "[ASSAULT]\nverbs = [5]", "list of words"),
        ("grammar", "dan = 3", "list of words"),
        ("spech", "", "no such list of words"),
    ],
)
def test_words_of_the_users_own_that_are_broken(tmp_path: Path, name: str, words: str, message: str, jobs: str) -> None:
    (tmp_path / "own" / "words" / "id").mkdir(parents=True)
    (tmp_path / "own" / "words" / "id" / f"{name}.toml").write_text(words)
    (tmp_path / "pantau.toml").write_text('[knowledge]\nfolders = ["own"]\n')
    (tmp_path / "x.txt").write_text(OPENING)
    told = CliRunner().invoke(app, ["extract", str(tmp_path / "x.txt"), "--jobs", jobs, "--config", str(tmp_path / "pantau.toml")])
    assert told.exit_code == 2
    assert message in told.stderr
    assert f"{name}.toml" in told.stderr


def test_a_list_of_words_may_add_one_word(tmp_path: Path) -> None:
    (tmp_path / "words" / "id").mkdir(parents=True)
    (tmp_path / "words" / "id" / "ceasefire.toml").write_text('nouns = ["jeda tembak"]')
    knowledge = load_knowledge((tmp_path,))
    (kept,) = read_bytes(OPENING.encode(), Origin("x", "x"), knowledge)
    assert isinstance(kept, Kept)
    assert extract(kept.document, knowledge).records


def test_patterns() -> None:
    assert all(is_pattern(p) for p in ("gencatan senjata", "~serang", "~serang:v * kota", "non-kombatan"))
    assert not any(is_pattern(p) for p in ("", "*", "* kata", "kata *", "~", "~:v", "~serang:x"))


@pytest.mark.parametrize(
    "damage", [lambda data: data[:90_000], lambda data: data[:8192] + b"U" * (len(data) - 8192), lambda _: b""]
)
def test_a_damaged_index_of_places_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "places.sqlite"
    path.write_bytes(damage(places.index_path().read_bytes()) if places.index_path().is_file() else b"")
    assert places._open_file(path) is None


def test_closed_and_full_streams() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full on this system")
    command = f"{sys.executable} -c 'from pantau.cli import main; main()'"
    for shell in (f"{command} extract - <&-", f"echo a b c | {command} extract - > /dev/full"):
        done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "internal" not in done.stderr
        assert done.stderr.startswith("pantau: ")


def test_a_file_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    warn("a\x1b[31m\u202eb")
    assert capsys.readouterr().err == "pantau: a [31m b\n"


def test_a_report_goes_through_a_link_and_into_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    write_report([], tmp_path / "link.html", title="t")
    assert (tmp_path / "link.html").is_symlink()
    assert "<html" in (tmp_path / "real.html").read_text()
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE)
    write_report([], tmp_path / "pipe", title="t")
    out, _ = reader.communicate(timeout=30)
    assert b"<html" in io.BytesIO(out).read()
    assert (tmp_path / "pipe").is_fifo()


def _document(text: str) -> Document:
    kept = next(iter(read_bytes(text.encode(), Origin("page", "page.txt"), load_knowledge())))
    assert isinstance(kept, Kept)
    return replace(kept.document, language="id", body=(Span(0, len(text)),))


def _records(text: str) -> tuple[Record, ...]:
    return extract(_document(text), load_knowledge()).records


def test_a_soft_hyphen_is_no_part_of_a_word() -> None:
    plain = "Pasukan Azerbaijan menembaki Stepanakert, kata Kementerian Pertahanan Armenia."
    broken = plain.replace("menembaki", "menem\u00adbaki").replace("Pertahanan", "Perta\u00adhanan")
    assert [(r.kind, r.rule) for r in _records(broken)] == [(r.kind, r.rule) for r in _records(plain)]


def test_an_article_beyond_reason_is_read_in_part_and_says_so() -> None:
    text = "Pasukan Azerbaijan menembaki Stepanakert. " * 12_000
    document = _document(text)
    extraction = extract(document, load_knowledge())
    assert any("only the first" in problem.what for problem in extraction.problems)
