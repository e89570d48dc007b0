"""The schemas that Musubi publishes for our events: fetched each hour, kept for when Musubi is away, and held against
each event before it goes into the outbox."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from jsonschema import Draft202012Validator

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor

Schema = dict[str, Any]
DELIVERED = Path(__file__).with_name("published.json")  # what stood there when this service was written
_TABLES = "create table if not exists published (kind text primary key, schema text not null);"


class Published:
    def __init__(self, book: Book, musubi_url: str, kinds: frozenset[str]) -> None:
        self._book = book
        self._url = f"{musubi_url}/api/v1/openapi.json"
        self._kinds = kinds
        book.create(_TABLES)

    def fetch(self) -> bool:
        """Whether Musubi answered. Where not, what was kept stands."""
        try:
            answer = requests.get(self._url, timeout=5, allow_redirects=False)
            answer.raise_for_status()
            found = schemas_of(answer.json(), self._kinds)
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError) as error:
            logging.getLogger(__name__).info("the schemas were not fetched: %s", type(error).__name__)
            return False
        with self._book.write() as rows:
            for kind, schema in found.items():
                rows.execute("insert or replace into published values (?, ?)", (kind, json.dumps(schema)))
        return True

    def schema(self, kind: str) -> Schema:
        row = self._book.one("select schema from published where kind = ?", kind)
        found: Schema = json.loads(row["schema"]) if row else json.loads(DELIVERED.read_text("utf-8"))[kind]
        return found

    def field(self, kind: str, name: str) -> Schema:
        """What is published of one field: its options, its least and its most. Empty where nothing is."""
        found: Schema = self.schema(kind).get("properties", {}).get(name, {})
        return found

    def check(self, kind: str, data: Mapping[str, Any]) -> None:
        """Raises: Refused, which names the field."""
        for error in Draft202012Validator(self.schema(kind)).iter_errors(dict(data)):
            field = error.json_path.removeprefix("$.")
            raise Refused(
                f"結びの決まりに合いません（{field}）。入力を直して、もう一度お試しください。",
                f"Musubi does not take this ({field}). Please change it and try again.",
            )


class Telling:
    """An event goes into the outbox only as its schema allows."""

    def __init__(self, outbox: Outbox, published: Published) -> None:
        self._outbox = outbox
        self._published = published

    def tell(self, rows: Rows, visitor: Visitor, kind: str, data: Mapping[str, Any]) -> None:
        """In the transaction of what it tells. Raises: Refused."""
        self._published.check(kind, data)
        self._outbox.put(rows, visitor, kind, data)


def schemas_of(document: Mapping[str, Any], kinds: frozenset[str]) -> dict[str, Schema]:
    """By type, as the events of an OpenAPI document name them. Types that it does not know are left out."""
    schemas: Mapping[str, Schema] = document["components"]["schemas"]
    found: dict[str, Schema] = {}
    for event in schemas["Event"]["oneOf"]:
        kind = event["properties"]["type"]["const"]
        if kind in kinds:
            schema = schemas[event["properties"]["data"]["$ref"].rpartition("/")[2]]
            Draft202012Validator.check_schema(schema)
            found[kind] = schema
    return found
