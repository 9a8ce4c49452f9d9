"""ISAF: military press releases from Afghanistan to the fields of a table of raids.

Days, numbers, provinces and words of harm are those the extractor finds; what else the table asks for is in isaf.toml. The body begins
behind number and dateline; a first sentence about several operations or provinces is no part of the one that is told.
- start_date: a day of the body other than the release's own, which stands where there is none;
- counts: whom a word of harm befell, not whom it aims at. Later sentences say again what earlier ones said, so that the most any
  sentence tells counts: targets by name of office beside the unnamed rest. event_type, killq and captureq follow from the counts;
- target_group: the first one named; province: the one named most;
- killcaptureraid: a security force that does not come by chance (on patrol, clearing), or words that tell of an aim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache, reduce
from pathlib import Path
from typing import Any

from pantau.extract.dates import Anchor, find_dates
from pantau.extract.lexicon import Lexicon
from pantau.extract.story import Story
from pantau.extract.view import Sentence, make_view
from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Row
from pantau.model import Document, Span
from pantau.tables import load_toml


@cache
def _words() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_words()["patterns"][name]), re.I)


@cache
def _nouns(*kinds: str) -> frozenset[str]:
    return frozenset(form for kind in kinds for word in _words()["people"][kind] for form in (word, word + "s"))


def read_fields(text: str, knowledge: Knowledge, lexicon: Lexicon) -> Row:
    """The fields of one release."""
    body = text[(start := max((m.end() for m in _pattern("header").finditer(text, 0, 600)), default=0)) :]
    lines = (Span(max(m.start(), start), m.end()) for m in re.finditer(r"[^\n\u2028\u2029]+", text) if m.end() > start)
    document = Document(id="0" * 64, name="release", text=text, language="en", dated=_day(text, knowledge), body=tuple(lines))
    story = Story(make_view(document, lexicon), lexicon, knowledge)
    killed, captured = _most(story, "killed"), _most(story, "captured", "detained")
    dead, held = (taken["targets"] + taken["others"] for taken in (killed, captured))
    groups = [
        (m.start(), name) for name, words in _words()["groups"].items() if (m := re.search(rf"\b(?:{'|'.join(words)})\b", body))
    ]
    strike, raid, chance, aim = (bool(_pattern(name).search(body)) for name in ("strike", "raid", "chance", "aim"))
    return {
        "start_date": _first_day(story),
        "event_type": ["captureandkill" if dead and held else "airstrike" if strike else "insurgentskilled" if dead else "detention"],
        "province": [_province(body, knowledge)], "target_group": [min(groups, default=(0, ""))[1]],
        "min_killed": dead, "min_captured": held, "killq": dead > 0, "captureq": held > 0,
        "killcaptureraid": aim or (raid and not chance), "airstrike": strike, "noshotsfired": bool(_pattern("silent").search(body)),
        "min_leaders_killed": killed["leaders"], "min_leaders_captured": captured["leaders"],
    }  # fmt: skip


def _day(text: str, knowledge: Knowledge) -> date | None:
    """The dateline's day, in the year of the release number where it has none of its own."""
    line, number = re.search(r"\w+, Afghanistan\s*\(([^)]*)\)", text, re.I), re.search(r"\b(20\d\d)-(0[1-9]|1[0-2])-", text)
    words = line.group(1) if line else text[:400]
    anchor = Anchor(date(int(number.group(1)), int(number.group(2)), 15) if number else None)
    found = find_dates(words, 0, len(words), anchor, knowledge.packs["en"], knowledge.derived)
    return next((d.began_on for d in found if d.began_on and d.precision == "day"), None)


def _first_day(story: Story) -> str | None:
    for sentence in story.view.sentences:
        told = [d.began_on for d in story.dates(sentence) if d.began_on and d.began_on == d.ended_on]
        if told:  # `Today they confirmed an arrest on Sunday`
            return next((day for day in told if day != story.anchor), told[0]).isoformat()
    return story.anchor.isoformat() if story.anchor else None


def _province(body: str, knowledge: Knowledge) -> str:
    """The province named most, as a province before the town of its name; the first of those named as often."""
    regions = [(r, r.name.removesuffix(" Province")) for r in knowledge.world.regions if (r.country, r.kind) == ("AFG", "region")]
    names = {name.lower(): plain.lower() for region, plain in regions for name in (plain, *region.names)}
    pattern = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    seen: Counter[str] = Counter()
    for m in re.finditer(rf"\b({pattern})\b(?! (?:city|district))( province)?", body, re.I):
        seen[names[m.group(1).lower()]] += 2 if m.group(2) else 1
    best = max(seen, key=lambda name: seen[name], default="")
    return str(_words()["spelling"].get(best, best))


def _most(story: Story, *outcomes: str) -> Counter[str]:
    sentences = [s for s in story.view.sentences if not any(t.lower == "since" for t in s.tokens)]
    first = 1 if len(sentences) > 1 and _pattern("summary").search(sentences[0].span.of(story.view.text)) else 0
    told = [taken for sentence in sentences[first:] for taken in _taken(story, sentence, outcomes)]
    return reduce(Counter[str].__or__, told, Counter())  # the union of counters: the most of each kind


def _taken(story: Story, sentence: Sentence, outcomes: tuple[str, ...]) -> Iterator[Counter[str]]:
    """Whom each word of harm in a sentence befell: its object behind it, else its subject before it, up to the clause's bounds."""
    tokens, harms, clauses = sentence.tokens, sentence.layer("harm"), _words()["clauses"]
    stops = {i for i, t in enumerate(tokens) if t.lower in clauses["bounds"]}
    for harm in harms:
        before = tokens[harm.first - 1].lower if harm.first else ""
        foreign = tokens[harm.first].lower.startswith(tuple(w[:4] for w in clauses["deeds_of_others"]))
        if harm.tag.name in outcomes and before not in clauses["unreal"] and not foreign:
            last = min([len(tokens), *(m.first for m in harms if m.first >= harm.last), *(i for i in stops if i >= harm.last)])
            first = max([0, *(m.last for m in harms if m.last <= harm.first), *(i + 1 for i in stops if i < harm.first)])
            ahead, behind = _people(story, sentence, harm.last, last), _people(story, sentence, first, harm.first)
            yield behind if harm.voice == "passive" or not +ahead else ahead


def _people(story: Story, sentence: Sentence, first: int, last: int) -> Counter[str]:
    """The people of tokens [first, last); those behind `including` are among the ones before."""
    tokens, people, found, included = sentence.tokens, _nouns("leaders", "targets", "others", "plurals"), Counter[str](), False
    for i in range(first, last):
        word, after = tokens[i].lower, tokens[i + 1].lower if i + 1 < len(tokens) else ""
        included = included or word in ("including", "among")
        described = word == "other" and after.isalpha() and after not in _words()["clauses"]["bounds"]
        if word in people and not described and after not in people | _nouns("things") and not after.startswith(("'", "’")):
            count = _count(story, sentence, first, i)
            found["targets" if word in _nouns("leaders", "targets") else "others"] += 0 if included and found["others"] else count
            found["leaders"] += count if word in _nouns("leaders") else 0
    return found


def _count(story: Story, sentence: Sentence, first: int, noun: int) -> int:
    """How many a noun counts by the number, word or article before it; a bare plural is several."""
    tokens, counts = sentence.tokens, _words()["counts"]
    numbers = {sentence.token_at(n.span.start): n for n in story.numbers(sentence) if n.qualifier != "vague"}
    many = tokens[noun].lower.endswith(("s", "men", "people"))
    for i in range(noun - 1, max(first, noun - 8) - 1, -1):
        word = tokens[i].lower
        if word in (",", "and", "including") or word in _nouns("leaders", "targets", "others", "plurals"):
            break
        if word in counts:
            return int(counts[word])
        if i in numbers:
            return int(numbers[i].low or 0) + numbers[i].whole.of(story.view.text).lower().startswith("more than")
        if word in ("a", "an", "another"):
            return 1
        if word in ("the", "his", "its", "their") and tokens[i - 1].lower != "of":
            return 0 if many else 1
    return 3 if many else 0
