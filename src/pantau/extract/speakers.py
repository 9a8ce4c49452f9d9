"""Who speaks: the subject of a reporting verb, the name behind it, or the one who spoke before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pantau.extract.actors import NOBODY, Actor, plain, suffixed
from pantau.extract.clauses import clause_floor
from pantau.extract.groups import codes_of, groups
from pantau.extract.mentions import Mention
from pantau.extract.owners import owning_person
from pantau.extract.papers import CLOSING, has_issued, is_said_by_paper, paper_of, seen_by_medium
from pantau.extract.patterns import Match
from pantau.extract.reporting import tells_how
from pantau.extract.said import Said
from pantau.extract.story import OF_SCENE, Story
from pantau.extract.view import Sentence
from pantau.extract.voices import Who, bare_source, speaker_of, told_before
from pantau.model import Span


def speaker_after(story: Story, sentence: Sentence, match: Match) -> Who:
    """The speaker behind a postposed verb: `kata Menlu …`, `katanya`, `kata pernyataan itu`."""
    words, tokens = story.lexicon.words, sentence.tokens
    last = (story.speaker_name, story.speaker)
    if any(tokens[match.last - 1].lower.endswith(c) for c in words["own_clitics"]):
        closes = match.first > 0 and tokens[match.first - 1].text == "," and match.last + 1 >= len(tokens)
        before = story.outer[1].code or story.outer[0]  # `A mengatakan …, sedangkan B menyatakan …, katanya.`
        return story.outer if closes and before else told_before(story, sentence) or last
    inner = next((m for m in story.mentions(sentence) if m.is_pronoun and match.first < m.first < match.last), None)
    if inner is not None:
        return speaker_of(story, sentence, inner)  # `kata dia kepada AFP`
    issued = match.last < len(tokens) and tokens[match.last].lower in words["statements"]
    back = match.last < len(tokens) and tokens[match.last].lower in words["sources"]  # `kata sumber tersebut`
    held = tokens[match.last - 1].lower in words["statements"] and match.last < len(tokens)
    if held and tokens[match.last].lower in words["demonstratives"]:  # `demikian bunyi pernyataan tersebut`
        return story.speaker_name or sentence.span_of(match.last - 1, match.last + 1), story.speaker
    if (issued or back) and match.last + 1 < len(tokens) and tokens[match.last + 1].lower in words["demonstratives"]:
        return story.speaker_name or sentence.span_of(match.last, match.last + 2), story.speaker
    mentions = story.mentions(sentence)
    described = any(t.lower in words["led"] for t in tokens[match.last : match.last + 4])  # `said the US-based SITE Institute`
    reach = 7 if issued or described else 3  # `demikian bunyi keterangan tertulis dari Kementerian Pertahanan`
    for at, mention in enumerate(mentions):
        if 0 <= mention.first - match.last <= reach:
            behind_it = mention.last + (mention.last < len(tokens) and tokens[mention.last].lower in words["heads_relative"])
            relayed = behind_it < len(tokens) and tokens[behind_it].lower in words["quoting"]
            if relayed and at + 1 < len(mentions):  # "kata Kantor Berita IRNA mengutip kepala polisi …"
                return speaker_of(story, sentence, mentions[at + 1])
            behind = mentions[at + 1] if at + 1 < len(mentions) else None
            if behind is not None and behind.first == mention.last and behind.roles and behind.name is not None and not mention.roles:
                whose = story.actor(mention, sentence)  # `said PCG spokesman Jay Tarriela`
                return behind.name, whose if whose.code else story.actor(behind, sentence)
            return first_with_party(story, sentence, mention)
    if match.last < len(tokens) and tokens[match.last].is_word:
        end = match.last
        while end < len(tokens) and tokens[end].is_word and end - match.last < 5:
            end += 1
        return sentence.span_of(match.last, end), NOBODY
    return last


def speaker_before(story: Story, sentence: Sentence, match: Match, earlier: Sequence[Said]) -> Who | None:
    """The subject of a reporting verb: the nearest free mention of its clause; behind `seraya`, `dan` the one who spoke before."""
    words, tokens = story.lexicon.words, sentence.tokens
    verb = match.first
    while verb > 0 and (tokens[verb - 1].lower in words["before_verb"] or tells_how(words, tokens[verb - 1].lower)):
        verb -= 1
    verb = next((sentence.token_at(d.span.start) for d in story.dates(sentence) if sentence.token_at(d.span.end) == verb), verb)
    if is_said_by_paper(story, sentence, verb) or _is_told_of_thing(story, sentence, match, verb):
        return None
    if (source := bare_source(story, sentence, verb)) is not None:
        return source
    free = [
        m for m in story.mentions(sentence) if m.last <= match.first and (not _is_oblique(story, sentence, m) or _opens(words, m, verb))
    ]
    if tokens[0].lower in words["occasions"] & words["relays"]:  # `Citing sources in Seoul, the report said …`
        comma = next((i for i, t in enumerate(tokens[:verb]) if t.text == ","), -1)
        behind = [m for m in free if m.first > comma]
        paper = None if behind else paper_of(story, sentence, match.first, comma + 1)
        if paper is not None:
            return paper
        free = behind or free
    if free and seen_by_medium(story, sentence, free[0]):
        return paper_of(story, sentence, match.first)
    near = _close_to(story, sentence, verb) or _quoted_as(story, sentence, match)
    if near is not None:
        return near
    if free and free[-1].last == verb:
        return _with_party(story, sentence, _relative_head(story, sentence, free) or free[-1], match)
    if tokens[verb - 1].text == "," and verb > 0:
        framed = _framed(story, sentence, free, verb)
        if framed is not None:
            return _with_party(story, sentence, framed, match)
    floor = clause_floor(story, sentence, match.first)
    inside = [m for m in free if m.first >= floor]
    if floor > 0 and tokens[floor - 1].lower in words["heads_relative"]:
        inside = _relative_heads(story, sentence, free, floor, match.first) or _person_before(story, sentence, floor, verb) or inside
    before = tokens[match.first - 1].lower if match.first else ""
    if verb and tokens[verb - 1].lower in words["joining_verbs"]:
        before = tokens[verb - 1].lower  # `and have long complained`
    if before in words["continuers"] or before == ",":
        if earlier:
            return earlier[-1].speaker, earlier[-1].actor
        free = _past_opening(story, sentence, free)
        named = [m for m in free if m.roles or m.names] if before != "," else []
        named = free[:1] if free and free[0].is_pronoun and free[0].first == 0 else named  # `It freed them and their kin but insists …`
        inside = (named or [m for m in free if not m.is_pronoun] or free)[:1] or inside
    if not inside:
        return _speaker_outside(story, sentence, match, free, floor)
    return _with_party(story, sentence, _not_apposition(sentence, inside), match)


def _close_to(story: Story, sentence: Sentence, verb: int) -> Who | None:
    """`Sources close to Haftar said`, `sumber yang dekat dengan Haftar mengatakan`: they speak for his party."""
    words, tokens = story.lexicon.words, sentence.tokens
    leader = next((m for m in story.mentions(sentence) if (m.last == verb and m.has_person) or (m.last == verb and m.names)), None)
    at = leader.first - 2 if leader is not None else 0
    if leader is None or at < 1 or tokens[at].lower not in words["close"] or tokens[at + 1].lower not in words["loyal_to"]:
        return None
    at -= tokens[at - 1].lower in words["heads_relative"]
    code = story.actor(leader, sentence).code
    if code is None or tokens[at - 1].lower not in words["sources"]:
        return None
    return sentence.span_of(at - 1, leader.last), Actor(plain(code), "source", "whom the source is close to")


def _quoted_as(story: Story, sentence: Sentence, match: Match) -> Who | None:
    """`Yonhap quoted a military official as saying the North had fired …`: who is quoted speaks, not the medium."""
    words, tokens = story.lexicon.words, sentence.tokens
    at = match.first - (tokens[match.first].lower not in words["handed_on"])
    if at < 2 or tokens[at].lower not in words["handed_on"]:
        return None
    relayed = [m for m in story.mentions(sentence) if m.last <= at and m.first > 0 and tokens[m.first - 1].lower in words["relays"]]
    return speaker_of(story, sentence, relayed[-1]) if relayed else None


FAR_PROTEST = 12
"""Words between a word of protest and what those who protest demand."""


def protesters(story: Story, sentence: Sentence, match: Match) -> Who | None:
    """`protes di Armenia yang menyerukan …`, `Ribuan orang berunjuk rasa di Tbilisi menuntut …`: who protests asks for it."""
    words, tokens = story.lexicon.words, sentence.tokens
    deeds = (m for m in sentence.layer("event") if m.tag.name == "PROTEST" and m.last <= match.first <= m.last + FAR_PROTEST)
    protest = max(deeds, key=lambda m: m.last, default=None)
    if protest is None:
        return None
    between = [t.lower for t in tokens[protest.last : match.first]]
    others = words["clause_openers"] - words["heads_relative"] - words["during"]
    if any(w in others or w in words["joining_verbs"] or w in words["complement"] for w in between):
        return None
    if any(protest.last < m.first < match.first for m in sentence.layer("event", "speech") if m.shape == "v"):
        return None
    land = story.setting.place_at(sentence, protest.last) or story.setting.battlefield(sentence)
    actor = Actor(suffixed(land, "protester", story.states), "protester", OF_SCENE) if land else NOBODY
    return (sentence.span_of(protest.first, protest.last), actor) if actor.code else None


def _past_opening(story: Story, sentence: Sentence, free: Sequence[Mention]) -> list[Mention]:
    """`Ketika tentara Israel menyerbu Jenin, Abbas membatalkan … dan mengatakan …`: those behind a clause that opens the sentence,
    where somebody stands there."""
    words, tokens = story.lexicon.words, sentence.tokens
    opens = bool(tokens) and tokens[0].lower in words["told_later"] | words["conditions"] | words["during"]
    comma = next((i for i, t in enumerate(tokens) if t.text == ","), -1) if opens else -1
    return [m for m in free if m.first > comma] or list(free)


def _is_told_of_thing(story: Story, sentence: Sentence, match: Match, verb: int) -> bool:
    """`the danger that threatens peace`, `bahaya yang mengancam perdamaian`: a thing threatens or promises in the relative clause that
    tells of it, and nobody speaks."""
    words, tokens = story.lexicon.words, sentence.tokens
    if verb < 2 or match.tag.name not in ("threaten", "pledge") or tokens[verb - 1].lower not in words["heads_relative"]:
        return False
    head = tokens[verb - 2]
    named = any(m.first <= verb - 2 < m.last for m in story.mentions(sentence))
    people = any(m.first <= verb - 2 < m.last for m in sentence.layer("role", "victim"))
    counted = head.lower in words["pronouns"] | words["statements"] | words["bodies"] | words["demonstratives"] | words["sources"]
    return head.text.islower() and not (named or people or counted)


def _framed(story: Story, sentence: Sentence, free: Sequence[Mention], verb: int) -> Mention | None:
    """The subject before a comma: the name that an apposition gives (`Kelompok militan …, Hizbullah, mengatakan`), or the mention a
    relative clause between commas belongs to (`Khamenei, yang berkuasa sejak 1989, bersumpah`)."""
    tokens, relative = sentence.tokens, story.lexicon.words["heads_relative"]
    last = free[-1] if free else None
    titled = last and last.last == verb - 1 and last.roles and (last.has_person or last.name)
    if last and titled and owning_person(story, sentence, last) is not None:
        return last  # `Machar's spokesman, Ali Hasan, said`
    if last and last.last == verb - 1 and last.names and tokens[last.first - 1].text == "," and last.first > 0:
        if _is_greater_place(story, sentence, last):
            office = next((m for m in reversed(free[:-1]) if not m.preposition), None)
            named = (m for m in free if office is not None and m.last == office.first - 1 and tokens[m.last].text == "," and m.name)
            return next(named, office)  # `Felix Ogbaudu, komisaris polisi di Port Harcourt, Nigeria, …`
        persons = [m for m in free[:-1] if m.has_person]
        return next((m for m in persons if m.last == last.first - 1), None) if persons else last
    for mention in reversed(free):
        at = mention.last
        if at + 1 < verb - 1 and tokens[at].text == "," and tokens[at + 1].lower in relative:
            return mention
    return _described(story, sentence, free, verb)


LONGEST_ASIDE = 12
"""Words between the commas that say who a speaker is."""


def _described(story: Story, sentence: Sentence, free: Sequence[Mention], verb: int) -> Mention | None:
    """`Christopher Hill, utusan AS untuk masalah Korea Utara, mengatakan`: the person before two commas between which an office says
    who he is, and no verb stands."""
    tokens = sentence.tokens
    opened = next((i for i in range(verb - 2, max(0, verb - LONGEST_ASIDE), -1) if tokens[i].text == ","), 0)
    person = next((m for m in free if m.last == opened and m.has_person and not m.preposition), None)
    if not opened or person is None:
        return None
    office = next((m for m in story.mentions(sentence) if m.first == opened + 1), None)
    acts = (m for m in sentence.layer("event", "speech", "harm") if m.shape == "v")
    told = any(opened < m.first < verb for m in acts)
    return person if office is not None and office.roles and not office.has_person and not told else None


def _is_greater_place(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`residents of Mogadishu, Somalia, said`: the state behind a place's comma is where it lies."""
    before = next((m for m in story.mentions(sentence) if m.last == mention.first - 1), None)
    if before is None or mention.roles or any(n.kind != "state" for n in mention.names):
        return False
    return any(n.kind in ("place", "capital") for n in before.names) and bool(before.preposition or before.roles)


LONGEST_RELATIVE = 10
"""Words between a relative pronoun and the name that ends its clause."""


def _relative_head(story: Story, sentence: Sentence, free: Sequence[Mention]) -> Mention | None:
    """`seorang sumber yang mengetahui pembahasan AS mengatakan`: the name directly before the verb ends what is told of the head."""
    words, tokens, last = story.lexicon.words, sentence.tokens, free[-1]
    if last.first and tokens[last.first - 1].text in CLOSING:
        return None  # `Saat prajurit yang tewas di Somalia dimakamkan, pemerintah menuntut …`
    for at in range(last.first - 2, max(0, last.first - LONGEST_RELATIVE), -1):
        word = tokens[at].lower
        if word in words["heads_relative"] - words["complement"]:
            spoken = any(at < m.first < last.first and m.tag.name != "none" for m in sentence.layer("speech"))
            heads = (m for m in free if (m.roles or m.names) and m.last == at and not m.is_pronoun and not m.preposition)
            return None if spoken else next(heads, None)
        if tokens[at].text in CLOSING or word in words["clause_openers"]:
            return None
    return None


def _relative_heads(story: Story, sentence: Sentence, free: Sequence[Mention], floor: int, verb: int) -> list[Mention]:
    """Whom a verb behind `yang` belongs to: the noun before it, or the main clause's subject where the relative has its own verb."""
    heads = [m for m in free if 0 <= floor - 1 - m.last <= 1][-1:]
    before = [t.lower for t in sentence.tokens[max(0, floor - 3) : floor]]
    issued = any(w in story.lexicon.words["statements"] for w in before)  # "pernyataan terbaru yang menyerukan …"
    if heads or not (issued or any(story.lexicon.patterns.morphology.shape(t.lower)[0] == "v" for t in sentence.tokens[floor:verb])):
        return heads
    return [m for m in free if m.last < floor][-1:]


def _person_before(story: Story, sentence: Sentence, floor: int, verb: int) -> list[Mention]:
    """`comments made by Tony Blair, who insisted …`, `boikot terhadap Hamas, yang menolak …`: who stands directly before `who`,
    whatever governs him."""
    if verb != floor:
        return []
    places = story.lexicon.words["locatives"]
    persons = [m for m in story.mentions(sentence) if m.has_person or m.roles or (m.names and m.preposition not in places)]
    near = [m for m in persons if 0 <= floor - 1 - m.last <= 1][-1:]
    return near or [m for m in persons if m.roles and _is_all_one(story, sentence, m, floor - 1)][-1:]


LONGEST_NOUN = 4
"""Words behind a noun of people that say which: `badan penanganan darurat daerah yang …`."""


def _is_all_one(story: Story, sentence: Sentence, mention: Mention, end: int) -> bool:
    """`badan penanganan darurat yang …`: whether only small words without a job of their own stand behind a noun up to token `end`,
    where describing words stand behind."""
    words, tokens, shape = story.lexicon.words, sentence.tokens[mention.last : end], story.lexicon.patterns.morphology.shape
    if words["genitives"] or not 0 < len(tokens) <= LONGEST_NOUN:
        return False
    jobs = (words["oblique"] | words["clause_openers"] | words["coordinators"] | words["before_verb"] | words["negation"]) - {""}
    return all(t.is_word and not t.is_capital and t.lower not in jobs and shape(t.lower)[0] != "v" for t in tokens)


def _not_apposition(sentence: Sentence, inside: Sequence[Mention]) -> Mention:
    """`X, ketua partai Y, mengatakan`: the nearest mention is an apposition between commas and no speaker of its own."""
    tokens, mention = sentence.tokens, inside[-1]
    closed = mention.last < len(tokens) and tokens[mention.last].text == "," and tokens[mention.first - 1].text == ","
    return next((m for m in inside[:-1] if m.last <= mention.first - 1), mention) if closed else mention


def _with_party(story: Story, sentence: Sentence, mention: Mention, match: Match) -> Who:
    """The first of a joint statement's speakers who has a party; both where they say it of each other."""
    group = _alike(next((g for g in groups(story, sentence) if mention in g), (mention,)), mention)
    codes = codes_of(story, sentence, group)
    if len(codes) == 2 and is_mutual(story, sentence, match):
        return Span(group[0].span.start, group[-1].span.end), Actor("+".join(codes))
    return first_with_party(story, sentence, mention)


def first_with_party(story: Story, sentence: Sentence, mention: Mention, first: int = 0) -> Who:
    """The first of those who speak together, from token `first` on, that has a party: `medics and the police said`."""
    group = next((g for g in groups(story, sentence) if mention in g), (mention,))
    group = tuple(m for m in group if m.first >= first)
    if len(group) == 2 and mention is group[1] and _is_next_clause(story, sentence, group[0], mention):
        group = (mention,)
    together = [speaker_of(story, sentence, m) for m in _alike(group, mention) if story.actor(m, sentence).code]
    return next((who for who in together if who[1].code), None) or speaker_of(story, sentence, mention)


def _alike(group: Sequence[Mention], mention: Mention) -> Sequence[Mention]:
    """`called each other and the president said`: those joined to a speaker who are no pronoun, unless he is one."""
    return group if mention.is_pronoun else [m for m in group if not m.is_pronoun]


def _is_next_clause(story: Story, sentence: Sentence, first: Mention, second: Mention) -> bool:
    """`shot down a drone, and Trump said`: two that a comma and a conjunction part, the first of them behind a verb, are no pair."""
    between = [t.lower for t in sentence.tokens[first.last : second.first]]
    parted = len(between) == 2 and between[0] == "," and between[1] in story.lexicon.words["coordinators"]
    return parted and any(m.last <= first.first and m.shape == "v" and m.tag.name != "none" for m in sentence.layer("event"))


def is_mutual(story: Story, sentence: Sentence, match: Match) -> bool:
    """`saling menuduh`, `menyalahkan satu sama lain`: two parties do it to each other."""
    near = " ".join(t.lower for t in sentence.tokens[max(0, match.first - 1) : match.last + 3])
    return any(f" {word} " in f" {near} " for word in story.lexicon.words["mutual"])


def _speaker_outside(story: Story, sentence: Sentence, match: Match, free: Sequence[Mention], floor: int) -> Who | None:
    """A verb without a subject of its own: the main clause's subject where it opens the sentence, the sentence's first mention, or
    the last speaker."""
    main = main_subject(story, sentence, match) if match.first == 0 else None
    if main is not None:
        return _with_party(story, sentence, main, match)
    clitic = any(sentence.tokens[match.first].lower.endswith(c) for c in story.lexicon.words["own_clitics"])
    verb = match.first  # `Pernyataan itu juga mengatakan`
    issued = any(t.lower in story.lexicon.words["statements"] for t in sentence.tokens[:2])
    while issued and 2 < verb < 5 and sentence.tokens[verb - 1].lower in story.lexicon.words["before_verb"]:
        verb -= 1
    if verb and not free and _is_medium(story, sentence, verb):
        return None  # `Guardian mengatakan …`
    paper = None if free or clitic else paper_of(story, sentence, match.first)
    if paper is not None:
        return paper
    if not (verb <= 2 or clitic or (floor and match.first - floor <= 1)):
        return None
    if free and not clitic and verb > 2:
        return speaker_of(story, sentence, free[0])
    return (story.speaker_name, story.speaker) if story.speaker.code or story.speaker_name else None


def _is_medium(story: Story, sentence: Sentence, end: int) -> bool:
    """Whether the words that open a sentence up to a token are the name of a medium."""
    called = sentence.span_of(0, end).of(story.view.text)
    source = story.knowledge.world.sources.by_name(called)
    named = called.split()[-1].lower() in story.lexicon.words["media_names"] and called[:1].isupper()
    return named or (source is not None and source.kind in ("agency", "outlet"))


def main_subject(story: Story, sentence: Sentence, match: Match) -> Mention | None:
    """`Commending the army's role, Richards said …`: the subject that stands behind an opening phrase's comma and before a verb."""
    tokens = sentence.tokens
    for mention in story.mentions(sentence):
        if mention.first > match.last and tokens[mention.first - 1].text == "," and mention.last < len(tokens):
            verbs = (m for m in sentence.layer("speech", "event") if m.tag.name != "none")
            spoken = any(m.first in (mention.last, mention.last + 1) for m in verbs)
            return mention if spoken and not mention.preposition else None
    return None


def _opens(words: dict[str, frozenset[str]], mention: Mention, verb: int) -> bool:
    """`as the guerrillas said`, `with demonstrators insisting`: what may be a preposition opens a clause where the verb follows its
    subject at once."""
    return mention.preposition in words["clause_openers"] | words["absolute"] and mention.last == verb


def _is_absolute(story: Story, sentence: Sentence, mention: Mention) -> bool:
    """`…, dengan Presiden Macron mendesak Iran …`: behind a comma and `dengan` a subject directly before its verb of speech."""
    led = mention.first - 1
    while led > 0 and sentence.tokens[led].lower != mention.preposition:
        led -= 1
    comma = led > 0 and sentence.tokens[led - 1].text == ","
    told = any(m.first == mention.last and m.shape == "v" and m.tag.form == "verbs" for m in sentence.layer("speech"))
    return comma and told and mention.preposition in story.lexicon.words["absolute"]


def _is_oblique(story: Story, sentence: Sentence, mention: Mention) -> bool:
    words = story.lexicon.words
    if mention.preposition in words["oblique"] and not _is_absolute(story, sentence, mention):
        before = sentence.tokens[max(0, mention.first - 2)].lower
        partly = mention.preposition in words["origins"] and before in words["one_of"]  # `salah satu dari mereka`
        return not partly and not has_issued(story, sentence, mention)
    near = itertools.takewhile(lambda t: t.text != ",", reversed(sentence.tokens[max(0, mention.first - 3) : mention.first]))
    return any(t.lower in words["relays"] - words["statements"] for t in near)


