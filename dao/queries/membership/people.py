"""The pages that show who does what in a community. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.membership import CommunityRole, RoleHolding
from dao.queries.membership.belonging import Belonging, Way
from dao.queries.membership.roles import role_holders, roles_of
from dao.queries.moderation.subjects import community_of


@dataclass(frozen=True, slots=True)
class PeoplePage:
    community: Community
    holders: Sequence[RoleHolding]
    ways: frozenset[Way]  # in which the reader belongs
    roles: frozenset[CommunityRole]  # of the reader


class PeoplePages:
    def __init__(self, db: Database, belonging: Belonging) -> None:
        self._db = db
        self._belonging = belonging

    def people(self, slug: str, reader: Address) -> PeoplePage:
        """Raises: CommunityUnknown, NotAMember."""
        with self._db.read() as session:
            community = community_of(session, slug)
            self._belonging.require(session, community, reader)
            return self._people(session, community, reader)

    def roles_by_community(self, code: str) -> list[tuple[Community, list[RoleHolding]]]:
        """The communities a town takes part in, with everybody who has a role there."""
        with self._db.read() as session:
            rows = session.scalars(select(Community).order_by(Community.id)).all()
            return [(row, role_holders(session, row.slug)) for row in rows if code in row.towns]

    def _people(self, session: Session, community: Community, reader: Address) -> PeoplePage:
        return PeoplePage(
            community,
            role_holders(session, community.slug),
            self._belonging.ways(session, community, reader),
            roles_of(session, community.slug, reader),
        )
