"""Mentions joined into arrangements: known ones, founded ones, several at once; who tells which value; what is in force."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pantau.knowledge import Knowledge
from pantau.link import Corpus
from pantau.link.registry import find_registry, in_force, truces_by_broker
from pantau.model import Ceasefire, Document, Record, Span
from pantau.model.registry import CONFIGURED, RegisteredCeasefire, Registry
from tests.link.small_pages import corpus_of, page_of

PAGES = {
    "a.txt": """Armenia dan Azerbaijan Umumkan Jeda

Minggu, 11 Oktober 2020 08:10 WIB

MOSKOW - Armenia dan Azerbaijan menyepakati gencatan senjata yang ditengahi Rusia pada Sabtu (10/10/2020).

Kedua pihak juga akan bertukar tawanan dan menyerahkan jenazah dengan bantuan Palang Merah, menurut kesepakatan itu.
""",
    "b.txt": """Pertempuran Kembali Pecah

Selasa, 27 Oktober 2020 10:00 WIB

BAKU - Armenia dan Azerbaijan menyetujui gencatan senjata yang ditengahi Amerika Serikat pada Senin (26/10/2020).

Tak lama kemudian Kementerian Pertahanan Azerbaijan mengatakan pasukan Armenia menyerang desa-desa di Terter. Pihak berwenang di
Nagorno-Karabakh membantahnya.

Dua gencatan senjata sebelumnya gagal.
""",
    "c.txt": """Armenia and Azerbaijan agree truce

Monday, 26 October 2020

WASHINGTON - Armenia and Azerbaijan agreed to a ceasefire brokered by the United States on Sunday (25 October 2020).
""",
}


def by_name(registry: Registry, words: str) -> RegisteredCeasefire:
    (found,) = [e for e in registry if words in e.name and e.theatre == "karabakh"]
    return found


@pytest.fixture(scope="module")
def corpus(knowledge: Knowledge) -> Corpus:
    return corpus_of(PAGES, knowledge)


@pytest.fixture(scope="module")
def registry(corpus: Corpus, knowledge: Knowledge) -> Registry:
    return find_registry(corpus, knowledge)


@pytest.mark.parametrize(
    ("name", "pages", "told_brokers"),
    [("Moscow", {"a.txt", "b.txt"}, {"RUS"}), ("Second humanitarian", {"b.txt"}, set()), ("Washington", {"b.txt", "c.txt"}, {"USA"})],
)
def test_mentions_find_their_agreement(
    name: str, pages: set[str], told_brokers: set[str], registry: Registry, corpus: Corpus
) -> None:
    entry = by_name(registry, name)
    assert entry.known
    assert {corpus.document_of(corpus.record(r)).name.split(".")[0] for r in entry.mentions} == {p.split(".")[0] for p in pages}
    assert {t.value for t in entry.brokers if set(t.by) != {CONFIGURED}} == told_brokers


def test_days_that_differ_stay_with_their_tellers(registry: Registry) -> None:
    told = dict(by_name(registry, "Washington").disagreements())["declared_on"]
    assert [t.value for t in told] == ["2020-10-25", "2020-10-26"]
    assert told[0].by[0] == CONFIGURED
    assert len(told[0].by) == 2


def test_alleged_soon_after_by_the_other_side(registry: Registry) -> None:
    (violation,) = by_name(registry, "Washington").violations
    assert (violation.accused, violation.accuser, violation.how) == (("ARM",), "AZE", "told soon after")
    assert violation.on == date(2020, 10, 26)
    assert violation.provision is None


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2020, 10, 24), None), (date(2020, 10, 25), "declared"), (date(2020, 10, 26), "violated"), (date(2020, 10, 28), "ended"),
    ],
)  # fmt: skip
def test_the_stage_that_stands(day: date, stage: str | None, registry: Registry) -> None:
    assert by_name(registry, "Washington").stage_as_of(day) == stage


@pytest.mark.parametrize(("day", "usa"), [(date(2020, 10, 24), 0), (date(2020, 10, 25), 1)])
def test_truces_by_broker_as_of_a_day(day: date, usa: int, registry: Registry) -> None:
    karabakh = [e for e in truces_by_broker(registry, day).get("USA", ()) if e.theatre == "karabakh"]
    assert len(karabakh) == usa


YEREVAN = timezone(timedelta(hours=4))


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2020, 10, 9), None),
        (date(2020, 10, 10), "Moscow statement on a humanitarian ceasefire"),
        (datetime(2020, 10, 10, 11, 59, tzinfo=YEREVAN), None),
        (datetime(2020, 10, 10, 8, 0, tzinfo=UTC), "Moscow statement on a humanitarian ceasefire"),
        (date(2020, 10, 26), "Washington truce"),
        (date(2020, 10, 27), None),
    ],
)  # fmt: skip
def test_in_force_at_a_day_or_instant(on: date, name: str | None, registry: Registry) -> None:
    found = [e for e in in_force(registry, on, ("ARM", "AZE")) if e.declared_on and e.declared_on.year == 2020]
    assert (found[0].name if found else None) == name


def test_any_order_of_pages_gives_the_same(corpus: Corpus, registry: Registry, knowledge: Knowledge) -> None:
    pages = [(document, list(records)) for document, records in corpus]
    for seed in range(4):
        random.Random(seed).shuffle(pages)
        for _, records in pages:
            random.Random(seed).shuffle(records)
        assert find_registry(Corpus(pages), knowledge) == registry


# Arrangements that no theatre knows: records by hand -----------------------------------------------------------------


def told(name: str, day: date, *mentions: dict[str, object]) -> tuple[Document, tuple[Record, ...]]:
    text = "gencatan senjata " * 6
    document = Document(id=name, name=name, text=text, dated=day, language=None, body=(Span(0, len(text)),))
    records = tuple(
        Ceasefire(id=f"{name}{i}", document=name, trigger=Span(17 * i, 17 * i + 16), **fields)  # type: ignore[arg-type]
        for i, fields in enumerate(mentions)
    )
    return document, records


def truce(stage: str = "declared", *, parties: tuple[str, ...] = ("NGA", "MEND"), **fields: object) -> dict[str, object]:
    return {"stage": stage, "parties": parties, **fields}


MAY = [date(2009, 5, n) for n in range(1, 32)]


@pytest.mark.parametrize(
    ("pages", "groups"),
    [
        pytest.param([("x", MAY[4], [truce(declared_on=MAY[3])]), ("y", MAY[5], [truce(declared_on=MAY[3])])], ["x0 y0"], id="one day"),
        pytest.param(
            [("x", MAY[4], [truce(declared_on=MAY[3])]), ("y", MAY[5], [truce("in_effect", effective_on=MAY[5])])],
            ["x0 y0"], id="declared, in force two days later",
        ),
        pytest.param(
            [(name, MAY[n + 1], [truce(declared_on=MAY[n])]) for n, name in enumerate("xyz")],
            ["x0 y0", "z0"], id="no chain over three days",
        ),
        pytest.param([("x", MAY[4], [truce(declared_on=MAY[3]), truce("ended")])], ["x0", "x1"], id="two of one page stay two"),
        pytest.param(
            [("x", MAY[4], [truce(brokers=("NOR",))]), ("y", MAY[4], [truce(brokers=("UN",))])], ["x0", "y0"], id="two brokers, no day",
        ),
        pytest.param([("x", MAY[4], [truce()]), ("y", MAY[20], [truce()])], ["x0", "y0"], id="no day, two weeks apart"),
        pytest.param([("x", MAY[4], [truce()]), ("y", MAY[4], [truce("called_for")])], ["x0", "y0"], id="a call is no truce"),
        pytest.param(
            [("x", MAY[4], [truce()]), ("y", MAY[4], [truce(parties=("SOM", "ICU"))])], ["x0", "y0"], id="other parties",
        ),
    ],
)  # fmt: skip
def test_what_mentions_found(pages: list[tuple[str, date, list[dict[str, object]]]], groups: list[str], knowledge: Knowledge) -> None:
    corpus = Corpus(told(name, day, *mentions) for name, day, mentions in pages)
    found = [" ".join(e.mentions) for e in find_registry(corpus, knowledge) if e.mentions]
    assert sorted(found) == groups


@pytest.mark.parametrize(
    ("name", "superseded"),
    [
        ("Minsk Protocol", date(2015, 2, 15)),
        ("Bishkek Protocol", date(2020, 9, 26)),
        ("Gaza ceasefire of May 2021", date(2023, 11, 24)),
    ],
)
def test_a_newer_truce_or_war_takes_the_place(name: str, superseded: date, registry: Registry) -> None:
    (entry,) = [e for e in registry if e.name == name]
    assert entry.superseded_on == superseded
    assert (entry.was_over(superseded), entry.was_over(superseded + timedelta(days=1))) == (False, True)


def test_an_ally_of_one_side_breaks_no_truce_of_others(knowledge: Knowledge) -> None:
    text = "Serangan Baru\n\nSabtu, 14 Juni 2025 10:00 WIB\n\nTEHERAN - Israel menyerang Iran pada Jumat (13/6/2025).\n"
    corpus = Corpus([page_of("w.txt", text, knowledge)])
    assert all(not e.violations for e in find_registry(corpus, knowledge))


@pytest.mark.parametrize(("clock", "how"), [("11.00", None), ("13.00", "in force"), ("", "day of entry")])
def test_the_day_of_entry_counts_from_its_instant(clock: str, how: str | None, knowledge: Knowledge) -> None:
    at = f" pukul {clock} waktu setempat" if clock else ""
    text = f"""Tembakan di Garis Kontak

Minggu, 11 Oktober 2020 10:00 WIB

BAKU - Pasukan Armenia menyerang pasukan Azerbaijan pada Sabtu (10/10/2020){at}.
"""
    corpus = Corpus([page_of("w.txt", text, knowledge)])
    assert [v.how for e in find_registry(corpus, knowledge) for v in e.violations] == ([how] if how else [])


def test_an_accord_before_the_war_is_not_in_force_in_it(knowledge: Knowledge) -> None:
    text = """Pertempuran di Garis Kontak

Selasa, 29 September 2020 10:00 WIB

BAKU - Pasukan Armenia menyerang pasukan Azerbaijan pada Senin (28/9/2020), kata Kementerian Pertahanan Azerbaijan.
"""
    corpus = Corpus([page_of("w.txt", text, knowledge)])
    assert all(not e.violations for e in find_registry(corpus, knowledge))
