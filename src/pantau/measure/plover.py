"""PLOVER sentences: one event a sentence, by the names of 2016, with countries for parties.

The main clause tells the event: of all predicates that make a record, or that the pack lists as one, the first in the sentence;
nominal events only where no predicate stands, and reports (`said`, `confirmed`) never. What the names of 2016 ask for beyond that:
- a claim is an event: demand is DEMAND, accusation and criticism DISAPPROVE, pledge AGREE, praise SUPPORT, denial REJECT; what is
  pledged against somebody (a sanction, force, coercion) is THREATEN; an apology is SUPPORT (CAMEO 055);
- force is FIGHT where soldiers use it or both sides do (shelling, gunfire, occupation), ASSAULT where it is terror, abduction, torture
  or murder; damage to property is COERCE (CAMEO 171);
- what somebody will do, plans or is ready to do is AGREE where it is kind, THREATEN where it is harsh (CAMEO 03, 13);
- INVESTIGATE and some acts of other types have words of their own in plover.toml; a veto is REJECT (129), sending peacekeepers AID
  (074), taking a town FIGHT (192), a truce declared or a surrender RETREAT (087);
- parties: a group or opposition is its country; organisations are IGO, those of citizens NGO. Who dies in an attack was attacked.
  Parties a record lacks are those named before its trigger and behind it; where nobody else is named, it happens at home.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pantau.extract import extract
from pantau.extract.actors import plain
from pantau.extract.lexicon import Lexicon
from pantau.extract.patterns import Match
from pantau.extract.story import Story
from pantau.extract.view import Sentence, make_view
from pantau.knowledge import Knowledge
from pantau.measure.benchmark import Row
from pantau.model import CasualtyReport, Claim, Document, Event, Record, Span
from pantau.tables import load_toml

STANCES = {
    "demand": "DEMAND", "accuse": "DISAPPROVE", "criticise": "DISAPPROVE", "reject": "REJECT", "deny": "REJECT",
    "threaten": "THREATEN", "praise": "SUPPORT", "pledge": "AGREE",
}  # fmt: skip
HARSH = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
KIND = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE", "SUPPORT"})
NGO = frozenset({"ICRC", "MSF", "GHF"})
MOST = 3
"""Codes of one side that the benchmark lets one hand in."""
_INTENT = re.compile(
    r"\b(?:will|would|plan(?:s|ned)? to|intend(?:s|ed)? to|(?:ready|prepared|willing) to|may|might|could|considering) (?:\w+ ){0,2}$"
)
_ARMY = re.compile(
    r"\b(?:war)?(?:planes?|jets?)\b|aircraft|helicopters?|air force|artillery|tanks|troops|soldiers|army|\bforces\b", re.I
)
_HIDDEN = re.compile(
    r"suicide|bombers?\b|gunm[ae]n|assassins?\b|roadside|\bmines?\b|grenade|attackers|assailants|unknown|unidentified|masked", re.I
)
_LAND = re.compile(
    r"occup|overr[au]n|annex|(?:seiz|captur)\w* (?:\w+ ){0,4}(?:town|city|village|port|base|airport|island|bridge|hill|territory)",
    re.I,
)
_AIR = re.compile(r"bomb|explo|blast|detonat", re.I)
_CEASE = re.compile(r"surrender|cease-?fire|truce|sanctions|embargo|blockade", re.I)
_REFUSAL = re.compile(r"^\W*(?:not|never)\b|\b(?:will|would|can|could) (?:not|never)\b", re.I)
_APOLOGY = re.compile(r"apolog|forg[ai]v", re.I)
_PROPERTY = re.compile(r"fire to|ablaze|on fire|torch|burn|ransack|loot|destroy|demolish|sabotag|defac", re.I)
_TERROR = re.compile(
    r"kidnap|abduct|hostage|hijack|bomb|explo|blast|detonat|blew|tortur|assassin|murder|execut|behead|rape|stab|lynch|massacre|beat",
    re.I,
)


class Told(NamedTuple):
    """One possible event of a sentence: how near it stands to the main clause, where, its type and parties; `home`
    is the country of a group that acts."""

    rank: int
    at: int
    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    home: tuple[str, ...] = ()


def read_event(text: str, knowledge: Knowledge, lexicon: Lexicon) -> Row | None:
    """Type, source and target of the event a sentence tells, or None."""
    document = Document(id="0" * 64, name="sentence", text=text, language="en", body=(Span(0, len(text)),))
    story = Story(make_view(document, lexicon), lexicon, knowledge)
    story.read_ahead()
    records = extract(document, knowledge).records
    worded = [t for s in story.view.sentences for t in _worded(text, s)]
    bare = sorted((*worded, *(t for s in story.view.sentences for t in _bare(story, s))), key=lambda t: t.at)
    read = [t for r in records if (t := _of_record(story, r, records, bare)) is not None]
    taken = {t.at for t in read}
    told = [*worded, *read, *(t for t in bare if t.at not in taken)]
    if not told:
        return None
    best = min(told, key=lambda t: (t.rank, t.at))
    best = next((t._replace(rank=best.rank, type=best.type) for t in read if t.at == best.at), best)
    source, target = _parties(best, list(_named(story)))
    return {"type": best.type, "source": source[:MOST], "target": target[:MOST]}


def _parties(told: Told, named: Sequence[tuple[int, str]]) -> tuple[list[str], list[str]]:
    """Both sides; one the record lacks is filled from the parties named: whoever stands before a predicate acts."""
    everyone = list(dict.fromkeys(code for _, code in named))
    before = [c for at, c in named if at < told.at and c not in told.target] if told.rank == 0 else []
    source = list(dict.fromkeys(told.source or before)) or [c for c in everyone if c not in told.target][:1] or everyone[:1]
    others = list(dict.fromkeys((*told.home, *(c for c in everyone if c not in source))))
    target = list(told.target) if set(told.target) - set(source) else others
    return source, target or source[::-1]


def _of_claim(story: Story, claim: Claim, bare: Sequence[Told]) -> str | None:
    """The type of a claim: what is pledged first says whether a pledge is one, or a refusal or a threat."""
    if claim.stance != "pledge":
        return STANCES.get(claim.stance)
    if _REFUSAL.search(claim.content.of(story.view.text)[:40]):
        return "REJECT"
    within = [t.type for t in bare if t.rank < 2 and claim.content.start <= t.at < claim.content.end]
    pledged = next((name for name in within if name != "AGREE"), "AGREE")
    return "THREATEN" if pledged in HARSH | {"FIGHT", "THREATEN"} else "AGREE"


def _of_record(story: Story, record: Record, records: Sequence[Record], bare: Sequence[Told]) -> Told | None:
    def code(codes: Iterable[str | None]) -> tuple[str, ...]:
        return tuple(c for each in codes for c in _codes(story, each))

    if isinstance(record, Claim):
        name = _of_claim(story, record, bare)
        rank = 3 if _is_aim(story, record.trigger) else 0
        home = code([record.code]) if _is_group(story, record.code) else ()
        return Told(rank, record.trigger.start, name, code([record.code]), code(record.targets), home) if name else None
    if not isinstance(record, Event) or _is_attribute(story, record.trigger):
        return None
    form = record.rule.split(".")[1]
    rank = 3 if _is_aim(story, record.trigger) else {"nouns": 1, "weak": 2}.get(form, 0)
    harmed = code(r.party for r in records if isinstance(r, CasualtyReport) and r.outcome in ("killed", "wounded"))
    name = _type(record.type, story.view.text, record.trigger)
    if name not in ("ASSAULT", "FIGHT") or not harmed:
        home = code(a for a in record.actors if _is_group(story, a))
        return Told(rank, record.trigger.start, name, code(record.actors), code(record.recipients), home)
    source = tuple(c for c in code(record.actors) if c not in harmed)  # who is harmed was attacked, and did not attack
    return Told(rank, record.trigger.start, name, source, harmed)


def _is_group(story: Story, code: str | None) -> bool:
    """Whether a party is a group within a state: where nobody is named, it acts against its own."""
    party = story.knowledge.world.parties.get(code or "")
    return (code or "").endswith(("_OPP", "_CIV")) or (party is not None and bool(party.home))


def _is_aim(story: Story, trigger: Span) -> bool:
    """`marched to demand reforms`: what somebody acts for is not the act."""
    before = story.view.text[: trigger.start].lower()
    return before.endswith(" to ") and not _INTENT.search(before)


def _is_attribute(story: Story, trigger: Span) -> bool:
    """`Ousted president X`, `jailed leader Y`: a participle that opens a person's name tells nothing new."""
    text = story.view.text
    before, behind = text[: trigger.start].split()[-1:], text[trigger.end :].lstrip()
    name = any(m.span.start <= trigger.end + 1 < m.span.end and m.name for s in story.view.sentences for m in story.mentions(s))
    return (
        trigger.of(text).endswith(("ed", "en"))
        and (not before or before[0].lower() in ("the", "a", "of"))
        and bool(behind)
        and name
    )


def _bare(story: Story, sentence: Sentence) -> Iterator[Told]:
    """Predicates and nouns of the pack's lists that may have made no record."""
    text = story.view.text
    for match in sentence.layer("event", "speech"):
        at = sentence.span_of(match.first, match.last)
        name = _type(match.tag.name, text, at) if match.tag.layer == "event" else STANCES.get(match.tag.name)
        somebody = any(m.roles and m.span.contains(at) for m in story.mentions(sentence))  # `Iraqi forces` force nobody
        if name and match.tag.name != "none" and not somebody and not _is_attribute(story, at):
            yield Told(3 if _is_aim(story, at) else _rank(match), at.start, name, (), ())


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_toml(Path(__file__).with_suffix(".toml"))
    return tuple((name, re.compile(rf"\b(?:{'|'.join(words)})\b")) for name, words in table.items())


def _worded(text: str, sentence: Sentence) -> Iterator[Told]:
    """The acts that have words of their own in plover.toml."""
    for name, words in _words():
        for found in words.finditer(text, sentence.span.start, sentence.span.end):
            yield Told(1, found.start(), "AGREE", (), ()) if name == "intent" else Told(0, found.start(), name, (), ())


def _rank(match: Match) -> int:
    """Predicates before nouns before words that need both sides."""
    return 3 if match.tag.form == "weak" else 1 if match.tag.form == "nouns" or match.shape == "n" else 0


def _type(name: str, text: str, trigger: Span) -> str:
    """The name of 2016 for an event's type, by its words, those before it and what it is done to."""
    words, before, behind = trigger.of(text), text[: trigger.start], text[trigger.start : trigger.end + 60]
    if _INTENT.search(before):
        name = "THREATEN" if name in HARSH and "peacekeep" not in behind else "AGREE" if name in KIND or name in HARSH else name
    if name == "CONCEDE" and _APOLOGY.search(words):
        return "SUPPORT"
    if name == "CONCEDE" and _CEASE.search(behind):
        return "RETREAT"
    if name == "SANCTION" and "veto" in words.lower():
        return "REJECT"
    if name == "MOBILIZE" and "peacekeep" in behind:
        return "AID"
    if name == "COERCE" and _LAND.match(behind):
        return "FIGHT"
    if name != "ASSAULT":
        return name
    if _PROPERTY.search(words):
        return "COERCE"
    hidden = _HIDDEN.search(before + words) or (_TERROR.search(words) and not (_AIR.search(words) and _ARMY.search(before)))
    return "ASSAULT" if hidden else "FIGHT"


def _named(story: Story) -> Iterator[tuple[int, str]]:
    for sentence in story.view.sentences:
        for mention in story.mentions(sentence):
            named = [plain(n.code) for n in mention.names]  # `Iraqi Kurds` are of Iraq
            codes = _codes(story, story.actor(mention, sentence).code) or [c for c in named if c in story.states]
            for code in codes or (["NGO"] if "ngo" in mention.roles else []):
                if code:
                    yield mention.span.start, code
        for at, place in story.located(sentence):
            for code in _codes(story, place.code):
                yield sentence.tokens[at].start, code


def _codes(story: Story, code: str | None) -> tuple[str, ...]:
    """A party as the benchmark writes it: its country, IGO or NGO."""
    found = []
    for one in (plain(code) or "").split("+"):
        party = story.knowledge.world.parties.get(one)
        if party is not None and party.home:
            found.append(party.home)
        elif party is not None and party.kind in ("organisation", "observer"):
            found.append("NGO" if one in NGO else "IGO")
        elif one in story.states:
            found.append(one)
    return tuple(found)
