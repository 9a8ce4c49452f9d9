"""Sources: who depends on whom, how much each outlet tells and when it fell silent, whom it credits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pantau.store.listing import Credited, OutletTold, count_credits, count_outlets, count_volumes, select_pages
from pantau.store.ties import Dependence, count_dependence
from pantau.web.asking import Asked, Picture, Rows, View
from pantau.web.views.documents import pages_of

WEEKS, MOST_OUTLETS, MOST_LINES = 26, 200, 150


@dataclass(frozen=True, kw_only=True)
class OutletLine:
    """One outlet (None: not named): documents, first and last day, documents a week up to the newest day of all, the days since."""

    outlet: str | None
    documents: int
    first_on: date | None
    last_on: date | None
    silent_days: int | None
    weeks: tuple[int, ...]
    credits: tuple[Habit, ...]


@dataclass(frozen=True)
class Habit:
    """Whom an outlet credits, how (`by`, `via`, `own`), in how many documents."""

    name: str
    relation: str
    documents: int


@dataclass(frozen=True)
class Tie:
    """How often pages of `outlet` derive from, or share words with, those of `other`."""

    outlet: str | None
    other: str | None
    relation: str
    is_directed: bool
    ties: int


@dataclass(frozen=True)
class SourcePage:
    """Outlets by how much they tell (those that tell most, of `total`), and the ties between them (the commonest, of `all_ties`);
    `weeks_from` is the first day of the first week counted."""

    weeks_from: date | None
    newest_on: date | None
    total: int
    items: tuple[OutletLine, ...]
    all_ties: int
    ties: tuple[Tie, ...]


def make_sources(asked: Asked) -> SourcePage:
    """All outlets of the documents asked for."""
    wanted = pages_of(asked.filter)
    told = asked.remember(("outlets", wanted), lambda: asked.store.ask(count_outlets, wanted))
    newest = max((each.last_on for each in told if each.last_on), default=None)
    first = newest - timedelta(days=7 * WEEKS - 1) if newest else None
    weeks: dict[str | None, list[int]] = {}
    if first is not None:
        for volume in asked.remember(("volumes", wanted), lambda: asked.store.ask(count_volumes, wanted, first)):
            weeks.setdefault(volume.outlet, [0] * WEEKS)[(volume.day - first).days // 7] += volume.documents
    credits = asked.remember(("credits", wanted), lambda: _habits(asked.store.ask(count_credits, wanted)))
    lines = [
        _line(each, newest, tuple(weeks.get(each.outlet, [0] * WEEKS)), credits.get(each.outlet, ())) for each in told[:MOST_OUTLETS]
    ]
    ties = [_tie(each) for each in asked.remember(("dependence", wanted), lambda: asked.store.ask(count_dependence, wanted))]
    return SourcePage(first, newest, len(told), tuple(lines), len(ties), tuple(ties[:MOST_LINES]))


def _habits(credits: Sequence[Credited]) -> dict[str | None, tuple[Habit, ...]]:
    found: dict[str | None, list[Habit]] = {}
    for each in credits:
        found.setdefault(each.outlet, []).append(Habit(each.name, each.relation, each.documents))
    return {outlet: tuple(habits[:6]) for outlet, habits in found.items()}


def _line(told: OutletTold, newest: date | None, weeks: tuple[int, ...], credits: tuple[Habit, ...]) -> OutletLine:
    return OutletLine(
        outlet=told.outlet, documents=told.documents, first_on=told.first_on, last_on=told.last_on,
        silent_days=(newest - told.last_on).days if newest and told.last_on else None, weeks=weeks, credits=credits,
    )  # fmt: skip


def _tie(each: Dependence) -> Tie:
    return Tie(each.outlet, each.other, each.relation, bool(each.is_directed), each.ties)


SOURCES = View(
    name="sources", path="/sources", make=make_sources, uses=("since", "until", "party", "kind", "outlet", "language"),
    rows=Rows("source", lambda asked: select_pages(pages_of(asked.filter)), is_joined=False),
    pictures=(Picture("ties", "sources"), Picture("weeks", "documents")),
)  # fmt: skip
