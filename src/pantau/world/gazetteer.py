"""Places by name: theatres' places, exonyms, regions, states, settlements; never finer than the words say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, NamedTuple

from pantau.model import PLACE_PRECISIONS, Place
from pantau.tables import Checker, Table, load_toml
from pantau.world.names import Names
from pantau.world.parties import Party, words_of
from pantau.world.places import Area, PlaceIndex, Settlement, fold, open_index
from pantau.world.respelling import respell
from pantau.world.theatre import Theatre, TheatrePlace

_SMALL = 15_000  # below this a place in a country the page does not name is too unlikely to be meant
_NEAR_KM = 30
"""Two sources put one town's middle at most this far apart."""
_KM_A_DEGREE = 111.2
_LONG = 5  # shorter names differ from too many others in one letter
_ARTICLES = ("al ", "el ", "ad ", "as ", "ar ", "az ", "an ", "at ", "ash ")


_REGION = {"names": list, "country": str, "kind!": str, "city": bool, "at!": object}


class Region(NamedTuple):
    """A region, district or water of `regions.toml`; with `is_city` its plain `names` mean the settlement of that name."""

    name: str
    names: tuple[str, ...]
    country: str | None
    kind: str
    lat: float | None
    lon: float | None
    is_city: bool


@dataclass(frozen=True)
class _Hint:
    """What is known of the country: those the page names (alpha-3); with `only` the place must lie in one of them, and in `part`
    of it where that is known."""

    countries: frozenset[str]
    only: bool = False
    part: str = ""

    def allows(self, country: str | None) -> bool:
        return not self.only or country in self.countries


def load_regions(path: Path, parties: Mapping[str, Party]) -> tuple[Region, ...]:
    """The regions of one file. Raises KnowledgeError with every fault."""
    tables, check = load_toml(path), Checker(path)
    regions = _provinces(tables.pop("provinces", {}), check, parties)
    for name, row in tables.items():
        at: Any = row.get("at", ()) if isinstance(row, dict) else ()
        row = check.table(row, _REGION, name=name)
        check.one_of(row.get("kind"), PLACE_PRECISIONS, name=name, key="kind")
        if row.get("country", "USA") not in parties:
            check.fault(f"unknown country {row['country']!r} of `{name}`", name)
        if not _is_position(at):
            check.fault(f"`at` of `{name}` must be [latitude, longitude]", name)
            continue
        lat, lon = float(at[0]), float(at[1])
        names, kind = words_of(row, "names"), str(row.get("kind"))
        regions.append(Region(name, names, row.get("country"), kind, lat, lon, bool(row.get("city"))))
    check.done()
    return tuple(regions)


def _provinces(table: Table, check: Checker, parties: Mapping[str, Party]) -> list[Region]:
    check.table(table, dict.fromkeys(table, list), name="provinces")
    for country in table.keys() - parties.keys():
        check.fault(f"unknown country {country!r} under [provinces]", "provinces", country)
    pairs = [(country, name) for country in table for name in words_of(table, country)]
    return [Region(f"{name} Province", (name,), country, "region", None, None, True) for country, name in pairs]


def _is_position(at: object) -> bool:
    if not isinstance(at, list) or len(at) != 2 or not all(isinstance(x, int | float) for x in at):
        return False
    return bool(abs(at[0]) <= 90 and abs(at[1]) <= 180)


class Gazetteer:
    """Finds places by their words. The index of settlements is opened on first use."""

    def __init__(self, regions: Sequence[Region], parties: Mapping[str, Party], names: Names | None = None) -> None:
        names = names or Names()
        self._exonyms = {fold(words): exonym for words, exonym in names.exonyms.items()}
        self._kinds = {fold(words): kinds for words, kinds in names.place_words.items()}
        self._regions = _by_name(regions)
        states = {fold(p.name): p.code for p in parties.values() if p.kind in ("state", "territory")}
        aliases = [a for a in names.aliases if a.kind in ("names", "abbreviations") and _is_state(a.code, parties)]
        named = {fold(alias.words): alias.code for alias in aliases}
        self._states = {**states, **named}
        self._parties = parties

    @property
    def index(self) -> PlaceIndex:
        """The settlements."""
        return open_index()

    def is_place(self, words: str) -> bool:
        """Whether the words name a region, a state or a settlement."""
        key = fold(words)
        if key in self._kinds:
            return False
        return key in self._exonyms or key in self._regions or key in self._states or (len(key) > 2 and self.index.has(key))

    def find_place(self, words: str, *, countries: Iterable[str] = (), theatres: Sequence[Theatre] = ()) -> Place | None:
        """The place the words name, or None. `countries` (alpha-3), those the page names, decide between places of one name.

        Order: places of `theatres`, exonyms, regions, states, settlements; "Goma, RD Kongo" by its parts; then the words without
        those that say only near it ("perbatasan Gaza"), without a kind word ("kota", "Provinsi") or a direction ("Irak utara");
        last, among the countries named, another spelling of the name ("Kerson").
        """
        hint = _Hint(frozenset(countries))
        place = self._find(words, hint, theatres)
        return replace(place, raw=words) if place else None

    def _find(self, words: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        key = fold(words)
        if not key or key in self._kinds:
            return None
        if place := self._in_theatres(key, hint, theatres) or self._plain(key, hint):
            return place
        if "," in words:
            return self._by_parts(words, hint, theatres)
        for step in (self._with_vicinity, self._with_kind, self._with_direction):
            if place := step(words, hint, theatres):
                return place
        return self._respelt(key, hint)

    def _in_theatres(self, key: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        for theatre in theatres:
            for place in theatre.places:
                if hint.allows(place.country) and any(fold(name) == key for name in place.all_names):
                    return _of_theatre(place, self._id_of(place.all_names, place))
        return None

    def _plain(self, key: str, hint: _Hint) -> Place | None:
        exonym = self._exonyms.get(key)
        if exonym is not None and hint.allows(exonym.country):
            wanted = _Hint(frozenset({exonym.country}), only=True) if exonym.country else hint
            return self._known(fold(exonym.name), wanted) or Place(raw=key, name=exonym.name, country=exonym.country)
        return self._known(key, hint)

    def _known(self, key: str, hint: _Hint) -> Place | None:
        region = self._regions.get(key)
        if region is not None and region.country and not hint.allows(region.country):
            region = None
        if region is not None and (not region.is_city or key == fold(region.name) or self._area_of(region)):
            return self._of_region(region)  # a state of the USA is meant before the towns of its name
        if key in self._states and hint.allows(self._states[key]):
            return self._of_state(self._states[key])
        town = self._settlement(key, hint)
        if region is not None and (town is None or town.country not in {region.country, *hint.countries}):
            return self._of_region(region)
        return town

    def _settlement(self, key: str, hint: _Hint) -> Place | None:
        if len(key) < 3:
            return None
        found = [s for s in self.index.find(key) if _is_likely(s, key, hint)]
        article = next((a for a in _ARTICLES if key.startswith(a) and len(key) > len(a) + 2), None)
        if not found and article:
            found = [s for s in self.index.find(key.removeprefix(article)) if _is_likely(s, key, hint)]
        return _of_settlement(max(found, key=lambda s: (_weight(s, key, hint), -s.id))) if found else None

    def _respelt(self, key: str, hint: _Hint) -> Place | None:
        """The largest town of the countries named whose name differs in one sound of its spelling; guessed nowhere else."""
        if len(key) < _LONG or not hint.countries:
            return None
        near = self.index.find_any(respell(key))
        found = [s for s in near if s.country in hint.countries and s.population >= _SMALL]
        return _of_settlement(max(found, key=lambda s: (s.population, -s.id))) if found else None

    def _by_parts(self, words: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        """ "Goma, RD Kongo", "Paris, Texas": the head within the tail; where only the tail is known, somewhere in it."""
        head, _, tail = words.partition(",")
        around = self._find(tail, hint, theatres)
        if around is None or around.country is None:
            return self._find(head, hint, theatres)
        area = self._area_of(self._regions.get(fold(tail)))
        within = _Hint(frozenset({around.country}), only=True, part=area.part if area else "")
        return self._find(head, within, theatres) or _somewhere(around, _coarser("region", around.precision))

    def _with_vicinity(self, text: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        """Of "perbatasan Gaza", "40 km south of Tikrit", "Gaza border": words that say only near claim no town's point."""
        rest = self._beside(text.split())
        while rest:
            if inner := self._find(" ".join(rest), hint, theatres):
                return _somewhere(inner, "unknown" if inner.precision == "unknown" else "region")
            if not rest[0].islower():
                return None
            rest = rest[1:]
        return None

    def _beside(self, words: list[str]) -> list[str]:
        """What words of vicinity before the name leave of it, or one behind that is no direction; nothing without any."""
        if len(words) > 1 and words[0].isdigit():
            return words[1:]
        for count in (2, 1):
            if len(words) > count:
                if "vicinity" in self._kinds_of(words[:count]):
                    return words[count:]
                behind = self._kinds_of(words[-count:])
                if "vicinity" in behind and "direction" not in behind:
                    return words[:-count]
        return []

    def _with_kind(self, text: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        """The kind word decides between region and settlement ("Provinsi Kandahar", "kota Gaza") and coarsens what it finds."""
        kind, rest = self._without_kind(text.split())
        if kind is None:
            return None
        if kind == "settlement":
            return self._settlement(fold(rest), hint) or self._find(rest, hint, theatres)
        region = self._regions.get(fold(rest))
        if region is not None:
            return self._of_region(region)
        inner = self._find(rest, hint, theatres)
        if inner is None or inner.precision not in ("settlement", "point"):
            return inner
        # named after a town, and wider: the town's coordinates would be finer than the words
        return Place(raw=text, name=inner.name, country=inner.country, precision=kind)

    def _without_kind(self, words: list[str]) -> tuple[str | None, str]:
        for count in (2, 1):
            for part, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
                kind = next((k for k in ("settlement", "district", "region") if rest and k in self._kinds_of(part)), None)
                if kind:
                    return kind, " ".join(rest)
        return None, " ".join(words)

    def _with_direction(self, text: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        """Of "Irak utara", "Baghdad selatan": part of a state is a region without an id; part of a town is told by the town."""
        words = text.split()
        for count in (2, 1):
            for part, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
                if rest and "direction" in self._kinds_of(part):
                    inner = self._find(" ".join(rest), hint, theatres)
                    return replace(inner, precision="region", id=None) if inner and inner.precision == "country" else inner
        return None

    def _kinds_of(self, words: Sequence[str]) -> frozenset[str]:
        return self._kinds.get(fold(" ".join(words)), frozenset())

    def _of_state(self, code: str) -> Place:
        area = self.index.area(code)
        return Place(raw=code, name=self._parties[code].name, id=area.id if area else None, country=code, precision="country")

    def _of_region(self, region: Region) -> Place:
        area = self._area_of(region)
        found = area.id if area else self._id_of((region.name, *region.names), region)
        return Place(
            raw=region.name, name=region.name, id=found, lat=region.lat, lon=region.lon, country=region.country,
            precision=region.kind,
        )  # fmt: skip

    def _area_of(self, region: Region | None) -> Area | None:
        """What the index has of a region: continents and the states of the USA."""
        names = (region.name, *region.names) if region else ()
        found = (self.index.area(name, region.country) for name in names) if region else iter(())
        return next((area for area in found if area), None)

    def _id_of(self, names: Sequence[str], place: Region | TheatrePlace) -> int | None:
        """The id of a town known from elsewhere: the largest settlement of one of its names in its country, near its point."""
        if place.kind != "settlement":
            return None
        named = self.index.find_any({fold(name): None for name in names})
        found = [s for s in named if s.country == place.country and _is_near(s, place.lat, place.lon)]
        return max(found, key=lambda s: (s.population, -s.id)).id if found else None


def _by_name(regions: Sequence[Region]) -> dict[str, Region]:
    """Regions by every folded name; a region's own name wins over another's further name."""
    further = {fold(name): region for region in reversed(regions) for name in region.names}
    return {**further, **{fold(region.name): region for region in regions}}


def _is_state(code: str, parties: Mapping[str, Party]) -> bool:
    return code in parties and parties[code].kind in ("state", "territory")


def _is_likely(settlement: Settlement, key: str, hint: _Hint) -> bool:
    """Whether the settlement may be meant: in a country the page names, or large, or, where it names none, called just so."""
    if hint.part and settlement.part != hint.part:
        return False
    if settlement.country in hint.countries:
        return True
    if hint.only:
        return False
    return settlement.population >= _SMALL or (not hint.countries and fold(settlement.name) == key)


def _weight(settlement: Settlement, key: str, hint: _Hint) -> int:
    """Population, times 100 in a country the page names, times 5 where the words are its own name and not a further one."""
    weight = settlement.population + 500
    return weight * (100 if settlement.country in hint.countries else 1) * (5 if fold(settlement.name) == key else 1)


def _is_near(settlement: Settlement, lat: float | None, lon: float | None) -> bool:
    """Whether it lies near the point, where there is one."""
    if lat is None or lon is None:
        return True
    north, east = settlement.lat - lat, (settlement.lon - lon) * cos(radians(lat))
    return hypot(north, east) * _KM_A_DEGREE <= _NEAR_KM


def _somewhere(place: Place, precision: str) -> Place:
    """In or near a place: its name and country, without its point and id."""
    return Place(raw=place.raw, name=place.name, country=place.country, precision=precision)


def _coarser(*precisions: str) -> str:
    return max(precisions, key=PLACE_PRECISIONS.index)


def _of_theatre(place: TheatrePlace, found: int | None) -> Place:
    return Place(
        raw=place.name, name=place.name, id=found, lat=place.lat, lon=place.lon, country=place.country, precision=place.kind,
        other_name=place.other_name,
    )  # fmt: skip


def _of_settlement(found: Settlement) -> Place:
    return Place(
        raw=found.name, name=found.name, id=found.id, lat=found.lat, lon=found.lon, country=found.country or None,
        precision="settlement",
    )  # fmt: skip
