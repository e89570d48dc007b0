"""What a program gives for identity checks, in sums."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.units import Points
from points.models import BonusGrant, GrantedChunk


@dataclass(frozen=True, slots=True)
class BonusTotals:
    people: int
    total: Points


def bonus_totals(session: Session, program_id: int) -> BonusTotals:
    """What was given or is on its way; what failed does not count."""
    given = select(func.count(), func.coalesce(func.sum(BonusGrant.amount), 0)).where(
        BonusGrant.program_id == program_id, BonusGrant.failure == ""
    )
    people, total = session.execute(given).one()
    return BonusTotals(int(people), Points(int(total)))


def bonuses_coming(session: Session, program_id: int) -> int:
    """What was promised and is not on chain yet."""
    granted = select(GrantedChunk.campaign_key).where(GrantedChunk.campaign_key == BonusGrant.campaign_key).exists()
    total = select(func.coalesce(func.sum(BonusGrant.amount), 0)).where(
        BonusGrant.program_id == program_id, BonusGrant.failure == "", ~granted
    )
    return int(session.scalar(total) or 0)
