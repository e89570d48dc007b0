"""An officer writes a coupon, publishes it, and may stop it. What is published does not change any more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.municipalities import Municipalities
from points.models import Coupon, MerchantOnChain
from points.models.coupon_rules import CouponTerms
from points.queries.coupons import load_coupon

_REASON_LENGTH = 200


class WriteCoupon:
    """Does not check that the officer serves the municipality; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, municipalities: Municipalities) -> None:
        self.db = db
        self.clock = clock
        self.municipalities = municipalities

    def draft(self, municipality: MunicipalityCode, officer: Address, terms: CouponTerms) -> int:
        """The id of a new coupon that only officers see. Raises: Invalid naming the field."""
        now = self.clock.now()
        terms.check(business_date(now))
        with self.db.write() as session:
            self._check_places(session, municipality, terms)
            coupon = Coupon(municipality=municipality, created_by=officer, created_at=now)
            coupon.write(terms)
            session.add(coupon)
            session.flush()
            return coupon.id

    def change(self, municipality: MunicipalityCode, coupon_id: int, terms: CouponTerms) -> None:
        """Raises: Invalid, NotFound, Conflict (published)."""
        terms.check(business_date(self.clock.now()))
        with self.db.write() as session:
            coupon = _load_draft(session, municipality, coupon_id)
            self._check_places(session, municipality, terms)
            coupon.write(terms)

    def publish(self, municipality: MunicipalityCode, officer: Address, coupon_id: int) -> None:
        """From here on people use it. Pressed twice it does no harm.

        Raises: NotFound, Conflict (stopped), Invalid (last_day) when its end went by meanwhile.
        """
        now = self.clock.now()
        with self.db.write() as session:
            coupon = load_coupon(session, municipality, coupon_id, for_update=True)
            if coupon.stopped_at is not None:
                raise Conflict("coupon", "stopped")
            if coupon.published_at is not None:
                return
            coupon.terms.check(business_date(now))
            coupon.published_at, coupon.published_by = now, officer

    def discard(self, municipality: MunicipalityCode, coupon_id: int) -> None:
        """Throw a draft away. Raises: NotFound, Conflict (published)."""
        with self.db.write() as session:
            session.delete(_load_draft(session, municipality, coupon_id))

    def stop(self, municipality: MunicipalityCode, officer: Address, coupon_id: int, reason: str) -> None:
        """Nobody uses it from here on; what was used stays owed to the shops. Stopped twice it keeps the first reason.

        Raises: NotFound, Conflict (not_published), Invalid (reason).
        """
        words = " ".join(reason.split())
        if not words:
            raise Invalid("reason", "empty")
        if len(words) > _REASON_LENGTH:
            raise Invalid("reason", "too_long")
        if contains_my_number(words):
            raise Invalid("reason", "my_number")
        with self.db.write() as session:
            coupon = load_coupon(session, municipality, coupon_id, for_update=True)
            if coupon.published_at is None:
                raise Conflict("coupon", "not_published")
            if coupon.stopped_at is None:
                coupon.stopped_at, coupon.stopped_by = self.clock.now(), officer
                coupon.stop_reason = words

    def _check_places(self, session: Session, municipality: MunicipalityCode, terms: CouponTerms) -> None:
        """The issuing town pays for all, so the coupon holds in it; the named shops are in the coupon's towns."""
        known = {town.code for town in self.municipalities.all(session)}
        if municipality not in terms.towns or not set(terms.towns) <= known:
            raise Invalid("towns", "own_town_missing" if municipality not in terms.towns else "unknown")
        shops = select(MerchantOnChain.merchant_id).where(
            MerchantOnChain.merchant_id.in_(terms.shops), MerchantOnChain.municipality.in_(terms.towns)
        )
        if set(session.scalars(shops)) != set(terms.shops):
            raise Invalid("shops", "outside_towns")


def _load_draft(session: Session, municipality: MunicipalityCode, coupon_id: int) -> Coupon:
    coupon = load_coupon(session, municipality, coupon_id, for_update=True)
    if coupon.published_at is not None:
        raise Conflict("coupon", "published")
    return coupon
