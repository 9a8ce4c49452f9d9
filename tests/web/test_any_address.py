"""No address breaks the desk: whatever stands in it, the answer is a page, another address, or a refusal that says why."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pantau.web.asking import View
from pantau.web.filters import FIELDS, TYPES
from pantau.web.views import VIEWS

LISTS = [view for view in VIEWS if view.in_menu]
NAMES = st.sampled_from((*FIELDS, "after", "limit", "q", "as_of", "whose", "category", "outcome", "check", "record", "span", "token2"))
VALUES = st.one_of(
    st.sampled_from((
        "", "AZE", "2020-10-26", "0001-01-01", "9999-12-31", "karabakh", "other", "claim", "disputed", "1", "99", "200", "id", "en",
        "2020-10-26~1", "0000~0", "0000~" + "f" * 24, "military", "killed", "falling_total", "-1.5~" + "0" * 64, "nan~x", "inf~", "~",
        "0-1", "5-3", *TYPES[:3],
    )),
    st.text(max_size=40),
)  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
@pytest.mark.parametrize("view", LISTS, ids=lambda view: view.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=5))
def test_any_query_is_answered(desk: TestClient, view: View, prefix: str, pairs: list[tuple[str, str]]) -> None:
    path = view.path
    answer = desk.get(prefix + path, params=[pair for pair in pairs if pair[1].encode("utf-8", "ignore")], follow_redirects=False)
    assert answer.status_code in (200, 303, 422), (path, pairs)
    if answer.status_code == 422 and prefix:
        assert answer.json()["error"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="?#\\"), max_size=60))
def test_any_path_is_answered(desk: TestClient, path: str) -> None:
    answer = desk.get("/" + path.lstrip("/"), follow_redirects=False)
    assert answer.status_code in (200, 303, 307, 404, 405)
