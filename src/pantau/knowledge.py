"""Everything known before a page is read: language packs and the world, with one hash that changes when any of it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pantau.lang import LANGUAGES, Pack, load_pack
from pantau.world import World, load_world


@dataclass(frozen=True)
class Knowledge:
    """Packs by language and the world.

    `hash` is a SHA-256 over all files they were read from: the state of knowledge a reading names.
    """

    packs: Mapping[str, Pack]
    world: World
    hash: str
    derived: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What rooms make of it once and keep (tries, indexes): never part of its identity."""


@lru_cache(maxsize=4)
def load_knowledge(folders: tuple[Path, ...] = ()) -> Knowledge:
    """The shipped packs and world with the user's own folders (`theatres/`, `sources.toml`, `words/<language>/`) laid over them."""
    packs = {language: load_pack(language, folders) for language in LANGUAGES}
    world = load_world(folders)
    return Knowledge(packs, world, _hash(packs, world))


def _hash(packs: Mapping[str, Pack], world: World) -> str:
    import hashlib

    digest = hashlib.sha256()
    for name, data in sorted({**{f"lang/{k}/{n}": d for k, p in packs.items() for n, d in p.files.items()}, **world.files}.items()):
        digest.update(f"{name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
