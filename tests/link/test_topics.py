"""Documents that report one event: grouped by their words, one set one grouping."""

from __future__ import annotations

import random

from pantau.knowledge import Knowledge
from pantau.link.grouping import group
from pantau.link.topics import find_topics
from pantau.model import Document

TEXTS = {
    "quake 1": "A strong earthquake struck Padang before dawn and toppled the old market hall, officials in Padang said.",
    "quake 2": "Officials said the market hall of Padang fell when an earthquake shook the town before dawn.",
    "quake 3": "The earthquake in Padang left the old market hall in ruins; the mayor of Padang called for tents.",
    "vote 1": "Voters in Lisbon chose Helena Duarte as mayor after a close count that lasted all night.",
    "vote 2": "Helena Duarte won the count in Lisbon by a few votes and will be the next mayor there.",
    "vote 3": "The close count in Lisbon ended at night: Helena Duarte is mayor, her rival said he accepts the votes.",
}


def pages() -> list[Document]:
    return [Document(id=name, name=name, text=text, language="en") for name, text in TEXTS.items()]


def test_reports_of_one_event_come_together_in_any_order(knowledge: Knowledge) -> None:
    documents = pages()
    found = find_topics(documents, knowledge)
    assert found == (("quake 1", "quake 2", "quake 3"), ("vote 1", "vote 2", "vote 3"))
    rng = random.Random(3)
    for _ in range(4):
        rng.shuffle(documents)
        assert find_topics(documents, knowledge) == found


def test_a_document_without_words_stands_alone(knowledge: Knowledge) -> None:
    empty = Document(id="empty", name="empty", text="…", language="en")
    assert ("empty",) in find_topics([*pages(), empty], knowledge)
    assert find_topics([], knowledge) == ()


def test_average_linkage_makes_no_chains() -> None:
    near = {(0, 1): 1.0, (1, 2): 0.9, (0, 2): -2.0, (2, 3): 0.95}

    def score(i: int, j: int) -> float:
        return near.get((min(i, j), max(i, j)), -2.0)

    assert group(4, near, score, least=0.0) == [[0, 1], [2, 3]]
    assert group(3, [], score, least=0.0) == [[0], [1], [2]]
