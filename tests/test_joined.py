"""The acceptance stories that need several pages: on the real ones where they are at hand, and always on the sample pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pantau.config import load_config
from pantau.link.joined import Joined
from pantau.link.ledger import best_known
from pantau.model import CasualtyReport, RegisteredCeasefire
from pantau.monitor import find_inputs, join, read, relink
from pantau.store import open_store

SAMPLES = Path(__file__).parents[1] / "examples" / "karabakh"
SAMPLE_OF = {
    "s0": "12-protokol-pemantauan", "s1": "13-pusat-bersama", "s2": "09-militan-timur-tengah", "s3": "05-menuju-washington",
    "s4": "08-telepon-putin",
}  # fmt: skip
TRUCE_DAY = date(2020, 10, 26)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Joined]:
    folders = load_config(SAMPLES / "pantau.toml").folders
    with open_store(tmp_path_factory.mktemp("samples") / "s.db") as store:
        read(find_inputs([str(SAMPLES)]), store, folders)
        yield join(store, folders)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Joined]:
    with open_store(tmp_path_factory.mktemp("real") / "s.db") as store:
        read(find_inputs([str(shared / "gold" / "pages" / f"{name}.txt") for name in SAMPLE_OF]), store)
        yield join(store)


class Story:
    """Joined pages, with the names of the five stories on them."""

    def __init__(self, joined: Joined, names: dict[str, str]) -> None:
        self.joined, self.names = joined, names

    def document(self, story: str) -> str:
        return next(d.id for d, _ in self.joined.corpus if d.name == self.names[story])

    def family(self, story: str) -> frozenset[str]:
        mine = self.document(story)
        return next((frozenset(f.documents) for f in self.joined.families if mine in f.documents), frozenset({mine}))


@pytest.fixture(params=["samples", "real"])
def story(request: pytest.FixtureRequest) -> Story:
    joined = request.getfixturevalue(request.param)
    return Story(joined, SAMPLE_OF if request.param == "samples" else {name: name for name in SAMPLE_OF})


def test_two_translations_of_one_agency_text_are_one_family(story: Story) -> None:
    family = story.family("s0")
    assert story.document("s1") in family
    assert not family & {story.document(name) for name in ("s2", "s3", "s4")}


def test_the_protocol_counts_as_one_origin(story: Story) -> None:
    """The headlines share almost no word, one page never names the agency in its body, and its teasers name two others."""
    corpus, family, told_by_both = story.joined.corpus, story.family("s0"), []
    for incident in story.joined.incidents:
        documents = {corpus.record(r).document for r in incident.records}
        if {story.document("s0"), story.document("s1")} <= documents <= family:
            told_by_both.append(incident)
            origins = story.joined.facts[incident.id].origins
            assert (origins.channels_at_least, origins.channels_at_most) == (1, 1)
    agreed = [i for i in told_by_both if {"AGREE", "SUPPORT"} & set(i.types) and {"TUR", "RUS"} & set(i.actors)]
    assert agreed, "both pages tell in one incident what Turkey and Russia agreed"
    assert {story.joined.facts[i.id].origins.at_most for i in agreed} == {1}


def test_accusation_denial_and_counter_accusation_are_one_row_of_the_matrix(story: Story) -> None:
    rows = [
        row for row in story.joined.matrix
        if any(v.voice == "accuses" and _is_on(story, v.claim, "s4") for v in row.of("AZE"))
        and {"denies", "accuses"} <= {v.voice for v in row.of("NKR")}
        and any(story.joined.corpus.record(v.claim).document == story.document("s4") for v in row.of("NKR"))
    ]  # fmt: skip
    assert len(rows) == 1
    (denial,) = [v for v in rows[0].of("NKR") if v.voice == "denies" and _is_on(story, v.claim, "s4")]
    answered = [story.joined.corpus.record(claim) for claim, relation in denial.answers if relation == "denies"]
    assert any(getattr(claim, "code", None) == "AZE" for claim in answered)


def _is_on(story: Story, record: str, name: str) -> bool:
    return story.joined.corpus.record(record).document == story.document(name)


def test_every_claimant_s_figures_stand_apart(story: Story) -> None:
    mine = [
        (line.key.claimant, line.key.party, line.key.category, line.key.outcome, line.key.measure, point.low)
        for line in story.joined.ledger.series for point in line.points if any(_is_on(story, r, "s3") for r in point.records)
    ]  # fmt: skip
    assert sorted(mine, key=str) == sorted(
        [
            (None, "NKR", "military", "killed", "new", 43),
            ("NKR", "NKR", "military", "killed", "total", 772),
            ("NKR", "NKR", "civilian", "killed", "total", 37),
            ("AZE", "AZE", "civilian", "killed", "total", 61),
            ("AZE", "AZE", "civilian", "wounded", "total", 291),
        ],
        key=str,
    )


def test_a_wrong_weekday_is_a_finding(story: Story) -> None:
    mine = story.document("s4")
    quotes = [quote for f in story.joined.findings if f.check == "weekday" for quote in f.quotes if quote.document == mine]
    assert [quote.span.of(story.joined.corpus.documents[mine].text) for quote in quotes] == ["Ahad 26 Oktober"]


def usa_truce(story: Story) -> RegisteredCeasefire:
    (truce,) = [t for t in story.joined.registry if t.effective_on == TRUCE_DAY and "USA" in t.broker_codes]
    return truce


def test_a_truce_brokered_by_the_usa_alleged_broken_soon_by_both_sides(story: Story) -> None:
    truce = usa_truce(story)
    accused = {code for violation in truce.violations if violation.on == TRUCE_DAY for code in violation.accused}
    assert "AZE" in accused
    assert accused & {"ARM", "NKR"}
    homes = {record for violation in truce.violations for record in violation.records}
    statuses = {story.joined.statuses[i.id].status for i in story.joined.incidents if homes & set(i.records)}
    assert "verified" not in statuses


def test_counts_of_failed_truces_are_compatible_with_the_registry(story: Story) -> None:
    counts = {(c.document, c.number): c for c in story.joined.counts}
    for name, number in (("s0", 3), ("s1", 3), ("s3", 2), ("s4", 2)):
        assert counts[story.document(name), number].is_compatible, name


def test_linking_from_scratch_changes_nothing(tmp_path: Path) -> None:
    folders = load_config(SAMPLES / "pantau.toml").folders
    with open_store(tmp_path / "s.db") as store:
        read(find_inputs([str(SAMPLES / "12-protokol-pemantauan.html")]), store, folders)
        relink(store, folders)
        read(find_inputs([str(SAMPLES)]), store, folders)
        assert not relink(store, folders).was_current
        first = (store.incident_groups(), store.answers(), store.lineages(), store.families())
        assert relink(store, folders).was_current
        assert relink(store, folders, scratch=True).changes == {}
        assert (store.incident_groups(), store.answers(), store.lineages(), store.families()) == first


def test_a_figure_is_never_added_up(samples: Joined) -> None:
    told = {r.low for r in samples.corpus.records(CasualtyReport)} | {r.high for r in samples.corpus.records(CasualtyReport)}
    shown = {bound for row in best_known(samples.ledger, date(2020, 11, 30)) for bound in (row.low, row.high)}
    assert shown <= told | {None}
