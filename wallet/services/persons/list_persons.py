"""Verifications of a town, for its officers: by account, without anything of the document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import MunicipalityCode
from wallet.models.verification import Verification

_SHOWN = 100


class ListPersons:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def newest(self, municipality: MunicipalityCode) -> Sequence[Verification]:
        """The last hundred."""
        found = select(Verification).filter_by(municipality=municipality).order_by(Verification.id.desc())
        with self._db.read() as session:
            return session.scalars(found.limit(_SHOWN)).all()

    def count(self, municipality: MunicipalityCode) -> int:
        """How many are verified now."""
        valid = select(func.count()).select_from(Verification).filter_by(municipality=municipality, revoked_at=None)
        with self._db.read() as session:
            return session.scalar(valid.where(Verification.valid_until >= business_date(self._clock.now()))) or 0
