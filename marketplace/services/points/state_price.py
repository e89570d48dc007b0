"""An officer says what a listing also costs in points, and which shop takes them; or that it costs yen alone."""

from __future__ import annotations

import secrets

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.points_market import PointsPrice as PriceAct
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Points
from marketplace.errors import ListingUnknown
from marketplace.models import Listing, PublishState, SaleState
from marketplace.models.points_prices import MOST_POINTS, PointsPrice
from marketplace.ports import PointsTill
from marketplace.queries.listings import listing_view
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

_OVER = (SaleState.ENDED, SaleState.CANCELLED, SaleState.FAILED, SaleState.SOLD_OUT)


class StatePointsPrice:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, till: PointsTill) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.till = till

    def prepare(
        self,
        code: MunicipalityCode,
        listing: int,
        officer: Address,
        *,
        program_id: int,
        merchant_id: int,
        price: Points,
    ) -> ToSign:
        """`program_id` 0: for points no more.

        Raises: ListingUnknown (also another town's), Conflict (listing: preparing or over), Invalid (program,
        merchant, price).
        """
        if program_id:
            self._check(code, program_id, merchant_id, price)
        now = self.clock.now()
        with self.db.write() as session:
            view = listing_view(session, listing, now)
            if view.collection.municipality != code:
                raise ListingUnknown(listing)
            if view.state is SaleState.PREPARING or view.state in _OVER:
                raise Conflict("listing", str(view.state))
            row = PointsPrice(
                listing_number=listing,
                program_id=program_id,
                merchant_id=merchant_id if program_id else 0,
                price=price if program_id else Points(0),
                officer=officer,
                nonce=secrets.randbits(62),
                deadline=unix(now + OFFICER_SIGNATURE_LIFE),
                created_at=now,
            )
            session.add(row)
            session.flush()
            return ToSign(str(row.id), self.contracts.points_market.price_message(_act(row)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        with self.db.write() as session:
            row = session.get(PointsPrice, int(subject), with_for_update=True)
            if row is None or session.get(Listing, row.listing_number) is None:
                raise ListingUnknown(subject)
            call = self.contracts.points_market.set_points_price(_act(row), row.officer, signature)
            name = f"marketplace.points_price:{row.id}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=row.officer)
            row.state = PublishState.PENDING

    def _check(self, code: MunicipalityCode, program_id: int, merchant_id: int, price: Points) -> None:
        program = next((one for one in self.till.programs(code) if one.program_id == program_id), None)
        if program is None:
            raise Invalid("program", "unknown")
        if merchant_id not in [shop.merchant_id for shop in program.shops]:
            raise Invalid("merchant", "unknown")
        if not 1 <= int(price) <= MOST_POINTS:
            raise Invalid("points_price", "not_between", least=1, most=MOST_POINTS)


def _act(row: PointsPrice) -> PriceAct:
    return PriceAct(
        listing_id=row.listing_number,
        program_id=row.program_id,
        merchant_id=row.merchant_id,
        price=int(row.price),
        nonce=row.nonce,
        deadline=row.deadline,
    )
