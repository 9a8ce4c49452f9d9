"""Every operation of the API's own description, asked with what the description allows and with what it does not: no fault of ours,
and every answer is as described.

Skipped where schemathesis is not installed (`pip install pantau[test]`).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from starlette.testclient import TestClient

from pantau.web.addresses import API
from pantau.web.asking import View
from pantau.web.views import VIEWS
from tests.web.conftest import BASE

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install pantau[test]")


BETWEEN = ("order", "idle", "whole", "required", "many")
"""Faults that lie between fields, which no description of one field can tell."""


def is_between_fields(refusal: dict[str, Any]) -> bool:
    """Whether a refusal is of fields that do not go together, each allowed by itself."""
    faults = refusal.get("faults", [])
    return refusal["error"] == "usage" or all(fault["why"] in BETWEEN or fault["field"] in ("format", "span") for fault in faults)


def has_empty(params: Any) -> bool:
    """Whether a parameter is empty: forms write those, and they count as not given."""
    return any(not str(each).strip() for value in (params or {}).values() for each in (value if isinstance(value, list) else [value]))


@pytest.fixture(scope="module")
def described(desk: TestClient) -> Any:
    """The API as it describes itself."""
    return schemathesis.openapi.from_dict(desk.get(f"{API}/openapi.json").json())


@pytest.mark.parametrize("is_allowed", [True, False], ids=["allowed", "not-allowed"])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_answer_is_as_described(described: Any, desk: TestClient, view: View, is_allowed: bool) -> None:
    from schemathesis.specs.openapi.checks import positive_data_acceptance as acceptance

    modes = schemathesis.GenerationMode
    operation = described[f"{API}{view.path}"]["GET"]

    @settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=modes.POSITIVE if is_allowed else modes.NEGATIVE))
    def asked(case: Any) -> None:
        wanted = case.as_transport_kwargs(base_url=BASE)
        wanted = {name: wanted[name] for name in ("method", "url", "params")}
        assume(is_allowed or not has_empty(wanted["params"]))
        answer = desk.request(**wanted)
        assert answer.status_code < 500, wanted
        excluded = [acceptance] if answer.status_code == 422 and is_between_fields(answer.json()) else []
        case.validate_response(answer, excluded_checks=excluded)

    asked()
