"""No entry without proof: what every language, source, theatre, reader and kind of record must show."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import pantau.lang
import pantau.world
from pantau.extract import EXTRACTORS, extract
from pantau.knowledge import Knowledge, load_knowledge
from pantau.lang import LANGUAGES
from pantau.model import RECORD_TYPES, Document, Record
from pantau.read import READERS, Kept, Origin, Reader, Unread, read_bytes
from pantau.world import Theatre, check_theatre, is_code

SAMPLES = Path(__file__).resolve().parents[2] / "examples" / "karabakh"
THEATRES = load_knowledge().world.theatres


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_a_folder_of_tables(language: str, knowledge: Knowledge) -> None:
    assert re.fullmatch(r"[a-z]{2}", language)
    assert (Path(pantau.lang.__file__).parent / language).is_dir()
    assert knowledge.packs[language].tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_a_language_tells_its_form(language: str) -> None:
    tables = (Path(pantau.lang.__file__).parent / language).glob("*.toml")
    silent = [path.name for path in tables if not path.read_text("utf-8").startswith("#")]
    assert not silent, "begin these files with a comment on what they hold and in what form"


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.KIND)
def test_a_kind_of_record_is_a_frozen_dataclass_with_true_slots(kind: type[Record]) -> None:
    assert is_dataclass(kind)
    assert kind.__dataclass_params__.frozen
    assert kind.__doc__
    assert set(kind.SLOTS) <= {field.name for field in fields(kind)}


def test_kinds_of_record_have_names_of_their_own() -> None:
    kinds = [kind.KIND for kind in RECORD_TYPES]
    assert len(set(kinds)) == len(kinds)
    assert all(kinds)


def test_every_kind_of_record_has_its_finder() -> None:
    assert [kind for kind, _ in EXTRACTORS] == [kind.KIND for kind in RECORD_TYPES]
    assert all(callable(finder) for _, finder in EXTRACTORS)


def test_readers_stand_once_each() -> None:
    names, suffixes = [reader.name for reader in READERS], [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)


def test_some_reader_takes_any_text() -> None:
    assert READERS[-1].recognises(b"anything", "anything")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_has_its_sample_pages(reader: Reader, knowledge: Knowledge) -> None:
    samples = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in reader.suffixes]
    assert samples, "every kind of input is shown in examples/"
    for path in samples:
        data = path.read_bytes()
        assert next(r for r in READERS if r.recognises(data, path.name)) is reader
        for kept in read_bytes(data, Origin(path.stem, path.name), knowledge):
            assert isinstance(kept, Kept)
            assert kept.document.body, f"{path.name} has no body"


@pytest.mark.parametrize("data", [b"", b"   \n", b"\x00" * 64, b"<", b"{", b"\xff\xfe", b"<html>", b'{"text": ', b"\xf0\x9f"])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_broken_bytes_are_answered(reader: Reader, data: bytes, knowledge: Knowledge) -> None:
    found = list(read_bytes(data, Origin("broken", f"broken{reader.suffixes[0]}"), knowledge))
    assert found, "every input is read or said to be unreadable"
    assert all(isinstance(answer, Kept | Unread) for answer in found)


@pytest.mark.parametrize("theatre", THEATRES, ids=lambda theatre: theatre.id)
def test_a_theatre_is_complete(theatre: Theatre, knowledge: Knowledge) -> None:
    path = Path(pantau.world.__file__).parent / "theatres" / f"{theatre.id}.toml"
    assert path.is_file(), "a theatre's file is named by its id"
    assert check_theatre(path) == []
    assert len({side.side for side in theatre.parties}) >= 2, "a conflict has two sides at least"
    codes = [*theatre.codes, *theatre.brokers, *(person.party for person in theatre.persons)]
    codes += [code for agreement in theatre.agreements for code in (*agreement.parties, *agreement.brokers)]
    assert [code for code in codes if not is_code(code, knowledge.world.parties)] == []


@pytest.mark.parametrize("theatre", THEATRES, ids=lambda theatre: theatre.id)
def test_a_theatre_names_nothing_twice(theatre: Theatre) -> None:
    for things in (theatre.persons, theatre.places, theatre.agreements):
        names = [thing.name for thing in things]
        assert [name for name in names if names.count(name) > 1] == []


def test_the_world_has_its_sources(knowledge: Knowledge) -> None:
    sources = list(knowledge.world.sources)
    assert len(sources) >= 40
    domains = [source.domain for source in sources if source.domain]
    assert len(set(domains)) == len(domains)
    assert all(source.name and source.kind and source.owner and source.language for source in sources)


def test_an_empty_page_gives_no_records(knowledge: Knowledge) -> None:
    found = extract(Document(id="0" * 64, name="empty", text="", language="id"), knowledge)
    assert not found.records


def test_a_page_in_a_language_without_a_pack_gives_no_records(knowledge: Knowledge) -> None:
    found = extract(Document(id="0" * 64, name="other", text="Fjalor i shkurtër.", language="sq"), knowledge)
    assert not found.records
