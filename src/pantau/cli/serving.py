"""The command that opens the desk: `serve`."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.terminal import say, told


@told
def serve(
    store: StoreOption = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, metavar="N", help="The port [default: 8750, or the next].")
    ] = None,
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the link in the browser.")] = True,
    config: ConfigOption = None,
) -> None:
    """Open the desk: the record in your browser, every figure one click from its sentence.

    It serves this machine alone and needs no network. The link it prints opens once, in one browser; the desk ends with the command.

    \b
    pantau serve
    pantau serve --store pantau-demo.db --port 8800 --no-open
    """
    from pantau.config import load_config
    from pantau.store import look_into_store
    from pantau.web import bind, serve

    settings = load_config(config)
    path = store or settings.store
    with look_into_store(path):  # what is wrong with it is said here, not in the browser
        pass
    serving = bind(port)
    say(f"the desk over {path}: {serving.link}")
    say("the link opens once, in one browser on this machine; Ctrl-C ends the desk")
    if is_opened:
        _open(serving.link)
    with suppress(KeyboardInterrupt):  # that is how one ends it
        serve(path, serving, settings.folders, mission=settings.mission)
    say("the desk is closed")


def _open(link: str) -> None:
    """In the browser of a desktop, where there is one: a text browser would take the terminal over."""
    import os
    import sys
    import webbrowser

    if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(link)
