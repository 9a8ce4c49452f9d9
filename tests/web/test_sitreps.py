"""Situation reports at the desk: a duty officer's day by forms alone, who may do what, forged and stale forms."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx import Response
from starlette.testclient import TestClient

from pantau.store import look_into_store, open_store
from pantau.store.journal import load_entries, verify
from tests.web.conftest import BASE, ask, enter

Post = Callable[..., Response]


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    shutil.copy(sample_store, path)
    return path


@pytest.fixture
def officer(store: Path) -> Iterator[TestClient]:
    with enter(ask(store)) as client:
        yield client


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def _post(client: TestClient, path: str, page: str = "", **fields: str) -> Response:
    shown = client.get(page or path).text
    sent = {"csrf": _hidden(shown, "csrf"), "stamp": _hidden(shown, "stamp")} | fields
    return client.post(path, data=sent, headers={"origin": BASE}, follow_redirects=False)


def _draw(client: TestClient, day: str = "2020-10-26", theatre: str = "karabakh", **more: str) -> str:
    answer = _post(client, "/sitreps", **{"from": day, "theatre": theatre, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_duty_officers_day_by_forms_alone(officer: TestClient, store: Path) -> None:
    page = _draw(officer)
    assert page == "/sitreps/1"
    shown = officer.get(page).text
    assert "each alleged that the other had broken it, with breaks also alleged by Artsakh" in shown
    assert _post(officer, page, strike="sum.accused").status_code == 303
    assert (
        _post(officer, page, do="add", **{"words.unseen": "Our patrol could not cross\nthe bridge <b>today</b>."}).status_code
        == 303
    )
    shown = officer.get(page).text
    assert re.search(r"<del>Beside the ceasefires.*?</del>", shown)
    assert "the bridge &lt;b&gt;today&lt;/b&gt;." in shown
    assert _post(officer, page, do="sign", read="yes").status_code == 303
    shown = officer.get(page).text
    assert "SHA-256 of the signed content" in shown
    assert 'name="strike"' not in shown
    signed = officer.get(f"{page}/file?format=md&language=en").text
    assert "Our patrol could not cross" in signed
    assert "Beside the ceasefires" not in signed
    for format, start in (("pdf", b"%PDF-"), ("html", b"<!doctype html>"), ("md", b"# ")):
        for language in ("id", "en"):
            file = officer.get(f"{page}/file?format={format}&language={language}")
            assert file.content.startswith(start)
            assert file.headers["content-disposition"] == f'attachment; filename="sitrep-1.1-2020-10-26-{language}.{format}"'
    assert _post(officer, page, do="draw").status_code == 303
    assert "This version takes the place of version 1." in officer.get(page).text
    assert "A newer version takes the place of this one" in officer.get(f"{page}?version=1").text
    with look_into_store(store) as looked:
        entries = looked.ask(lambda connection: list(load_entries(connection)))
        assert [(entry.kind, entry.subject) for entry in entries] == [("sign", "sitrep 1.1")]
        assert looked.ask(verify).faults == ()


def test_every_footnote_leads_to_a_page_of_the_desk(officer: TestClient) -> None:
    shown = officer.get(_draw(officer, "2020-10-05", to="2020-10-11")).text
    links = {html.unescape(link) for link in re.findall(r'<li id="n\d+".*?href="([^"]+)"', shown)}
    assert len(links) > 40
    for link in links:
        answer = officer.get(link.partition("#")[0])
        assert answer.status_code == 200, link
        anchor = urlsplit(link).fragment
        assert not anchor or f'id="{anchor}"' in answer.text, link


def test_the_same_in_indonesian(officer: TestClient) -> None:
    page = _draw(officer)
    officer.cookies.set("language", "id")
    shown = officer.get(page).text
    assert "pelanggaran dituduhkan pula oleh Artsakh" in shown
    assert "Tandatangani versi ini" in shown
    assert "Susun laporan" in officer.get("/sitreps").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"from": "yesterday"}, "Write a day as 2020-10-26."),
        ({"from": "2020-10-26", "to": "2020-10-01"}, "The period ends before it begins."),
        ({"from": "2020-10-26", "theatre": "atlantis"}, "No such theatre here."),
        ({"from": "2019-01-01", "to": "2020-12-31"}, "A report is of a year at most."),
        ({"from": "2020-02-30"}, "Write a day as 2020-10-26."),
        ({"from": ""}, "Write a day as 2020-10-26."),
        ({"from": "<b>"}, "Write a day as 2020-10-26."),
    ],
)
def test_a_faulty_period_is_shown_again_with_what_is_wrong(officer: TestClient, fields: dict[str, str], said: str) -> None:
    answer = _post(officer, "/sitreps", **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert "<b>" not in re.sub(
        r"<b>pantau</b>|<b>\d+</b>", "", answer.text.partition('<form class="form sitrep-new"')[2].partition("</form>")[0]
    )
    assert officer.get("/api/v1/sitreps").json()["total"] == 0


def test_two_officers_at_one_report(officer: TestClient, store: Path) -> None:
    page = _draw(officer)
    stale = _hidden(officer.get(page).text, "stamp")
    with enter(ask(store)) as other:
        assert _post(other, page, strike="sum.accused").status_code == 303
    answer = _post(officer, page, stamp=stale, **{"words.summary": "My paragraph.", "do": "add"})
    assert answer.status_code == 409
    assert "Somebody changed this report meanwhile" in answer.text
    assert "My paragraph.</textarea>" in answer.text
    assert _post(officer, page, stamp=stale, do="sign", read="yes").status_code == 409
    assert "My paragraph." not in officer.get(page).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "sign"}, 422),
        ({"do": "sign", "read": "no"}, 422),
        ({"strike": "sum.nothing"}, 422),
        ({"strike": "x" * 5_000}, 422),
        ({"words.summary": "y" * 4_001, "do": "add"}, 422),
        ({"do": "sign", "read": "yes", "words.method": "z"}, 422),
        ({"do": "explode"}, 303),
        ({"words.weather": "x", "do": "add"}, 303),
        ({"stamp": "", "strike": "sum.accused"}, 409),
        ({"state": "signed", "by": "minister"}, 303),
    ],
)
def test_forged_fields_do_nothing(officer: TestClient, fields: dict[str, str], status: int) -> None:
    page = _draw(officer)
    assert _post(officer, page, **fields).status_code == status
    line = officer.get("/api/v1/sitreps/1").json()["line"]
    assert (line["state"], line["by"]) == ("draft", "desk")


def test_nothing_is_done_without_the_token_of_the_session(officer: TestClient) -> None:
    page = _draw(officer)
    for path, fields in (("/sitreps", {"from": "2020-10-26"}), (page, {"do": "draw"}), (page, {"do": "sign", "read": "yes"})):
        for token in ("", "0" * 64):
            assert officer.post(path, data={**fields, "csrf": token}, headers={"origin": BASE}).status_code == 403
    assert officer.post(page, data={"do": "draw"}, headers={"origin": "http://evil.example"}).status_code == 403
    assert (
        officer.post(
            "/sitreps", content=b"x" * 200_000, headers={"origin": BASE, "content-type": "application/x-www-form-urlencoded"}
        ).status_code
        == 413
    )


@pytest.mark.parametrize(
    "path",
    [
        "/sitreps/99",
        "/sitreps/0",
        "/sitreps/1x",
        "/sitreps/1?version=7",
        "/sitreps/1/file?format=exe",
        "/sitreps/1/file?version=-1",
        "/sitreps/1/file?language=../en",
        "/sitreps/99/file",
        "/api/v1/sitreps/99",
    ],
)
def test_what_is_not_there_is_not_there(officer: TestClient, path: str) -> None:
    _draw(officer)
    assert officer.get(path).status_code == 404


def test_a_list_of_reports_goes_on(officer: TestClient) -> None:
    for day in ("2020-10-24", "2020-10-25", "2020-10-26"):
        _draw(officer, day)
    first = officer.get("/api/v1/sitreps?limit=2").json()
    rest = officer.get(f"/api/v1/sitreps?limit=2&after={first['next']}").json()
    assert [one["to_on"] for one in first["items"] + rest["items"]] == ["2020-10-26", "2020-10-25", "2020-10-24"]
    assert (first["total"], rest["next"]) == (3, None)
    assert officer.get("/api/v1/sitreps?theatre=aceh").json()["total"] == 0


@pytest.fixture
def people(store: Path) -> dict[str, str]:
    """An account of each sort; names by what they are."""
    from datetime import UTC, datetime

    from pantau.model.account import ALONE, Account
    from pantau.monitor.accounts import add_account

    made = {
        "boss": ("administrator", ()), "reader": ("read_only", ()), "analyst": ("analyst", ()), "rina": ("duty_officer", ()),
        "local": ("duty_officer", ("karabakh",)), "elsewhere": ("duty_officer", ("aceh",)),
    }  # fmt: skip
    with open_store(store) as opened:
        for name, (role, theatres) in made.items():
            account = Account(name=name, full_name=name.title(), role=role, theatres=theatres)
            add_account(
                opened, account, f"correct horse {name}", by=ALONE, now=datetime.now(UTC), theatres=("karabakh", "aceh", "other")
            )
    return {name: f"correct horse {name}" for name in made}


def _sign_in(store: Path, name: str, password: str) -> TestClient:
    client = ask(store)
    page = client.get("/login").text
    answer = client.post(
        "/login",
        data={"name": name, "password": password, "csrf": _hidden(page, "csrf")},
        headers={"origin": BASE},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    client.cookies.set("language", "en")
    return client


def test_who_sees_draws_and_signs(store: Path, people: dict[str, str]) -> None:
    clients = {name: _sign_in(store, name, password) for name, password in people.items()}
    page = _draw(clients["rina"])
    everywhere = _draw(clients["rina"], theatre="")
    seen = {name: (client.get(page).status_code, client.get(everywhere).status_code) for name, client in clients.items()}
    assert seen == {
        "boss": (200, 200),
        "reader": (200, 200),
        "analyst": (200, 200),
        "rina": (200, 200),
        "local": (200, 404),
        "elsewhere": (404, 404),
    }
    for name in ("boss", "reader", "analyst"):
        shown = clients[name].get(page).text
        assert 'name="strike"' not in shown
        assert 'value="sign"' not in shown
        token = _hidden(clients[name].get("/me").text, "csrf")
        for fields in ({"do": "sign", "read": "yes", "stamp": _hidden(clients["rina"].get(page).text, "stamp")}, {"do": "draw"}):
            answer = clients[name].post(page, data={**fields, "csrf": token}, headers={"origin": BASE})
            assert answer.status_code == 403
    assert _post(clients["elsewhere"], page, "/sitreps", do="draw").status_code == 404
    assert _post(clients["local"], "/sitreps", **{"from": "2020-10-26", "theatre": "aceh"}).status_code == 422
    assert _post(clients["local"], "/sitreps", **{"from": "2020-10-26", "theatre": ""}).status_code == 422
    assert clients["local"].get("/api/v1/sitreps").json()["total"] == 1
    assert clients["elsewhere"].get("/api/v1/sitreps").json()["total"] == 0
    assert clients["elsewhere"].get(f"{page}/file").status_code == 404
    assert _post(clients["local"], page, do="sign", read="yes").status_code == 303
    assert "Signed by Local" in clients["reader"].get(page).text
