"""The door to the store: opened for one request, to read alone, and closed after it.

A file that is locked, or put in the place of another while the desk serves, is told as such and looked at anew by the next request.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pantau.monitor import Folders, is_linked
from pantau.store import Store, look_into_store

_Stamp = tuple[tuple[int, int, int], ...]


class Door:
    """Where the store lies. `folders` are the user's own knowledge, by which the linking is judged to be of today."""

    def __init__(self, path: Path, folders: Folders = ()) -> None:
        self.path, self.folders = path, folders
        self._lock = threading.Lock()
        self._told: tuple[_Stamp, bool] | None = None

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store as it stands at this moment. Raises StoreError where it cannot be read."""
        with look_into_store(self.path) as store:
            yield store

    def is_linked(self, store: Store) -> bool:
        """Whether what was joined is of the records as they stand; looked at again only when the files have changed."""
        stamp = self._stamp()
        with self._lock:
            if self._told is None or self._told[0] != stamp:
                self._told = stamp, is_linked(store, self.folders)
            return self._told[1]

    def _stamp(self) -> _Stamp:
        """What changes when somebody writes: inode, size and time of the file and of its write-ahead log."""
        stamps = []
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            try:
                found = path.stat()
            except OSError:
                stamps.append((0, 0, 0))
            else:
                stamps.append((found.st_ino, found.st_size, found.st_mtime_ns))
        return tuple(stamps)
