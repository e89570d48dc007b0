"""Coupons as pages show them: to officers with what they cost, to a person with what can be used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from points.models import Coupon, CouponState, CouponUse, coupon_state
from points.models.coupon_rules import Place
from points.models.ledger import MerchantOnChain
from points.models.merchant import Merchant, MerchantCategory
from points.queries.coupon_uses import stands, was_given_back
from points.queries.merchants import MerchantName, merchant_names


@dataclass(frozen=True, slots=True)
class CouponView:
    coupon: Coupon
    state: CouponState
    uses: int
    spent: Yen

    @property
    def budget_left(self) -> Yen | None:
        budget = self.coupon.budget
        return None if budget is None else Yen(max(0, int(budget) - int(self.spent)))

    @property
    def uses_left(self) -> int | None:
        most = self.coupon.most_uses
        return None if most is None else max(0, most - self.uses)


@dataclass(frozen=True, slots=True)
class UseTotal:
    """Of one shop, or of one day."""

    uses: int
    price: Yen
    discount: Yen
    merchant_id: int = 0
    merchant: MerchantName | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class OwnUse:
    coupon: Coupon
    merchant: MerchantName
    merchant_id: int
    discount: Yen
    used_at: datetime
    payment_row_id: int | None
    is_given_back: bool


def load_coupon(
    session: Session, municipality: MunicipalityCode, coupon_id: int, *, for_update: bool = False
) -> Coupon:
    """Raises: NotFound, also for another municipality's."""
    coupon = session.get(Coupon, coupon_id, with_for_update=for_update or None)
    if coupon is None or coupon.municipality != municipality:
        raise NotFound("coupon", coupon_id)
    return coupon


def coupons_of(session: Session, municipality: MunicipalityCode, now: datetime) -> list[CouponView]:
    """The newest first."""
    rows = session.scalars(select(Coupon).where(Coupon.municipality == municipality).order_by(Coupon.id.desc()))
    return _views(session, list(rows), now)


def view_coupon(session: Session, coupon: Coupon, now: datetime) -> CouponView:
    return _views(session, [coupon], now)[0]


def published_coupons(session: Session, now: datetime) -> list[Coupon]:
    """What is open or will be, by last day."""
    wanted = select(Coupon).where(
        Coupon.published_at.is_not(None), Coupon.stopped_at.is_(None), Coupon.last_day >= business_date(now)
    )
    return list(session.scalars(wanted.order_by(Coupon.last_day, Coupon.id)))


def place_of(session: Session, merchant_id: int) -> Place | None:
    """None where the chain does not know the shop."""
    on_chain = session.get(MerchantOnChain, merchant_id)
    if on_chain is None:
        return None
    described = session.get(Merchant, merchant_id)
    category = MerchantCategory(described.category) if described else MerchantCategory.OTHER
    return Place(merchant_id, on_chain.municipality, category)


def uses_by_shop(session: Session, coupon_id: int, now: datetime) -> list[UseTotal]:
    """The most expensive first."""
    sums = (
        select(
            CouponUse.merchant_id,
            func.count(CouponUse.id),
            func.sum(CouponUse.price),
            func.sum(CouponUse.discount),
        )
        .where(CouponUse.coupon_id == coupon_id, stands(now))
        .group_by(CouponUse.merchant_id)
    )
    rows = [(key, count, int(price), int(off)) for key, count, price, off in session.execute(sums)]
    names = merchant_names(session, {row[0] for row in rows})
    totals = [UseTotal(count, Yen(price), Yen(off), key, names[key]) for key, count, price, off in rows]
    return sorted(totals, key=lambda one: (-int(one.discount), one.merchant_id))


def uses_by_day(session: Session, coupon_id: int, now: datetime) -> list[UseTotal]:
    """By the day in Japan, the newest first."""
    rows = session.execute(
        select(CouponUse.used_at, CouponUse.price, CouponUse.discount).where(
            CouponUse.coupon_id == coupon_id, stands(now)
        )
    )
    days: dict[date, list[int]] = {}
    for used_at, price, discount in rows:
        sums = days.setdefault(business_date(used_at), [0, 0, 0])
        for place, amount in enumerate((1, int(price), int(discount))):
            sums[place] += amount
    return [UseTotal(days[key][0], Yen(days[key][1]), Yen(days[key][2]), day=key) for key in sorted(days, reverse=True)]


def uses_of_coupon(session: Session, coupon_id: int, now: datetime) -> list[CouponUse]:
    """Every use that stands, in the order of time."""
    wanted = select(CouponUse).where(CouponUse.coupon_id == coupon_id, stands(now))
    return list(session.scalars(wanted.order_by(CouponUse.used_at, CouponUse.id)))


def own_uses(session: Session, holder: Address, now: datetime, limit: int = 50) -> list[OwnUse]:
    """The newest first; what came to nothing is left out, what was given back says so."""
    wanted = select(CouponUse, was_given_back()).where(CouponUse.holder == holder, stands(now) | was_given_back())
    rows = [(use, back) for use, back in session.execute(wanted.order_by(CouponUse.id.desc()).limit(limit))]
    names = merchant_names(session, {use.merchant_id for use, _ in rows})
    return [
        OwnUse(
            coupon=use.coupon,
            merchant=names[use.merchant_id],
            merchant_id=use.merchant_id,
            discount=use.discount,
            used_at=use.used_at,
            payment_row_id=use.payment_row_id,
            is_given_back=bool(back),
        )
        for use, back in rows
    ]


def _views(session: Session, coupons: Collection[Coupon], now: datetime) -> list[CouponView]:
    sums = (
        select(CouponUse.coupon_id, func.count(CouponUse.id), func.sum(CouponUse.discount))
        .where(CouponUse.coupon_id.in_([coupon.id for coupon in coupons]), stands(now))
        .group_by(CouponUse.coupon_id)
    )
    known = {key: (count, Yen(int(spent))) for key, count, spent in session.execute(sums)}
    today = business_date(now)
    return [CouponView(coupon, coupon_state(coupon, today), *known.get(coupon.id, (0, Yen(0)))) for coupon in coupons]
