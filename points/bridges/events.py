"""Past-tense facts of reward bridges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chain.events import domain_event


@domain_event("points.service_event_received")
@dataclass(frozen=True, slots=True)
class ServiceEventReceived:
    """A service told of something that somebody did. Recorded once an event id; never for test subjects. Events come in
    any order: `occurred_at` (ISO 8601) says when it was, `municipality` where, `data` what the type's schema holds."""

    event_row_id: int
    service_id: int
    client_id: str
    event_id: str
    type: str
    account: str
    municipality: str
    occurred_at: str
    data: dict[str, Any]
