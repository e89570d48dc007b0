"""What the chain says about points, as rows: movements (append-only), balances, and the facts of each act.

Only projections write here. Everything derives from logs, so that a rebuild gives identical tables.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, MunicipalityCodeType
from chain.ids import Address, MunicipalityCode
from chain.indexer.facts import Fact


class MovementKind(StrEnum):
    GRANT = "grant"  # 付与
    CLAIM = "claim"  # points of a drop come into being (受け取り)
    PAYMENT = "payment"  # 支払い
    REFUND = "refund"  # 返還
    SETTLEMENT = "settlement"  # 精算
    EXPIRY = "expiry"  # 失効
    GIFT = "gift"  # between holders, where the program allows it


class LedgerFact(Fact):
    """Where and when on the chain a row comes from."""

    block_time: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class Movement(LedgerFact, Base):
    """One amount of one lot that changed hands."""

    __tablename__ = "points_movement"
    __table_args__ = (
        Index("ix_points_movement_sender_block_number", "sender", "block_number"),
        Index("ix_points_movement_recipient_block_number", "recipient", "block_number"),
        Index("ix_points_movement_lot_id_kind", "lot_id", "kind"),
        Index("ix_points_movement_merchant_id_block_time", "merchant_id", "block_time"),
    )

    kind: Mapped[MovementKind] = mapped_column(String(16))
    lot_id: Mapped[int] = mapped_column(BigInteger)
    sender: Mapped[Address] = mapped_column(AddressType)  # the zero address for a grant
    recipient: Mapped[Address] = mapped_column(AddressType)  # the zero address for settlement and expiry
    amount: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[bytes | None] = mapped_column(Bytes32, index=True)  # campaign, payment or settlement id
    merchant_id: Mapped[int | None] = mapped_column(BigInteger)


class LotBalance(Base):
    """How much of a lot an account holds: what it may spend, and what it took as a shop. The sums of its movements; an
    emptied lot has no row."""

    __tablename__ = "points_lot_balance"

    holder: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    spendable: Mapped[int] = mapped_column(BigInteger)
    takings: Mapped[int] = mapped_column(BigInteger)


class ProgramOnChain(LedgerFact, Base):
    __tablename__ = "points_program_on_chain"

    program_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    issuer: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    area_id: Mapped[int] = mapped_column(BigInteger)
    cap: Mapped[int] = mapped_column(BigInteger)
    first_day: Mapped[int] = mapped_column(BigInteger)
    last_day: Mapped[int] = mapped_column(BigInteger)
    is_paid: Mapped[bool] = mapped_column()
    is_transferable: Mapped[bool] = mapped_column()
    is_verified_only: Mapped[bool] = mapped_column()
    refunds_expired: Mapped[bool] = mapped_column()
    terms_hash: Mapped[bytes] = mapped_column(Bytes32)


class GrantedChunk(LedgerFact, Base):
    """One chunk of a campaign that has been granted; each at most once."""

    __tablename__ = "points_granted_chunk"
    __table_args__ = (UniqueConstraint("campaign_key", "chunk_index"),)

    campaign_key: Mapped[bytes] = mapped_column(Bytes32)
    chunk_index: Mapped[int] = mapped_column(BigInteger)
    lot_id: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)


class DropOnChain(LedgerFact, Base):
    """A published drop (一斉付与): what it promises in all, and the root of who gets what."""

    __tablename__ = "points_drop_on_chain"

    campaign_key: Mapped[bytes] = mapped_column(Bytes32, index=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, index=True)
    total: Mapped[int] = mapped_column(BigInteger)
    entries_root: Mapped[bytes] = mapped_column(Bytes32)


class DropClaim(LedgerFact, Base):
    """An entry of a drop whose points have come into being. The lot tells whose drop it is, should two municipalities
    use one campaign key."""

    __tablename__ = "points_drop_claim"
    __table_args__ = (UniqueConstraint("campaign_key", "lot_id", "entry_index"),)

    campaign_key: Mapped[bytes] = mapped_column(Bytes32)
    lot_id: Mapped[int] = mapped_column(BigInteger, index=True)
    entry_index: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[int] = mapped_column(BigInteger)


class PaymentOnChain(LedgerFact, Base):
    __tablename__ = "points_payment_on_chain"

    payment_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    amount: Mapped[int] = mapped_column(BigInteger)


class RefundOnChain(LedgerFact, Base):
    """`refunded_in_all` is the payment's running total after this refund, and so tells refunds apart."""

    __tablename__ = "points_refund_on_chain"
    __table_args__ = (UniqueConstraint("payment_id", "refunded_in_all"),)

    payment_id: Mapped[bytes] = mapped_column(Bytes32)
    refunded_in_all: Mapped[int] = mapped_column(BigInteger)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)


class SettlementOnChain(LedgerFact, Base):
    __tablename__ = "points_settlement_on_chain"

    settlement_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    issuer: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    amount: Mapped[int] = mapped_column(BigInteger)


class MerchantRegistration(LedgerFact, Base):
    __tablename__ = "points_merchant_registration"

    merchant_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    account: Mapped[Address] = mapped_column(AddressType)


class MerchantSuspension(LedgerFact, Base):
    __tablename__ = "points_merchant_suspension"

    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    is_suspended: Mapped[bool] = mapped_column()


class MerchantOnChain(Base):
    """Derived: a registration and the latest suspension."""

    __tablename__ = "points_merchant_on_chain"

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    is_suspended: Mapped[bool] = mapped_column(default=False)
