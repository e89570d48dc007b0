"""Rows of what comes before a sealed poll and ends it: the poll as the officer wrote it, and its trustees (立会人)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode

DAYS_FOR_KEYS = 7  # after the close trustees are reminded daily; only then may the poll be declared void


def keys_due_until(closes_at: int) -> int:
    """Unix seconds, of a poll that closes at `closes_at`."""
    return closes_at + DAYS_FOR_KEYS * 24 * 3600


class PollPreparation(Base):
    """A sealed poll that waits for its trustees; afterwards what it came from."""

    __tablename__ = "poll_preparation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40), index=True)  # slug
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    officer: Mapped[Address] = mapped_column(AddressType)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    needed: Mapped[int]  # of the trustees
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    poll_row: Mapped[int | None] = mapped_column(BigId, ForeignKey("poll.id"), unique=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    idea: Mapped[int | None] = mapped_column(BigInteger)  # that it began with


class PollTrustee(Base):
    """The trustee's own key is nowhere: only its public half is. The share comes after the close."""

    __tablename__ = "poll_trustee"
    __table_args__ = (Index("ix_poll_trustee_preparation_row_account", "preparation_row", "account", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    preparation_row: Mapped[int] = mapped_column(BigId, ForeignKey("poll_preparation.id"))
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    name: Mapped[str] = mapped_column(String(80))  # shown to everybody
    public_key: Mapped[bytes | None] = mapped_column(Bytes32)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[int] = mapped_column(default=0)  # from 1, in the poll's rules; 0 before it opens or when left out
    share: Mapped[bytes | None] = mapped_column(LargeBinary)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded: Mapped[int] = mapped_column(default=0)  # how often
