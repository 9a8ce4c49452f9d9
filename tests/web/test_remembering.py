"""What is dear is made once for all who ask at one time, again where making failed, and anew when the store has changed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pantau.web.door import Door


def test_twenty_who_ask_at_once_are_one_piece_of_work(tmp_path: Path) -> None:
    door, made, waiting = Door(tmp_path / "s.db"), [], threading.Barrier(20)

    def make() -> int:
        made.append(1)
        threading.Event().wait(0.2)
        return 7

    found: list[int] = []

    def ask() -> None:
        waiting.wait()
        found.append(door.remember("dear", make))

    people = [threading.Thread(target=ask) for _ in range(20)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert (found, made) == ([7] * 20, [1])


def test_what_failed_is_made_by_the_next(tmp_path: Path) -> None:
    door = Door(tmp_path / "s.db")
    with pytest.raises(ValueError, match="no"):
        door.remember("x", lambda: int("no"))
    assert door.remember("x", lambda: 5) == 5


def test_one_thing_may_need_another(tmp_path: Path) -> None:
    door = Door(tmp_path / "s.db")
    assert door.remember("page", lambda: door.remember("part", lambda: 2) + 1) == 3


def test_a_store_that_changed_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"1")
    door = Door(path)
    assert door.remember("x", lambda: "before") == "before"
    path.write_bytes(b"22")
    os.utime(path, ns=(1, 1))
    assert door.remember("x", lambda: "after") == "after"
