"""What the digest answers is what looking through everything that was joined would answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pantau.config import load_config
from pantau.link.digest import make_digest
from pantau.model import Digest, IncidentDigest, MatrixRow, ToldRecord
from pantau.monitor import find_inputs, join, read
from pantau.store import Store, figures, looking, open_store
from pantau.store.bodies import from_body, to_body
from pantau.store.looking import Wanted

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
WANTED = [
    Wanted(),
    Wanted(since=date(2020, 10, 10)),
    Wanted(until=date(2020, 10, 10)),
    Wanted(since=date(2020, 10, 25), until=date(2020, 10, 27)),
    Wanted(facets={"party": ("AZE",)}),
    Wanted(facets={"party": ("AZE", "TUR"), "type": ("ASSAULT",)}),
    Wanted(facets={"party": ("AZE",), "status": ("disputed",), "type": ("ASSAULT", "COERCE")}, origins=2),
    Wanted(facets={"theatre": ("karabakh",), "outlet": ()}, since=date(2020, 9, 1)),
    Wanted(facets={"language": ("en",)}),
    Wanted(facets={"status": ("no such",)}),
    Wanted(origins=2),
    Wanted(kind="claim", facets={"what": ("deny",)}),
    Wanted(kind="casualty", until=date(2020, 11, 1)),
    Wanted(kind="claim", facets={"what": ("accuse",)}, since=date(2020, 10, 25)),
    Wanted(kind="claim", facets={"what": ("accuse",), "party": ("AZE",)}, since=date(2020, 10, 20), until=date(2020, 10, 28)),
    Wanted(kind="event", facets={"what": ("ASSAULT",), "party": ("AZE", "ARM")}, since=date(2020, 10, 25)),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folders = load_config(SAMPLES / "pantau.toml").folders
    with open_store(tmp_path_factory.mktemp("looking") / "s.db") as opened:
        read(find_inputs([str(SAMPLES)]), opened, folders)
        join(opened, folders)
        yield opened


@pytest.fixture(scope="module")
def digest(store: Store) -> Digest:
    return make_digest(join(store, load_config(SAMPLES / "pantau.toml").folders))


def test_everything_comes_back_as_it_went_in(store: Store, digest: Digest) -> None:
    assert {i.incident.id: i for i in store.ask(looking.find_incidents, Wanted(), limit=10_000).items} == {
        i.incident.id: i for i in digest.incidents
    }
    assert {a.id: a for a in store.ask(looking.find_arrangements)} == {a.id: a for a in digest.registry}
    assert tuple(store.ask(looking.find_findings)) == digest.findings
    assert tuple(store.ask(looking.find_counts)) == digest.counts
    assert set(store.ask(figures.find_points)) == {figure.point for figure in digest.figures}
    assert sorted(to_body(p) for p in store.ask(figures.find_points)) == sorted(to_body(f.point) for f in digest.figures)
    for row in digest.matrix:
        assert store.ask(looking.load_matrix_row, int(row.incident[1:])) == row == from_body(MatrixRow, to_body(row))


def _takes_days(wanted: Wanted, first: date | None, last: date | None) -> bool:
    if wanted.since and (last is None or last < wanted.since):
        return False
    return not (wanted.until and (first is None or first > wanted.until))


def _has(facets: Mapping[str, tuple[str, ...]], values: Mapping[str, Any]) -> bool:
    return all(set(asked) & set(values[facet]) for facet, asked in facets.items() if asked)


def _takes_incident(wanted: Wanted, each: IncidentDigest) -> bool:
    values = {
        "party": each.parties, "type": each.incident.types, "status": (each.status.status,), "theatre": each.theatres,
        "outlet": each.sources, "language": each.languages, "what": (),
    }  # fmt: skip
    enough = wanted.origins is None or each.origins.at_least >= wanted.origins
    return enough and _takes_days(wanted, each.began_on, each.ended_on) and _has(wanted.facets, values)


def _takes_record(wanted: Wanted, row: ToldRecord) -> bool:
    values = {
        "party": row.parties, "what": (row.what,), "theatre": row.theatres, "outlet": (row.source,), "language": (row.language,),
        "type": (), "status": (),
    }  # fmt: skip
    fits = wanted.kind is None or row.kind == wanted.kind
    return fits and _takes_days(wanted, row.began_on, row.ended_on) and _has(wanted.facets, values)


@pytest.mark.parametrize("wanted", WANTED)
def test_incidents_are_those_asked_for_newest_first(store: Store, digest: Digest, wanted: Wanted) -> None:
    expected = sorted(
        (i for i in digest.incidents if _takes_incident(wanted, i)),
        key=lambda i: (i.began_on.isoformat() if i.began_on else "0000", int(i.incident.id[1:])), reverse=True,
    )  # fmt: skip
    found, after = [], None
    while True:
        page = store.ask(looking.find_incidents, wanted, after=after, limit=7)
        assert (page.total, page.is_more) == (len(expected), False)
        found += page.items
        if (after := page.next) is None:
            break
    assert found == expected
    bins = store.ask(looking.count_days, wanted)
    assert Counter({(b.day, b.value): b.things for b in bins}) == Counter(
        (i.began_on.isoformat() if i.began_on else "0000", kind) for i in expected for kind in i.incident.types
    )
    placed = store.ask(looking.find_placed, wanted)
    assert placed == [i for i in expected if i.place is not None and i.place.lat is not None]
    spoken = {row.incident: row for row in digest.matrix if any(voices for _, voices in row.cells)}
    rows = store.ask(looking.find_matrix, wanted, limit=1000)
    assert list(rows.items) == [(i, spoken[i.incident.id]) for i in expected if i.incident.id in spoken]
    assert rows.total == len(rows.items)


@pytest.mark.parametrize("wanted", WANTED)
def test_records_are_those_asked_for_newest_first(store: Store, digest: Digest, wanted: Wanted) -> None:
    expected = sorted(
        ((r.began_on.isoformat() if r.began_on else "0000", r.record) for r in digest.told if _takes_record(wanted, r)), reverse=True
    )
    found, after = [], None
    while True:
        page = store.ask(looking.find_records, wanted, after=after, limit=100)
        assert page.total == len(expected)
        found += [(key.day, key.record) for key in page.items]
        if (after := page.next) is None:
            break
    assert found == expected


def test_values_of_a_facet_tell_how_much_they_find(store: Store, digest: Digest) -> None:
    parties = store.ask(looking.find_values, "incident", "party")
    assert parties == dict(Counter(code for i in digest.incidents for code in i.parties))
    assert list(parties.values()) == sorted(parties.values(), reverse=True)


def test_figures_go_by_theatre_and_day(store: Store, digest: Digest) -> None:
    first, last = date(2020, 10, 10), date(2020, 10, 31)
    chosen = store.ask(figures.find_points, theatre="karabakh", since=first, until=last)
    assert chosen
    assert {p.id for p in chosen} == {
        f.point.id for f in digest.figures if "karabakh" in f.theatres and f.point.as_of and first <= f.point.as_of <= last
    }
    assert [p.as_of for p in chosen] == sorted(p.as_of for p in chosen if p.as_of)
    assert sum(store.ask(figures.find_series).values()) == len(digest.figures)


def test_linking_again_leaves_the_same_digest(store: Store, digest: Digest) -> None:
    with store.transaction():
        store.save_digest(digest)
    assert store.ask(looking.find_incidents, Wanted()).total == len(digest.incidents)
    assert store.ask(looking.load_incident, 10_000_000) is None
    homes = {row.record: row.incident for row in digest.told if row.incident}
    assert store.ask(looking.incidents_of, [row.record for row in digest.told]) == homes
