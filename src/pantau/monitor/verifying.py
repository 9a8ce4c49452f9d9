"""verify_store: every check of the store, read as it stands at one moment, with what each counted and what does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pantau.errors import StoreError
from pantau.store import look_into_store, open_store
from pantau.store.copying import Step
from pantau.store.verifying import QUICK, WHOLE, Found, Looking, look_at_index, verify


def verify_store(path: Path, *, quick: bool = False, step: Step) -> Iterator[Found]:
    """What each check found, as it is done. Nothing is changed; the index of words is looked at last, under the write lock."""
    found = None
    try:
        with look_into_store(path) as store:
            for found in store.ask(verify, QUICK if quick else WHOLE, step):
                yield found
    except StoreError:  # SQLite tells of a damaged page once more at the end: the checks have told of it
        if found is None:
            raise
    if not quick:
        yield _verify_index(path, step)


def _verify_index(path: Path, step: Step) -> Found:
    step("index of words", 0, 0)
    looking = Looking(lambda _seen: None)
    try:
        with open_store(path, create=False) as store, store.transaction():
            store.ask(look_at_index, looking)
    except StoreError as error:
        looking.notes.append(f"the index of words was not looked into: {error.what}")
    return looking.found("index of words", "blocks")
