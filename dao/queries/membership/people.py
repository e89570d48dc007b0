"""The pages that show who does what in a community. Read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from dao.models import Community
from dao.models.membership import AdmittedCircle, Circle, CommunityRole, InvitedShop, MemberProfile, RoleHolding
from dao.models.membership.errors import InvitationUnknown
from dao.models.moderation import ModerationAct
from dao.ports import CardSeries, Directory, Holders, Payee, PayeeKind, TokenTier
from dao.queries.membership.belonging import Belonging, Way, admitted_series, invited_shops, towns_with
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
    series: Sequence[CardSeries]  # whose holders belong, though they do not vote
    tiers: Sequence[TokenTier]  # of the community's tokens, whose holders belong, though they do not vote
    reached: frozenset[str]  # keys of those that the reader reaches
    residents: Sequence[str]  # codes of the towns whose verified residents belong
    shop_towns: Sequence[str]  # codes of the towns all of whose shops belong
    shops: Sequence[Payee]  # invited
    waiting: frozenset[Address]  # of those, the ones that have not answered
    own_shops: frozenset[Address]  # of those, for which the reader works
    ways: frozenset[Way]  # in which the reader belongs
    roles: frozenset[CommunityRole]  # of the reader


class PeoplePages:
    def __init__(self, db: Database, belonging: Belonging, holders: Holders, directory: Directory) -> None:
        self._db = db
        self._belonging = belonging
        self._holders = holders
        self._directory = directory

    def people(self, slug: str, reader: Address, page: int = 1) -> PeoplePage:
        """Raises: CommunityUnknown, NotAMember."""
        payees = self._directory.payees()
        with self._db.read() as session:
            community = community_of(session, slug)
            self._belonging.require(session, community, reader)
            return self._people(session, community, reader, page, payees)

    def shops(self) -> list[Payee]:
        """Shops that can be invited."""
        return [payee for payee in self._directory.payees() if payee.kind is PayeeKind.MERCHANT]

    def invitation(self, slug: str, shop: Address, reader: Address) -> tuple[Community, Payee, InvitedShop]:
        """For who works for the shop. Raises: CommunityUnknown, InvitationUnknown."""
        known = next((payee for payee in self.shops() if payee.address == shop), None)
        with self._db.read() as session:
            community, row = community_of(session, slug), session.get(InvitedShop, (slug, shop))
            if known is None or row is None or shop not in self._holders.shops_of(session, reader):
                raise InvitationUnknown(slug, shop)
            return community, known, row

    def invitations_to(self, slug: str, reader: Address) -> list[Address]:
        """Shops for which the reader works and that have not answered this community's invitation."""
        with self._db.read() as session:
            waiting = [row.shop for row in invited_shops(session, slug) if row.accepted_at is None]
            own = self._holders.shops_of(session, reader) if waiting else frozenset()
            return [shop for shop in waiting if shop in own]

    def circles_of(self, code: str) -> frozenset[tuple[str, Circle]]:
        """(slug, circle) that this town let in."""
        with self._db.read() as session:
            rows = session.scalars(select(AdmittedCircle).filter_by(municipality=code)).all()
            return frozenset((row.community, row.circle) for row in rows)

    def series_by_community(self, code: str) -> dict[str, tuple[list[CardSeries], list[CardSeries]]]:
        """Of each community of a town, by slug: the town's series that are let in, and those that are not."""
        with self._db.read() as session:
            issued = self._holders.series_of(session, [code])
            found = {}
            for row in session.scalars(select(Community).order_by(Community.id)):
                admitted = set(admitted_series(session, row.slug))
                inside = [one for one in issued if one.address in admitted]
                outside = [one for one in issued if one.address not in admitted and one.address != row.collection]
                found[row.slug] = (inside, outside)
            return found

    def roles_by_community(self, code: str) -> list[tuple[Community, list[RoleHolding]]]:
        """The communities a town takes part in, with everybody who has a role there."""
        with self._db.read() as session:
            rows = session.scalars(select(Community).order_by(Community.id)).all()
            return [(row, role_holders(session, row.slug)) for row in rows if code in row.towns]

    def _people(
        self, session: Session, community: Community, reader: Address, page: int, payees: Sequence[Payee]
    ) -> PeoplePage:
        """A page number outside the range becomes the nearest one inside."""
        shown = shown_profiles(session, self._belonging, community)
        pages = max(1, -(-len(shown) // _A_PAGE))
        page = min(max(page, 1), pages)
        invited = invited_shops(session, community.slug)
        shops = {row.shop for row in invited}
        admitted = set(admitted_series(session, community.slug))
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
            series=[one for one in self._holders.series_of(session, community.towns) if one.address in admitted],
            tiers=self._holders.tiers_of(session, community.slug),
            reached=self._holders.tiers_reached(session, community.slug, reader),
            residents=towns_with(session, community.slug, Circle.RESIDENTS),
            shop_towns=towns_with(session, community.slug, Circle.SHOPS),
            waiting=frozenset(row.shop for row in invited if row.accepted_at is None),
            shops=[payee for payee in payees if payee.address in shops],
            own_shops=self._holders.shops_of(session, reader) & shops,
            ways=self._belonging.ways(session, community, reader),
            roles=roles_of(session, community.slug, reader),
        )
