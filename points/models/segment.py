"""A group of people by what the platform itself knows of them (区分): what is asked for, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chain.errors import Invalid


class SegmentKind(StrEnum):
    HOLDERS = "holders"  # who can spend points of a program now
    CUSTOMERS = "customers"  # who paid at a shop of the town since a day
    CARD_HOLDERS = "card_holders"  # whose paper card of the town is in use
    RECEIVERS = "receivers"  # who got points of an earlier campaign


@dataclass(frozen=True, slots=True)
class Segment:
    """Each kind reads its own field."""

    kind: SegmentKind
    program_id: int | None = None
    since: date | None = None
    campaign_id: int | None = None

    def check(self, today: date) -> None:
        """Raises: Invalid naming the field."""
        if self.kind is SegmentKind.HOLDERS and self.program_id is None:
            raise Invalid("segment_program", "unknown")
        if self.kind is SegmentKind.RECEIVERS and self.campaign_id is None:
            raise Invalid("segment_campaign", "unknown")
        if self.kind is SegmentKind.CUSTOMERS:
            if self.since is None:
                raise Invalid("since", "not_a_day")
            if self.since > today:
                raise Invalid("since", "not_yet")

    @property
    def kept(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "program_id": self.program_id,
            "since": self.since.isoformat() if self.since else None,
            "campaign_id": self.campaign_id,
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Segment | None:
        if not kept:
            return None
        since = date.fromisoformat(kept["since"]) if kept["since"] else None
        return cls(SegmentKind(kept["kind"]), kept["program_id"], since, kept["campaign_id"])
