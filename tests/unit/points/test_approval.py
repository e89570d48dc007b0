"""When a second officer is needed, and what still counts as approved."""

from __future__ import annotations

from datetime import UTC, datetime

from chain.ids import Address
from chain.units import Points
from points.models import ApprovalState, CampaignDecision, DecisionKind, approval_state

LIMIT, MARK, OTHER = Points(1_000), b"\1" * 32, b"\2" * 32


def decided(kind: DecisionKind, mark: bytes = MARK) -> CampaignDecision:
    return CampaignDecision(
        campaign_id=1, kind=kind, officer=Address("0x"), at=datetime(2026, 1, 1, tzinfo=UTC), reason="", mark=mark
    )


def test_up_to_the_limit_nobody_is_asked_and_above_it_somebody_is() -> None:
    assert approval_state(Points(1_000), LIMIT, [], MARK) is ApprovalState.NOT_NEEDED
    assert approval_state(Points(1_001), LIMIT, [], MARK) is ApprovalState.NEEDED


def test_the_newest_decision_counts() -> None:
    decisions = []
    for kind, state in [
        (DecisionKind.ASK, ApprovalState.ASKED),
        (DecisionKind.SEND_BACK, ApprovalState.SENT_BACK),
        (DecisionKind.ASK, ApprovalState.ASKED),
        (DecisionKind.APPROVE, ApprovalState.APPROVED),
    ]:
        decisions.append(decided(kind))
        assert approval_state(Points(1_001), LIMIT, decisions, MARK) is state


def test_a_campaign_that_changed_is_not_approved_any_more() -> None:
    approved = [decided(DecisionKind.ASK), decided(DecisionKind.APPROVE)]
    assert approval_state(Points(1_001), LIMIT, approved, OTHER) is ApprovalState.NEEDED
