"""The roll (名簿) of verified persons: whose account it is, and everybody of some towns at a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.ids import Address, MunicipalityCode
from wallet.models.verification import Verification

_AT_ONCE = 500


class PersonsRoll:
    def person_of(
        self, session: Session, account: Address, towns: Collection[str], since: datetime, now: datetime
    ) -> bytes | None:
        """The person behind `account`: verified in one of the towns at `since` already, and still so."""
        return session.scalar(
            select(Verification.person).where(Verification.account == account, *_counting(towns, since, now))
        )

    def verified(self, session: Session, account: Address, now: datetime) -> tuple[bytes, MunicipalityCode] | None:
        """The person behind `account` and where the person lives, wherever that is."""
        row = session.scalar(select(Verification).filter_by(account=account, revoked_at=None))
        return (row.person, row.municipality) if row is not None and row.holds_at(now, business_date(now)) else None

    def verified_among(self, session: Session, accounts: Collection[Address], now: datetime) -> set[Address]:
        asked, found, today = sorted(accounts), set[Address](), business_date(now)
        for start in range(0, len(asked), _AT_ONCE):
            some = Verification.account.in_(asked[start : start + _AT_ONCE])
            checks = session.scalars(select(Verification).where(some, Verification.revoked_at.is_(None)))
            found |= {check.account for check in checks if check.holds_at(now, today)}
        return found

    def persons(
        self, session: Session, towns: Collection[str], since: datetime, now: datetime
    ) -> Mapping[Address, bytes]:
        """All of them, by account."""
        found = select(Verification.account, Verification.person).where(*_counting(towns, since, now))
        return {row.account: row.person for row in session.execute(found)}

    def count(self, session: Session, towns: Collection[str], since: datetime, now: datetime) -> int:
        """How many they are."""
        return session.scalar(select(func.count(Verification.id)).where(*_counting(towns, since, now))) or 0


def _counting(towns: Collection[str], since: datetime, now: datetime) -> list[ColumnElement[bool]]:
    """Verified at `since`, in one of the towns, and at `now` neither revoked nor run out: see `holds_at`."""
    return [
        Verification.municipality.in_(list(towns)),
        Verification.verified_at <= since,
        or_(Verification.revoked_at.is_(None), Verification.revoked_at > now),
        Verification.valid_until >= business_date(now),
    ]
