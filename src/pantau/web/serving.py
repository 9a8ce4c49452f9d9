"""One process over one store, on this machine alone."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import NamedTuple

from pantau.config import MISSION
from pantau.errors import UsageError
from pantau.monitor import Folders
from pantau.web.app import make_app
from pantau.web.sessions import Sessions

HOST, PORT = "127.0.0.1", 8750
_MOST_TRIED = 20


class Serving(NamedTuple):
    """A desk about to serve: its socket, the link that opens it once."""

    socket: socket.socket
    sessions: Sessions

    @property
    def port(self) -> int:
        """The port it is asked for at."""
        return int(self.socket.getsockname()[1])

    @property
    def link(self) -> str:
        """The address that opens the desk, once."""
        return f"http://{HOST}:{self.port}/?token={self.sessions.token}"


def bind(port: int | None) -> Serving:
    """Take a port: the one asked for, else the first free one from PORT on. Raises UsageError where it is taken."""
    for number in (port,) if port is not None else range(PORT, PORT + _MOST_TRIED):
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio turns Nagle off
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, number))
            taken.listen(128)
        except OSError as error:
            taken.close()
            reason = error.strerror or str(error)
        else:
            return Serving(taken, Sessions())
    raise UsageError(
        f"the port cannot be had: {reason}", where=f"--port {port or PORT}", todo="name another, or 0 for any that is free"
    )


def serve(store: Path, serving: Serving, folders: Folders = (), *, mission: str = MISSION) -> None:
    """Serve until interrupted."""
    import uvicorn

    app = make_app(store, folders, port=serving.port, sessions=serving.sessions, mission=mission)
    threading.Thread(target=app.state.desk.warm, daemon=True).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off", proxy_headers=False,
        limit_concurrency=200, timeout_keep_alive=15, h11_max_incomplete_event_size=32_768, ws="none",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[serving.socket])
