"""What sales for some people refuse, by name. Sentences for people are in app/surfaces/marketplace/sentences.py."""

from __future__ import annotations

from chain.errors import Forbidden


class NotEligible(Forbidden):
    """Somebody does not meet a condition of a sale or a lottery. `reason` is the Condition."""

    def __init__(self, reason: str) -> None:
        super().__init__("buy")
        self.reason = str(reason)
