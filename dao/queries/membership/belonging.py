"""Who belongs to a community: holders of its voting cards, and people with a role in it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from chain.ids import Address
from dao.errors import NotAMember, RoleRequired
from dao.models import Community
from dao.models.membership import CommunityRole
from dao.queries.membership.roles import role_holders, roles_of
from dao.queries.voting_power import votes_at, votes_of

_ALWAYS = 2**62  # later than any block


class Way(StrEnum):
    """How somebody belongs. Only VOTES votes."""

    VOTES = "votes"
    ROLE = "role"


class Belonging:
    def ways(self, session: Session, community: Community, account: Address | None) -> frozenset[Way]:
        """All the ways in which this account belongs here now; none for a visitor."""
        if account is None:
            return frozenset()
        ways = {
            Way.VOTES: votes_of(session, community.collection, account) > 0,
            Way.ROLE: bool(roles_of(session, community.slug, account)),
        }
        return frozenset(way for way, holds in ways.items() if holds)

    def belongs(self, session: Session, community: Community, account: Address | None) -> bool:
        return bool(self.ways(session, community, account))

    def everyone(self, session: Session, community: Community) -> frozenset[Address]:
        """Everybody who belongs now."""
        voters = votes_at(session, community.collection, _ALWAYS)
        return frozenset({*voters, *(holder.account for holder in role_holders(session, community.slug))})

    def require(self, session: Session, community: Community, account: Address | None) -> None:
        """Raises: NotAMember."""
        if not self.belongs(session, community, account):
            raise NotAMember(community.slug, account or "")


def require_role(
    session: Session, slug: str, account: Address, wanted: frozenset[CommunityRole], action: str
) -> CommunityRole:
    """The first of the wanted roles that this account has here. Raises: RoleRequired."""
    held = roles_of(session, slug, account) & wanted
    if not held:
        raise RoleRequired(slug, account, action)
    return min(held)
