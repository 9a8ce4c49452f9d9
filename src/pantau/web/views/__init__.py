"""The pages of the desk, one file each: a function that makes a typed model, and how its address is read."""

from __future__ import annotations

from pantau.web.asking import View
from pantau.web.views.documents import DOCUMENTS
from pantau.web.views.problems import PROBLEMS
from pantau.web.views.reader import READER
from pantau.web.views.records import RECORDS

VIEWS: tuple[View, ...] = (RECORDS, DOCUMENTS, READER, PROBLEMS)
"""Every page, in the order of the menu; a page of one thing stands behind its list."""
