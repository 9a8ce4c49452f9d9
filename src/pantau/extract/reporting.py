"""A word that reports speech, where it stands: what the forms of reported speech are read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pantau.extract.actors import Actor, plain
from pantau.extract.intents import threatens
from pantau.extract.mentions import Mention
from pantau.extract.patterns import Match
from pantau.extract.said import NEUTRAL, Said
from pantau.extract.stances import cued, is_own
from pantau.extract.story import Story
from pantau.extract.targets import own_object, targets_of
from pantau.extract.view import Paragraph, Sentence
from pantau.extract.words import QUOTES
from pantau.model import Span

Who = tuple[Span | None, Actor]
FAR_ASKED = 6
"""Words of a warning within which it names whom it warns."""
CLOSED = ',"”»'
"""Marks that close a message before its reporting words."""


def is_left_open(story: Story, quote: Span) -> bool:
    """Whether no mark closes a quotation: it runs to the end of its paragraph, and what is told behind it stands within."""
    return story.view.text[quote.end : quote.end + 1] not in tuple(QUOTES)


def stands_behind(words: Mapping[str, frozenset[str]], verb: str) -> bool:
    """Whether a verb may close a message as it stands: `kata`, `katanya`, `said`."""
    listed = words["postposed"]
    return verb in listed or any(verb.removesuffix(clitic) in listed for clitic in words["own_clitics"])


def tells_how(words: Mapping[str, frozenset[str]], word: str) -> bool:
    """`telah lama menuduh`, `secara terbuka menuntut`, `openly accused`: how or how often something is said."""
    return word in words["manner"] or any(len(word) > len(e) + 2 and word.endswith(e) for e in words["manner_endings"])


class Speech(NamedTuple):
    """A word that reports speech, where it stands."""

    story: Story
    paragraph: Paragraph
    sentence: Sentence
    match: Match

    @property
    def trigger(self) -> Span:
        """The reporting words."""
        return self.sentence.span_of(self.match.first, self.match.last)

    def words(self, name: str) -> frozenset[str]:
        """A word set of the pack."""
        return self.story.lexicon.words[name]

    @property
    def opened(self) -> Span | None:
        """The quotation that nobody closed and within which the reporting words therefore stand."""
        at = self.trigger.start
        return next((q for q in self.paragraph.quotes if q.start <= at < q.end and is_left_open(self.story, q)), None)

    def said(
        self, who: Who, content: Span, rule: str, *, quoted: bool, stance: str | None = None, about: Mention | None = None
    ) -> Said:
        """The finished act of speech; the stance is the verb's, or the one a neutral verb's content asks for; `about` is whom it is
        about where grammar tells."""
        named = self.match.tag.name
        if named == "accuse" and self._owns_up(who[1]):
            named = "confirm"  # `mengatakan pihaknya bertanggung jawab`
        stance = stance or (cued(self.story, content, named, who[1]) if named in NEUTRAL else named)
        if named == "pledge" and content.of(self.story.view.text).lower().split()[:1] in [[w] for w in self.words("negation")]:
            stance = "reject"  # `said it would not extend the mandate`
        if stance in ("assert", "accuse", "threaten"):
            stance = self._warned(who[1], content) or stance
        if named == stance == "pledge" and threatens(self.story, self.sentence, self.match.last, content):
            stance = "threaten"  # `vowed to bomb the camps`
        trigger, accused = self.trigger, self._accused() if stance == "accuse" and rule == "claim.preposed" and not quoted else None
        if accused is not None and accused.span.end < content.start:
            trigger = self.sentence.span_of(self.match.first, accused.first)
            content = Span(accused.span.start, content.end)
            about = about or accused
        if about is None and stance == "demand" and self._addressed(content):
            about = self._accused()
        own = own_object(self.story, content, who[1], stance) if stance == self.match.tag.name and rule == "claim.preposed" else ()
        if stance == "demand" and rule == "claim.preposed":
            own = self._approached(who[1]) or own
        targets = own or targets_of(self.story, content if about is None else about.span, who[1], stance)
        return Said(self.sentence, trigger, *who, stance, content, targets, rule, quoted)

    def _owns_up(self, actor: Actor) -> bool:
        """Whether the words of an accusation hold the speaker's own side between them."""
        words = (t.lower for t in self.sentence.tokens[self.match.first : self.match.last])
        held = (m for m in self.story.mentions(self.sentence) if self.match.first < m.first and m.last < self.match.last)
        return any(w in self.words("owning_up") for w in words) and any(is_own(self.story, self.sentence, m, actor) for m in held)

    def _addressed(self, content: Span) -> bool:
        """`called on Iran to release the ship`: whether the words of a demand hold whom it is made of, and the message follows."""
        return self.sentence.tokens[self.match.last - 1].lower in self.words("purpose") and content.start >= self.trigger.end

    def _approached(self, actor: Actor) -> tuple[str, ...]:
        """`Macron menelepon Kagame dan meminta …`, `telephoned Kagame and asked him to …`: who was called upon is asked."""
        tokens, first = self.sentence.tokens, self.match.first
        if first < 2 or tokens[first - 1].lower not in self.words("joining_verbs"):
            return ()
        called = next((m for m in self.story.mentions(self.sentence) if m.last == first - 1 and not m.preposition), None)
        if called is None or not any(m.last == called.first and m.tag.name == "CONSULT" for m in self.sentence.layer("event")):
            return ()
        code = plain(self.story.actor(called, self.sentence).code)
        return (code,) if code and code != plain(actor.code) else ()

    def _accused(self) -> Mention | None:
        """`menyebut X sebagai pelaku serangan`: whom the words of an accusation hold between them."""
        held = (m for m in self.story.mentions(self.sentence) if self.match.first < m.first and m.last < self.match.last)
        return next((m for m in held if self.story.actor(m, self.sentence).code), None)

    def _asks(self, words: Sequence[str]) -> bool:
        """`warned the settlers to leave`: whom it warns, and what he is to do, without a verb between."""
        at = next((i for i, w in enumerate(words[:FAR_ASKED]) if w in self.words("urging") and w in self.words("purpose")), 0)
        helping = self.words("before_verb") - self.words("day_words") | self.words("intending") | self.words("complement")
        lone = self.match.last - self.match.first == 1 and bool(self.words("genitives"))
        return lone and at > 0 and not any(w in helping for w in words[:at])

    def _warned(self, actor: Actor, content: Span) -> str | None:
        """`Iran memperingatkan AS akan menyesal jika …` threatens, by one who fights or with a condition; `warned protesters not to
        gather` demands."""
        if self.sentence.tokens[self.match.first].lower not in self.words("warning") or self.match.tag.form != "verbs":
            return None
        words = [t.lower for s in self.story.view.sentences_in(content) for t in s.tokens if content.start <= t.start < content.end]
        if words[:1] and (words[0] in self.words("urging") or self._asks(words)):
            return "demand"
        coming = self.words("intending") | self.words("future") | self.words("conditions") | self.words("hypothetical")
        if any(w in self.words("ongoing") - self.words("being") for w in words) and not any(w in coming for w in words):
            return "assert"  # `memperingatkan bahwa Rusia masih memiliki ribuan tank`: how things stand threatens nobody
        heard = next((m for m in self.story.mentions(self.sentence) if m.first == self.match.last and not m.preposition), None)
        ruling = heard is not None and bool(set(heard.roles) & {"government", "official"})
        if heard is not None and ruling and plain(self.story.actor(heard, self.sentence).code) == plain(actor.code):
            return None  # `Dinas intelijen memperingatkan pemerintah bahwa …`: who warns his own threatens nobody
        fights = actor.code in self.story.states or actor.code in self.story.armed or (actor.code or "").endswith("_OPP")
        could = plain(actor.code) in self.story.sides.belligerents[:2] or any(w in self.words("conditions") for w in words)
        return "threaten" if fights and could else None
