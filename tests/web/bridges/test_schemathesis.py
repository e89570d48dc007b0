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
    for limit in ("_ADDRESS", "_SERVICE"):
        monkeypatch.setattr(quota, limit, RateLimitItemPerMinute(100_000, namespace="many"))
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)["/api/v1/events"]["POST"]
    load_all_checks()
    statuses: set[int] = set()

    @_FEW
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    def send(case: Any) -> None:
        body = case.body if isinstance(case.body, (dict, list, str, int, float, bool, type(None))) else None
        raw = json.dumps(body).encode()
        headers = bridge.headers(raw, message_id=f"m{len(statuses)}") if is_signed else {}
        case.headers = {**(case.headers or {}), **{name.title(): value for name, value in headers.items()}}
        response = case.call(data=raw)
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS.get_by_names(_WANTED))

    send()
    assert statuses >= ({202, 400, 422} if is_signed else {401})
