"""Puts the services of lotteries together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import BlockMaker, Cipher, SalePayees
from marketplace.services.eligibility.check_eligibility import CheckEligibility
from marketplace.services.lotteries.call_off import CallOff
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
    call_off: CallOff
    tell: TellEntrants


def assemble_lotteries(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    *,
    cipher: Cipher,
    make_block: BlockMaker,
    payees: SalePayees,
    eligible: CheckEligibility,
) -> LotteryServices:
    return LotteryServices(
        open=OpenLottery(db, clock, cipher, payees),
        enter=EnterLottery(db, clock, eligible),
        fix=FixEntries(db, clock, contracts),
        draw=DrawLotteries(db, clock, contracts, cipher, make_block),
        offer=OfferRound(db, clock, contracts),
        call_off=CallOff(db, clock, contracts),
        tell=TellEntrants(db, clock),
    )
