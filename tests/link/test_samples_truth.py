"""What the linker makes of the sample pages, held against samples.json, what a careful monitor would join.

Rows that it does not reach yet are strict xfails: one that comes right, or another that goes wrong, turns the run red.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pantau.config import load_config
from pantau.extract import extract
from pantau.knowledge import load_knowledge
from pantau.link import Corpus, carry_ids, find_answers, find_families, find_incidents, find_lineage
from pantau.link.joined import Joined
from pantau.model import Claim, Event, Record, Span
from pantau.read import read_bytes
from pantau.read.origin import Kept, Origin

SAMPLES = Path(__file__).parents[2] / "examples" / "karabakh"
TRUTH: dict[str, Any] = json.loads((Path(__file__).parent / "samples.json").read_text("utf-8"))

GLUED = {"29-trump-umumkan kilat-20201026-01", "11-tiga-tanda-tangan 34-moscow-agreement"}
"""Pairs told apart in truth: one whole sentence in common and a credit; the same sequence of facts in two languages."""
TORN = {
    "a Su-25 is shot down, 29 September",
    "rockets on Ganja, 4 October",
    "Stepanakert shelled, early October",
    "the truce of 10 October is agreed",
    "Terter and Aghdam shelled, 10 October",
    "a missile on Ganja, 11 October",
    "missiles on Ganja, 17 October",
    "Fuzuli is taken, 17 October",
    "Pompeo meets both ministers, 23 October",
    "the truce of 26 October is agreed",
    "Terter shelled at 08.05, 26 October",
    "a maternity hospital in Stepanakert, 28 October",
    "the government building in Yerevan is stormed, 10 November",
    "Turkey and Russia sign a protocol, 11 November",
    "Russian officials go to Ankara, 13 November",
}
"""Incidents that are not whole: mostly events without a day or with a party misread."""
UNTIED = {
    "confirms: 01-hari-kedua mengklaim dua helikopter > 14-fighter-jet confirmed for the first time t",
    "denies: 14-fighter-jet Armenia accused Turkey of shoo > 15-ankara-membantah Turki membantah jet tempur",
    "denies: 14-fighter-jet Armenia accused Turkey of shoo > 15-ankara-membantah Itu sama sekali tidak benar",
    "denies: 16-roket-ganja Azerbaijan menuduh Armenia men > mw-20201005-03 Armenia denied on Monday that ",
    "counters: 16-roket-ganja Azerbaijan menuduh Armenia men > 19-stepanakert-digempur Harutyunyan menuding Azerbaija",
    "corrects: 16-roket-ganja mengumumkan 223 tentaranya tew > 17-roket-ganja-diperbarui mengumumkan 219 tentaranya tew",
    "denies: 25-puing-ganja Hikmet Hajiyev menuduh Armenia > 26-ganja-dead Armenia's defence ministry den",
    "denies: 26-ganja-dead Hikmet Hajiyev accused Armenia > 04-gencatan-kedua Yerevan membantah menembakkan ",
    "denies: kilat-20201026-01 menuduh Armenia melanggar genc > mw-20201026-02 Armenia's defence ministry den",
    "denies: 07-rudal-barda Baku menuduh Armenia menembakk > 31-barda said the accusation was ground",
    "denies: 33-who-holds-shushi announced on Sunday that his t > 33-who-holds-shushi Armenia's defence ministry den",
    "denies: 10-shusha mengumumkan pada Minggu (8/11/ > 33-who-holds-shushi Armenia's defence ministry den",
    "denies: 33-who-holds-shushi announced on Sunday that his t > 33-who-holds-shushi authorities in Nagorno-Karabak",
    "confirms: 33-who-holds-shushi announced on Sunday that his t > 10-shusha Vahram Poghosyan mengakui Shus",
    "confirms: 33-who-holds-shushi announced on Sunday that his t > 34-moscow-agreement confirmed that Shushi was no l",
    "denies: 34-moscow-agreement Aliyev had said Turkey would t > 34-moscow-agreement Dmitry Peskov denied that Turk",
    "denies: 11-tiga-tanda-tangan Aliyev mengatakan tentara Turk > 34-moscow-agreement Dmitry Peskov denied that Turk",
}
"""Answers that are not tied: mostly claims that name no target, and denials in another language."""


class Linked:
    """The sample pages, joined."""

    def __init__(self) -> None:
        knowledge = load_knowledge(load_config(SAMPLES / "pantau.toml").folders)
        pages = []
        for path in sorted(path for path in SAMPLES.iterdir() if path.suffix in (".html", ".txt", ".jsonl")):
            for kept in read_bytes(path.read_bytes(), Origin(path.stem, str(path)), knowledge):
                assert isinstance(kept, Kept), kept
                pages.append((kept.document, extract(kept.document, knowledge).records))
        corpus = Corpus(pages)
        lineages = find_lineage(corpus, knowledge)
        families = find_families(corpus, lineages, knowledge)
        found = find_incidents(corpus, {d: f.id for f in families for d in f.documents}, knowledge)
        incidents, _ = carry_ids({}, found, 1)
        answers = find_answers(corpus, incidents, knowledge)
        self.joined = Joined(corpus, knowledge, lineages, families, tuple(incidents), answers)
        self.pages = {document.name: (document, records) for document, records in corpus}
        self.home = {record: incident.id for incident in incidents for record in incident.records}
        self.ties = {(link.claim, link.answer): link.relation for link in answers}

    def records(self, passage: dict[str, str], kind: type[Record]) -> Iterator[Record]:
        """The records of a kind that a passage of the truth means."""
        document, records = self.pages[passage["document"]]
        kept = [" "] * len(document.text)
        for span in document.body:
            kept[span.start : span.end] = document.text[span.start : span.end]
        start = "".join(kept).index(passage["words"])
        meant = Span(start, start + len(passage["words"]))
        for record in records:
            content = record.content if isinstance(record, Claim) else record.trigger
            if isinstance(record, kind) and (record.trigger.overlaps(meant) or content.overlaps(meant)):
                yield record

    def family(self, names: list[str]) -> frozenset[str] | None:
        """The names of the family that holds all of these documents."""
        ids = {self.pages[name][0].id for name in names}
        for family in self.joined.families:
            if ids <= set(family.documents):
                return frozenset(self.joined.corpus.documents[d].name for d in family.documents)
        return None


@pytest.fixture(scope="module")
def linked() -> Linked:
    return Linked()


def rows(part: str, known: set[str], name: str) -> list[Any]:
    """The rows of a part of the truth by name, those not reached yet marked."""
    found = []
    for row in TRUTH[part]:
        called = {"documents": " ".join(row.get("documents", ())), "what": row.get("what", "")}.get(name) or _called(row)
        marks = [pytest.mark.xfail(strict=True, reason="not reached yet")] if called in known else []
        found.append(pytest.param(row, id=called, marks=marks))
    return found


def _called(row: dict[str, Any]) -> str:
    claim, answer = row["claim"], row["answer"]
    return f"{row['relation']}: {claim['document']} {claim['words'][:30]} > {answer['document']} {answer['words'][:30]}"


@pytest.mark.parametrize("row", rows("families", set(), "documents"))
def test_one_text_is_one_family(row: dict[str, Any], linked: Linked) -> None:
    assert linked.family(row["documents"]) == frozenset(row["documents"])


@pytest.mark.parametrize("row", rows("apart", GLUED, "documents"))
def test_what_was_written_apart_is_no_family(row: dict[str, Any], linked: Linked) -> None:
    assert linked.family(row["documents"]) is None


@pytest.mark.parametrize("row", rows("incidents", TORN, "what"))
def test_one_happening_is_one_incident(row: dict[str, Any], linked: Linked) -> None:
    homes = [{linked.home[e.id] for e in linked.records(member, Event)} for member in row["members"]]
    assert set.intersection(*homes)


@pytest.mark.parametrize("row", rows("incidents_apart", set(), "what"))
def test_several_happenings_are_several_incidents(row: dict[str, Any], linked: Linked) -> None:
    homes = [{linked.home[e.id] for e in linked.records(member, Event)} for member in row["members"]]
    assert [(a, b) for a in range(len(homes)) for b in range(a) if homes[a] & homes[b]] == []


@pytest.mark.parametrize("row", rows("answers", UNTIED, "answer"))
def test_what_answers_is_tied(row: dict[str, Any], linked: Linked) -> None:
    claims, answers = ([r.id for r in linked.records(row[side], Claim)] for side in ("claim", "answer"))
    assert row["relation"] in {linked.ties.get((a, b)) for a in claims for b in answers}


def test_no_answer_is_tied_that_is_not_one(linked: Linked) -> None:
    """Ties are few: what the truth does not list is another rendering of a listed tie or a slip, and slips must not multiply."""
    assert len(linked.ties) <= 95
