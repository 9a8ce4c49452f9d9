"""KEEP AND ASK: one SQLite file with kept bytes, numbered texts, readings and their records."""

from pantau.store.ask import Entry, Filter, KeptBytes, codes_of, days_of
from pantau.store.links import Founding, Happened, Linked
from pantau.store.search_ask import Found, Hit, Narrowing
from pantau.store.store import Store, look_into_store, open_store, remove_store

__all__ = [
    "Entry", "Filter", "Found", "Founding", "Happened", "Hit", "KeptBytes", "Linked", "Narrowing", "Store", "codes_of", "days_of",
    "look_into_store", "open_store", "remove_store",
]  # fmt: skip
