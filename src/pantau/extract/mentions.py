"""Who is named: noun phrases of roles, names and pronouns, as chunks of tokens with the words that decide whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pantau.extract.lexicon import Lexicon
from pantau.extract.names import Named
from pantau.extract.view import Sentence
from pantau.extract.words import Token
from pantau.model import Span

PERSON_KINDS = ("person", "caps")


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a noun phrase: a known name, a role, unknown capitals, a pronoun or a modifier at tokens [first, last)."""

    first: int
    last: int
    kind: str
    named: Named | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or some place named at tokens [first, last). `preposition` stands directly before it; `name` is the person's or body's own name."""

    first: int
    last: int
    span: Span
    units: tuple[Unit, ...]
    preposition: str = ""
    name: Span | None = None
    of: Mention | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """The role classes of its nouns, in order."""
        return tuple(u.role for u in self.units if u.role)

    @property
    def names(self) -> tuple[Named, ...]:
        """The known names in it, in order."""
        return tuple(u.named for u in self.units if u.named)

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun."""
        return self.units[0].kind == "pronoun"

    @property
    def has_person(self) -> bool:
        """Whether it holds a person's name, known or not."""
        return any(u.kind == "caps" or (u.named and u.named.kind == "person") for u in self.units)


def find_mentions(
    sentence: Sentence, lexicon: Lexicon, common: frozenset[str], inner: frozenset[str], theatre: str | None = None
) -> tuple[Mention, ...]:
    """The mentions of one sentence in order. `common` are words the document also writes in lower case: capitals at a sentence's start are no name."""
    units = [u for u in _units(sentence, lexicon, common, theatre) if not _is_opening_word(u, sentence, inner)]
    mentions: list[Mention] = []
    chain: list[Unit] = []
    for unit in units:
        if chain and _joins(chain, unit, sentence.tokens):
            chain.append(unit)
            continue
        _close(chain, sentence, lexicon, mentions)
        chain = [unit]
    _close(chain, sentence, lexicon, mentions)
    return _appositions(mentions, sentence)


def _units(sentence: Sentence, lexicon: Lexicon, common: frozenset[str], theatre: str | None) -> list[Unit]:
    tokens, words = sentence.tokens, lexicon.words
    roles = {m.first: m for m in sentence.layer("role")}
    units, at = [], 0
    while at < len(tokens):
        unit = _name_or_role(at, sentence, lexicon, roles, common, theatre)
        if unit is None and tokens[at].lower in words["pronouns"]:
            unit = Unit(at, at + 1, "pronoun")
        if unit is None and tokens[at].lower in words["group_pronouns_first"]:
            unit = _group_pronoun(sentence, at)
        if unit is None and (tokens[at].lower in words["determiners"] or tokens[at].lower in words["modifiers"]):
            unit = Unit(at, at + 1, "modifier")
        if unit is None and tokens[at].text == "(" and at + 2 < len(tokens):
            unit = _bracketed(at, sentence, lexicon)
        if unit is None and units and units[-1].last == at and _is_field(at, sentence, lexicon, units[-1]):
            unit = Unit(at, at + 1, "modifier")
        if unit is not None:
            units.append(unit)
            at = unit.last
        else:
            at += 1
    return units


def _is_opening_word(unit: Unit, sentence: Sentence, inner: frozenset[str], theatre: str | None = None) -> bool:
    """Whether a lone capital at a sentence's start is no name: the page writes it nowhere inside a sentence (`Alhasil, …`)."""
    if unit.kind != "caps" or unit.first or unit.last - unit.first > 1:
        return False
    after = sentence.tokens[1].text if len(sentence.tokens) > 1 else ""
    return sentence.tokens[0].lower not in inner and after in (",", "")


def _is_field(at: int, sentence: Sentence, lexicon: Lexicon, before: Unit) -> bool:
    """Whether a lower-case noun stands between an office and its name: `menteri kebudayaan Ukraina`, `kepala dinas Rusia`."""
    tokens = sentence.tokens
    if (
        before.kind != "role"
        or at + 1 >= len(tokens)
        or not tokens[at].is_word
        or tokens[at].is_capital
        or not tokens[at + 1].is_capital
    ):
        return False
    word = tokens[at].lower
    return word not in lexicon.known and not lexicon.patterns.keys(word) and not word.startswith(("me", "di", "ber", "ter"))


def _group_pronoun(sentence: Sentence, at: int) -> Unit | None:
    for m in sentence.layer("grammar"):
        if m.first == at and m.tag.name == "group_pronouns":
            return Unit(at, m.last, "pronoun")
    return None


def _name_or_role(
    at: int, sentence: Sentence, lexicon: Lexicon, roles: dict[int, object], common: frozenset[str], theatre: str | None
) -> Unit | None:
    tokens = sentence.tokens
    name = lexicon.names.find(tokens, at, theatre)
    role = next((m for m in sentence.matches if m.first == at and m.tag.layer == "role"), None) if at in roles else None
    if name and (role is None or name.last >= role.last):
        return Unit(at, name.last, "name", name.named)
    if role:
        return Unit(at, role.last, "role", role=role.tag.name)
    return _capitals(at, sentence, lexicon, roles, common)


def _capitals(at: int, sentence: Sentence, lexicon: Lexicon, roles: dict[int, object], common: frozenset[str]) -> Unit | None:
    tokens = sentence.tokens
    if not _is_name_word(tokens[at], at, sentence, lexicon, common):
        return None
    end = at + 1
    while end < len(tokens):
        token = tokens[end]
        if (
            token.is_word
            and token.is_capital
            and end not in roles
            and lexicon.names.find(tokens, end) is None
            and token.lower not in lexicon.words["determiners"]
        ):
            end += 1
        elif (
            token.lower in lexicon.words["particles"]
            and end + 1 < len(tokens)
            and tokens[end + 1].is_capital
            and tokens[end + 1].is_word
        ):
            end += 2
        else:
            break
    return Unit(at, end, "caps")


def _is_name_word(token: Token, at: int, sentence: Sentence, lexicon: Lexicon, common: frozenset[str]) -> bool:
    if not (token.is_word and token.is_capital) or len(token.text) < 2:
        return False
    if token.lower in lexicon.words["not_names"]:
        return False
    opens = at == 0 or sentence.tokens[at - 1].text in '"“‘(-:–'
    return not (opens and (token.lower in common or token.lower in lexicon.known or bool(lexicon.patterns.keys(token.lower))))


def _bracketed(at: int, sentence: Sentence, lexicon: Lexicon) -> Unit | None:
    """`(IDF)`, `(IRGC)`: another form of the name before it."""
    tokens = sentence.tokens
    for end in (at + 2, at + 3, at + 4):
        if end < len(tokens) and tokens[end].text == ")":
            name = lexicon.names.find(tokens, at + 1)
            if name and name.last == end:
                return Unit(at, end + 1, "bracket", name.named)
            if end == at + 2 and (tokens[at + 1].text.isupper() or tokens[at + 1].is_capital):
                return Unit(at, end + 1, "bracket")
    return None


def _joins(chain: Sequence[Unit], unit: Unit, tokens: Sequence[Token]) -> bool:
    last = chain[-1]
    if unit.first != last.last or unit.kind == "pronoun" or last.kind == "pronoun":
        return False
    if unit.kind == "bracket":
        return True
    has_person = any(u.kind == "caps" or (u.named and u.named.kind == "person") for u in chain)
    if has_person:
        return unit.kind == "caps" and chain[-1].named is not None and chain[-1].named.kind == "person"
    if (
        unit.kind == "modifier"
        and any(u.named for u in chain)
        and tokens[unit.first].lower in ("pro", "anti", "dalam", "luar", "negara")
    ):
        return False
    states = [u for u in chain if u.named and u.named.kind in ("state", "capital")]
    return not (states and unit.named and unit.named.kind in ("state", "capital") and unit.named.code != states[-1].named.code)  # type: ignore[union-attr]


def _close(chain: list[Unit], sentence: Sentence, lexicon: Lexicon, mentions: list[Mention]) -> None:
    while chain and chain[-1].kind == "modifier" and len(chain) > 1:
        if any(u.kind != "modifier" for u in chain) and sentence.tokens[chain[-1].first].lower in lexicon.words["directions"]:
            break
        chain.pop()
    while chain and chain[0].kind == "modifier" and sentence.tokens[chain[0].first].lower not in lexicon.words["determiners"]:
        chain.pop(0)
    if not chain or all(u.kind in ("modifier", "bracket") for u in chain):
        return
    first, last = chain[0].first, chain[-1].last
    at = first - 1
    while at > 0 and sentence.tokens[at].text in '*"“(':
        at -= 1
    before = sentence.tokens[at].lower if first else ""
    preposition = before if before in lexicon.words["oblique"] or before in lexicon.words["place_prepositions"] else ""
    person = [u for u in chain if u.kind == "caps" or (u.named and u.named.kind == "person")]
    name = sentence.span_of(person[0].first, person[-1].last) if person else None
    mentions.append(Mention(first, last, sentence.span_of(first, last), tuple(chain), preposition, name))


def _appositions(mentions: Sequence[Mention], sentence: Sentence) -> tuple[Mention, ...]:
    """Join `Menteri Luar Negeri Rusia, Sergei Lavrov` and `Arayik Harutyunyan, presiden daerah kantong …,` into one mention."""
    joined: list[Mention] = []
    tokens = sentence.tokens
    for mention in mentions:
        before = joined[-1] if joined else None
        if (
            before
            and mention.first == before.last + 1
            and tokens[before.last].text == ","
            and not mention.is_pronoun
            and not before.is_pronoun
        ):
            closed = (
                mention.last >= len(tokens)
                or tokens[mention.last].lower in (",", ".", "(")
                or tokens[mention.last].text in '"”'
                or tokens[mention.last].is_word
            )
            bare = all(u.kind == "caps" or (u.named and u.named.kind == "person") for u in mention.units)
            bare = bare or (
                len(mention.units) == 2 and mention.units[0].kind == "name" and mention.units[1].kind == "caps"
            )  # "…, Israel Katz,"
            titled = bool(mention.roles) and mention.units[0].kind in ("role", "modifier") and not mention.has_person
            if closed and bare and "official" in before.roles and not before.has_person:
                span = sentence.span_of(before.first, mention.last)
                joined[-1] = replace(before, last=mention.last, span=span, units=(*before.units, *mention.units), name=mention.span)
                continue
            if titled and before.has_person and not before.roles and "official" in mention.roles:
                ends = mention.last >= len(tokens) or tokens[mention.last].text in ",."
                if ends:
                    span = sentence.span_of(before.first, mention.last)
                    joined[-1] = replace(before, last=mention.last, span=span, units=(*before.units, *mention.units))
                    continue
        joined.append(mention)
    return tuple(joined)
