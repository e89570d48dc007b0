"""Puts together what towns and people do with cards of one person."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.ports import Homes, People, Signer
from marketplace.queries.member_cards.pages import MemberCardPages
from marketplace.services.member_cards.issue_card import IssueCard
from marketplace.services.member_cards.keep_desk import KeepCardDesk
from marketplace.services.member_cards.rebind_card import RebindCard


@dataclass(frozen=True, slots=True)
class MemberCards:
    pages: MemberCardPages
    people: People
    keep_desk: KeepCardDesk
    issue_card: IssueCard
    rebind_card: RebindCard


def assemble_member_cards(
    db: Database, clock: Clock, contracts: Contracts, people: People, signer: Signer, homes: Homes
) -> MemberCards:
    return MemberCards(
        pages=MemberCardPages(db),
        people=people,
        keep_desk=KeepCardDesk(db, clock, signer),
        issue_card=IssueCard(db, clock, contracts, signer, homes),
        rebind_card=RebindCard(db, clock, contracts, people),
    )
