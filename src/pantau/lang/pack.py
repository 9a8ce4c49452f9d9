"""A language pack: the tables of `lang/<language>/*.toml`, kept with the bytes they came from. Rooms parse their own table and
check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pantau.errors import KnowledgeError
from pantau.tables import Table, load_toml

_HERE = Path(__file__).parent
PROOFS = ("cases", "hard")
"""Files of a pack that prove it and teach it nothing: tables of (text, expected records)."""
SEARCHED = ("lemmas",)
"""Files of a pack that only a search goes by: no reading depends on them."""


@dataclass(frozen=True)
class Pack:
    """All tables of one language by file stem (`speech`, `event`, …), each with its path for messages, and every file's bytes for
    the hash."""

    language: str
    tables: Mapping[str, tuple[tuple[Path, Table], ...]]
    files: Mapping[str, bytes]


def load_pack(language: str, folders: tuple[Path, ...] = ()) -> Pack:
    """The shipped pack of `language`, then files of the same names in `<folder>/words/<language>/` laid over it (later ones add and
    override)."""
    tables: dict[str, list[tuple[Path, Table]]] = {}
    files: dict[str, bytes] = {}
    shipped = _HERE / language
    known = {path.stem for path in shipped.glob("*.toml")} - set(SEARCHED)
    for root in (shipped, *(folder / "words" / language for folder in folders)):
        for path in sorted(root.glob("*.toml")) if root.is_dir() else ():
            if root is not shipped and path.stem not in known:
                raise KnowledgeError("no such list of words", where=str(path), todo=f"known: {', '.join(sorted(known))}")
            if path.stem not in (*PROOFS, *SEARCHED):
                tables.setdefault(path.stem, []).append((path, load_toml(path)))
                files[f"{len(files):02}-{path.name}"] = path.read_bytes()
    return Pack(language, {stem: tuple(rows) for stem, rows in tables.items()}, files)
