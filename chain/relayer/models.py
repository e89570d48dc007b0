"""Rows of the relayer: who may use a signer, every transaction ever signed, and which entries each one carries."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address
from chain.outbox.entries import RelayEntry


class TransactionState(StrEnum):
    SIGNED = "signed"  # persisted; to be handed to the node (again)
    SENT = "sent"  # the node has it
    MINED = "mined"  # in a block that a reorg may still remove
    CONFIRMED = "confirmed"  # in a block deeper than the finality depth
    REPLACED = "replaced"  # another version of the same nonce took its place; it may still be the one that is mined
    DROPPED = "dropped"  # its nonce was used by a transaction that is not ours


UNSETTLED = (TransactionState.SIGNED, TransactionState.SENT)


class RelaySigner(Base):
    """One account that pays for gas. Exactly one process at a time gives out its nonces."""

    __tablename__ = "relay_signer"

    address: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    next_nonce: Mapped[int] = mapped_column(BigInteger)
    claimed_by: Mapped[str] = mapped_column(String(120), default="")  # host:pid:token of the process, "" = nobody
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wanted_by: Mapped[str] = mapped_column(String(120), default="")  # process with fewer signers that asks for this one
    paused_reason: Mapped[str] = mapped_column(String(64), default="")  # e.g. "insufficient_funds"


class RelayTransaction(Base):
    """One signed version of one nonce. A bump adds a version; the bytes of a version never change."""

    __tablename__ = "relay_transaction"
    __table_args__ = (
        Index("ix_relay_transaction_signer_nonce", "signer", "nonce"),
        Index("ix_relay_transaction_signer_state", "signer", "state"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    signer: Mapped[Address] = mapped_column(AddressType, ForeignKey(RelaySigner.address))
    nonce: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    max_fee: Mapped[int] = mapped_column(BigInteger)  # wei per gas
    priority_fee: Mapped[int] = mapped_column(BigInteger)  # wei per gas
    gas: Mapped[int] = mapped_column(BigInteger)  # limit
    state: Mapped[TransactionState] = mapped_column(String(16))
    is_filler: Mapped[bool] = mapped_column(default=False)  # does nothing but use its nonce
    previous_hash: Mapped[bytes | None] = mapped_column(Bytes32)  # the version it replaces
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    block_number: Mapped[int | None] = mapped_column(BigInteger)
    block_hash: Mapped[bytes | None] = mapped_column(Bytes32)
    gas_used: Mapped[int | None] = mapped_column(BigInteger)
    succeeded: Mapped[bool | None]  # the receipt's status; None while in no block


class RelayItem(Base):
    """An entry's place in a transaction. All versions of one nonce carry the same entries in the same order."""

    __tablename__ = "relay_item"

    transaction_id: Mapped[int] = mapped_column(ForeignKey(RelayTransaction.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey(RelayEntry.id), index=True)
