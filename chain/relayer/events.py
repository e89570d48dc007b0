"""What the relayer tells the domains: a call that can never succeed. Success reaches them by their projectors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chain.events import domain_event


@domain_event("chain.call_failed")
@dataclass(frozen=True, slots=True)
class CallFailed:
    subject: str
    key: str
    error_name: str
    error_args: dict[str, Any] = field(default_factory=dict)
