"""Reads everything under `world/` and the user's folders into one World."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from pantau.errors import KnowledgeError
from pantau.world.gazetteer import Gazetteer, Region, load_regions
from pantau.world.names import Names
from pantau.world.parties import Party, Person, load_groups, load_persons, load_states
from pantau.world.sources import Sources, load_sources
from pantau.world.theatre import Theatre, load_theatre

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class World:
    """What there is: parties by code, persons, theatres, regions, sources; `files` has the bytes of every file it was read from."""

    parties: Mapping[str, Party]
    persons: tuple[Person, ...]
    theatres: tuple[Theatre, ...]
    regions: tuple[Region, ...]
    sources: Sources
    files: Mapping[str, bytes] = field(repr=False)

    @cached_property
    def state_names(self) -> frozenset[str]:
        """The names of states and territories."""
        return frozenset(party.name for party in self.parties.values() if party.kind in ("state", "territory"))

    def gazetteer(self, names: Names | None = None) -> Gazetteer:
        """The places of the world, with one language's exonyms and kind words; settlements are opened on first use."""
        return Gazetteer(self.regions, self.parties, names)


@lru_cache(maxsize=1)
def load_parties() -> Mapping[str, Party]:
    """Every shipped party by code: states, then groups and organisations."""
    states = load_states(_HERE / "states.toml")
    return {**states, **load_groups(_HERE / "groups.toml", states)}


def load_world(folders: tuple[Path, ...] = ()) -> World:
    """The shipped world with `<folder>/theatres/*.toml` and `<folder>/sources.toml` laid over it; of two theatres of one id
    the later stands.

    Raises KnowledgeError for a file that breaks its form.
    """
    parties = load_parties()
    persons = load_persons(_HERE / "persons.toml", parties)
    theatres: dict[str, Theatre] = {}
    paths = [path for root in (_HERE, *folders) for path in sorted((root / "theatres").glob("*.toml"))]
    for path in paths:
        theatre = load_theatre(path, parties)
        if theatre.id in theatres and path.parent.parent == _HERE:
            raise KnowledgeError(f"second theatre with the id {theatre.id!r}", where=str(path))
        theatres[theatre.id] = theatre
    sources = [_HERE / "sources.toml", *(folder / "sources.toml" for folder in folders if (folder / "sources.toml").is_file())]
    data = [_HERE / name for name in ("states.toml", "groups.toml", "persons.toml", "regions.toml")]
    files = {f"world/{n:03}-{path.name}": path.read_bytes() for n, path in enumerate([*data, *sources, *paths]) if path.is_file()}
    regions = load_regions(_HERE / "regions.toml", parties)
    return World(parties, persons, tuple(theatres.values()), regions, load_sources(sources), files)
