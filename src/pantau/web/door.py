"""The door to the store: opened for one request, to read alone, and closed after it.

A file that is locked, or put in the place of another while the desk serves, is told as such and looked at anew by the next request.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from pantau.monitor import Folders, is_linked
from pantau.store import Store, look_into_store

Answer = TypeVar("Answer")
_MOST_KEPT = 160
_Stamp = tuple[tuple[int, int, int], ...]


class Door:
    """Where the store lies. `folders` are the user's own knowledge, by which the linking is judged to be of today."""

    def __init__(self, path: Path, folders: Folders = ()) -> None:
        self.path, self.folders = path, folders
        self._lock = threading.Lock()
        self._stamp_kept: _Stamp | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store as it stands at this moment. Raises StoreError where it cannot be read."""
        with look_into_store(self.path) as store:
            yield store

    def is_linked(self, store: Store) -> bool:
        """Whether what was joined is of the records as they stand."""
        return self.remember("is linked", lambda: is_linked(store, self.folders))

    def remember(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """What was made of the store as it stands; made anew when its files have changed. What was asked for last stays longest.

        Who asks for what another request is just making waits for that one: twenty people at one page are one piece of work.
        """
        kept, is_there, found = self._look(key)
        if is_there:
            return cast("Answer", found)
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            kept, is_there, found = self._look(key)
            if is_there:
                return cast("Answer", found)
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                kept[key] = made
                if len(kept) > _MOST_KEPT:
                    kept.popitem(last=False)
            return made

    def _look(self, key: Hashable) -> tuple[OrderedDict[Hashable, Any], bool, Any]:
        """What is kept of the store as it stands, and whether and what of it lies under a key."""
        stamp = self._stamp()
        with self._lock:
            if self._stamp_kept != stamp:
                self._stamp_kept, self._kept = stamp, OrderedDict()
            if key not in self._kept:
                return self._kept, False, None
            self._kept.move_to_end(key)
            return self._kept, True, self._kept[key]

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
