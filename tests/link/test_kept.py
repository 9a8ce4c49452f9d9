"""Prints and relations that a store keeps give what comparing everything anew gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from pantau.knowledge import load_knowledge
from pantau.link import kept
from pantau.link.articles import Articles
from pantau.link.corpus import Corpus
from pantau.link.kept import KeptIndex, KeptNotes, update_lineage
from pantau.link.lineage import find_lineage
from pantau.link.packing import fingerprint, pack, unpack
from pantau.link.prints import make_print
from pantau.model import Document
from pantau.store import Store, open_store
from tests.link.test_lineage import DAY, TRUCE, document, texts

KNOWLEDGE = load_knowledge()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as opened:
        yield opened


@pytest.mark.parametrize("text", [TRUCE, "", "satu", 'Ia berkata, "kami menunggu kabar dari garis depan" lalu pergi. 12.500 orang.'])
def test_a_print_comes_back_from_its_bytes(text: str) -> None:
    made = make_print(document(text, "a", source="barat"))
    again = unpack(pack(made))
    for name in ("document", "name", "on", "language", "source", "order"):
        assert getattr(again, name) == getattr(made, name)
    for name in ("words", "starts", "ends", "quoted", "named", "places", "keys", "weights"):
        assert np.array_equal(getattr(again, name), getattr(made, name)), name


def test_the_fingerprint_tells_what_a_print_is_made_from() -> None:
    one = document(TRUCE, "a")
    same = {fingerprint(one, "1"), fingerprint(replace(one, title="Judul lain"), "1")}
    other = [
        fingerprint(one, "2"), fingerprint(replace(one, published_on=DAY + timedelta(1)), "1"),
        fingerprint(replace(one, language="en"), "1"), fingerprint(replace(one, body=one.body[:0]), "1"),
    ]  # fmt: skip
    assert len(same) == 1
    assert len({*same, *other}) == 5


def crowd(seed: int) -> list[Document]:
    """Clusters of copies, and a crowd of like pages in which documents part one another."""
    return texts(60, seed) + [document(" ".join(["sama"] * 5 + [f"lagi{i}" for i in range(40)]), f"x{n}") for n in range(20)]


@pytest.mark.parametrize("seed", [1, 2])
def test_document_by_document_is_the_same_as_at_once(store: Store, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(kept, "MOST_ONE_BY_ONE", 1.0)
    documents, edges = crowd(seed), ()
    random.Random(seed).shuffle(documents)
    for count in [*range(1, len(documents), 7), len(documents)]:
        with store.transaction():
            edges = update_lineage(Corpus((d, ()) for d in documents[:count]), store.prints, edges, KNOWLEDGE, made_by="1")
    assert len(edges) > 80
    assert edges == find_lineage(Corpus((d, ()) for d in documents), KNOWLEDGE)


def test_what_changed_or_went_away_is_compared_anew(store: Store) -> None:
    documents = texts(24, 3)
    changed = [replace(documents[0], published_on=DAY + timedelta(40)), *documents[2:]]
    for now in (documents, changed):
        with store.transaction():
            edges = update_lineage(Corpus((d, ()) for d in now), store.prints, (), KNOWLEDGE, made_by="1")
            assert set(store.prints.fingerprints()) == {d.id for d in now}
        assert edges == find_lineage(Corpus((d, ()) for d in now), KNOWLEDGE)


def test_a_known_document_is_not_printed_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    documents, made = texts(60, 3), []
    monkeypatch.setattr(kept, "make_print", lambda d, names: made.append(d.id) or make_print(d, names))
    for count in (59, 60, 60):
        with store.transaction():
            update_lineage(Corpus((d, ()) for d in documents[:count]), store.prints, (), KNOWLEDGE, made_by="1")
    assert len(made) == len(set(made)) == 60


def test_a_print_that_is_not_kept_is_no_print(store: Store) -> None:
    with store.transaction(), pytest.raises(KeyError):
        KeptIndex(store.prints, {}).get((1, 2))


BROKEN = (
    "Tiga upaya gencatan senjata sebelumnya gagal. Kementerian menyebut Armenia menembaki Terter pada pukul 08.05, Senin (26/10/2020), "
    "lima menit setelah gencatan senjata berlaku. Ralat: angka korban dikoreksi. Ahad 26 Oktober 2020 menjadi hari kelima."
)


def test_notes_come_back_from_a_store(store: Store) -> None:
    """Every kind of note: what sentences tell, clocks, counts of truces, wrong weekdays."""
    page = document(BROKEN, "a")
    made = Articles(Corpus([(page, ())]), KNOWLEDGE).notes(page.id)
    assert made.counts
    assert made.weekdays
    assert any(note.clocks for note in made.sentences)
    assert {word for note in made.sentences for word in note.tells} >= {"corrections", "truce", "force"}
    with store.transaction():
        kept_notes = KeptNotes(store.notes, made_by="1")
        kept_notes.put(page, made)
        kept_notes.save()
    with store.transaction():
        assert KeptNotes(store.notes, made_by="1").take(page) == made
        assert KeptNotes(store.notes, made_by="2").take(page) is None
        assert KeptNotes(store.notes, made_by="1").take(replace(page, text=page.text.replace("Ralat", "Retal"))) is None


def test_an_article_noted_once_is_not_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    page = document(BROKEN, "a")
    corpus = Corpus([(page, ())])
    with store.transaction():
        shelf = KeptNotes(store.notes, made_by="1")
        made = Articles(corpus, KNOWLEDGE, shelf).notes(page.id)
        shelf.save()
        again = Articles(corpus, KNOWLEDGE, KeptNotes(store.notes, made_by="1"))
    monkeypatch.setattr(again, "story", lambda _document: pytest.fail("read again"))
    assert again.notes(page.id) == made
