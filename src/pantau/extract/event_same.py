"""Whether two mentions of force or of plans tell one happening: who did it to whom, and what is to come."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pantau.extract.adverbs import before_adverbs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pantau.extract.happenings import Happening
    from pantau.extract.patterns import Match
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

MEMORY = 6
"""How many sentences back a deed may have been told for its outcome to point at it."""


def is_told_again(story: Story, one: Happening, found: Sequence[Happening]) -> bool:
    """`Memorandum itu ditandatangani oleh X`: a passive whose subject points back at what was signed, agreed or done before, by some of
    the same sides; a visit named anew."""
    match, sentence = one.match, one.sentence
    if any(_is_same_visit(story, k, one) for k in found):
        return True
    before = sentence.tokens[match.first - 1].lower if match.first > 1 else ""
    if match.voice != "passive" or before not in story.lexicon.words["demonstratives"] or one.when is not None:
        return False
    near = (k for k in found if k.sentence is not sentence and sentence.number - k.sentence.number <= MEMORY)
    return any(k.type == one.type and k.modality == one.modality and set(k.actors) & set(one.actors) for k in near)


def _is_same_visit(story: Story, a: Happening, b: Happening) -> bool:
    """`X tiba di Asmara … Kunjungan X ke Asmara membuka babak baru`: a noun of a visit, with no day of its own, of a guest and to a
    place or a host that were told of before; not `kunjungan sebelumnya`."""
    words, tokens = story.lexicon.words, b.sentence.tokens
    noun = b.match.shape != "v" and b.match.tag.form == "nouns"
    comes = any(t.lower in words["arriving"] | words["visiting"] for t in tokens[b.match.first : b.match.last])
    comes = comes and not a.is_mutual and a.recipients == b.recipients and a.modality == b.modality
    if b.type != "CONSULT" or a.type != "CONSULT" or b.is_mutual or not (noun or comes):
        return False
    if b.when is not None or a.sentence is b.sentence or not set(b.actors) <= set(a.actors):
        return False
    if a.claimant is not None and b.claimant is None:
        return False  # the outlet's own words tell it more fully than a speaker's
    near = tokens[max(0, b.match.first - 2) : b.match.last + 2]
    if any(t.lower in words["another_visit"] for t in near) or {a.modality, b.modality} & {"negated"}:
        return False
    where = b.place is not None and a.place is not None and (b.place.words == a.place.words or b.place.code == a.place.code is not None)
    return where or (bool(b.recipients) and set(b.recipients) <= {*a.recipients, *a.actors})


def is_same_plan(a: Happening, b: Happening) -> bool:
    """Whether two mentions far apart tell what one side will, may or did not do to another: such a plan is told anew."""
    unreal = a.modality == b.modality and a.modality in ("future", "hypothetical", "negated")
    return unreal and bool(a.actors and a.recipients) and (a.actors, a.recipients) == (b.actors, b.recipients)


FAR = 2
"""How many paragraphs on a mention that adds nothing tells the same deed again."""


def adds_nothing(a: Happening, b: Happening) -> bool:
    """Whether the later mention, a little further on, names no side, day or place that the first does not: it is told again."""
    near = b.sentence.paragraph - a.sentence.paragraph <= FAR and a.modality == b.modality and not (b.began_on or b.place)
    told = bool(b.actors or (b.recipients and b.type != "ASSAULT"))  # who strikes unnamed may strike again
    return near and told and set(b.actors) <= set(a.actors) and set(b.recipients) <= set(a.recipients)


def is_outcome(words: Mapping[str, frozenset[str]], deed: Happening, come: Happening) -> bool:
    """`attacked a convoy, killing five`, `menyerang pos dan menewaskan lima orang`, `a blast that wounded 12`: what came of a use of
    force told just before, of the same subject, is no second one."""
    if deed.type != "ASSAULT" or come.type != "ASSAULT" or deed.sentence is not come.sentence or deed.modality != come.modality:
        return False
    if not _tells_harm(words, come) or come.match.voice != "active" or deed.match.last > come.match.first:
        return False
    tokens = come.sentence.tokens
    at = before_adverbs(words, tokens, come.match.first)
    link = tokens[at - 1].lower if at else ""
    if link not in words["outcome_links"] or any(t.text in ".;:" for t in tokens[deed.match.last : at]):
        return False
    if link in words["heads_relative"]:
        return at - deed.match.last <= _NEAR_RELATIVE and deed.match.shape != "v"
    goes_on = any(tokens[come.match.first].lower.endswith(ending) for ending in words["participles"])
    return link != "," or goes_on or not words["participles"]


def is_how(story: Story, harm: Happening, deed: Happening) -> bool:
    """`A man was shot dead after gunmen opened fire on them`, `lima orang tewas ketika pria bersenjata menyerang bus`: the use of force
    told behind the harm, whose doer nobody named, is how it came about."""
    if harm.type != "ASSAULT" or deed.type != "ASSAULT" or harm.sentence is not deed.sentence or harm.modality != deed.modality:
        return False
    hurt = harm.match.voice == "passive" or any(h.first <= harm.match.first < h.last for h in harm.sentence.layer("harm"))
    if harm.actors or harm.match.last > deed.match.first or deed.match.shape != "v" or not hurt:
        return False
    between = harm.sentence.tokens[harm.match.last : deed.match.first]
    return any(t.lower in story.lexicon.words["told_later"] for t in between) and not any(t.text in ".;:" for t in between)


def is_means(words: Mapping[str, frozenset[str]], blow: Happening, struck: Happening, opened: int) -> bool:
    """`Serangan drone menghantam konvoi`, `a roadside bomb hit a convoy`: the noun of force, which opens at token `opened`, that is the
    subject of a verb that says only what it struck."""
    if blow.type != "ASSAULT" or struck.type != "ASSAULT" or blow.sentence is not struck.sentence or blow.modality != struck.modality:
        return False
    if blow.match.shape == "v" or struck.match.voice != "active" or not any(root[1:] in words["striking"] for root in struck.roots):
        return False
    tokens = blow.sentence.tokens
    between = tokens[blow.match.last : struck.match.first]
    apart = words["clause_openers"] | words["coordinators"] | words["heads_relative"]
    led = opened > 0 and tokens[opened - 1].lower in words["oblique"] | words["clause_openers"]
    return not led and blow.match.last <= struck.match.first and all(t.is_word and t.lower not in apart for t in between)


_NEAR_RELATIVE = 9
"""Words between a noun of force, with whose it is and where, and the relative clause that tells what came of it."""


def is_within_deed(words: Mapping[str, frozenset[str]], harm: Happening, deed: Happening, opened: int) -> bool:
    """`killed 20 rebels in a clash`, `dua tentara tewas dalam serangan`: the noun, which opens at token `opened`, of the use of force
    in which the harm told before it was done."""
    if deed.type != "ASSAULT" or harm.type != "ASSAULT" or deed.sentence is not harm.sentence or deed.modality != harm.modality:
        return False
    if not _tells_harm(words, harm) or deed.match.shape == "v" or harm.match.last >= opened or deed.match.tag.form == "phrases":
        return False
    tokens = deed.sentence.tokens
    between = tokens[harm.match.last : opened - 1]
    apart = words["clause_openers"] - words["within_deed"]
    return tokens[opened - 1].lower in words["within_deed"] and not any(t.lower in apart or t.text in ",.;:" for t in between)


def is_raid_of(words: Mapping[str, frozenset[str]], taking: Happening, deed: Happening, opened: int) -> bool:
    """`menahan 12 orang dalam penyerbuan di Hebron`, `detained two men in a raid`: the noun, which opens at token `opened`, of the
    use of force by which people were taken, where nobody else is said to have used it."""
    if taking.type != "COERCE" or deed.type != "ASSAULT" or taking.sentence is not deed.sentence or deed.match.shape == "v":
        return False
    if taking.match.shape != "v" or taking.match.last >= opened or any(slot == "actors" for slot, _ in deed.evidence):
        return False
    between = deed.sentence.tokens[taking.match.last : opened - 1]
    apart = words["clause_openers"] - words["within_deed"]
    led = deed.sentence.tokens[opened - 1].lower in words["within_deed"] and not deed.is_mutual
    return led and not any(t.lower in apart or t.text in ",.;:" for t in between)


def _tells_harm(words: Mapping[str, frozenset[str]], one: Happening) -> bool:
    """Whether a verb says that people were killed or wounded, and nothing of how."""
    return one.match.shape == "v" and any(root[1:] in words["outcomes"] for root in one.roots)


def is_another_kind(words: Mapping[str, frozenset[str]], a: Happening, b: Happening) -> bool:
    """`attacked a village … They kidnapped 30 girls`, `also burned down a school`: taking people and setting fire are deeds of their
    own beside each other and beside blows."""
    if a.type == b.type == "CONSULT":  # `menghadiri KTT … Ia juga bertemu PM Malaysia`
        many = len({*a.actors, *a.recipients, *b.actors, *b.recipients}) > 1
        return many and attends(words, a.sentence, a.match) != attends(words, b.sentence, b.match)
    if a.type == b.type == "COERCE":  # `seized power and expelled the French`, `captured the town and arrested 20 people`
        led = itertools.dropwhile(lambda t: t.lower in words["before_verb"], reversed(b.sentence.tokens[: b.match.first]))
        before = next((t.lower for t in led), "")  # `… and has arrested thousands`
        kinds = ("coups", "custody") if a.sentence is b.sentence and before in words["joining_verbs"] else ("coups",)
        return a.match.shape == b.match.shape == "v" and any(_tells(words, a, kind) != _tells(words, b, kind) for kind in kinds)
    if a.type != b.type or b.type != "ASSAULT":
        return a.type == b.type == "SANCTION" and _is_joined_to(words, a, b)
    if b.match.shape == "n" == a.match.shape and b.when is None and _is_one(words, a) and a.sentence is not b.sentence:
        pointed = {t.lower for t in b.sentence.tokens[max(0, b.match.first - 3) : b.match.first]} & words["defining"]
        if _are_many(words, b) and not _are_many(words, a) and not pointed:
            return True  # `16 people died in a blast on Saturday … The group has been involved in attacks in Pakistan`
    if _is_downing(words, a) != _is_downing(words, b):
        return True  # `attacked the city … intercepted 30 of its drones`
    kinds = ("taking",) if a.sentence is b.sentence else ("taking", "burning")
    return _is_told(a, b) and any(_is_of_kind(words, a, kind) != _is_of_kind(words, b, kind) for kind in kinds)


def _is_joined_to(words: Mapping[str, frozenset[str]], a: Happening, b: Happening) -> bool:
    """`menarik diri dari perjanjian dan menjatuhkan sanksi`: two measures by verbs of their own that a word joins in a sentence."""
    if a.sentence is not b.sentence or not a.match.shape == b.match.shape == "v" or set(a.roots) & set(b.roots):
        return False
    at = before_adverbs(words, b.sentence.tokens, b.match.first)
    return at > a.match.last and b.sentence.tokens[at - 1].lower in words["joining_verbs"]


def _is_downing(words: Mapping[str, frozenset[str]], one: Happening) -> bool:
    """Whether a deed stops what was fired or flown: `mencegat rudal`, `shot down a drone`."""
    return _tells(words, one, "downing") or _is_of_kind(words, one, "downing")


def _tells(words: Mapping[str, frozenset[str]], one: Happening, kind: str) -> bool:
    """Whether a word of a kind stands in what tells a deed."""
    return any(t.lower in words[kind] for t in one.sentence.tokens[one.match.first : one.match.last])


def _is_one(words: Mapping[str, frozenset[str]], one: Happening) -> bool:
    """Whether a noun of a deed has its day, or an article that counts one."""
    before = one.sentence.tokens[max(0, one.match.first - 3) : one.match.first]
    return one.when is not None or any(t.lower in words["single_articles"] for t in before)


def _are_many(words: Mapping[str, frozenset[str]], one: Happening) -> bool:
    """Whether a noun tells of several deeds: `attacks`, `serangan-serangan`."""
    word = one.sentence.tokens[one.match.last - 1].lower
    halves = word.split("-")
    return word.endswith("s") if words["genitives"] else len(halves) == 2 and halves[0] == halves[1].removesuffix("nya")


def attends(words: Mapping[str, frozenset[str]], sentence: Sentence, match: Match) -> bool:
    """Whether somebody takes part where many meet."""
    return any(t.lower in words["attending"] for t in sentence.tokens[match.first : match.last])


def _is_told(a: Happening, b: Happening) -> bool:
    """Whether both mentions are verbs, and the first says how it was done."""
    return a.match.shape == b.match.shape == "v" and a.match.tag.form != "weak"


def _is_of_kind(words: Mapping[str, frozenset[str]], one: Happening, kind: str) -> bool:
    return any(root[1:] in words[kind] for root in one.roots)


def is_parted_by_time(words: Mapping[str, frozenset[str]], b: Happening) -> bool:
    """`came a day after rebels attacked a pipeline`, `sehari setelah seorang pemukim ditikam`: what happened some time before or after
    what the sentence tells of is another deed than those told before."""
    tokens = b.sentence.tokens
    for at in range(b.match.first - 1, max(0, b.match.first - _FAR_SPELL), -1):
        if tokens[at].text in ",.;:":
            return False
        if tokens[at].lower in words["anniversaries"]:
            return True  # `the anniversary of the US-led invasion`
        if tokens[at].lower in words["sequence"] and tokens[at - 1].lower in words["time_spans"]:
            return True
    return False


_FAR_SPELL = 9
"""Words between `a day after` and what happened then."""
