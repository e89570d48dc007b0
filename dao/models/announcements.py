"""Which votes members were told of."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, UtcDateTime


class Moment(StrEnum):
    OPENED = "opened"
    CLOSING = "closing"
    VETOED = "vetoed"  # a town stopped what had been accepted
    EXTENDED = "extended"  # the quorum was reached late: there is more time


class VoteKind(StrEnum):
    PROPOSAL = "proposal"
    POLL = "poll"


class VoteAnnouncement(Base):
    """Written together with the events, so that nobody is told twice."""

    __tablename__ = "vote_announcement"

    kind: Mapped[VoteKind] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    moment: Mapped[Moment] = mapped_column(String(10), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
