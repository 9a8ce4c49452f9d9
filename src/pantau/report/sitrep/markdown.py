"""The report as Markdown, footnotes as `[^1]`; whatever a page or a person wrote can act as nothing but words."""

from __future__ import annotations

import re

from pantau.report.sitrep.written import Written, WrittenLine
from pantau.report.wording import inert

_ACTING = re.compile(r"([\\`*_{}\[\]<>#|~!&@$^])")
_LEADING = re.compile(r"^(\s*)(\d{1,9})([.)])|^(\s*)([-+=])")
_LINKED = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def write_markdown(written: Written) -> str:
    """The whole text."""
    lines = [f"# {plain(written.title)}: {plain(written.subject)}", "", f"**{plain(written.period)}**", ""]
    lines += [f"{plain(line)}  " for line in written.standing]
    for part in written.parts:
        lines += ["", f"## {plain(part.title)}", ""]
        for line in part.lines:
            lines += [_line(line), ""]
        lines.pop()
    lines += ["", f"## {plain(written.sources)}", ""]
    lines += [f"[^{note.number}]: {plain(note.words)}{f' {plain(note.url)}' if note.url else ''}" for note in written.notes]
    if written.closing:
        lines += ["", "---", "", *(f"{plain(line)}  " for line in written.closing)]
    return "\n".join(lines).rstrip() + "\n"


def _line(line: WrittenLine) -> str:
    notes = "".join(f"[^{number}]" for number in line.notes)
    if not line.by:
        return plain(line.words) + notes
    first, *rest = line.words.split("\n") or [""]
    return "\n".join(["> **" + plain(line.by) + ":** " + plain(first), *(f"> {plain(each)}" for each in rest)]) + notes


def plain(words: str) -> str:
    """Words on one line with every sign that Markdown reads made a letter."""
    text = _ACTING.sub(r"\\\1", inert(" ".join(words.split())))
    text = _LINKED.sub(lambda match: f"{match[1]}\\{match[2]}", text)
    return _LEADING.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}", text)
