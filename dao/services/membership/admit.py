"""Towns let holders of their other cards belong, all their verified residents, or all shops in their registry. None of
them votes by it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.models.membership import AdmittedCircle, AdmittedSeries, Circle
from dao.ports import Holders
from dao.queries.moderation.subjects import community_of


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
            _require_town(session, slug, municipality)
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


class AdmitCircle:
    """The caller has checked that the officer acts for `municipality`. Twice changes nothing."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def admit(self, slug: str, municipality: MunicipalityCode, officer: Address, circle: Circle) -> None:
        """Raises: CommunityUnknown, Invalid (municipality)."""
        code = str(municipality)
        with self._db.write() as session:
            _require_town(session, slug, municipality)
            if session.get(AdmittedCircle, (slug, code, circle)) is None:
                session.add(
                    AdmittedCircle(
                        community=slug, municipality=code, circle=circle, admitted_by=officer,
                        admitted_at=self._clock.now(),
                    )
                )  # fmt: skip

    def withdraw(self, slug: str, municipality: MunicipalityCode, circle: Circle) -> None:
        with self._db.write() as session:
            row = session.get(AdmittedCircle, (slug, str(municipality), circle))
            if row is not None:
                session.delete(row)


def _require_town(session: Session, slug: str, municipality: MunicipalityCode) -> None:
    if str(municipality) not in community_of(session, slug).towns:
        raise Invalid("municipality", "not_of_community", code=str(municipality))
