"""Organisations whose word we weigh: outlets, agencies, authorities, observers, found by web address or by the name a page uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pantau.tables import Checker, Form, Table, load_toml

RELIABILITIES = ("A", "B", "C", "D", "E", "F")
"""How far people trust a source (NATO/Admiralty), given per source by the desk: none is shipped."""

SOURCE_KINDS = ("outlet", "agency", "authority", "observer")

# Public suffixes of two labels that news sites use: below `.id`, `.uk`, `.jp` … the registrable domain has three labels.
_SECOND_LABELS = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gov", "govt", "gub", "mil", "my", "ne", "net", "nom", "or", "org", "sch", "web"}
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_FORM: Form = {
    "domain!": str, "name!": str, "names": list, "marks": list, "owner!": str, "kind!": str, "country!": str, "language!": str,
    "reliability": str,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Source:
    """One organisation: `domain` is its key, `names` its spellings (`name` first), `marks` what closing brackets call it,
    `reliability` the letter the desk gave it."""

    domain: str
    name: str
    names: tuple[str, ...]
    owner: str
    kind: str
    country: str
    language: str
    marks: tuple[str, ...] = ()
    reliability: str | None = None

    @property
    def is_medium(self) -> bool:
        """Whether pages credit it for text: outlets and agencies, not authorities or observers."""
        return self.kind in ("outlet", "agency")


@dataclass(frozen=True)
class Sources:
    """All known sources in file order; look one up by web address, name or closing mark."""

    all: tuple[Source, ...] = ()
    _domains: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)
    _names: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)
    _marks: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def by_domain(self, host: str) -> Source | None:
        """The source that publishes under a host name: `news.detik.com` is detik.com's."""
        labels = host.casefold().removeprefix("www.").rstrip(".").split(".")
        for at in range(len(labels) - 1):
            found = self._domains.get(".".join(labels[at:]))
            if found:
                return found
        return None

    def by_name(self, name: str) -> Source | None:
        """The source a page means by a name, whatever its case, with or without "The"."""
        key = _key(name)
        return self._names.get(key) or self._names.get(key.removeprefix("the "))

    def by_mark(self, mark: str) -> Source | None:
        """The agency meant by a mark in closing brackets, as `afp` in "(afp/xyz)"."""
        return self._marks.get(mark.casefold())

    def registrable(self, host: str) -> str | None:
        """The registrable domain of a host name, a known source's own domain first."""
        known = self.by_domain(host)
        return known.domain if known else registrable(host)


def registrable(host: str) -> str | None:
    """The domain one registers: `nasional.republika.co.id` → `republika.co.id`; None for what is no host name."""
    labels = host.strip().casefold().rstrip(".").split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        return None
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LABELS else 2
    return ".".join(labels[-keep:])


def load_sources(paths: Path | Iterable[Path]) -> Sources:
    """The sources of one or several files; a later block with the same domain replaces the earlier.

    Raises KnowledgeError with file and line.
    """
    found: dict[str, Source] = {}
    for path in (paths,) if isinstance(paths, Path) else tuple(paths):
        for source in _load(path):
            found[source.domain] = source
    return _indexed(tuple(found.values()))


def _indexed(found: tuple[Source, ...]) -> Sources:
    names: dict[str, Source] = {}
    marks: dict[str, Source] = {}
    for source in found:
        for name in source.names:
            names.setdefault(_key(name), source)
        for mark in source.marks:
            marks.setdefault(mark.casefold(), source)
    domains = {source.domain: source for source in found}
    return Sources(found, domains, names, marks)


@lru_cache(maxsize=8)
def _load(path: Path) -> tuple[Source, ...]:
    data, check = load_toml(path), Checker(path)
    check.table(data, {"source": object}, name="sources")
    rows = data.get("source", [])
    if not isinstance(rows, list):
        check.fault("`source` must be a list of blocks `[[source]]`", "source")
        rows = []
    found = tuple(source for row in rows if (source := _source(row, check)))
    seen: set[str] = set()
    for source in found:
        if source.domain in seen:
            check.fault(f"second source with the domain {source.domain!r}", source.domain)
        seen.add(source.domain)
    check.done()
    return found


def _source(row: Table, check: Checker) -> Source | None:
    name = str(row.get("domain", "source")) if isinstance(row, dict) else "source"
    faults = len(check.faults)
    row = check.table(row, _FORM, name=name)
    check.one_of(row.get("kind"), SOURCE_KINDS, name=name, key="kind")
    if re.fullmatch(r"[A-Z]{3}", str(row.get("country"))) is None:
        check.fault(f"`country` of `{name}` must be an ISO 3166-1 alpha-3 code, not {row.get('country')!r}", name, "country")
    if row.get("reliability") is not None:
        check.one_of(row["reliability"], RELIABILITIES, name=name, key="reliability")
    if len(check.faults) > faults:
        return None
    return Source(
        domain=row["domain"].casefold(), name=row["name"], names=(row["name"], *row.get("names", ())), owner=row["owner"],
        kind=row["kind"], country=row["country"], language=row["language"], marks=tuple(row.get("marks", ())),
        reliability=row.get("reliability"),
    )  # fmt: skip


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
