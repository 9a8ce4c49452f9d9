"""Numbers that count people: the noun they count, whose people these are, and the word of harm that befell them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from pantau.extract.actors import FORCES
from pantau.extract.counted_things import (
    describes_thing,
    is_age,
    is_graver_part,
    is_put_at,
    is_told_toll,
    is_whose_kin,
    part_of_harmed,
    shared_noun,
)
from pantau.extract.mentions import Mention
from pantau.extract.numbers import NumberMention
from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token

BODIES = frozenset({"organs", "government"})
"""Roles of bodies, not of people: `a court` is nobody's number."""
SMALL = ("oblique", "coordinators", "clause_openers", "before_verb", "heads_relative", "pronouns", "locatives", "negation")
"""Word sets of small words: none of them is a noun that is counted."""
BYSTANDERS = frozenset({"civilian", "medic", "media"})


@dataclass(frozen=True)
class Counted:
    """A number with what it counts at tokens [first, last): the noun's category, the mention it belongs to, whether it is `291
    lainnya`."""

    number: NumberMention
    first: int
    last: int
    category: str = "unspecified"
    has_noun: bool = False
    mention: Mention | None = None
    is_rest: bool = False
    reaches: bool = False


def find_counted(story: Story, sentence: Sentence) -> list[Counted]:
    """The numbers of a sentence that count people."""
    found = (_read(story, sentence, n) for n in story.numbers(sentence) if n.kind == "count" or _is_all_of(story, sentence, n))
    return [counted for counted in found if counted is not None]


def _is_all_of(story: Story, sentence: Sentence, number: NumberMention) -> bool:
    """`ketiga pria itu`, `ke-15 pelaut`: an ordinal before people counts all of them, where ordinals stand behind their noun."""
    if number.kind != "ordinal" or story.lexicon.words["genitives"]:
        return False
    first, last = sentence.token_at(number.whole.start), sentence.token_at(number.span.end)
    people = [m for m in sentence.layer("victim") if m.tag.name != "not_victims"]
    return any(m.first == last for m in people) and not any(m.last == first for m in people)  # not `anak ketiga orang itu`


def _counts_nobody(story: Story, sentence: Sentence, number: NumberMention, first: int, last: int) -> bool:
    """Whether the words around a number say that no people hurt are counted by it."""
    words, tokens = story.lexicon.words, sentence.tokens
    before = tokens[first - 1].lower if first else ""
    if before in words["by_agent"] or before in words["negation"]:
        return True  # `was shot dead by a sniper`, `tidak seorang pun terluka`, `not a single soldier`
    if any(t.lower in words["object_classifiers"] for t in tokens[first:last]) or is_age(sentence, first, last):
        return True
    if is_graver_part(story, sentence, last) or is_whose_kin(story, sentence, first):
        return True
    return _is_before_number(story, sentence, number) or _is_of_month(story, sentence, first)


def _read(story: Story, sentence: Sentence, number: NumberMention) -> Counted | None:
    tokens = sentence.tokens
    first, last = sentence.token_at(number.whole.start), sentence.token_at(number.span.end)
    if _counts_nobody(story, sentence, number, first, last):
        return None
    if (part := part_of_harmed(story, sentence, last)) is not None:
        return Counted(number, first, part[0], part[1], True)
    last = _past_partitive(story, sentence, last)
    at, categories = _nouns(sentence, last)
    if not categories:
        at, categories = _nouns_in_name(sentence, last)
    if "not_victims" in categories[:1] or describes_thing(story, sentence, at, number):
        return None
    of_them = _people_meant(story, sentence, first, last) if not categories else None
    if of_them is not None:
        category = _category_of(of_them.roles, named_noun=False)
        return Counted(number, first, last, category, True, of_them)
    if not categories and _is_people(story, sentence, last):
        at, categories = sentence.named[last].last, ["military" if sentence.named[last].named.kind == "group" else "unspecified"]
    if not categories and (shared := shared_noun(story, sentence, last)) is not None:
        at, categories = shared[0], [shared[1]]
    mention = _mention_of(story, sentence, last, at)
    roles = tuple(r for r in mention.roles if r not in BODIES) if mention is not None else ()
    is_article = tokens[first].lower in story.lexicon.words["single_articles"]
    if is_article and number.low == 1 and any(t.lower in story.lexicon.words["toll_nouns"] for t in tokens[first:at]):
        return None  # `an unknown number of rebels`
    if is_article and not categories and (not roles or _is_thing(sentence, mention)):
        return None  # `an exodus`, `an Israeli tank`: an article counts nobody by itself
    if is_article and _is_adjective(story, sentence, max(at, mention.last if mention is not None and mention.first <= at else at)):
        return None  # `an official inquiry`, `a local hospital`
    if is_article and mention is not None and (_is_doer_of(story, sentence, mention) or _is_body(story, sentence, mention, at)):
        return None
    if not categories and roles and set(roles) == {"media"}:
        return None  # `one television channel said`: people of the media are victims by a noun of their own
    has_noun = bool(categories) or (mention is not None and first <= mention.first <= last and bool(roles))
    person = tokens[first].lower in story.lexicon.words["person_classifiers"]
    has_noun = has_noun or (person and mention is not None) or (person and last < len(tokens) and tokens[last].is_word)
    figure = sentence.token_at(number.span.start)
    opened = first - 1 if any(m.last == first for m in sentence.layer("harm") if m.shape == "v") else max(0, first - 2)
    reaches = any(t.lower in story.lexicon.words["reaching"] for t in tokens[max(0, opened) : figure])
    reaches = reaches or is_put_at(story, sentence, first)
    is_toll = reaches and is_told_toll(story, sentence, first)  # `the toll rose to 26`
    bare = not has_noun and last < len(tokens) and tokens[last].is_word and not is_toll
    if bare and not _is_bare_count(story, sentence, first, last):
        return None
    category = next((c for c in categories if c in ("military", "civilian")), "unspecified")
    is_rest = "others" in categories
    if category == "unspecified" and has_noun and (not is_rest or roles):
        category = _category_of(roles, named_noun=bool(categories))
    end = max(at, last, mention.last if mention is not None and has_noun and mention.first <= at else 0)
    if has_noun and (mention is None or not mention.names):
        owner = _owner_behind(story, sentence, end)
        mention, end = (owner, owner.last) if owner is not None else (mention, end)
        fights = bool(FORCES & set(owner.roles[:1])) if owner is not None else _is_of_fighters(story, sentence, end)
        category = "military" if category == "unspecified" and fights else category
    return Counted(number, first, end, category, has_noun, mention if has_noun else None, is_rest, reaches)


def _people_meant(story: Story, sentence: Sentence, first: int, last: int) -> Mention | None:
    """`a bus carrying police recruits, killing at least 17 of them`: the people named before, of whom a figure counts some."""
    words, told = story.lexicon.words, [t.lower for t in sentence.tokens[last : last + 2]]
    if len(told) < 2 or told[0] not in words["partitive"] or told[1] not in words["pronouns_object"]:
        return None
    if first > 0 and not sentence.tokens[first - 1].is_word:
        return None  # `30 were wounded, eight of them seriously`: a part of the figure before
    before = (m for m in story.mentions(sentence) if m.last <= first and m.roles and not m.is_pronoun)
    return next(reversed([m for m in before if not set(m.roles) & BODIES]), None)


def _is_people(story: Story, sentence: Sentence, at: int) -> bool:
    """`21 Iraqis`: a name of a people in the plural is a noun that is counted."""
    words, tokens = story.lexicon.words, sentence.tokens
    named = sentence.named.get(at)
    if named is not None and named.named.kind == "group" and named.named.code in story.armed:
        near = range(named.last, named.last + 2)  # `ten Taliban were killed`, `killed 40 Taliban`
        return any(m.first in near or at - 3 <= m.last <= at for m in sentence.layer("harm"))
    if named is None or named.named.name not in story.lexicon.names.demonyms or not words["genitives"]:
        return False
    if tokens[named.last - 1].text.endswith("s"):
        return True
    behind = tokens[named.last] if named.last < len(tokens) else None
    free = words["being"] | words["coordinators"] | words["oblique"]
    single = tokens[at - 1].lower in words["single_articles"] or tokens[at - 1].lower == "one"
    befell = any(m.first == named.last for m in sentence.layer("harm", "event"))
    return single and (befell or behind is None or not behind.is_word or behind.lower in free)


def _is_thing(sentence: Sentence, mention: Mention | None) -> bool:
    """Whether a mention ends with a noun that is no victim."""
    things = (m for m in sentence.layer("victim") if m.tag.name == "not_victims")
    return mention is not None and any(m.last == mention.last for m in things)


def _is_before_number(story: Story, sentence: Sentence, number: NumberMention) -> bool:
    """`another 10 were injured`: a word for one directly before a figure counts nobody of its own."""
    last = sentence.token_at(number.whole.end)
    single = number.low == 1 and not sentence.tokens[sentence.token_at(number.span.start)].text.isdecimal()
    return single and any(sentence.token_at(n.whole.start) == last for n in story.numbers(sentence) if n.kind == "count")


def _owner_behind(story: Story, sentence: Sentence, end: int) -> Mention | None:
    """`a member of a Hamas-led security force`: the body whose people are counted, named behind them."""
    words, link = story.lexicon.words, sentence.tokens[end].lower if end < len(sentence.tokens) else ""
    joined = link in words["coordinators"] and not words["genitives"]  # `15 pelaut dan marinir Inggris`
    if link not in words["partitive"] and not joined:
        return None
    behind = (m for m in story.mentions(sentence) if m.first == end + 1 and m.names)
    return next((m for m in behind if m.roles or not joined), None)


def _is_of_fighters(story: Story, sentence: Sentence, end: int) -> bool:
    """`11 members of the security forces`: whether those whose people are counted fight."""
    if end >= len(sentence.tokens) or sentence.tokens[end].lower not in story.lexicon.words["partitive"]:
        return False
    behind = next((m for m in story.mentions(sentence) if 0 <= m.first - end <= 2), None)
    return behind is not None and bool(FORCES & set(behind.roles[:1]))


def _is_body(story: Story, sentence: Sentence, mention: Mention, at: int) -> bool:
    """`an army base`, `a police spokesman`: a noun of a body is nobody's number, and with an article describes the noun behind it."""
    word = sentence.tokens[max(at, mention.last) - 1].lower
    return word in story.lexicon.words["collectives"]


def _is_doer_of(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`a rebel attack`: whose deed it is that the article opens, where owners stand before their noun, is nobody counted."""
    deeds = (m for m in sentence.layer("event") if m.first == mention.last and m.tag.name != "none")
    return bool(story.lexicon.words["genitives"]) and any(m.shape != "v" for m in deeds)


def _past_partitive(story: Story, sentence: Sentence, last: int) -> int:
    """Past the small words between a number and its people: `thousands of people`, `three of its soldiers`, `two foreign workers`."""
    words, tokens = story.lexicon.words, sentence.tokens
    people = {m.first for m in sentence.layer("victim", "role") if m.tag.name not in BODIES}
    people |= {m.first for m in story.mentions(sentence) if m.roles and not set(m.roles) <= BODIES}
    told = [t.lower for t in tokens[last : last + 3]]
    if len(told) == 3 and told[1] in words["toll_nouns"] and told[2] in words["partitive"]:
        last += 3  # `brought to seven the number of soldiers killed`
    at = last + (_capitals(tokens, last) if words["genitives"] else 0)
    if at > last and at in people:
        return at  # `an Al Jazeera journalist`
    at = last
    while at < len(tokens) and at - last < _FAR_NOUN and at not in people:
        named = sentence.named.get(at)
        if named is not None and named.last in people:
            return named.last  # `two Fatah members`
        if at > last + 1 and named is not None and _is_people(story, sentence, at):
            return at  # `four of the Americans`
        word = tokens[at].lower
        small = word in words["partitive"] if at == last else word in words["articles"] or word in words["modifiers"]
        small = small or (at == last and (word in words["modifiers"] or word in words["between_number"]))
        if not small and not _is_aged(story, sentence, at) and not _describes(story, sentence, at, last):
            break
        at += 1
    return at if at in people else last


def _capitals(tokens: Sequence[Token], at: int) -> int:
    """How many words with a capital stand at a token, up to a noun's distance."""
    return sum(1 for _ in itertools.takewhile(lambda t: t.is_word and t.is_capital, tokens[at : at + _FAR_NOUN]))


def _is_aged(story: Story, sentence: Sentence, at: int) -> bool:
    """`a 31-year-old soldier`: whether a token belongs to the age between an article and its noun."""
    ages, tokens = story.lexicon.words["ages"], sentence.tokens
    opens = tokens[at].text == "-" or tokens[at].text.isdecimal()
    return tokens[at].lower in ages or (opens and any(t.lower in ages for t in tokens[at : at + 3]))


def _describes(story: Story, sentence: Sentence, at: int, last: int) -> bool:
    """`eight telecommunications workers`, `two power plant employees`: a small word without a job of its own describes the people
    counted, where describing words stand before their noun."""
    words, token = story.lexicon.words, sentence.tokens[at]
    if not words["genitives"] or at - last > 1 or not token.text.isalpha() or not token.text.islower():
        return False
    if any(token.lower in words[name] for name in SMALL) or token.lower.endswith("ly"):
        return False
    return not any(m.first <= at < m.last for m in sentence.layer("harm", "victim", "event", "speech"))


_FAR_NOUN = 4
"""Words that may stand between a number and the noun it counts."""


def _nouns(sentence: Sentence, last: int) -> tuple[int, list[str]]:
    """The victim nouns behind a number, as categories, and the token behind them: `dua orang prajurit`, `tiga lainnya`."""
    victims = {m.first: m for m in sentence.layer("victim")}
    states = {m.last - 1 for m in sentence.layer("harm") if m.tag.form == "adjectives" or m.last - m.first > 1}
    at = last
    categories: list[str] = []
    while at in victims and len(categories) < 4:
        name = victims[at].tag.name
        if categories and (name == "not_victims" or at in states):
            break  # `leaving two Thai soldiers dead`
        categories.append(name)
        at = victims[at].last
        if name == "not_victims":
            break
    return at, categories


def _nouns_in_name(sentence: Sentence, last: int) -> tuple[int, list[str]]:
    """The victim noun that ends the name directly behind a number: `15 Tamil rebels`."""
    named = sentence.named.get(last)
    ends = (m for m in sentence.layer("victim") if named is not None and last < m.first and m.last == named.last)
    noun = next(ends, None)
    return (noun.last, [noun.tag.name]) if noun is not None else (last, [])


def _mention_of(story: Story, sentence: Sentence, last: int, at: int) -> Mention | None:
    """The mention the counted noun belongs to: the one it stands in, else one directly behind it."""
    mentions = [m for m in story.mentions(sentence) if not m.is_pronoun]
    inside = next((m for m in mentions if m.last > last and (m.first <= at <= m.last or last <= m.first < at)), None)
    body = (m for m in mentions if m.last == last < at and m.names and m.units[-1].kind == "name")  # `two Fatah members`
    inside = inside or next(body, None)
    return inside or next((m for m in mentions if m.first == at and not m.preposition), None)


def _category_of(roles: Sequence[str], *, named_noun: bool) -> str:
    """The category the roles of the mention tell; behind a neutral noun (`anggota`, `orang`) only fighters count."""
    if FORCES & set(roles[:2] if named_noun else roles[:1]):
        return "military"
    return "civilian" if not named_noun and BYSTANDERS & set(roles[:1]) else "unspecified"


def _is_bare_count(story: Story, sentence: Sentence, first: int, at: int) -> bool:
    """Whether a number without a noun counts people all the same: a word of harm follows (`8 ribu meninggal`, `200,000 Rohingya have
    fled`), or one that wants an object stands before it (`killed ten and wounded 60 in a market`)."""
    harms, words = sentence.layer("harm"), story.lexicon.words
    behind = sentence.tokens[at + 1].lower if at + 1 < len(sentence.tokens) else ""
    at += sentence.tokens[at].is_capital and behind in words["being"] | words["done"]
    struck = [m for m in harms if m.last == first and m.voice == "active" and m.shape == "v"]
    if any(m.tag.name in ("killed", "wounded") or _is_closed(story, sentence, at) for m in struck):
        return True  # `killed ten`; not `seized 15 apartments`
    taken = [m for m in harms if not (m.tag.form == "nouns" and m.tag.name == "captured")]  # `some kidnappings`
    return any(m.first <= at < m.last or 0 <= m.first - at <= 1 for m in taken)


def _is_closed(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether no noun follows a bare number: a small word, a name or the end of the sentence."""
    token = sentence.tokens[at]
    return not token.text.islower() or any(token.lower in story.lexicon.words[name] for name in SMALL)


def _is_adjective(story: Story, sentence: Sentence, at: int) -> bool:
    """Whether a word that may be a noun of people, and ends before token `at`, describes the noun behind it."""
    words, tokens = story.lexicon.words, sentence.tokens
    if not words["genitives"] or at >= len(tokens) or tokens[at - 1].lower not in words["modifiers"]:
        return False
    shape = story.lexicon.patterns.morphology.shape(tokens[at].lower)[0]
    harmed = any(m.first <= at < m.last and m.tag.name != "not_victims" for m in sentence.layer("harm", "victim"))
    return tokens[at].text.isalpha() and not _is_closed(story, sentence, at) and shape != "v" and not harmed


def _is_of_month(story: Story, sentence: Sentence, first: int) -> bool:
    """`an April 1 rebel ambush`: a number directly behind a month is its day."""
    before = sentence.tokens[first - 1] if first else None
    return before is not None and before.is_capital and before.lower in story.lexicon.words["day_names"]
