"""Requests made up from the OpenAPI document, boundary values and wrong ones included, signed and unsigned: no fault,
and no answer that the document does not know."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from limits import RateLimitItemPerMinute
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from app.surfaces.api import quota
from tests.fixtures.bridges import Bridge

_WANTED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_FEW = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("is_signed", [True, False])
def test_made_up_events_find_neither_a_fault_nor_an_answer_that_is_not_described(
    app: Flask, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, is_signed: bool
) -> None:
    operation = _operation(app, monkeypatch)
    statuses: set[int] = set()

    @_FEW
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    def send(case: Any) -> None:
        statuses.add(_send(case, bridge, len(statuses), is_signed=is_signed))

    send()
    assert statuses >= ({202, 400, 422} if is_signed else {401})


@pytest.mark.parametrize("is_signed", [True, False])
def test_the_edges_of_every_value_in_the_document_find_no_fault_either(
    app: Flask, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, is_signed: bool
) -> None:
    """Each boundary of each schema once, within it and beyond: what Schemathesis calls its coverage phase."""
    operation = _operation(app, monkeypatch)
    cases = [
        case
        for case in operation.schema.iter_coverage_cases(
            operation,
            generation_modes=list(GenerationMode),
            generation_config=operation.schema.config.generation_for(operation=operation),
        )
        if case.method == "POST"
    ]
    assert len(cases) > 100
    statuses = [_send(case, bridge, number, is_signed=is_signed) for number, case in enumerate(cases)]
    assert set(statuses) >= ({202, 400, 422} if is_signed else {401})


def _operation(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    for limit in ("_ADDRESS", "_SERVICE"):
        monkeypatch.setattr(quota, limit, RateLimitItemPerMinute(100_000, namespace="many"))
    load_all_checks()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)["/api/v1/events"]["POST"]


def _send(case: Any, bridge: Bridge, number: int, *, is_signed: bool) -> int:
    """Returns the status, after a look at the answer."""
    body = case.body if isinstance(case.body, (dict, list, str, int, float, bool, type(None))) else None
    raw = json.dumps(body).encode()
    headers = bridge.headers(raw, message_id=f"m{number}") if is_signed else {}
    case.headers = {**(case.headers or {}), **{name.title(): value for name, value in headers.items()}}
    response = case.call(data=raw)
    case.validate_response(response, checks=CHECKS.get_by_names(_WANTED))
    return int(response.status_code)
