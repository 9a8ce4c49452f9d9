"""The use cases, told in order. Read this first.

    find_inputs    files, folders and standard input → what is there to read (in `read/files.py`)
 1. work           one input: its bytes → documents → their records, in this process or another
 2. read           inputs → kept bytes, documents and records in the store
 3. reread         kept documents → new readings after an upgrade or a changed theatre, and what they change
 4. extract_lines  inputs → the interchange form, without a store
 5. import_records records made elsewhere with their pages → the store
 6. relink         records of all documents → lineage, families, incidents with ids that last, answers; join: these, to look at
 7. in_theatre     which records belong to which theatre
 8. export_files   records with what joins them → files of rows for other programs
 9. draft_theatre  inputs → the text of a theatre file, a proposal for a person to correct
10. draft_sitrep   the record of a period → the situation report: edit_sitrep, sign_sitrep (in `sitrep.py`)
11. decide         what a person judges → an entry of the journal, and the record as it then stands (`deciding.py`, `refreshing.py`);
                   take_up, leave: who is looking at what (`reviewing.py`)
12. observe        what an observer saw → a document with records (`observing.py`; files of many: `report_import.py`)
13. withdraw       a document that counts no more, or is erased (`withdrawing.py`)
    back_up        the whole store to a file while it is used, and restore (`copying.py`); verify_store (`verifying.py`)
14. add_account    who may come in, and as what (`accounts.py`); sign_in and what keeps strangers out (`signing.py`)

Each has a file of its own. Whatever happens inside one document stays there: it becomes a Problem or an unread input with its
reason, and the run goes on.
"""

from __future__ import annotations

from pantau.monitor.drafting import draft_theatre
from pantau.monitor.exporting import ask_material, export_files, export_stream, load_frame
from pantau.monitor.extracting import Line, extract_lines
from pantau.monitor.importing import Imported, import_records
from pantau.monitor.linking import Relinked, is_linked, join, relink
from pantau.monitor.reading import Summary, read
from pantau.monitor.rereading import Change, compare, reread
from pantau.monitor.theatres import in_theatre
from pantau.monitor.work import Folders, Page, Progress
from pantau.read.files import SUFFIXES, Inputs, find_inputs

__all__ = [
    "SUFFIXES", "Change", "Folders", "Imported", "Inputs", "Line", "Page", "Progress", "Relinked", "Summary", "ask_material", "compare",
    "draft_theatre", "export_files", "export_stream", "extract_lines", "find_inputs", "import_records", "in_theatre", "is_linked",
    "join", "load_frame", "read", "relink", "reread",
]  # fmt: skip
