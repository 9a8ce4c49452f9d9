#!/usr/bin/env python3
"""Makes a large store through pantau's own types: documents in two languages with events, claims, figures and truces, then links it.

    bench/archive.py STORE [--documents N] [--seed N] [--no-link | --as-told]

About ten records a document. Happenings are told by one to six outlets, some pages copy others, sides deny each other. Every span is
that of its words. Prints how long keeping and linking took, and the size and memory. What asks a large store is measured on it.

`--as-told` does not look for what is one happening: the happenings that were told are the incidents, and all that follows from them
(statuses, matrix, registry, ledger, findings) is made and kept as ever. That takes minutes for 100,000 documents.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pantau.knowledge import load_knowledge
from pantau.link import Corpus, carry_ids
from pantau.link.articles import Articles
from pantau.link.digest import make_digest
from pantau.link.joined import Joined
from pantau.link.notes import Notes
from pantau.model import CasualtyReport, Ceasefire, Claim, Credit, Document, Event, Incident, Place, Record, Span, record_id
from pantau.monitor import relink
from pantau.monitor.linking import version_name
from pantau.monitor.refreshing import save_queue
from pantau.store import Founding, Linked, Store, open_store

FIRST = date(2019, 1, 1)
DAYS = 1500
SIDES = (("ISR", "PSE"), ("ARM", "AZE"), ("RUS", "UKR"), ("SDN", "SSD"), ("IND", "PAK"), ("THA", "KHM"))
TYPES = ("ASSAULT", "ASSAULT", "ASSAULT", "MOBILIZE", "CONSULT", "COERCE", "SUPPORT", "AID", "RETREAT", "AGREE")
STANCES = ("assert", "accuse", "deny", "demand", "pledge", "threaten")
WORDS = {
    "id": ("menyerang", "di", "pada", "kata juru bicara", "bahwa", "menewaskan", "orang", "gencatan senjata"),
    "en": ("attacked", "in", "on", "said the spokesman of", "that", "killed", "people", "ceasefire"),
}  # fmt: skip


class Happening(NamedTuple):
    """What several pages tell."""

    day: date
    actor: str
    recipient: str
    type: str
    place: Place
    killed: int


class Writer:
    """Writes a text, and remembers where each word stands."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        """Append words and a space."""
        span = Span(self.length, self.length + len(words))
        self.text.append(words + " ")
        self.length += len(words) + 1
        return span


def places(chance: random.Random) -> list[Place]:
    """Some towns."""
    parts = [a + b for a in "bdgklmnrst" for b in "aeiou"]
    names = sorted({"".join(chance.choice(parts) for _ in range(3)).title() for _ in range(400)})
    return [
        Place(raw=n, name=n, lat=round(chance.uniform(-30, 60), 3), lon=round(chance.uniform(20, 130), 3), precision="settlement")
        for n in names
    ]


def happenings(chance: random.Random, count: int) -> list[Happening]:
    """What happened."""
    towns, made = places(chance), []
    for _ in range(count):
        one, other = chance.choice(SIDES)
        actor, recipient = (one, other) if chance.random() < 0.5 else (other, one)
        day = FIRST + timedelta(chance.randrange(DAYS))
        made.append(Happening(day, actor, recipient, chance.choice(TYPES), chance.choice(towns), chance.randint(1, 60)))
    return made


Page = tuple[bytes, Document, list[tuple[Happening, Record]]]


def tell(chance: random.Random, number: int, told: list[Happening], language: str) -> Page:
    """One page that tells of some happenings, in its own filler words, with its records."""
    writer, words = Writer(), WORDS[language]
    rows: list[tuple[Happening, dict[str, Span]]] = []
    outlet = f"outlet{chance.randrange(60)}.example"
    writer.add(f"Halaman {number} {outlet}.")
    for h in told:
        at = {"actors": writer.add(h.actor), "type": writer.add(words[0]), "recipients": writer.add(h.recipient)}
        writer.add(words[1])
        at["place"] = writer.add(h.place.raw)
        writer.add(words[2])
        at["began_on"] = writer.add(h.day.isoformat() + ",")
        at["speaker"] = writer.add(f"{words[3]} {h.recipient},")
        at["content"] = writer.add(" ".join(f"kata{chance.randrange(4000)}" for _ in range(14)) + ".")
        writer.add(f"{h.actor} {words[5]}")
        at["low"] = writer.add(str(h.killed))
        at["outcome"] = writer.add(words[6] + ".")
        rows.append((h, at))
    on = max(h.day for h in told) + timedelta(chance.randrange(3))
    credit = (Credit("Reuters", Span(0, 7), "by", "reuters.com"),) if chance.random() < 0.2 else ()
    text = "".join(writer.text).rstrip()
    data = text.encode()
    document = Document(
        id=sha256(data).hexdigest(), name=f"{on.isoformat()}-{number:06}", text=text, language=language, published_on=on, dated=on,
        source=outlet, title=text[:60], body=(Span(0, len(text)),), credits=credit,
    )  # fmt: skip
    return data, document, [(h, record) for h, at in rows for record in _records(chance, document.id, h, at)]


def _records(chance: random.Random, document: str, h: Happening, at: dict[str, Span]) -> Iterator[Record]:
    def common(kind: str, trigger: Span, *slots: str) -> dict[str, Any]:
        evidence = {slot: at[slot] for slot in slots}
        return {
            "id": record_id(kind, document, trigger, 0), "document": document, "trigger": trigger, "evidence": evidence,
            "confidence": round(chance.uniform(0.3, 0.99), 2), "rule": f"bench.{kind}",
        }  # fmt: skip

    yield Event(
        **common("event", at["type"], "type", "actors", "recipients", "place", "began_on"), type=h.type, actors=(h.actor,),
        recipients=(h.recipient,), began_on=h.day, ended_on=h.day, date_precision="day", place=h.place,
        claimant=h.recipient if chance.random() < 0.5 else None,
    )  # fmt: skip
    code = h.recipient if chance.random() < 0.6 else h.actor
    stance = "accuse" if code == h.recipient else chance.choice(STANCES)
    target = h.actor if code == h.recipient else h.recipient
    yield Claim(
        **common("claim", at["speaker"], "speaker", "content"), speaker=None, code=code, stance=stance,
        targets=(target,), content=at["content"], said_on=h.day,
    )  # fmt: skip
    if chance.random() < 0.8:
        killed = h.killed + chance.choice((0, 0, 0, 1, -1, 5))
        yield CasualtyReport(
            **common("casualty", at["low"], "low", "outcome"), party=h.recipient, category=chance.choice(("military", "civilian")),
            outcome="killed", low=max(1, killed), high=max(1, killed), measure=chance.choice(("new", "total")), as_of=h.day,
            claimant=code,
        )  # fmt: skip
    if chance.random() < 0.02:
        yield Ceasefire(**common("ceasefire", at["content"]), stage="declared", parties=(h.actor, h.recipient), declared_on=h.day)


def pages(count: int, seed: int) -> Iterator[Page]:
    """All pages, one by one; the same seed, the same pages."""
    chance = random.Random(seed)
    pool = sorted(happenings(chance, count * 2), key=lambda h: (h[:4], h.place.raw, h.killed))
    for number in range(count):
        first = chance.randrange(len(pool))
        told = [pool[min(len(pool) - 1, first + chance.randrange(6))] for _ in range(chance.randint(3, 6))]
        yield tell(chance, number, list(dict.fromkeys(told)), "id" if chance.random() < 0.8 else "en")


def keep(store: Store, count: int, seed: int) -> tuple[int, dict[Happening, list[Record]]]:
    """Keep all pages with their records; gives the number of records, and by happening what tells of it."""
    now, knowledge, records = datetime.now(UTC), load_knowledge().hash, 0
    rows, told = pages(count, seed), defaultdict[Happening, list[Record]](list)
    while some := list(islice(rows, 1000)):
        with store.transaction():
            for data, document, found in some:
                store.keep(data, document, origin="bench", now=now)
                store.add_reading(document, [record for _, record in found], (), knowledge=knowledge, version="bench", now=now)
                records += len(found)
                for happening, record in found:
                    told[happening].append(record)
    return records, told


def link_as_told(store: Store, told: dict[Happening, list[Record]]) -> None:
    """Keep the happenings as the store's incidents, and what follows from them."""
    knowledge, now = load_knowledge(), datetime.now(UTC)
    corpus = Corpus(store.all_pages())
    found = [
        Incident.of([r for r in rows if isinstance(r, Event)], [r.id for r in rows if not isinstance(r, Event)])
        for _, rows in sorted(told.items(), key=lambda item: (item[0][:4], item[0].place.raw, item[0].killed))
    ]
    incidents, changes = carry_ids({}, sorted(found, key=lambda i: i.records), 1)
    digest = make_digest(Joined(corpus, knowledge, (), (), tuple(incidents), (), read=Unread(corpus, knowledge)))
    state = Linked(now.isoformat(timespec="seconds"), version_name(), knowledge.hash, store.readings_hash())
    with store.transaction():
        store.save_digest(digest)
        save_queue(store, digest)
        befell = [Founding(c.kind, c.incident, c.other, tuple(c.records)) for c in changes]
        store.save_links({i.id: i.records for i in incidents}, befell, (), state, now=now)


class Unread(Articles):
    """Articles of which nothing is noted: their words are made up."""

    def notes(self, document_id: str) -> Notes:
        del document_id
        return Notes()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("store", type=Path)
    asked.add_argument("--documents", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-link", action="store_true")
    asked.add_argument("--as-told", action="store_true")
    options = asked.parse_args()
    with open_store(options.store) as store:
        began = time.perf_counter()
        records, told = keep(store, options.documents, options.seed)
        seconds = time.perf_counter() - began
        print(f"{options.documents:,} documents with {records:,} records kept in {seconds:.0f} s", flush=True)
        if not options.no_link:
            began = time.perf_counter()
            if options.as_told:
                link_as_told(store, told)
            else:
                print(relink(store))
            print(f"linked in {time.perf_counter() - began:.0f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.store.stat().st_size / 2**20:,.0f} MB on disk, {peak:,.0f} MB of memory at most")


if __name__ == "__main__":
    main()
