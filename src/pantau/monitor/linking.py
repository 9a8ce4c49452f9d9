"""relink: records of all documents → lineage, families, incidents with ids that last, answers. join: what was linked, to look at.

 1. prints of new texts and their relations (`link/lineage.py`), families
 2. incidents: which records are about one happening; ids by largest overlap with those there were
 3. answers between claims
 4. everything kept in one transaction, with what befell each incident

The grouping is a function of the records alone: linking after every page, once at the end or from scratch gives the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pantau.monitor import work as working
from pantau.monitor.work import Folders

if TYPE_CHECKING:
    from pantau.store import Store


class Relinked(NamedTuple):
    """What a linking found: documents, families, incidents of more than one record, answers, and changes of incidents by kind.

    `was_current`: nothing had changed since the last one, and nothing was done.
    """

    documents: int
    families: int
    incidents: int
    answers: int
    changes: dict[str, int]
    was_current: bool = False


def version_name() -> str:
    """What a linking names as its maker: the reader's version and the linker's own count."""
    from pantau.link import VERSION

    return f"{working.version_name()}+{VERSION}"


def is_linked(store: Store, folders: Folders = ()) -> bool:
    """Whether the store's records were linked as they stand now, by this version with this knowledge."""
    state = store.linked()
    now = (version_name(), working.knowledge_of(folders).hash, store.readings_hash())
    return state is not None and (state.version, state.knowledge, state.readings) == now
