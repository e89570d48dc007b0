"""The row of the outbox and the call it carries. The relayer's own columns live in chain/relayer/models.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address


class EntryStatus(StrEnum):
    QUEUED = "queued"  # nobody has sent it yet
    HELD = "held"  # who wants it does not want it sent now (chain/outbox/holding.py)
    SENT = "sent"  # in a signed transaction that may already be with the node
    CONFIRMED = "confirmed"  # in a block with success; the indexer decides when it is final
    FAILED = "failed"  # will never succeed; error_name says why
    WITHDRAWN = "withdrawn"  # was never sent and will not be


@dataclass(frozen=True, slots=True)
class Call:
    """One contract call. Where `batch_kind` is set the relayer may put many such calls in one transaction.

    `batch_item` is the ABI-encoded tuple of this call's arguments, as the batch policy of that kind decodes it
    (chain/relayer/batching.py); `calldata` does the same alone.
    """

    contract: str  # name in the deployments, for logs and error decoding
    to: Address
    calldata: bytes
    batch_kind: str = ""
    batch_item: bytes = b""


class RelayEntry(Base):
    __tablename__ = "relay_entry"
    __table_args__ = (
        Index("ix_relay_entry_status_id", "status", "id"),
        Index("ix_relay_entry_principal_created_at", "principal", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)  # idempotency key
    fingerprint: Mapped[bytes] = mapped_column(Bytes32)  # of the call; same key with another call is a conflict
    subject: Mapped[str] = mapped_column(String(200), index=True)  # the row that waits, e.g. "points.payment:12"
    principal: Mapped[str] = mapped_column(String(64), default="")  # account whose quota this uses; "" = the platform
    contract: Mapped[str] = mapped_column(String(64))
    to_address: Mapped[Address] = mapped_column(AddressType)
    calldata: Mapped[bytes] = mapped_column(LargeBinary)
    batch_kind: Mapped[str] = mapped_column(String(64), default="")
    batch_item: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    status: Mapped[EntryStatus] = mapped_column(String(16), default=EntryStatus.QUEUED)
    error_name: Mapped[str] = mapped_column(Text, default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # confirmed, failed or withdrawn
    attempts: Mapped[int] = mapped_column(default=0)  # nonces it was given; a second try goes alone, outside batches
    refusals: Mapped[int] = mapped_column(default=0)  # simulations that reverted while earlier entries were under way
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # not looked at before
    transaction_id: Mapped[int | None] = mapped_column(BigInteger, index=True)  # relay_transaction that carries it
    tx_hash: Mapped[bytes | None] = mapped_column(Bytes32)
    block_number: Mapped[int | None] = mapped_column(BigInteger, index=True)
    block_hash: Mapped[bytes | None] = mapped_column(Bytes32)
