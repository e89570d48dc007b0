"""Requests for communities, as the towns in them see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import MunicipalityCode
from dao.models.requests import CommunityRequest, RequestState, TownConsent
from dao.models.requests.errors import RequestUnknown
from dao.ports import CardSeries, Holders


@dataclass(frozen=True, slots=True)
class RequestView:
    request: CommunityRequest
    consents: Sequence[TownConsent]  # of the other towns

    def awaits(self, town: MunicipalityCode) -> bool:
        """This town has still to answer."""
        return self.request.state == RequestState.ASKED and any(
            one.municipality == town and one.agreed_at is None for one in self.consents
        )

    @property
    def goes_on(self) -> bool:
        """Something is done about it without anybody's doing."""
        return self.request.state in (RequestState.APPROVED, RequestState.OPENING)


class RequestPages:
    def __init__(self, db: Database, holders: Holders) -> None:
        self._db = db
        self._holders = holders

    def of_town(self, town: MunicipalityCode) -> Sequence[RequestView]:
        """The newest first."""
        asked = select(TownConsent.request_row).filter_by(municipality=town)
        part = or_(CommunityRequest.municipality == town, CommunityRequest.id.in_(asked))
        with self._db.read() as session:
            found = session.scalars(select(CommunityRequest).where(part).order_by(CommunityRequest.id.desc()))
            return [_view(session, request) for request in found]

    def one(self, number: int, town: MunicipalityCode) -> RequestView:
        """Raises: RequestUnknown."""
        found = next((view for view in self.of_town(town) if view.request.id == number), None)
        if found is None:
            raise RequestUnknown(number)
        return found

    def waiting(self) -> Sequence[CommunityRequest]:
        """Those an operator may have to see to, the oldest first."""
        states = (RequestState.APPROVED, RequestState.OPENING, RequestState.FAILED)
        wanted = select(CommunityRequest).where(CommunityRequest.state.in_(states)).order_by(CommunityRequest.id)
        with self._db.read() as session:
            return session.scalars(wanted).all()

    def series(self, towns: Sequence[MunicipalityCode]) -> Sequence[CardSeries]:
        """Whose cards may vote."""
        with self._db.read() as session:
            return self._holders.voting_series_of(session, [str(town) for town in towns])


def _view(session: Session, request: CommunityRequest) -> RequestView:
    towns = select(TownConsent).filter_by(request_row=request.id).order_by(TownConsent.municipality)
    return RequestView(request, session.scalars(towns).all())
