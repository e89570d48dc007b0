"""Draws the order of each lottery whose entries stand in a final block: opens the seed and mixes in the next block.
Everybody who entered is told."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.events import record
from chain.indexer.finality import finalized_block
from marketplace.events import LotteryDrawn
from marketplace.models.lotteries import ChainLottery, Lottery, LotteryEntry, draw_order
from marketplace.ports import BlockMaker, Cipher
from marketplace.queries.lotteries.pages import accounts_of
from marketplace.services.lotteries.open_lottery import SEED_PURPOSE


class DrawLotteries:
    """Run by the scheduler. `make_block` asks a devnet that mines on demand for the block that is waited for."""

    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, cipher: Cipher, make_block: BlockMaker
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.cipher = cipher
        self.make_block = make_block

    def draw_due(self) -> int:
        """How many were drawn. Those whose block is not final yet wait for the next time."""
        with self.db.read() as session:
            fixed = (
                select(Lottery.number, ChainLottery.block_number)
                .join(ChainLottery, ChainLottery.number == Lottery.number)
                .where(Lottery.drawn_at.is_(None), ChainLottery.entries_root == Lottery.entries_root)
            )
            due = list(session.execute(fixed))
            final = finalized_block(session)
        return sum(self._draw(row.number, row.block_number + 1, final) for row in due)

    def _draw(self, number: int, block_number: int, final: int) -> bool:
        if block_number > final:
            self.make_block()
            return False
        block = self.contracts.market.client.block(block_number)
        assert block is not None  # it is final
        with self.db.write() as session:
            lottery = session.get_one(Lottery, number, with_for_update={"of": Lottery})
            if lottery.drawn_at is None:
                self._write(session, lottery, block_number, bytes.fromhex(block["hash"][2:]))
        return True

    def _write(self, session: Session, lottery: Lottery, block_number: int, block_hash: bytes) -> None:
        seed = self.cipher.open(SEED_PURPOSE, lottery.seed_sealed, str(lottery.number))
        order = draw_order(seed, block_hash, lottery.number, accounts_of(session, lottery.number))
        places = {account: place for place, account in enumerate(order)}
        for entry in session.scalars(select(LotteryEntry).filter_by(lottery_number=lottery.number)):
            entry.place = places[entry.account]
            record(session, _event(lottery, entry), self.clock.now())
        lottery.seed, lottery.block_number, lottery.block_hash = seed, block_number, block_hash
        lottery.drawn_at = self.clock.now()


def _event(lottery: Lottery, entry: LotteryEntry) -> LotteryDrawn:
    assert entry.place is not None  # it is set just now
    return LotteryDrawn(
        lottery=lottery.number,
        account=entry.account,
        place=entry.place + 1,
        cards=lottery.cards,
        name_ja=lottery.collection.name_ja,
        name_en=lottery.collection.name_en,
    )
