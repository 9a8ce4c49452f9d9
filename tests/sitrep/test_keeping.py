"""Reports that are kept: drafts drawn anew, edits that say who, signatures that hold, versions that say what they correct."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, exc, text

from pantau.errors import UsageError
from pantau.model.account import ALONE, Person
from pantau.model.decision import JournalEntry
from pantau.model.sitrep import KeptSitrep, SitrepEdit, hash_content
from pantau.monitor import relink
from pantau.monitor.sitrep import Asked, SitrepChanged, draft_sitrep, edit_sitrep, may_see, may_sign, sign_sitrep, write_sitrep
from pantau.store import Store
from pantau.store.journal import append, load_entries, verify
from pantau.store.sitreps import find_in_sitreps, find_sitreps, find_versions, load_sitrep
from tests.sitrep.conftest import FOLDERS, NOW

MONDAY = Asked(date(2020, 10, 26), date(2020, 10, 26), "karabakh")
SUNDAY = Asked(date(2020, 10, 25), date(2020, 10, 25), "karabakh")
RINA = Person("rina", "Rina Wijaya", "duty_officer", ("karabakh",), "device 1")
OTHER_THEATRE = Person("budi", "", "duty_officer", ("aceh",))


def _draft(store: Store, asked: Asked = MONDAY, person: Person = RINA, hours: int = 0) -> KeptSitrep:
    number, version = draft_sitrep(store, asked, person, now=NOW + timedelta(hours=hours), folders=FOLDERS)
    return _load(store, number, version)


def _load(store: Store, number: int, version: int | None = None) -> KeptSitrep:
    found = store.ask(load_sitrep, number, version)
    assert found is not None
    return found


def _edit(store: Store, kept: KeptSitrep, kind: str, target: str = "", words: str = "", part: str = "summary") -> KeptSitrep:
    edit_sitrep(store, kept.number, [SitrepEdit(kind, part, target, words, "somebody else", NOW)], RINA, stamp=kept.stamp, now=NOW)
    return _load(store, kept.number)


def _sign(store: Store, kept: KeptSitrep, person: Person = RINA) -> KeptSitrep:
    return sign_sitrep(store, kept.number, person, stamp=kept.stamp, now=NOW + timedelta(hours=1), folders=FOLDERS)


def _withdraw(store: Store, record: str) -> None:
    with store.transaction():
        store.ask(append, at=NOW + timedelta(hours=2), by="sari", kind="withdraw", subject=record, why="a photo of another war")


def _decide(store: Store, kind: str, subject: str, by: str) -> None:
    with store.transaction():
        store.ask(append, at=NOW + timedelta(hours=2), by=by, kind=kind, subject=subject, why="seen on the spot")


def _entries(store: Store) -> list[JournalEntry]:
    return store.ask(lambda connection: list(load_entries(connection)))


def test_a_draft_drawn_anew_keeps_its_number_and_what_people_did(copy: Store) -> None:
    kept = _draft(copy)
    edited = _edit(copy, _edit(copy, kept, "strike", "sum.accused"), "add", words="Our patrol heard nothing.")
    again = _draft(copy, hours=3)
    assert (again.number, again.version, again.state) == (kept.number, 1, "draft")
    assert again.edits == edited.edits
    assert again.model == kept.model
    assert again.stamp != edited.stamp


def test_an_edit_says_who_did_it_whatever_the_form_says(copy: Store) -> None:
    kept = _edit(copy, _draft(copy), "add", words="  A line.\nAnother.  ")
    assert [(edit.by, edit.at, edit.words) for edit in kept.edits] == [("rina", NOW, "A line.\nAnother.")]


def test_what_was_struck_is_shown_as_struck_and_not_handed_on(copy: Store) -> None:
    kept = _edit(copy, _edit(copy, _draft(copy), "add", words="Wrong."), "strike", "a1")
    kept = _edit(copy, _edit(copy, kept, "strike", "sum.accused"), "strike", "sum.incidents")
    kept = _edit(copy, kept, "restore", "sum.incidents")
    written = write_sitrep(kept, "en", FOLDERS)
    struck = {line.id: line.struck_by for part in written.parts for line in part.lines if line.struck_by}
    assert struck == {"sum.accused": "rina", "a1": "rina"}
    handed = [line.id for part in written.clean.parts for line in part.lines]
    assert not {"sum.accused", "a1"} & set(handed)
    assert "sum.incidents" in handed


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (SitrepEdit("add", "summary", "", " \n ", "", NOW), "1 to 4000"),
        (SitrepEdit("add", "summary", "", "x" * 4_001, "", NOW), "1 to 4000"),
        (SitrepEdit("add", "weather", "", "x", "", NOW), "no part `weather`"),
        (SitrepEdit("strike", "", "sum.nothing", "", "", NOW), "no sentence"),
        (SitrepEdit("strike", "", "a1", "", "", NOW), "no sentence"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_of_it_kept(copy: Store, edit: SitrepEdit, said: str) -> None:
    kept = _draft(copy)
    good = SitrepEdit("add", "summary", "", "Good.", "", NOW)
    with pytest.raises(UsageError, match=said):
        edit_sitrep(copy, kept.number, [good, edit] if edit.target != "a1" else [edit], RINA, stamp=kept.stamp, now=NOW)
    assert _load(copy, kept.number).edits == ()


def test_two_who_edit_at_once_do_not_overwrite_each_other(copy: Store) -> None:
    kept = _draft(copy)
    _edit(copy, kept, "strike", "sum.accused")
    with pytest.raises(SitrepChanged, match="changed meanwhile"):
        edit_sitrep(copy, kept.number, [SitrepEdit("strike", "", "sum.incidents", "", "", NOW)], RINA, stamp=kept.stamp, now=NOW)
    with pytest.raises(SitrepChanged):
        _sign(copy, kept)


def test_a_signature_is_in_the_journal_and_the_journals_head_in_it(copy: Store) -> None:
    _decide(copy, "note", "I1", "sari")
    head = _entries(copy)[-1]
    signed = _sign(copy, _edit(copy, _draft(copy), "add", words="Checked."))
    entry = _entries(copy)[-1]
    assert (entry.by, entry.via, entry.subject, entry.number) == ("rina", "device 1", "sitrep 1.1", signed.entry)
    assert entry.after["sha256"] == signed.sha256 == hash_content(signed.signed or "")
    content = json.loads(signed.signed or "")
    assert content["journal"] == f"{head.number}:{head.hash}" == entry.after["head"]
    assert content["texts"]["id"]["parts"][0][2][-1][1] == "Checked."
    assert signed.is_whole
    assert copy.ask(verify).faults == ()
    closing = "\n".join(write_sitrep(signed, "en", FOLDERS).closing)
    assert all(each in closing for each in (signed.sha256 or "", "Rina Wijaya", f"Entry {signed.entry}", head.hash))


def test_who_may_sign(copy: Store) -> None:
    kept = _draft(copy)
    for role in ("read_only", "observer", "analyst", "verifier", "administrator"):
        assert not may_sign(Person("x", "", role), "karabakh")
        with pytest.raises(UsageError, match="duty officer"):
            _sign(copy, kept, Person("x", "", role))
    with pytest.raises(UsageError, match="no report"):
        _sign(copy, kept, OTHER_THEATRE)
    with pytest.raises(UsageError, match="duty officer"):
        _draft(copy, Asked(MONDAY.from_on, MONDAY.to_on, ""), RINA)
    assert [may_see(RINA, theatre) for theatre in ("karabakh", "aceh", "", "other")] == [True, False, False, False]
    assert may_sign(ALONE, "")
    assert _sign(copy, kept, Person("y", "", "duty_officer")).signed_by == "y"


def test_a_signed_version_changes_no_more(copy: Store) -> None:
    signed = _sign(copy, _draft(copy))
    for change in (lambda: _edit(copy, signed, "strike", "sum.accused"), lambda: _sign(copy, signed)):
        with pytest.raises(UsageError, match="changes no more"):
            change()
    before = write_sitrep(signed, "id", FOLDERS)
    _decide(copy, "dismiss", signed.model.records[0], "sari")
    relink(copy, FOLDERS, scratch=True)
    assert _load(copy, 1, 1) == signed
    assert write_sitrep(_load(copy, 1, 1), "id", FOLDERS) == before
    for statement in ("UPDATE sitrep SET edits = '[]'", "DELETE FROM sitrep", "UPDATE sitrep SET state = 'draft' WHERE number = 1"):
        with pytest.raises(exc.IntegrityError, match="does not change"), copy.transaction():
            copy.ask(_execute, statement)


def _execute(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


def test_a_signed_version_that_was_altered_behind_the_desk_is_told(copy: Store) -> None:
    _sign(copy, _draft(copy))
    with copy.transaction():
        copy.ask(_execute, "DROP TRIGGER sitrep_no_update")
        copy.ask(_execute, "UPDATE sitrep SET signed = replace(signed, 'Azerbaijan', 'Armenia')")
    kept = _load(copy, 1)
    assert not kept.is_whole
    assert "not what was signed" in " ".join(write_sitrep(kept, "en", FOLDERS).standing)


def _lines(kept: KeptSitrep, part: str) -> dict[str, str]:
    written = write_sitrep(kept, "en", FOLDERS)
    return {line.id: line.words for each in written.parts if each.name == part for line in each.lines}


def test_a_new_version_says_what_it_corrects(copy: Store) -> None:
    signed = _sign(copy, _draft(copy))
    assert _lines(signed, "corrections")["cor.no_report"] == "No report of this theatre was signed before."
    figure = next(one for part in signed.model.parts if part.name == "casualties" for one in part.sentences)
    record = signed.model.notes[figure.notes[0]].record
    _withdraw(copy, record)
    relink(copy, FOLDERS)
    second = _draft(copy, hours=4)
    assert (second.number, second.version, second.edits) == (1, 2, ())
    told = _lines(second, "corrections")
    assert told["cor.version"] == "This version takes the place of version 1."
    judged = next(words for key, words in told.items() if key.startswith("cor.judged"))
    assert judged == "Report 1, version 1: a record it quotes was withdrawn by sari, because “a photo of another war”."
    assert [head.version for head in copy.ask(find_versions, 1)] == [1, 2]
    newest, total = copy.ask(find_sitreps)
    assert [(one.number, one.version, one.state) for one in newest] == [(1, 2, "draft")]
    assert total == 1
    signed_again = _sign(copy, second)
    assert signed_again.version == 2
    assert _lines(_draft(copy, hours=6), "corrections").keys().isdisjoint(key for key in told if key.startswith("cor.judged"))


def test_a_status_that_turned_is_told_in_the_next_report(copy: Store) -> None:
    first = _sign(copy, _draft(copy, SUNDAY))
    named = [one.id.removeprefix("inc.") for part in first.model.parts for one in part.sentences if one.id.startswith("inc.I")]
    _decide(copy, "under_inquiry", named[0], "sari")
    relink(copy, FOLDERS, scratch=True)
    second = _draft(copy, MONDAY, hours=5)
    assert second.model.basis.against == "1.1"
    was = next(one.status for one in first.model.incidents if one.id == named[0])
    assert (
        _lines(second, "changes")[f"chg.status.{named[0]}"]
        == f"Incident {named[0]} stood as {was} and now stands as under inquiry."
    )
    assert _lines(second, "corrections")[f"cor.status.{named[0]}"].startswith(
        f"Report 1, version 1: incident {named[0]} was told as {was};"
    )
    assert "no longer stand" in _lines(second, "summary")["sum.corrections"]


def test_a_decision_taken_back_corrects_nothing(copy: Store) -> None:
    signed = _sign(copy, _draft(copy))
    _withdraw(copy, signed.model.records[0])
    entry = _entries(copy)[-1]
    with copy.transaction():
        copy.ask(append, at=NOW, by="sari", kind="undo", subject=str(entry.number))
    assert [key for key in _lines(_draft(copy, hours=3), "corrections") if key.startswith("cor.judged")] == []


def test_nothing_is_signed_that_was_drawn_from_a_record_not_joined_as_it_stood(copy: Store) -> None:
    with copy.transaction():
        copy.ask(_execute, "UPDATE linking SET knowledge = 'another'")
    kept = _draft(copy)
    assert "pantau relink" in _lines(kept, "method")["met.unlinked"]
    with pytest.raises(UsageError, match="not joined"):
        _sign(copy, kept)


def test_a_store_that_was_never_linked_says_what_to_do(tmp_path: Any) -> None:
    from pantau.store import open_store

    with open_store(tmp_path / "new.db") as opened, pytest.raises(UsageError, match="never joined"):
        _draft(opened)


def test_where_a_documents_words_stand_in_reports_is_found(copy: Store) -> None:
    kept = _draft(copy)
    document = next(note.document for note in kept.model.notes if note.document)
    assert copy.ask(find_in_sitreps, "document", [document, "0" * 64]) == {document: [(1, 1)]}


def test_access_that_field_reports_tell_refused_is_told(copy: Store) -> None:
    kept = _draft(copy)
    assert "no sign that they had it" in _lines(kept, "unseen")["uns.access"]
    on_that_day = (
        "SELECT t.record FROM told AS t JOIN told_facet AS f ON f.facet = 'theatre' AND f.value = 'karabakh' AND f.day = t.day "
        "AND f.record = t.record WHERE t.kind = 'event' AND t.day = '2020-10-26' ORDER BY t.record LIMIT 1"
    )
    with copy.transaction():
        copy.ask(_execute, f"UPDATE event SET rule = 'observation.access_refused', actors = '[\"ARM\"]' WHERE id = ({on_that_day})")
    again = _draft(copy, hours=1)
    told = {key: words for key, words in _lines(again, "unseen").items() if key.startswith("uns.access")}
    assert len(told) == 1
    assert "access was refused or held up by Armenia" in next(iter(told.values()))
    assert "access was refused once" in _lines(again, "summary")["sum.unseen"]


def test_outlets_and_areas_that_fell_silent_are_named(copy: Store) -> None:
    days = [f"2020-10-{day:02}" for day in range(18, 26)]
    with copy.transaction():
        for number, day in enumerate(days):
            some = f"SELECT number FROM searched ORDER BY number LIMIT 1 OFFSET {number}"
            copy.ask(_execute, f"UPDATE searched SET outlet = 'newswire.example', day = '{day}' WHERE number = ({some})")
        copy.ask(_execute, "INSERT INTO input_problem VALUES ('https://newswire.example/feed.xml', 'broken', 'look', '2020-10-26')")
    told = _lines(_draft(copy, Asked(MONDAY.from_on, MONDAY.to_on, ""), ALONE), "unseen")
    silent = [words for key, words in told.items() if key.startswith("uns.silent")]
    assert told["uns.unread"] == "One input of the record could not be read at all."
    assert silent == ["There is no page of newswire.example in this period; it had eight pages in the 28 days before."]
    assert told["uns.failing.newswire.example"].startswith("Among the inputs that could not be read is ")
    assert told["uns.area.40.6828~46.3606"].startswith("Nothing was told of Ganja, where the 28 days before had ")
