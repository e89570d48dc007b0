"""Redeems a coupon (消込) inside the till's transaction: once for each sale, within what the coupon allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.errors import Invalid
from chain.ids import Address
from chain.municipalities import Municipalities
from chain.units import Yen
from points.errors import CouponRefused
from points.models import Coupon, CouponUse, Tender
from points.models.coupon_rules import MOST_PRICE, Audience, Refusal, Standing
from points.ports import CardHolders
from points.queries.coupon_uses import standing, stands, uses_of_card
from points.queries.coupons import place_of, published_coupons

_MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class CouponOffer:
    """A coupon at one price in one shop. `discount` is 0 where `refusal` says why it does not hold."""

    coupon: Coupon
    discount: Yen
    refusal: Refusal | None
    card: str = ""

    @property
    def error(self) -> CouponRefused | None:
        return None if self.refusal is None else CouponRefused(self.refusal, **self.coupon.terms.words)


@dataclass(frozen=True, slots=True)
class Redemption:
    """`discount`: what the till showed; what would be taken off must still be that."""

    coupon_id: int
    holder: Address
    merchant_id: int
    price: Yen
    discount: Yen
    request_key: str
    tender: Tender
    cashier: Address
    cashier_id: int | None = None
    payment_row_id: int | None = None


class RedeemCoupon:
    def __init__(self, clock: Clock, municipalities: Municipalities, cards: CardHolders) -> None:
        self.clock = clock
        self.municipalities = municipalities
        self.cards = cards

    def offer(self, session: Session, coupon_id: int, holder: Address, merchant_id: int, price: Yen) -> CouponOffer:
        """What the coupon would take off. Writes nothing. Raises: CouponRefused (unknown)."""
        coupon = session.get(Coupon, coupon_id)
        if coupon is None or coupon.published_at is None:
            raise CouponRefused(Refusal.UNKNOWN)
        return self._offer(session, coupon, holder, merchant_id, price)

    def choices(self, session: Session, holder: Address, merchant_id: int, price: Yen) -> list[CouponOffer]:
        """Coupons that hold here and now for this person, the greatest discount first."""
        now = self.clock.now()
        offers = [
            self._offer(session, coupon, holder, merchant_id, price) for coupon in published_coupons(session, now)
        ]
        held = [offer for offer in offers if offer.refusal is None]
        return sorted(held, key=lambda offer: -int(offer.discount))[:_MOST_CHOICES]

    def redeem(self, session: Session, order: Redemption) -> CouponUse:
        """A new use, flushed. Whoever else redeems this coupon waits until this transaction ends.

        Raises: CouponRefused; `changed` when the discount is no longer what the till showed. Invalid (amount).
        """
        if order.price > MOST_PRICE:
            raise Invalid("amount", "too_large")
        now = self.clock.now()
        coupon = session.scalar(select(Coupon).where(Coupon.id == order.coupon_id).with_for_update())
        if coupon is None:
            raise CouponRefused(Refusal.UNKNOWN)
        _free_places(session, coupon.id, order.holder, now)
        offer = self._offer(session, coupon, order.holder, order.merchant_id, order.price)
        if offer.error is not None:
            raise offer.error
        if offer.discount != order.discount:
            raise CouponRefused("changed")
        use = CouponUse(
            coupon_id=coupon.id,
            holder=order.holder,
            place=_free_place(session, coupon, order.holder),
            card=offer.card,
            merchant_id=order.merchant_id,
            price=order.price,
            discount=offer.discount,
            request_key=order.request_key,
            payment_row_id=order.payment_row_id,
            tender=order.tender,
            cashier=order.cashier,
            cashier_id=order.cashier_id,
            used_at=now,
        )
        session.add(use)
        session.flush()
        return use

    def look(
        self, session: Session, coupon: Coupon, holder: Address, *, counts_all: bool = True
    ) -> tuple[Standing, str]:
        """How far the coupon is used, and the card of this person that lets it through. Without `counts_all` the
        number and the budget are left to the till."""
        now = self.clock.now()
        found = standing(session, coupon, holder, now, counts_all=counts_all)
        if coupon.audience != Audience.CARD_HOLDERS:
            return found, ""
        terms = coupon.terms
        cards = self.cards.cards_of(session, holder, terms.towns)
        unused = [card for card in cards if uses_of_card(session, coupon.id, card, now) < terms.per_person]
        by_person = found.by_person if unused or not cards else terms.per_person
        return Standing(by_person, found.in_all, found.spent, bool(cards)), unused[0] if unused else ""

    def _offer(self, session: Session, coupon: Coupon, holder: Address, merchant_id: int, price: Yen) -> CouponOffer:
        refusal, card = coupon.withheld, ""
        place = place_of(session, merchant_id)
        if refusal is None and self.municipalities.is_paused(session, coupon.municipality):
            refusal = Refusal.PAUSED
        if refusal is None and place is None:
            refusal = Refusal.WRONG_SHOP
        if refusal is None and place is not None:
            found, card = self.look(session, coupon, holder)
            refusal = coupon.terms.refusal(price, self.clock.now(), place, found)
        return CouponOffer(coupon, Yen(0) if refusal else coupon.terms.discount(price), refusal, card)


def _free_places(session: Session, coupon_id: int, holder: Address, now: datetime) -> None:
    """Uses that came to nothing or were given back stand in nobody's way any more."""
    mine = CouponUse.coupon_id == coupon_id, CouponUse.holder == holder, CouponUse.place.is_not(None)
    gone = list(session.scalars(select(CouponUse.id).where(*mine, ~stands(now))))
    if gone:
        session.execute(update(CouponUse).where(CouponUse.id.in_(gone)).values(place=None))


def _free_place(session: Session, coupon: Coupon, holder: Address) -> int:
    mine = CouponUse.coupon_id == coupon.id, CouponUse.holder == holder, CouponUse.place.is_not(None)
    taken = set(session.scalars(select(CouponUse.place).where(*mine)))
    return next(place for place in range(1, coupon.per_person + 1) if place not in taken)
