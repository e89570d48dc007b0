"""Events as the CloudEvents library writes them, and what is wrong with those that are refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cloudevents.core.bindings.http import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from points.bridges.catalogue import EVENT_TYPES, EventType
from points.bridges.errors import EventRefused
from points.bridges.reading import check_event, read_event

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TYPES = [kind.name for kind in EVENT_TYPES]
TOWN = "293865"
MY_NUMBER = 123456789018
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    max_leaves=12,
)
STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}


def event(**changes: Any) -> dict[str, Any]:
    made = {
        "specversion": "1.0",
        "id": "e1",
        "source": "/gym",
        "type": "jp.musubi.gym.left",
        "subject": "C-123-456-786",
        "data": {"facility": "g", "visit": "v", "minutes": 50},
    }
    return {name: value for name, value in (made | changes).items() if value is not None}


def refused(body: object, headers: dict[str, str] = STRUCTURED) -> tuple[str, list[tuple[str, str]]]:
    """The reason, and (pointer, rule) of each problem; empty when it was taken."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        check_event(read_event(raw, headers), TYPES, [TOWN], NOW)
    except EventRefused as error:
        return error.reason, [(one.pointer, one.rule) for one in error.problems]
    return "", []


@pytest.mark.parametrize("kind", EVENT_TYPES, ids=lambda kind: kind.name)
def test_every_example_fits_its_schema_in_both_modes_of_the_library(kind: EventType) -> None:
    Draft202012Validator.check_schema(kind.schema)
    attributes = {"id": "e1", "source": "/s", "type": kind.name, "subject": "test:taro", "time": NOW, "town": TOWN}
    made = CloudEvent(attributes | {"specversion": "1.0", "datacontenttype": "application/json"}, dict(kind.example))
    read = []
    for message in (to_structured(made, JSONFormat()), to_binary(made, JSONFormat())):
        headers = {name.lower(): value for name, value in message.headers.items()}
        found = read_event(message.body, headers)
        check_event(found, TYPES, [TOWN], NOW)
        read.append(found)
    assert read[0] == read[1] and read[0].data == dict(kind.example) and read[0].time == NOW
    assert read[0].fingerprint == read[1].fingerprint


@pytest.mark.parametrize(
    ("changes", "reason", "at"),
    [
        ({"data": {"facility": "g"}}, "schema", [("/data/visit", "required")]),
        ({"data": {"facility": "g", "visit": "v", "minutes": 1441}}, "schema", [("/data/minutes", "maximum")]),
        ({"data": {"facility": "g", "visit": "v", "name": "花子"}}, "schema", [("/data/name", "unknown")]),
        ({"data": {"facility": "", "visit": 7}}, "schema", [("/data/facility", "minLength"), ("/data/visit", "type")]),
        ({"data": "text"}, "schema", [("/data", "type")]),
        ({"data": {"facility": "123456789018", "visit": "v"}}, "my_number", [("/data/facility", "my_number")]),
        ({"data": {"facility": "g", "visit": MY_NUMBER}}, "my_number", [("/data/visit", "my_number")]),
        ({"subject": "1234 5678 9018"}, "my_number", [("/subject", "my_number")]),
        ({"id": "123456789018"}, "my_number", [("/id", "my_number")]),
        ({"data": {"facility": "a\0b", "visit": "v"}}, "schema", [("/data/facility", "characters")]),
        ({"data": {"facility": "\ud800", "visit": "v"}}, "schema", [("/data/facility", "characters")]),
        ({"type": "jp.musubi.unheard.of"}, "type", [("/type", "enum")]),
        ({"town": "131016"}, "town", [("/town", "enum")]),
        ({"town": "x"}, "town", [("/town", "enum")]),
        ({"time": (NOW + timedelta(minutes=6)).isoformat()}, "time", [("/time", "maximum")]),
        ({"time": "2026-11-24T10:00:00"}, "envelope", [("/time", "timezone_aware")]),
        ({"time": "yesterday"}, "envelope", [("/time", "datetime_type")]),
        ({"id": None}, "envelope", [("/id", "required")]),
        ({"source": ""}, "envelope", [("/source", "string_too_short")]),
        ({"specversion": "0.3"}, "envelope", [("/specversion", "string_pattern_mismatch")]),
        ({"id": 7}, "envelope", [("/id", "string_type")]),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field(changes: dict[str, Any], reason: str, at: list[tuple[str, str]]) -> None:
    assert refused(event(**changes)) == (reason, at)


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"{", STRUCTURED, "not_json"),
        (b"\xff", STRUCTURED, "not_json"),
        (b'{"data": NaN}', STRUCTURED, "not_json"),
        (b"[" * 100_000, STRUCTURED, "not_json"),
        (b'{"data":' + b"[" * 40 + b"]" * 40 + b"}", STRUCTURED, "not_json"),
        (b"[]", STRUCTURED, "envelope"),
        (b"{}", {"content-type": "application/json"}, "content_type"),
        (b"a=1", {"content-type": "application/x-www-form-urlencoded", "ce-id": "1"}, "content_type"),
        (b"[]", {"content-type": "application/cloudevents-batch+json", "ce-id": "1"}, "content_type"),
        (b"{}", {}, "content_type"),
    ],
)
def test_what_is_no_event_is_refused(body: bytes, headers: dict[str, str], reason: str) -> None:
    assert refused(body, headers)[0] == reason


@given(ANYTHING)
def test_no_json_at_all_makes_reading_fail_otherwise(anything: object) -> None:
    assert refused(anything)[0] != ""
    assert refused(event(data=anything))[0] in ("", "schema", "my_number", "not_json")


def test_the_layout_of_the_json_is_no_part_of_the_event_and_a_value_is() -> None:
    one, other = event(), event(data={"facility": "g", "visit": "v", "minutes": 51})
    compact, spacious = json.dumps(one).encode(), json.dumps(dict(reversed(one.items())), indent=4).encode()
    prints = [read_event(raw, STRUCTURED).fingerprint for raw in (compact, spacious, json.dumps(other).encode())]
    assert prints[0] == prints[1] != prints[2]
