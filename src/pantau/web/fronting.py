"""Where the desk stands: its port, the names it is asked for by, and whether a proxy that speaks TLS stands before it."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import Scope

from pantau.errors import UsageError

LOOPBACK = "127.0.0.1"
NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")


class Front(NamedTuple):
    """`name` is what people type, where that is not this machine's own; `is_behind_proxy`: a proxy on this machine hands requests on,
    and its word counts on who asked and whether over TLS."""

    port: int
    host: str = LOOPBACK
    name: str | None = None
    is_behind_proxy: bool = False

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which the desk is asked for: this machine's own with the port, and its public one."""
        own = {f"{name}:{self.port}" for name in (LOOPBACK, "localhost", "[::1]")}
        return frozenset(own if self.name is None else own | {self.name, f"{self.name}:{self.port}"})

    @property
    def origins(self) -> frozenset[str]:
        """What browsers name as the origin of its own pages."""
        found = {f"http://{host}" for host in self.hosts}
        return frozenset(found | {f"https://{self.name}", f"https://{self.name}:{self.port}"} if self.name else found)

    def is_secure(self, scope: Scope) -> bool:
        """Whether the one who asks came over TLS."""
        said = self._told(scope, "x-forwarded-proto")
        return (said if said is not None else str(scope.get("scheme", "http"))) == "https"

    def address(self, scope: Scope) -> str:
        """Where the one who asks is: the last address that the proxy tells, else the peer's."""
        said = self._told(scope, "x-forwarded-for")
        try:
            return str(ipaddress.ip_address(said or ""))
        except ValueError:
            return _peer(scope)

    def cookie(self, scope: Scope, what: str = "") -> str:
        """The name of a cookie: cookies know no ports, so two desks on one machine must not overwrite each other's; over TLS no
        other host of the domain can set it either."""
        name = f"pantau-{what}{'-' if what else ''}{self.port}"
        return f"__Host-{name}" if self.is_secure(scope) else name

    def _told(self, scope: Scope, header: str) -> str | None:
        if not self.is_behind_proxy or not _is_loopback(_peer(scope)):
            return None
        given = Headers(scope=scope).getlist(header)
        return given[-1].rpartition(",")[2].strip().lower() if given else None


def _peer(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def check_front(host: str, name: str | None, *, is_behind_proxy: bool, has_accounts: bool) -> None:
    """Raises UsageError where the desk would stand open to others without accounts, or nobody could ask for it."""
    try:
        is_own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise UsageError(f"`{host[:60]}` is no address", where="--host", todo="as 127.0.0.1, 10.0.0.5 or 0.0.0.0") from None
    if name is not None and not NAME.fullmatch(name):
        raise UsageError(
            f"`{name[:60]}` is no host name", where="--name", todo="as desk.mission.example, without https:// or a port"
        )
    if not has_accounts and (not is_own or name is not None or is_behind_proxy):
        what = "without accounts the desk serves this machine alone"
        raise UsageError(what, todo="add an administrator first: pantau user add NAME --role administrator")
    if not is_own and name is None:
        raise UsageError(
            "others must be able to ask for it by a name", where="--host", todo="give --name HOSTNAME, as people type it"
        )
