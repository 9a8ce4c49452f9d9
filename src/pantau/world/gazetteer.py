"""Places by name: theatres' places, exonyms, regions, states, settlements; never finer than the words say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from pantau.model import PLACE_PRECISIONS, Place
from pantau.tables import Checker, Table, load_toml
from pantau.world.names import Names
from pantau.world.parties import Party, words_of
from pantau.world.places import PlaceIndex, Settlement, fold, open_index
from pantau.world.theatre import Theatre, TheatrePlace

_SMALL = 15_000  # below this a place in a country the page does not name is too unlikely to be meant
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
    """What is known of the country: those the page names (alpha-3); with `only` the place must lie in one of them."""

    countries: frozenset[str]
    only: bool = False


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
        self._kinds = {fold(words): kind for words, kind in names.place_words.items()}
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

        Order: places of `theatres`, exonyms, regions, states, settlements; "Goma, RD Kongo" by its parts; then the words without a
        kind word before ("kota", "Provinsi") or a direction behind ("Irak utara").
        """
        hint = _Hint(frozenset(countries))
        place = self._find(words, hint, theatres)
        return replace(place, raw=words) if place else None

    def _find(self, words: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        key = fold(words)
        if not key or key in self._kinds:
            return None
        place = _in_theatres(key, theatres) or self._plain(key, hint)
        if place is None and "," in words:
            head, _, tail = words.partition(",")
            state = self._states.get(fold(tail))
            return self._find(head, _Hint(frozenset({state}), only=True) if state else hint, theatres)
        return place or self._with_kind(words, hint, theatres) or self._with_direction(words, hint, theatres)

    def _plain(self, key: str, hint: _Hint) -> Place | None:
        exonym = self._exonyms.get(key)
        if exonym is not None:
            wanted = _Hint(frozenset({exonym.country}), only=True) if exonym.country else hint
            return self._known(fold(exonym.name), wanted) or Place(raw=key, name=exonym.name, country=exonym.country)
        return self._known(key, hint)

    def _known(self, key: str, hint: _Hint) -> Place | None:
        region = self._regions.get(key)
        if region is not None and not (region.is_city and key != fold(region.name)):
            return _of_region(region)
        if key in self._states:
            code = self._states[key]
            return Place(raw=key, name=self._parties[code].name, country=code, precision="country")
        return self._settlement(key, hint) or (_of_region(region) if region is not None else None)

    def _settlement(self, key: str, hint: _Hint) -> Place | None:
        if len(key) < 3:
            return None
        found = [s for s in self.index.find(key) if _is_likely(s, key, hint)]
        article = next((a for a in _ARTICLES if key.startswith(a) and len(key) > len(a) + 2), None)
        if not found and article:
            found = [s for s in self.index.find(key.removeprefix(article)) if _is_likely(s, key, hint)]
        return _of_settlement(max(found, key=lambda s: (_weight(s, key, hint), -s.id))) if found else None

    def _with_kind(self, words: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        """The kind word decides between region and settlement ("Provinsi Kandahar", "kota Gaza") and coarsens what it finds."""
        kind, rest = self._kind_before(words)
        if kind is None:
            return None
        if kind == "settlement":
            return self._settlement(fold(rest), hint) or self._find(rest, hint, theatres)
        region = self._regions.get(fold(rest))
        if region is not None:
            return _of_region(region)
        inner = self._find(rest, hint, theatres)
        if inner is None or inner.precision not in ("settlement", "point"):
            return inner
        # named after a town, and wider: the town's coordinates would be finer than the words
        return Place(raw=words, name=inner.name, country=inner.country, precision=kind)

    def _kind_before(self, text: str) -> tuple[str | None, str]:
        words = text.split()
        for count in (2, 1):
            kind = self._kinds.get(fold(" ".join(words[:count])))
            if kind in ("settlement", "district", "region") and len(words) > count:
                return kind, " ".join(words[count:])
        return None, text

    def _with_direction(self, text: str, hint: _Hint, theatres: Sequence[Theatre]) -> Place | None:
        """Of "Irak utara", "selatan Baghdad": part of a state is a region without a point; part of a town is told by the town."""
        words = text.split()
        for count in (2, 1):
            for part, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
                if rest and self._kinds.get(fold(" ".join(part))) == "direction":
                    inner = self._find(" ".join(rest), hint, theatres)
                    return replace(inner, precision="region") if inner and inner.precision == "country" else inner
        return None


def _by_name(regions: Sequence[Region]) -> dict[str, Region]:
    """Regions by every folded name; a region's own name wins over another's further name."""
    further = {fold(name): region for region in reversed(regions) for name in region.names}
    return {**further, **{fold(region.name): region for region in regions}}


def _is_state(code: str, parties: Mapping[str, Party]) -> bool:
    return code in parties and parties[code].kind in ("state", "territory")


def _is_likely(settlement: Settlement, key: str, hint: _Hint) -> bool:
    """Whether the settlement may be meant: in a country the page names, or large, or, where it names none, called just so."""
    if settlement.country in hint.countries:
        return True
    if hint.only:
        return False
    return settlement.population >= _SMALL or (not hint.countries and fold(settlement.name) == key)


def _weight(settlement: Settlement, key: str, hint: _Hint) -> int:
    """Population, times 100 in a country the page names, times 5 where the words are its own name and not a further one."""
    weight = settlement.population + 500
    return weight * (100 if settlement.country in hint.countries else 1) * (5 if fold(settlement.name) == key else 1)


def _in_theatres(key: str, theatres: Sequence[Theatre]) -> Place | None:
    for theatre in theatres:
        for place in theatre.places:
            if any(fold(name) == key for name in place.all_names):
                return _of_theatre(place)
    return None


def _of_theatre(place: TheatrePlace) -> Place:
    return Place(
        raw=place.name, name=place.name, lat=place.lat, lon=place.lon, country=place.country, precision=place.kind,
        other_name=place.other_name,
    )  # fmt: skip


def _of_region(region: Region) -> Place:
    return Place(raw=region.name, name=region.name, lat=region.lat, lon=region.lon, country=region.country, precision=region.kind)


def _of_settlement(found: Settlement) -> Place:
    return Place(
        raw=found.name, name=found.name, id=found.id, lat=found.lat, lon=found.lon, country=found.country or None,
        precision="settlement",
    )  # fmt: skip
