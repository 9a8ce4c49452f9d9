"""Options that several commands take, worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pantau.errors import UsageError

StoreOption = Annotated[
    Path | None, typer.Option("--store", metavar="FILE", help="The store's file [default: pantau.db here, or $PANTAU_STORE].")
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings, your own knowledge [default: pantau.toml here].")
]  # fmt: skip
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Worker processes; the results are the same.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="Only from this day on, as 2020-10-26.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Only up to this day.")]
PartyOption = Annotated[str | None, typer.Option("--party", metavar="CODE", help="Only what names this party, as AZE, NKR or UN.")]
TheatreOption = Annotated[
    str | None, typer.Option("--theatre", metavar="ID", help="Only what belongs to this theatre, or `other`.")
]
WithdrawnOption = Annotated[
    bool, typer.Option("--withdrawn", help="Also what is of withdrawn documents, with a column that says why.")
]


def parse_day(value: str | None, option: str) -> date | None:
    """A day given on the command line. Raises UsageError for anything but YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value!r} is no day", where=option, todo="write it as 2020-10-26") from None
