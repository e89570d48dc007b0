"""A town's officers name people to roles in a community in which the town takes part, and withdraw them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import CommunityUnknown, RoleHoldingUnknown
from dao.models import Community
from dao.models.membership import CommunityRole, RoleHolding


class NameRoles:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def name(
        self, slug: str, municipality: MunicipalityCode, curator: Address, account: Address, role: CommunityRole
    ) -> None:
        """The caller has checked that `curator` acts for `municipality`. Naming somebody twice changes nothing.

        Raises: CommunityUnknown, Invalid (municipality).
        """
        with self._db.write() as session:
            _require_town(session, slug, municipality)
            held = select(RoleHolding.id).where(
                RoleHolding.community == slug, RoleHolding.account == account, RoleHolding.role == role,
                RoleHolding.withdrawn_at.is_(None),
            )  # fmt: skip
            if session.scalar(held) is None:
                session.add(
                    RoleHolding(
                        community=slug, account=account, role=role, municipality=str(municipality), named_by=curator,
                        named_at=self._clock.now(),
                    )
                )  # fmt: skip

    def withdraw(self, number: int, municipality: MunicipalityCode, curator: Address) -> None:
        """Only the town that named somebody withdraws the role; twice changes nothing.

        Raises: RoleHoldingUnknown.
        """
        with self._db.write() as session:
            row = session.get(RoleHolding, number)
            if row is None or row.municipality != str(municipality):
                raise RoleHoldingUnknown(number)
            if row.withdrawn_at is None:
                row.withdrawn_by, row.withdrawn_at = curator, self._clock.now()


def _require_town(session: Session, slug: str, municipality: MunicipalityCode) -> None:
    community = session.scalar(select(Community).filter_by(slug=slug))
    if community is None:
        raise CommunityUnknown(slug)
    if str(municipality) not in community.towns:
        raise Invalid("municipality", "not_of_community", code=str(municipality))
