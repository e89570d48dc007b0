"""Grants of points that a proposal opens: a town carries them out once the proposal was executed."""

from dao.models.grants.plans import GrantPlan, Whom, equal_share
from dao.models.grants.rows import ProposalGrant

__all__ = ["GrantPlan", "ProposalGrant", "Whom", "equal_share"]
