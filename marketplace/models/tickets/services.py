"""A service (航路・体験・宿), its fares and its slots as an officer wrote them, and each signature this needed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from marketplace.models.kinds import Kind
from marketplace.models.publishing import PublishState
from marketplace.models.shares import Share, shares_of
from marketplace.models.tickets.details import Leg, RefundRule, ServiceDetail, detail_of
from marketplace.models.towns import Town


class TicketService(Base):
    """`number` is the serviceId on chain. Whether it is open there is read from the ledger."""

    __tablename__ = "ticket_service"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"), index=True)
    kind: Mapped[Kind] = mapped_column(String(24))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    name_ja: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    story_ja: Mapped[str] = mapped_column(Text)
    story_en: Mapped[str] = mapped_column(Text)
    gives_ja: Mapped[list[str]] = mapped_column(JSON, default=list)  # what a ticket gives, a sentence a line
    gives_en: Mapped[list[str]] = mapped_column(JSON, default=list)
    scene: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    town: Mapped[Town] = relationship(lazy="joined", innerjoin=True)

    def typed_detail(self) -> ServiceDetail:
        return detail_of(self.detail)


class TicketFare(Base):
    """`price` of one slot in yen, or in points of `program_id` to the shop `merchant_id` where that is not 0."""

    __tablename__ = "ticket_fare"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    service_number: Mapped[int] = mapped_column(ForeignKey("ticket_service.number"), index=True)
    name_ja: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    price: Mapped[int] = mapped_column(BigInteger)
    program_id: Mapped[int] = mapped_column(BigInteger, default=0)
    merchant_id: Mapped[int] = mapped_column(BigInteger, default=0)
    seats: Mapped[int] = mapped_column(default=1)  # of a slot's capacity that one ticket takes
    least_slots: Mapped[int] = mapped_column(default=1)  # shortest stay
    transfer_cut_off: Mapped[int] = mapped_column(BigInteger)  # seconds before the start
    legs: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    refunds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # none for points

    def typed_legs(self) -> list[Leg]:
        return [Leg(**leg) for leg in self.legs]

    def typed_refunds(self) -> list[RefundRule]:
        return [RefundRule(**rule) for rule in self.refunds]

    def typed_shares(self) -> list[Share]:
        return shares_of(self.shares)


class TicketAct(StrEnum):
    OPEN_SERVICE = "open_service"
    OPEN_SLOTS = "open_slots"
    OPEN_FARE = "open_fare"
    CLOSE_FARE = "close_fare"
    REOPEN_FARE = "reopen_fare"
    CANCEL_SLOT = "cancel_slot"


class OfficerAct(Base):
    """One signature of an officer about a service. `about`: the fare or the slot it is about, else 0."""

    __tablename__ = "ticket_officer_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("ticket_service.number"), index=True)
    act: Mapped[TicketAct] = mapped_column(String(16))
    about: Mapped[int] = mapped_column(BigInteger, default=0)
    officer: Mapped[Address] = mapped_column(AddressType)
    nonce: Mapped[int] = mapped_column(BigInteger)
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)  # of the signature, unix seconds
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    service: Mapped[TicketService] = relationship(lazy="joined", innerjoin=True)


class TicketSlot(Base):
    """A slot as one act opens it, or changes its capacity. Times: unix seconds; `starts_at` 0 for open tickets."""

    __tablename__ = "ticket_slot"
    __table_args__ = (Index("ix_ticket_slot_service_slot", "service_number", "slot"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("ticket_service.number"))
    act_id: Mapped[int] = mapped_column(ForeignKey("ticket_officer_act.id"), index=True)
    slot: Mapped[int] = mapped_column(BigInteger)
    capacity: Mapped[int] = mapped_column(BigInteger)
    price_basis_points: Mapped[int]
    starts_at: Mapped[int] = mapped_column(BigInteger)
    admits_from: Mapped[int] = mapped_column(BigInteger)
    ends_at: Mapped[int] = mapped_column(BigInteger)
