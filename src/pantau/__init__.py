"""pantau reads the news and keeps a ceasefire monitor's record: who did what, who says so, who denies it, with the exact words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from pantau.store import Store

__version__ = "0.1.0"
__all__ = ["__version__", "frame"]


def frame(
    store: Store | Path | str, kind: str, *, since: date | None = None, until: date | None = None, party: str | None = None,
    theatre: str | None = None, config: Path | str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Rows of one kind (`events`, `claims`, `incidents` …) as a pandas DataFrame, each with its page, exact words, status and origins.

    `store` is an open store or its file; the filters are those of `pantau show`, `config` is a pantau.toml. Needs pantau[frames].
    """
    from pantau.config import load_config
    from pantau.monitor import in_theatre, load_frame
    from pantau.store import Filter, open_store
    from pantau.world import load_world

    folders = load_config(Path(config) if config else None).folders
    belongs = in_theatre(theatre, load_world(folders).theatres) if theatre else None
    wanted = Filter(since=since, until=until, party=party.upper() if party else None, belongs=belongs)
    if isinstance(store, Path | str):
        with open_store(Path(store), create=False) as opened:
            return load_frame(opened, kind, wanted, folders)
    return load_frame(store, kind, wanted, folders)
