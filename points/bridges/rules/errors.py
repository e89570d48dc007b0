"""What reward rules refuse, by name. Sentences for people are in app/surfaces/console/rules/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict


class RuleRefused(Conflict):
    """`reason`: donation_percent, donation_residents (the law), own_wallet, paid (points that people buy are no
    reward), program_over, effect_past, not_draft, not_running, not_paused, over, no_forecast, budget_below_given."""

    def __init__(self, reason: str) -> None:
        super().__init__("rule", reason)
        self.reason = reason
