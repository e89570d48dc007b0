"""A community's code of conduct, now and before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.membership import CommunityRole, ConductVersion
from dao.models.membership.conduct import DEFAULT_EN, DEFAULT_JA
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.subjects import community_of


@dataclass(frozen=True, slots=True)
class Conduct:
    number: int
    body_ja: str
    body_en: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ConductPage:
    community: Community
    shown: Conduct
    versions: Sequence[Conduct]  # the newest first
    may_edit: bool

    @property
    def newest(self) -> Conduct:
        return self.versions[0]


class ConductPages:
    def __init__(self, db: Database) -> None:
        self._db = db

    def conduct(self, slug: str, reader: Address | None, number: int = 0) -> ConductPage:
        """Open to everybody: it is read before somebody joins. A version that never was shows the newest.

        Raises: CommunityUnknown.
        """
        with self._db.read() as session:
            community, versions = community_of(session, slug), _versions(session, slug)
            shown = next((version for version in versions if version.number == number), versions[0])
            may_edit = reader is not None and CommunityRole.STEWARD in roles_of(session, slug, reader)
            return ConductPage(community, shown, versions, may_edit)


def conduct_of(session: Session, slug: str) -> Conduct:
    """What holds now."""
    return _versions(session, slug)[0]


def _versions(session: Session, slug: str) -> list[Conduct]:
    rows = session.scalars(
        select(ConductVersion).filter_by(community=slug).order_by(ConductVersion.number.desc())
    ).all()
    first = Conduct(1, DEFAULT_JA, DEFAULT_EN, community_of(session, slug).opened_at)
    return [*(Conduct(row.number, row.body_ja, row.body_en, row.written_at) for row in rows), first]
