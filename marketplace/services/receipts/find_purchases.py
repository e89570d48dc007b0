"""Find what became final on chain since the last look, and remember each purchase once.

What is final stays, so that a mark of the last block is enough, whatever is killed or rebuilt in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import Clock, from_unix
from chain.db import Database
from chain.ids import Address
from chain.indexer.finality import finalized_block
from marketplace.models import Order, Resale, ResaleOffer, Sale
from marketplace.models.auctions.facts import AuctionSettled
from marketplace.models.receipts import PaperMark, Purchase
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import ChainBooking, TicketsReturned

_Found = tuple[str, Address, int]  # subject, buyer, unix seconds


class FindPurchases:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def find(self) -> int:
        """How many are new."""
        with self.db.read() as session:
            final, mark = finalized_block(session), session.get(PaperMark, 1)
        if final <= (mark.block_number if mark else -1):
            return 0
        with self.db.write() as session:
            return self._find(session, final)

    def _find(self, session: Session, final: int) -> int:
        mark = session.get(PaperMark, 1, with_for_update=True)
        if mark is None:
            mark = PaperMark(id=1, block_number=-1)
            session.add(mark)
        now, count = self.clock.now(), 0
        for subject, buyer, seconds in _between(session, mark.block_number, final):
            count += remember_purchase(session, subject, buyer, from_unix(seconds), now)
        mark.block_number = final
        return count


def remember_purchase(session: Session, subject: str, buyer: Address, bought_at: datetime, now: datetime) -> bool:
    """False when it is known already."""
    if session.get(Purchase, subject) is not None:
        return False
    session.add(Purchase(subject=subject, buyer=buyer, bought_at=bought_at, next_try_at=now))
    session.flush()
    return True


def _between(session: Session, after: int, until: int) -> Iterator[_Found]:
    def new(block: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        return and_(block > after, block <= until)

    sales = select(Order.id, Order.checkout_id, Order.buyer, Sale.block_time).join(
        Sale, Sale.purchase_id == Order.purchase_id
    )
    for order_id, checkout_id, buyer, seconds in session.execute(sales.where(new(Sale.block_number))):
        yield (f"checkout:{checkout_id}" if checkout_id else f"order:{order_id}"), buyer, seconds
    booked = select(TicketBooking.id, TicketBooking.checkout_id, TicketBooking.buyer, ChainBooking.block_time).join(
        ChainBooking, ChainBooking.booking_id == TicketBooking.booking_id
    )
    for booking_id, checkout_id, buyer, seconds in session.execute(booked.where(new(ChainBooking.block_number))):
        yield (f"checkout:{checkout_id}" if checkout_id else f"booking:{booking_id}"), buyer, seconds
    won = select(AuctionSettled.number, AuctionSettled.winner, AuctionSettled.block_time)
    for number, winner, seconds in session.execute(won.where(new(AuctionSettled.block_number))):
        yield f"auction:{number}", winner, seconds
    resold = select(ResaleOffer.id, ResaleOffer.buyer, Resale.block_time).join(
        Resale, Resale.offer_id == ResaleOffer.offer_id
    )
    for offer_id, buyer, seconds in session.execute(resold.where(new(Resale.block_number))):
        yield f"resale:{offer_id}", buyer, seconds
    returned = select(TicketsReturned).where(new(TicketsReturned.block_number), TicketsReturned.refund > 0)
    for one in session.scalars(returned):
        yield f"return:{one.block_number}-{one.log_index}-{one.part}", one.holder, one.block_time
