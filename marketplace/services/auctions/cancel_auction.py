"""An officer calls an auction off, which the contract allows while nobody has bid."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.trade import AuctionCancellation
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.models.auctions import AuctionState
from marketplace.models.auctions.errors import AuctionFixed, AuctionNotOpen
from marketplace.queries.auctions.auctions import town_auction
from marketplace.services.auctions.write_auction import town_row
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class CancelAuction:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, code: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: AuctionUnknown, AuctionNotOpen, AuctionFixed (has_bids)."""
        now = self.clock.now()
        with self.db.write() as session:
            auction, view = town_row(session, code, number), town_auction(session, code, number, now)
            if view.state not in (AuctionState.UPCOMING, AuctionState.OPEN):
                raise AuctionNotOpen(number, view.state)
            if view.bids:
                raise AuctionFixed(number, "has_bids")
            auction.cancel_deadline = unix(now + OFFICER_SIGNATURE_LIFE)
            act = AuctionCancellation(number, auction.cancel_deadline)
            subject = f"{number}:{auction.cancel_deadline}:{officer}"
        return ToSign(subject, self.contracts.market.auction_cancellation_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        number, deadline, officer = subject.split(":")
        act = AuctionCancellation(int(number), int(deadline))
        call = self.contracts.market.cancel_auction(act, Address(officer), signature)
        name = f"marketplace.auction_cancellation:{number}"
        with self.db.write() as session:
            key = f"{name}:{deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=Address(officer))
