"""A point charge (チャージ) paid in a checkout: the yen wait in custody until the points are issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models.orders import OrderState


class PointCharge(Base):
    """One yen is one point. `state`: awaiting_signature; pending until the points are issued (confirmed) or the yen
    are back with the buyer (failed). While pending, an `error_name` says that they are on their way back."""

    __tablename__ = "market_point_charge"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    checkout_id: Mapped[int] = mapped_column(ForeignKey("market_checkout.id"), index=True)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)  # the issuer
    program: Mapped[int] = mapped_column(BigInteger)
    name_ja: Mapped[str] = mapped_column(String(100))  # of the program
    name_en: Mapped[str] = mapped_column(String(100))
    total: Mapped[Yen] = mapped_column(YenType)
    custody: Mapped[Address] = mapped_column(AddressType)
    salt: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # nonce of the buyer's authorization
    valid_before: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE, index=True)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
