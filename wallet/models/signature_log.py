"""Every typed-data signature this platform made or took in: who, when, what for, and the digest that was signed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.acting import acted_by
from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address


class SignedBy(StrEnum):
    PLATFORM = "platform"  # with the managed key
    WALLET = "wallet"  # in the person's browser


class SignatureLog(Base):
    __tablename__ = "signature_log"
    __table_args__ = (Index("ix_signature_log_address_signed_at", "address", "signed_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    address: Mapped[Address] = mapped_column(AddressType)
    purpose: Mapped[str] = mapped_column(String(60))
    signed_by: Mapped[SignedBy] = mapped_column(String(16))
    digest: Mapped[bytes] = mapped_column(Bytes32)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acted_by: Mapped[Address | None] = mapped_column(AddressType, default=acted_by)  # the guardian who signed for them
