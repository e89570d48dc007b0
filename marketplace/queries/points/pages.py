"""What pages say about paying in points."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from chain.db import Database
from chain.ids import Address
from chain.units import Points
from marketplace.models import PublishState
from marketplace.models.points_prices import PointsPrice
from marketplace.ports import PointsProgram, PointsShop, PointsTill
from marketplace.queries.points.prices import PriceInPoints, price_in_points


@dataclass(frozen=True, slots=True)
class PriceView:
    """`available`: what the looking account could pay of it; None when nobody is signed in."""

    price: PriceInPoints
    program: PointsProgram
    shop: PointsShop
    available: Points | None

    def total(self, quantity: int) -> Points:
        return Points(int(self.price.price) * quantity)

    def missing(self, quantity: int) -> int:
        return max(0, int(self.total(quantity)) - int(self.available or 0))


class PointsPages:
    def __init__(self, db: Database, till: PointsTill) -> None:
        self._db = db
        self._till = till

    def price(self, listing: int, reader: Address | None) -> PriceView | None:
        with self._db.read() as session:
            found = price_in_points(session, listing)
            if found is None:
                return None
            held = self._till.available(session, reader, found.program_id, found.merchant_id) if reader else None
        return PriceView(found, self.program(found.program_id), self._till.shop(found.merchant_id), held)

    def program(self, program_id: int) -> PointsProgram:
        return self._till.names([program_id])[program_id]

    def newest_act(self, listing: int) -> PointsPrice | None:
        """What an officer signed last about a listing's price in points, while it is under way or was refused."""
        with self._db.read() as session:
            newest = select(PointsPrice).where(
                PointsPrice.listing_number == listing, PointsPrice.state != PublishState.AWAITING_SIGNATURE
            )
            return session.scalar(newest.order_by(PointsPrice.id.desc()).limit(1))
