"""Who may answer a survey."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models import Community
from dao.models.surveys import Survey
from dao.queries.events.surveys import has_come
from dao.queries.membership.belonging import Belonging


def is_invited(session: Session, belonging: Belonging, survey: Survey, account: Address) -> bool:
    """Everybody with an account, whoever came to the event, or whoever belongs to the community now."""
    if survey.event_id is not None:
        return has_come(session, survey.event_id, account)
    if not survey.community:
        return True
    community = session.scalar(select(Community).filter_by(slug=survey.community))
    return community is not None and belonging.belongs(session, community, account)
