"""Coupons (クーポン) of a municipality and their redemptions (消込). SQL records, not on chain: a coupon is no
money that anybody holds, but the municipality's promise to pay a shop what it took off a price. See
docs/decisions/0015."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from points.models.coupon_rules import DAY_MINUTES, Audience, CouponKind, CouponTerms, Refusal
from points.models.merchant import MerchantCategory
from points.models.payment import Tender


class CouponState(StrEnum):
    DRAFT = "draft"  # only its officers see it
    SOON = "soon"  # published, its first day is still to come
    OPEN = "open"
    OVER = "over"
    STOPPED = "stopped"


class Coupon(Base):
    __tablename__ = "points_coupon"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)  # it pays the discounts
    title_ja: Mapped[str] = mapped_column(String(100))
    title_en: Mapped[str] = mapped_column(String(100), default="")
    note_ja: Mapped[str] = mapped_column(Text, default="")
    note_en: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[CouponKind] = mapped_column(String(16))
    percent: Mapped[int] = mapped_column(default=0)
    yen_off: Mapped[Yen] = mapped_column(YenType)
    minimum: Mapped[Yen] = mapped_column(YenType, default=Yen(0))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date, index=True)
    weekdays: Mapped[list[int]] = mapped_column(JSON, default=list)
    from_minute: Mapped[int] = mapped_column(default=0)
    to_minute: Mapped[int] = mapped_column(default=DAY_MINUTES)
    towns: Mapped[list[str]] = mapped_column(JSON)
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    shops: Mapped[list[int]] = mapped_column(JSON, default=list)
    per_person: Mapped[int] = mapped_column(default=1)
    most_uses: Mapped[int | None] = mapped_column(BigInteger)
    budget: Mapped[Yen | None] = mapped_column(YenType)
    audience: Mapped[Audience] = mapped_column(String(16), default=Audience.EVERYBODY)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[Address | None] = mapped_column(AddressType)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by: Mapped[Address | None] = mapped_column(AddressType)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_reason: Mapped[str] = mapped_column(String(200), default="")

    @property
    def terms(self) -> CouponTerms:
        return CouponTerms(
            title_ja=self.title_ja,
            title_en=self.title_en,
            note_ja=self.note_ja,
            note_en=self.note_en,
            kind=CouponKind(self.kind),
            percent=self.percent,
            yen_off=self.yen_off,
            minimum=self.minimum,
            first_day=self.first_day,
            last_day=self.last_day,
            weekdays=tuple(self.weekdays),
            from_minute=self.from_minute,
            to_minute=self.to_minute,
            towns=tuple(MunicipalityCode(code) for code in self.towns),
            categories=tuple(MerchantCategory(one) for one in self.categories),
            shops=tuple(self.shops),
            per_person=self.per_person,
            most_uses=self.most_uses,
            budget=self.budget,
            audience=Audience(self.audience),
        )

    def write(self, terms: CouponTerms) -> None:
        self.title_ja, self.title_en = terms.title_ja.strip(), terms.title_en.strip()
        self.note_ja, self.note_en = terms.note_ja.strip(), terms.note_en.strip()
        self.kind, self.yen_off, self.minimum = terms.kind, terms.yen_off, terms.minimum
        self.percent = terms.percent if terms.kind is CouponKind.PERCENT else 0
        self.first_day, self.last_day = terms.first_day, terms.last_day
        self.weekdays = sorted(set(terms.weekdays))
        self.from_minute, self.to_minute = terms.from_minute, terms.to_minute
        self.towns = sorted({str(code) for code in terms.towns})
        self.categories, self.shops = [str(one) for one in terms.categories], sorted(set(terms.shops))
        self.per_person, self.most_uses, self.budget = terms.per_person, terms.most_uses, terms.budget
        self.audience = terms.audience

    @property
    def withheld(self) -> Refusal | None:
        """Why nobody may use it, whatever the day."""
        if self.published_at is None:
            return Refusal.DRAFT
        return Refusal.STOPPED if self.stopped_at is not None else None


class CouponUse(Base):
    """A redemption: what a shop took off one price. With `payment_row_id` the rest was paid in points (and cash), and
    the payment says whether the use still stands; without, the rest was paid in cash alone."""

    __tablename__ = "points_coupon_use"
    __table_args__ = (
        # Of one person's uses of a coupon each has a place of its own, 1 … per_person, so that two tills at once
        # cannot use it twice. None: the use came to nothing, or was given back.
        UniqueConstraint("coupon_id", "holder", "place"),
        UniqueConstraint("merchant_id", "request_key"),
        UniqueConstraint("payment_row_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    coupon_id: Mapped[int] = mapped_column(ForeignKey("points_coupon.id"))
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    place: Mapped[int | None] = mapped_column()
    card: Mapped[str] = mapped_column(String(100), default="")  # "collection/serial" of the card that let it through
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    discount: Mapped[Yen] = mapped_column(YenType)
    request_key: Mapped[str] = mapped_column(String(64))  # made by the till once per sale
    payment_row_id: Mapped[int | None] = mapped_column(ForeignKey("points_payment.id"))
    tender: Mapped[Tender] = mapped_column(String(16))
    cashier: Mapped[Address] = mapped_column(AddressType)
    cashier_id: Mapped[int | None] = mapped_column(BigInteger)
    sale_lines: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # SaleLine.as_json, without a payment
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closing_id: Mapped[int | None] = mapped_column(BigInteger, index=True)  # the day closing, without a payment
    # Given back at the till, where there is no payment whose refund says so.
    given_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_back_by: Mapped[Address | None] = mapped_column(AddressType)
    given_back_cashier_id: Mapped[int | None] = mapped_column(BigInteger)
    given_back_closing_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    # The settlement that owes the shop the discount, and the one that took it off again after it was given back.
    settlement_row_id: Mapped[int | None] = mapped_column(ForeignKey("points_settlement.id"), index=True)
    taken_off_row_id: Mapped[int | None] = mapped_column(ForeignKey("points_settlement.id"), index=True)
    coupon: Mapped[Coupon] = relationship()

    @property
    def created_at(self) -> datetime:
        return self.used_at

    @property
    def cash(self) -> Yen:
        """What was left to pay in cash, without a payment."""
        return Yen(int(self.price) - int(self.discount))


def coupon_state(coupon: Coupon, today: date) -> CouponState:
    if coupon.stopped_at is not None:
        return CouponState.STOPPED
    if coupon.published_at is None:
        return CouponState.DRAFT
    if today < coupon.first_day:
        return CouponState.SOON
    return CouponState.OPEN if today <= coupon.last_day else CouponState.OVER
