"""One address of every page that the desk has, by name: what the browser tests load, look at and print."""

from __future__ import annotations

from typing import Any

from pantau.web.views import VIEWS

LISTS = {view.name: view.path for view in VIEWS if view.in_menu}
ANSWERS = {
    "search-found": "/search?q=gencatan",
    "search-nothing": "/search?q=zzqx",
    "situation-by-type": "/situation?by=type&extent=world",
    "incidents-narrowed": "/incidents?party=AZE&status=disputed&limit=10",
    "incidents-none": "/incidents?until=1990-01-01",
    "records-none": "/records?until=1990-01-01",
    "faults": "/incidents?since=tomorrow&origins=many",
    "missing": "/no/such",
}
"""Pages that a list becomes when it is asked for something: a narrowed one, an empty one, one that cannot be answered."""


def every_page(request: Any, base: str, *, rows: int | None = None) -> dict[str, str]:
    """Each list, the fullest thing of each kind with one of its values brought out, and what is answered to odd questions.

    `request` is playwright's, with the session; `rows` is how long a list is, where that can be asked for.
    """

    def fullest(name: str, by: str) -> Any:
        items = request.get(f"{base}/api/v1/{name}?limit=200" if name != "ceasefires" else f"{base}/api/v1/{name}").json()["items"]
        return max(items, key=lambda item: (item[by], str(item)))

    record = request.get(f"{base}/api/v1/records?kind=casualty").json()["items"][0]["entry"]
    waiting = request.get(f"{base}/api/v1/review").json()["items"][0]["line"]["id"]
    things = {
        "incident": f"/incidents/{fullest('incidents', 'records')['id']}",
        "ceasefire": f"/ceasefires/{fullest('ceasefires', 'mentions')['id']}",
        "document": f"/documents/{fullest('documents', 'records')['document']['id']}",
        "reviewing": f"/review/{waiting}",
        "reviewing-add": f"/review/{waiting}?document={record['source']['document']}&add=casualty",
        "observe": "/observe",
        "people": "/people",
        "document-value": f"/documents/{record['source']['document']}?record={record['id']}",
    }
    short = {v.name: f"{v.path}?limit={rows}" for v in VIEWS if v.in_menu and v.has_pages and rows is not None}
    return LISTS | short | things | ANSWERS
