"""Whose words a mention's are: offices and bodies speak for their party, witnesses and whole peoples for nobody, pronouns for who is
meant."""

from __future__ import annotations

from pantau.extract.actors import NOBODY, PLAIN, VOICELESS, Actor, plain
from pantau.extract.bands import is_short_form
from pantau.extract.made_known import OUT_OF_OFFICE
from pantau.extract.mentions import Mention
from pantau.extract.offices import named_before
from pantau.extract.story import SOURCE, Story
from pantau.extract.view import Sentence
from pantau.model import Span

Who = tuple[Span | None, Actor]


def speaker_of(story: Story, sentence: Sentence, mention: Mention) -> Who:
    """The speaker as written and whose he is; witnesses, experts, medics and people in the street speak for no party."""
    words, tokens = story.lexicon.words, sentence.tokens[mention.first : mention.last]
    actor = story.actor(mention, sentence)
    if mention.is_pronoun:
        subject = _subject_meant(story, sentence, mention)
        if subject is not None:
            return speaker_of(story, sentence, subject)
        closes = mention.first < 2 or sentence.tokens[mention.first - 1].text == ","
        if len(tokens) == 1 and closes and tokens[0].lower in words["pronouns_third_plural"] and _spoke_just_now(story, sentence):
            return story.speaker_name, story.speaker  # `Palestinian sources said … they said`
        if len(tokens) == 1 and tokens[0].lower in words["pronouns_third"] - words["things"]:
            person = _person_told(story, sentence, mention)
            if person is not None and story.actor(person, sentence).code and (not story.person_name or person.first <= 3):
                return person.name, story.actor(person, sentence)
            told = told_before(story, sentence)
            if told is not None or story.person_name:
                return told or (story.person_name, story.person)
            actor = actor if story.speaker_name or person is not None else NOBODY  # `Iraqis …, he said`
        if len(tokens) == 1 and tokens[0].lower not in words["pronouns_third_plural"] | words["pairs"]:
            return story.speaker_name or mention.span, story.speaker if story.speaker_name else actor
        people = (actor.code or "").endswith("_CIV")  # `salah satu dari mereka`, of employees: they speak for themselves
        return mention.span, Actor(None, actor.role) if people else actor
    before = _spoken_before(story, sentence, mention)
    if before is not None:
        return before
    if actor.code is None and not mention.roles:
        # `Nagorno-Karabakh melaporkan …`: where a place and a party bear one name, the place that speaks is the party
        actor = next((Actor(n.code, "") for n in mention.names if n.kind == "place" and n.code in PLAIN), actor)
    if story.has_left(mention, sentence):
        actor = Actor(None, "expert", OUT_OF_OFFICE)
    private = any(t.lower in words["private"] for t in tokens)
    if is_of_thing(story, sentence, mention):
        actor = Actor(None, actor.role)
    voiceless = actor.role in VOICELESS and (private or not any(t.lower in words["public"] for t in tokens))
    if (voiceless and not _is_body(story, actor)) or _is_people(story, sentence, mention, actor):
        actor = Actor(None, actor.role)
    elif actor.role in VOICELESS:
        actor = actor._replace(code=plain(actor.code))  # `Palestinian health officials` are no civilians
    return _called(story, sentence, mention), actor


def _spoke_just_now(story: Story, sentence: Sentence) -> bool:
    """Whether several people, by the plural of their noun, spoke last, in this sentence or the one before."""
    name = story.speaker_name
    if name is None or not story.lexicon.words["genitives"] or not name.of(story.view.text).lower().endswith("s"):
        return False
    before = story.view.sentences[max(0, sentence.number - 1)]
    people = next((m for m in story.mentions(before) if m.span.overlaps(name)), None)
    return before.span.start <= name.start and people is not None and bool(people.roles) and not people.has_person


_SMALL = ("before_verb", "being", "oblique", "clause_openers", "coordinators", "heads_relative", "negation", "future", "hypothetical")
"""Lists of words that no noun phrase goes on with."""


def is_of_thing(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`a Swedish arms company said`, `the English alphabet`: a people's name that only describes the noun behind it, of nobody who
    speaks for a state; `the French side` does."""
    words, tokens, at = story.lexicon.words, sentence.tokens, mention.last
    demonyms = story.lexicon.names.demonyms
    bare = mention.names and not mention.roles and not mention.has_person and all(n.name in demonyms for n in mention.names)
    if not words["genitives"] or not bare or at >= len(tokens) or not tokens[at].text.islower():
        return False
    told = {m.first for m in sentence.layer("event", "speech", "harm") if m.shape == "v"}
    shape = story.lexicon.patterns.morphology.shape
    end = at
    while end < len(tokens) and tokens[end].text.islower() and end not in told and shape(tokens[end].lower)[0] != "v":
        if any(tokens[end].lower in words[name] for name in _SMALL):
            break
        end += 1
    return end > at and tokens[end - 1].lower not in words["sides"]


def told_before(story: Story, sentence: Sentence) -> Who | None:
    """`Bush defended his plan. It would work, he said`: the person of whom the sentence before tells, where nobody has spoken since."""
    if sentence.number == 0:
        return None
    before = story.view.sentences[sentence.number - 1]
    first = next((m for m in story.mentions(before) if not m.preposition), None)
    if first is None or first.name is None or not first.has_person or sentence.paragraph - before.paragraph > 1:
        return None
    quoted = any(q.overlaps(before.span) for q in story.view.paragraphs[before.paragraph].quotes)
    if quoted or any(m.tag.name != "none" and m.tag.form != "nouns" for m in before.layer("speech")):
        return None
    known = story.actor(first, before)
    return (first.name, known) if known.code or first.roles else None


def _called(story: Story, sentence: Sentence, mention: Mention) -> Span:
    """A speaker as written: by his name; `juru bicara PCG`, `kepala polisi Guayaquil` by the office, or the name behind its comma."""
    name = mention.name
    words = name.of(story.view.text) if name is not None else ""
    if name is None or not mention.roles or not (is_short_form(words) or story.place_of(words) is not None):
        return name or mention.span
    behind = next((m for m in story.mentions(sentence) if m.first == mention.last + 1), None)
    apposed = behind is not None and sentence.tokens[mention.last].text == "," and not behind.roles and not behind.preposition
    return behind.name if apposed and behind is not None and behind.name is not None else mention.span


def _is_body(story: Story, actor: Actor) -> bool:
    """Whether experts, medics and sources are those of an organisation (`a WHO doctor`, `UN experts`): they speak for it."""
    code = actor.code
    return actor.role != "media" and code is not None and code not in story.states | story.armed and code == plain(code)


def _is_people(story: Story, sentence: Sentence, mention: Mention, actor: Actor) -> bool:
    """Whether somebody speaks for himself alone: a civilian of no named people, or those whom a poll has asked."""
    words = story.lexicon.words
    asked = any(t.lower in words["polls"] for t in sentence.tokens)
    near = sentence.tokens[max(0, mention.first - 2) : mention.last]
    called = asked and mention.names and not mention.roles and not mention.has_person
    if called and any(t.lower in words["amounts_asked"] for t in near):
        return True  # `most Israelis said`
    return actor.role == "civilian" and (not mention.names or mention.has_person or asked)


def _spoken_before(story: Story, sentence: Sentence, mention: Mention) -> Who | None:
    """`jurubicara itu`, `the official`: who spoke before under the noun that is pointed at."""
    words, tokens = story.lexicon.words, sentence.tokens
    behind = mention.last < len(tokens) and tokens[mention.last].lower in words["demonstratives"]
    before = tokens[mention.first].lower in words["defining"]
    head = tokens[mention.first : mention.last]
    if head[-1].lower in words["sources"] and all(t.lower in words["defining"] for t in head[:-1]):
        return story.spoken.get(SOURCE)  # `Sumber mengatakan …`, `…, the sources added`
    if not (behind or before) or mention.names or mention.name is not None or not {"official", "media"} & set(mention.roles):
        return None
    spoken = story.spoken.get(story.head_word(mention, sentence))
    if spoken is None and any(t.lower in words["spokesmen"] for t in head) and story.speaker.code and not story.speaker.how:
        return mention.span, Actor(story.speaker.code, "official", "the last speaker")  # `Jepang lewat juru bicaranya mengecam …`
    held = "official" in mention.roles and story.person_name is not None and story.person.code
    if spoken is None and held and story.is_person(mention.span, sentence):
        one = named_before(story, mention, sentence) is None
        return (story.person_name, story.person) if one else None  # `The secretary general also appealed …`: who spoke here
    return spoken


def _subject_meant(story: Story, sentence: Sentence, pronoun: Mention) -> Mention | None:
    """`Jaish al-Mujahedeen emerged in 2005 when it claimed …`: a pronoun behind `when` means the one that opens its sentence."""
    words, tokens = story.lexicon.words, sentence.tokens
    single = words["pronouns"] - words["pronouns_third_plural"] - words["pronouns_first"] - words["pronouns_second"]
    if pronoun.last - pronoun.first > 1 or tokens[pronoun.first].lower not in single or not pronoun.first:
        return None
    opener, first = tokens[pronoun.first - 1].lower, next(iter(story.mentions(sentence)), None)
    if opener in words["turning"] | words["joining_verbs"] and tokens[pronoun.first].lower in words["pronouns_third"]:
        return _person_told(story, sentence, pronoun)
    if first is None or opener not in words["told_later"] or first.first > 1 or first.preposition or first.is_pronoun:
        return None
    return first if first.name is not None or first.names else None


def _person_told(story: Story, sentence: Sentence, pronoun: Mention) -> Mention | None:
    """`Trump touched on the plan, but he said …`: the person of whom the sentence tells before the pronoun."""
    before = (m for m in story.mentions(sentence) if m.last < pronoun.first and not m.preposition and not m.is_pronoun)
    first = next(before, None)
    return first if first is not None and first.has_person and first.name is not None else None


MOST_SOURCE_WORDS = 2
"""Words that may say how many sources, or of what kind, and not of whom: `some other sources`."""


def bare_source(story: Story, sentence: Sentence, verb: int) -> Who | None:
    """`Some sources say`, `Beberapa sumber mengatakan`: sources of nobody that open their clause; those who spoke before where nothing
    stands with them."""
    words, tokens, at = story.lexicon.words, sentence.tokens, verb - 1
    if at < 0 or tokens[at].lower.split("-")[0] not in words["sources"]:
        return None
    if any(m.first <= at < m.last for m in story.mentions(sentence)):
        return None
    first = at
    low = max(0, at - MOST_SOURCE_WORDS)
    while first > low and tokens[first - 1].is_word and (first == 1 or not tokens[first - 1].is_capital):
        first -= 1
    if first and tokens[first - 1].is_word:
        return None
    if all(t.lower in words["defining"] for t in tokens[first:at]):
        before = story.spoken.get(tokens[at].lower.removesuffix("s"))
        last = (story.speaker_name, story.speaker) if first < at and story.speaker.code else None  # `the source said`: who spoke before
        return before or last or (sentence.span_of(first, at + 1), NOBODY)
    return sentence.span_of(first, at + 1), NOBODY
