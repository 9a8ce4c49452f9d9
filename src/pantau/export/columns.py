"""The columns of every kind of row, declared once: name, type, meaning, HXL tag. Files, frames and the reference page follow from here.

A name once given keeps its meaning: a column may be added at the end of its block, none is renamed. Types: `text`, `integer`, `number`,
`boolean`, `day`, `instant` (UTC), `list` (of texts). An empty text is no value. Offsets count code points of the document's text,
half open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, NamedTuple

Type = Literal["text", "integer", "number", "boolean", "day", "instant", "list"]
Value = str | int | float | bool | date | datetime | tuple[str, ...] | None
Row = tuple[Value, ...]
"""The values of one row in the order of its columns; a `list` is a tuple, empty where there is nothing."""


class Column(NamedTuple):
    """One column: its name, the type of its values, what they mean, and the HXL hashtag with attributes."""

    name: str
    type: Type
    means: str
    hxl: str


Columns = tuple[Column, ...]


def spanned(name: str, whose: str) -> Columns:
    """Where words stand: `<name>_start`, `<name>_end` and the words themselves, `<name>_quote`."""
    return (
        Column(f"{name}_start", "integer", f"where the words of {whose} start in the document's text", f"#meta+{name}+start"),
        Column(f"{name}_end", "integer", f"where the words of {whose} end", f"#meta+{name}+end"),
        Column(f"{name}_quote", "text", f"the words of {whose}", f"#description+{name}+quote"),
    )


def inferred(name: str) -> Column:
    """How a slot's value came about that was not read."""
    return Column(f"{name}_inferred", "text", f"how `{name}` came about, where it was not read but inferred", f"#meta+{name}+inferred")


def slot(name: str, type: Type, means: str, hxl: str) -> Columns:
    """A slot of a record: its value, the words it was read from, or how it was inferred."""
    return (Column(name, type, means, hxl), *spanned(name, f"`{name}`"), inferred(name))


def joined(*blocks: Column | Iterable[Column]) -> Columns:
    """Columns and blocks of columns in their order."""
    return tuple(column for block in blocks for column in ((block,) if isinstance(block, Column) else block))


def id_column(means: str) -> Column:
    """What identifies the row."""
    return Column("id", "text", means, "#meta+id")


PAGE = (
    Column("document_id", "text", "the document: SHA-256 of its kept bytes", "#meta+document+id"),
    Column("document", "text", "the document's name", "#meta+document+name"),
    Column("outlet", "text", "the registrable domain of its outlet", "#meta+source"),
    Column("url", "text", "the page's address, where known", "#meta+url"),
    Column("published_on", "day", "the day of publication as the page itself states it", "#date+published"),
    Column("language", "text", "the page's language, ISO 639-1", "#meta+language"),
    Column("title", "text", "the page's headline", "#meta+title"),
)
"""The page a row's words stand on."""

TRIGGER = (
    *spanned("trigger", "the record's trigger"),
    Column("trigger_prefix", "text", "up to 32 code points before the trigger", "#description+trigger+prefix"),
    Column("trigger_suffix", "text", "up to 32 code points after it", "#description+trigger+suffix"),
)
"""The words that carry a record, with a little of what stands around them."""

BOUNDS = (
    Column("origins_at_least", "integer", "independent origins: at least", "#indicator+origins+min"),
    Column("origins_at_most", "integer", "independent origins: at most", "#indicator+origins+max"),
    Column("channels_at_least", "integer", "the same counted without claimants (agency, family, outlet): at least",
           "#indicator+channels+min"),
    Column("channels_at_most", "integer", "the same counted without claimants: at most", "#indicator+channels+max"),
)  # fmt: skip

STATUS = (
    Column("status", "text", "how the incident stands: computed, never typed in", "#status+incident"),
    Column("reliability", "text", "Admiralty letter of the best source, A to F (F: not judged)", "#indicator+reliability"),
    Column("credibility", "integer", "Admiralty figure of the incident, 1 (confirmed) to 6 (cannot be judged)",
           "#indicator+credibility"),
)

THEATRES = Column("theatres", "list", "the conflicts it belongs to, `other` where to none", "#crisis+code")

STANDING = (
    THEATRES,
    Column("incident", "text", "id of the incident the record belongs to", "#event+incident+id"),
    *STATUS,
    Column("origins_of", "text", "what the origins are counted over: its `incident`, its figure in the `ledger`, its ceasefire in the "
           "`registry`, else the `record` alone", "#indicator+origins+scope"),
    *BOUNDS,
    Column("family", "text", "id of the family of pages with one text that the document is in, where it is in one",
           "#meta+family+id"),
)  # fmt: skip
"""What other pages make of a record."""

MADE = (
    Column("confidence", "number", "0 to 1", "#indicator+confidence"),
    Column("reasons", "list", "what raised or lowered the confidence", "#meta+reasons"),
    Column("rule", "text", "id of the rule that made the record", "#meta+rule"),
    Column("maker", "text", "who made the record: `pantau`, or the maker of an import", "#meta+maker"),
    Column("outside_name", "text", "the name an imported record bears outside", "#meta+outside_name"),
)

PLACE = (
    Column("place", "text", "the most exact place named, as written", "#loc+name"),
    Column("place_name", "text", "the name it was resolved to", "#loc+name+resolved"),
    Column("place_other_name", "text", "the other side's name for it", "#loc+name+alt"),
    Column("place_geonames_id", "integer", "its GeoNames id", "#loc+code"),
    Column("place_country", "text", "ISO 3166-1 alpha-3", "#country+code"),
    Column("place_lat", "number", "degrees north, WGS 84", "#geo+lat"),
    Column("place_lon", "number", "degrees east, WGS 84", "#geo+lon"),
    Column("place_precision", "text", "how exact the place is: point, settlement, district, region, country, unknown",
           "#geo+precision"),
    Column("place_uncertainty_km", "number", "how far from the coordinates it may have been, by class of precision (nominal radius)",
           "#geo+uncertainty_km"),
)  # fmt: skip
"""A place, no more exact than the words; coordinates only where the words name something with a point."""

EVENT = joined(
    id_column("the record: a hash of kind, document, trigger and a counter"), PAGE, TRIGGER,
    slot("type", "text", "PLOVER type", "#event+type"),
    slot("mode", "text", "PLOVER mode", "#event+mode"),
    slot("actors", "list", "party codes of those who act", "#org+actor+code"),
    slot("recipients", "list", "party codes of those it is done to", "#org+recipient+code"),
    slot("began_on", "day", "first day", "#date+start"),
    slot("ended_on", "day", "last day", "#date+end"),
    Column("date_precision", "text", "how exact the days are: instant, day, week, month, year, range, unknown", "#date+precision"),
    PLACE, spanned("place", "`place`"), inferred("place"),
    slot("modality", "text", "occurred, ongoing, future, hypothetical, negated", "#status+modality"),
    slot("claimant", "text", "party code on whose word the page reports it; none: the outlet's own voice", "#org+claimant+code"),
    STANDING, MADE,
)  # fmt: skip

CLAIM = joined(
    id_column("the record: a hash of kind, document, trigger and a counter"), PAGE, TRIGGER,
    slot("speaker", "text", "name or title as written", "#contact+speaker+name"),
    slot("code", "text", "party spoken for; none for a witness or an expert", "#org+speaker+code"),
    slot("stance", "text", "assert, accuse, deny, confirm, demand, pledge, threaten, reject, praise, criticise",
         "#activity+stance"),
    slot("targets", "list", "party codes the claim is about or against", "#org+target+code"),
    spanned("content", "what is said"), inferred("content"),
    slot("said_on", "day", "the day it was said, where the page tells", "#date+said"),
    slot("venue", "text", "where it was said", "#loc+venue"),
    Column("answers", "list", "ids of the claims it answers, each with the relation before it, as `denies:4f0c…`", "#meta+answers"),
    STANDING, MADE,
)  # fmt: skip

CASUALTY = joined(
    id_column("the record: a hash of kind, document, trigger and a counter"), PAGE, TRIGGER,
    slot("party", "text", "whose people", "#org+party+code"),
    slot("category", "text", "military, civilian, unspecified", "#group+category"),
    slot("outcome", "text", "killed, wounded, captured, missing, displaced, detained", "#impact+type"),
    slot("low", "integer", "at least so many persons; none: open below", "#affected+num+min"),
    slot("high", "integer", "at most so many persons; none: open above", "#affected+num+max"),
    slot("qualifier", "text", "how the page hedges the figure: exact, about, at_least, at_most, vague", "#affected+qualifier"),
    slot("measure", "text", "new (of one incident or day) or total (running since a start)", "#affected+measure"),
    slot("began_on", "day", "first day counted", "#date+start"),
    slot("as_of", "day", "last day counted", "#date+end"),
    slot("claimant", "text", "party code of who gives the figure", "#org+claimant+code"),
    slot("part_of", "text", "id of the figure that this one is a part of", "#meta+part_of"),
    Column("figure", "text", "id of the figure in the ledger that the record reports", "#affected+ledger+id"),
    STANDING, MADE,
)  # fmt: skip

CEASEFIRE = joined(
    id_column("the record: a hash of kind, document, trigger and a counter"), PAGE, TRIGGER,
    slot("parties", "list", "party codes", "#org+party+code"),
    slot("brokers", "list", "party codes of those who brought it about", "#org+broker+code"),
    slot("declared_on", "day", "the day it was agreed or announced", "#date+declared"),
    slot("effective_on", "day", "the day it takes effect", "#date+start"),
    Column("effective_at", "text", "the clock time and zone as written", "#date+start+time"),
    slot("stage", "text", "how far it got by this page: called_for, negotiated, declared, in_effect, violated, collapsed, ended",
         "#status+stage"),
    slot("scope", "text", "what it covers", "#description+scope"),
    slot("provisions", "list", "its duties", "#description+provisions"),
    slot("claimant", "text", "party on whose word the stage stands", "#org+claimant+code"),
    Column("arrangement", "text", "id of the ceasefire in the registry that the record tells of", "#event+arrangement+id"),
    STANDING, MADE,
)  # fmt: skip
