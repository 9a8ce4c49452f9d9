"""Who may look: one link that opens once, and the browsers that came in by it. All of it ends with the process."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading


class Sessions:
    """One link, good for one use, and the sessions it opened. Tokens are kept as hashes alone."""

    def __init__(self, token: str | None = None) -> None:
        self.token = token or secrets.token_urlsafe(32)
        self._wanted = _hash(self.token)
        self._used = False
        self._open: set[bytes] = set()
        self._lock = threading.Lock()

    def exchange(self, token: str) -> str | None:
        """A new session for the link's token; None for a wrong token, or for the right one used before."""
        if not hmac.compare_digest(_hash(token), self._wanted):
            return None
        with self._lock:
            if self._used:
                return None
            self._used = True
            session = secrets.token_urlsafe(32)
            self._open.add(_hash(session))
            return session

    def is_open(self, session: str | None) -> bool:
        """Whether this is a session that the link opened."""
        return session is not None and _hash(session) in self._open


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
