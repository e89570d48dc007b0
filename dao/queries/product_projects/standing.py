"""Where a product project stands, by its polls, its applications and its offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import unix
from dao.models.polls import Poll, PollResult
from dao.models.product_projects import MakerApplication, Outcome, ProductProject, Standing
from dao.ports import ProductSales


def standing_of(session: Session, sales: ProductSales, project: ProductProject, now: datetime) -> Standing:
    offer = project.offer
    return Standing(
        vote=outcome_of(session, project.vote_poll, now),
        apply_until=project.apply_until,
        applicants=len(applications_of(session, project.id)),
        maker_vote=outcome_of(session, project.maker_poll, now),
        has_maker=project.maker is not None,
        has_offer=offer is not None and not sales.progress(session, offer).is_over,
        is_on_sale=project.listing is not None,
    )


def outcome_of(session: Session, poll: int | None, now: datetime) -> Outcome | None:
    """None without a poll."""
    if poll is None:
        return None
    if session.get(PollResult, poll) is not None:
        return Outcome.UNDECIDED if winner_of(session, poll) is None else Outcome.DECIDED
    row = session.get_one(Poll, poll)
    return Outcome.OPEN if unix(now) < row.closes_at else Outcome.COUNTING


def winner_of(session: Session, poll: int | None) -> int | None:
    """The option that won, from 0; None before the count, and where nothing was decided."""
    row = session.get(PollResult, poll) if poll is not None else None
    if row is None or not row.result["is_valid"] or not row.result["winners"]:
        return None
    return int(row.result["winners"][0])


def applications_of(session: Session, project: int) -> Sequence[MakerApplication]:
    """Those that stand, in the order in which the shops first applied."""
    wanted = select(MakerApplication).filter_by(project_id=project).where(MakerApplication.withdrawn_at.is_(None))
    return session.scalars(wanted.order_by(MakerApplication.id)).all()
