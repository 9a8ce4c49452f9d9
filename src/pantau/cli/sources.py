"""Who copied whom, for a terminal: families of pages that tell one text, and every relation with its reasons. Tables, JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pantau.cli.terminal import console, say
from pantau.cli.words import shown
from pantau.link.joined import Joined
from pantau.link.origins import count_origins
from pantau.model import Family
from pantau.model.lineage import JOINING_RELATIONS
from pantau.report.wording import Names, bounds_words

if TYPE_CHECKING:
    from rich.table import Table

    from pantau.store import Filter

Row = dict[str, Any]


def family_rows(joined: Joined, wanted: Filter) -> Iterator[Row]:
    """Families, then every relation with its reasons, as JSON objects."""
    asked = _documents(joined, wanted)
    name = {document.id: document.name for document, _ in joined.corpus}
    for family in joined.families:
        if asked(family.documents):
            yield {"family": family.id, "root": family.root, "documents": [name[d] for d in family.documents]}
    for edge in joined.lineages:
        if asked((edge.document,)):
            yield {
                "document": name[edge.document], "other": name.get(edge.other, edge.other), "relation": edge.relation,
                "is_directed": edge.is_directed, "score": edge.score,
                "reasons": [
                    {"name": r.name, "weight": r.weight, "pairs": [[list(one), list(two)] for one, two in r.pairs]}
                    for r in edge.reasons
                ],
            }  # fmt: skip


def _documents(joined: Joined, wanted: Filter) -> Callable[[Sequence[str]], bool]:
    """Whether one of these documents has a record of those asked for; all pass where nothing is asked."""
    from pantau.store import Filter as Asked

    if wanted == Asked():
        return lambda _documents: True
    taken = {d.id for d, records in joined.corpus if any(wanted.takes(r, d) for r in records)}
    return lambda documents: not taken.isdisjoint(documents)


def show_families(joined: Joined, wanted: Filter) -> None:
    """Families with their pages, and relations that join no family."""
    asked = _documents(joined, wanted)
    families = [family for family in joined.families if asked(family.documents)]
    edges = [edge for edge in joined.lineages if asked((edge.document,))]
    if not families and not edges:
        say("no page was found to copy another or to credit an agency, for these filters")
        return
    console().print(family_table(joined, families, title=f"Families ({len(families)})", note="", with_titles=True))
    console().print(_edges_table(joined, edges, Names.of(joined.knowledge.world)))


def family_table(joined: Joined, families: Sequence[Family], *, title: str, note: str, with_titles: bool) -> Table:
    """One row a family: the agency at its root, its pages with what each took from which, and as how many origins the text counts."""
    from pantau.cli.tables import make_table

    names = Names.of(joined.knowledge.world)
    table = make_table(title, "agency", "pages of one text", "origins", words="pages of one text", note=note)
    for family in families:
        pages = "\n".join(_pages(joined, family, with_titles=with_titles))
        table.add_row(*(Text(shown(cell)) for cell in (names.outlet(family.root) or "not named", pages, _origins(joined, family))))
    return table


def _origins(joined: Joined, family: Family) -> str:
    """The bounds for all that its pages tell, as if nobody had named a claimant."""
    told = count_origins((r for d, records in joined.corpus if d.id in family.documents for r in records), joined.channels)
    return bounds_words(max(1, told.channels_at_least), max(1, told.channels_at_most))


def _pages(joined: Joined, family: Family, *, with_titles: bool) -> Iterator[str]:
    """Every page in a line, with the relation to the page it took the text from, or shares it with."""
    for document_id in family.documents:
        page, told = joined.corpus.documents[document_id], []
        for edge in joined.lineages:
            if edge.document == document_id and edge.other in family.documents and edge.relation in JOINING_RELATIONS:
                other = joined.corpus.documents[edge.other]
                told.append(f"{edge.relation} of {other.source or other.name}{'' if edge.is_directed else ', or the reverse'}")
        head = f"{page.source or page.name} {page.published_on or page.dated or ''}".strip()
        title = f" · {page.name} · {page.title or ''}" if with_titles else ""
        yield f"{head}{': ' if told else ''}{', '.join(told)}{title}"


def _edges_table(joined: Joined, edges: Sequence[Any], names: Names) -> Table:
    from pantau.cli.tables import make_table

    table = make_table(f"Relations ({len(edges)})", "page", "relation", "to", "score", "why", words="why", note="")
    for edge in edges:
        other = joined.corpus.documents.get(edge.other)
        arrow = f"{edge.relation}{' of' if edge.is_directed or edge.relation == 'credit' else ' with'}"
        whose = other.name if other else names.outlet(edge.other) or edge.other
        why = "; ".join(f"{reason.name} {reason.weight:+.2f}" for reason in edge.reasons)
        name = joined.corpus.documents[edge.document].name
        table.add_row(Text(shown(name)), Text(arrow), Text(shown(whose)), Text(f"{edge.score:.2f}"), Text(shown(why)))
    return table
