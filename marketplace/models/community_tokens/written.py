"""What a town writes about its community token, and the purchases people sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models.community_tokens.tiers import Tier, tiers_of
from marketplace.models.orders import OrderState
from marketplace.models.publishing import PublishState
from marketplace.models.shares import Share, shares_of
from marketplace.models.towns import Town


class TokenOffering(Base):
    """A token and its capped sale. `number` is the offeringId on chain. Changeable until an officer has signed it."""

    __tablename__ = "token_offering"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"), index=True)
    community: Mapped[str] = mapped_column(String(40), default="")  # slug of the community it belongs to; "": none
    name_ja: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(60))
    symbol: Mapped[str] = mapped_column(String(11))
    story_ja: Mapped[str] = mapped_column(Text)
    story_en: Mapped[str] = mapped_column(Text)
    scene: Mapped[str] = mapped_column(String(40))
    price: Mapped[Yen] = mapped_column(YenType)
    cap: Mapped[int] = mapped_column(BigInteger)
    per_account: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tiers: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)  # of the officer's signature, unix seconds
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    town: Mapped[Town] = relationship(lazy="joined", innerjoin=True)

    def typed_tiers(self) -> list[Tier]:
        return tiers_of(self.tiers)

    def typed_shares(self) -> list[Share]:
        return shares_of(self.shares)


class TokenPurchase(Base):
    """A purchase one person signs. `state` holds awaiting_signature, pending or failed; what is beyond comes from the
    ledger."""

    __tablename__ = "token_purchase"
    __table_args__ = (Index("ix_token_purchase_buyer_created_at", "buyer", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    offering_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("token_offering.number"), index=True)
    buyer: Mapped[Address] = mapped_column(AddressType)
    quantity: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Yen] = mapped_column(YenType)
    purchase_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    salt: Mapped[bytes] = mapped_column(Bytes32)
    valid_before: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    offering: Mapped[TokenOffering] = relationship(lazy="joined", innerjoin=True)
