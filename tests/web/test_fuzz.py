"""Every operation of the API's own description, asked with what the description allows and with what it does not: no fault of ours,
and every answer is as described.

Skipped where schemathesis is not installed (`pip install pantau[test]`).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from tests.web.conftest import BASE

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install pantau[test]")


@pytest.fixture(scope="module")
def described(desk: TestClient) -> Any:
    """The API as it describes itself."""
    return schemathesis.openapi.from_dict(desk.get("/api/v1/openapi.json").json())


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: Any, desk: TestClient) -> None:
    asked = case.as_transport_kwargs(base_url=BASE)
    asked.pop("cookies", None)
    answer = desk.request(**asked)
    assert answer.status_code < 500, asked
    case.validate_response(answer)
