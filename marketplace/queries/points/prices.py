"""Which listings are sold for points, and for how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.units import Points
from marketplace.models.points_prices import ChainPointsPrice


@dataclass(frozen=True, slots=True)
class PriceInPoints:
    """Of one, to the shop that takes them."""

    program_id: int
    merchant_id: int
    price: Points


def price_in_points(session: Session, listing: int) -> PriceInPoints | None:
    return prices_in_points(session, [listing]).get(listing)


def prices_in_points(session: Session, listings: Sequence[int]) -> dict[int, PriceInPoints]:
    """By listing number; those sold in yen alone are left out."""
    found = select(ChainPointsPrice).where(ChainPointsPrice.listing_number.in_(listings))
    ordered = found.order_by(ChainPointsPrice.block_number, ChainPointsPrice.log_index)
    newest = {one.listing_number: one for one in session.scalars(ordered)}
    return {
        number: PriceInPoints(one.program_id, one.merchant_id, Points(one.price))
        for number, one in newest.items()
        if one.program_id
    }
