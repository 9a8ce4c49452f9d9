"""Which language a text is written in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_ENOUGH = 1500  # characters are plenty; more only costs time
_SAME = {"ms": "id", "jv": "id", "su": "id", "pcm": "en"}  # close relatives that short Indonesian and English texts are taken for


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text` (Malay counts as Indonesian, Pidgin as English); None without words."""
    sample = text[:_ENOUGH]
    if sum(map(str.isalpha, sample)) < 20:
        return None
    code = str(_identifier().classify(sample)[0])
    return _SAME.get(code, code)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    import py3langid

    return py3langid
