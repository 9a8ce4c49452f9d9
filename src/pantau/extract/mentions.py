"""Who is named: noun phrases of roles, names and pronouns, as chunks of tokens with the words that decide whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from pantau.extract.appositions import join_appositions
from pantau.extract.compounds import is_adjective, is_kind_of, past_compound
from pantau.extract.governing import is_rulers, read_preposition, with_people
from pantau.extract.lexicon import Lexicon
from pantau.extract.names import Named, NameMatch, plain
from pantau.extract.patterns import Match
from pantau.extract.points import cuts_short, past_initials
from pantau.extract.small_words import counts_names, is_leading, is_pointed, is_tying
from pantau.extract.view import Sentence
from pantau.extract.words import Token
from pantau.model import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a noun phrase: a known name, a role, unknown capitals, a pronoun or a modifier at tokens [first, last)."""

    first: int
    last: int
    kind: str
    named: Named | None = None
    role: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it is the name of a person or of a body of its own, or unknown capitals that may be one."""
        return self.kind == "caps" or (self.named is not None and self.named.kind in ("person", "body"))


@dataclass(frozen=True)
class Mention:
    """Somebody or some place named at tokens [first, last).

    `preposition` stands directly before it; `name` is the person's or body's own name.
    """

    first: int
    last: int
    span: Span
    units: tuple[Unit, ...]
    preposition: str = ""
    name: Span | None = None

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The role classes of its nouns, in order."""
        return tuple(u.role for u in self.units if u.role)

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """The known names in it, in order."""
        return tuple(u.named for u in self.units if u.named)

    @cached_property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun."""
        return self.units[0].kind == "pronoun"

    @cached_property
    def has_person(self) -> bool:
        """Whether it holds a person's name, known or not."""
        return any(u.is_person for u in self.units)


class Page(NamedTuple):
    """What deciding on names needs of the page: one sentence, the lexicon, words it also writes small, names it writes inside
    sentences, its theatre."""

    sentence: Sentence
    lexicon: Lexicon
    common: frozenset[str]
    inner: frozenset[str]
    theatre: str | None
    parties: Mapping[str, int]
    roles: Mapping[int, Match]

    def words(self, name: str) -> frozenset[str]:
        """A word set of the pack."""
        return self.lexicon.words[name]

    def shape(self, word: str) -> str:
        """The word's part of speech by its form: `v`, `n` or nothing."""
        return self.lexicon.patterns.morphology.shape(word)[0]


def find_mentions(
    sentence: Sentence,
    lexicon: Lexicon,
    common: frozenset[str],
    inner: frozenset[str],
    theatre: str | None,
    parties: Mapping[str, int],
) -> tuple[Mention, ...]:
    """The mentions of one sentence in order.

    `common` are words the document also writes in lower case: capitals at a sentence's start are no name. `inner` are words it
    writes with a capital inside a sentence: at a sentence's start they are names too.
    """
    page = Page(sentence, lexicon, common, inner, theatre, parties, _roles(sentence, lexicon))
    mentions: list[Mention] = []
    chain: list[Unit] = []
    for unit in _units(page):
        if is_kind_of(chain, unit, sentence.tokens, lexicon):
            chain[-1] = replace(chain[-1], kind="modifier")
        if chain and _joins(chain, unit, sentence.tokens, lexicon) and not _opens_message(chain, unit, page):
            chain.append(unit)
            continue
        _close(chain, sentence, lexicon, mentions)
        chain = [unit]
    _close(chain, sentence, lexicon, mentions)
    return join_appositions([m for m in mentions if not _only_describes(m, page)], page)


def _opens_message(chain: Sequence[Unit], unit: Unit, page: Page) -> bool:
    """`told reporters Cambodia had laid mines`, `kepada parlemen Rusia menembakkan …`: behind who hears it, the subject of a verb
    opens the message."""
    tokens, first, last = page.sentence.tokens, chain[0].first, unit.last
    while first and tokens[first - 1].lower in page.words("determiners"):
        first -= 1
    heard = first > 0 and tokens[first - 1].lower in page.words("before_hearer") and chain[-1].kind == "role"
    if not heard or unit.named is None or unit.named.kind == "person" or last >= len(tokens):
        return False
    verb = tokens[last].lower
    return verb in page.words("before_verb") or page.shape(verb) == "v"


def _only_describes(mention: Mention, page: Page) -> bool:
    """`a U.N.-backed peace plan`, `the US-based SITE Institute`: a name whose hyphen ties it to a word that only describes is nobody
    here."""
    tokens = page.sentence.tokens
    before = tokens[mention.first - 1].lower if mention.first > 1 else ""
    if before in page.words("backed") and any(m.last == mention.first - 1 for m in page.roles.values()):
        return not mention.roles  # `pemerintah dukungan AS`
    if before in page.words("made_by") or any(n.kind == "money" for n in mention.names):
        return not mention.roles  # `rudal buatan AS`, `770 juta dolar AS`
    behind = (mention.last, mention.last + 1)
    brokers = any(m.first in behind for m in page.sentence.layer("broker"))  # `a US-brokered truce` has its broker
    tied = not brokers and is_tied(mention, page.sentence, page.lexicon)
    return tied or is_adjective(mention, tokens, page.lexicon)


def is_tied(mention: Mention, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a hyphen ties a name to a word that describes what follows: `U.N.-backed`, `US-based`."""
    tokens, at = sentence.tokens, mention.last
    tied = at + 1 < len(tokens) and tokens[at].text in ("-", "–") and not mention.roles
    return tied and tokens[at + 1].lower in lexicon.words["led"] - lexicon.words["leading"]


def _units(page: Page) -> list[Unit]:
    units: list[Unit] = []
    at = 0
    while at < len(page.sentence.tokens):
        unit = _name_or_role(page, at) or _small_word(page, at) or _bracketed(page, at) or _field(page, at, units[-1:])
        if unit is None and (end := past_compound(page, at, units[-1:])):
            unit = Unit(at, end, "modifier")
        if unit is not None and not _is_opening_word(page, unit):
            units.append(unit)
        at = unit.last if unit is not None else at + 1
    return units


def _name_or_role(page: Page, at: int) -> Unit | None:
    if at and page.sentence.tokens[at - 1].lower in page.words("tongues"):
        return None  # `berbahasa Arab`: a language is nobody
    name = page.sentence.named.get(at)
    if page.theatre and page.sentence.tokens[at].lower in page.lexicon.names.local:
        name = page.lexicon.names.find(page.sentence.tokens, at, page.theatre)
    if name and _is_lone_surname(page, name):
        rules = {t.lower for t in (*page.sentence.tokens[max(0, at - 1) : at], *page.sentence.tokens[name.last : name.last + 1])}
        titled = any(m.last == at and m.tag.name == "official" for m in page.roles.values())  # `Presiden Bush`
        name = name if titled or rules & page.words("ruling") else None  # else a surname alone is his where his party is named
    home = page.lexicon.names.homes.get(name.named.name) if name else None
    if home and not any(page.parties.get(code) for code in (home, f"{home}_OPP", f"{home}_CIV")):
        name = None  # `RSF` on a page that has nothing to do with Sudan: Reporters Without Borders
    role = page.roles.get(at)
    if name and (role is None or name.last >= role.last):
        return Unit(at, name.last, "name", name.named)
    if role:
        inside = page.sentence.named.get(role.last - 1) if role.last - at > 1 else None
        begins = inside is not None and inside.last > role.last and inside.named.kind == "group"  # `juru bicara [Tentara Arakan]`
        return Unit(at, role.last + cuts_short(page.sentence.tokens, role) - begins, "role", role=role.tag.name)
    return _capitals(page, at)


def _is_lone_surname(page: Page, name: NameMatch | None) -> bool:
    """Whether a name is one word of a known person's, on a page that never names his party: it may be another's."""
    one = name is not None and name.named.kind == "person" and name.last - name.first == 1
    return one and name is not None and not page.parties.get(plain(name.named.code) or "")


def _small_word(page: Page, at: int) -> Unit | None:
    """Pronouns, pronouns of two words (`kedua negara`), and words that stand before or behind a head."""
    word = page.sentence.tokens[at].lower
    if word not in page.words("small_words"):
        return None
    if at and word == "-" and page.sentence.tokens[at - 1].end < page.sentence.tokens[at].start:
        return None  # a dash between blanks parts what a hyphen joins
    if word in page.words("pairs") and counts_names(page, at):
        return None
    if word in page.words("pronouns"):
        owns = word in page.words("owners_before") and (at + 1 in page.sentence.named or at + 1 in page.roles)
        return Unit(at, at + 1, "modifier" if owns else "pronoun")
    owned = any(m.last == at for m in page.roles.values())  # `kementerian negara itu`: part of the phrase before
    if word in page.words("lands") and not owned and is_pointed(page, at):
        return Unit(at, at + 1, "pronoun")
    if word in page.words("group_pronouns_first"):
        for m in page.sentence.layer("grammar"):
            longer = any(i in page.sentence.named and page.sentence.named[i].last > m.last for i in range(at, m.last))
            if m.first == at and m.tag.name == "group_pronouns" and not longer:  # not in `nomor dua Korea Utara`
                return Unit(at, m.last, "pronoun")
    if word in page.words("determiners") or word in page.words("modifiers") or is_leading(page, at) or is_tying(page, at):
        return Unit(at, at + 1, "modifier")
    return None


def _capitals(page: Page, at: int) -> Unit | None:
    """A run of unknown capitalised words: somebody's or something's name."""
    tokens = page.sentence.tokens
    if not _is_name_word(page, at):
        return None
    noun = at
    while noun and tokens[noun - 1].lower in page.words("faiths"):
        noun -= 1
    if tokens[at].lower in page.words("faiths") and any(noun <= m.last <= at for m in page.roles.values()):
        return Unit(at, at + 1, "modifier")  # `perempuan Sunni Irak`, `pejuang Muslim Syiah`
    end = at + 1
    while end < len(tokens) and tokens[end].is_capital and tokens[end].lower in page.words("modifiers") and end not in page.roles:
        end += 1  # `Shi'ite Muslim militants`
    if end in page.sentence.named and all(t.lower in page.words("modifiers") for t in tokens[at:end]):
        return Unit(at, end, "modifier")  # `by Shi'ite Iran`
    described = end in page.roles and (not tokens[end].is_capital or tokens[end].lower in page.words("modifiers"))
    if described and all(t.lower in page.words("modifiers") for t in tokens[at:end]):
        return None  # `Muslim rebels`, `Sunni militants`: the faith describes, it names nobody
    end = _behind_initials(page, at) or at + 1
    while end < len(tokens):
        token = tokens[end]
        initial = _behind_initials(page, end)
        if initial is not None:
            end = initial
            continue
        named = token.lower in page.words("given_names") or _is_of_title(page, at, end)
        role = end in page.roles and not (token.is_capital and named)  # `Sudarnoto Abdul Hakim`
        surname = _is_lone_surname(page, page.sentence.named.get(end))
        known = role or (end in page.sentence.named and not surname) or token.lower in page.words("determiners")
        if token.is_word and token.is_capital and not known:
            end += 1
        elif (
            token.lower in page.words("particles")
            and end + 1 < len(tokens)
            and tokens[end + 1].is_capital
            and tokens[end + 1].is_word
        ):
            end += 2
        else:
            break
    return Unit(at, end, "caps")


def _is_of_title(page: Page, at: int, end: int) -> bool:
    """`Front Pembela Rakyat`, `Tentara Pembebasan Rakyat`: a noun of people with a capital that ends a name of two words or more, in a
    sentence that writes nouns small."""
    tokens, first = page.sentence.tokens, at
    while first and tokens[first - 1].is_capital and tokens[first - 1].is_word:
        first -= 1
    if end - first < 2 or end not in page.roles or page.roles[end].tag.name != "civilian":
        return False
    return 2 * sum(t.is_word and not t.is_capital for t in tokens) >= len(tokens)


def _behind_initials(page: Page, at: int) -> int | None:
    """`R.K. Sharma`, `William B. Caldwell`: the first token behind initials with points, where a name goes on there."""
    end = past_initials(page.sentence.tokens, at)
    return end if at < end < len(page.sentence.tokens) and _is_name_word(page, end) else None


def _is_name_word(page: Page, at: int) -> bool:
    if _behind_initials(page, at) is not None:
        return True
    token = page.sentence.tokens[at]
    if not (token.is_word and token.is_capital) or len(token.text) < 2 or token.lower in page.words("not_names"):
        return False
    opens = at == 0 or page.sentence.tokens[at - 1].text in '"“‘(-:–'
    return not (
        opens and (token.lower in page.common or token.lower in page.lexicon.known or bool(page.lexicon.patterns.keys(token.lower)))
    )


def _is_opening_word(page: Page, unit: Unit) -> bool:
    """Whether a lone capital at a sentence's start is no name: the page writes it nowhere inside a sentence (`Alhasil, …`)."""
    if unit.kind != "caps" or unit.first or unit.last - unit.first > 1:
        return False
    tokens = page.sentence.tokens
    return tokens[0].lower not in page.inner and (len(tokens) < 2 or tokens[1].text == ",")


def _bracketed(page: Page, at: int) -> Unit | None:
    """`(IDF)`, `(IRGC)`: another form of the name before it."""
    tokens = page.sentence.tokens
    if tokens[at].text != "(":
        return None
    for end in (at + 2, at + 3, at + 4):
        if end < len(tokens) and tokens[end].text == ")":
            name = page.sentence.named.get(at + 1)
            if name and name.last == end:
                return Unit(at, end + 1, "bracket", name.named)
            if end == at + 2 and tokens[at + 1].is_capital:
                return Unit(at, end + 1, "bracket")
    return None


def _field(page: Page, at: int, before: Sequence[Unit]) -> Unit | None:
    """A lower-case noun between an office and its name: `menteri kebudayaan Ukraina`, `kepala dinas Rusia`; not `pemerintah dukungan
    AS`, which is not theirs who back it."""
    tokens = page.sentence.tokens
    if not before or before[0].last != at or before[0].kind != "role" or at + 1 >= len(tokens):
        return None
    token, after = tokens[at], tokens[at + 1]
    if not token.is_word or token.is_capital or not after.is_capital or token.lower in page.words("backed"):
        return None
    known = token.lower in page.lexicon.known or bool(page.lexicon.patterns.keys(token.lower))
    known = known and not (before[0].role == "civilian" and token.lower in page.words("fields_of_work"))  # `karyawan minyak Cina`
    return None if known or page.shape(token.lower) == "v" else Unit(at, at + 1, "modifier")


def _joins(chain: Sequence[Unit], unit: Unit, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    last = chain[-1]
    if unit.first != last.last or unit.kind == "pronoun" or last.kind == "pronoun":
        return False
    if unit.kind == "bracket":
        return True
    has_person = any(u.is_person for u in chain)
    if has_person and unit.kind == "role" and tokens[unit.first].lower in lexicon.words["ruling"]:
        return True  # `a Trump administration official`
    if has_person and last.kind == "bracket" and last.named is None and unit.kind == "caps":
        return len(chain) > 1 and chain[-2].is_person  # `Rolliansyah (Roy) Soemirat`
    if last.kind == "caps" and unit.named is not None and unit.named.kind == "person" and unit.last - unit.first == 1:
        return True  # `Raymond Odierno`, where a surname alone is known
    if has_person:
        return unit.kind == "caps" and chain[-1].named is not None and chain[-1].named.kind == "person"
    owning = tokens[unit.first].lower in lexicon.words["genitives"]
    if unit.kind == "modifier" and last.kind == "role" and lexicon.words["genitives"] and not owning:
        return False  # `troops captured Kismayo`: behind its noun a word no longer describes it
    opens = lexicon.words["closing_modifiers"] | lexicon.words["defining"]
    if unit.kind == "modifier" and any(u.named for u in chain) and tokens[unit.first].lower in opens:
        return False
    states = [u for u in chain if u.named and u.named.kind in ("state", "capital")]
    return not (states and unit.named and unit.named.kind in ("state", "capital") and unit.named.code != states[-1].named.code)  # type: ignore[union-attr]


def _roles(sentence: Sentence, lexicon: Lexicon) -> dict[int, Match]:
    """The nouns of people by their first token; `ibu kota` is a town and no lady, `a state of emergency` nobody."""
    words, tokens = lexicon.words, [*(t.lower for t in sentence.tokens), "", ""]
    roles = (m for m in sentence.layer("role") if tokens[m.first] not in words["listing"])  # `khususnya`
    roles = (m for m in roles if m.tag.name != "opposition" or tokens[m.last] not in words["opposed_to"])
    roles = (m for m in roles if not (tokens[m.last - 1] in words["towns"] and tokens[m.last] in words["towns"]))
    kept = {m.first: m for m in roles if tokens[m.last + 1] not in words["plights"] or tokens[m.last] not in words["partitive"]}
    kinds = [at for at, m in kept.items() if m.last in kept and m.last - at == 1 and tokens[at] in words["kinds_of_people"]]
    roots, endings = lexicon.patterns.roots, words["endings_under_way"]
    going = {at for at, m in kept.items() for e in endings if tokens[m.last - 1].removesuffix(e) in roots - {tokens[m.last - 1]}}
    return {at: m for at, m in kept.items() if at not in (*kinds, *going)}  # `the national daily`, `pilgrims heading for Karbala`


def _close(chain: list[Unit], sentence: Sentence, lexicon: Lexicon, mentions: list[Mention]) -> None:
    while chain and chain[-1].kind == "modifier" and len(chain) > 1:
        if any(u.kind != "modifier" for u in chain) and sentence.tokens[chain[-1].first].lower in lexicon.words["directions"]:
            break
        chain.pop()
    opened = chain[0].first if chain else 0
    while chain and chain[0].kind == "modifier" and sentence.tokens[chain[0].first].lower not in lexicon.words["determiners"]:
        chain.pop(0)
    if not chain or all(u.kind in ("modifier", "bracket") for u in chain):
        return
    opened, chain = with_people(chain, opened, sentence.tokens, lexicon, mentions)
    first, last = chain[0].first, chain[-1].last
    preposition = read_preposition(chain, opened, sentence.tokens, lexicon, mentions)
    person = [u for u in chain if u.is_person]
    name = sentence.span_of(person[0].first, person[-1].last) if person else None
    if person and is_rulers(person, sentence.tokens, lexicon.words["ruling"]):
        name = None
    mentions.append(Mention(first, last, sentence.span_of(first, last), tuple(chain), preposition, name))
