"""Prize draws (抽選): people enter with points; the winners follow from what was fixed before and what came after."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models.payment import Payment


class DrawState(StrEnum):
    DRAFT = "draft"  # only its officers see it
    SOON = "soon"  # published, not open yet
    OPEN = "open"
    CLOSED = "closed"  # entries are over, the winners come with the next final block
    DRAWN = "drawn"
    CANCELLED = "cancelled"  # entries are given back


class Draw(Base):
    __tablename__ = "points_draw"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    draw_key: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)  # the shop that takes the entries' points
    title_ja: Mapped[str] = mapped_column(String(100))
    title_en: Mapped[str] = mapped_column(String(100), default="")
    description_ja: Mapped[str] = mapped_column(Text, default="")
    description_en: Mapped[str] = mapped_column(Text, default="")
    price: Mapped[Points] = mapped_column(PointsType)  # of one ticket
    tickets_each: Mapped[int] = mapped_column()  # the most a person may buy
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seed_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    commitment: Mapped[bytes] = mapped_column(Bytes32)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[Address | None] = mapped_column(AddressType)
    cancel_reason: Mapped[str] = mapped_column(String(200), default="")
    drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seed: Mapped[bytes | None] = mapped_column(Bytes32)  # shown once drawn
    block_number: Mapped[int | None] = mapped_column(BigInteger)
    block_hash: Mapped[bytes | None] = mapped_column(Bytes32)
    prizes: Mapped[list[DrawPrize]] = relationship(order_by="DrawPrize.place", cascade="all, delete-orphan")


class DrawPrize(Base):
    __tablename__ = "points_draw_prize"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("points_draw.id", ondelete="CASCADE"), index=True)
    place: Mapped[int] = mapped_column()  # 0 is drawn first
    name_ja: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100), default="")
    count: Mapped[int] = mapped_column()


class DrawEntry(Base):
    """A payment for tickets. It counts once the chain has it and as long as it was not given back."""

    __tablename__ = "points_draw_entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("points_draw.id"), index=True)
    payment_row_id: Mapped[int] = mapped_column(ForeignKey("points_payment.id"), unique=True)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    tickets: Mapped[int] = mapped_column()
    payment: Mapped[Payment] = relationship()


class DrawWin(Base):
    __tablename__ = "points_draw_win"

    draw_id: Mapped[int] = mapped_column(ForeignKey("points_draw.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # in the order of drawing
    prize_id: Mapped[int] = mapped_column(ForeignKey("points_draw_prize.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("points_draw_entry.id"))
    ticket: Mapped[int] = mapped_column()
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handed_over_by: Mapped[Address | None] = mapped_column(AddressType)
    prize: Mapped[DrawPrize] = relationship()
    entry: Mapped[DrawEntry] = relationship()


def draw_state(draw: Draw, now: datetime) -> DrawState:
    if draw.cancelled_at is not None:
        return DrawState.CANCELLED
    if draw.published_at is None:
        return DrawState.DRAFT
    if draw.drawn_at is not None:
        return DrawState.DRAWN
    if now < draw.opens_at:
        return DrawState.SOON
    return DrawState.OPEN if now < draw.closes_at else DrawState.CLOSED
