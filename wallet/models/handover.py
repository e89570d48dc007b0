"""Handing over (引き継ぎ): a ward's account is offered to an e-mail address, until whoever reads that mail takes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

OFFER_LIFETIME = timedelta(days=3)


class HandoverWay(StrEnum):
    GUARDIAN = "guardian"  # who acts for a child chose the address
    PERSON = "person"  # the person's own; the card tells whose account it is
    COUNTER = "counter"  # an officer saw the person and a document


class Handover(Base):
    """`bond_id`: of the ward; none until the person's card told who it is. `asked_by`: the guardian or the officer.
    `checked_at`: the officer, or the app, saw that the receiver is the ward."""

    __tablename__ = "family_handover"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    way: Mapped[HandoverWay] = mapped_column(String(16))
    bond_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("family_bond.id"), index=True)
    asked_by: Mapped[Address | None] = mapped_column(AddressType)
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_index: Mapped[bytes] = mapped_column(Bytes32, index=True)
    token_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # of what the mail's link holds
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
