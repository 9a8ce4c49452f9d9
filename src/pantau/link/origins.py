"""Independent origins: outlets that copied one text are one channel, outlets that quote one ministry have one claimant.

A report is one record in one document. It goes to its claimant where one is named, else to the agency its page credits (or the
agency of its family), else to its family, else to the outlet's own reporting where the page says so, else its origin is unknown.
At least: the groups with a known root. At most: that plus one for each outlet whose origin is unknown. A page that credits several
agencies ties their groups together for the lower bound and leaves them apart for the upper one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pantau.model import CasualtyReport, Ceasefire, Claim, Document, Event, OriginGroup, Origins, Record

if TYPE_CHECKING:
    from pantau.link.corpus import Corpus
    from pantau.model import Family
    from pantau.world import World

Key = tuple[str, str]


class Channels(NamedTuple):
    """By document: the keys its text may come from, one where that is clear."""

    of: Mapping[str, tuple[Key, ...]]


def claimant_of(record: Record) -> str | None:
    """On whose word the record stands: a party code, else the speaker's words; None in the page's own voice."""
    match record:
        case Event() | CasualtyReport() | Ceasefire():
            return record.claimant
        case Claim():
            return record.code or (" ".join(record.speaker.split()) if record.speaker else None)
    return None


def find_channels(corpus: Corpus, families: Sequence[Family], world: World) -> Channels:
    """Where the text of every document comes from, as far as credits and families tell."""
    agencies = {document.id: _agencies(document, world) for document, _ in corpus}
    found: dict[str, tuple[Key, ...]] = {}
    for family in families:
        credited = sorted({key for member in family.documents for key in agencies.get(member, ())})
        root = ((("agency", family.root),) if family.root else tuple(credited)) or (("family", family.id),)
        found.update(dict.fromkeys(family.documents, root))
    for document, _ in corpus:
        if document.id not in found:
            found[document.id] = agencies[document.id] or (_outlet(document, world),)
    return Channels(found)


def _agencies(document: Document, world: World) -> tuple[Key, ...]:
    """The agencies and other media the page credits for its content, its own house apart."""
    own = _owner(document.source, world)
    names = {credit.source or credit.name for credit in document.credits if credit.relation in ("by", "via")}
    return tuple(sorted(("agency", name) for name in names if _owner(name, world) != own))


def _outlet(document: Document, world: World) -> Key:
    if document.kind == "observation":
        return _observer(document)
    known = world.sources.by_domain(document.source) if document.source else None
    if known and known.kind == "agency":
        return ("agency", known.domain)  # what an agency publishes under no other's name is its own text
    own = _owner(document.source, world) or document.id
    is_own = any(credit.relation == "own" for credit in document.credits)
    return ("outlet" if is_own else "unknown", own)


def _observer(document: Document) -> Key:
    """Whoever told it, where it was told to the observer; else the observer, whose reports are one origin however many."""
    told = teller_of(document)
    return ("claimant", told) if told else ("observation", f"{document.source}/{document.byline}")


def teller_of(document: Document) -> str | None:
    """Who told an observer what the report says; None where the observer heard, saw or recorded it."""
    told = next((span for slot, span in document.evidence if slot == "told_by"), None)
    return " ".join(told.of(document.text).split()) if told and document.kind == "observation" else None


def _owner(source: str | None, world: World) -> str | None:
    """The house behind an outlet: two outlets of one owner are no two origins."""
    known = world.sources.by_domain(source) if source else None
    return known.owner if known else source


def count_origins(records: Iterable[Record], channels: Channels) -> Origins:
    """The bounds for these records; nothing counted for none."""
    return count_reports(((record.document, claimant_of(record)) for record in records), channels)


def count_reports(told: Iterable[tuple[str, str | None]], channels: Channels) -> Origins:
    """The bounds for documents that tell something, each with the claimant on whose word, if one is named."""
    reports = sorted({(document, who or "") for document, who in told})
    by_origin = [((("claimant", who),) if who else channels.of[document], document) for document, who in reports]
    by_channel = [(channels.of[document], document) for document, _ in reports]
    groups, least, most = _grouped(by_origin)
    through, channels_least, channels_most = _grouped(by_channel)
    return Origins(
        at_least=least, at_most=most, channels_at_least=channels_least, channels_at_most=channels_most,
        groups=groups, channels=through, documents=tuple(sorted({document for document, _ in reports})),
    )  # fmt: skip


def _grouped(reports: Sequence[tuple[tuple[Key, ...], str]]) -> tuple[tuple[OriginGroup, ...], int, int]:
    """The groups by key, the lower and the upper bound."""
    documents: dict[Key, set[str]] = {}
    tied: dict[Key, set[Key]] = {}
    for keys, document in reports:
        for key in keys:
            documents.setdefault(key, set()).add(document)
            tied.setdefault(key, set()).update(keys)
    known = [key for key in sorted(documents) if key[0] != "unknown"]
    least = max(_count_apart(known, tied), 1 if documents else 0)
    order = sorted(documents, key=lambda key: (key[0] == "unknown", key))
    groups = tuple(
        OriginGroup(kind, name, tuple(sorted(documents[kind, name])), tuple(n for _, n in sorted(tied[kind, name] - {(kind, name)})))
        for kind, name in order
    )
    return groups, least, max(len(documents), least)


def _count_apart(keys: Sequence[Key], tied: Mapping[Key, set[Key]]) -> int:
    """How many sets the keys fall into when those that one page credits together are held to be one."""
    seen: set[Key] = set()
    count = 0
    for key in keys:
        if key in seen:
            continue
        count += 1
        waiting = [key]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting.extend(sorted(tied[one] - seen))
    return count


def tell_origins(origins: Origins, names: Mapping[str, str]) -> str:
    """The reasoning in one sentence; `names` are readable names of party codes and sources."""
    families = [g for g in origins.channels if g.kind in ("agency", "family")]
    unknown = sum(g.kind == "unknown" for g in origins.channels)
    own = [g for g in origins.channels if g.kind in ("outlet", "observation")]
    parts = [_counted(len(origins.documents), "article", "articles")]
    if families:
        told = "; ".join(names.get(g.name, g.name) if g.kind == "agency" else "agency not named" for g in families)
        parts.append(f"{_counted(len(families), 'family', 'families')} ({told})")
    if own:
        parts.append(f"{len(own)} of own reporting ({'; '.join(names.get(g.name, g.name) for g in own)})")
    if unknown:
        parts.append(f"{unknown} of unknown origin")
    claimants = [names.get(who, who) for who in origins.claimants]
    if claimants:
        parts.append(f"{_counted(len(claimants), 'claimant', 'claimants')} ({'; '.join(claimants)})")
    channels = _bounds(origins.channels_at_least, origins.channels_at_most, "channel")
    return f"{', '.join(parts)}: {channels}; {_bounds(origins.at_least, origins.at_most, 'independent origin')}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _bounds(least: int, most: int, noun: str) -> str:
    if least == most:
        return _counted(least, noun, f"{noun}s")
    return f"at least {least}, at most {_counted(most, noun, f'{noun}s')}"
