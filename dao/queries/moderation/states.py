"""Which things are hidden now, and why: the newest act that hid or showed each decides."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dao.models.moderation import Decision, ModerationAct


def hidden_among(session: Session, kind: str, numbers: Collection[int]) -> dict[int, ModerationAct]:
    """Of these things of one kind those that are hidden, with the act that says why. One query for a whole page."""
    if not numbers:
        return {}
    newest = (
        select(func.max(ModerationAct.id))
        .where(
            ModerationAct.kind == kind,
            ModerationAct.subject.in_(numbers),
            ModerationAct.decision.in_((Decision.HIDE, Decision.SHOW)),
        )
        .group_by(ModerationAct.subject)
    )
    acts = session.scalars(
        select(ModerationAct).where(ModerationAct.id.in_(newest), ModerationAct.decision == Decision.HIDE)
    )
    return {act.subject: act for act in acts}
