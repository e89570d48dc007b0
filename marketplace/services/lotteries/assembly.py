"""Puts the services of lotteries together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import BlockMaker, Cipher
from marketplace.services.lotteries.draw_lotteries import DrawLotteries
from marketplace.services.lotteries.enter_lottery import EnterLottery
from marketplace.services.lotteries.fix_entries import FixEntries
from marketplace.services.lotteries.offer_round import OfferRound
from marketplace.services.lotteries.open_lottery import OpenLottery
from marketplace.services.lotteries.tell_entrants import TellEntrants


@dataclass(frozen=True, slots=True)
class LotteryServices:
    open: OpenLottery
    enter: EnterLottery
    fix: FixEntries
    draw: DrawLotteries
    offer: OfferRound
    tell: TellEntrants


def assemble_lotteries(
    db: Database, clock: Clock, contracts: Contracts, cipher: Cipher, make_block: BlockMaker
) -> LotteryServices:
    return LotteryServices(
        open=OpenLottery(db, clock, cipher),
        enter=EnterLottery(db, clock),
        fix=FixEntries(db, clock, contracts),
        draw=DrawLotteries(db, clock, contracts, cipher, make_block),
        offer=OfferRound(db, clock, contracts),
        tell=TellEntrants(db, clock),
    )
