"""Office, name, owner and land that a comma or a small word parts from the mention before are one mention with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pantau.extract.lexicon import PEOPLE

if TYPE_CHECKING:
    from pantau.extract.lexicon import Lexicon
    from pantau.extract.mentions import Mention, Page
    from pantau.extract.words import Token
    from pantau.model import Span


HELD = {"military", "police", "opposition", "militant", "protester"}
"""Roles that also name those who hold no office."""
APART = 4
"""Tokens that may part a mention from what belongs to it: a comma, a preposition and its article."""


def join_appositions(mentions: Sequence[Mention], page: Page) -> tuple[Mention, ...]:
    """Office and name that a comma or an addressee parts become one mention."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        whole = None
        if before is not None and mention.first - before.last <= APART:
            joins = (_with_body, _with_post, _with_owner, _with_realm, _with_name, _with_office, _with_land, _with_branch)
            tried = (join(before, mention, page) for join in joins)
            whole = next((one for one in tried if one is not None), None)
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(mention)
    return tuple(joined)


def _with_name(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`Menteri Luar Negeri Rusia, Sergei Lavrov`: the office, then its holder's name."""
    tokens = page.sentence.tokens
    behind = _behind_place(before, page)
    if not _is_held(before, page) or before.has_person or mention.first != behind + 1 or mention.is_pronoun:
        return None
    between = tokens[behind]
    bare = all(u.is_person for u in mention.units)
    # "…, Israel Katz,": a first name that is a state\'s too
    named_like_state = len(mention.units) == 2 and mention.units[0].kind == "name" and mention.units[1].kind == "caps"
    return _joined(before, mention, page, mention.span) if between.text == "," and (bare or named_like_state) else None


OWN = 2
"""Words between an office and what points back to where it is held: `kepala kepolisian distrik itu`, `police chief in the area`."""


def _behind_place(office: Mention, page: Page) -> int:
    """The token behind an office and the place it is held at, which the page has named before."""
    tokens, at = page.sentence.tokens, office.last
    for behind in range(at + 1, min(at + 2 + OWN, len(tokens))):
        between = tokens[at : behind - 1]
        common = all(t.is_word and not t.is_capital and _is_noun(t.lower, page) for t in between)
        if common and tokens[behind - 1].lower in page.words("demonstratives"):
            return behind
    return at


def _is_noun(word: str, page: Page) -> bool:
    return word in page.words("towns") or page.shape(word) != "v"


def _is_held(mention: Mention, page: Page) -> bool:
    """Whether the roles of a mention are an office that one person holds: `menteri`, `komandan militer`, `opposition leader`."""
    if "official" in mention.roles:
        return True
    holders = page.words("single_holders")
    return bool(HELD & set(mention.roles)) and any(t.lower in holders for t in page.sentence.tokens[mention.first : mention.last])


def _with_post(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`utusan PBB untuk Suriah`, `Duta Besar Rusia untuk RI Ivan Petrov`: where somebody is posted says nothing of whose he is."""
    tokens, at = page.sentence.tokens, before.last
    sent = before.names and not before.has_person and any(t.lower in page.words("envoys") for t in tokens[before.first : at])
    bare = mention.names and not mention.roles and mention.first - at in (1, 2)
    if not sent or not bare or tokens[at].lower not in page.words("posted_to"):
        return None
    joined = _joined(before, mention, page, mention.name if mention.has_person else None)
    return replace(joined, units=(*before.units, *(u for u in mention.units if u.is_person)))


def _with_owner(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`president of Iran`, `a spokesman for the defence ministry`: the name behind the preposition says whose the noun is."""
    if not before.roles or before.names or before.has_person or mention.is_pronoun or before.is_pronoun:
        return None
    tokens, at = page.sentence.tokens, before.last
    if at >= mention.first or not (mention.names or mention.roles):
        return None
    origin = tokens[at].lower in page.words("origins") and set(before.roles) <= set(PEOPLE)  # `jurnalis dari Australia`
    origin = origin and not any(tokens[at - 1].lower.endswith(c) for c in page.words("own_clitics"))  # `menarik warganya dari Libya`
    serves = tokens[at - 1].lower in page.words("aides") and tokens[at].lower in page.words("serving")  # `advisers to President Abbas`
    if tokens[at].lower not in page.words("owning") and not serves and not (origin and any(n.kind == "state" for n in mention.names)):
        return None
    if any(t.lower not in page.words("determiners") for t in tokens[at + 1 : mention.first]):
        return None
    whole = _joined(before, mention, page, mention.name if mention.has_person and not serves else None)
    counts = tokens[at].lower in page.words("partitive") and tokens[at - 1].lower in page.words("amounts")
    return replace(whole, units=mention.units) if counts and mention.roles else whole  # `a group of lawmakers`: they are meant


def _with_body(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`the Indian commander of the UN force`: whose an office is stands behind it, where a people's name before it only says whence
    its holder is."""
    tokens, at, demonyms = page.sentence.tokens, before.last, page.lexicon.names.demonyms
    whence = bool(before.names) and not before.has_person and all(n.name in demonyms for n in before.names)
    if not whence or not {"official", "titles", "mediator"} & set(before.roles) or not page.words("genitives"):
        return None
    bodies = [n for n in mention.names if n.kind == "group" or (n.kind == "metonym" and n.name.startswith(n.code))]  # `UN mission`
    if at >= mention.first or tokens[at].lower not in page.words("owning") or not bodies or mention.has_person:
        return None
    if any(t.lower not in page.words("determiners") for t in tokens[at + 1 : mention.first]):
        return None
    whole = _joined(before, mention, page, before.name)
    return replace(whole, units=(*(u for u in before.units if u.named is None), *mention.units))


def _with_realm(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`King Abdullah of Jordan`, `Senator John Smith of Australia`: the land behind an office and its holder's name is whose he is."""
    tokens, at = page.sentence.tokens, before.last
    titled = bool(before.roles) and before.has_person and not any(n.kind != "person" for n in before.names)
    bare = bool(mention.names) and not mention.roles and not mention.has_person and mention.first - at in (1, 2)
    ties = page.words("owning") if page.words("genitives") else page.words("origins")
    if not (titled and bare) or tokens[at].lower not in ties:
        return None
    lands = all(n.kind in ("state", "group") and n.name not in page.lexicon.names.demonyms for n in mention.names)
    return _joined(before, mention, page, before.name) if lands else None


def _with_office(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`Arayik Harutyunyan, presiden daerah kantong etnis Armenia,`: the name, then the office."""
    tokens = page.sentence.tokens
    if mention.first != before.last + 1 or tokens[before.last].text != "," or before.roles or not before.has_person:
        return None
    titled = "official" in mention.roles and mention.units[0].kind in ("role", "modifier") and not mention.has_person
    ends = mention.last >= len(tokens) or tokens[mention.last].text in ",."
    return _joined(before, mention, page, before.name) if titled and ends else None


def _joined(before: Mention, mention: Mention, page: Page, name: Span | None) -> Mention:
    span = page.sentence.span_of(before.first, mention.last)
    return replace(before, last=mention.last, span=span, units=(*before.units, *mention.units), name=name)


def _with_land(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`di Kairo, Mesir, pada Selasa`: the town, then between commas the state it lies in, which does nothing here."""
    tokens, at = page.sentence.tokens, before.last
    if mention.first != at + 1 or tokens[at].text != "," or before.preposition not in page.words("place_prepositions"):
        return None
    towns = all(u.kind == "caps" or (u.named is not None and u.named.kind in ("place", "capital")) for u in before.units)
    states = [u for u in mention.units if u.named is not None and u.named.kind == "state"]
    behind = tokens[mention.last] if mention.last < len(tokens) else None
    verbal = page.words("future") | page.words("done") | page.words("negation") | page.words("before_verb")
    small = page.words("oblique") | (page.words("not_names") - (verbal - page.words("day_words")))
    closed = behind is None or not behind.is_word or behind.lower in small  # not `tiba di Kairo, Jerman akan …`
    if not (towns and closed and len(states) == 1 and not mention.roles and not mention.has_person):
        return None
    return _joined(before, mention, page, before.name)


def _with_branch(before: Mention, mention: Mention, page: Page) -> Mention | None:
    """`the Yemeni branch of Al-Qaeda`, `the leader of the Libyan affiliate of …`: the group, and not the land it is in, is meant."""
    tokens, at = page.sentence.tokens, before.last
    lands = before.names and not before.has_person and all(n.kind in ("state", "place") for n in before.names)
    if not lands or not is_branch(tokens, mention.first, page.lexicon) or tokens[at].lower not in page.words("branches"):
        return None
    whole = _joined(before, mention, page, before.name)
    return replace(whole, units=(*(u for u in before.units if u.named is None), *mention.units))


def is_branch(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether the name at token `first` is that of a group whose branch is told of before: `a branch of [Al-Qaeda]`."""
    at = first - 1
    while at > 0 and tokens[at].lower in lexicon.words["determiners"]:
        at -= 1
    return at > 0 and tokens[at].lower in lexicon.words["owning"] and tokens[at - 1].lower in lexicon.words["branches"]
