"""SHOW: the desk, pages over the record in the browser of the one who started it, and the same as JSON.

`app.py` wires it; `views/` has one file a page; `filters.py` is the one filter they share; `door.py` opens the store for one question.
"""

from pantau.web.app import make_app
from pantau.web.serving import Serving, bind, prepare, serve

__all__ = ["Serving", "bind", "make_app", "prepare", "serve"]
