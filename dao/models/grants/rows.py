"""Rows of grants that proposals open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address
from dao.models.grants.plans import Whom


class ProposalGrant(Base):
    """Kept when the proposal is written; a task for the town once it was executed. `place`: of the payment that funds
    it, among the proposal's calls."""

    __tablename__ = "proposal_grant"

    proposal_row: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    municipality: Mapped[str] = mapped_column(String(6), index=True)
    program: Mapped[int] = mapped_column(BigInteger)
    whom: Mapped[Whom] = mapped_column(String(10))
    amount: Mapped[int] = mapped_column(BigInteger)  # yen paid to the town, and points to be granted
    campaign: Mapped[int | None] = mapped_column(BigInteger)  # the town's grant, once an officer drafted it
    drafted_by: Mapped[Address | None] = mapped_column(AddressType)
    drafted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
