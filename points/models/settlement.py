"""Settlement (精算): a closing of one municipality, with one settlement for each merchant that is owed money."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Points, Yen


class SettlementState(StrEnum):
    DRAFT = "draft"  # waits for the officer's signature
    PENDING = "pending"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class Closing(Base):
    """Everything received through `through_day` that was not settled before."""

    __tablename__ = "points_closing"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    from_day: Mapped[date] = mapped_column(Date)
    through_day: Mapped[date] = mapped_column(Date)
    closed_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settlements: Mapped[list[Settlement]] = relationship(back_populates="closing", order_by="Settlement.merchant_id")


class Settlement(Base):
    __tablename__ = "points_settlement"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    closing_id: Mapped[int] = mapped_column(ForeignKey("points_closing.id"), index=True)
    settlement_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # on chain
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    amount: Mapped[Points] = mapped_column(PointsType)
    fee_rate_basis_points: Mapped[int] = mapped_column(default=0)
    fee: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # tax included
    fee_tax: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # the tax inside `fee`
    coupons: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # discounts the issuer owes; SQL alone, not on chain
    payer: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)  # whose money desk pays the shop
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    closing: Mapped[Closing] = relationship(back_populates="settlements")
    lines: Mapped[list[SettlementLine]] = relationship(order_by="SettlementLine.lot_id", cascade="all")

    @property
    def is_on_paper(self) -> bool:
        """Only coupons: nothing is burned on chain, so it holds as soon as the officer has closed it."""
        return self.amount == 0

    @property
    def net(self) -> Yen:
        """What is paid out."""
        return Yen(int(self.amount)) - self.fee + self.coupons


ON_PAPER = b""  # stands for the signature of a settlement that needs none


class SettlementLine(Base):
    __tablename__ = "points_settlement_line"

    settlement_row_id: Mapped[int] = mapped_column(ForeignKey("points_settlement.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    amount: Mapped[Points] = mapped_column(PointsType)


def settlement_state(settlement: Settlement, is_on_chain: bool) -> SettlementState:
    if is_on_chain or (settlement.is_on_paper and settlement.signature is not None):
        return SettlementState.CONFIRMED
    if settlement.signature is None:
        return SettlementState.DRAFT
    return SettlementState.FAILED if settlement.failure else SettlementState.PENDING
