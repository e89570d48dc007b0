"""Puts the services of buying for points together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import PointsTill, TicketAudience
from marketplace.queries.points.pages import PointsPages
from marketplace.services.eligibility.check_eligibility import CheckEligibility
from marketplace.services.points.book import BookForPoints
from marketplace.services.points.buy import BuyForPoints
from marketplace.services.points.return_points import ReturnPoints
from marketplace.services.points.state_price import StatePointsPrice


@dataclass(frozen=True, slots=True)
class ForPoints:
    pages: PointsPages
    till: PointsTill
    state_price: StatePointsPrice
    buy: BuyForPoints
    book: BookForPoints
    returning: ReturnPoints


def assemble_points(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    till: PointsTill,
    eligible: CheckEligibility,
    audience: TicketAudience,
) -> ForPoints:
    return ForPoints(
        pages=PointsPages(db, till),
        till=till,
        state_price=StatePointsPrice(db, clock, contracts, till),
        buy=BuyForPoints(db, clock, contracts, till, eligible),
        book=BookForPoints(db, clock, contracts, till, audience),
        returning=ReturnPoints(db, clock, till),
    )
