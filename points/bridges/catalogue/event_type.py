"""A kind of event, and pieces of JSON Schema (2020-12) to write one with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

Schema = dict[str, Any]


@dataclass(frozen=True)
class EventType:
    """`example` is the data of one such event. Nothing but what the schema names is taken: what a reward does not need
    is not collected."""

    name: str
    name_ja: str
    name_en: str
    required: Mapping[str, Schema]
    optional: Mapping[str, Schema]
    example: Mapping[str, Any]

    @cached_property
    def schema(self) -> Schema:
        return {
            "type": "object",
            "properties": {**self.required, **self.optional},
            "required": sorted(self.required),
            "additionalProperties": False,
        }

    @cached_property
    def validator(self) -> Validator:
        return Draft202012Validator(self.schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def mark(what: str) -> Schema:
    """A name or number of the service's own."""
    return {"type": "string", "minLength": 1, "maxLength": 80, "description": what}


def count(what: str, most: int, least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "description": what}


def flag(what: str) -> Schema:
    return {"type": "boolean", "description": what}


def choice(what: str, *options: str) -> Schema:
    return {"type": "string", "enum": list(options), "description": what}


def day(what: str) -> Schema:
    return {"type": "string", "format": "date", "description": what + " (YYYY-MM-DD)"}


def town(what: str) -> Schema:
    return {"type": "string", "pattern": "^[0-9]{6}$", "description": what + " (municipality code, six digits)"}
