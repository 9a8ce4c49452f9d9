"""What every command shares: how errors are worded, which status they exit with, what goes to which stream, the progress bar."""

from __future__ import annotations

import errno
import functools
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import typer

from pantau.errors import InputError, PantauError, StoreError

if TYPE_CHECKING:
    from rich.console import Console

    from pantau.monitor import Progress

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
_WIDE = 160  # columns where nobody looks on: a file or a pipe

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Parameters = ParamSpec("Parameters")


def prepare() -> None:
    """Say a fault of ours in one line (PANTAU_DEBUG=1 shows where), and never fail on a letter that a stream cannot show."""
    sys.excepthook = _tell_internal
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller (`<&-`, some schedulers): nothing to read, nobody to tell
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _tell_internal(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    warn(f"internal error: {kind.__name__}: {error} (please report it; PANTAU_DEBUG=1 shows where it happened)")
    if os.environ.get("PANTAU_DEBUG"):
        sys.__excepthook__(kind, error, trace)


def told(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """A command whose errors are told as `pantau: …` on standard error, and the exit status that fits."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **options: Parameters.kwargs) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except PantauError as error:
            warn(str(error))
            raise typer.Exit(FAILED if isinstance(error, InputError | StoreError) else WRONG_USAGE) from None
        except KeyboardInterrupt:
            warn("stopped; what was read so far is kept whole, run the same command again to go on")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _hush()
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
                raise
            warn(f"the output could not be written: {error.strerror} (free some disk space and run again)")
            _hush()

    return run


def _hush() -> NoReturn:
    """Our reader went away (`pantau show | head`): end quietly, and keep Python from flushing into the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(FAILED)


def say(line: str) -> None:
    """One line for a person on standard output."""
    typer.echo(line)


def warn(message: str) -> None:
    """A message on standard error, each of its lines marked as ours; a file name or a page cannot steer the terminal."""
    for line in message.split("\n"):
        typer.echo(f"pantau: {_CONTROL.sub(' ', line)}", err=True)


def write_lines(lines: Iterable[str]) -> None:
    """JSON texts to standard output: UTF-8 and a newline each on every system. A lone surrogate goes out as its JSON escape."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode("utf-8", "backslashreplace") + b"\n")
    out.flush()


def console() -> Console:
    """Where tables go: the terminal's width, a wide page elsewhere; no colours but where a terminal shows them."""
    from rich.console import Console

    wide = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDE
    return Console(width=wide, highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Progress | None]:
    """A bar with documents, rate and time left on standard error, only where that is a terminal. `total` in bytes (0: unknown)."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[pages]} documents"),
        TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TextColumn("left:"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total or None, pages=0, rate="")
        done = 0

        def step(size: int, documents: int) -> None:
            nonlocal done
            done += documents
            elapsed = bar.tasks[0].elapsed or 0
            rate = f"{done / elapsed:.1f}/s" if elapsed > 0.5 else ""
            bar.update(task, advance=size, pages=done, rate=rate)

        yield step


@contextmanager
def stage_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for work of several stages, on standard error where that is a terminal: what is done, how far (total 0: unknown)."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None)
