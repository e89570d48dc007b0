"""The pages that show who does what in a community. Read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.membership import CommunityRole, MemberProfile, RoleHolding
from dao.models.moderation import ModerationAct
from dao.queries.membership.belonging import Belonging, Way
from dao.queries.membership.profiles import MEMBER, own_profile, shown_profiles
from dao.queries.membership.roles import role_holders, roles_of
from dao.queries.moderation.states import hidden_among
from dao.queries.moderation.subjects import community_of

_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PeoplePage:
    community: Community
    holders: Sequence[RoleHolding]
    members: Sequence[MemberProfile]  # one page of those who wish to be seen
    names: Mapping[Address, str]  # of people with a role who wish to be seen
    own: MemberProfile | None
    hidden: ModerationAct | None  # why a moderator hid what the reader shows
    shown_members: int
    page: int
    pages: int
    ways: frozenset[Way]  # in which the reader belongs
    roles: frozenset[CommunityRole]  # of the reader


class PeoplePages:
    def __init__(self, db: Database, belonging: Belonging) -> None:
        self._db = db
        self._belonging = belonging

    def people(self, slug: str, reader: Address, page: int = 1) -> PeoplePage:
        """Raises: CommunityUnknown, NotAMember."""
        with self._db.read() as session:
            community = community_of(session, slug)
            self._belonging.require(session, community, reader)
            return self._people(session, community, reader, page)

    def roles_by_community(self, code: str) -> list[tuple[Community, list[RoleHolding]]]:
        """The communities a town takes part in, with everybody who has a role there."""
        with self._db.read() as session:
            rows = session.scalars(select(Community).order_by(Community.id)).all()
            return [(row, role_holders(session, row.slug)) for row in rows if code in row.towns]

    def _people(self, session: Session, community: Community, reader: Address, page: int) -> PeoplePage:
        """A page number outside the range becomes the nearest one inside."""
        shown = shown_profiles(session, self._belonging, community)
        pages = max(1, -(-len(shown) // _A_PAGE))
        page = min(max(page, 1), pages)
        own = own_profile(session, community.slug, reader)
        return PeoplePage(
            community=community,
            holders=role_holders(session, community.slug),
            members=shown[(page - 1) * _A_PAGE : page * _A_PAGE],
            names={profile.account: profile.name for profile in shown},
            own=own if own is not None and own.is_shown else None,
            hidden=hidden_among(session, MEMBER, [own.id]).get(own.id) if own is not None else None,
            shown_members=len(shown),
            page=page,
            pages=pages,
            ways=self._belonging.ways(session, community, reader),
            roles=roles_of(session, community.slug, reader),
        )
