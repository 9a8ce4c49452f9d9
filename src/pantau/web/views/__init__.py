"""The pages of the desk, one file each: a function that makes a typed model, and how its address is read."""

from __future__ import annotations

from pantau.web.asking import View
from pantau.web.views.ceasefire import CEASEFIRE
from pantau.web.views.ceasefires import CEASEFIRES
from pantau.web.views.checks import CHECKING
from pantau.web.views.documents import DOCUMENTS
from pantau.web.views.incident import INCIDENT
from pantau.web.views.incidents import INCIDENTS
from pantau.web.views.journal import JOURNAL
from pantau.web.views.ledger import LEDGER
from pantau.web.views.matrix import MATRIX
from pantau.web.views.problems import PROBLEMS
from pantau.web.views.reader import READER
from pantau.web.views.records import RECORDS
from pantau.web.views.review import REVIEW
from pantau.web.views.reviewing import REVIEWING
from pantau.web.views.search import SEARCH
from pantau.web.views.sitreps import SITREP, SITREPS
from pantau.web.views.situation import SITUATION
from pantau.web.views.sources import SOURCES
from pantau.web.views.ties import TIES

VIEWS: tuple[View, ...] = (
    SITUATION, INCIDENTS, INCIDENT, MATRIX, LEDGER, CEASEFIRES, CEASEFIRE, RECORDS, DOCUMENTS, READER, SEARCH, SOURCES, TIES,
    CHECKING, PROBLEMS, REVIEW, REVIEWING, SITREPS, SITREP, JOURNAL,
)  # fmt: skip
"""Every page, in the order of the menu; the first is the desk's own, a page of one thing stands behind its list."""
