"""Who reads a product project: everybody, or of one for holders those who reach its tier, whoever may make it, and
whoever answers for it. Its notices go to the same people, as far as they belong to the community."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models import Community
from dao.models.membership import CommunityRole
from dao.models.product_projects import ProductProject
from dao.ports import Holders, TokenTier
from dao.queries.membership.belonging import Belonging
from dao.queries.membership.roles import role_holders, roles_of
from dao.queries.moderation.subjects import community_of

STEWARD = frozenset({CommunityRole.STEWARD})


class Readers:
    def __init__(self, belonging: Belonging, holders: Holders) -> None:
        self._belonging = belonging
        self._holders = holders

    def reads(
        self, session: Session, project: ProductProject, reader: Address | None, *, is_officer: bool = False
    ) -> bool:
        """`is_officer`: of one of the community's towns."""
        if project.tier is None or is_officer:
            return True
        if reader is None:
            return False
        return (
            project.tier in self._holders.tiers_reached(session, project.community, reader)
            or bool(roles_of(session, project.community, reader))
            or bool(self.own_shops(session, project, reader))
        )

    def belongs(self, session: Session, project: ProductProject, reader: Address | None) -> bool:
        """Whether the reader is a member of the project's community."""
        return self._belonging.belongs(session, community_of(session, project.community), reader)

    def everyone(self, session: Session, project: ProductProject, community: Community) -> frozenset[Address]:
        """Who is told what happens to it."""
        if project.tier is None:
            return self._belonging.everyone(session, community)
        roles = {holding.account for holding in role_holders(session, community.slug)}
        staff = self._holders.staff_of(session, sorted(self._belonging.shops(session, community.slug)))
        return self._holders.token_holders(session, community.slug, project.tier) | staff | roles

    def own_shops(self, session: Session, project: ProductProject, person: Address | None) -> frozenset[Address]:
        """Member shops of the community for which this person works."""
        if person is None:
            return frozenset()
        own = self._holders.shops_of(session, person)
        return own & self._belonging.shops(session, project.community) if own else frozenset()

    def tiers(self, session: Session, slug: str) -> Sequence[TokenTier]:
        """Of the community's tokens."""
        return self._holders.tiers_of(session, slug)
