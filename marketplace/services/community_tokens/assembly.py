"""Puts the services of community tokens together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.queries.community_tokens.pages import CommunityTokenPages
from marketplace.services.community_tokens.buy_tokens import BuyTokens
from marketplace.services.community_tokens.close_offering import CloseOffering
from marketplace.services.community_tokens.draft_offering import DraftOffering
from marketplace.services.community_tokens.open_offering import OpenOffering


@dataclass(frozen=True, slots=True)
class CommunityTokenServices:
    pages: CommunityTokenPages
    draft: DraftOffering
    open: OpenOffering
    close: CloseOffering
    buy: BuyTokens


def assemble_community_tokens(db: Database, clock: Clock, contracts: Contracts) -> CommunityTokenServices:
    parts = db, clock, contracts
    return CommunityTokenServices(
        pages=CommunityTokenPages(db, clock),
        draft=DraftOffering(db, clock),
        open=OpenOffering(*parts),
        close=CloseOffering(*parts),
        buy=BuyTokens(*parts),
    )
