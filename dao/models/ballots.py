"""Ballot (投票): one voter's choice on one proposal, from preparation until a vote on chain stands for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address
from dao.models.proposals import Stage
from dao.models.tally import Support

MAX_REASON = 400


class Ballot(Base):
    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("proposal_row", "voter"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    proposal_row: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"))
    voter: Mapped[Address] = mapped_column(AddressType, index=True)
    support: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")  # off chain, shown without a name
    weight: Mapped[int] = mapped_column(BigId)  # votes at the snapshot as shown to the voter
    stage: Mapped[Stage] = mapped_column(String(24))
    attempt: Mapped[int] = mapped_column(default=0)  # how often it was put to signature; the revision that is signed
    votes_before: Mapped[int] = mapped_column(default=0)  # of this voter on chain when the attempt began
    rejections_before: Mapped[int] = mapped_column(default=0)  # of this voter on chain when the attempt began
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    error_name: Mapped[str] = mapped_column(Text, default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def choice(self) -> Support:
        return Support(self.support)
