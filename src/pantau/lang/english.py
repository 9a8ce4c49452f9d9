"""English word formation: which roots a form may come from.

Roots, not forms, are stored in the packs: endings (-s, -ed, -ing, doubling, y→ied) and the irregular verbs of the news are here.
What its neighbours make of a form that can be several things is told in english_context.py.
"""

from __future__ import annotations

from collections.abc import Iterator

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
ONLY_PARTICIPLES = frozenset(
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
    if form.endswith("ed") and len(form) > 3:
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


def forms_of_english(root: str) -> Iterator[str]:
    """The commonest verb forms of a root: -s, -ed, -ing."""
    stem = root[:-1] if root.endswith("e") else root
    yield from (root, root + "s", stem + "ed", stem + "ing")
    if root.endswith("y"):
        yield from (root[:-1] + "ies", root[:-1] + "ied")
