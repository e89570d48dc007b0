"""Tells entrants, by an event for the notices, that it is their turn to buy: once, when the chain has the sale."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from marketplace.events import LotteryTurnCame
from marketplace.models import ChainListing, Listing
from marketplace.models.lotteries import LotteryEntry, LotteryRound

_MOST_AT_ONCE = 200


class TellEntrants:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tell(self) -> int:
        """Returns: how many were told."""
        now = self.clock.now()
        due = (
            select(LotteryEntry, Listing)
            .join(LotteryRound, LotteryRound.lottery_number == LotteryEntry.lottery_number)
            .join(Listing, Listing.number == LotteryRound.listing_number)
            .join(ChainListing, ChainListing.number == Listing.number)
            .where(LotteryEntry.was_told.is_(False))
            .where(LotteryEntry.place >= LotteryRound.first, LotteryEntry.place < LotteryRound.last)
            .order_by(LotteryEntry.id)
            .limit(_MOST_AT_ONCE)
        )
        with self.db.write() as session:
            found = list(session.execute(due))
            for entry, listing in found:
                entry.was_told = True
                record(session, _event(entry, listing), now)
            return len(found)


def _event(entry: LotteryEntry, listing: Listing) -> LotteryTurnCame:
    assert listing.closes_at is not None  # every round ends
    return LotteryTurnCame(
        lottery=entry.lottery_number,
        account=entry.account,
        until=listing.closes_at.isoformat(),
        name_ja=listing.collection.name_ja,
        name_en=listing.collection.name_en,
    )
