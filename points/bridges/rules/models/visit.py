"""An entry and an exit that belong together, whichever was told first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address


class Visit(Base):
    """`mark` is a hash of what the service calls the visit. `end_event`: the row of the event that ended it."""

    __tablename__ = "reward_visit"
    __table_args__ = (UniqueConstraint("service_id", "account", "mark"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(BigInteger)
    account: Mapped[Address] = mapped_column(AddressType)
    mark: Mapped[bytes] = mapped_column(Bytes32)
    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_event: Mapped[int | None] = mapped_column(BigInteger, index=True)

    @property
    def minutes(self) -> int | None:
        """Whole ones; nothing while one of the two is not known. An exit before its entry lasted no time."""
        if self.began_at is None or self.ended_at is None:
            return None
        return max(0, int((self.ended_at - self.began_at).total_seconds()) // 60)
