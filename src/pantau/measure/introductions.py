"""How a page introduces its speakers: office, body and name, read off the words that stand together (`Ketua Persatuan Nelayan Tegal
Riswanto`; `Riswanto, ketua …`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pantau.extract.story import Story
from pantau.extract.view import Sentence
from pantau.extract.words import Token
from pantau.lang import Pack
from pantau.lang.affixes import shape_by_prefix
from pantau.model import Span
from pantau.tables import Checker

LONGEST = 24
"""Tokens an introduction may have."""
LONGEST_NAME = 5
_ROMAN = re.compile(r"[IVX]{2,}\Z|IV\Z")
_TITLED = ("bodies", "divisions", "qualifiers", "fields", "regions", "offices", "whole_offices")
LISTS = (
    "offices", "whole_offices", "firm_offices", "ordinary", "qualifiers", "divisions", "bodies", "inner_bodies", "fields", "regions",
    "closers", "greater_divisions", "joiners", "list_ends", "ranks", "links", "occasions",
)  # fmt: skip
"""The lists of `titles.toml`."""
_INSIDE = frozenset("-/&'’.")
_ACRONYM = re.compile(r"[A-Z]{2,}\d*\Z")
_ABSTRACT = re.compile(r"(?:ke|pe[mnlr]?|peng|penge|per|pem|pen)\w{3,}an\Z")


class Introduction(NamedTuple):
    """A person as introduced: the spans of the name, the office and the body that the words give, and where all of it stands."""

    span: Span
    person: Span | None
    role: Span | None
    body: Span | None


class Titles:
    """The words of introductions in one language."""

    def __init__(self, pack: Pack) -> None:
        self.words: dict[str, frozenset[str]] = dict.fromkeys(LISTS, frozenset())
        for path, table in pack.tables.get("titles", ()):
            check = Checker(path)
            for name, rows in check.table(table, dict.fromkeys(LISTS, list), name="titles").items():
                self.words[name] |= frozenset(rows)
            check.done()

    def length(self, name: str, tokens: Sequence[Token], at: int) -> int:
        """How many tokens from `at` on make the longest entry of a list; 0: none."""
        for size in (3, 2, 1):
            if at + size <= len(tokens) and " ".join(t.lower for t in tokens[at : at + size]) in self.words.get(name, ()):
                return size
        return 0

    def office(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens of an office stand at `at`."""
        ordinary = self.length("ordinary", tokens, at) if at == 0 or not tokens[at].is_capital else 0
        return max(ordinary, self.length("offices", tokens, at), self.length("whole_offices", tokens, at))


class _Place:
    """No place."""

    country = ""


class Reader:
    """Reads introductions in the sentences of one page."""

    def __init__(self, story: Story, titles: Titles, short: frozenset[str]) -> None:
        """`short` are lower-case names by which the page mentions its speakers again."""
        self.story, self.titles, self.short = story, titles, short
        self._small = story.lexicon.words

    def find(self, sentence: Sentence, at: int) -> Introduction | None:
        """The introduction that begins at a token: office first or name first; None where none does."""
        if self.titles.office(sentence.tokens, at):
            return self._office_first(sentence, at)
        return self._name_first(sentence, at)

    def _office_first(self, sentence: Sentence, at: int) -> Introduction | None:
        tokens = sentence.tokens
        end = self._phrase_end(tokens, at)
        first = self._name_in(tokens, at, end)
        behind = self._name_behind(tokens, end)
        if behind is not None and not (first < end and self._is_short(tokens, first, end)):
            role, body = self._office(sentence, at, end)
            return Introduction(sentence.span_of(at, behind), sentence.span_of(end + 1, behind), role, body)
        role, body = self._office(sentence, at, first)
        person = sentence.span_of(first, end) if first < end else None
        return Introduction(sentence.span_of(at, end), person, role, body)

    def _name_first(self, sentence: Sentence, at: int) -> Introduction | None:
        tokens = sentence.tokens
        end = self.name_end(tokens, at)
        if end == at:
            return None
        comma = self._past_age(tokens, end)
        opener = comma + 1 if comma < len(tokens) and tokens[comma].text == "," else comma
        if opener == comma and (comma >= len(tokens) or tokens[comma].lower not in self.titles.words["links"]):
            return None
        while opener < len(tokens) and tokens[opener].lower in self.titles.words["links"]:
            opener += 1
        if not self.titles.office(tokens, opener):
            return None
        close = self._phrase_end(tokens, opener)
        role, body = self._office(sentence, opener, close)
        return Introduction(sentence.span_of(at, close), sentence.span_of(at, end), role, body)

    def name_end(self, tokens: Sequence[Token], at: int, *, speaks: bool = False) -> int:
        """The token behind a run of name words from `at` on (`at` itself: no name). Whoever `speaks` is no place of that name."""
        end = at
        while end < len(tokens) and end - at < LONGEST_NAME + 2:
            size = self.titles.length("ranks", tokens, end)
            if size:
                end += size
            elif self._is_name_word(tokens[end]) or (end > at and self._is_initial(tokens, end)):
                end += 1
            else:
                break
        while end > at and (tokens[end - 1].text == "." or self.titles.length("ranks", tokens, end - 1)):
            end -= 1
        if at == 0 and end == 1 and tokens[0].lower not in self.story.inner_names:
            return at  # `Apalagi, …`: only the sentence's start made it a capital
        return end if speaks or any(t.lower in self.short or not self._is_weak(t) for t in tokens[at:end] if t.is_word) else at

    def _is_initial(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a full stop ends an initial inside a name: `Teguh P. Nugroho`."""
        return tokens[at].text == "." and len(tokens[at - 1].text) <= 3 and at + 1 < len(tokens) and tokens[at + 1].is_capital

    def _is_name_word(self, token: Token) -> bool:
        if not (token.is_word and token.is_capital) or token.lower in self._small["not_names"]:
            return False
        return token.lower in self.short or not self._is_title_word(token)

    def _is_title_word(self, token: Token) -> bool:
        """Whether a capitalised word belongs to an office, a body or its field rather than to a person."""
        lower = token.lower
        if (_ACRONYM.match(token.text) and len(token.text) > 2) or _ABSTRACT.match(lower):
            return True
        return _ROMAN.match(token.text) is not None or any(lower in self.titles.words[name] for name in _TITLED)

    def _is_weak(self, token: Token) -> bool:
        """Whether a capitalised word is a place's name or also a common word: where a name begins it is rather the body's last."""
        if token.lower in self.story.common or (len(token.text) == 2 and token.text.isupper()):
            return True
        place = self.story.place_of(token.text)
        return place is not None and place.country == self.story.setting.dominant and place.name in (token.text, None)

    def _phrase_end(self, tokens: Sequence[Token], at: int) -> int:
        """The token behind the capitalised words that go on from an office, with what joins them."""
        end = at + self.titles.office(tokens, at)
        calling = True
        while end < len(tokens) and end - at < LONGEST:
            token = tokens[end]
            if token.is_capital and token.is_word and token.lower not in self.titles.words["closers"]:
                if calling and not tokens[end - 1].is_capital and tokens[at].is_capital and self.titles.office(tokens, end):
                    break  # a heading that ran into the sentence: `Relawan aktif Kepala Badan …`
                calling = False
            elif token.text == "(":
                close = next((i for i in range(end + 1, min(end + 5, len(tokens))) if tokens[i].text == ")"), None)
                if close is None or not tokens[end + 1].is_capital:
                    break
                end = close
            elif not (self._joins(tokens, end) or (calling and self._narrows(tokens, end))):
                break
            end += 1
        return end

    def _joins(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a small word or sign holds capitalised words together: `dan`, `of`, `- 19`, `P.`, the commas of a list."""
        token = tokens[at]
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if behind is None:
            return False
        if token.lower in self.titles.words["joiners"]:
            return behind.is_capital and not self.titles.office(tokens, at + 1)
        if token.text == "." or self.titles.length("ranks", tokens, at):
            return self._is_initial(tokens, at) or (token.text != "." and behind.is_capital)
        if token.text == ",":
            return self._lists(tokens, at)
        return token.text in _INSIDE or token.text[:1].isdigit()

    def _lists(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a comma parts the fields of one body: `Dinas Pertanian, Pangan, dan Perikanan`."""
        ends = self.titles.words["list_ends"]
        if tokens[at + 1].lower in ends:
            return True
        reach = range(at + 1, min(at + 7, len(tokens) - 1))
        last = next((i for i in reach if tokens[i].text == "," and tokens[i + 1].lower in ends), None)
        if last is None or last + 2 >= len(tokens) or not tokens[at + 1].is_capital:
            return False
        if not (self._is_field(tokens, at + 1) or self._is_field(tokens, last + 2)):
            return False
        return all(t.is_capital or t.text in ",-" for t in tokens[at + 1 : last])

    def _is_field(self, tokens: Sequence[Token], at: int) -> bool:
        return not self.titles.office(tokens, at) and (self._is_title_word(tokens[at]) or self._is_weak(tokens[at]))

    def _narrows(self, tokens: Sequence[Token], at: int) -> bool:
        """`pengamat kebijakan publik`: lower-case words directly behind an office."""
        token = tokens[at]
        closed = any(
            token.lower in self._small[w]
            for w in ("oblique", "clause_openers", "heads_relative", "demonstratives", "negation", "before_verb", "conjunctions")
        )
        return token.is_word and not closed and shape_by_prefix(token.lower)[0] != "v"

    def _name_in(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Where the name begins that closes a phrase (`end`: nowhere): behind the last word of office, body or place."""
        office = at + self.titles.office(tokens, at)
        first = end
        if end - 2 >= office and self._is_odd_last(tokens[end - 1]) and self._is_name_word(tokens[end - 2]):
            first = end - 1
        while first > office and end - first < LONGEST_NAME + 3:
            token = tokens[first - 1]
            if not (self._is_name_word(token) or self._is_initial(tokens, first - 1)):
                break
            first -= 1
        while first < end and not tokens[first].is_word:
            first += 1
        first = self._past_own(tokens, at, self._past_weak(tokens, first, end), end)
        return self._with_rank(tokens, office, first, end)

    def _past_weak(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Without the places and common words that still belong to the body: `Kota Bogor | Sri Nowarini`."""
        while first < end - 1 and tokens[first - 1].text != ")" and tokens[first].lower not in self.short:
            before = tokens[first - 1].lower
            if before in self.titles.words["regions"] or before in self.titles.words["ranks"]:
                break
            pair = f"{tokens[first].text} {tokens[first + 1].text}"
            if first < end - 2 and (self.story.place_of(pair) or _Place).country == self.story.setting.dominant:
                first += 2
            elif self._is_weak(tokens[first]) or before in self._small["place_nouns"]:
                first += 1
            else:
                break
        return first

    def _past_own(self, tokens: Sequence[Token], at: int, first: int, end: int) -> int:
        """Without the words that name a firm or body before them: `CEO Anu | Sari Dewi`, `Forum Hijau Bungo | Hasan Rahim`."""
        office = at + self.titles.office(tokens, at)
        firm = first == office and self.titles.length("firm_offices", tokens, at) == office - at
        bare = first > office and self.titles.length("bodies", tokens, first - 1) > 0 and not _ACRONYM.match(tokens[first - 1].text)
        if not (firm or bare) or end - first < 3 or tokens[first].lower in self.short:
            return first
        known = next((i for i in range(first + 1, end) if tokens[i].lower in self.short), None)
        return known if known is not None and known < end - 1 else first + 1

    def _with_rank(self, tokens: Sequence[Token], office: int, first: int, end: int) -> int:
        """The name with the ranks and degrees before it: `Brigadir Jenderal (Pol) Raden Anu`."""
        while first < end:
            at = first - 3 if first - 3 > office and tokens[first - 1].text == ")" and tokens[first - 3].text == "(" else first
            size = next((n for n in (3, 2, 1) if at - n >= office and self.titles.length("ranks", tokens, at - n) == n), 0)
            if not size or (at - size == office and len(tokens[at - 1].text) > 5):
                break  # `Sekretaris Jenderal Anu`: what follows an office directly narrows it
            first = at - size
        return first

    def _is_odd_last(self, token: Token) -> bool:
        """Whether a name's last word may be one that elsewhere is none: `Tubagus Utama`."""
        return token.is_capital and token.lower in self.titles.words["qualifiers"]

    def _is_short(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        return any(t.lower in self.short for t in tokens[first:end])

    def _name_behind(self, tokens: Sequence[Token], end: int) -> int | None:
        """`Direktur Utama PT Anu, Rini Astuti,`: the token behind the name that follows a comma."""
        if end + 1 >= len(tokens) or tokens[end].text != ",":
            return None
        close = self.name_end(tokens, end + 1)
        if close == end + 1 or close >= len(tokens):
            return None
        after = tokens[close]
        closed = after.text in ",.(" or not after.is_capital
        return close if closed and not self.titles.office(tokens, end + 1) else None

    def _office(self, sentence: Sentence, at: int, end: int) -> tuple[Span | None, Span | None]:
        """The office's own words and the body's, of the tokens from `at` to `end`."""
        tokens = sentence.tokens
        while end > at and not (tokens[end - 1].is_word or tokens[end - 1].text == ")" or tokens[end - 1].text[:1].isdigit()):
            end -= 1
        if end <= at:
            return None, None
        opens = self._body_opens(tokens, at, end)
        stop = opens
        while stop > at and (tokens[stop - 1].text == "," or tokens[stop - 1].lower in self.titles.words["joiners"]):
            stop -= 1
        role = sentence.span_of(at, stop) if stop > at else None
        return role, sentence.span_of(opens, end) if opens < end else None

    def _body_opens(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """The first token of the body: its own first word, else the first capitalised word that does not narrow the office."""
        office = self.titles.office(tokens, at)
        if self.titles.length("whole_offices", tokens, at) == office:
            return end
        first = inner = end
        divided = bracketed = False
        for place in range(at + office, end):
            token = tokens[place]
            bracketed = token.text == "(" or (bracketed and token.text != ")")
            if bracketed or not (token.is_capital and token.is_word):
                continue
            if self.titles.length("bodies", tokens, place) or _ACRONYM.match(token.text):
                if not self.titles.length("inner_bodies", tokens, place):
                    return place
                inner = min(inner, place)
            if divided and token.lower in self.titles.words["greater_divisions"]:
                return place
            divided = divided or self.titles.length("divisions", tokens, place) > 0
            narrows = token.lower in self.titles.words["qualifiers"] or self.titles.office(tokens, place) > 0
            if not (divided or narrows):
                first = min(first, place)
        return min(first, inner)

    def _past_age(self, tokens: Sequence[Token], at: int) -> int:
        """Behind `(37)`."""
        aged = at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 1].text.isdigit() and tokens[at + 2].text == ")"
        return at + 3 if aged else at
