"""What a town owes shops for its coupons: uses that no settlement holds yet, less those that were given back after one
did. Each use goes into one settlement, and out of it again at most once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import business_date, end_of_day
from chain.ids import MunicipalityCode
from chain.units import Yen
from points.models import Coupon, CouponUse, Settlement
from points.queries.coupon_uses import is_owed


@dataclass(slots=True)
class CouponClaim:
    """Of one shop. `uses` are added, `returns` taken off."""

    uses: list[int] = field(default_factory=list)
    returns: list[int] = field(default_factory=list)
    balance: int = 0

    @property
    def amount(self) -> Yen:
        """What is paid; where more was given back than used, it waits for the next closing."""
        return Yen(max(0, self.balance))


@dataclass(frozen=True, slots=True)
class CouponLine:
    """One coupon in one settlement. `discount` is below zero where more was given back than used."""

    coupon_id: int
    title_ja: str
    title_en: str
    uses: int
    discount: int


def coupon_claims(session: Session, issuer: MunicipalityCode, through_day: date) -> dict[int, CouponClaim]:
    """By shop, through the day; shops that would get nothing are left out."""
    ours = select(CouponUse.merchant_id, CouponUse.id, CouponUse.discount).join(
        Coupon, Coupon.id == CouponUse.coupon_id
    )
    ours = ours.where(Coupon.municipality == issuer).order_by(CouponUse.id)
    in_time = CouponUse.used_at < end_of_day(through_day)
    claims: dict[int, CouponClaim] = {}
    for shop, use_id, discount in session.execute(
        ours.where(in_time, is_owed(), _is_free(CouponUse.settlement_row_id))
    ):
        claim = claims.setdefault(shop, CouponClaim())
        claim.uses.append(use_id)
        claim.balance += int(discount)
    settled = ~_is_free(CouponUse.settlement_row_id) & _is_free(CouponUse.taken_off_row_id)
    for shop, use_id, discount in session.execute(ours.where(~is_owed(), settled)):
        claim = claims.setdefault(shop, CouponClaim())
        claim.returns.append(use_id)
        claim.balance -= int(discount)
    return {shop: claim for shop, claim in claims.items() if claim.balance > 0}


def first_use_day(session: Session, issuer: MunicipalityCode) -> date | None:
    ours = select(func.min(CouponUse.used_at)).join(Coupon, Coupon.id == CouponUse.coupon_id)
    first = session.scalar(ours.where(Coupon.municipality == issuer))
    return None if first is None else business_date(first)


def coupon_lines(session: Session, settlement_row_ids: Collection[int]) -> dict[int, list[CouponLine]]:
    """By settlement, and in it by coupon."""
    sums: dict[tuple[int, int], list[int]] = {}
    titles: dict[int, tuple[str, str]] = {}
    for column, sign in ((CouponUse.settlement_row_id, 1), (CouponUse.taken_off_row_id, -1)):
        for row_id, coupon_id, ja, en, count, discount in session.execute(_sums(column, settlement_row_ids)):
            found = sums.setdefault((row_id or 0, coupon_id), [0, 0])
            found[0] += sign * count
            found[1] += sign * int(discount)
            titles[coupon_id] = (ja, en)
    lines: dict[int, list[CouponLine]] = {}
    for (settled_in, coupon_id), (uses, off) in sorted(sums.items()):
        lines.setdefault(settled_in, []).append(CouponLine(coupon_id, *titles[coupon_id], uses, off))
    return lines


def _sums(
    column: InstrumentedAttribute[int | None], settlement_row_ids: Collection[int]
) -> Select[int | None, int, str, str, int, Yen]:
    return (
        select(
            column, Coupon.id, Coupon.title_ja, Coupon.title_en, func.count(CouponUse.id), func.sum(CouponUse.discount)
        )
        .join(Coupon, Coupon.id == CouponUse.coupon_id)
        .where(column.in_(settlement_row_ids))
        .group_by(column, Coupon.id, Coupon.title_ja, Coupon.title_en)
    )


def _is_free(column: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """No settlement holds it; one that failed on chain lets go of what it held."""
    held = exists().where(Settlement.id == column, Settlement.failure == "")
    return ~held
