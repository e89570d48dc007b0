"""The interface for programs: answers, problems, limits, and the document that describes it."""

from __future__ import annotations

import io
import json
import time
import urllib.request
import urllib.response
from email.message import Message
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from limits import RateLimitItemPerMinute
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

from app.surfaces.api import quota
from app.surfaces.api.openapi import document, example
from points.bridges.catalogue import EVENT_TYPES
from tests.fixtures.bridges import Bridge
from tests.fixtures.web import SignIn


@pytest.fixture
def send(client: FlaskClient, bridge: Bridge) -> Any:
    def post(event: dict[str, Any] | bytes, **headers: str) -> TestResponse:
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        return client.post("/api/v1/events", data=body, headers=bridge.headers(body) | headers)

    return post


def test_an_event_is_taken_at_once_and_said_to_be_known_when_it_comes_again(send: Any, bridge: Bridge) -> None:
    answers = [send(bridge.event()) for _ in range(2)]
    assert [(one.status_code, one.json["status"]) for one in answers] == [(202, "accepted"), (202, "known")]
    assert answers[1].headers["RateLimit-Policy"] == '"per-service";q=600;w=60'
    assert answers[1].headers["RateLimit"].startswith('"per-service";r=598;t=')
    assert "Set-Cookie" not in answers[0].headers


@pytest.mark.parametrize(
    ("changes", "headers", "status", "reason"),
    [
        ({}, {"musubi-client": ""}, 401, "no_client"),
        ({}, {"musubi-client": "svc_nobody"}, 401, "unknown_client"),
        ({}, {"webhook-signature": ""}, 401, "missing"),
        ({}, {"webhook-signature": "v1,AAAA"}, 401, "wrong"),
        ({}, {"webhook-timestamp": "x"}, 401, "timestamp_form"),
        ({"id": None}, {}, 400, "envelope"),
        ({}, {"content-type": "text/plain"}, 415, "content_type"),
        ({"type": "jp.musubi.ferry.boarded"}, {}, 422, "type"),
        ({"subject": "123456789018"}, {}, 422, "my_number"),
    ],
)
def test_refusals_are_problems_with_a_reason(
    send: Any, bridge: Bridge, changes: dict[str, Any], headers: dict[str, str], status: int, reason: str
) -> None:
    refused = send(bridge.event(**changes), **headers)
    assert (refused.status_code, refused.json["status"], refused.json["reason"]) == (status, status, reason)
    assert refused.mimetype == "application/problem+json"
    assert refused.json["type"].endswith(f"/api/v1/docs#{reason}") and refused.json["detail"]


def test_a_wrong_field_is_named_in_the_readers_language(send: Any, bridge: Bridge) -> None:
    refused = send(bridge.event(data={"facility": "g"}), **{"accept-language": "en"})
    assert refused.json["errors"] == [{"pointer": "/data/visit", "rule": "required", "detail": "This item is needed."}]


def test_an_id_used_twice_and_too_much_at_once_are_refused(send: Any, bridge: Bridge) -> None:
    send(bridge.event())
    assert send(bridge.event(source="https://else.example.jp/")).json["reason"] == "id_reused"
    large = send(b"x" * (64 * 1024 + 1))
    assert (large.status_code, large.json["reason"]) == (413, "too_large")


def test_too_many_events_of_one_service_are_told_when_to_come_again(
    send: Any, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "_SERVICE", RateLimitItemPerMinute(2, namespace="few"))
    answers = [send(bridge.event(f"e{number}")) for number in range(3)]
    assert [one.status_code for one in answers] == [202, 202, 429]
    assert int(answers[2].headers["Retry-After"]) >= 1 and '"per-service";r=0' in answers[2].headers["RateLimit"]
    assert answers[2].json["type"] == "https://iana.org/assignments/http-problem-types#quota-exceeded"
    stranger = send(bridge.event(), **{"webhook-signature": "v1,AAAA"})
    assert stranger.status_code == 401, "who cannot sign uses up nothing of the service's"


def test_binary_mode_is_taken(client: FlaskClient, bridge: Bridge) -> None:
    body = json.dumps(bridge.event()["data"]).encode()
    attributes = {f"ce-{name}": value for name, value in bridge.event().items() if name != "data"}
    headers = bridge.headers(body) | attributes | {"content-type": "application/json"}
    assert client.post("/api/v1/events", data=body, headers=headers).status_code == 202


def test_the_document_is_valid_and_its_examples_fit_it(client: FlaskClient) -> None:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").json or {}
    validate(described)
    assert described == document("http://127.0.0.1:8000")
    whole = {"$ref": "#/components/schemas/Event", "components": described["components"]}
    validator = Draft202012Validator(whole)
    for kind in EVENT_TYPES:
        validator.validate(example(kind))
    wrong = example(EVENT_TYPES[0]) | {"data": {"unheard": 1}}
    assert not validator.is_valid(wrong)


def test_the_page_for_people_explains_every_type_and_reason_in_both_languages(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs").text
    assert all(kind.name in page for kind in EVENT_TYPES) and 'id="too_old"' in page
    assert "Connect a service" in client.get("/api/v1/docs?lang=en").text


def test_the_python_sample_runs_as_shown(
    client: FlaskClient, bridge: Bridge, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(bridge.vendor)
    sample = client.get(f"/services/{bridge.client_id}/samples/python")
    assert "attachment" in sample.headers["Content-Disposition"]

    def answer(request: urllib.request.Request, timeout: int) -> Any:
        headers = {name.lower(): value for name, value in request.header_items()}
        assert request.full_url == "http://127.0.0.1:8000/api/v1/events" and isinstance(request.data, bytes)
        taken = client.post("/api/v1/events", data=request.data, headers=headers)
        return urllib.response.addinfourl(io.BytesIO(taken.data), Message(), request.full_url, taken.status_code)

    printed: list[object] = []
    monkeypatch.setenv("MUSUBI_SECRET", bridge.secret)
    monkeypatch.setattr(urllib.request, "urlopen", answer)
    now = bridge.platform.clock.now().timestamp()
    then = time.gmtime(now)
    monkeypatch.setattr("time.time", lambda: now)
    monkeypatch.setattr("time.gmtime", lambda: then)
    exec(
        compile(sample.text, "send_event.py", "exec"),
        {"__name__": "__main__", "print": lambda *some: printed.extend(some)},
    )
    assert printed[0] == 202
