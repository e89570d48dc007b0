"""What plans of treasuries hold about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.grants import ProposalGrant
from dao.models.treasury.plans import BudgetPlan, SpendingHeading


def own_plans(session: Session, person: Address) -> OwnData:
    plans = (
        select(
            BudgetPlan.community_id, BudgetPlan.fiscal_year, BudgetPlan.revision, BudgetPlan.note, BudgetPlan.created_at
        )
        .where(BudgetPlan.officer == person)
        .order_by(BudgetPlan.id)
    )
    named = (
        select(SpendingHeading.proposal_row, SpendingHeading.heading_id, SpendingHeading.named_at)
        .where(SpendingHeading.named_by == person)
        .order_by(SpendingHeading.id)
    )
    grants = (
        select(ProposalGrant.proposal_row, ProposalGrant.municipality, ProposalGrant.amount, ProposalGrant.drafted_at)
        .where(ProposalGrant.drafted_by == person)
        .order_by(ProposalGrant.proposal_row)
    )
    return {
        "budget_plans": plain_rows(session, plans),
        "headings_named": plain_rows(session, named),
        "proposal_grants_drafted": plain_rows(session, grants),
    }
