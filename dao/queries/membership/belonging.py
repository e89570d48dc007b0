"""Who belongs to a community: holders of its voting cards or of given series, people of invited shops, and people with
a role in it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.errors import NotAMember, RoleRequired
from dao.models import Community
from dao.models.membership import AdmittedSeries, CommunityRole, InvitedShop
from dao.ports import Holders
from dao.queries.membership.roles import role_holders, roles_of
from dao.queries.voting_power import votes_at, votes_of

_ALWAYS = 2**62  # later than any block


class Way(StrEnum):
    """How somebody belongs. Only VOTES votes."""

    VOTES = "votes"
    CARD = "card"  # of a series that a town let in
    BUSINESS = "business"  # works for an invited shop
    ROLE = "role"


class Belonging:
    def __init__(self, holders: Holders) -> None:
        self._holders = holders

    def ways(self, session: Session, community: Community, account: Address | None) -> frozenset[Way]:
        """All the ways in which this account belongs here now; none for a visitor."""
        if account is None:
            return frozenset()
        series, shops = admitted_series(session, community.slug), invited_shops(session, community.slug)
        ways = {
            Way.VOTES: votes_of(session, community.collection, account) > 0,
            Way.CARD: bool(series) and self._holders.holds_one(session, account, series),
            Way.BUSINESS: bool(shops) and not self._holders.shops_of(session, account).isdisjoint(shops),
            Way.ROLE: bool(roles_of(session, community.slug, account)),
        }
        return frozenset(way for way, holds in ways.items() if holds)

    def belongs(self, session: Session, community: Community, account: Address | None) -> bool:
        return bool(self.ways(session, community, account))

    def everyone(self, session: Session, community: Community) -> frozenset[Address]:
        """Everybody who belongs now."""
        series, shops = admitted_series(session, community.slug), invited_shops(session, community.slug)
        found = set(votes_at(session, community.collection, _ALWAYS))
        found |= {holder.account for holder in role_holders(session, community.slug)}
        found |= self._holders.holders_of(session, series) if series else frozenset()
        found |= self._holders.staff_of(session, shops) if shops else frozenset()
        return frozenset(found)

    def require(self, session: Session, community: Community, account: Address | None) -> None:
        """Raises: NotAMember."""
        if not self.belongs(session, community, account):
            raise NotAMember(community.slug, account or "")


def admitted_series(session: Session, slug: str) -> Sequence[Address]:
    wanted = select(AdmittedSeries.series).filter_by(community=slug)
    return session.scalars(wanted.order_by(AdmittedSeries.admitted_at, AdmittedSeries.series)).all()


def invited_shops(session: Session, slug: str) -> Sequence[Address]:
    wanted = select(InvitedShop.shop).filter_by(community=slug)
    return session.scalars(wanted.order_by(InvitedShop.invited_at, InvitedShop.shop)).all()


def require_role(
    session: Session, slug: str, account: Address, wanted: frozenset[CommunityRole], action: str
) -> CommunityRole:
    """The first of the wanted roles that this account has here. Raises: RoleRequired."""
    held = roles_of(session, slug, account) & wanted
    if not held:
        raise RoleRequired(slug, account, action)
    return min(held)
