"""PLOVER as JSON lines, in the fields of its own gold standard records (Open Event Data Alliance): events, and what is said that PLOVER
counts as an act.

Only what a page says was done or goes on is an event there: what is negated, hypothetical or still to come is left out, as are
assertions and confirmations, which no type of PLOVER fits. `date` is the first day; where a page gives none, the page's own, and
`dateSource` says so. What PLOVER has no field for (status, origins, whose word, where the words stand) stands in `pantau`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from pantau.export.coding import DONE, SAID, SECTORS, words_around
from pantau.export.json_values import to_json, to_line
from pantau.export.sheets import Remarks, Sheet

_KEPT = (
    "document_id", "trigger_start", "trigger_end", "incident", "status", "reliability", "credibility", "origins_of",
    "origins_at_least", "origins_at_most", "theatres", "family", "confidence", "rule",
)  # fmt: skip

Values = dict[str, Any]


def write_plover(out: BinaryIO, sheets: Iterator[Sheet]) -> Remarks:
    """A line an event."""
    passed_over = {"event": 0, "claim": 0}
    for table, rows in sheets:
        names = [column.name for column in table.columns]
        for row in rows:
            values = {name: to_json(value) for name, value in zip(names, row, strict=True)}
            line = _event(values) if table.kind == "event" else _claim(values)
            if line is None:
                passed_over[table.kind] += 1
            else:
                out.write(to_line(line) + b"\n")
    why = {"event": "events left out: not said to be done", "claim": "claims left out: no type of PLOVER fits them"}
    return tuple(f"{count} {why[kind]}" for kind, count in passed_over.items() if count)


def _event(values: Values) -> Values | None:
    if values["modality"] not in DONE:
        return None
    sides = {"source": _side(values, "actors"), "target": _side(values, "recipients")}
    extra = {"claimant": values["claimant"], "modality": values["modality"]}
    return _line(values, values["type"], values["mode"], ("began_on", "ended_on"), sides, extra) | {"eventLoc": _place(values)}


def _claim(values: Values) -> Values | None:
    type = SAID.get(values["stance"])
    if type is None:
        return None
    who = {key: value for key, value in {"actorText": values["speaker"], **_code(values["code"])}.items() if value}
    sides = {"source": [who] if who else [], "target": _side(values, "targets")}
    extra = {
        "stance": values["stance"], "content": values["content_quote"], "content_start": values["content_start"],
        "content_end": values["content_end"], "answers": values["answers"],
    }  # fmt: skip
    return _line(values, type, None, ("said_on", "said_on"), sides, extra)


def _line(values: Values, type: str, mode: str | None, days: tuple[str, str], sides: Values, extra: Values) -> Values:
    own, page = values[days[0]] or values[days[1]], values["published_on"]
    precision = values.get("date_precision", "day") if own else None
    return {
        "id": values["id"], "date": own or page, "dateEnd": values[days[1]] if own else page,
        "dateSource": "text" if own else "page" if page else None, "datePrecision": precision,
        **sides, "event": type, "eventText": values["trigger_quote"], "mode": mode or "", "context": "", "text": words_around(values),
        "language": values["language"], "publication": values["outlet"], "url": values["url"], "title": values["title"],
        "coder": values["maker"], "pantau": {**{name: values[name] for name in _KEPT}, **extra},
    }  # fmt: skip


def _side(values: Values, slot: str) -> list[Values]:
    """The parties of one side; the words stand with the party where they are those of one alone."""
    codes, words = values[slot], values[f"{slot}_quote"]
    return [{**({"actorText": words} if words and len(codes) == 1 else {}), **_code(code)} for code in codes]


def _code(code: str | None) -> Values:
    """A party's code, its sector apart."""
    if not code:
        return {}
    sector = SECTORS.get(code[-4:])
    return {"code": code[:-4], "sector": sector} if sector else {"code": code}


def _place(values: Values) -> Values | None:
    if values["place"] is None:
        return None
    names = ("name", "other_name", "geonames_id", "country", "lat", "lon", "precision", "uncertainty_km")
    return {"text": values["place"], **{name: values[f"place_{name}"] for name in names}}
