"""Field reports at the desk: filed by whoever may, seen by whoever may, hostile forms refused with every fault told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pantau.monitor.report_columns import FAULTS
from pantau.store import journal, look_into_store
from pantau.web.observing import MOST_FORM
from pantau.web.report_words import REPORT_CODES
from tests.web.field_desk import REPORT, ask, chunk, file, make_store, png, sign_in, token_of


@pytest.fixture
def alone(tmp_path: Path) -> TestClient:
    """A desk of one."""
    return ask(make_store(tmp_path / "s.db"))


@pytest.fixture
def mission(tmp_path: Path) -> Path:
    """A store with accounts: two observers, one of them of one conflict alone, and those behind them."""
    return make_store(
        tmp_path / "m.db", ("siti", "observer", ()), ("budi", "observer", ("papua",)), ("ana", "analyst", ()), ("vera", "verifier", ()),
        ("leo", "read_only", ()), ("pia", "analyst", ("papua",)),
    )  # fmt: skip


def test_a_form_is_filed_and_leads_to_ones_own_reports(alone: TestClient) -> None:
    data = {"csrf": token_of(alone), **REPORT, "means": ["heard", "seen"], "harmed_1_number": "3", "harmed_1_category": "civilian",
            "harmed_1_outcome": "wounded", "harmed_1_party": "AZE", "harmed_2_number": "", "harmed_2_category": "military"}  # fmt: skip
    answer = alone.post("/observe", data=data, follow_redirects=False)
    assert answer.status_code == 303
    page = alone.get(answer.headers["location"]).text
    document = re.findall(r"/observe/reports/([0-9a-f]{64})", page)[0]
    assert "Filed:" in page
    shown = alone.get(f"/observe/reports/{document}").text
    assert "Persons harmed: 3 civilian wounded Azerbaijan (AZE)." in shown
    assert "How known: heard, seen." in shown
    assert alone.get(f"/documents/{document}").status_code == 200


@pytest.mark.parametrize("language", ["en", "id"])
def test_faults_are_told_beside_their_fields_and_what_was_typed_stays(alone: TestClient, language: str) -> None:
    alone.cookies.set("language", language)
    data = {"csrf": token_of(alone), **REPORT, "count": "many", "remarks": "<b>seen</b> {{ 7*7 }}", "position_lat": "91"}
    answer = alone.post("/observe", data=data)
    assert answer.status_code == 422
    for field in ("count", "position_lat", "position_lon"):
        assert f'id="wrong-{field}"' in answer.text
    assert "&lt;b&gt;seen&lt;/b&gt; {{ 7*7 }}" in answer.text
    words = {"en": "is no number of things", "id": "bukan jumlah"}[language]
    assert words in answer.text


def test_a_program_is_told_what_became_of_it(alone: TestClient) -> None:
    first = file(alone, id="phone-0001")
    assert (first.status_code, first.json()["known"]) == (201, False)
    again = file(alone, id="phone-0001")
    assert (again.status_code, again.json()) == (200, {"document": first.json()["document"], "known": True})
    other = file(alone, id="phone-0001", count="4")
    assert (other.status_code, [fault["field"] for fault in other.json()["faults"]]) == (422, ["id"])


@pytest.mark.parametrize(
    ("forged", "field"),
    [
        ({"observer": "vera"}, "observer"), ({"mission": "un"}, "mission"), ({"photos": "0" * 64}, "photos"), ({"via": "x"}, "via"),
        ({"theatre": "atlantis"}, "theatre"), ({"from": "2030-01-01T00:00", "to": ""}, "from"), ({"to": "2020-10-26T07:00"}, "to"),
        ({"zone": ""}, "from"), ({"position_lat": "1e9", "position_lon": "0"}, "position_lat"), ({"remarks": "x" * 5000}, "remarks"),
        ({"position": "abc\u202ecba"}, "position"), ({"id": "../../etc"}, "id"), ({"corrects": "0" * 64, "why": "x"}, "corrects"),
        ({"what": ["calm", "shot"]}, None), ({"language": "../id"}, "language"),
        ({"harmed": "1 civilian killed; DROP TABLE"}, "harmed"),
    ],
    ids=lambda case: str(case)[:50],
)  # fmt: skip
def test_a_forged_field_files_nothing_unseen(alone: TestClient, forged: dict[str, str], field: str | None) -> None:
    answer = file(alone, **forged)
    if field is None:
        assert answer.status_code == 201
        return
    assert answer.status_code == 422
    assert field in [fault["field"] for fault in answer.json()["faults"]]
    assert "class=\"filed-list\"" not in alone.get("/observe/mine").text


def test_a_form_without_its_token_or_too_large_is_refused(alone: TestClient) -> None:
    assert alone.post("/observe", data=REPORT).status_code == 403
    assert alone.post("/observe", data=REPORT | {"csrf": "0" * 64}).status_code == 403
    data = {"csrf": token_of(alone), **REPORT, "remarks": "x" * 1_000_000}
    assert alone.post("/observe", data=data).status_code == 422
    huge = {"photos": ("a.jpg", b"\xff" * (MOST_FORM + 1), "image/jpeg")}
    assert alone.post("/observe", data=data, files=huge).status_code == 413
    assert alone.post("/observe", content=b"{}", headers={"content-type": "application/json"}).status_code == 415
    foreign = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
    assert alone.post("/observe", data={"csrf": token_of(alone), **REPORT}, headers=foreign).status_code == 403


def test_photographs_are_shown_without_what_the_camera_wrote(alone: TestClient) -> None:
    data = png(40, 30, extra=chunk(b"tEXt", b"Comment\0<script>alert(1)</script>"))
    answer = file(alone, files=[("photos", ("../../a.png", data, "text/html"))])
    assert answer.status_code == 201
    page = alone.get(f"/observe/reports/{answer.json()['document']}").text
    photo = re.findall(r"/observe/photos/([0-9a-f]{64})\"", page)[0]
    shown = alone.get(f"/observe/photos/{photo}")
    assert (shown.headers["content-type"], shown.headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert b"script" not in shown.content
    original = alone.get(f"/observe/photos/{photo}/original")
    assert original.content == data
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html><script>alert(1)</script>", "photo_kind"), (b"GIF89a<script>", "photo_kind"),
        (png(20_000, 20_000, drawn=False), "photo_points"), (b"\xff\xd8\xff" + b"<script>", "photo_damaged"), (b"", None),
        (b"\xff\xd8\xff" + bytes(12 * 2**20), "photo_bytes"),
    ],
    ids=["html", "gif", "bomb", "polyglot", "empty", "large"],
)  # fmt: skip
def test_a_disguised_upload_is_refused(alone: TestClient, data: bytes, why: str | None) -> None:
    answer = file(alone, files=[("photos", ("photo.jpg", data, "image/jpeg"))])
    if why is None:
        assert answer.status_code == 422
        return
    assert [(fault["field"], fault["why"]) for fault in answer.json()["faults"]] == [("photos", why)]


def test_more_photographs_than_allowed_are_refused(alone: TestClient) -> None:
    answer = file(alone, files=[("photos", (f"{n}.png", png(4, 4 + n), "image/png")) for n in range(5)])
    assert [fault["why"] for fault in answer.json()["faults"]] == ["many"]


def test_who_may_file_and_who_may_see(mission: Path) -> None:
    siti, budi, ana, vera = (sign_in(mission, name) for name in ("siti", "budi", "ana", "vera"))
    filed = file(siti, files=[("photos", ("a.png", png(4, 4), "image/png"))])
    document = filed.json()["document"]
    page = siti.get(f"/observe/reports/{document}").text
    photo = re.findall(r"/observe/photos/([0-9a-f]{64})", page)[0]
    addresses = f"/observe/reports/{document}", f"/observe/photos/{photo}"
    for client, expected in ((siti, 200), (budi, 404), (ana, 200), (vera, 200), (sign_in(mission, "pia"), 404)):
        assert [client.get(address).status_code for address in addresses] == [expected, expected]
    for client, expected in ((siti, 404), (ana, 404), (vera, 200)):
        assert client.get(f"/observe/photos/{photo}/original").status_code == expected
    for name in ("leo", "root"):
        client = sign_in(mission, name)
        assert [client.get(path).status_code for path in ("/observe", "/observe/mine", "/observe/token", *addresses)] == [403] * 5
        assert client.post("/observe", data=REPORT).status_code == 403
    assert document not in budi.get("/observe/mine").text
    assert budi.get(f"/observe?corrects={document}").status_code == 404
    with look_into_store(mission) as store:
        entry, = store.ask(lambda connection: list(journal.load_entries(connection, kinds=["observe"])))
        assert (entry.by, entry.subject, entry.via != "") == ("siti", document, True)


def test_an_observer_of_one_conflict_files_for_no_other(mission: Path) -> None:
    budi = sign_in(mission, "budi")
    page = budi.get("/observe").text
    assert 'value="papua"' in page
    assert "karabakh" not in page
    refused = file(budi)
    assert refused.json()["faults"][0]["words"] == "is no conflict you report on: papua"
    assert file(budi, theatre="papua").status_code == 201


def test_a_correction_is_a_form_with_what_was_filed(alone: TestClient) -> None:
    first = file(alone, count="17", zone="", **{"from": "2020-10-26T08:10+04:00", "to": ""}).json()["document"]
    page = alone.get(f"/observe?corrects={first}").text
    assert f'name="corrects" value="{first}"' in page
    assert 'value="17"' in page
    done = file(alone, count="7", corrects=first, why="counted again")
    assert done.status_code == 201
    assert "Corrected: nothing is read from it any more." in alone.get(f"/observe/reports/{first}").text
    assert alone.get(f"/observe?corrects={first}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/observe/reports/x", "/observe/reports/" + "0" * 64, "/observe/photos/" + "0" * 64, "/observe/photos/%2e%2e",
        "/observe/mine?after=x", "/observe?corrects=x", "/observe/photos/" + "0" * 64 + "/original",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_there(alone: TestClient, path: str) -> None:
    assert alone.get(path).status_code == 404


def test_only_the_form_may_ask_where_its_device_is(alone: TestClient) -> None:
    for path in ("/observe", "/observe/shell"):
        headers = alone.get(path).headers
        assert "geolocation=(self)" in headers["permissions-policy"]
        assert "worker-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
    for path in ("/observe/mine", "/observe/token", "/incidents", "/observe/worker.js"):
        assert "geolocation=()" in alone.get(path).headers["permissions-policy"]
    assert alone.get("/observe/worker.js").headers["service-worker-allowed"] == "/observe"


def test_the_form_that_a_browser_keeps_has_no_name_and_no_token(mission: Path) -> None:
    siti = sign_in(mission, "siti")
    shell, token = siti.get("/observe/shell").text, token_of(siti)
    assert token in siti.get("/observe").text
    assert token not in shell
    assert "Siti" not in shell
    assert siti.get("/observe/token").headers["cache-control"] == "no-store"


def test_one_s_own_reports_come_page_by_page(alone: TestClient) -> None:
    for number in range(33):
        assert file(alone, count=str(number + 1)).status_code == 201
    page = alone.get("/observe/mine").text
    after = re.findall(r"/observe/mine\?after=([0-9a-f]{64})", page)[0]
    rest = alone.get(f"/observe/mine?after={after}").text
    assert (page.count("/observe?corrects="), rest.count("/observe?corrects=")) == (30, 3)


def test_every_field_and_fault_has_words() -> None:
    from pantau.monitor.report_columns import NAMES

    assert set(NAMES) <= set(REPORT_CODES["report"])
    assert REPORT_CODES["report_fault"] == FAULTS
