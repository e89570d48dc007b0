"""A person's coupons: what can be used, where and until when; and those that were used."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from app.access import current_account, requires_sign_in
from app.surfaces.points import blueprint
from app.wiring import current_platform
from chain.ids import Address
from points.models import Coupon
from points.models.coupon_rules import Refusal
from points.queries.coupons import own_uses, published_coupons
from points.queries.merchants import merchant_names


@dataclass(frozen=True, slots=True)
class OwnCoupon:
    """`refusal`: why it cannot be used at this moment, wherever the person stands."""

    coupon: Coupon
    refusal: Refusal | None
    uses_left: int


@blueprint.get("/points/coupons")
@requires_sign_in
def show_coupons() -> str:
    platform, me = current_platform(), current_account().address
    with platform.db.read() as session:
        coupons = own_coupons(session, me)
        used = own_uses(session, me, platform.clock.now())
        codes = {code for one in coupons for code in one.coupon.terms.towns}
        issuers = {one.coupon.municipality for one in coupons}
        towns = platform.municipalities.by_code(session, codes | issuers)
        shops = merchant_names(session, {shop for one in coupons for shop in one.coupon.shops})
        return render_template("points/coupons.html", coupons=coupons, used=used, towns=towns, shops=shops)


def own_coupons(session: Session, holder: Address, *, counts_all: bool = True) -> list[OwnCoupon]:
    """Those that can be used now first. Without `counts_all` one may be used up without saying so; the till says it."""
    platform = current_platform()
    now = platform.clock.now()
    found = []
    for coupon in published_coupons(session, now):
        standing, _card = platform.points.coupons.redeem.look(session, coupon, holder, counts_all=counts_all)
        terms = coupon.terms
        refusal = terms.refused_by_use(standing) or terms.refused_by_time(now)
        if refusal is None and terms.budget is not None and standing.spent >= terms.budget:
            refusal = Refusal.NO_BUDGET
        found.append(OwnCoupon(coupon, refusal, max(0, terms.per_person - standing.by_person)))
    return sorted(found, key=lambda one: one.refusal is not None)
