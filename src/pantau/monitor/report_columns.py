"""The fields of a field report as they are typed, in the form, in a row of CSV, on the command line; what may be wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pantau.model.observation import DIRECTIONS, MEANS, NATURES, NEARNESS, WHAT


class Column(NamedTuple):
    """A field: its name (the column of a CSV file, the field of the form), what it means, an example, whether it must be there."""

    name: str
    means: str
    example: str = ""
    must: bool = False
    allowed: tuple[str, ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("id", "a name of your own for the report, 8 to 64 letters, digits and hyphens, so that one sent twice is one; made of the "
           "other fields where it is empty"),
    Column("theatre", "the conflict it belongs to: an id of `pantau observe list --theatres`", "karabakh", True),
    Column("language", "the language the report is written in", "en", False, ("id", "en")),
    Column("from", "when it began: `2020-10-26T08:10` in `zone`, or with its own offset, `2020-10-26T08:10+04:00`",
           "2020-10-26T08:10", True),
    Column("to", "when it ended; empty where it was one moment", "2020-10-26T09:40"),
    Column("zone", "the time zone of `from` and `to`: a name as `Asia/Baku`, or an offset as `+04:00`; needed where they have none",
           "Asia/Baku"),
    Column("position", "where the observer stood, in words", "Stepanakert, north-eastern edge"),
    Column("position_lat", "degrees north of the position", "39.8265"),
    Column("position_lon", "degrees east of the position", "46.7656"),
    Column("position_precision", "how exactly the position is known", "point", False, NEARNESS),
    Column("means", "how it is known, several with a blank between", "heard", True, MEANS),
    Column("told_by", "who told it, where it was told by somebody", "", False),
    Column("told_for", "the party code of whoever told it, where he or she speaks for a party"),
    Column("what", "what was observed", "explosion", True, WHAT),
    Column("nature", "of fire: what it was, as far as it could be told; empty where it was not determined", "impact", False, NATURES),
    Column("count", "how many: `17`, `5-10`, `20+` (at least); empty or `undetermined` where it could not be counted", "17"),
    Column("place", "where it happened, in words", "Shusha"),
    Column("place_lat", "degrees north of what was observed"),
    Column("place_lon", "degrees east of what was observed"),
    Column("bearing", "in which direction it was from the position: one of eight, or degrees from north, 0 to 359", "SW"),
    Column("distance_km", "how far off, in kilometres: `3` or `3-5`", "3-5"),
    Column("weapon", "with which weapon, in words, where it is known", "artillery"),
    Column("fire_from", "the direction fire came from", "E", False, DIRECTIONS),
    Column("fire_to", "the direction fire went to", "", False, DIRECTIONS),
    Column("actors", "party codes of those who were seen to act, several with a blank between; empty where it was not seen"),
    Column("recipients", "party codes of those it was done to, where it was seen"),
    Column("damage", "what was damaged, in words"),
    Column("harmed", "persons harmed, `;` between: number, who, how, party if known, as `3 civilian wounded AZE; 1+ military killed`"),
    Column("refused_by", "who refused access, in words"),
    Column("refused_code", "the party code of those who refused access"),
    Column("refused_how", "how access was refused, in words"),
    Column("remarks", "anything else"),
    Column("corrects", "the id of the document of an earlier report of your own that this one takes the place of"),
    Column("why", "why it is corrected"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)

FAULTS: Mapping[str, str] = {
    "required": "is missing",
    "long": "is too long: at most %(most)s letters",
    "choice": "is none of: %(allowed)s",
    "letters": "holds control characters, which cannot be kept",
    "id": "is no id: 8 to 64 letters, digits and hyphens",
    "theatre": "is no conflict you report on: %(allowed)s",
    "instant": "is no instant: write it as 2020-10-26T08:10",
    "zone": "is no time zone: write a name as Asia/Baku, or an offset as +04:00",
    "no_zone": "has no time zone: fill in `zone`, or write it as 2020-10-26T08:10+04:00",
    "no_such_hour": "was skipped or came twice on that day, when clocks were changed: write it with its offset, as +04:00",
    "backwards": "is before the beginning",
    "future": "is still to come",
    "early": "is before 1950",
    "lasting": "is more than %(most)s days after the beginning",
    "number": "is no number",
    "range": "is out of range: %(least)s to %(most)s",
    "half": "is missing: a point has two degrees",
    "count": "is no number of things: write 17, 5-10, 20+ or leave it empty",
    "turned": "is a range from more to less",
    "bearing": "is no direction: N, NE, E, SE, S, SW, W, NW, or degrees from 0 to 359",
    "distance": "is no distance in kilometres: write 3 or 3-5",
    "code": "is no party code: %(given)s",
    "many": "are too many: at most %(most)s",
    "harmed": "cannot be read: write 3 civilian wounded AZE; 1+ military killed",
    "told": "is needed where something was told",
    "not_told": "is only for what was told",
    "nowhere": "is needed: the position in words, or its degrees",
    "nobody": "is needed where access was refused: who refused it, in words or as a code",
    "no_fire": "is only for fire",
    "no_harm": "are needed where casualties are reported",
    "no_damage": "is needed where damage is reported",
    "no_position": "needs the degrees of the position, or say in words where it happened",
    "calm": "does not go with calm",
    "unknown": "is no field of a report",
    "twice": "is there twice",
    "cut": "the row has %(given)s fields, the head has %(most)s",
    "known": "is known with other contents: give it another id, or correct the report",
    "corrects": "is no report of your own that stands",
    "why": "is needed where a report is corrected",
    "photo_bytes": "a file is larger than %(most)s MB",
    "photo_kind": "a file is no JPEG, PNG or WebP picture",
    "photo_damaged": "a picture is broken off or damaged",
    "photo_several": "a file holds several pictures",
    "photo_rare": "a picture is of a rare kind of JPEG that is not taken",
    "photo_points": "a picture is too large: %(width)s × %(height)s points, at most %(most)s million",
    "photo_moving": "a picture moves: give a photograph",
}
"""Codes of faults and their words, which are messages of the desk too."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field: a code of FAULTS, and what its words name."""

    field: str
    why: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """In English, the field's name before it."""
        return f"{self.field}: {FAULTS[self.why] % dict(self.values)}"


class Refused(Exception):
    """A report that cannot be taken, with every fault of it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(fault.words for fault in faults))
        self.faults = faults
