"""Brings a person's points of drops to the account, where a payment cannot take them along: before a gift, or for an
account that is a contract."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_number
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address, expiry_day_of_lot
from chain.outbox import enqueue
from points.ports import Persons
from points.queries.drops import UnclaimedEntry, claimable_entries
from points.services.drops.plant_tree import claims_of


class ClaimEntries:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, persons: Persons) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.persons = persons

    def is_verified(self, session: Session, holder: Address) -> bool:
        """May the account have points of programs for verified people?"""
        return self.persons.verified(session, holder, self.clock.now()) is not None

    def claimable(self, session: Session, holder: Address, *, until_final: bool = False) -> list[UnclaimedEntry]:
        """What waits for an identity check is left out."""
        is_verified = self.is_verified(session, holder)
        return claimable_entries(session, holder, is_verified=is_verified, until_final=until_final)

    def claim(self, holder: Address, lots: Collection[int] | None = None) -> int:
        """Send for every unexpired entry of a person, or those of `lots`. How many there are; 0 when all is in the
        account, or waits for an identity check. Repeating it sends nothing twice."""
        with self.db.write() as session:
            today = day_number(business_date(self.clock.now()))
            entries = [
                (one.campaign_id, one.index)
                for one in self.claimable(session, holder)
                if expiry_day_of_lot(one.lot_id) >= today and (lots is None or one.lot_id in lots)
            ]
            self.enqueue(session, entries, holder)
            return len(entries)

    def enqueue(self, session: Session, entries: Collection[tuple[int, int]], holder: Address) -> None:
        """In the caller's transaction; the outbox keeps the order, so that a call which needs the points follows."""
        for (campaign_id, index), claim in zip(entries, claims_of(session, entries), strict=True):
            name = f"points.claim:{campaign_id}:{index}"
            call = self.contracts.points.claim(claim)
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=holder)
