"""How a municipality's money desk (会計課) works: closing days, fees, its bank account, and terms of single shops."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from points.models.banking_days import MONTH_END

DEFAULT_CLOSING_DAYS = (MONTH_END,)
DEFAULT_PAYMENT_DAYS = 10  # banking days from closing to payment


class MoneyDesk(Base):
    """A municipality without a row closes at month end, takes no fee and has no bank account yet."""

    __tablename__ = "points_money_desk"

    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True)
    closing_days: Mapped[list[int]] = mapped_column(JSON)  # days of the month; 31 is its last one
    payment_days: Mapped[int] = mapped_column()
    fee_rate_basis_points: Mapped[int] = mapped_column()
    invoice_number: Mapped[str] = mapped_column(String(14))  # 登録番号
    consignor_code: Mapped[str] = mapped_column(String(10))  # 委託者コード, given by the bank
    consignor_name: Mapped[str] = mapped_column(String(40))  # 依頼人名, half-width kana
    bank_code: Mapped[str] = mapped_column(String(4))
    branch_code: Mapped[str] = mapped_column(String(3))
    account_kind: Mapped[int] = mapped_column()  # 1 普通, 2 当座, 9 その他
    account_number: Mapped[str] = mapped_column(String(7))
    pays_home_shops: Mapped[bool] = mapped_column()  # for points of others too; see docs/decisions/0011
    prepares_drafts: Mapped[bool] = mapped_column()  # the scheduler prepares the closing on its day
    updated_by: Mapped[Address] = mapped_column(AddressType)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def has_bank_account(self) -> bool:
        return all((self.consignor_code, self.consignor_name, self.bank_code, self.branch_code, self.account_number))


class MerchantTerms(Base):
    """What an issuer agreed with one shop, where it differs: its fee, and that nothing is paid out for now (保留)."""

    __tablename__ = "points_merchant_terms"

    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fee_rate_basis_points: Mapped[int | None] = mapped_column()
    held_reason: Mapped[str] = mapped_column(String(200))  # empty: not held back
    updated_by: Mapped[Address] = mapped_column(AddressType)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
