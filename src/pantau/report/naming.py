"""Readable names of parties and outlets in a language."""

from __future__ import annotations

from pantau.knowledge import Knowledge
from pantau.report.wording import Names


def names_of(knowledge: Knowledge, language: str) -> Names:
    """Readable names of parties and outlets in a language, the world's own where the language has none."""
    names = Names.of(knowledge.world)
    pack = knowledge.packs.get(language)
    called: dict[str, str] = {}
    for _, table in pack.tables.get("names", ()) if pack and language != "en" else ():
        for section in ("states", "groups"):
            rows = table.get(section, {})
            for code, row in rows.items() if isinstance(rows, dict) else ():
                words = row.get("names") if isinstance(row, dict) else None
                if isinstance(words, list) and words and code in names.parties:
                    called[code] = str(words[0])
    agreements = (agreement for theatre in knowledge.world.theatres for agreement in theatre.agreements)
    truces = {each.name: each.called[language] for each in agreements if language in each.called}
    return Names({**names.parties, **called}, names.outlets, truces)


def theatre_names(knowledge: Knowledge, language: str) -> dict[str, str]:
    """What each theatre, by id, is called in a language."""
    return {theatre.id: theatre.called_in(language) for theatre in knowledge.world.theatres}
