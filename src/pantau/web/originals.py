"""The kept bytes as they came in, never shown by the browser; and a record's own address."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pantau.store.ask import load_kept
from pantau.store.journal import load_entry
from pantau.store.rulings import find_verdicts
from pantau.store.telling import find_heads, find_home
from pantau.web.addresses import Addresses
from pantau.web.asking import NotThere
from pantau.web.desk import Desk
from pantau.web.filters import Filter
from pantau.web.shapes import check_path
from pantau.web.views.reader import find_missing

_ENDINGS = {"html": "html", "text": "txt", "jsonl": "jsonl", "observation": "json"}


def send_original(desk: Desk, request: Request) -> Response:
    """The document's bytes as an attachment of no type, with their SHA-256."""
    document = check_path(request.path_params)["document"]
    with desk.sight(request).opened() as store:
        head = store.ask(find_heads, [document]).get(document)
        if head is None:
            raise find_missing(store, document)
        kept = store.ask(load_kept, document)
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", head.name)[:80].strip("._") or document[:16]
    return Response(kept.data, media_type="application/octet-stream", headers={
        "content-disposition": f'attachment; filename="{name}.{_ENDINGS.get(head.form, "bin")}"',
        "repr-digest": f"sha-256=:{_base64(document)}:", "x-sha256": document, "content-security-policy": "sandbox; default-src 'none'",
    })  # fmt: skip


def _base64(digest: str) -> str:
    import base64

    return base64.b64encode(bytes.fromhex(digest)).decode()


def send_record(desk: Desk, request: Request) -> Response:
    """To the record's words in its document."""
    record = check_path(request.path_params)["record"]
    with desk.sight(request).opened() as store:
        document = store.ask(find_home, record)
        decided = store.ask(find_verdicts, [record]) if document is None else {}
        where = store.ask(load_entry, decided[record].entry) if decided else None
        if where is not None and where.document and store.ask(find_heads, [where.document]):  # dismissed, and still to be seen
            address = Addresses(desk.views, Filter()).link("document", document=where.document, anchor=f"x-{record}")
            return RedirectResponse(address, status_code=303)
    if document is None:
        raise NotThere(record)
    return RedirectResponse(Addresses(desk.views, Filter()).words(document, record), status_code=303)
