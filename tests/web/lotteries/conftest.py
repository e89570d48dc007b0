"""A lottery whose ledger is written down directly. One on a real chain is tested under tests/integration."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from eth_utils import keccak, to_checksum_address

from app.wiring import Platform
from chain.clock import FixedClock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import AmbassadorCardDetail, ChainCollection, ChainListing, Collection, PublishState, YenBalance
from marketplace.models.lotteries import Lottery, LotteryEntry, LotteryRound, draw_order
from marketplace.queries.lotteries.pages import accounts_of
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.lotteries.assembly import LotteryServices
from marketplace.services.lotteries.open_lottery import SEED_PURPOSE, LotteryTerms
from marketplace.services.put_town import TownWords

FUNAHASHI = MunicipalityCode("163210")


def address(name: str) -> Address:
    return Address(to_checksum_address(keccak(text=name)[-20:]))


OFFICER, TOWN, SERIES = address("officer"), address("town"), address("series")


@dataclass(slots=True)
class Hall:
    """Brings a lottery from state to state without a chain."""

    platform: Platform
    collection: int
    blocks: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def lotteries(self) -> LotteryServices:
        return self.platform.marketplace.lotteries

    def open(self, *, cards: int = 2) -> int:
        now = self.platform.clock.now()
        terms = LotteryTerms(self.collection, Yen(3_000), cards, 3, now, now + timedelta(days=7))
        return self.lotteries.open.open(FUNAHASHI, OFFICER, terms)

    def draw(self, number: int) -> list[Address]:
        """As after the fixing and the next block; the accounts in their order."""
        lottery_block = bytes(range(32))
        with self.platform.db.write() as session:
            lottery = session.get_one(Lottery, number)
            seed = self.lotteries.draw.cipher.open(SEED_PURPOSE, lottery.seed_sealed, str(number))
            order = draw_order(seed, lottery_block, number, accounts_of(session, number))
            for entry in session.query(LotteryEntry).filter_by(lottery_number=number):
                entry.place = order.index(entry.account)
            lottery.seed, lottery.block_number, lottery.block_hash = seed, 12, lottery_block
            lottery.state, lottery.drawn_at = PublishState.PENDING, self.platform.clock.now()
        return order

    def arrive(self, listing: int) -> None:
        """The chain has opened the sale."""
        with self.platform.db.write() as session:
            one = session.get_one(LotteryRound, listing)
            session.add(
                ChainListing(
                    number=listing, collection=SERIES, price=3_000, supply=one.last - one.first, per_buyer=1,
                    opens_at=0, closes_at=0, **self.fact(),
                )
            )  # fmt: skip

    def give_yen(self, account: Address, amount: int) -> None:
        with self.platform.db.write() as session:
            session.merge(YenBalance(account=account, amount=amount))

    def fact(self) -> dict[str, int]:
        return {"block_number": next(self.blocks), "log_index": 0, "part": 0, "block_time": 0}


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def hall(platform: Platform, clock: FixedClock) -> Hall:
    market = platform.marketplace
    market.put_town.put(
        TownWords(
            FUNAHASHI, "舟橋村", "Funahashi", "富山県", "Toyama", "", "", "", "", (), "seigaiha", "sunflowers", 1, 0
        )
    )
    draft = CollectionDraft(
        series="funahashi-card", symbol="FUNA", municipality=FUNAHASHI,
        detail=AmbassadorCardDetail("ひまわり", "Sunflower"),
        name_ja="舟橋村の応援大使カード", name_en="Funahashi ambassador card", story_ja="物語", story_en="Story",
        gives_ja=("1票",), gives_en=("One vote",), scene="sunflowers", max_supply=50, royalty_receiver=TOWN, votes=True,
    )  # fmt: skip
    number = int(market.create_collection.prepare(OFFICER, draft).subject)
    hall = Hall(platform, number)
    with platform.db.write() as session:
        session.get_one(Collection, number).state = PublishState.PENDING
        session.add(ChainCollection(address=SERIES, number=number, municipality=int(FUNAHASHI), **hall.fact()))
    return hall
