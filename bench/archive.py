#!/usr/bin/env python3
"""Makes a large store through pantau's own types: documents in two languages with events, claims, figures and truces, then links it.

    bench/archive.py STORE [--documents N] [--seed N] [--no-link]

About ten records a document. Happenings are told by one to six outlets, some pages copy others, sides deny each other. Every span is
that of its words. Prints how long keeping and linking took, and the size and memory. What asks a large store is measured on it.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pantau.knowledge import load_knowledge
from pantau.model import CasualtyReport, Ceasefire, Claim, Credit, Document, Event, Place, Record, Span, record_id
from pantau.store import Store, open_store

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


def tell(chance: random.Random, number: int, told: list[Happening], language: str) -> tuple[bytes, Document, list[Record]]:
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
    return data, document, [record for h, at in rows for record in _records(chance, document.id, h, at)]


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


def pages(count: int, seed: int) -> Iterator[tuple[bytes, Document, list[Record]]]:
    """All pages, one by one; the same seed, the same pages."""
    chance = random.Random(seed)
    pool = sorted(happenings(chance, count * 2), key=lambda h: (h[:4], h.place.raw, h.killed))
    for number in range(count):
        first = chance.randrange(len(pool))
        told = [pool[min(len(pool) - 1, first + chance.randrange(6))] for _ in range(chance.randint(2, 5))]
        yield tell(chance, number, list(dict.fromkeys(told)), "id" if chance.random() < 0.8 else "en")


def keep(store: Store, count: int, seed: int) -> int:
    """Keep all pages with their records; gives the number of records."""
    now, knowledge, records = datetime.now(UTC), load_knowledge().hash, 0
    rows = pages(count, seed)
    while some := list(islice(rows, 1000)):
        with store.transaction():
            for data, document, found in some:
                store.keep(data, document, origin="bench", now=now)
                store.add_reading(document, found, (), knowledge=knowledge, version="bench", now=now)
                records += len(found)
    return records


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("store", type=Path)
    asked.add_argument("--documents", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-link", action="store_true")
    options = asked.parse_args()
    from pantau.monitor import relink

    with open_store(options.store) as store:
        began = time.perf_counter()
        records = keep(store, options.documents, options.seed)
        seconds = time.perf_counter() - began
        print(f"{options.documents:,} documents with {records:,} records kept in {seconds:.0f} s", flush=True)
        if not options.no_link:
            began = time.perf_counter()
            print(relink(store))
            print(f"linked in {time.perf_counter() - began:.0f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{options.store.stat().st_size / 2**20:,.0f} MB on disk, {peak:,.0f} MB of memory at most")


if __name__ == "__main__":
    main()
