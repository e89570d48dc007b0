"""The survey that follows an event: which one may be chosen, and what an event's pages show of it. Read only."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.events import EventReply
from dao.models.surveys import Survey

_MOST = 50


def surveys_to_choose(
    session: Session, towns: Collection[str], slugs: Collection[str], now: int, event: int | None = None
) -> Sequence[Survey]:
    """Those of these towns that are not closed, for everybody or for members of these communities, the newest first;
    one for another event's guests is not among them."""
    wanted = select(Survey).where(
        Survey.municipality.in_(towns),
        Survey.community.in_(["", *slugs]),
        Survey.closes_at > now,
        or_(Survey.event_id.is_(None), Survey.event_id == event),
    )
    return session.scalars(wanted.order_by(Survey.id.desc()).limit(_MOST)).all()


def has_come(session: Session, event: int, account: Address) -> bool:
    """Whether somebody was let in at an event."""
    came = select(EventReply.id).where(
        EventReply.event_id == event, EventReply.account == account, EventReply.came_at.is_not(None)
    )
    return session.scalar(came) is not None
