"""Auctions whose ledger is written down directly. Bidding on a real chain is tested under tests/integration."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from eth_utils import keccak, to_checksum_address

from app.wiring import Platform
from chain.clock import FixedClock, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.assembly import Auctions
from marketplace.models import ChainCollection, NamingDetail, PublishState, Share, Token, YenBalance
from marketplace.models.auctions import Auction, AuctionBid, AuctionSettled, BidReturned, ChainAuction, ChainBid
from marketplace.services.auctions.write_auction import AuctionDraft, AuctionTerms
from marketplace.services.put_town import TownWords

FUNAHASHI = MunicipalityCode("163210")


def address(name: str) -> Address:
    return Address(to_checksum_address(keccak(text=name)[-20:]))


OFFICER, TOWN, SERIES = address("officer"), address("town"), address("series")


@dataclass(slots=True)
class Desk:
    """Puts an auction on chain, and lets bids arrive, without a chain."""

    platform: Platform
    blocks: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def auctions(self) -> Auctions:
        return self.platform.marketplace.auctions

    def draft(self, *, reserve: int = 50_000) -> AuctionDraft:
        now = self.platform.clock.now()
        return AuctionDraft(
            municipality=FUNAHASHI,
            detail=NamingDetail(
                "舟橋会館 ホール", "Funahashi Hall", "役場のとなり", "Beside the village office",
                "2027-04-01", "2030-03-31", 12,
            ),
            name_ja="舟橋会館 ホールの名付け親",
            name_en="Name Funahashi Hall",
            story_ja="村の真ん中にあるホールです。",
            story_en="The hall in the middle of the village.",
            gives_ja=("年1回、ホールを1日使えます",),
            gives_en=("The hall for a day each year",),
            scene="sunflowers",
            terms=AuctionTerms(
                Yen(reserve), Yen(1_000), now, now + timedelta(days=3), timedelta(minutes=5),
                (Share(TOWN, 10_000, "舟橋村", "Funahashi"),),
                "12文字まで。\n会社の名前も使えます。", "Up to 12 signs.", "親しまれること", "Dear to everybody",
            ),
        )  # fmt: skip

    def open(self, *, reserve: int = 50_000) -> int:
        number = self.auctions.write.draft(OFFICER, self.draft(reserve=reserve))
        with self.platform.db.write() as session:
            auction = session.get_one(Auction, number)
            auction.state = auction.collection.state = PublishState.PENDING
            session.add(
                ChainCollection(
                    address=SERIES, number=auction.collection_number, municipality=int(FUNAHASHI), **self.fact()
                )
            )
            session.add(
                ChainAuction(
                    number=number, collection=SERIES, reserve=auction.reserve, increment=auction.increment,
                    opens_at=unix(auction.opens_at), closes_at=unix(auction.closes_at),
                    extension=auction.extension_seconds, **self.fact(),
                )
            )  # fmt: skip
        return number

    def give_yen(self, account: Address, amount: int) -> None:
        with self.platform.db.write() as session:
            session.merge(YenBalance(account=account, amount=amount))

    def arrive(self, bid_id: int) -> None:
        """The chain has taken a signed bid, and given the one before back."""
        with self.platform.db.write() as session:
            bid = session.get_one(AuctionBid, bid_id)
            before = session.query(ChainBid).filter_by(auction_number=bid.auction_number)
            highest = before.order_by(ChainBid.amount.desc()).first()
            if highest is not None:
                session.add(
                    BidReturned(
                        auction_number=bid.auction_number, bidder=highest.bidder, amount=highest.amount,
                        is_held=False, **self.fact(),
                    )
                )  # fmt: skip
            session.add(
                ChainBid(
                    bid_id=bid.bid_id, auction_number=bid.auction_number, bidder=bid.bidder, amount=bid.amount,
                    closes_at=unix(bid.auction.closes_at), tx_hash=keccak(text=f"bid {bid_id}"), **self.fact(),
                )
            )  # fmt: skip

    def bid(self, number: int, bidder: Address, amount: int) -> int:
        self.give_yen(bidder, amount * 2)
        asked = self.auctions.place_bid.prepare(number, bidder, Yen(amount), raises_own=True)
        self.auctions.place_bid.complete(asked.subject, b"\x01" * 65)
        self.arrive(int(asked.subject))
        return int(asked.subject)

    def end(self, number: int, clock: FixedClock) -> None:
        """The highest bid has won, and holds the token."""
        clock.advance(timedelta(days=3))
        with self.platform.db.write() as session:
            bids = session.query(ChainBid).filter_by(auction_number=number)
            best = bids.order_by(ChainBid.amount.desc()).first()
            assert best is not None
            moment = unix(clock.now())
            session.add(
                AuctionSettled(
                    number=number, winner=best.bidder, amount=best.amount, collection=SERIES, token_id=1,
                    tx_hash=keccak(text="settled"), **self.fact(),
                )
            )  # fmt: skip
            session.add(Token(collection=SERIES, token_id=1, owner=best.bidder, minted_at=moment, since=moment))

    def fact(self) -> dict[str, int]:
        return {
            "block_number": next(self.blocks),
            "log_index": 0,
            "part": 0,
            "block_time": unix(self.platform.clock.now()),
        }


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def desk(platform: Platform) -> Desk:
    return desk_of(platform)


def desk_of(platform: Platform) -> Desk:
    words = ("舟橋村", "Funahashi", "富山県", "Toyama", "", "", "", "")
    platform.marketplace.put_town.put(TownWords(FUNAHASHI, *words, (), "seigaiha", "sunflowers", 1, 0))
    return Desk(platform)
