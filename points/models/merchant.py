"""Merchants (加盟店): names and categories stay in SQL, only the account that receives points is on chain."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from points.models.ledger import MerchantOnChain


class MerchantState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    OPEN = "open"
    SUSPENDED = "suspended"
    FAILED = "failed"


class MerchantCategory(StrEnum):
    FOOD = "food"  # 飲食店
    GROCERY = "grocery"  # 食料品・日用品
    SOUVENIR = "souvenir"  # 土産・特産品
    LODGING = "lodging"  # 宿泊
    LEISURE = "leisure"  # 観光・体験
    TRANSPORT = "transport"  # 交通
    SERVICE = "service"  # 理美容・サービス
    OTHER = "other"  # その他


class Merchant(Base):
    __tablename__ = "points_merchant"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # merchantId on chain
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    name_ja: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100), default="")
    category: Mapped[MerchantCategory] = mapped_column(String(16))
    account: Mapped[Address] = mapped_column(AddressType, unique=True)
    deadline: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    import_id: Mapped[int | None] = mapped_column(BigInteger, index=True)  # the list it came with
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def merchant_state(merchant: Merchant | None, on_chain: MerchantOnChain | None) -> MerchantState:
    """`merchant` is None for one that another installation registered."""
    if on_chain is not None:
        return MerchantState.SUSPENDED if on_chain.is_suspended else MerchantState.OPEN
    if merchant is None or merchant.submitted_at is None:
        return MerchantState.DRAFT
    return MerchantState.FAILED if merchant.failure else MerchantState.PENDING
