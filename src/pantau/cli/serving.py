"""The command that opens the desk: `serve`."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from pantau.cli.options import ConfigOption, StoreOption
from pantau.cli.terminal import say, told, warn


@told
def serve(
    store: StoreOption = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, metavar="N", help="The port [default: 8750, or the next].")
    ] = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Serve others at this address too; needs accounts [default: this machine].")
    ] = "127.0.0.1",
    name: Annotated[
        str | None, typer.Option("--name", metavar="HOSTNAME", help="The name that people type, as desk.mission.example.")
    ] = None,
    is_behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy on this machine speaks TLS and tells who asks (docs/serve-a-mission.md).")
    ] = False,
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the link in the browser.")] = True,
    config: ConfigOption = None,
) -> None:
    """Open the desk: the record in your browser, every figure one click from its sentence.

    It serves this machine alone and needs no network. The link it prints opens once, in one browser; the desk ends with the command.
    Where the store has accounts (`pantau user add`) people sign in instead, and the desk may serve others.

    \b
    pantau serve
    pantau serve --store pantau-demo.db --port 8800 --no-open
    pantau serve --name desk.mission.example --behind-proxy --no-open
    """
    from pantau.config import load_config
    from pantau.web import prepare, serve

    settings = load_config(config)
    path = store or settings.store
    serving = prepare(path, port, host=host, name=name, is_behind_proxy=is_behind_proxy)
    say(f"the desk over {path}: {serving.link}")
    if not serving.has_accounts:
        say("the link opens once, in one browser on this machine; Ctrl-C ends the desk")
    else:
        say("people sign in with their accounts; Ctrl-C ends the desk")
    if serving.name is not None and not is_behind_proxy:
        warn("what is sent is not encrypted, passwords included: put the desk behind TLS (docs/serve-a-mission.md)")
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
