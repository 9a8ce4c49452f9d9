"""The claims matrix, the outlets and the problems as rows: what the linking and the pages say, and silence told as silence."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from made_store import FOLDERS, values_of

from pantau.model import Claim
from pantau.monitor import join
from pantau.store import Filter, Store, open_store


@pytest.mark.parametrize("which", ["samples", "hostile"])
def test_the_matrix_is_that_of_the_linking(which: str, request: pytest.FixtureRequest) -> None:
    """A row a voice with its own words, a row a silence without any, for every incident of which somebody speaks."""
    store: Store = request.getfixturevalue(which)
    joined = join(store, FOLDERS)
    texts = {document.id: document.text for document, _ in store.all_pages()}
    wanted: list[tuple[Any, ...]] = []
    for row in joined.matrix:
        if any(voices for _, voices in row.cells):
            for party, voices in row.cells:
                cell = (row.incident, party or None)
                wanted += [(*cell, v.voice, v.claim, tuple(f"{how}:{claim}" for claim, how in v.answers)) for v in voices]
                wanted += [] if voices else [(*cell, "silent", None, ())]
    rows = list(values_of(store, "matrix").values())
    assert sorted(map(str, wanted)) == sorted(
        str((row["incident"], row["party"], row["voice"], row["claim"], row["answers"])) for row in rows
    )
    for row in rows:
        if row["claim"] is None:
            assert (row["document_id"], row["content_quote"], row["stance"]) == (None, None, None)
            continue
        claim = joined.corpus.record(str(row["claim"]))
        assert isinstance(claim, Claim)
        assert (row["document_id"], row["stance"], row["said_on"]) == (claim.document, claim.stance, claim.said_on)
        assert row["content_quote"] == (claim.content.of(texts[claim.document]) or None)
        assert row["status"] == joined.statuses[str(row["incident"])].status


def test_a_denial_stands_in_the_matrix_with_what_it_denies(samples: Store) -> None:
    denials = [row for row in values_of(samples, "matrix").values() if row["voice"] == "denies"]
    assert any(str(answer).startswith("denies:") for row in denials for answer in row["answers"])  # type: ignore[union-attr]
    assert any(row["voice"] == "silent" for row in values_of(samples, "matrix").values())


def test_outlets_have_the_documents_that_name_them(samples: Store) -> None:
    pages = list(samples.all_pages())
    counted = Counter(document.source for document, _ in pages)
    newest = max(day for document, _ in pages if (day := document.published_on or document.dated))
    rows = values_of(samples, "source")
    assert {row["outlet"]: row["pages"] for row in rows.values()} == counted
    for row in rows.values():
        mine = [document for document, _ in pages if document.source == row["outlet"]]
        days = [day for document in mine if (day := document.published_on or document.dated)]
        assert (row["first_on"], row["last_on"]) == (min(days, default=None), max(days, default=None))
        assert row["silent_days"] == ((newest - max(days)).days if days else None)
        assert row["document_id"] in {document.id for document in mine}
        credited = Counter(pair for document in mine for pair in {(c.relation, c.source or c.name) for c in document.credits})
        assert dict(_credit(str(each)) for each in row["credits"]) == credited  # type: ignore[union-attr]
    assert rows["-"]["outlet"] is None


def _credit(text: str) -> tuple[tuple[str, str], int]:
    told, _, times = text.rpartition(" ")
    relation, _, name = told.partition(":")
    return (relation, name), int(times)


def test_outlets_are_those_of_what_is_asked_for(samples: Store) -> None:
    wanted = Filter(party="TUR")
    asked = {entry.document.id: entry.document.source for entry in samples.records(wanted)}
    assert {row["outlet"]: row["pages"] for row in values_of(samples, "source", wanted).values()} == Counter(asked.values())


def test_problems_are_those_of_the_pages_and_of_the_inputs(hostile: Store) -> None:
    pages = list(hostile.all_pages())
    rows = list(values_of(hostile, "problem").values())
    assert Counter((r["document_id"], r["stage"]) for r in rows)[pages[0][0].id, "read"] >= 1
    assert {row["document_id"] for row in rows} == {document.id for document, _ in pages}
    for document, _ in pages:
        mine = {(row["what"], row["words_start"], row["words_end"]) for row in rows if row["document_id"] == document.id}
        assert {(p.what, *(p.span or (None, None))) for p in document.problems} <= mine


def test_an_input_that_could_not_be_read_is_a_problem_without_a_page(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.add_input_problem("kotak/rusak.html", "=1+1", "save it again", now=datetime(2026, 1, 1, tzinfo=UTC))
        join(store, FOLDERS)
        (row,) = values_of(store, "problem").values()
        assert (row["stage"], row["origin"], row["what"], row["todo"]) == ("input", "kotak/rusak.html", "=1+1", "save it again")
        assert (row["document"], row["words_quote"]) == (None, None)
        assert values_of(store, "problem", Filter(party="ARM")) == {}, "it belongs to no page that could be asked for"
