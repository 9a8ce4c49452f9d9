"""People told otherwise than by a noun behind their number: a toll set at a figure, a thing that a noun of people describes."""

from __future__ import annotations

from pantau.extract.numbers import NumberMention
from pantau.extract.story import Story
from pantau.extract.view import Sentence


def is_told_toll(story: Story, sentence: Sentence, first: int) -> bool:
    """`the toll rose to 26`, `jumlah prajurit AS yang tewas di Irak menjadi 3.282`: a noun of the harmed, or of their number with a
    word of harm behind it, before a figure."""
    tolls = story.lexicon.words["toll_nouns"]
    opened = next((i for i in range(first) if sentence.tokens[i].lower in tolls), first)
    harms = [m for m in sentence.layer("harm") if m.last <= first]
    return any(m.tag.form == "nouns" or m.first > opened for m in harms)


def is_graver_part(story: Story, sentence: Sentence, last: int) -> bool:
    """`30 orang cedera, delapan di antaranya luka parah`, `one of them critically`: how many of those counted suffered more is no
    figure of its own."""
    words, tokens = story.lexicon.words, sentence.tokens
    of_them = any(t.lower in words["of_whom"] for t in tokens[last : last + 3])
    return of_them and any(t.lower in words["gravely"] for t in tokens[last : last + _FAR_GRAVE])


_FAR_GRAVE = 7
"""Words behind a figure of a part within which it is told how gravely these were hurt."""


def is_put_at(story: Story, sentence: Sentence, first: int) -> bool:
    """`put the death toll from the strike at 17`: a verb that sets a toll, and the figure behind its preposition."""
    words, tokens = story.lexicon.words, sentence.tokens
    if not first or tokens[first - 1].lower not in words["set_at"]:
        return False
    return any(t.lower in words["setting"] for t in tokens[max(0, first - _FAR_SET) : first - 1])


_FAR_SET = 18
"""Words between a verb that sets a toll and its figure."""


def describes_thing(story: Story, sentence: Sentence, at: int, number: NumberMention) -> bool:
    """`30 police posts`, `a passenger jet`: a noun of people that stands before a thing of the figure's own number describes it, where
    describing words stand before their noun."""
    tokens, first = sentence.tokens, sentence.token_at(number.whole.start)
    thing = next((m for m in sentence.layer("victim") if m.first == at and m.tag.name == "not_victims"), None)
    if thing is None or at <= first + 1 or not story.lexicon.words["genitives"]:
        return False
    many, described = tokens[thing.last - 1].lower.endswith("s"), tokens[at - 1].lower
    return many == (number.low != 1) and not described.endswith(("s", "men", "people", "children"))


def shared_noun(story: Story, sentence: Sentence, at: int) -> tuple[int, str] | None:
    """`two Indian and three Filipino sailors`: behind a people's name at token `at`, the noun that the number joined to it counts; its
    class, and the token behind the name."""
    named, words, tokens = sentence.named.get(at), story.lexicon.words, sentence.tokens
    if named is None or named.named.name not in story.lexicon.names.demonyms or not words["genitives"]:
        return None
    if named.last >= len(tokens) or tokens[named.last].lower not in words["coordinators"]:
        return None
    joined = (n for n in story.numbers(sentence) if n.kind == "count" and sentence.token_at(n.whole.start) == named.last + 1)
    number = next(joined, None)
    end = sentence.token_at(number.span.end) if number is not None else -1
    other = sentence.named.get(end)
    noun = next((m for m in sentence.layer("victim") if other is not None and m.first in (end, other.last)), None)
    return (named.last, noun.tag.name) if noun is not None and noun.tag.name != "not_victims" else None


def part_of_harmed(story: Story, sentence: Sentence, last: int) -> tuple[int, str] | None:
    """`Eleven of those killed were children`, `sebelas dari mereka yang tewas adalah anak-anak`: behind a number that ends at token
    `last`, those harmed of whom it counts a part, up to their word of harm, and the class of what they are told to be."""
    words, tokens = story.lexicon.words, sentence.tokens
    if last + 1 >= len(tokens) or tokens[last].lower not in words["partitive"] | words["from_agent"]:
        return None
    harm = next((m for m in sentence.layer("harm") if 0 < m.first - last <= _FAR_HARM), None)
    if harm is None or not all(t.lower in words["those"] for t in tokens[last + 1 : harm.first]):
        return None
    told = range(harm.last, min(len(tokens) - 1, harm.last + _FAR_TOLD))
    copula = next((i for i in told if tokens[i].lower in words["copulas"] or tokens[i].text in ".;:"), None)
    if copula is None or tokens[copula].lower not in words["copulas"]:
        return None
    noun = next((m for m in sentence.layer("victim") if 0 < m.first - copula <= 2), None)
    return (harm.last, noun.tag.name) if noun is not None and noun.tag.name in ("civilian", "military") else None


_FAR_HARM = 4
"""Words between a number and the word of harm of those it counts a part of."""
_FAR_TOLD = 16
"""Words between that word and what they are told to be."""


def is_whose_kin(story: Story, sentence: Sentence, first: int) -> bool:
    """`three nephews of a Fatah official`, `tiga keponakan dari seorang pejabat`: who is named behind people counted is not counted."""
    links = story.lexicon.words["partitive"] | story.lexicon.words["from_agent"]
    if first < 2 or sentence.tokens[first - 1].lower not in links:
        return False
    counted = {sentence.token_at(n.span.end) for n in story.numbers(sentence) if n.kind == "count"}
    people = (m for m in sentence.layer("victim") if m.last == first - 1 and m.tag.name != "not_victims")
    return any(m.first in counted for m in people)


def is_age(sentence: Sentence, first: int, last: int) -> bool:
    """`Griffin, 42, was arrested`: a bare number between commas behind a name is its bearer's age."""
    tokens = sentence.tokens
    if first < 2 or last >= len(tokens) or last - first > 1:
        return False
    return tokens[first - 1].text == "," and tokens[last].text in ",." and tokens[first - 2].is_capital
