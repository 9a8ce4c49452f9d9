"""One process over one store: on this machine alone, or, where the store has accounts, where others reach it."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import NamedTuple

from pantau.config import MISSION
from pantau.errors import UsageError
from pantau.monitor import Folders
from pantau.store import accounts, look_into_store
from pantau.web.app import make_app
from pantau.web.fronting import LOOPBACK, Front, check_front
from pantau.web.sessions import Sessions

PORT = 8750
_MOST_TRIED = 20


class Serving(NamedTuple):
    """A desk about to serve: its socket, the link that opens it once."""

    socket: socket.socket
    sessions: Sessions
    host: str = LOOPBACK
    name: str | None = None
    is_behind_proxy: bool = False
    has_accounts: bool = False

    @property
    def port(self) -> int:
        """The port it is asked for at."""
        return int(self.socket.getsockname()[1])

    @property
    def front(self) -> Front:
        """Where it stands."""
        return Front(self.port, self.host, self.name, self.is_behind_proxy)

    @property
    def link(self) -> str:
        """The address that opens the desk, once; that of the desk itself where people sign in."""
        if not self.has_accounts:
            return f"http://{LOOPBACK}:{self.port}/?token={self.sessions.token}"
        if self.name is None:
            return f"http://{LOOPBACK}:{self.port}/"
        return f"https://{self.name}/" if self.is_behind_proxy else f"http://{self.name}:{self.port}/"


def prepare(store: Path, port: int | None, *, host: str = LOOPBACK, name: str | None = None, is_behind_proxy: bool = False) -> Serving:
    """A desk about to serve. Raises UsageError where it would stand open, StoreError where the store cannot be read."""
    with look_into_store(store) as opened:  # what is wrong with it is said here, not in the browser
        has_accounts = opened.ask(accounts.has_accounts)
    check_front(host, name, is_behind_proxy=is_behind_proxy, has_accounts=has_accounts)
    found = bind(port, host)
    return found._replace(name=name, is_behind_proxy=is_behind_proxy, has_accounts=has_accounts)


def bind(port: int | None, host: str = LOOPBACK) -> Serving:
    """Take a port: the one asked for, else the first free one from PORT on. Raises UsageError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in (port,) if port is not None else range(PORT, PORT + _MOST_TRIED):
        taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio turns Nagle off
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, number))
            taken.listen(128)
        except OSError as error:
            taken.close()
            reason = error.strerror or str(error)
        else:
            return Serving(taken, Sessions(), host)
    raise UsageError(
        f"the port cannot be had: {reason}", where=f"--port {port or PORT}", todo="name another, or 0 for any that is free"
    )


def serve(store: Path, serving: Serving, folders: Folders = (), *, mission: str = MISSION) -> None:
    """Serve until interrupted."""
    import uvicorn

    app = make_app(store, folders, port=serving.port, sessions=serving.sessions, front=serving.front, mission=mission)
    threading.Thread(target=app.state.desk.warm, daemon=True).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off", proxy_headers=False,
        limit_concurrency=200, timeout_keep_alive=15, h11_max_incomplete_event_size=32_768, ws="none",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[serving.socket])
