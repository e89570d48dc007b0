"""A steward invites a shop; its people belong once one of them has accepted. They do not vote by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.events import record
from chain.ids import Address
from dao.events import ShopInvited
from dao.models.membership import CommunityRole, InvitedShop
from dao.models.membership.errors import InvitationUnknown
from dao.ports import Directory, Holders, Payee, PayeeKind
from dao.queries.membership.belonging import require_role
from dao.queries.membership.roles import roles_of
from dao.queries.moderation.subjects import community_of

_HOSTS = frozenset({CommunityRole.STEWARD})


class InviteShop:
    def __init__(self, db: Database, clock: Clock, holders: Holders, directory: Directory) -> None:
        self._db = db
        self._clock = clock
        self._holders = holders
        self._directory = directory

    def invite(self, slug: str, steward: Address, shop: str) -> None:
        """The shop's people are told. Twice changes nothing. Raises: CommunityUnknown, RoleRequired, Invalid (shop)."""
        shops = [payee for payee in self._directory.payees() if payee.kind is PayeeKind.MERCHANT]
        with self._db.write() as session:
            community_of(session, slug)
            require_role(session, slug, steward, _HOSTS, "invite shops")
            known = next((payee for payee in shops if payee.address == shop), None)
            if known is None:
                raise Invalid("shop", "one_option")
            if session.get(InvitedShop, (slug, known.address)) is None:
                now = self._clock.now()
                session.add(InvitedShop(community=slug, shop=known.address, invited_by=steward, invited_at=now))
                self._tell(session, slug, known, now)

    def accept(self, slug: str, account: Address, shop: Address) -> None:
        """By somebody who works for the shop; twice changes nothing.

        Raises: InvitationUnknown, also to everybody whom it is not for.
        """
        with self._db.write() as session:
            row = session.get(InvitedShop, (slug, shop), with_for_update=True)
            if row is None or shop not in self._holders.shops_of(session, account):
                raise InvitationUnknown(slug, shop)
            if row.accepted_at is None:
                row.accepted_by, row.accepted_at = account, self._clock.now()

    def withdraw(self, slug: str, account: Address, shop: Address) -> None:
        """By a steward, or by somebody who works for the shop, who may decline with it. Twice does no harm.

        Raises: CommunityUnknown, RoleRequired.
        """
        with self._db.write() as session:
            community_of(session, slug)
            if shop not in self._holders.shops_of(session, account) and not roles_of(session, slug, account) & _HOSTS:
                require_role(session, slug, account, _HOSTS, "withdraw a shop's invitation")
            row = session.get(InvitedShop, (slug, shop))
            if row is not None:
                session.delete(row)

    def _tell(self, session: Session, slug: str, shop: Payee, now: datetime) -> None:
        community, staff = community_of(session, slug), self._holders.staff_of(session, [shop.address])
        if staff:
            record(
                session,
                ShopInvited(
                    slug, str(shop.address), unix(now), sorted(map(str, staff)), shop.name_ja, shop.name_en,
                    community.name_ja, community.name_en,
                ),
                now,
            )  # fmt: skip
