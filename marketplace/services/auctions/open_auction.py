"""An officer opens an auction: first the collection is signed, and once it is on chain the auction itself."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.acts import auction_act, splits
from marketplace.errors import NotOnChain
from marketplace.models import PublishState
from marketplace.models.auctions import Auction
from marketplace.models.auctions.errors import AuctionFixed, AuctionUnknown
from marketplace.queries.listings import address_of
from marketplace.services.auctions.write_auction import town_row
from marketplace.services.catalogue.of_auction import auction_entry
from marketplace.services.catalogue.put_entry import put_entry
from marketplace.services.create_collection import CreateCollection
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class OpenAuction:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, create_collection: CreateCollection) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.create_collection = create_collection

    def prepare_collection(self, code: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """The first signature; CreateCollection completes it. Raises: AuctionUnknown, AuctionFixed (signed)."""
        with self.db.write() as session:
            collection = town_row(session, code, number).collection
            if collection.state == PublishState.PENDING:
                raise AuctionFixed(number, "signed")
            return self.create_collection.ask(session, collection, officer)

    def prepare(self, code: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """The second one. Raises: AuctionUnknown, AuctionFixed (signed), NotOnChain, Invalid (closes_at)."""
        now = self.clock.now()
        with self.db.write() as session:
            auction = town_row(session, code, number)
            if auction.state == PublishState.PENDING:
                raise AuctionFixed(number, "signed")
            address = address_of(session, auction.collection_number)
            if address is None:
                raise NotOnChain(auction.collection_number)
            if auction.closes_at <= now:
                raise AuctionFixed(number, "too_late")
            auction.officer, auction.deadline = officer, unix(now + OFFICER_SIGNATURE_LIFE)
            return ToSign(str(number), self.contracts.market.auction_message(auction_act(auction, address)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        with self.db.write() as session:
            auction = session.get(Auction, int(subject), with_for_update={"of": Auction})
            if auction is None:
                raise AuctionUnknown(subject)
            address = address_of(session, auction.collection_number)
            if address is None:
                raise NotOnChain(auction.collection_number)
            act = auction_act(auction, address)
            call = self.contracts.market.open_auction(act, splits(auction.typed_shares()), auction.officer, signature)
            name = f"marketplace.auction:{auction.number}"
            key = f"{name}:{auction.deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=auction.officer)
            put_entry(session, auction_entry(auction), self.clock.now())
            auction.state = PublishState.PENDING
