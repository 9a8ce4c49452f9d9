"""A small reader and extractor with fixed rules, in place of the real ones: so it shows what the rest of the house does.

A text page is one document, a `.jsonl` file one a line. Every number is a casualty figure, `menyerang` an event of AZE against NKR,
`kata` a claim of ARM with the rest of its line, `gencatan` a ceasefire. `[rusak]` makes the extractor fail, `[buta]` the reader;
a zero byte is a file that cannot be read; `[lambat]` takes its time.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import pantau
from pantau.model import (
    CasualtyReport,
    Ceasefire,
    Claim,
    Credit,
    Document,
    Event,
    Place,
    Problem,
    Record,
    SetAside,
    Span,
    record_id,
)
from pantau.read.origin import Kept, Origin, Unread

DAY = date(2020, 10, 26)
KNOWLEDGE = SimpleNamespace(hash="k1", packs={}, world=SimpleNamespace(theatres=()), actor="AZE")


def read_bytes(data: bytes, origin: Origin, _knowledge: Any) -> Iterator[Kept | Unread]:
    """One document a file, or one a line."""
    if not origin.where.endswith(".jsonl"):
        yield _read(data, origin)
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield _read(line, Origin(f"{origin.name}-{number}", f"{origin.where}, line {number}"))


def _read(data: bytes, origin: Origin) -> Kept | Unread:
    if b"\0" in data:
        return Unread(origin.where, "is no text", "leave it out")
    text = data.decode("utf-8", "replace")
    if "[buta]" in text:
        raise RuntimeError("the reader fell over")
    end = len(text)
    return Kept(
        data,
        Document(
            id=hashlib.sha256(data).hexdigest(),
            name=origin.name,
            text=text,
            source="kabar.example",
            published_on=DAY,
            dated=DAY,
            dated_by="header",
            language="id",
            title=text.split("\n")[0][:40],
            body=(Span(0, end),),
            set_aside=(SetAside(Span(0, 1), "teaser"),),
            credits=(Credit("AFP", Span(0, 3), "via", "afp.com"),),
            problems=(Problem("no byline"),),
            evidence=(("title", Span(0, 4)),),
        ),
    )


def extract(document: Document, knowledge: Any) -> Any:
    """Records by the rules above."""
    if "[rusak]" in document.text:
        raise ValueError("the extractor fell over")
    if "[lambat]" in document.text:
        time.sleep(0.05)
    records = [_record(document, match, knowledge) for match in re.finditer(r"\d+|menyerang|kata|gencatan", document.text)]
    problems = (Problem("who?", Span(*match.span())) for match in re.finditer(r"mereka", document.text))
    return SimpleNamespace(records=tuple(records), problems=tuple(problems))


def _record(document: Document, match: re.Match[str], knowledge: Any) -> Record:
    trigger, word = Span(*match.span()), match.group()
    kind = {"menyerang": "event", "kata": "claim", "gencatan": "ceasefire"}.get(word, "casualty")
    shared: dict[str, Any] = {
        "id": record_id(kind, document.id, trigger, 0),
        "document": document.id,
        "trigger": trigger,
        "evidence": {"trigger": trigger},
        "rule": f"stand-in.{kind}",
        "confidence": 0.75,
        "reasons": ("a word", "a number"),
    }
    line_end = (document.text + "\n").index("\n", trigger.end)
    match kind:
        case "event":
            place = Place(raw="Shusha", name="Shusha", id=584816, lat=39.75, lon=46.75, country="AZE", precision="settlement")
            return Event(
                **shared,
                type="ASSAULT",
                actors=(knowledge.actor,),
                recipients=("NKR",),
                began_on=DAY,
                ended_on=DAY,
                date_precision="day",
                place=place,
                inferred={"recipients": "the other side of the theatre"},
            )
        case "claim":
            return Claim(
                **shared, speaker="Nikol", code="ARM", targets=("AZE_CIV",), content=Span(trigger.end, line_end), said_on=None
            )
        case "ceasefire":
            return Ceasefire(**shared, parties=("ARM", "AZE"), brokers=("USA",), stage="in_effect", effective_on=DAY)
    return CasualtyReport(**shared, party="NKR", outcome="killed", low=int(word), high=int(word), as_of=DAY)


def install(monkeypatch: pytest.MonkeyPatch, *, knowledge_hash: str = "k1", actor: str = "AZE", version: str = "1") -> None:
    """Put the stand-ins where the monitor looks for the real ones."""
    knowledge = SimpleNamespace(**{**vars(KNOWLEDGE), "hash": knowledge_hash, "actor": actor})
    _put(monkeypatch.setitem, version)
    monkeypatch.setattr("pantau.monitor.work.load_knowledge", lambda _folders=(): knowledge)


def _put(put: Any, version: str) -> None:
    for name, holds in (("read", {"read_bytes": read_bytes}), ("extract", {"extract": extract, "VERSION": version})):
        module = ModuleType(f"pantau.{name}")
        module.__dict__.update(holds)
        if name == "read":
            module.__path__ = [str(Path(sys.modules["pantau.read.origin"].__file__ or "").parent)]
        put(sys.modules, module.__name__, module)


def environment() -> dict[str, str]:
    """What a process needs to find this very package from any folder."""
    return {**os.environ, "PYTHONPATH": str(Path(pantau.__file__).parents[1])}


def main() -> None:
    """The command line with the stand-ins, for tests that need a process of their own."""
    from pantau.cli import main as command
    from pantau.monitor import work

    _put(lambda modules, name, module: modules.__setitem__(name, module), "1")
    work.load_knowledge = lambda _folders=(): KNOWLEDGE  # type: ignore[assignment,misc]
    command()


if __name__ == "__main__":
    main()
