"""An officer ends a sale before its time. What was bought stays bought."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.market import Cancellation
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.errors import ListingUnknown
from marketplace.models import Listing
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class CancelListing:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, number: int, officer: Address) -> ToSign:
        """Raises: ListingUnknown."""
        with self.db.write() as session:
            listing = session.get(Listing, number, with_for_update=True)
            if listing is None:
                raise ListingUnknown(number)
            listing.cancel_deadline = unix(self.clock.now() + OFFICER_SIGNATURE_LIFE)
            act = Cancellation(listing.number, listing.cancel_deadline)
            subject = f"{number}:{listing.cancel_deadline}:{officer}"
        return ToSign(subject, self.contracts.market.cancellation_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        number, deadline, officer = subject.split(":")
        call = self.contracts.market.cancel_listing(
            Cancellation(int(number), int(deadline)), Address(officer), signature
        )
        name = f"marketplace.cancellation:{number}"
        with self.db.write() as session:
            key = f"{name}:{deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=Address(officer))
