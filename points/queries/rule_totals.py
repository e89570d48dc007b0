"""What reward rules have promised of a program and is not on chain yet."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from points.models import DecisionStage, GrantedChunk, RuleDecision


def rewards_coming(session: Session, program_id: int) -> int:
    under_way = (DecisionStage.PROMISED, DecisionStage.SENT, DecisionStage.FAILED)
    granted = select(GrantedChunk.campaign_key).where(GrantedChunk.campaign_key == RuleDecision.campaign_key).exists()
    total = select(func.coalesce(func.sum(RuleDecision.amount), 0)).where(
        RuleDecision.program_id == program_id, RuleDecision.stage.in_(under_way), ~granted
    )
    return int(session.scalar(total) or 0)
