"""English word formation: which roots a form may come from, and what its neighbours make of a form that can be several things.

Roots, not forms, are stored in the packs: endings (-s, -ed, -ing, doubling, y→ied) and the irregular verbs of the news are here.
A form that may be a past participle (`killed`, `shot`) has the voice `participle`: only the words beside it tell whether its
subject acts or suffers; `voice_of` says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.lang.affixes import Analysis

ENCLITICS = ("'s", "’s", "‘s", "`s", "'ve", "’ve", "'re", "’re", "'ll", "’ll", "'d", "’d", "'m", "’m")
VOWELS = "aeiou"
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")

# base: past, participle (one word where they are the same)
_VERBS = """
arise arose arisen|bear bore borne|beat beat beaten|become became become|begin began begun|bind bound|bite bit bitten|bleed bled
blow blew blown|break broke broken|bring brought|build built|burn burnt|burst burst|buy bought|cast cast|catch caught
choose chose chosen|come came come|cost cost|cut cut|deal dealt|dig dug|do did done|draw drew drawn|drive drove driven|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|forbid forbade forbidden
foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given
go went gone|grow grew grown|hang hung|have had|hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept|know knew known
lay laid|lead led|leave left|lend lent|let let|light lit|lose lost|make made|mean meant|meet met|mislead misled
outlaw outlawed|overcome overcame overcome|oversee oversaw overseen|overrun overran overrun|overthrow overthrew overthrown
override overrode overridden|overtake overtook overtaken|pay paid|plead pled|put put|quit quit|read read|rebuild rebuilt
retake retook retaken|ride rode ridden|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold|send sent|set set
shake shook shaken|shed shed|shoot shot|show showed shown|shut shut|sink sank sunk|slay slew slain|speak spoke spoken
speed sped|spend spent|split split|spread spread|spring sprang sprung|stand stood|steal stole stolen|strike struck
strive strove striven|swear swore sworn|sweep swept|take took taken|teach taught|tear tore torn|tell told|think thought
throw threw thrown|undergo underwent undergone|understand understood|undertake undertook undertaken|uphold upheld|wage waged
weep wept|win won|withdraw withdrew withdrawn|withhold withheld|withstand withstood|write wrote written
""".strip().replace("\n", "|")


def _irregular() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every irregular form with its bases; a past that is no participle is active."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in _VERBS.split("|"):
        base, past, *participle = row.split()
        found.setdefault(past, []).append((base, "participle" if not participle or participle == [past] else "active"))
        for form in participle:
            if form != past:
                found.setdefault(form, []).append((base, "participle"))
    return {form: tuple(rows) for form, rows in found.items()}


_IRREGULAR = _irregular()
_ONLY_PARTICIPLES = frozenset(
    form for row in _VERBS.split("|") for form in row.split()[2:] if form not in (row.split()[0], row.split()[1])
)


def irregular_bases(form: str) -> tuple[str, ...]:
    """The bases of an irregular form: `shot` → shoot; none for any other word."""
    return tuple(base for base, _ in _IRREGULAR.get(form, ()))


def _bases(stem: str) -> Iterator[str]:
    """The bases a stem left by -ed, -ing or -er may have: bomb, raid(e), sho(o)t, kidnap(p), den(i → y)."""
    yield stem
    yield stem + "e"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeious":
        yield stem[:-1]
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    if stem.endswith("ck") and len(stem) > 4:
        yield stem[:-1]  # panicked


def _plural_bases(form: str) -> Iterator[str]:
    if form.endswith("ss") or len(form) < 4:
        return
    if form.endswith("ies"):
        yield form[:-3] + "y"
    if form.endswith("es") and form[:-2].endswith(_SIBILANT):
        yield form[:-2]
    if form.endswith("s"):
        yield form[:-1]


def _cuts(form: str) -> Iterator[tuple[str, str, str]]:
    """(base, shape, voice) for every way to read the form's ending."""
    yield form, "b", "active"
    for base, voice in _IRREGULAR.get(form, ()):
        yield base, "v", voice
    for base in _plural_bases(form) if form.endswith("s") else ():
        yield base, "v", "active"
        yield base, "n", ""
    if form.endswith("ed") and len(form) > 4:
        for base in _bases(form[:-2]):
            yield base, "v", "participle"
    if form.endswith("ing") and len(form) > 4:
        for base in (*_bases(form[:-3]), *((form[:-4] + "ie",) if form.endswith("ying") else ())):
            yield base, "v", "active"
            yield base, "n", ""
    agent = form.removesuffix("s")
    if agent.endswith(("er", "or")) and len(agent) > 4:
        for base in _bases(agent[:-2]):
            yield base, "a", ""


def analyse_english(form: str, roots: frozenset[str] | set[str]) -> tuple[Analysis, ...]:
    """Every reading of a lower-case form as a form of one of `roots`, the bare root first; forms in -s and -ing are verb and noun."""
    found: dict[Analysis, None] = {}
    for base, shape, voice in _cuts(form):
        if base in roots:
            found[Analysis(base, shape, voice)] = None
    return tuple(found)


def shape_by_ending(lower: str) -> tuple[str, str]:
    """Shape and voice of a form whose root no pattern names, by its ending alone."""
    if lower in _IRREGULAR:
        return "v", _IRREGULAR[lower][0][1]
    if lower.endswith("ed") and len(lower) > 5:
        return "v", "participle"
    if (
        lower.endswith(("tion", "tions", "ment", "ments", "ness", "ity", "ship", "ance", "ence", "sion", "sions"))
        and len(lower) > 6
    ):
        return "n", ""
    return "", ""


BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re"]) | {"isn't", "aren't", "wasn't", "weren't"}
GET = frozenset(["get", "gets", "got", "gotten", "getting"])
HAVE = frozenset(["has", "have", "had", "having", "'ve"]) | {"hasn't", "haven't", "hadn't"}
MODALS = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "to",
        "do",
        "does",
        "did",
        "cannot",
        "won't",
        "wouldn't",
        "didn't",
        "doesn't",
    ]
)
_BETWEEN = frozenset(
    [
        "not",
        "also",
        "already",
        "now",
        "then",
        "later",
        "just",
        "still",
        "since",
        "all",
        "both",
        "never",
        "once",
        "again",
        "only",
        "reportedly",
        "allegedly",
    ]
)
_SUBJECTS = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "which"])
_NOUN_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "any",
        "no",
        "some",
        "several",
        "many",
        "few",
        "each",
        "every",
        "another",
        "more",
        "'s",
        "'",
        "of",
        "in",
        "by",
        "for",
        "from",
        "with",
        "after",
        "during",
        "against",
        "on",
        "at",
        "over",
        "about",
        "under",
        "amid",
        "despite",
        "following",
        "before",
        "since",
        "into",
        "between",
        "recent",
        "new",
        "major",
        "deadly",
        "first",
        "second",
        "third",
        "last",
        "latest",
        "further",
        "other",
        "such",
        "fresh",
        "fierce",
        "heavy",
        "all",
    ]
)
_SUFFERED_BEHIND = frozenset(
    [
        "by",
        "in",
        "on",
        "near",
        "during",
        "when",
        "after",
        "as",
        "while",
        "since",
        "from",
        "along",
        "inside",
        "outside",
        "and",
        "or",
        ",",
        ".",
        ";",
        ")",
        "but",
    ]
)


def voice_of(before: Sequence[str], after: str) -> str:
    """Whether a form that may be a past participle acts or suffers: `were killed`, `has killed`, `soldiers killed in …`.

    `before` are the lower-case words in front of it, nearest last; `after` is the word behind it.
    """
    for word in list(reversed(before))[:5]:
        if word in BE or word in GET:
            return "passive"
        if word in HAVE or word in _SUBJECTS:
            return "active"
        if word not in _BETWEEN and not word.endswith("ly"):
            break
    return "passive" if after == "by" else "active"


def is_reduced(before: Sequence[str], after: str) -> bool:
    """Whether a participle stands bare behind its noun and suffers: `three soldiers killed near the border`, `27 wounded`."""
    return voice_of(before, after) == "passive" or (after in _SUFFERED_BEHIND and not (set(before[-3:]) & HAVE))


def shape_of(before: str, after: str) -> str:
    """What a form that can be noun or verb is between its neighbours: `n` behind an article, `v` behind `to` or a pronoun, else ``."""
    if after in _OBJECTS and before in _GERUND_OPENERS:
        return "v"  # `accused of violating the ceasefire`
    if before in _NOUN_OPENERS:
        return "n"
    if before in MODALS or before in _SUBJECTS:
        return "v"
    return "n" if after in ("of", "by") else ""


def _noun_by_place(form: str, before: Sequence[str], after: str) -> str:
    """`n` for a form that may be noun or verb where it opens the sentence, has its own verb behind it, or a describing word before
    it: `Talks with Iran collapsed`, `attacks were reported`, `the separatist attacks`."""
    if form.endswith(("ed", "ing")):
        return ""
    opens, owned = not before, after in _OWN_VERBS
    return "n" if opens or owned or before[-1] in _DESCRIBING or before[-1].endswith(("ist", "ous")) else ""


_OWN_VERBS = BE | HAVE | (MODALS - {"to", "do", "does", "did"})
_DESCRIBING = frozenset(
    [
        "violent", "bloody", "separate", "simultaneous", "coordinated", "similar", "repeated", "renewed", "sporadic",
        "daily", "nightly", "rebel", "insurgent", "guerrilla", "deadliest", "worst", "previous", "alleged", "apparent",
        "suspected", "overnight", "possible", "planned", "sexual", "armed", "verbal", "physical", "massive", "large-scale",
        "small-scale", "heavy-handed", "bilateral", "trilateral", "multilateral", "tribal", "ethnic", "sectarian",
        "communal", "nuclear", "military", "direct", "indirect", "peaceful", "upcoming", "annual", "special", "emergency",
        "regional", "international", "joint", "high-level", "one-day", "two-day", "three-day",
    ]
)
_ATTRIBUTIVE = _NOUN_OPENERS - {"all", "both", "after", "before", "since", "more", "'s", "'"}
_BEHIND = frozenset(["dead", "down", "up", "out", "off", "back", "away", "over"])
_GERUND_OPENERS = frozenset(["of", "for", "by", "after", "before", "without", "from", "denied", "denies", "deny"])
_OBJECTS = frozenset(["the", "a", "an", "its", "their", "his", "her", "him", "them", "it", "us", "this", "these", "those"])


# What these do is done to nobody: their participles are never passive.
_INTRANSITIVE = frozenset(
    [
        "agree",
        "meet",
        "arrive",
        "clash",
        "vow",
        "die",
        "fall",
        "flee",
        "land",
        "advance",
        "gather",
        "march",
        "protest",
        "rally",
        "resign",
        "happen",
        "occur",
        "erupt",
        "speak",
        "talk",
        "retreat",
        "surrender",
        "return",
        "respond",
        "retaliate",
        "fight",
        "go",
        "come",
        "remain",
        "continue",
        "begin",
        "start",
        "say",
        "tell",
        "vote",
        "decide",
        "consult",
        "confer",
    ]
)
_NOUN_BEHIND = frozenset(["between", "against", "across", "around", "raged", "erupted", "continued", "broke", "intensified", "has"])
"""Behind a form in -ing that opens its clause, they make it a noun: `fighting between`, `bombing has killed`."""


def settle_english(form: str, root: str, shape: str, voice: str, before: Sequence[str], after: str) -> tuple[str, str]:
    """Shape and voice of a form between its neighbours; shape `a` where it only describes a noun (`the occupied territories`)."""
    if voice == "participle" and root in _INTRANSITIVE:
        return "v", "active"
    if form.endswith("ing") and after in _NOUN_BEHIND and (not before or before[-1] not in BE):
        return "n", ""
    if form.endswith("ing") and after not in ("of", "by") and _is_under_way(before):
        return "v", "active"
    if voice == "participle":
        if voice_of(before, after) == "passive":
            return "v", "passive"
        told = any(w in HAVE or w in _SUBJECTS for w in before[-3:])
        if before and _opens_people(before, told, after):
            return "a", ""
        bare = form in _ONLY_PARTICIPLES or is_reduced(before, after)  # `sailors taken hostage`
        return "v", "passive" if not told and bare else "active"
    if form.endswith("ing") and form != root and before and before[-1] in _GERUND_OPENERS and _may_be_object(after):
        return "v", "active"  # `the step of sending troops`, `by opening fire`
    if shape in ("b", "v", "n"):
        found = shape_of(before[-1] if before else "", after) or _noun_by_place(form, before, after)
        if not found and after in _OBJECTS:
            found = "v"
        if not found and before and _is_demonym(before[-1]):
            found = "n"  # `from Israeli strikes in Gaza`
        if found:
            return found, "" if found == "n" else voice or "active"
        return "", voice
    return shape, voice


def _opens_people(before: Sequence[str], told: bool, after: str) -> bool:
    """Whether a participle stands between an article or a number and its noun: `the released workers`, `22 armed men`."""
    if before[-1] in _ATTRIBUTIVE and (not told or before[-1] in _ARTICLES):
        return True
    counts = before[-1] in _NUMERALS or before[-1].isdigit()
    return counts and after.isalpha() and after not in _NO_OBJECT and after not in _OBJECTS


_ARTICLES = frozenset(["the", "a", "an", "its", "their", "his", "our", "these", "those"])
_NUMERALS = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen"]
)
_NO_OBJECT = _SUFFERED_BEHIND | BE | HAVE | MODALS | {"of", "for", "with", "at", "to", "against", "between", "over"}


def _may_be_object(after: str) -> bool:
    """Whether a word may open what a verb in -ing is done to: a noun or its article, no preposition, sign or helping verb."""
    return after.isalpha() and after not in _NO_OBJECT


_OPENS_GERUND = (BE - {"'s", "being", "am"}) | {"began", "begun", "begin", "started", "resumed", "continued", "kept"}


def _is_under_way(before: Sequence[str]) -> bool:
    """Whether the words before a form in -ing make it the verb of what goes on: `have been shelling`, `were still fighting`."""
    near = next((w for w in reversed(before[-3:]) if w not in _BETWEEN and not w.endswith("ly")), "")
    return near in _OPENS_GERUND


def _is_demonym(word: str) -> bool:
    """Whether a word ends as those do that describe by a people: `Israeli`, `Russian`, `Turkish`, `Chinese`, `Greek`."""
    return len(word) > 4 and (word.endswith(("ian", "ean", "ish", "ese", "i")) or word in _DEMONYMS)


_DEMONYMS = frozenset(["american", "afghan", "german", "french", "dutch", "greek", "swiss", "czech", "thai", "kurdish", "chechen"])


def forms_of_english(root: str) -> Iterator[str]:
    """The commonest verb forms of a root: -s, -ed, -ing."""
    stem = root[:-1] if root.endswith("e") else root
    yield from (root, root + "s", stem + "ed", stem + "ing")
    if root.endswith("y"):
        yield from (root[:-1] + "ies", root[:-1] + "ied")
