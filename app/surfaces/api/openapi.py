"""The OpenAPI 3.1 document, made from the same catalogue that events are checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from app import __version__
from points.bridges.catalogue import EVENT_TYPES, MESSAGE_TYPES, EventType, MessageType
from points.bridges.sandbox import TEST_SUBJECTS

Json = dict[str, Any]
_PROBLEMS = {
    "400": "The body is no JSON, or lacks an attribute of CloudEvents",
    "401": "Unknown client, or a signature that does not fit",
    "409": "Another event came with this id before, or the service was stopped",
    "413": "The body is too large",
    "415": "Neither a structured nor a binary CloudEvent with JSON",
    "422": "The event does not fit its schema; `errors` names the fields",
    "429": "Too many events; wait for `Retry-After` seconds",
}
_RATE = {
    "RateLimit": {"$ref": "#/components/headers/RateLimit"},
    "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"},
}


def document(home: str) -> Json:
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Musubi 結び: connected services",
            "version": __version__,
            "description": (
                "Events of connected services (連携サービス) come in, and services are told how they ended; "
                "both signed by Standard Webhooks."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": home.rstrip("/")}],
        "paths": {"/api/v1/events": {"post": _send_event()}},
        "webhooks": {kind.name: {"post": _told(kind)} for kind in MESSAGE_TYPES},
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "signature": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "webhook-signature",
                    "description": "`v1,` and base64 of HMAC-SHA256 over `webhook-id.webhook-timestamp.body`",
                }
            },
            "headers": {
                "RateLimit": _header('`"per-service";r=<left>;t=<seconds until more>`'),
                "RateLimitPolicy": _header('`"per-service";q=<events>;w=<seconds>`'),
            },
        },
    }


def _send_event() -> Json:
    event = {"$ref": "#/components/schemas/Event"}
    first = EVENT_TYPES[0]
    return {
        "operationId": "sendEvent",
        "summary": "Tell of something that somebody did",
        "description": (
            "Answered as soon as the event is kept. The same event may be sent again and counts once. "
            "Events may come in any order."
        ),
        "security": [{"signature": []}],
        "parameters": [
            _parameter("Musubi-Client", "The client id of the service", {"type": "string", "pattern": "^svc_"}),
            _parameter(
                "webhook-id", "The same when the same event is sent again", {"type": "string", "maxLength": 200}
            ),
            _parameter("webhook-timestamp", "Unix seconds of this attempt, within 5 minutes", {"type": "string"}),
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/cloudevents+json": {"schema": event, "example": example(first)},
                "application/json": {
                    "schema": {
                        "type": "object",
                        "description": "Binary mode: the data, and attributes in `ce-` headers",
                    }
                },
            },
        },
        "responses": {
            "202": {
                "description": "Kept",
                "headers": _RATE,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accepted"}}},
            },
            **{status: _refused(words) for status, words in _PROBLEMS.items()},
        },
    }


def _told(kind: MessageType) -> Json:
    """What a service is sent, at the address that its vendor named."""
    sent = {"type": kind.name, "timestamp": "2026-11-24T01:00:00+00:00", "data": dict(kind.example)}
    properties = {
        "type": {"const": kind.name},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": _shape(kind.example) | {"properties": _fields(kind)},
    }
    schema = {"type": "object", "properties": properties, "required": ["type", "timestamp", "data"]}
    return {
        "operationId": "told." + kind.name,
        "summary": kind.name_en,
        "description": "Answer within 20 seconds. The same `webhook-id` may come again and counts once.",
        "parameters": [
            _parameter("Musubi-Client", "Your client id", {"type": "string", "pattern": "^svc_"}),
            _parameter("webhook-id", "The same at every attempt", {"type": "string"}),
            _parameter("webhook-timestamp", "Unix seconds of this attempt", {"type": "string"}),
            _parameter("webhook-signature", "One signature for each secret that still holds", {"type": "string"}),
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": sent}}},
        "responses": {
            "2XX": {"description": "Taken"},
            "410": {"description": "Never send to this address again"},
            "default": {"description": "Not taken: tried again, up to ten times in some three days"},
        },
    }


def _fields(kind: MessageType) -> Json:
    return {name: deepcopy(kind.fields.get(name)) or _shape(value) for name, value in kind.example.items()}


def _shape(value: object) -> Json:
    """The schema that such an example has. Fields may be missing, and new ones may come."""
    if isinstance(value, Mapping):
        return {"type": "object", "properties": {name: _shape(inner) for name, inner in value.items()}}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {"type": "array", "items": _shape(value[0])}
    return {"type": "integer" if isinstance(value, int) else "string"}


def example(kind: EventType) -> Json:
    return {
        "specversion": "1.0",
        "id": "evt-0001",
        "source": "https://service.example.jp/",
        "type": kind.name,
        "subject": TEST_SUBJECTS[0],
        "time": "2026-11-24T10:00:00+09:00",
        "data": dict(kind.example),
    }


def _schemas() -> Json:
    # A copy, as events are checked by the very same schemas.
    kinds = {
        _name(kind): deepcopy(kind.schema) | {"title": kind.name_en, "description": kind.name_ja}
        for kind in EVENT_TYPES
    }
    events = [
        {"properties": {"type": {"const": kind.name}, "data": {"$ref": f"#/components/schemas/{_name(kind)}"}}}
        for kind in EVENT_TYPES
    ]
    attributes: Json = {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "minLength": 1, "maxLength": 200},
        "source": {"type": "string", "format": "uri-reference", "minLength": 1, "maxLength": 300},
        "type": {"enum": [kind.name for kind in EVENT_TYPES]},
        "subject": {
            "type": "string",
            "maxLength": 200,
            "description": "The text of a card's QR, a card number, a member number, or a test subject",
            "examples": ["C-123-456-786", "M-7K3Q-9XTA", *TEST_SUBJECTS],
        },
        "time": {"type": "string", "format": "date-time"},
        "town": {
            "type": "string",
            "pattern": "^[0-9]{6}$",
            "description": "Where it was, for services of several towns",
        },
        "data": {"type": "object"},
    }
    required = ["specversion", "id", "source", "type", "subject", "data"]
    problem = {
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "reason": {"type": "string", "description": "A stable code"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in ("pointer", "rule", "detail")},
                },
            },
        },
    }
    event = {"type": "object", "properties": attributes, "required": required, "oneOf": events}
    accepted = {"type": "object", "properties": {"status": {"enum": ["accepted", "known"]}}, "required": ["status"]}
    return {"Event": event, "Accepted": accepted, "Problem": problem, **kinds}


def _name(kind: EventType) -> str:
    return "".join(part.title() for part in kind.name.removeprefix("jp.musubi.").replace("_", ".").split("."))


def _parameter(name: str, words: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "required": True, "description": words, "schema": schema}


def _header(words: str) -> Json:
    return {"description": words, "schema": {"type": "string"}}


def _refused(words: str) -> Json:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": words, "content": content}
