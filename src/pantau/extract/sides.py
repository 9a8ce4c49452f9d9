"""Who fights whom on a page: its theatre, the parties it names most, the two sides, those that sign truces."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from pantau.extract.actors import PLAIN, head_role, plain, read_actor, suffixed
from pantau.extract.anaphora import side_by_side
from pantau.extract.setting import VENUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pantau.extract.mentions import Mention
    from pantau.extract.story import Story
    from pantau.extract.view import Sentence
    from pantau.extract.words import Token
    from pantau.world import Theatre

APART = ("broker", "mediator", "observer", "peacekeepers")
"""Sides of a theatre that fight nobody."""

LEAST_NAMED = 2
"""How often a page names each of a state and its rebels where it is about their war."""


class Sides:
    """The conflict of one document, read off how often and how near to words of force it names each party."""

    def __init__(self, story: Story) -> None:
        self.story = story

    @cached_property
    def theatre(self) -> str | None:
        """The theatre the page is about: the one whose parties and places it names most, two parties at least or one and a place, of
        equal ones that of the party named most; None where none fits."""
        codes, places = self._named
        best: tuple[tuple[int, int], str] | None = None
        for theatre in self.story.knowledge.world.theatres:
            named = {p.code for p in theatre.parties if codes[p.code] and p.side not in APART}
            grounds = sum(p.name in places for p in theatre.places)
            score = sum(min(codes[c], 4) for c in sorted(named)) + 2 * grounds, max((codes[c] for c in named), default=0)
            home = {p.country for p in theatre.places} | {
                p.code.removesuffix("_OPP") for p in theatre.parties if p.code.endswith("_OPP")
            }
            grounded = bool(named) and (len(named) >= 2 or bool(grounds))
            elsewhere = len(named) >= 2 and self._is_elsewhere(theatre, named)
            if not grounded or elsewhere or not any(codes[c] for c in home if c):
                continue
            if best is None or score > best[0]:
                best = (score, theatre.id)
        return best[1] if best else self._by_rebels

    def _is_elsewhere(self, theatre: Theatre, named: set[str]) -> bool:
        """Whether only one party of a theatre is named more than once, and a state outside it more often than the others: a page
        about Iran's border that tells where Afghanistan lies."""
        codes, own = self.codes, {p.code for p in theatre.parties}
        second = sorted(codes[c] for c in named)[-2]
        outside = max((codes[c] for c in codes if c in self.story.states and c not in own), default=0)
        return second < 2 and outside > second and not any(c in self.story.armed for c in named)

    @cached_property
    def _by_rebels(self) -> str | None:
        """`Gerilyawan Maois` on a page about India: the theatre of the state named most whose own name for its rebels, one with a
        capital, the page uses."""
        best: tuple[int, str] | None = None
        for theatre in self.story.knowledge.world.theatres if self._local_words else ():
            homes = {p.country for p in theatre.places if p.country}
            most = max((self.codes[home] for home in homes), default=0)
            if most == max(self.codes.values(), default=0) > 0 and self._locals(theatre.id) and (best is None or most > best[0]):
                best = (most, theatre.id)
        return best[1] if best else None

    @cached_property
    def _local_words(self) -> list[tuple[Sequence[Token], int]]:
        """Where words with a capital stand that begin names of one theatre alone."""
        local = self.story.lexicon.names.local
        return [(s.tokens, at) for s in self.story.view.sentences for at, t in enumerate(s.tokens) if t.is_capital and t.lower in local]

    def _locals(self, theatre: str) -> set[str]:
        """The parties that the page names by a theatre's own names with a capital, faiths apart."""
        creeds = self.story.lexicon.words["creeds"]
        found = (self.story.lexicon.names.find(tokens, at, theatre) for tokens, at in self._local_words)
        named = (f.named for f in found if f is not None and f.named.theatre == theatre)
        return {n.code for n in named if n.name[:1].isupper() and not creeds & set(n.name.lower().split())}

    @cached_property
    def _named(self) -> tuple[Counter[str], frozenset[str]]:
        """How often the page names each party, persons apart, and the names it uses."""
        codes: Counter[str] = Counter()
        names: set[str] = set()
        for sentence in self.story.view.sentences:
            for at, token in enumerate(sentence.tokens):
                found = sentence.named.get(at) if token.is_capital else None
                if found is not None and found.named.code and found.named.name not in VENUES:
                    names.add(found.named.name)
                    if found.named.kind != "person" or found.last - found.first > 1:
                        codes[plain(found.named.code) or ""] += 1
        return codes, frozenset(names)

    @property
    def codes(self) -> Counter[str]:
        """How often the page names each party by something else than one surname."""
        return self._named[0]

    @cached_property
    def _offices(self) -> Counter[str]:
        """How often the page names an office of each state with that state."""
        ruling = ("official", "titles", "government", "organs")
        named = (m for s in self.story.view.sentences for m in self.story.mentions(s) if m.names and head_role(m) in ruling)
        speaking = (m for s in self.story.view.sentences for m in self.story.mentions(s) if m.names and not m.roles and _says(s, m))
        return Counter(str(plain(read_actor(m, self.story.states).code)) for m in (*named, *speaking))

    def most_offices(self, host: str | None) -> str | None:
        """Whose office-holders a page tells of, where it is set in a land whose own it names less often."""
        states = [c for c in self._offices if c in self.story.states or c in PLAIN]
        most = min(states, key=lambda c: (-self._offices[c], c), default=None)
        return most if most is not None and self._offices[most] > self._offices[host or ""] else host

    def speaking(self, near: str) -> str:
        """Whose office-holders speak on a page, where a state that is only told of never does."""
        most = self.most_offices(near) or near
        return most if not self._offices[near] and self._offices[most] >= LEAST_NAMED else near

    @cached_property
    def dyad(self) -> tuple[str, ...]:
        """The parties the page names most, most named first."""
        counts = Counter(
            plain(self.story.actor(m, s).code)
            for s in self.story.view.sentences
            for m in self.story.mentions(s)
            if not m.is_pronoun and read_actor(m, self.story.states).code
        )
        return tuple(str(c) for c, _ in sorted(counts.items(), key=lambda kv: (-kv[1], str(kv[0]))) if c)

    @cached_property
    def belligerents(self) -> tuple[str, ...]:
        """The sides that use force on each other on the page, most named first: opposite sides of one theatre where both are named,
        else the most named."""
        fight, pairs = self._force
        ranked = sorted(fight, key=lambda c: (-fight[c], c))
        theatres = sorted(self.story.knowledge.world.theatres, key=lambda t: t.id != self.theatre)
        best: tuple[int, tuple[str, ...]] | None = None
        for theatre in theatres:
            sides: dict[str, str] = {}
            for side in sorted(theatre.parties, key=lambda p: (-fight[p.code], p.code)):
                if fight[side.code] and side.side not in APART:
                    sides.setdefault(side.side, side.code)
            if len(sides) >= 2:
                codes = tuple(sorted(sides.values(), key=lambda c: (-fight[c], c)))
                weight = 4 * min(fight[c] for c in codes[:2]) + sum(fight[c] for c in codes[:2])
                best = (weight, codes) if best is None or weight > best[0] else best
                if theatre.id == self.theatre:
                    break
        inner = self._inner_pair(pairs, best[1] if best else ())
        if inner:
            return (*inner, *(c for c in ranked if c not in inner))
        if best is not None:
            two = self._as_factions(best[1], ranked)
            return (*two, *(c for c in ranked if c not in two))
        pairs = Counter({pair: n for pair, n in pairs.items() if not self._are_allies(*pair)})
        if pairs:
            pairs = Counter({p: n for p, n in pairs.items() if not self._is_at_home(p)}) or pairs
            pair = min(pairs, key=lambda p: (-pairs[p], -fight[p[0]] - fight[p[1]], p))
            two = self._as_factions(tuple(sorted(pair, key=lambda c: (-fight[c], c))), ranked)
            return (*two, *(c for c in ranked if c not in two))
        return tuple(ranked) if len(ranked) >= 2 else self.dyad

    def _as_factions(self, codes: tuple[str, ...], fighting: Sequence[str]) -> tuple[str, ...]:
        """Sides of which one is a group of the other: the party of that land which fights on the page stands for it, Fatah for
        Palestine against Hamas."""
        parties = self.story.knowledge.world.parties
        homes = {c: parties[c].home for c in codes if c in parties}
        held = next((c for c in codes if c in homes.values()), None)
        faction = next((c for c in fighting if c in parties and parties[c].kind == "party" and parties[c].home == held), None)
        return tuple(faction if c == held else c for c in codes) if held and faction and faction not in codes else codes

    def _is_at_home(self, pair: tuple[str, str]) -> bool:
        """Whether two are a political party and those it is a part of: Fatah fights Hamas, and not Palestine."""
        parties = self.story.knowledge.world.parties
        return any(a in parties and parties[a].kind == "party" and parties[a].home == b for a, b in (pair, pair[::-1]))

    def _inner_pair(self, pairs: Counter[tuple[str, str]], across: tuple[str, ...]) -> tuple[str, ...]:
        """Two armed groups of one side whose own fight the page tells more often than the one across: Fatah and Hamas."""
        parties = self.story.knowledge.world.parties
        groups = {code: party.home for code, party in parties.items() if party.kind in ("armed_group", "party") and party.home}
        inner = [(-n, (a, b)) for (a, b), n in pairs.items() if a in groups and groups[a] == groups.get(b)]
        if not inner:
            return ()
        least, pair = min(inner)
        outer = max((n for other, n in pairs.items() if set(other) <= set(across)), default=0)
        return pair if -least > max(outer, 1) else ()

    @cached_property
    def inner(self) -> tuple[str, ...]:
        """A state and its own rebels, where no foe from outside is named as often as they: those `both sides` are on a page about
        a civil war; none elsewhere."""
        counts: Counter[str] = Counter()
        for sentence in self.story.view.sentences:
            codes = (self.story.actor(m, sentence).code for m in self.story.mentions(sentence) if not m.is_pronoun)
            counts.update(code for code in codes if code)
        states = self.story.states.difference(PLAIN)
        rebels = [c for c in counts if c.endswith("_OPP") and plain(c) in states and counts[c] >= LEAST_NAMED]
        if not rebels:
            return ()
        most = min(rebels, key=lambda c: (-counts[c], c))
        home = plain(most) or ""
        others = (c for c in self.belligerents[:2] if c != home and not self._is_council(c))
        outside = max((counts[c] for c in others), default=0)
        return (home, most) if counts[home] >= LEAST_NAMED and outside < counts[most] else ()

    def people_of(self, land: str, role: str) -> str:
        """The party of people of a land by their role alone: `para pejuang`, where Palestinians fight Israel, are no rebels."""
        own = role == "militant" and land in PLAIN and land in self.belligerents[:2]
        return land if own else suffixed(land, role, self.story.states)

    def fights(self, code: str) -> bool:
        """Whether a party is named beside a word of force or of truce."""
        return bool(self._force[0][code])

    def _is_council(self, code: str) -> bool:
        """Whether a code is an organisation's, which sends soldiers at most, and fights nobody."""
        party = self.story.knowledge.world.parties.get(code)
        return party is not None and party.kind == "organisation"

    @cached_property
    def fighters(self) -> frozenset[str]:
        """Every party that fights on the page, and every one that does in its theatre."""
        theatre = next((t for t in self.story.knowledge.world.theatres if t.id == self.theatre), None)
        sides = frozenset(p.code for p in theatre.parties if p.side not in APART) if theatre else frozenset[str]()
        return sides | frozenset(self.belligerents)

    @cached_property
    def insurgents(self) -> dict[str, str]:
        """By state the armed group that fights there, where the page names exactly one: `the rebels` are its people."""
        parties, homes = self.story.knowledge.world.parties, dict[str, list[str]]()
        own = self._locals(self.theatre) if self.theatre and self.theatre == self._by_rebels else set[str]()
        for code in sorted({*self.codes, *own}):
            party = parties.get(code)
            if party is not None and party.kind == "armed_group" and party.home and not self._is_allied(code, party.home):
                homes.setdefault(party.home, []).append(code)
        return {home: codes[0] for home, codes in homes.items() if len(codes) == 1}

    def _is_allied(self, code: str, home: str) -> bool:
        """Whether a theatre puts a group on its state's own side."""
        for theatre in self.story.knowledge.world.theatres:
            sides = {p.code: p.side for p in theatre.parties}
            if code in sides and sides[code] == sides.get(home):
                return True
        return False

    def _are_allies(self, one: str, other: str) -> bool:
        """Whether the page's theatre puts two parties on one side: the United States and Iraq's government fight no battle."""
        theatre = next((t for t in self.story.knowledge.world.theatres if t.id == self.theatre), None)
        sides = {p.code: p.side for p in theatre.parties} if theatre else {}
        states = self.story.states.difference(PLAIN)  # Palestinian factions of one side do fight each other
        return {one, other} <= states and one in sides and sides[one] == sides.get(other)

    @cached_property
    def signatories(self) -> tuple[str, ...]:
        """The two parties a truce here is most likely between: the usual signatories of its theatre, where both are named."""
        theatre = next((t for t in self.story.knowledge.world.theatres if t.id == self.theatre), None)
        signed = Counter(code for agreement in theatre.agreements for code in agreement.parties) if theatre else Counter[str]()
        named = set(self.dyad)
        usual = sorted((c for c in signed if c in named), key=lambda c: (-signed[c], c))
        return tuple(usual[:2]) if len(usual) >= 2 else self.inner or self.talkers or self.belligerents

    @cached_property
    def talkers(self) -> tuple[str, ...]:
        """The two named side by side most often where the page tells of talks or of a truce, those named first where several are."""
        pairs: Counter[tuple[str, ...]] = Counter()
        for sentence in self.story.view.sentences:
            talks = any(m.tag.name in ("CONSULT", "AGREE") or m.tag.layer == "truce" for m in sentence.matches)
            pairs.update(side_by_side(self.story, sentence) if talks else ())
        return max(pairs, key=lambda pair: pairs[pair]) if pairs and not self._force[1] else ()

    def of_place(self, names: set[str], codes: set[str]) -> tuple[str, ...]:
        """The two sides of the theatre that a place belongs to, by its name or the state at home there; none where that
        is not one (Cairo lies in a state that takes part in the war in Libya, and is no place of it)."""
        theatres = self.story.knowledge.world.theatres
        named = [t for t in theatres if any(names & set(p.all_names) for p in t.places)]
        held = [t for t in theatres if codes & {p.country for p in t.places} and codes & {p.code for p in t.parties}]
        chosen = named or held
        sides: dict[str, str] = {}
        for party in chosen[0].parties if len(chosen) == 1 else ():
            if party.side not in APART:
                sides.setdefault(party.side, party.code)
        return tuple(sides.values())[:2]

    @cached_property
    def _force(self) -> tuple[Counter[str], Counter[tuple[str, str]]]:
        """How often each party is named beside a word of force or of truce, closer counts more, and how often each two together."""
        fight: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for sentence in self.story.view.sentences:
            triggers = [
                m for m in sentence.matches if (m.tag.layer == "event" and m.tag.name == "ASSAULT") or m.tag.layer == "truce"
            ]
            beside: set[str] = set()
            for mention in self.story.mentions(sentence) if triggers else ():
                code = None if mention.is_pronoun else plain(self.story.actor(mention, sentence).code)
                if code:
                    near = any(-3 <= mention.first - t.last <= 3 or -3 <= t.first - mention.last <= 3 for t in triggers)
                    fight[code] += 3 if near else 1
                    beside.add(code)
            pairs.update(combinations(sorted(beside), 2))
        return fight, pairs


def _says(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb of speech stands directly behind a mention that opens its clause: `Japan said`, `Turki menolak`."""
    near = range(mention.last, mention.last + 3)  # `Japan on Tuesday welcomed …`
    told = (m for m in sentence.layer("speech") if m.first in near and m.tag.name != "none" and m.tag.form == "verbs")
    return not mention.preposition and mention.first <= 1 and next(told, None) is not None
