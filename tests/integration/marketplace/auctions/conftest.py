"""A naming auction on the real chain, and people with yen who bid in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from chain.clock import business_date
from chain.ids import Address
from chain.units import Yen
from marketplace.assembly import Auctions
from marketplace.models import NamingDetail, Share
from marketplace.queries.auctions.auctions import AuctionView, auction_view
from marketplace.queries.auctions.bids import BidView, bid_view
from marketplace.services.auctions.write_auction import AuctionDraft, AuctionTerms
from marketplace.services.put_town import TownWords
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region

RESERVE, INCREMENT, EXTENSION = Yen(10_000), Yen(500), timedelta(minutes=5)
_IMPLEMENTATION = "0x000000000000000000000000000000000000c0de"


@dataclass(slots=True)
class Bidding:
    region: Region
    town: Address
    business: Address
    bids: int = 0
    opened: list[int] = field(default_factory=list)

    @property
    def auctions(self) -> Auctions:
        return self.region.platform.marketplace.auctions

    def draft(self, *, lasts: timedelta = timedelta(hours=2)) -> AuctionDraft:
        now, today = self.region.platform.clock.now(), business_date(self.region.platform.clock.now())
        return AuctionDraft(
            municipality=UDA,
            detail=NamingDetail(
                "舟橋会館", "Funahashi Hall", "役場のとなり", "Beside the town hall",
                (today + timedelta(days=30)).isoformat(), (today + timedelta(days=395)).isoformat(), 12,
            ),
            name_ja="舟橋会館の名付け親",
            name_en="Name Funahashi Hall",
            story_ja="物語",
            story_en="Story",
            gives_ja=("年1回、ホールを1日使えます",),
            gives_en=("The hall for a day each year",),
            scene="sunflowers",
            terms=AuctionTerms(
                RESERVE, INCREMENT, now, now + lasts, EXTENSION,
                (Share(self.town, 7_000, "村", "Village"), Share(self.business, 3_000, "会館", "Hall")),
                "12文字まで", "Up to 12 signs", "公序良俗に反しないこと", "Fit for everybody",
            ),
        )  # fmt: skip

    def open(self, *, lasts: timedelta = timedelta(hours=2)) -> int:
        """An auction on chain; its number. Two signatures of the officer."""
        officer, opening = self.region.officer, self.auctions.open
        number = self.auctions.write.draft(officer, self.draft(lasts=lasts))
        asked = opening.prepare_collection(UDA, number, officer)
        self.region.platform.marketplace.create_collection.complete(asked.subject, self.signature(asked))
        self.region.settle()
        asked = opening.prepare(UDA, number, officer)
        opening.complete(asked.subject, self.signature(asked))
        self.region.settle()
        self.opened.append(number)
        return number

    def signature(self, asked: ToSign, signer: Address | None = None) -> bytes:
        wallet = self.region.platform.wallet
        return wallet.sign_typed_data(signer or self.region.officer, asked.typed_data, reason="test")

    def bidder(self, yen: int = 100_000) -> Address:
        person = self.region.person()
        self.region.chain.give_yen(person, yen)
        self.region.look()
        return person

    def sign(self, number: int, bidder: Address, amount: int, *, raises_own: bool = False) -> int:
        """A bid that is signed and in the outbox; its id."""
        asked = self.auctions.place_bid.prepare(number, bidder, Yen(amount), raises_own=raises_own)
        self.auctions.place_bid.complete(asked.subject, self.signature(asked, bidder))
        return int(asked.subject)

    def bid(self, number: int, bidder: Address, amount: int) -> BidView:
        """A bid that has arrived, or was refused."""
        bid = self.sign(number, bidder, amount)
        self.region.settle()
        return self.own(bid, bidder)

    def own(self, bid: int, bidder: Address) -> BidView:
        with self.region.platform.db.read() as session:
            return bid_view(session, bid, bidder, self.region.platform.clock.now())

    def view(self, number: int) -> AuctionView:
        with self.region.platform.db.read() as session:
            return auction_view(session, number, self.region.platform.clock.now())

    def end(self, number: int) -> AuctionView:
        """Let its time pass, and settle it as the periodic job does."""
        left = self.view(number).closes_at - self.region.platform.clock.now()
        self.region.travel(max(left, timedelta(seconds=1)))
        while self.auctions.settle.settle_due():
            self.region.settle()
        return self.view(number)

    def yen(self, account: Address) -> int:
        """As the chain says; the projection must say the same."""
        on_chain = int(self.region.chain.contracts.yen.balance_of(account))
        assert int(self.region.platform.marketplace.pages.faucet(account).balance) == on_chain
        return on_chain

    @contextmanager
    def refusing(self, account: Address) -> Iterator[None]:
        """The coin's issuer has frozen `account`: nothing can be sent to it."""
        client, yen = self.region.chain.client, self.region.chain.contracts.yen.address
        code = client.request("eth_getCode", [yen, "latest"])
        client.request("anvil_setCode", [_IMPLEMENTATION, code])
        client.request("anvil_setCode", [yen, _refusing_code(account)])
        yield
        client.request("anvil_setCode", [yen, code])


def _refusing_code(account: Address) -> str:
    """Reverts `transfer(account, …)`; hands everything else to the coin's own code."""
    test = "5f3560e01c63a9059cbb14" + f"60043573{account[2:].lower()}14" + "16"
    start = len(bytes.fromhex(test)) + 3  # after the jump
    forward = "365f5f37" + "5f5f365f" + f"73{_IMPLEMENTATION[2:]}" + "5af4" + "3d5f5f3e"
    refuse_at = start + len(bytes.fromhex(forward)) + 3
    finish_at = refuse_at + 4
    code = test + f"60{refuse_at:02x}57" + forward + f"60{finish_at:02x}57" + "5b3d5ffd" + "5b3d5ff3"
    return "0x" + code


@pytest.fixture
def bidding(region: Region) -> Bidding:
    region.platform.marketplace.put_town.put(
        TownWords(UDA, "宇陀市", "Uda", "奈良県", "Nara", "", "", "", "", (), "seigaiha", "sword", 1, 0)
    )
    return Bidding(region, region.person(), region.person())
