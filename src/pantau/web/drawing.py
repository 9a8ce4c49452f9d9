"""The desk's pictures in the language of the one who looks: drawn on the server as SVG, the same values in a table beside each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, cast

from babel.dates import get_month_names
from markupsafe import Markup

from pantau.report.pictures import (
    BarWords,
    Calendar,
    CurveWords,
    Edge,
    GraphWords,
    Head,
    Mark,
    Moment,
    Node,
    Point,
    Row,
    Series,
    Stage,
    draw_bars,
    draw_curves,
    draw_graph,
)
from pantau.report.pictures.graph import Relation
from pantau.web.sentences import Sentences
from pantau.web.views.ceasefires import CeasefireList
from pantau.web.views.ledger import LedgerPage
from pantau.web.views.sources import OutletLine, SourcePage
from pantau.web.volumes import VolumeWords, draw_volumes
from pantau.web.wording import Wording

_MOST_TIES, _BEYOND = 40, 21
_HEIGHT, _STEP = 22, 5


class Drawings:
    """Pictures with the words of one language."""

    def __init__(self, wording: Wording) -> None:
        self.say, self._ = wording, wording.messages.gettext
        self.sentences = Sentences(wording)
        months = get_month_names("abbreviated", locale=wording.locale)
        self.calendar = Calendar(tuple(str(months[number]) for number in range(1, 13)))

    def claimant(self, code: str | None) -> str:
        """Who counts."""
        return self.say.party(code) if code else self._("the outlets themselves")

    def head(self, picture: str) -> Head:
        """What a picture is, in words."""
        match picture:
            case "curves":
                title, summary = (
                    self._("Figures by claimant"), self._("New figures stand apart from running totals; the table has every figure.")
                )  # fmt: skip
            case "truces":
                title, summary = (
                    self._("Ceasefires and alleged breaks"), self._("Nobody verified these breaks; the table has each of them.")
                )  # fmt: skip
            case "ties":
                title, summary = (
                    self._("Who depends on whom"), self._("Outlets stand behind those they copy or credit; the table has every tie.")
                )  # fmt: skip
            case _:
                title, summary = (
                    self._("Documents by week"), self._("A row for each outlet, all on one scale; the table has their sums.")
                )  # fmt: skip
        return Head(picture, title, summary)

    def name(self, kept: str) -> str:
        """A truce's name; one that was made from its day is said in this language."""
        return str(self.sentences.sentence(kept).striptags())

    def curves(self, page: LedgerPage, value_at: Callable[..., str]) -> Markup:
        """Each claimant's figures over the days."""
        drawn = []
        for one in page.series:
            points = []
            for figure in one.figures:
                if figure.as_of is not None:
                    href = value_at(figure.entry, "low") if figure.entry else f"/records/{figure.records[0]}"
                    note = f"{self.claimant(one.claimant)}: {self.say.figure(figure.low, figure.high, figure.qualifier)}"
                    points.append(Point(figure.as_of, figure.low, figure.high, href, note))
            measure: Literal["total", "new"] = "total" if one.measure == "total" else "new"
            drawn.append(Series(self.claimant(one.claimant), measure, tuple(points)))
        words = CurveWords(
            totals=self._("Running totals"), new=self._("New figures, each of its day"), more=self._("and {number} more figures"),
            thousands="." if self.say.language == "id" else ",",
        )  # fmt: skip
        return _opened(draw_curves(
            drawn, head=self.head("curves"), words=words, calendar=self.calendar, moment=self._moment(page),
            order=[self.claimant(code) for code in page.claimants],
        ))  # fmt: skip

    def _moment(self, page: LedgerPage) -> Moment | None:
        """The day that the ledger is looked at from."""
        if page.as_of is None or page.first_on is None or page.last_on is None:
            return None
        return Moment(page.as_of, f"{self._('As of')} {self.say.day_words(page.as_of)}", page.first_on, page.last_on)

    def bars(self, page: CeasefireList, link: Callable[..., str]) -> Markup:
        """Truces from the day they began to the day they ended, with the breaks alleged; those that last beyond what is told are cut
        there, and say so."""
        horizon = page.as_of + timedelta(days=_BEYOND) if page.as_of else None
        rows, marks = [], []
        for truce in page.items:
            began: date | None = truce.effective_at or truce.began_on
            if began is None or not truce.was_agreed:
                continue
            href = link("ceasefire", ceasefire=truce.id)
            stages = tuple(Stage(stage.on, self.say.code(stage.stage, "stage")) for stage in truce.stages if stage.on)
            ended, below = truce.ended_on or truce.superseded_on, self.say.parties(truce.brokers)
            if ended and horizon and ended > horizon:  # one that lasted for years would press all others into a corner
                ended, below = horizon, f"{below} · – {self.say.day_words(ended)}".lstrip(" ·")
            rows.append(Row(truce.id, self.name(truce.name), below, began, ended, stages, href))
            for each in truce.alleged:
                label = f"{self.say.parties(each.accused)}: {self.say.code('violated', 'stage')}"
                marks.append(Mark(each.on, truce.id, label, href, self.say.party(each.accuser) if each.accuser else ""))
        words = BarWords(
            alleged=self._("Alleged breaks, by who alleges:"), nobody=self._("no accuser named"), others=self._("others"),
            outside=self._("In no truce"), open=self._("no end told"), more=self._("and {number} more"),
        )  # fmt: skip
        return _opened(draw_bars(rows, marks, head=self.head("truces"), words=words, calendar=self.calendar))

    def ties(self, page: SourcePage) -> Markup:
        """Outlets and agencies, each after those its pages derive from."""
        nodes: dict[str, Node] = {}
        edges = []
        for tie in page.ties[:_MOST_TIES]:
            if tie.outlet and tie.other and tie.outlet != tie.other:
                kind: Literal["agency", "document"] = "agency" if tie.relation == "credit" else "document"
                nodes.setdefault(tie.other, Node(tie.other, self.say.outlet(tie.other), kind=kind))
                nodes.setdefault(tie.outlet, Node(tie.outlet, self.say.outlet(tie.outlet)))
                label = f"{self.say.code(tie.relation, 'relation')} {tie.ties}"
                edges.append(
                    Edge(tie.other, tie.outlet, label, cast(Relation, tie.relation), tie.is_directed, min(1.0, tie.ties / 10))
                )
        words = GraphWords(
            family=self._("{number} documents of one text"),
            alone=self._("Related to none of these"),
            more=self._("and {number} more"),
        )
        return _opened(draw_graph(list(nodes.values()), edges, head=self.head("ties"), words=words))

    def volumes(self, page: SourcePage) -> Markup:
        """Documents by week of each outlet; empty where no document has a day."""
        if page.weeks_from is None or page.newest_on is None:
            return Markup("")
        return draw_volumes(
            page.items, page.weeks_from, page.newest_on, head=self.head("weeks"), calendar=self.calendar,
            words=VolumeWords(self._("and {number} more")), name=self.say.outlet, told=self._told_by,
        )  # fmt: skip

    def _told_by(self, line: OutletLine) -> str:
        """How much an outlet told, and since when it is silent."""
        told = self.say.number(line.documents)
        if not line.silent_days:
            return told
        days = self.say.messages.ngettext("%(num)s day", "%(num)s days", line.silent_days)
        return f"{told} · {self._('silent')} {days % {'num': self.say.number(line.silent_days)}}"

    def weeks(self, weeks: tuple[int, ...], label: str) -> Markup:
        """Documents a week as small bars; empty weeks are gaps."""
        highest = max(weeks, default=0) or 1
        bars = Markup("").join(
            Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
                at * _STEP, _HEIGHT - round(_HEIGHT * number / highest, 1), _STEP - 1, round(_HEIGHT * number / highest, 1)
            )
            for at, number in enumerate(weeks) if number
        )  # fmt: skip
        return Markup('<svg class="weeks" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>').format(
            label, len(weeks) * _STEP, _HEIGHT, len(weeks) * _STEP, _HEIGHT, bars
        )


def _opened(drawing: Markup) -> Markup:
    """The drawing as a group of links: to an image of one piece a reader of screens could follow none of them."""
    return Markup(str(drawing).replace('role="img"', 'role="group"', 1))
