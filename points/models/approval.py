"""A second officer's word on large campaigns (決裁): from which total on, and who asked, approved or sent back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models.campaign_terms import LONGEST_REASON

USUAL_LIMIT = Points(1_000_000)  # larger campaigns need a second officer


class DecisionKind(StrEnum):
    ASK = "ask"
    APPROVE = "approve"
    SEND_BACK = "send_back"


class CampaignDecision(Base):
    """Append-only. `mark` stands for the campaign as it was decided on (points/models/campaign_terms.py)."""

    __tablename__ = "points_campaign_decision"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DecisionKind] = mapped_column(String(16))
    officer: Mapped[Address] = mapped_column(AddressType)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    mark: Mapped[bytes] = mapped_column(Bytes32)


class ApprovalLimit(Base):
    """Append-only: the newest confirmed one holds. One officer lowers it alone; to raise it takes a second."""

    __tablename__ = "points_approval_limit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    limit: Mapped[Points] = mapped_column(PointsType)
    proposed_by: Mapped[Address] = mapped_column(AddressType)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[Address | None] = mapped_column(AddressType)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApprovalState(StrEnum):
    NOT_NEEDED = "not_needed"
    NEEDED = "needed"  # nobody was asked, or the campaign changed since
    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


def approval_state(total: Points, limit: Points, decisions: Sequence[CampaignDecision], mark: bytes) -> ApprovalState:
    """`decisions` oldest first."""
    if total <= limit:
        return ApprovalState.NOT_NEEDED
    if not decisions or decisions[-1].mark != mark:
        return ApprovalState.NEEDED
    return _STATES[DecisionKind(decisions[-1].kind)]


_STATES = {
    DecisionKind.ASK: ApprovalState.ASKED,
    DecisionKind.APPROVE: ApprovalState.APPROVED,
    DecisionKind.SEND_BACK: ApprovalState.SENT_BACK,
}
