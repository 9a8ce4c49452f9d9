"""What is kept across documents, for a terminal: the ceasefire registry, the casualty ledger, findings of the checks. Tables, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pantau.cli.terminal import console, say
from pantau.cli.words import find_sentence, shown
from pantau.link.joined import Joined
from pantau.link.ledger import best_known
from pantau.link.registry import truces_by_broker
from pantau.model import STAGES, BestKnown, Finding, Point, RegisteredCeasefire, Series, Span, StageTold, Told, Violation
from pantau.report.wording import VERDICTS, bounds_words, count_words, figure_words, short_day, span_words

if TYPE_CHECKING:
    from rich.table import Table

    from pantau.store import Filter

Row = dict[str, Any]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _quote(joined: Joined, document: str, span: Span) -> Row:
    page = joined.corpus.documents[document]
    return {"document": page.name, "outlet": page.source, "span": list(span), "quote": span.of(page.text)}


def _is_asked(joined: Joined, records: Sequence[str], wanted: Filter) -> bool:
    """Whether one of these records is among those asked for."""
    found = [joined.corpus.record(r) for r in records if joined.corpus.has(r)]
    return any(wanted.takes(record, joined.corpus.document_of(record)) for record in found)


# The registry ----------------------------------------------------------------------------------------------------------


def _truces(joined: Joined, wanted: Filter) -> list[RegisteredCeasefire]:
    return [truce for truce in joined.registry if _is_asked(joined, truce.mentions, wanted)]


def _of_their_theatres(joined: Joined, wanted: Filter) -> tuple[RegisteredCeasefire, ...]:
    """The ceasefires asked for, with the known ones of the same theatres that no page here tells of."""
    theatres = {truce.theatre for truce in _truces(joined, wanted)}
    return tuple(truce for truce in joined.registry if truce.theatre in theatres)


def registry_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """Every ceasefire with all that is told of it, then the truces by broker as of the last day asked for, as JSON objects."""
    for truce in _truces(joined, wanted):
        yield {
            "id": truce.id, "theatre": truce.theatre, "name": truce.name, "known": truce.known, "parties": list(truce.parties),
            "brokers": [_told(t) for t in truce.brokers], "declared_on": _day(truce.declared_on),
            "effective_on": _day(truce.effective_on),
            "effective_at": truce.effective_at.isoformat() if truce.effective_at else None, "ended_on": _day(truce.ended_on),
            "scope": truce.scope, "configured_provisions": list(truce.configured),
            "disagreements": {slot: [_told(t) for t in values] for slot, values in truce.disagreements()},
            "declarations": [{"party": d.party, "on": _day(d.on), "record": d.record} for d in truce.declarations],
            "stages": [
                {"stage": s.stage, "on": _day(s.on), "told_on": _day(s.told_on), "claimant": s.claimant, "record": s.record}
                for s in truce.stages
            ],
            "provisions": [
                {"kind": p.kind, "on": _day(p.on), "is_deadline": p.is_deadline, "duration": p.duration}
                | _quote(joined, p.document, p.span)
                for p in truce.provisions
            ],
            "violations": [_violation_row(joined, v) for v in truce.violations], "mentions": list(truce.mentions),
        }  # fmt: skip
    if (day := last_day(joined, wanted)) is not None:
        by = truces_by_broker(_of_their_theatres(joined, wanted), day)
        yield {"as_of": day.isoformat(), "truces_by_broker": {code or "(none)": [t.id for t in truces] for code, truces in by.items()}}


def _told(told: Told) -> Row:
    return {"value": told.value, "by": list(told.by)}


def _violation_row(joined: Joined, violation: Violation) -> Row:
    return {
        "accused": list(violation.accused), "accuser": violation.accuser, "on": _day(violation.on), "provision": violation.provision,
        "how": violation.how, "records": list(violation.records),
    } | _quote(joined, violation.document, violation.span)  # fmt: skip


def last_day(joined: Joined, wanted: Filter) -> date | None:
    """The day that `as of` means: the last one asked for, else that of the newest page."""
    days = [day for document, _ in joined.corpus if (day := document.published_on or document.dated)]
    return wanted.until or max(days, default=None)


def show_registry(joined: Joined, wanted: Filter) -> None:
    """One row a ceasefire with its alleged breaks, then how many each broker brought about."""
    truces = _truces(joined, wanted)
    if not truces:
        say("no ceasefire was read from the pages, for these filters")
        return
    note = "alleged breaks: nobody verified them · --json has provisions, who says what, and disagreements"
    console().print(registry_table(truces, title=f"Ceasefires ({len(truces)})", note=note))
    if (day := last_day(joined, wanted)) is not None:
        by = truces_by_broker(_of_their_theatres(joined, wanted), day)
        told = ", ".join(f"{code or 'nobody named'} {len(found)}" for code, found in by.items())
        say(f"truces agreed as of {day}, by broker: {told or 'none'}")


def registry_table(truces: Sequence[RegisteredCeasefire], *, title: str, note: str) -> Table:
    """One row a ceasefire: from when to when, between whom, brokered by whom, the stages told, who accuses whom of breaking it."""
    from pantau.cli.tables import make_table

    columns = ("in effect", "ceasefire", "stages told", "alleged breaks")
    table = make_table(title, *columns, words="ceasefire", note=note)
    for truce in truces:
        brokers = f", by {', '.join(truce.broker_codes)}" if truce.broker_codes else ""
        stages = ", ".join(dict.fromkeys(stage.stage.replace("_", " ") for stage in sorted(truce.stages, key=_stage)))
        named = f"{truce.name}\n{', '.join(truce.parties) or '?'}{brokers}"
        table.add_row(*(Text(shown(cell)) for cell in (_from_to(truce), named, stages, _breaks(truce))))
    return table


def _stage(told: StageTold) -> int:
    return STAGES.index(told.stage)


def _from_to(truce: RegisteredCeasefire) -> str:
    """Its first moment and its last day; in brackets the day it was first told of, where it never took effect."""
    if truce.effective_at:
        began = truce.effective_at.isoformat(" ", "minutes")
    elif truce.effective_on or truce.declared_on:
        began = str(truce.effective_on or truce.declared_on)
    else:
        began = f"({truce.first_told_on})" if truce.first_told_on else "(no day)"
    return f"{began}\n– {truce.ended_on}" if truce.ended_on else began


def _breaks(truce: RegisteredCeasefire) -> str:
    """How often each party is accused, by whom."""
    counted: dict[tuple[str, str], int] = {}
    for violation in truce.violations:
        key = (", ".join(violation.accused) or "?", violation.accuser or "nobody")
        counted[key] = counted.get(key, 0) + 1
    return "\n".join(f"{number}× {accused}, says {accuser}" for (accused, accuser), number in sorted(counted.items()))


# The ledger ------------------------------------------------------------------------------------------------------------


def _series(joined: Joined, wanted: Filter) -> list[Series]:
    return [s for s in joined.ledger.series if any(_is_asked(joined, point.records, wanted) for point in s.points)]


def ledger_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """Every series with its figures, then what is best known as of the last day asked for, as JSON objects."""
    for series in _series(joined, wanted):
        yield series.key._asdict() | {"figures": [_point_row(joined, point) for point in series.points]}
    if (day := last_day(joined, wanted)) is not None:
        for row in best_known(joined.ledger, day):
            own = [{"claimant": o.claimant, "low": o.point.low, "high": o.point.high, "as_of": _day(o.point.as_of)} for o in row.own]
            yield {
                "as_of": day.isoformat(), "party": row.party, "category": row.category, "outcome": row.outcome, "low": row.low,
                "high": row.high, "own": own,
            }  # fmt: skip


def _point_row(joined: Joined, point: Point) -> Row:
    records = [joined.corpus.record(record) for record in point.records]
    return {
        "as_of": _day(point.as_of), "is_day_inferred": point.is_day_inferred, "from": _day(point.began_on), "low": point.low,
        "high": point.high, "qualifier": point.qualifier, "whole": point.whole, "corrects": list(point.corrects),
        "reports": [{"record": record.id} | _quote(joined, record.document, record.trigger) for record in records],
    }  # fmt: skip


def show_ledger(joined: Joined, wanted: Filter) -> None:
    """Each claimant's figures in order of their days; then the best known table."""
    from pantau.cli.tables import make_table

    series = _series(joined, wanted)
    if not series:
        say("no figure of harm was read from the pages, for these filters")
        return
    columns = ("whose", "category", "outcome", "on whose word", "measure", "figures")
    note = "new figures and totals are never joined, nothing is added up · (day) the page's own day · ⟲ takes an earlier figure back"
    table = make_table(f"Casualty ledger ({len(series)} series)", *columns, words="figures", note=note)
    for one in series:
        figures = ", ".join(_figure(point) for point in one.points)
        cells = (one.key.party or "?", one.key.category, one.key.outcome, one.key.claimant or "–", one.key.measure, figures)
        table.add_row(*(Text(shown(cell)) for cell in cells))
    console().print(table)
    if (day := last_day(joined, wanted)) is not None:
        _show_best(joined, day)


def _figure(point: Point) -> str:
    day = short_day(point.as_of) if point.as_of else "?"
    pages = f" ×{len(point.documents)}" if len(point.documents) > 1 else ""
    back = " ⟲" if point.corrects else ""
    return f"{figure_words(point.low, point.high, point.qualifier)} {f'({day})' if point.is_day_inferred else day}{pages}{back}"


def _show_best(joined: Joined, day: date) -> None:
    rows = best_known(joined.ledger, day)
    if rows:
        console().print(best_table(rows, title=f"Best known as of {day}"))


def best_table(rows: Sequence[BestKnown], *, title: str) -> Table:
    """What is best known of each party, category and outcome: the span across claimants, each claimant's latest total."""
    from pantau.cli.tables import make_table

    columns = ("whose", "category", "outcome", "across claimants", "each claimant's latest total")
    table = make_table(title, *columns, words=columns[-1], note="from running totals alone, never summed or averaged")
    for row in rows:
        own = ", ".join(f"{o.claimant or 'outlets'}: {_figure(o.point)}" for o in row.own)
        table.add_row(*(Text(shown(cell)) for cell in (row.party or "?", row.category, row.outcome, span_words(row), own)))
    return table


# Findings --------------------------------------------------------------------------------------------------------------


def _findings(joined: Joined, wanted: Filter) -> list[Finding]:
    from pantau.store import Filter as Asked

    return [f for f in joined.findings if wanted == Asked() or _is_asked(joined, f.records, wanted)]


def check_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """Findings, then counts of truces and meetings with what they were held against, as JSON objects."""
    for finding in _findings(joined, wanted):
        yield {
            "check": finding.check, "what": finding.what, "theatre": finding.theatre, "records": list(finding.records),
            "quotes": [_quote(joined, q.document, q.span) for q in finding.quotes],
        }  # fmt: skip
    for count in joined.counts:
        yield {
            "count": count.what, "number": count.number, "ordinal": count.ordinal, "brokers": list(count.brokers),
            "as_of": _day(count.as_of),
            "verdict": count.verdict, "least": count.least, "most": count.most, "compared": list(count.compared),
        } | _quote(joined, count.document, count.span)  # fmt: skip


def show_checks(joined: Joined, wanted: Filter) -> None:
    """What cannot be right as written, then how told counts of truces fit the registry."""
    from pantau.cli.tables import make_table

    findings = _findings(joined, wanted)
    if findings:
        console().print(findings_table(joined, findings, title=f"Findings ({len(findings)})"))
    else:
        say("no check found anything that cannot be right, for these filters")
    title, columns = f"Counts held against the registry ({len(joined.counts)})", ("count", "verdict", "registry", "the words")
    counts = make_table(title, *columns, words="the words", note="")
    for count in joined.counts:
        span = bounds_words(count.least, count.most) if count.verdict != "open" else ""
        words = _words(joined, count.document, count.span)
        cells = (count_words(count.what, count.number, count.ordinal), VERDICTS[count.verdict], span, words)
        counts.add_row(*(Text(shown(cell)) for cell in cells))
    if joined.counts:
        console().print(counts)


def findings_table(joined: Joined, findings: Sequence[Finding], *, title: str, most: int | None = None) -> Table:
    """One row a finding, each sentence it is about once, `most` of them."""
    from pantau.cli.tables import make_table

    table = make_table(title, "check", "what", "the words", words="the words", note="questions to the pages, no corrections")
    for finding in findings:
        words = "\n".join(list(dict.fromkeys(_words(joined, quote.document, quote.span) for quote in finding.quotes))[:most])
        table.add_row(*(Text(shown(cell)) for cell in (finding.check.replace("_", " "), finding.what, words)))
    return table


def _words(joined: Joined, document: str, span: Span) -> str:
    page = joined.corpus.documents[document]
    return f"“{find_sentence(page.text, span).of(page.text)}” ({page.source or page.name})"
