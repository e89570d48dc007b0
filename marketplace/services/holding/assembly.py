"""Puts together what holders do with what they own."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import People
from marketplace.queries.holding.pages import HoldingPages
from marketplace.services.holding.accept_offer import AcceptOffer
from marketplace.services.holding.buy_resale import BuyResale
from marketplace.services.holding.make_offer import MakeOffer, WithdrawOffer
from marketplace.services.holding.offer_for_resale import OfferForResale
from marketplace.services.holding.token_acts import EndLoan, GiveToken, LendRight, TokenActs, WithdrawAsks


@dataclass(frozen=True, slots=True)
class HoldingServices:
    pages: HoldingPages
    people: People
    offer_for_resale: OfferForResale
    buy_resale: BuyResale
    make_offer: MakeOffer
    withdraw_offer: WithdrawOffer
    accept_offer: AcceptOffer
    token_acts: TokenActs  # completes each of those below
    lend_right: LendRight
    end_loan: EndLoan
    give_token: GiveToken
    withdraw_asks: WithdrawAsks


def assemble_holding(db: Database, clock: Clock, contracts: Contracts, people: People) -> HoldingServices:
    parts = db, clock, contracts
    return HoldingServices(
        pages=HoldingPages(db, clock),
        people=people,
        offer_for_resale=OfferForResale(*parts),
        buy_resale=BuyResale(*parts),
        make_offer=MakeOffer(*parts),
        withdraw_offer=WithdrawOffer(*parts),
        accept_offer=AcceptOffer(*parts),
        token_acts=TokenActs(*parts, people),
        lend_right=LendRight(*parts, people),
        end_loan=EndLoan(*parts, people),
        give_token=GiveToken(*parts, people),
        withdraw_asks=WithdrawAsks(*parts, people),
    )
