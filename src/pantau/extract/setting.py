"""Where a page is set: the state each sentence happens in, and paragraphs about mishaps that are no monitor's business."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from string import capwords
from typing import TYPE_CHECKING

from pantau.extract.actors import PLAIN, REBELS, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pantau.extract.mentions import Mention
    from pantau.extract.places import Located
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence

VENUES = frozenset({"New York City", "New York", "Geneva", "Jenewa", "The Hague", "Den Haag", "Davos", "Lausanne"})
"""Seats of world bodies and conferences: who speaks there tells of what happens elsewhere."""


_BEFORE_VENUE = 8
"""How many tokens before a place the talks or the words told there may stand."""

_NEAR_SPEECH = 4
"""Words between the seat of a body abroad and what it says, at most."""
_FAR_STRUCK = 5
"""Words between a noun of force and the land that it is done to: whose it is, and the preposition."""

HOSTS = frozenset({*REBELS, "police", "government"})
"""Classes of nouns that say where a thing happens by whose they are."""


_SCENES = ("ASSAULT", "COERCE", "PROTEST")
"""Types of deeds that happen where they are told to, and not where people meet."""

DENIED = 2
"""Words before a noun of mishap in which it is denied: `not an accident`."""


def _befalls(sentence: Sentence, at: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word tells of a mishap: not in `bukan kecelakaan`."""
    tokens = sentence.tokens
    if tokens[at].lower in words["blazes"]:
        return is_blaze(sentence, at, words)
    return tokens[at].lower in words["misfortunes"] and not any(t.lower in words["negation"] for t in tokens[max(0, at - DENIED) : at])


def is_blaze(sentence: Sentence, at: int, words: Mapping[str, frozenset[str]]) -> bool:
    """`killed in a fire`, `a devastating fire swept through a slum`: a fire of its own, which an article counts, and no gunfire."""
    tokens = sentence.tokens
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    opened = at - 1 if tokens[at - 1].lower in words["single_articles"] else at - 2
    return opened >= 0 and tokens[opened].lower in words["single_articles"] and behind not in words["not_blazes"]


class Setting:
    """The scene of one document, read off the places it names."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._hosts: dict[int, str | None] = {}
        self._scenes: dict[int, str | None] = {}
        self._mishaps: frozenset[int] | None = None
        self._lying: dict[tuple[str, str], bool] = {}

    def is_mishap(self, sentence: Sentence) -> bool:
        """Whether the paragraph tells of harm by nature or accident and of no use of force: no monitor's business.

        On a page that opens with a mishap every paragraph without force is about it.
        """
        if self._mishaps is None:
            words = self.story.lexicon.words
            paragraphs = self.story.view.paragraphs
            forced = {
                s.paragraph
                for s in self.story.view.sentences
                if any(m.tag.name == "ASSAULT" and m.tag.form != "weak" for m in s.layer("event"))
            }
            hit = {s.paragraph for s in self.story.view.sentences if any(_befalls(s, i, words) for i in range(len(s.tokens)))}
            opens = bool(hit & {0, 1}) and not forced & {0, 1}
            hit = set() if forced & {0, 1} else hit
            self._mishaps = frozenset(p.number for p in paragraphs if p.number not in forced and (opens or p.number in hit))
        return sentence.paragraph in self._mishaps

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of the names of persons that the page gives in full: `Zia` of `Khaleda Zia`."""
        named = (m for s in self.story.view.sentences for m in self.story.mentions(s) if m.has_person or m.name is not None)
        full = (m.name.of(self.story.view.text).split() for m in named if m.name is not None)
        return frozenset(words[-1].lower() for words in full if len(words) > 1)

    def host(self, sentence: Sentence) -> str | None:
        """The state where the sentence happens: of the last place named in it, or before it as a scene, else of the dateline, else
        the one the page names most."""
        if sentence.number not in self._hosts:
            self._hosts[sentence.number] = self._host(sentence)
        return self._hosts[sentence.number]

    def battlefield(self, sentence: Sentence) -> str | None:
        """Where the sentence's fighting and its victims are: the host, or the last before it, that is a party of the page's
        conflict; talks in Geneva move no front."""
        parties = self._parties
        if not parties:
            return self.host(sentence)
        near = (self.scene(self.story.view.sentences[n]) for n in range(sentence.number, max(-1, sentence.number - 4), -1))
        found = next((code for code in near if code in parties), None)
        if found is None and self.dominant in parties:
            found = self.dominant
        told = any(near)  # else only the desk's own town is known, from where others' war is told
        return found or (self.host(sentence) if told else None)

    @cached_property
    def is_violent(self) -> bool:
        """Whether the page tells of force in words that mean nothing else: then a blast is no mishap."""
        sentences = self.story.view.sentences
        return any(m.tag.name == "ASSAULT" and m.tag.form != "weak" for s in sentences for m in s.layer("event"))

    def is_of_conflict(self, code: str | None) -> bool:
        """Whether a party belongs to the conflict the page is about; any does where that is none we know."""
        return not self._parties or code in self._parties

    @cached_property
    def _parties(self) -> frozenset[str]:
        """The parties of the conflict the page is about; empty where it is about none we know."""
        theatres = self.story.knowledge.world.theatres
        theatre = next((t for t in theatres if t.id == self.story.sides.theatre), None)
        return frozenset(p.code for p in theatre.parties) if theatre else frozenset()

    def _host(self, sentence: Sentence) -> str | None:
        for number in range(sentence.number, max(-1, sentence.number - 4), -1):
            before = self.story.view.sentences[number]
            found = self.scene(before)
            if found and (before is sentence or found == self._named_most or self._is_scene(before)):
                return found
        near = (self._of_agency(self.story.view.sentences[n]) for n in range(sentence.number, max(-1, sentence.number - 3), -1))
        return next((code for code in near if code), None) or self.home or self.dominant

    @cached_property
    def home(self) -> str | None:
        """The state of the town or land that the dateline names, where the page names that state too: `PRAGUE, April 17 (…) - `; who
        writes from a seat of world bodies writes of elsewhere."""
        opening = re.split(r"[(–—:-]", self.story.view.document.dateline or "")[0]
        words = [capwords(part) for part in opening.split(",") if part.strip()]
        for part in words if not VENUES & set(words) else ():
            code = plain(self.story.country_of(part))
            if code in self.story.states and self.story.sides.codes[str(code)]:
                return code
        return None

    def _is_scene(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of a deed that those after it can go on with: where somebody only was (`who was in Kenya to sign`)
        nothing is set."""
        return bool(sentence.layer("harm")) or any(m.tag.name in _SCENES and m.tag.form != "weak" for m in sentence.layer("event"))

    def scene(self, sentence: Sentence) -> str | None:
        """The scene a sentence sets by itself; remembered, as each is asked for many times."""
        if sentence.number not in self._scenes:
            self._scenes[sentence.number] = self._named_scene(sentence) or self._on_the_map(sentence)
        return self._scenes[sentence.number]

    def _named_scene(self, sentence: Sentence) -> str | None:
        """The country of the first place, or state after `di`, or else of any state's own people or body named in the sentence."""
        words = self.story.lexicon.words
        oblique = words["scene"]
        best: str | None = None
        for mention in self.story.mentions(sentence):
            lands = [u for u in mention.units if u.named and u.named.kind == "state"]  # `Hyderabad, Pakistan`
            for unit in lands if not mention.roles and len(lands) == 1 and mention.preposition in oblique else mention.units:
                named = unit.named
                if named is None or not named.code or (plain(named.code) not in self.story.states and named.code not in PLAIN):
                    continue
                if named.name in VENUES or self._is_border(sentence, mention.first, mention.last) or self._is_post(sentence, mention):
                    continue
                town = named.kind == "state" and (self._is_of_town(sentence, mention) or self._is_struck(sentence, mention))
                if town or named.kind in ("place", "capital") or (named.kind == "state" and mention.preposition in oblique):
                    if mention.preposition and self._is_venue(sentence, mention.first, plain(named.code)):
                        continue
                    return plain(named.code)
                if best is None and named.kind == "state" and not HOSTS.isdisjoint(mention.roles):
                    abroad = any(t.lower in words["embassies"] for t in sentence.tokens[mention.first : mention.last])
                    best = None if abroad else plain(named.code)
        return best

    def _is_post(self, sentence: Sentence, mention: Mention) -> bool:
        """`Kedutaan Besar Israel di Washington mengatakan …`, `its envoy in Moscow said`: where a body abroad that speaks is; what it
        tells of happens elsewhere."""
        before = next((m for m in self.story.mentions(sentence) if m.last == mention.first - 1), None)
        words = self.story.lexicon.words["embassies"]
        abroad = before is not None and any(t.lower in words for t in sentence.tokens[before.first : before.last])
        speaks = any(0 <= m.first - mention.last < _NEAR_SPEECH and m.shape == "v" for m in sentence.layer("speech"))
        return abroad and speaks and bool(mention.preposition)

    def _is_struck(self, sentence: Sentence, mention: Mention) -> bool:
        """`menyerang Yaman`, `serangan AS ke Yaman`: a land that a use of force is done to; those it harms are there."""
        if mention.roles or len(mention.units) > 1:
            return False
        force = [m for m in sentence.layer("event") if m.tag.name == "ASSAULT" and m.last <= mention.first]
        if mention.preposition in self.story.lexicon.words["opponent"]:
            return any(m.shape == "n" and mention.first - m.last <= _FAR_STRUCK for m in force)
        done = (m for m in force if m.tag.form in ("verbs", "phrases") and m.shape == "v" and m.voice == "active")
        return any(m.last == mention.first for m in done)

    def _is_of_town(self, sentence: Sentence, mention: Mention) -> bool:
        """`south of the Afghan capital`, `di ibu kota Irak`: whose town is told, there it happens."""
        words, tokens = self.story.lexicon.words, sentence.tokens
        at = mention.last if words["genitives"] else mention.first - 1
        return bool(mention.preposition) and not mention.roles and 0 <= at < len(tokens) and tokens[at].lower in words["towns"]

    def _is_venue(self, sentence: Sentence, at: int, code: str | None) -> bool:
        """`a joint statement issued in Havana` on a page about Colombia: where others talk or are heard is no scene of the story."""
        if code is None or code == self._named_most:
            return False
        marching = self.story.lexicon.words["protested"]  # `protested against the war in Cairo` happens there
        near = (m for m in sentence.layer("speech", "event") if at - _BEFORE_VENUE <= m.first < at)
        near = (m for m in near if sentence.tokens[m.last - 1].lower not in marching)
        return any(m.tag.layer == "speech" or m.tag.name in ("CONSULT", "AGREE") for m in near)

    @cached_property
    def _named_most(self) -> str | None:
        """The state that the page names most, by whatever name."""
        counts = Counter({c: n for c, n in self.story.sides.codes.items() if c in self.story.states})
        return min(counts, key=lambda c: -counts[c]) if counts else None

    def place_at(self, sentence: Sentence, at: int) -> str | None:
        """The land of the place phrase that begins at token `at`: `protes di Armenia`."""
        return next((p.code for first, p in self.story.located(sentence) if first == at and not self._tells_border(sentence, p)), None)

    def _tells_border(self, sentence: Sentence, place: Located) -> bool:
        """Whether a place phrase tells of a border, which lies in two lands."""
        return self._is_border(sentence, sentence.token_at(place.span.start), sentence.token_at(place.span.end))

    def _is_border(self, sentence: Sentence, first: int, last: int) -> bool:
        """`near the Afghan border`, `di dekat perbatasan Suriah`: who lies behind it is not where it happens."""
        beside = sentence.tokens[max(0, first - 1) : last + 1]
        return any(t.lower in self.story.lexicon.words["borders"] and not t.is_capital for t in beside)  # not the name of a province

    def _on_the_map(self, sentence: Sentence) -> str | None:
        """`ledakan di Zahedan`: the state of the first place that the gazetteer alone knows."""
        located = ((at, p) for at, p in self.story.located(sentence) if not self._is_venue(sentence, at, p.code))
        owners = [
            m.span
            for m in self.story.mentions(sentence)
            if (m.roles and len(m.names) > 1) or any(n.kind == "metonym" for n in m.names)
        ]
        located = ((at, p) for at, p in located if not any(span.overlaps(p.span) for span in owners))  # `officers of Russia's GRU`
        posts = [m.span for m in self.story.mentions(sentence) if self._is_post(sentence, m)]
        located = ((at, p) for at, p in located if not self._is_refuge(sentence, at) and not any(s.overlaps(p.span) for s in posts))
        codes = (place.code for _, place in located if not self._tells_border(sentence, place))
        return next((code for code in codes if code in self.story.states or code in PLAIN), None)

    def _is_refuge(self, sentence: Sentence, at: int) -> bool:
        """`fled to Spain`, `melarikan diri ke Chad`: where somebody flees to nothing else happens."""
        words, tokens = self.story.lexicon.words, sentence.tokens
        return tokens[at].lower in words["whither"] and any(t.lower in words["fleeing"] for t in tokens[max(0, at - 2) : at])

    def _of_agency(self, sentence: Sentence) -> str | None:
        """`kata kantor berita IRNA mengutip kepala kepolisian`: the state whose own agency hands the words on."""
        sources = self.story.knowledge.world.sources
        for token in sentence.tokens:
            source = sources.by_name(token.text) if token.is_capital else None
            if source is not None and source.kind == "agency" and source.owner.startswith("Government"):
                return source.country
        return None

    def lies_in(self, words: str, state: str) -> bool:
        """Whether the gazetteer knows a place of a name in a state."""
        if (words, state) not in self._lying:
            found = self.story.lexicon.gazetteer.find_place(words, countries=(state,))
            self._lying[words, state] = found is not None and found.country == state
        return self._lying[words, state]

    @cached_property
    def dominant(self) -> str | None:
        """The state whose places the page names most, else the state it names most."""
        places: Counter[str] = Counter()
        names: Counter[str] = Counter()
        oblique = self.story.lexicon.words["scene"]
        for sentence in self.story.view.sentences:
            for mention in self.story.mentions(sentence):
                for named in mention.names:
                    code = plain(named.code)
                    if code and (code in self.story.states or code in PLAIN) and named.name not in VENUES:
                        if self._is_border(sentence, mention.first, mention.last) or self._is_post(sentence, mention):
                            continue
                        names[code] += 1
                        if named.kind in ("place", "capital") or mention.preposition in oblique:
                            places[code] += 1
        if not (places or names):  # a page that names rebels alone is set in the state they fight in
            parties = self.story.knowledge.world.parties
            homes = (parties[c].home for c in self.story.sides.codes.elements() if c in parties)
            names.update(home for home in homes if home)
        counts = places or names
        return min(counts, key=lambda c: (-counts[c], -names[c], c)) if counts else None
