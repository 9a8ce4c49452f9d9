"""A theatre drafted from pages: what it proposes, that its bytes depend on the pages alone, that no page can write into it."""

from __future__ import annotations

import random
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent))
from pages import PAGES, write_pages

from pantau.cli import app
from pantau.draft import Seen, draft_text, merge, propose
from pantau.draft.writing import LONGEST, clean, note, string
from pantau.errors import InputError
from pantau.extract.drafting import Sighting, Tally, tally
from pantau.knowledge import Knowledge, load_knowledge
from pantau.model import Claim, Document, Span
from pantau.monitor import draft_theatre, find_inputs
from pantau.world import Theatre, load_parties
from pantau.world.theatre import load_theatre


def page(text: str, name: str = "halaman", language: str = "id") -> Document:
    return Document(
        id=f"{name}-{len(text)}", name=name, text=text, language=language, body=(Span(0, len(text)),), dated=date(2031, 3, 3)
    )


def drafted(text: str, folder: Path) -> Theatre:
    path = folder / "draft.toml"
    path.write_text(text, encoding="utf-8")
    return load_theatre(path, load_parties())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "rovuma", PAGES)


@pytest.fixture
def text(folder: Path) -> str:
    return draft_theatre(find_inputs([str(folder)]), theatre_id="rovuma")[0]


def test_it_proposes_what_an_analyst_would_write(text: str, tmp_path: Path) -> None:
    theatre = drafted(text, tmp_path)
    assert {(p.code, p.side) for p in theatre.parties} == {("MOZ", "mozambique"), ("MOZ_OPP", "mozambique opposition")}
    front = next(p for p in theatre.parties if p.code == "MOZ_OPP")
    assert front.names["id"] == ("Front Pembebasan Rovuma", "FPRV", "pemberontak")
    assert theatre.brokers == ("QAT",)
    assert [(p.name, p.party, p.office) for p in theatre.persons] == [
        ("Armando Malunga", "MOZ", "Juru bicara militer"),
        ("Salimo Nampula", "MOZ_OPP", "Juru bicara"),
    ]
    assert [(p.name, p.kind, p.country) for p in theatre.places] == [
        ("Nampula", "settlement", "MOZ"),
        ("Pemba", "settlement", "MOZ"),
    ]
    assert (theatre.began_on, theatre.ended_on, theatre.timezone) == (date(2031, 3, 3), None, "Africa/Maputo")
    assert "# ended = 2031-03-12" in text


def test_every_entry_has_its_count_and_an_example(text: str) -> None:
    entries = [line for line in text.splitlines() if line.startswith(("[[", "  {", '  "'))]
    assert entries
    assert [line for line in entries if " pages, " not in line or "“" not in line or not line.endswith(")")] == []


def test_what_is_unsure_is_marked(text: str) -> None:
    assert text.count("TODO") >= 5


def test_the_drafted_file_helps(text: str, tmp_path: Path) -> None:
    """Read with it, a page that no longer says whom the spokesman speaks for tells it all the same."""
    from pantau.extract import extract

    (tmp_path / "own" / "theatres").mkdir(parents=True)
    (tmp_path / "own" / "theatres" / "rovuma.toml").write_text(text, encoding="utf-8")
    words = "Salimo Nampula menuduh tentara Mozambik melanggar gencatan senjata di Pemba."
    before = extract(page(words), load_knowledge()).records
    after = extract(page(words), load_knowledge((tmp_path / "own",))).records
    assert [r.code for r in before if isinstance(r, Claim)] == [None]
    assert [r.code for r in after if isinstance(r, Claim)] == ["MOZ_OPP"]


def test_the_order_and_number_of_processes_make_no_difference(folder: Path, text: str) -> None:
    paths = sorted(str(p) for p in folder.iterdir())
    for seed in range(3):
        random.Random(seed).shuffle(paths)
        assert draft_theatre(find_inputs(paths), theatre_id="rovuma")[0] == text
    assert draft_theatre(find_inputs(paths), theatre_id="rovuma", jobs=2)[0] == text


def test_a_page_read_twice_counts_once(folder: Path, text: str) -> None:
    (folder / "zz-salinan.txt").write_bytes((folder / "satu.txt").read_bytes())
    assert draft_theatre(find_inputs([str(folder)]), theatre_id="rovuma")[0] == text


GROUPS = [
    ("Pemberontak Front Anu Raya (FAR) menyerang desa di Mozambik.", {("group", "Front Anu Raya"), ("short", "Front Anu Raya", "FAR")}),
    ("Tentara Mozambik memburu pemberontak Macaloge di utara.", {("group", "Macaloge")}),
    ("Juru bicara milisi FAR Ali Hasan berbicara di Mozambik.", {("group", "FAR")}),
    ("Pemimpin pemberontak Bento Dhlakama berbicara di Mozambik.", set()),
    ("Kelompok Hamas dan tentara Israel bertempur di Gaza.", set()),
    ("Pasukan Rusia menyerang. Kata mereka, Tentara Rusia menang.", set()),
    ("Menurut Komite Rovuma (KR), warga mengungsi.", {("body", "Komite Rovuma"), ("short", "Komite Rovuma", "KR")}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), GROUPS, ids=[words[:40] for words, _ in GROUPS])
def test_groups(words: str, expected: set[tuple[str, ...]], knowledge: Knowledge) -> None:
    found = {(s.kind, *s.key) for s in tally(page(words), knowledge).sightings if s.kind in ("group", "body", "short")}
    assert found == expected


PERSONS = [
    ("Menteri Pertahanan Mozambik Cristovao Chume berkunjung ke Pemba.", {("Cristovao Chume", "Menteri Pertahanan", "MOZ")}),
    ("Cristovao Chume, menteri pertahanan Mozambik, berkunjung ke Pemba.", {("Cristovao Chume", "menteri pertahanan", "MOZ")}),
    ("Warga Mozambik Cristovao Chume mengungsi dari Pemba.", set()),
    ("Mantan menteri pertahanan Mozambik Cristovao Chume tiba.", set()),
    ("Menteri Kependudukan Mozambik tiba di Pemba.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), PERSONS, ids=[words[:40] for words, _ in PERSONS])
def test_persons(words: str, expected: set[tuple[str, ...]], knowledge: Knowledge) -> None:
    assert {s.key[:3] for s in tally(page(words), knowledge).sightings if s.kind == "office"} == expected


def test_a_surname_counts_for_the_person_the_page_introduces(knowledge: Knowledge) -> None:
    words = "Menteri Pertahanan Mozambik Cristovao Chume datang ke Pemba.\n\nMenurut Chume, tentara Mozambik siaga."
    found = {(s.kind, s.key): s.times for s in tally(page(words), knowledge).sightings}
    assert found["person", ("Cristovao Chume",)] == 2
    assert found["surname", ("Cristovao Chume", "Chume")] == 1


HOSTILE = [
    'petik " dan \\ garis', "baris\nbaru = 1", "baris\r\nbaru", "\x00\x07\x1b[31mmerah", "balik\u202ekanan\u2066", "\u2028pisah\u2029",
    "nol\u200blebar\ufeff", "\ud800sendiri", "]\n[[party]]\ncode = 'X'", "# pagar # lagi", "a" * 10_000, "\x85lain", "",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=repr)
def test_no_words_leave_their_comment_or_string(words: str) -> None:
    seen = Seen({1}, 1, example=(words, words))
    tables = tomllib.loads(f"name = {string(words)}  {note(seen)}\nnext = 1\n")
    assert tables == {"name": clean(words), "next": 1}
    assert len(clean(words, LONGEST)) <= LONGEST
    assert clean(words).isprintable()
    clean(words).encode("utf-8")


@pytest.mark.parametrize("words", HOSTILE, ids=repr)
def test_hostile_names_and_pages_make_a_good_file(words: str, knowledge: Knowledge, tmp_path: Path) -> None:
    kinds = {
        "party": [("MOZ",), ("MOZ_OPP",)], "foes": [("MOZ", "MOZ_OPP")], "group": [(f"F{words}",)], "whose": [(f"F{words}", "MOZ_OPP")],
        "person": [(f"P{words}",)], "office": [(f"P{words}", words, "MOZ", "")], "alias": [(f"a{words}", "MOZ")],
        "place": [(f"L{words}", "MOZ", "settlement", words, "1.0000", "2.0000")], "spelt": [(f"L{words}", "MOZ", f"l{words}")],
        "somewhere": [(f"S{words}", "")], "body": [(f"B{words}",)], "short": [(f"B{words}", "BB")], "broker": [("QAT",)],
    }  # fmt: skip
    sightings = tuple(Sighting(kind, key, 1, words) for kind, keys in kinds.items() for key in keys)
    tallies = [Tally(str(n), words, "id", None, sightings) for n in range(3)]
    theatre = drafted(draft_text(tallies, knowledge, theatre_id="x", name=words), tmp_path)
    assert {p.code for p in theatre.parties} == {"MOZ", "MOZ_OPP"}
    assert theatre.persons[0].name == clean(f"P{words}")


def test_a_page_of_a_hostile_text(tmp_path: Path) -> None:
    pages = {f"p{n}": text + ' Tentara Mozambik menyerang pemberontak FPRV "\x1b]0;x\x07 [[party]] code = 1 \u202e# # di Pemba.'
             for n, text in enumerate(PAGES.values())}  # fmt: skip
    text, _ = draft_theatre(find_inputs([str(write_pages(tmp_path / "pages", pages))]), theatre_id="x")
    assert len(drafted(text, tmp_path).parties) == 2
    assert all(line.isprintable() for line in text.splitlines())


def test_most_come_first_then_by_name(knowledge: Knowledge) -> None:
    def seen(*towns: str) -> tuple[Sighting, ...]:
        places = [Sighting("place", (town, "MOZ", "settlement", "", "", ""), 1, town) for town in towns]
        return (Sighting("foes", ("MOZ", "MOZ_OPP"), 1, ""), Sighting("party", ("MOZ",), 1, ""), *places)

    tallies = [Tally(str(n), f"d{n}", "id", None, seen(*towns)) for n, towns in enumerate(["CAB", "BAC", "AB", "A"])]
    draft = propose(merge(tallies), knowledge.world, least=2)
    assert [place.name for place in draft.places] == ["A", "B", "C"]


def test_nothing_to_propose_is_told(knowledge: Knowledge) -> None:
    for tallies, told in (
        ([], "there is no page"),
        ([Tally("1", "a", "en", None, is_read=False)], "found: en 1"),
        ([Tally("1", "a", "id", None)], "no two parties"),
    ):
        with pytest.raises(InputError, match=told) as raised:
            draft_text(tallies, knowledge, theatre_id="x")
        assert raised.value.todo


# the command


def pantau(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["theatre", *arguments])
    assert result.exit_code == status, result.output + result.stderr
    return result


def test_the_command_writes_a_file_that_check_accepts(folder: Path, text: str, tmp_path: Path) -> None:
    out = tmp_path / "new" / "rovuma.toml"
    assert "written" in pantau("draft", str(folder), "--out", str(out)).stdout
    assert out.read_text("utf-8") == text == pantau("draft", str(folder)).stdout
    assert pantau("check", str(out)).stdout.endswith("good\n")
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_file_that_is_there_stays(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.toml"
    out.write_text("mine")
    assert "--force" in pantau("draft", str(folder), "--out", str(out), status=2).stderr
    assert out.read_text() == "mine"
    pantau("draft", str(folder), "--out", str(out), "--force", "--id", "other", "--name", "Other war", "--least", "1")
    theatre = drafted(out.read_text("utf-8"), tmp_path)
    assert (theatre.id, theatre.name) == ("other", "Other war")


def test_wrong_calls_say_what_to_do(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no page" in pantau("draft", str(empty), status=1).stderr
    assert "small letters" in pantau("draft", str(folder), "--id", "No Id", status=2).stderr
    assert "--least" in pantau("draft", str(folder), "--least", "99", status=1).stderr
