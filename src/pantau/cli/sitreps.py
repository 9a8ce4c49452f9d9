"""The command of the situation report: `sitrep`."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.cli.options import ConfigOption, StoreOption, parse_day
from pantau.cli.terminal import console, say, told, warn
from pantau.errors import UsageError

if TYPE_CHECKING:
    from pantau.model.sitrep import KeptSitrep, Sitrep
    from pantau.monitor.sitrep import Asked
    from pantau.store.sitreps import SitrepHead

_MOST_LISTED = 200
_SUFFIXES = {".html": "html", ".htm": "html", ".pdf": "pdf", ".md": "md"}

Folders = tuple[Path, ...]


@told
def sitrep(
    day: Annotated[str | None, typer.Option("--date", metavar="DAY", help="The day, or the first day, as 2020-10-26.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="The last day [default: the one day].")] = None,
    theatre: Annotated[str, typer.Option("--theatre", metavar="ID", help="Of this theatre, or `other` [default: all].")] = "",
    language: Annotated[str, typer.Option("--language", metavar="id|en", help="The language of its sentences.")] = "id",
    format: Annotated[str | None, typer.Option("--format", metavar="html|pdf|md", help="[default: as --out ends, else md].")] = None,
    out: Annotated[str | None, typer.Option("--out", "-o", metavar="FILE", help="The file [default: standard output].")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep it in the store as a draft, for later reports to compare with.")] = False,
    sign: Annotated[bool, typer.Option("--sign", help="Keep and sign it; only where the desk has no accounts.")] = False,
    number: Annotated[int | None, typer.Option("--number", metavar="N", min=1, help="A report that is kept, by its number.")] = None,
    version: Annotated[int | None, typer.Option("--version", metavar="V", min=1, help="This version of it [default: newest].")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the reports that are kept.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the situation report of a day or period: what is alleged, by whom, what changed, what could not be seen.

    Every sentence has footnotes: the exact words of pages, or the list of the desk that holds what it counts. It needs neither the
    desk nor accounts. Nothing is kept unless you say --keep; then the next report tells what changed since.

    \b
    pantau sitrep --date 2020-10-26 --theatre karabakh
    pantau sitrep --date 2020-10-26 --theatre karabakh --language en --out monday.pdf
    pantau sitrep --date 2020-10-19 --until 2020-10-25 --keep --out week.html
    pantau sitrep --list
    pantau sitrep --number 3 --version 1 --format pdf --out signed.pdf

    PDF needs an extra: pip install 'pantau[pdf]'.
    """
    from pantau.config import load_config

    settings = load_config(config)
    path, chosen = store or settings.store, _format(format, out)
    if listed:
        _list(path)
        return
    if number is not None:
        report: KeptSitrep | Sitrep = _load(path, number, version)
    elif day is None:
        raise UsageError("of which day?", where="--date", todo="name one, as --date 2020-10-26, or a kept report by --number")
    else:
        report = _make(path, _asked(day, until, theatre), settings.folders, keep=keep or sign, sign=sign)
    _write(report, language, chosen, out, settings.folders)


def _asked(day: str, until: str | None, theatre: str) -> Asked:
    from pantau.monitor.sitrep import Asked

    first, last = parse_day(day, "--date"), parse_day(until, "--until")
    assert first is not None
    return Asked(first, last or first, theatre)


def _format(format: str | None, out: str | None) -> str:
    from pantau.monitor.sitrep import FORMATS

    ending = _SUFFIXES.get(Path(out).suffix.lower()) if out else None
    found = format or ending or "md"
    if found not in FORMATS:
        raise UsageError(f"no format `{found}`", where="--format", todo=f"choose one of: {', '.join(FORMATS)}")
    if found == "pdf" and (out in (None, "-")) and sys.stdout.isatty():
        raise UsageError("a PDF is not for a terminal", todo="name a file, as --out report.pdf")
    return found


def _make(path: Path, asked: Asked, folders: Folders, *, keep: bool, sign: bool) -> KeptSitrep | Sitrep:
    """The report drawn, kept or signed."""
    from pantau.model.account import ALONE
    from pantau.monitor.sitrep import draft_sitrep, draw_sitrep, sign_sitrep
    from pantau.store import look_into_store, open_store
    from pantau.store.accounts import has_accounts
    from pantau.store.sitreps import load_sitrep

    now = datetime.now(UTC)
    if not keep:
        with look_into_store(path) as looked:
            report = draw_sitrep(looked, asked, folders)
        _warn_unlinked(report)
        return report
    with open_store(path, create=False) as opened:
        if sign and opened.ask(has_accounts):
            raise UsageError("this desk has accounts: a duty officer signs, by name", todo="sign it at the desk, under /sitreps")
        number, version = draft_sitrep(opened, asked, ALONE, now=now, folders=folders)
        kept = opened.ask(load_sitrep, number, version)
        assert kept is not None
        _warn_unlinked(kept.model)
        if sign:
            kept = sign_sitrep(opened, number, ALONE, stamp=kept.stamp, now=now, folders=folders)
    warn(f"kept as report {number}, version {version}" + (f", signed: SHA-256 {kept.sha256}" if sign else ", a draft"))
    return kept


def _warn_unlinked(report: Sitrep) -> None:
    if not report.basis.is_linked:
        warn("what joins the pages is not of the record as it stands: run `pantau relink`, then make the report again")


def _load(path: Path, number: int, version: int | None) -> KeptSitrep:
    from pantau.store import look_into_store
    from pantau.store.sitreps import load_sitrep

    with look_into_store(path) as looked:
        kept = looked.ask(load_sitrep, number, version)
    if kept is None:
        named = f"report {number}" + (f", version {version}" if version else "")
        raise UsageError(f"no {named}", where=str(path), todo="`pantau sitrep --list` lists them")
    if not kept.is_whole:
        warn(f"what is kept of report {kept.name} is not what was signed: its SHA-256 is another")
    return kept


def _list(path: Path) -> None:
    from pantau.cli.tables import make_table
    from pantau.store import look_into_store
    from pantau.store.sitreps import find_sitreps

    with look_into_store(path) as looked:
        heads, total = looked.ask(find_sitreps, limit=_MOST_LISTED)
    if not heads:
        say("no report is kept; `pantau sitrep --date DAY --keep` keeps one")
        return
    table = make_table(f"Situation reports ({total})", "report", "period", "theatre", "state", "by", "at", words="period", note="")
    for head in heads:
        table.add_row(*_row(head))
    console().print(table)


def _row(head: SitrepHead) -> tuple[str, ...]:
    by, at = (head.signed_by, head.signed_at) if head.signed_by else (head.by, head.made_at)
    period, when = _period(head.from_on, head.to_on), at.isoformat(sep=" ", timespec="minutes") if at else ""
    return f"{head.number}.{head.version}", period, head.theatre or "all", head.state, by or "", when


def _period(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} – {last}"


def _write(report: KeptSitrep | Sitrep, language: str, format: str, out: str | None, folders: Folders) -> None:
    from pantau.export.writing import whole_file
    from pantau.monitor.sitrep import render_sitrep, write_sitrep

    data = render_sitrep(write_sitrep(report, language, folders), format)
    if out in (None, "-"):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(out or "")
    with whole_file(path) as file:
        file.write(data)
    say(f"report: {path.resolve()}")
