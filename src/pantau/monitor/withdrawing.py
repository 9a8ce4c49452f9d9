"""withdraw, erase, take_back: a document out of the record by decision, kept and counting nowhere, or gone for good.

 1. the decision into the journal and its effect, in one durable transaction
 2. erased: what its rows left in the file is overwritten, its words in the index too
 3. incidents, ledger, matrix linked anew without it
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pantau.errors import UsageError
from pantau.monitor.linking import relink
from pantau.monitor.work import Folders, Progress

if TYPE_CHECKING:
    from pantau.store import Store
    from pantau.store.erasing import Copy, Relative
    from pantau.store.withdrawing import Withdrawal

_LONGEST = 2_000


class By(NamedTuple):
    """Who decides, by what way, when and why."""

    name: str
    via: str
    now: datetime
    why: str


class Erased(NamedTuple):
    """What erasing did: rows gone, whether their remains were overwritten, and where words of the document still stand: in other
    documents, in other tables of the store."""

    document: str
    entry: int
    rows: int
    is_clean: bool
    relatives: tuple[Relative, ...]
    copies: tuple[Copy, ...]


def withdraw(store: Store, key: str, by: By, folders: Folders = (), *, progress: Progress | None = None) -> Withdrawal:
    """Withdraw the one document with this id, start of an id or name. Raises UsageError where that was done before."""
    from pantau.store import withdrawing

    _check_reason(by.why)
    document = store.document_id(key)
    with store.transaction(durable=True):
        before = store.ask(withdrawing.load_withdrawal, document)
        if before is not None and before.what == "withdrawn":
            raise UsageError(f"was withdrawn already, on {before.day} by {before.by}: {before.why}", where=f"document {document[:12]}")
        store.ask(withdrawing.decide, document, kind="withdraw_document", by=by.name, why=by.why, via=by.via, now=by.now)
        done = store.ask(withdrawing.load_withdrawal, document)
    assert done is not None
    relink(store, folders, progress=progress)
    return done


def _check_reason(why: str) -> None:
    if not why.strip():
        raise UsageError("no reason given", where="--why", todo="say why: it stays in the journal, and is shown wherever the page was")
    if len(why) > _LONGEST:
        raise UsageError(f"the reason has {len(why)} letters", where="--why", todo=f"give it in {_LONGEST} at most")


def erase(store: Store, key: str, by: By, folders: Folders = (), *, progress: Progress | None = None) -> Erased:
    """Erase a document: bytes, texts, records and every word of it in the store. Of one erased before, what is left to do."""
    from pantau.store import erasing, withdrawing

    before = _find_erased(store, key)
    if before is not None:
        is_clean = _overwrite(store)
        relink(store, folders, progress=progress)
        return Erased(before.document, before.entry, 0, is_clean, (), ())
    _check_reason(by.why)
    document = store.document_id(key)
    relatives = store.ask(erasing.find_relatives, document)
    runs = store.ask(erasing.find_runs, document)
    store.delete_securely()
    with store.transaction(durable=True):
        stood = store.ask(withdrawing.load_withdrawal, document)
        entry = store.ask(
            withdrawing.decide, document, kind="erase_document", by=by.name, why=by.why, via=by.via, now=by.now,
            before={"document": "withdrawn" if stood is not None and stood.what == "withdrawn" else "kept"},
        )  # fmt: skip
        rows = store.ask(erasing.erase, document)
    is_clean = _overwrite(store)
    relink(store, folders, progress=progress)
    return Erased(document, entry.number, rows, is_clean, tuple(relatives), tuple(store.ask(erasing.find_copies, runs)))


def _find_erased(store: Store, key: str) -> Withdrawal | None:
    """The document of this id that was erased; None where one of this id or name is there."""
    from pantau.store import withdrawing

    if _find_kept(store, key) is not None:
        return None
    found = store.ask(withdrawing.find_withdrawal, key)
    return found if found is not None and found.what == "erased" else None


def _find_kept(store: Store, key: str) -> str | None:
    try:
        return store.document_id(key)
    except UsageError:
        return None


def _overwrite(store: Store) -> bool:
    """Overwrite what deleted rows left in the file. False where somebody who read all the time kept us from it."""
    from pantau.store import erasing, withdrawing

    with store.transaction(durable=True):
        store.ask(erasing.tidy_index)
    if not store.overwrite_remains():
        return False
    with store.transaction(durable=True):
        store.ask(withdrawing.mark_clean)
    return True


def describe(store: Store, key: str) -> list[str]:
    """What would be erased, in words for who is asked back. Raises UsageError where there is no such document."""
    before = _find_erased(store, key)
    if before is not None:
        return [f"document {before.document[:12]} was erased on {before.day} by {before.by}; what is left to do is done now"]
    document = store.document(store.document_id(key))
    records = len(store.records_of(document.id))
    return [
        f"to be erased: {document.name} (document {document.id[:12]})",
        f"  {document.source or 'no outlet'}, {document.published_on or 'undated'}",
        f"  {(document.title or '(no title)')[:120]}",
        f"  {len(document.text)} letters, {records} records",
    ]


def take_back(
    store: Store, key: str, by: By, folders: Folders = (), *, what: str, progress: Progress | None = None
) -> Withdrawal:
    """Let a `withdrawn` document count again, or the bytes of an `erased` one be read again (`what`); how it stood before."""
    from pantau.store import withdrawing

    _check_reason(by.why)
    with store.transaction(durable=True):
        found = _find_withdrawn(store, key)
        if found is None or found.what != what:
            raise UsageError(f"no document `{key}` was {what}", todo="give its id, or the start of it")
        if found.is_allowed:
            raise UsageError("may be read again already", where=f"document {found.document[:12]}")
        store.ask(
            withdrawing.decide, found.document, kind="undo", by=by.name, why=by.why, via=by.via, now=by.now, taken_back=found
        )
    relink(store, folders, progress=progress)
    return found


def _find_withdrawn(store: Store, key: str) -> Withdrawal | None:
    """By the name that a withdrawn document still has, by its id or the start of it."""
    from pantau.store import withdrawing

    kept = _find_kept(store, key)
    found = store.ask(withdrawing.load_withdrawal, kept) if kept is not None else None
    return found if found is not None else store.ask(withdrawing.find_withdrawal, key)
