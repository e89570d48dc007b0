"""What the chain holds of a poll."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from dao.models.polls import Poll, PollAnchor


def anchor_of(session: Session, poll: Poll) -> PollAnchor | None:
    """Only the one of the town that holds the poll: anybody with another town's key could anchor under its id."""
    wanted = select(PollAnchor).filter_by(poll=poll.poll, municipality=poll.rules.municipality)
    return session.scalar(wanted)
