"""What an officer decides about a campaign besides its list: why, for whom, how much, what people are told.

A campaign without a row (a card charged at the counter) has the plain terms: amounts as listed, no day, no budget.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from eth_utils import keccak
from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points
from points.models.amount_rule import AmountKind, AmountRule
from points.models.campaign import Campaign

LONGEST_REASON = 500
LONGEST_MESSAGE = 500


class CampaignKind(StrEnum):
    GENERAL = "general"
    RETURN_GIFT = "return_gift"  # ふるさと納税の返礼品
    RELIEF = "relief"  # 支援ポイント: written as a whole, and whatever its total two officers answer for it


class PeopleSource(StrEnum):
    FILE = "file"
    PASTE = "paste"
    SEGMENT = "segment"
    VERIFIED = "verified"  # everybody in the town whose identity was checked
    SURVEY = "survey"  # those who answered a survey
    GUESTS = "guests"  # who came to an event
    PROPOSAL = "proposal"  # named by a rule of an executed proposal
    SUPPORTERS = "supporters"  # of a project
    CONDITIONS = "conditions"  # of a saved segment: nobody is shown who they are
    RELIEF = "relief"  # of struck towns: points/models/relief.py


class CampaignTerms(Base):
    __tablename__ = "points_campaign_terms"

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("points_campaign.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[CampaignKind] = mapped_column(String(16))
    title_en: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    start_day: Mapped[date | None] = mapped_column(Date)  # nothing is granted before
    source: Mapped[PeopleSource] = mapped_column(String(16))
    segment: Mapped[dict[str, Any]] = mapped_column(JSON)  # of SEGMENT: points/models/segment.py
    amount_kind: Mapped[AmountKind] = mapped_column(String(8))
    amount_each: Mapped[Points] = mapped_column(PointsType)
    amount_basis_points: Mapped[int] = mapped_column()
    amount_most: Mapped[Points | None] = mapped_column(PointsType)
    budget: Mapped[Points | None] = mapped_column(PointsType)  # the campaign may not grant more
    legal_reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    legal_findings: Mapped[list[str]] = mapped_column(JSON)  # which the officer saw; once started, those of that day
    legal_by: Mapped[Address | None] = mapped_column(AddressType)  # who gave the reason, and when
    legal_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_ja: Mapped[str] = mapped_column(String(LONGEST_MESSAGE))  # empty: the usual one
    message_en: Mapped[str] = mapped_column(String(LONGEST_MESSAGE))
    changed_by: Mapped[Address] = mapped_column(AddressType)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def plain(cls, campaign: Campaign) -> CampaignTerms:
        return cls(
            campaign_id=campaign.id,
            kind=CampaignKind.GENERAL,
            title_en="",
            reason="",
            source=PeopleSource.FILE,
            segment={},
            amount_kind=AmountKind.LISTED,
            amount_each=Points(0),
            amount_basis_points=0,
            legal_reason="",
            legal_findings=[],
            message_ja="",
            message_en="",
            changed_by=campaign.created_by,
            changed_at=campaign.created_at,
        )

    @property
    def rule(self) -> AmountRule:
        return AmountRule(AmountKind(self.amount_kind), self.amount_each, self.amount_basis_points, self.amount_most)

    @rule.setter
    def rule(self, rule: AmountRule) -> None:
        self.amount_kind, self.amount_each = rule.kind, rule.each
        self.amount_basis_points, self.amount_most = rule.basis_points, rule.most


def mark_of(campaign: Campaign, terms: CampaignTerms) -> bytes:
    """Stands for everything that a second officer approves: whatever of it changes, the mark changes."""
    said = {
        "campaign": [
            campaign.id,
            campaign.program_id,
            campaign.purpose,
            campaign.expiry_day,
            campaign.method,
            campaign.row_count,
            campaign.error_count,
            int(campaign.total),
            campaign.checked_at,
        ],
        "terms": [
            getattr(terms, column.key) for column in CampaignTerms.__table__.columns if column.key not in _NOT_APPROVED
        ],
    }
    return keccak(json.dumps(said, default=str, sort_keys=True).encode())


_NOT_APPROVED = ("changed_by", "changed_at")
