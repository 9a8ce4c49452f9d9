"""Everything known before a page is read: language packs and the world, with one hash that changes when any of it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pantau.lang import LANGUAGES, Pack, load_pack
from pantau.models import NO_MODELS, Models, load_models
from pantau.world import World, load_world


@dataclass(frozen=True)
class Knowledge:
    """Packs by language, the world, and what was learned from data.

    `hash` is a SHA-256 over all files they were read from: the state of knowledge a reading names.
    """

    packs: Mapping[str, Pack]
    world: World
    hash: str
    models: Models = NO_MODELS
    derived: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What rooms make of it once and keep (tries, indexes): never part of its identity."""


@lru_cache(maxsize=4)
def load_knowledge(folders: tuple[Path, ...] = ()) -> Knowledge:
    """The shipped packs and world with the user's own folders (`theatres/`, `sources.toml`, `words/<language>/`) laid over them."""
    packs = {language: load_pack(language, folders) for language in LANGUAGES}
    world = load_world(folders)
    models = load_models()
    return Knowledge(packs, world, _hash(packs, world, models), models)


def _hash(packs: Mapping[str, Pack], world: World, models: Models) -> str:
    import hashlib

    digest = hashlib.sha256()
    learned = {f"models/{name}": data for name, data in models.files.items()}
    words = {f"lang/{k}/{n}": d for k, p in packs.items() for n, d in p.files.items()}
    for name, data in sorted({**words, **world.files, **learned}.items()):
        digest.update(f"{name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
