"""Payouts (振込) of settlements through a bank file, and what came back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Yen


class BatchState(StrEnum):
    MADE = "made"  # the file can be downloaded
    SENT = "sent"  # handed to the bank
    DONE = "done"  # the bank has paid
    CANCELLED = "cancelled"  # never handed in; its settlements are open again


class ReturnReason(StrEnum):
    NO_ACCOUNT = "no_account"  # 口座なし
    NAME_MISMATCH = "name_mismatch"  # 名義相違
    CLOSED = "closed"  # 口座解約
    RECALLED = "recalled"  # 組戻し
    CANCELLED = "cancelled"  # the whole batch

    @property
    def blames_account(self) -> bool:
        """The same account would only send the money back again."""
        return self in (ReturnReason.NO_ACCOUNT, ReturnReason.NAME_MISMATCH, ReturnReason.CLOSED)


class PayoutBatch(Base):
    """One 総合振込 file. The file is kept as it was made, so that a second download is the same to the byte."""

    __tablename__ = "points_payout_batch"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    transfer_day: Mapped[date] = mapped_column(Date)
    file: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[BatchState] = mapped_column(String(16))
    made_by: Mapped[Address] = mapped_column(AddressType)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[Address] = mapped_column(AddressType)  # who brought it into its state
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    payouts: Mapped[list[Payout]] = relationship(back_populates="batch", order_by="Payout.id")


class Payout(Base):
    """One line of the file: a settlement's net amount to the shop's account as it was on that day."""

    __tablename__ = "points_payout"
    __table_args__ = (
        # A settlement is paid once, unless the money came back.
        Index(
            "uq_points_payout_settlement_unreturned",
            "settlement_row_id",
            unique=True,
            sqlite_where=text("returned_at IS NULL"),
            postgresql_where=text("returned_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("points_payout_batch.id"), index=True)
    settlement_row_id: Mapped[int] = mapped_column(ForeignKey("points_settlement.id"))
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    bank_code: Mapped[str] = mapped_column(String(4))
    branch_code: Mapped[str] = mapped_column(String(3))
    account_kind: Mapped[int] = mapped_column()
    account_number: Mapped[str] = mapped_column(String(7))
    holder_kana: Mapped[str] = mapped_column(String(48))
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_by: Mapped[Address | None] = mapped_column(AddressType)
    return_reason: Mapped[ReturnReason | None] = mapped_column(String(16))
    batch: Mapped[PayoutBatch] = relationship(back_populates="payouts")
