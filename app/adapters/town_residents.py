"""Who lives where: the verified persons of the wallet, for points."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from wallet.services.persons.roll import PersonsRoll


class TownResidents:
    """Implements points.ports.ResidentRegistry."""

    def __init__(self, db: Database, clock: Clock, persons: PersonsRoll) -> None:
        self._db = db
        self._clock = clock
        self._persons = persons

    def verified(self, municipality: MunicipalityCode) -> Sequence[Address]:
        """The accounts of everybody whose identity check names this town as home, by address."""
        now = self._clock.now()
        with self._db.read() as session:
            return sorted(self._persons.persons(session, [str(municipality)], now, now))

    def persons(
        self, session: Session, municipalities: Collection[MunicipalityCode], now: datetime
    ) -> Mapping[Address, bytes]:
        return self._persons.persons(session, [str(one) for one in municipalities], now, now)
