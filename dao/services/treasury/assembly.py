"""Puts the treasury's part of the domain together for dao/assembly.py."""

from __future__ import annotations

from dataclasses import dataclass

from chain.client import NodeClient
from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from dao.ports import FinalBlock
from dao.queries.treasury.pages import TreasuryPages
from dao.services.treasury.name_heading import NameHeading
from dao.services.treasury.plan_budget import PlanBudget


@dataclass(frozen=True, slots=True)
class Treasury:
    """What treasuries hold and moved, and the plans for it."""

    pages: TreasuryPages
    plan_budget: PlanBudget
    name_heading: NameHeading


def assemble_treasury(
    db: Database, clock: Clock, client: NodeClient, contracts: Contracts, final_block: FinalBlock
) -> Treasury:
    return Treasury(
        TreasuryPages(db, clock, client, contracts, final_block), PlanBudget(db, clock), NameHeading(db, clock)
    )
