"""What its neighbours make of an English form that can be several things: noun or verb, acting or suffering.

A form that may be a past participle (`killed`, `shot`) has the voice `participle`: only the words beside it tell whether its
subject acts or suffers; `voice_of` says which.
"""

from __future__ import annotations

from collections.abc import Sequence

from pantau.lang.english import ONLY_PARTICIPLES

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


def _noun_by_place(form: str, root: str, before: Sequence[str], after: str) -> str:
    """`n` for a form that may be noun or verb where it opens the sentence, has its own verb behind it, or a describing word before
    it: `Talks with Iran collapsed`, `attacks were reported`, `the separatist attacks`."""
    if form.endswith(("ed", "ing")):
        return ""
    if len(before) > 1 and before[-1] in _LED and before[-2] in ("-", "–"):
        return "n"  # `a US and EU-led boycott`
    if root in _STRUCK and form.endswith("s") and after in _NO_OBJECT_BEHIND:
        return "n"
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
_GERUND_OPENERS = frozenset(
    ["of", "for", "by", "after", "before", "without", "from", "denied", "denies", "deny", "admitted", "admits", "admit", "confessed"]
)
_LED = frozenset(["led", "backed", "sponsored", "brokered", "mediated", "imposed", "supported", "funded"])
_STRUCK = frozenset(["attack", "raid", "strike", "bomb", "assault", "ambush"])
_NO_OBJECT_BEHIND = frozenset(["against", "in", "on", "by", "near", "across", "since", "from", "along", "around"])
"""Behind a form in -s of a verb that wants an object, they make it a noun: `the aircraft attacks against …`."""
_TELLING = frozenset(["told", "tells", "tell", "telling", "informed", "reminded", "assured"])
_OBJECTS = frozenset(["the", "a", "an", "its", "their", "his", "her", "him", "them", "it", "us", "this", "these", "those"])


_VERBS_ONLY = frozenset(["say", "believe", "think", "tell", "insist", "allege", "argue", "contend", "accuse", "assert"])
"""Verbs without a plural noun of their form."""
_ASKING, _ASKED = frozenset(["call", "ask", "appeal", "insist", "push", "press"]), frozenset(["on", "for", "upon", "to"])
"""Verbs that ask behind a preposition, and what follows them then."""
_UNCHANGED = frozenset(["hit", "hurt", "cut", "shut", "set", "put"])
"""Verbs whose participle is the verb itself."""

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
_MOVED = frozenset(["deport", "extradite", "transfer", "exile", "repatriate"])
_JUDGED = frozenset(["convict", "suspect", "accuse", "acquit"])
"""Verbs whose bare participle suffers where `to` or `of` follows: they want their object directly behind them."""
_AIMED_ON = frozenset(["fire", "shoot", "turn", "train"])
"""Verbs behind which `on` names at whom: they act."""
_NOUN_BEHIND = frozenset(["between", "against", "across", "around", "raged", "erupted", "continued", "broke", "intensified", "has"])
"""Behind a form in -ing that opens its clause, they make it a noun: `fighting between`, `bombing has killed`."""


def settle_english(form: str, root: str, shape: str, voice: str, before: Sequence[str], after: str) -> tuple[str, str]:
    """Shape and voice of a form between its neighbours; shape `a` where it only describes a noun (`the occupied territories`)."""
    if (voice == "participle" and root in _INTRANSITIVE) or (form == f"{root}s" and root in _VERBS_ONLY):
        return "v", "active"  # `a plant which Washington says will …`
    if form.endswith("ing") and before and before[-1] in _GERUND_OPENERS and root in _ASKING and after in _ASKED:
        return "v", "active"  # `by calling on Iran to stop`
    if form == root and form in _UNCHANGED and voice_of(before, after) == "passive":
        return "v", "passive"  # `was hit by a bomb`
    if form.endswith("ing") and form != root and after == "that":
        return "v", "active"  # `a resolution demanding that …`
    if form.endswith("ing") and after in _NOUN_BEHIND and (not before or before[-1] not in BE):
        return "n", ""
    if form.endswith("ing") and form != root and _is_described(before) and after not in _OBJECTS:
        return "n", ""
    if form.endswith("ing") and after not in ("of", "by") and _is_under_way(before):
        return "v", "active"
    if voice == "participle":
        if voice_of(before, after) == "passive":
            return "v", "passive"
        if before and before[-1] == "those" and (after in _NO_OBJECT or after in _NOUN_OPENERS or not after.isalpha()):
            return "v", "passive"  # `those killed in the raid`
        told = any(w in HAVE or w in _SUBJECTS for w in before[-3:])
        if before and _opens_people(before, told, after):
            return "a", ""
        aims = root in _AIMED_ON and after == "on"  # `the army fired on a convoy`
        moved = (root in _MOVED and after == "to") or (root in _JUDGED and after == "of")  # `men deported to …`, `convicted of …`
        bare = form in ONLY_PARTICIPLES or moved or (not aims and is_reduced(before, after))  # `sailors taken hostage`
        return "v", "passive" if not told and bare else "active"
    if form.endswith("ing") and form != root and before and before[-1] in _GERUND_OPENERS and _may_be_object(after):
        return "v", "active"  # `the step of sending troops`, `by opening fire`
    if shape in ("b", "v", "n") and len(before) > 1 and before[-2] in ("-", "–") and before[-1] in _TIED:
        return "n", ""  # `an EU-led boycott`
    if shape in ("b", "v", "n"):
        found = shape_of(before[-1] if before else "", after) or _noun_by_place(form, root, before, after)
        if not found and before and before[-1] in _TELLING:
            found = "n"  # `told reporters the missile fell`
        if not found and after in _OBJECTS:
            found = "v"
        if not found and before and _is_demonym(before[-1]):
            found = "n"  # `from Israeli strikes in Gaza`
        if found:
            return found, "" if found == "n" else voice or "active"
        return "", voice
    return shape, voice


_TIED = frozenset(["backed", "border", "dawn", "hour", "imposed", "led", "night", "scale", "term"])
"""Behind a name and its hyphen: the word behind is a noun."""


def _opens_people(before: Sequence[str], told: bool, after: str) -> bool:
    """Whether a participle stands between an article or a number and its noun: `the released workers`, `22 armed men`."""
    if before[-1] in _ATTRIBUTIVE and (not told or before[-1] in _ARTICLES):
        return True
    counts = before[-1] in _NUMERALS or before[-1].isdigit()
    return counts and after.isalpha() and after not in _NO_OBJECT and after not in _OBJECTS


def _is_described(before: Sequence[str]) -> bool:
    """Whether an article and an adjective, by its ending, stand before a form in -ing: `a progressive poisoning`."""
    return len(before) > 1 and before[-2] in _ARTICLES and before[-1] not in _RANKS and before[-1].endswith(_ADJECTIVE_ENDINGS)


_ADJECTIVE_ENDINGS = ("ive", "ous", "ful", "al", "ed", "less")
_RANKS = frozenset(["general", "official", "individual", "criminal", "rival", "detective", "fugitive", "native", "relative", "wounded"])
"""Nouns of people that end as adjectives do."""
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
    return len(word) > 4 and word not in _PLACES_IN_I and (word.endswith(("ian", "ean", "ish", "ese", "i")) or word in _DEMONYMS)


_DEMONYMS = frozenset(["american", "afghan", "german", "french", "dutch", "greek", "swiss", "czech", "thai", "kurdish", "chechen"])
_PLACES_IN_I = frozenset(
    ["haiti", "malawi", "burundi", "djibouti", "brunei", "kigali", "nairobi", "delhi", "helsinki", "tbilisi", "bangui", "dhabi"]
)
"""Lands and capitals that end as a people's adjective does: `a charge Kigali denies`."""
