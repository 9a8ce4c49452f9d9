"""What a line's own words say it is: advert, pointer, caption, author's line, comment, page furniture, a time or an address."""

from __future__ import annotations

import re
from typing import NamedTuple

from pantau.read.dating import has_clock, is_date_line
from pantau.read.lines import Line, begins_small, capital_share, count_words, is_closed, is_headline
from pantau.read.vocabulary import PageWords, fold

_HOST = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,12}/?", re.IGNORECASE)
_URL = re.compile(r"\(?(?:https?://|www\.)\S+\)?")
_ROW = re.compile(r"^\|(?:[^|\n]*\|)+$")
_SIGNED = re.compile(r"^[(\[](?:[^\W\d_][\w.&'’*-]{0,40}+\s?+[/,;|+-]?+\s?+){1,8}+[)\]]\.?$")
_DESK = re.compile(r"^(?P<name>[^\W\d_][\w .'’-]{1,60}?)\s+[-–|]\s?(?P<desk>[\w.]+)$")
_SIGN_OFF = re.compile(r"^[a-z]{2,4}(?:/[a-z]{2,4})*\s+\([a-z]{2,5}(?:,\s?[a-z]{2,5})*\)$")
_PICTURE = re.compile(
    r"(?:^|[.!?”\"]|\s[-–(\[])\s*[(\[]?[A-Z][\w&'’.-]*(?:\s[\w&'’.-]+){0,5}/[A-Z][\w&'’. -]*(?:/[\w&'’. -]+)*[)\]]?\.?$"
)
_CREDITED = re.compile(r"[^\W\d_][\w ]{2,24}?\s*:\s*\S.{1,100}$")
_HASHES = re.compile(r"^#{2,6}\s*\S|^\*\*[^*]{3,90}\*\*$")
_IMAGE = re.compile(r"^!\[|^<img|^\[!\[")
_FURNITURE = re.compile(
    r"^[\W\d_]*$|^[\W\d_]*\w[\W\d_]*$|^#\w+(?:\s+#\w+)*$|^\d+\s*/\s*\d+$|^\d[\d.,]*\s*(?:k|rb|jt|views?|shares?)?$", re.IGNORECASE
)


class Cue(NamedTuple):
    """A line's kind: one of the reasons for setting aside, or `date`, `host`, `row`.

    `head` and `close` mark where a list of other articles begins and ends, `end` a sign-off.
    """

    kind: str
    head: bool = False
    end: bool = False
    close: bool = False


def find_cues(lines: list[Line], words: PageWords) -> list[Cue | None]:
    """The cue of every line, None for those whose own words do not decide; what a cue draws along is marked too."""
    cues: list[Cue | None] = []
    for at, line in enumerate(lines):
        cue = line_cue(line.words, words)
        if cue and _is_sentence(lines, at, cue, words, free=bool(at) and cues[-1] is None):
            cue = None
        cues.append(cue)
    _follow(lines, cues, words)
    return cues


def _is_sentence(lines: list[Line], at: int, cue: Cue, words: PageWords, *, free: bool) -> bool:
    """Whether a line that looks like a cue is a part of a torn sentence; `free`: the line before it has no cue."""
    line, before = lines[at], lines[at - 1] if at else None
    ahead = lines[at + 1] if at + 1 < len(lines) else None
    if cue.kind == "host" and ahead and not ahead.gap and ahead.words[0] in "-–—":
        return True  # "OUTLET.com" above "– The article": a dateline in two lines
    if cue.kind == "date" and begins_small(line.words) and not has_clock(line.words, words.dates):
        return True  # ", Selasa (10/6/2025)." behind a link that was broken out
    if before is None or not free:
        return False
    if cue.end and "/" not in line.words and not line.gap and not is_closed(before.words):
        return True  # "(AS)" on a line of its own
    return ahead is not None and _is_fragment(before, line, ahead)


def _is_fragment(before: Line, line: Line, ahead: Line) -> bool:
    """Whether a line is the middle of a torn sentence: the one before breaks off in a small word, the one behind goes on small."""
    if line.gap or ahead.gap or is_closed(before.words) or count_words(line.words) > 4:
        return False
    return before.words.split()[-1][:1].islower() and count_words(before.words) >= 3 and begins_small(ahead.words)


def line_cue(line: str, words: PageWords) -> Cue | None:
    """What one line's words say it is."""
    if len(line) > 600:
        return None
    return _form_cue(line, words) or _phrase_cue(line, words)


def _form_cue(line: str, words: PageWords) -> Cue | None:
    """Cues of form: addresses, times, rows, pictures, sign-offs, marks."""
    if _IMAGE.match(line):
        return Cue("caption")
    if line[0] == "|" and _ROW.match(line):
        return Cue("row")
    if is_date_line(line, words.dates):
        return Cue("date")
    if _HOST.fullmatch(line):
        return Cue("host")
    if _URL.fullmatch(line):
        return Cue("navigation")
    if _FURNITURE.match(line) and line not in "-–—":
        return Cue("navigation")
    if _HASHES.match(line) and not is_closed(line):
        return Cue("subheading")
    embed = words.embed.match(line)
    if embed and len(line) - embed.end() <= 2:
        return Cue("teaser")
    if len(line) <= 80 and (_SIGNED.match(line) or _SIGN_OFF.match(line)) and count_words(line) <= 8:
        return Cue("caption" if words.caption_cues.search(line) else "author", end=True)
    return _caption_cue(line, words)


def _caption_cue(line: str, words: PageWords) -> Cue | None:
    """Captions: a picture credit ends the line ("… Sputnik/N.N./Kremlin", "(ANTARA FOTO/…)", "Foto: N.N.")."""
    low = line.casefold()
    picture = _PICTURE.search(line[-120:])
    owned = picture is not None and _is_picture(picture.group().strip(" .!?”\"'–-"), words, stopped=line.endswith("."))
    if owned or low.rstrip(" .").endswith(words.caption_ends):
        return Cue("caption")
    for cue in words.caption_cues.finditer(line):
        before, rest = line[: cue.start()].rstrip()[-1:], line[cue.end() :]
        near = len(rest) <= 60 and count_words(rest) <= 6
        if near and (before in ("(", "[", "/") or rest[:1] == "/" or cue.group().endswith(":")):
            return Cue("caption")
    return None


def _is_picture(credit: str, words: PageWords, *, stopped: bool) -> bool:
    """Whether "X/Y" names the owner of a picture; in brackets an author and a house look the same, so the owner must be known."""
    if credit[:1] not in "([":
        return not stopped
    parts = [part.strip() for part in credit.strip("()[] .").split("/")]
    return parts[0].casefold() in words.holders and parts[-1][:1].isupper() and parts[-1].casefold() not in words.holders


def _phrase_cue(line: str, words: PageWords) -> Cue | None:
    folded = fold(line)
    if not folded:
        return None
    if folded in words.heads or (len(folded) <= 60 and (words.head_starts.match(folded) or _is_around(folded, words))):
        return Cue("teaser", head=True)
    if len(folded) <= 80 and words.closes.match(folded):
        return Cue("teaser", close=True)
    reason = words.whole.get(folded)
    if reason:
        return Cue(reason, end=reason == "comment")
    first = [words.whole.get(word) for word in folded.split()[:3]]
    if first == ["navigation"] * 3 and not is_closed(line):
        return Cue("navigation")  # a menu in one row: "Beranda Nasional Dunia Ekonomi"
    if _CREDITED.match(line) and fold(line.partition(":")[0]) in words.credit.labels and not is_closed(line):
        return Cue("navigation")  # "Sumber: Reuters, AFP"
    if folded in words.author_labels or (count_words(line) <= 16 and words.author_line.match(line[:80])):
        return Cue("author")
    n, closed = count_words(folded), is_closed(line) and not line.endswith(":")
    if n > 40 or (closed and n > 26):
        return None
    low = " ".join(line[:120].casefold().lstrip("*•_>»›#-– ").split())
    for kind, pattern in words.starts:
        match = pattern.match(low)
        if match and not (closed and n > 9 and " " not in match.group()):
            return Cue(kind, end=kind == "comment")
    if n <= 24 and words.has.search(folded):
        return Cue("teaser")
    role = words.roles.match(line) if n <= 10 and not begins_small(line) and capital_share(line, words.small) >= 0.75 else None
    if role or (n <= 8 and not closed and _DESK.match(line) and not is_closed(line)):
        return _desk_cue(line, role)
    return None


def _desk_cue(line: str, role: re.Match[str] | None) -> Cue | None:
    """An author's line: a name with a role, or with a desk ("N.N. - detikNews"): a capital inside the word or a dot marks it."""
    if role:
        return Cue("author")
    desk = _DESK.match(line)
    mark = desk["desk"] if desk else ""
    inner = any(map(str.isupper, mark[1:])) and not mark.isupper()
    return Cue("author") if inner or "." in mark or (desk and mark.istitle() and count_words(desk["name"]) >= 2) else None


def _is_around(folded: str, words: PageWords) -> bool:
    return count_words(folded) <= 5 and any(folded.startswith(f"{a} ") and folded.endswith(f" {b}") for a, b in words.around)


def _follow(lines: list[Line], cues: list[Cue | None], words: PageWords) -> None:
    """Marks the lines that a cue draws along: the title after "Baca juga:", what is torn off, the name after "Penulis:"."""
    for at, cue in enumerate(cues):
        if cue is None or cue.kind not in ("teaser", "advert", "author") or cue.head:
            continue
        line, rest = lines[at].words, at + 1
        phrase = fold(line)
        pointer = words.whole.get(phrase) == "teaser" and count_words(line) <= 4
        label = phrase in words.author_labels if cue.kind == "author" else pointer
        if label and rest < len(lines) and cues[rest] is None and _is_target(line, lines[rest], cue, words):
            cues[rest] = Cue(cue.kind)
            rest += 1
        # An advert may fall into the middle of a sentence of the article: what follows its fixed words is not drawn along.
        if cue.kind != "author" and words.whole.get(phrase) != "advert":
            while rest < len(lines) and cues[rest] is None and _goes_on(lines[rest - 1].words, lines[rest]):
                cues[rest] = Cue(cue.kind)
                rest += 1


def _is_target(label: str, line: Line, cue: Cue, words: PageWords) -> bool:
    if cue.kind == "author":
        return line.words[:1].isupper() and count_words(line.words) <= 6 and not is_closed(line.words) and label.endswith(":")
    return is_headline(line.words, words.small) and (not is_closed(line.words) or len(line.words) <= 120)


def _goes_on(before: str, following: Line) -> bool:
    """Whether a set-aside sentence runs on in the next line: "Simak / breaking news / dan / berita pilihan"."""
    line = following.words
    if following.gap:
        return False
    if line[:1] in ".," and len(line) <= 160:
        return True
    return begins_small(line) and count_words(line) <= 22 and not (is_closed(before) and not before.endswith(":"))
