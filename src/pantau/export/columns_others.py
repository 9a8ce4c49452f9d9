"""The columns of data sets of others, by their own names and in their own order, each followed by ours: page, words, status, origins.

UCDP GED 25.1 (codebook of the Georeferenced Event Dataset), ACLED (codebook of 2024) and POLECAT (header of its weekly files). A column
that the record cannot tell is there and empty: what maps to what stands in docs/data-sets-of-others.md.
"""

from __future__ import annotations

from pantau.export.columns import BOUNDS, PAGE, STATUS, THEATRES, TRIGGER, Column, Columns, Type, joined

EMPTY = "empty: nothing here tells it"
_Given = tuple[str, Type, str]


def _theirs(data_set: str, names: str, given: tuple[_Given, ...]) -> Columns:
    """The columns of a data set in the order of `names`, a line each; those that are not `given` are empty."""
    known = {name: (type, means) for name, type, means in given}
    order = [name.strip() for name in names.strip().splitlines()]
    assert not known.keys() - set(order)
    return tuple(
        Column(name, *known.get(name, ("text", EMPTY)), f"#meta+{data_set}+{name.lower().replace(' ', '_')}") for name in order
    )


_OURS = joined(
    Column("record", "text", "id of the record whose words are shown", "#meta+record+id"), PAGE, TRIGGER,
    THEATRES, STATUS, BOUNDS,
)  # fmt: skip
_FIGURES = Column("figures", "list", "ids of the casualty figures that the numbers rest on", "#meta+figures")
_RECORDS = Column("records", "list", "ids of all records of the incident", "#meta+records")

GED = joined(
    _theirs("ged", """
        id
        relid
        year
        active_year
        code_status
        type_of_violence
        conflict_dset_id
        conflict_new_id
        conflict_name
        dyad_dset_id
        dyad_new_id
        dyad_name
        side_a_dset_id
        side_a_new_id
        side_a
        side_b_dset_id
        side_b_new_id
        side_b
        number_of_sources
        source_article
        source_office
        source_date
        source_headline
        source_original
        where_prec
        where_coordinates
        where_description
        adm_1
        adm_2
        latitude
        longitude
        geom_wkt
        priogrid_gid
        country
        country_id
        region
        event_clarity
        date_prec
        date_start
        date_end
        deaths_a
        deaths_b
        deaths_civilians
        deaths_unknown
        best
        high
        low
        gwnoa
        gwnob
    """, (
        ("id", "text", "the incident: GED's own are numbers, ours begin with I"),
        ("year", "integer", "the year of `date_start`"),
        ("type_of_violence", "integer", "1 where one side is a state and the other armed too, 2 where both are armed groups, 3 where "
         "those it is done to are civilians alone; else empty"),
        ("conflict_name", "text", "the theatre, where it belongs to one"),
        ("dyad_name", "text", "both sides"),
        ("side_a", "text", "who acts; the state, where one side alone is one"),
        ("side_b", "text", "the other side"),
        ("number_of_sources", "integer", "how many documents tell of it"),
        ("source_article", "text", "outlet, day and headline of the page shown"),
        ("source_office", "text", "the outlet of the page shown"),
        ("source_date", "day", "the day of that page"),
        ("source_headline", "text", "its headline"),
        ("source_original", "text", "on whose word pages report it: names of parties"),
        ("where_prec", "integer", "1 point or settlement, 3 district, 4 region, 6 country"),
        ("where_coordinates", "text", "the name of the place"),
        ("where_description", "text", "the place as written"),
        ("latitude", "number", "degrees north, where the place is more exact than a country"),
        ("longitude", "number", "degrees east"),
        ("geom_wkt", "text", "the same as `POINT (longitude latitude)`"),
        ("country", "text", "the country that the place is counted to"),
        ("date_prec", "integer", "1 one day, 2 two to six days, 3 a week, 4 a month, 5 more"),
        ("date_start", "day", "the first day that one of its events gives"),
        ("date_end", "day", "the last"),
        ("deaths_a", "integer", "killed fighters of `side_a`, where all claimants agree on one number"),
        ("deaths_b", "integer", "killed fighters of `side_b`, likewise"),
        ("deaths_civilians", "integer", "killed civilians, likewise"),
        ("deaths_unknown", "integer", "killed of whom it is not told what they were or whose, likewise"),
        ("best", "integer", "all killed, where claimants agree and no figure can hold another; nothing is averaged"),
        ("high", "integer", "all killed at most, by the highest claims; empty where one is open above"),
        ("low", "integer", "all killed at least, by the lowest claims; empty where one is open below"),
    )),
    _OURS, _FIGURES, _RECORDS,
)  # fmt: skip

ACLED = joined(
    _theirs("acled", """
        event_id_cnty
        event_date
        year
        time_precision
        disorder_type
        event_type
        sub_event_type
        actor1
        assoc_actor_1
        inter1
        actor2
        assoc_actor_2
        inter2
        interaction
        civilian_targeting
        iso
        region
        country
        admin1
        admin2
        admin3
        location
        latitude
        longitude
        geo_precision
        source
        source_scale
        notes
        fatalities
        tags
        timestamp
    """, (
        ("event_id_cnty", "text", "the incident: ACLED's own begin with a country, ours with I"),
        ("event_date", "day", "the first day that one of its events gives"),
        ("year", "integer", "the year of that day"),
        ("time_precision", "integer", "1 the day, 2 within a week, 3 within a month; empty beyond"),
        ("disorder_type", "text", "Political violence for ASSAULT, Demonstrations for PROTEST"),
        ("event_type", "text", "by the mode of the event, where it has one; Violence against civilians where those it is done to are "
         "civilians alone"),
        ("sub_event_type", "text", "by the mode of the event, where it has one"),
        ("actor1", "text", "the first of those who act"),
        ("assoc_actor_1", "text", "the others of them, with `; ` between"),
        ("inter1", "text", "State forces in their own country, External/Other forces in another, Civilians; else empty"),
        ("actor2", "text", "the first of those it is done to"),
        ("assoc_actor_2", "text", "the others of them"),
        ("inter2", "text", "as `inter1`"),
        ("interaction", "text", "both, where both are known"),
        ("civilian_targeting", "text", "Civilian targeting, where those it is done to are civilians alone"),
        ("country", "text", "the country that the place is counted to"),
        ("location", "text", "the name of the place"),
        ("latitude", "number", "degrees north, where the place is more exact than a country"),
        ("longitude", "number", "degrees east"),
        ("geo_precision", "integer", "1 point or settlement, 2 district, 3 region; empty beyond"),
        ("source", "text", "the outlets, with `; ` between"),
        ("notes", "text", "the words of the page around the key words"),
        ("fatalities", "integer", "all killed, where claimants agree and no figure can hold another; else empty, never 0 for unknown"),
    )),
    _OURS, _FIGURES, _RECORDS,
)  # fmt: skip

POLECAT = joined(
    _theirs("polecat", """
        Event ID
        Event Date
        Event Type
        Event Mode
        Intensity
        Quad Code
        Contexts
        Actor Name
        Actor Country
        Actor COW
        Primary Actor Sector
        Actor Sectors
        Actor Title
        Actor Name Raw
        Wikipedia Actor ID
        Recipient Name
        Recipient Country
        Recipient COW
        Primary Recipient Sector
        Recipient Sectors
        Recipient Title
        Recipient Name Raw
        Wikipedia Recipient ID
        Placename
        City
        District
        Province
        Country
        Latitude
        Longitude
        GeoNames ID
        Raw Placename
        Feature Type
        Source
        Publication Date
        Story People
        Story Organizations
        Story Locations
        Language
        Version
        Story ID
        Headline
    """, (
        ("Event ID", "text", "the record, an event or a claim"),
        ("Event Date", "day", "its first day; where the page gives none, the page's own"),
        ("Event Type", "text", "PLOVER type; of a claim by its stance"),
        ("Event Mode", "text", "PLOVER mode, where the event has one"),
        ("Quad Code", "text", "VERBAL or MATERIAL, COOPERATION or CONFLICT, by the type"),
        ("Actor Name", "text", "who acts or speaks: names of parties, with `; ` between"),
        ("Actor Country", "text", "the states they are or belong to, ISO 3166-1 alpha-3"),
        ("Primary Actor Sector", "text", "OPP and CVL, by the suffix of the first code; else empty"),
        ("Actor Sectors", "text", "the same of all"),
        ("Actor Name Raw", "text", "the words for them"),
        ("Recipient Name", "text", "to whom it is done, or of whom it is said"),
        ("Recipient Country", "text", "the states they are or belong to"),
        ("Primary Recipient Sector", "text", "as of the actor"),
        ("Recipient Sectors", "text", "the same of all"),
        ("Recipient Name Raw", "text", "the words for them"),
        ("Placename", "text", "the name the place was resolved to"),
        ("City", "text", "the same where it is a point or settlement"),
        ("District", "text", "the same where it is a district"),
        ("Province", "text", "the same where it is a region"),
        ("Country", "text", "the country it is counted to, ISO 3166-1 alpha-3"),
        ("Latitude", "number", "degrees north, where the place is more exact than a country"),
        ("Longitude", "number", "degrees east"),
        ("GeoNames ID", "integer", "its GeoNames id"),
        ("Raw Placename", "text", "the place as written"),
        ("Source", "text", "the outlet"),
        ("Publication Date", "day", "the day of publication as the page itself states it"),
        ("Language", "text", "the page's language, ISO 639-1"),
        ("Story ID", "text", "the document"),
        ("Headline", "text", "its headline"),
    )),
    Column("kind", "text", "event or claim", "#meta+record+type"),
    Column("date_is_of_page", "boolean", "whether `Event Date` is the page's own day, for want of another", "#date+of_page"),
    Column("date_precision", "text", "how exact the day is: instant, day, week, month, year, range, unknown", "#date+precision"),
    Column("stance", "text", "the claim's stance", "#activity+stance"),
    Column("claimant", "text", "party code on whose word an event is reported; none: the outlet's own voice", "#org+claimant+code"),
    Column("incident", "text", "id of the incident the record belongs to", "#event+incident+id"),
    (column for column in _OURS if column.name not in ("record", "language")),
    Column("confidence", "number", "0 to 1", "#indicator+confidence"),
)  # fmt: skip
