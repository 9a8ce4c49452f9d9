"""The door to the store: opened for one request, to read alone, and closed after it.

A file that is locked, or put in the place of another while the desk serves, is told as such and looked at anew by the next request.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from pantau.monitor import Folders, is_linked
from pantau.store import Store, look_into_store, open_store, scoping

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
    def opened(self, theatres: tuple[str, ...] = ()) -> Iterator[Store]:
        """The store as it stands at this moment; of some theatres alone where they are named. Raises StoreError where it cannot be
        read."""
        with look_into_store(self.path) as store:
            if theatres:
                store.ask(scoping.narrow, theatres)
                counts = self.remember((theatres, "counts of facets"), lambda: store.ask(scoping.count_facets))
                store.ask(scoping.give_counts, counts)
            yield store

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store to write to, for the use cases of `monitor` alone. Raises StoreError where it cannot be written."""
        with open_store(self.path, create=False) as store:
            yield store

    def is_linked(self) -> bool:
        """Whether what was joined is of the records as they stand, those of all theatres."""
        return self.remember("is linked", self._ask_whether_linked)

    def _ask_whether_linked(self) -> bool:
        with self.opened() as store:
            return is_linked(store, self.folders)

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


class Sight(NamedTuple):
    """The store as one person sees it: all of it, or what belongs to their `theatres`."""

    door: Door
    theatres: tuple[str, ...] = ()

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store as it stands at this moment, the rest held back."""
        with self.door.opened(self.theatres) as store:
            yield store

    def remember(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """What was made of what is seen: who sees the same shares it, nobody else."""
        return self.door.remember((self.theatres, key) if self.theatres else key, make)
