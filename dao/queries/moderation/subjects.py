"""The thing a report is about, and the community in which it stands."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from dao.errors import CommunityUnknown, ReportedUnknown
from dao.models import Community
from dao.models.moderation import Reported, ReportedKind


def find_reported(session: Session, kinds: Mapping[str, ReportedKind], kind: str, number: int) -> Reported:
    """Raises: ReportedUnknown."""
    found = kinds[kind].find(session, number) if kind in kinds else None
    if found is None:
        raise ReportedUnknown(kind, number)
    return found


def community_of(session: Session, slug: str) -> Community:
    """Raises: CommunityUnknown."""
    row = session.scalar(select(Community).filter_by(slug=slug))
    if row is None:
        raise CommunityUnknown(slug)
    return row
