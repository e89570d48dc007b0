"""The roll (名簿) of verified persons: whose account it is, and everybody of some towns at a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.ids import Address
from wallet.models.verification import Verification


class PersonsRoll:
    def person_of(
        self, session: Session, account: Address, towns: Collection[str], since: datetime, now: datetime
    ) -> bytes | None:
        """The person behind `account`: verified in one of the towns at `since` already, and still so."""
        rows = session.scalars(select(Verification).filter_by(account=account)).all()
        return next((row.person for row in rows if _counts(row, towns, since, now)), None)

    def persons(
        self, session: Session, towns: Collection[str], since: datetime, now: datetime
    ) -> Mapping[Address, bytes]:
        """All of them, by account."""
        rows = session.scalars(select(Verification).where(Verification.municipality.in_(list(towns)))).all()
        return {row.account: row.person for row in rows if _counts(row, towns, since, now)}


def _counts(row: Verification, towns: Collection[str], since: datetime, now: datetime) -> bool:
    is_of_town, today = str(row.municipality) in towns, business_date(now)
    return is_of_town and row.verified_at <= since and row.holds_at(now, today)
