"""Bytes to text. The bytes decide, not what is declared: pages lie about their charset more often than bytes are UTF-8 by chance.

Nothing is normalised: no newline translation, no NFC, and a byte order mark stays in the text as U+FEFF at code point 0, because
offsets count the code points of the decoded bytes.
"""

from __future__ import annotations

import codecs
import re

from pantau.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
# WHATWG: these names mean windows-1252 on the web.
_LATIN = frozenset({"iso8859-1", "latin-1", "ascii", "cp1252"})
# Python knows codecs that no page is written in, some of which can give anything (`unicode_escape`).
_CHARSET = re.compile(r"cp\d+|iso8859-\d+|koi8-\w|mac-\w+|shift_jis\w*|euc_\w+|gbk|gb2312|gb18030|big5\w*|tis-620")
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32", "utf-7", "utf_7")


def find_charset(data: bytes) -> str | None:
    """The charset a page declares in its first 4096 bytes (`<meta charset>`, `http-equiv`, `<?xml encoding>`), as written there."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, tuple[Problem, ...]]:
    """The text, the encoding it was read with, and what was wrong with the bytes. Never fails and never gives a lone surrogate.

    Order: byte order mark; UTF-8 (also torn at the end, or with a few broken bytes); the declared charset if it fits; windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_marked(data, encoding)
    wide = _wide_without_mark(data)
    if wide:
        return _as_marked(data, wide)
    named = _known(declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, named, error)
    wrong = named is not None and named != "utf-8" and not text.isascii()
    note = (Problem(f"declares the charset {declared} but is UTF-8; read as UTF-8"),) if wrong else ()
    return text, "utf-8", note


def _as_marked(data: bytes, encoding: str) -> tuple[str, str, tuple[Problem, ...]]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, encoding, (Problem(f"{lost} broken characters in {encoding}; shown as U+FFFD"),) if lost else ()


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of the beginning is NUL, as Latin letters are written there."""
    head = data[:512]
    if len(head) < 8:
        return None
    half = len(head) // 2
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _known(declared: str | None) -> str | None:
    """Python's name of a declared charset that pages are written in; None for an unknown one or one that ASCII bytes disprove."""
    if not declared or declared.lower().startswith(_WIDE):
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN:
        return "cp1252"
    return name if name == "utf-8" or _CHARSET.fullmatch(name) else None


def _not_utf8(data: bytes, named: str | None, error: UnicodeDecodeError) -> tuple[str, str, tuple[Problem, ...]]:
    if error.reason == "unexpected end of data" and error.start >= len(data) - 3:
        torn = data[: error.start].decode("utf-8")
        if named in (None, "utf-8") or not torn.isascii():
            return torn, "utf-8", (Problem("the last character is torn; the input seems to be cut off"),)
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    whole = sum(1 for c in re.findall(r"[^\x00-\x7f]", text) if c != "\ufffd")
    if whole > lost:
        return text, "utf-8", (Problem(f"{lost} broken bytes in UTF-8 text; shown as U+FFFD"),)
    if named not in (None, "utf-8", "cp1252"):
        try:
            return data.decode(named), named, ()
        except UnicodeDecodeError:
            pass  # the declaration does not fit the bytes either
    return _windows_1252(data), "windows-1252", () if named == "cp1252" else (Problem("is not UTF-8; read as windows-1252"),)


_C1 = {code: bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(0x80, 0xA0)}


def _windows_1252(data: bytes) -> str:
    """One character a byte, as browsers do it: the five bytes that windows-1252 leaves open become control characters."""
    return data.decode("latin-1").translate(_C1)
