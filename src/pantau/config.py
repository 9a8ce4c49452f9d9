"""`pantau.toml`: where the store lies and which folders hold the user's own theatres, sources and words."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from pantau.errors import UsageError
from pantau.tables import Checker, load_toml

NAME = "pantau.toml"
MISSION = "desk"


@dataclass(frozen=True)
class Config:
    """The settings in force. `folders` are laid over the shipped knowledge in order; `store` is the default store; `mission` is whose
    observers file field reports: a short name of small letters, digits and hyphens."""

    store: Path
    folders: tuple[Path, ...] = ()
    path: Path | None = None
    mission: str = MISSION


def load_config(path: Path | None = None) -> Config:
    """The settings of `path`, else of `pantau.toml` in the working folder, else the defaults. PANTAU_STORE overrides the store.

    Raises UsageError for a path or folder that is not there and KnowledgeError for a file that breaks the form.
    """
    found = path or (Path(NAME) if Path(NAME).is_file() else None)
    if path is not None and not path.is_file():
        raise UsageError("no such configuration file", where=str(path), todo="give --config an existing file")
    store = Path("pantau.db")
    settings = _settings(found, store) if found is not None else Config(store)
    if os.environ.get("PANTAU_STORE"):
        settings = replace(settings, store=Path(os.environ["PANTAU_STORE"]))
    return settings


def _settings(path: Path, store: Path) -> Config:
    tables, check = load_toml(path), Checker(path)
    check.table(tables, {"store": str, "knowledge": dict, "mission": str}, name="pantau.toml")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", str(tables.get("mission", MISSION))):
        check.fault("`mission` is a short name of small letters, digits and hyphens", "mission")
    knowledge = check.table(tables.get("knowledge", {}), {"folders": list}, name="knowledge")
    check.done()
    folders = tuple((path.parent / folder).resolve() for folder in knowledge.get("folders", ()))
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"no such folder: {folder}", where=str(path), todo="mend `folders` under [knowledge]")
    kept = path.parent / tables["store"] if "store" in tables else store
    return Config(kept, folders, path, tables.get("mission", MISSION))
