"""Who belongs to a community: holders of its voting cards, of given series or of its token, verified residents, people
of shops, and people with a role in it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.errors import NotAMember, RoleRequired
from dao.models import Community
from dao.models.membership import AdmittedCircle, AdmittedSeries, Circle, CommunityRole, InvitedShop
from dao.ports import Holders
from dao.queries.membership.roles import role_holders, roles_of
from dao.queries.voting_power import votes_at, votes_of

_ALWAYS = 2**62  # later than any block


class Way(StrEnum):
    """How somebody belongs. Only VOTES votes."""

    VOTES = "votes"
    CARD = "card"  # of a series that a town let in
    HOLDER = "holder"  # holds the community's token
    RESIDENT = "resident"  # verified by a town that let its residents in
    BUSINESS = "business"  # works for a shop that accepted its invitation, or of a town that let all its shops in
    ROLE = "role"


class Belonging:
    def __init__(self, holders: Holders) -> None:
        self._holders = holders

    def ways(self, session: Session, community: Community, account: Address | None) -> frozenset[Way]:
        """All the ways in which this account belongs here now; none for a visitor."""
        if account is None:
            return frozenset()
        series, shops = admitted_series(session, community.slug), self.shops(session, community.slug)
        towns = towns_with(session, community.slug, Circle.RESIDENTS)
        ways = {
            Way.VOTES: votes_of(session, community.collection, account) > 0,
            Way.CARD: bool(series) and self._holders.holds_one(session, account, series),
            Way.HOLDER: bool(self._holders.tiers_reached(session, community.slug, account)),
            Way.RESIDENT: bool(towns) and self._holders.is_resident(session, account, towns),
            Way.BUSINESS: bool(shops) and not self._holders.shops_of(session, account).isdisjoint(shops),
            Way.ROLE: bool(roles_of(session, community.slug, account)),
        }
        return frozenset(way for way, holds in ways.items() if holds)

    def belongs(self, session: Session, community: Community, account: Address | None) -> bool:
        return bool(self.ways(session, community, account))

    def everyone(self, session: Session, community: Community) -> frozenset[Address]:
        """Everybody who belongs now."""
        series, shops = admitted_series(session, community.slug), self.shops(session, community.slug)
        towns = towns_with(session, community.slug, Circle.RESIDENTS)
        found = set(votes_at(session, community.collection, _ALWAYS))
        found |= {holder.account for holder in role_holders(session, community.slug)}
        found |= self._holders.holders_of(session, series) if series else frozenset()
        found |= self._holders.token_holders(session, community.slug)
        found |= self._holders.staff_of(session, shops) if shops else frozenset()
        found |= self._holders.residents_of(session, towns) if towns else frozenset()
        return frozenset(found)

    def shops(self, session: Session, slug: str) -> frozenset[Address]:
        """Shops whose people belong: those that accepted, and all of the towns that let theirs in."""
        towns = towns_with(session, slug, Circle.SHOPS)
        return frozenset(accepted_shops(session, slug)) | (
            self._holders.shops_in(session, towns) if towns else frozenset()
        )

    def require(self, session: Session, community: Community, account: Address | None) -> None:
        """Raises: NotAMember."""
        if not self.belongs(session, community, account):
            raise NotAMember(community.slug, account or "")


def admitted_series(session: Session, slug: str) -> Sequence[Address]:
    wanted = select(AdmittedSeries.series).filter_by(community=slug)
    return session.scalars(wanted.order_by(AdmittedSeries.admitted_at, AdmittedSeries.series)).all()


def invited_shops(session: Session, slug: str) -> Sequence[InvitedShop]:
    """Also those that have not answered."""
    wanted = select(InvitedShop).filter_by(community=slug)
    return session.scalars(wanted.order_by(InvitedShop.invited_at, InvitedShop.shop)).all()


def accepted_shops(session: Session, slug: str) -> Sequence[Address]:
    return [row.shop for row in invited_shops(session, slug) if row.accepted_at is not None]


def towns_with(session: Session, slug: str, circle: Circle) -> Sequence[str]:
    """Codes of the towns that let these people of theirs in."""
    wanted = select(AdmittedCircle.municipality).filter_by(community=slug, circle=circle)
    return session.scalars(wanted.order_by(AdmittedCircle.municipality)).all()


def require_role(
    session: Session, slug: str, account: Address, wanted: frozenset[CommunityRole], action: str
) -> CommunityRole:
    """The first of the wanted roles that this account has here. Raises: RoleRequired."""
    held = roles_of(session, slug, account) & wanted
    if not held:
        raise RoleRequired(slug, account, action)
    return min(held)
