"""When the next thing happens to a proposal."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dao.models import ProposalMilestone


def next_deadlines(session: Session, after: int) -> list[int]:
    """Unix seconds later than `after` at which a vote opens or closes or a waiting time ends, the earliest first."""
    ahead = or_(ProposalMilestone.deadline >= after, ProposalMilestone.eta > after)
    moments: set[int] = set()
    for row in session.scalars(select(ProposalMilestone).where(ahead)):
        if row.snapshot is not None:
            moments.add(row.snapshot + 1)
        if row.deadline is not None:
            moments.add(row.deadline + 1)
        if row.eta is not None:
            moments.add(row.eta)
    return sorted(moment for moment in moments if moment > after)
