"""Towns let holders of their other cards belong; stewards invite shops. Neither of them votes by it."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.models.membership import AdmittedSeries, CommunityRole, InvitedShop
from dao.ports import Directory, Holders, PayeeKind
from dao.queries.membership.belonging import require_role
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.subjects import community_of

_HOSTS = frozenset({CommunityRole.STEWARD})


class AdmitSeries:
    def __init__(self, db: Database, clock: Clock, holders: Holders) -> None:
        self._db = db
        self._clock = clock
        self._holders = holders

    def admit(self, slug: str, municipality: MunicipalityCode, curator: Address, series: str) -> None:
        """The caller has checked that `curator` acts for `municipality`. Twice changes nothing.

        Raises: CommunityUnknown, Invalid (municipality, series).
        """
        with self._db.write() as session:
            community = community_of(session, slug)
            if str(municipality) not in community.towns:
                raise Invalid("municipality", "not_of_community", code=str(municipality))
            issued = {one.address for one in self._holders.series_of(session, [str(municipality)])}
            known = next((address for address in issued if address == series), None)
            if known is None:
                raise Invalid("series", "one_option")
            if session.get(AdmittedSeries, (slug, known)) is None:
                session.add(
                    AdmittedSeries(
                        community=slug, series=known, municipality=str(municipality), admitted_by=curator,
                        admitted_at=self._clock.now(),
                    )
                )  # fmt: skip

    def withdraw(self, slug: str, municipality: MunicipalityCode, series: str) -> None:
        """Only by the town that put it there; twice does no harm."""
        with self._db.write() as session:
            row = session.scalar(select(AdmittedSeries).filter_by(community=slug, series=Address(series)))
            if row is not None and row.municipality == str(municipality):
                session.delete(row)


class InviteShop:
    def __init__(self, db: Database, clock: Clock, holders: Holders, directory: Directory) -> None:
        self._db = db
        self._clock = clock
        self._holders = holders
        self._directory = directory

    def invite(self, slug: str, steward: Address, shop: str) -> None:
        """Twice changes nothing. Raises: CommunityUnknown, RoleRequired, Invalid (shop)."""
        shops = [payee.address for payee in self._directory.payees() if payee.kind is PayeeKind.MERCHANT]
        with self._db.write() as session:
            community_of(session, slug)
            require_role(session, slug, steward, _HOSTS, "invite shops")
            known = next((address for address in shops if address == shop), None)
            if known is None:
                raise Invalid("shop", "one_option")
            if session.get(InvitedShop, (slug, known)) is None:
                invited = InvitedShop(community=slug, shop=known, invited_by=steward, invited_at=self._clock.now())
                session.add(invited)

    def withdraw(self, slug: str, account: Address, shop: Address) -> None:
        """By a steward, or by somebody who works for the shop. Twice does no harm.

        Raises: CommunityUnknown, RoleRequired.
        """
        with self._db.write() as session:
            community_of(session, slug)
            if shop not in self._holders.shops_of(session, account) and not roles_of(session, slug, account) & _HOSTS:
                require_role(session, slug, account, _HOSTS, "withdraw a shop's invitation")
            row = session.get(InvitedShop, (slug, shop))
            if row is not None:
                session.delete(row)
