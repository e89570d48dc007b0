"""One thing wrong with an event: where it stands, which rule it breaks, and what the rule says. Never the value itself,
which may be about a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """`pointer`: RFC 6901, into the event as structured JSON; in binary mode attributes are named the same way.
    `rule`: a keyword of JSON Schema, or my_number, characters, unknown, required."""

    pointer: str
    rule: str
    wanted: str = ""

    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Problem:
        return cls(str(row["pointer"]), str(row["rule"]), str(row.get("wanted", "")))
