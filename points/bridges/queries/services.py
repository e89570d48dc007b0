"""Connected services, as the town's officers and the vendor's people see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import MunicipalityCode
from points.bridges.models import (
    ConnectedService,
    EventState,
    ServiceAct,
    ServiceEvent,
    ServiceSecret,
    ServiceState,
    Webhook,
)


@dataclass(frozen=True, slots=True)
class ServiceRow:
    service: ConnectedService
    counts: dict[str, int]  # of events, by state
    last_at: datetime | None

    @property
    def dead(self) -> int:
        return self.counts.get(EventState.DEAD, 0)


@dataclass(frozen=True, slots=True)
class SecretView:
    """Of the secrets only when they were made and when they end."""

    id: int
    made_at: datetime
    ends_at: datetime | None


def service_of(session: Session, client_id: str, *, for_update: bool = False) -> ConnectedService:
    """Raises: NotFound."""
    found = find_service(session, client_id, for_update=for_update)
    if found is None:
        raise NotFound("service", client_id)
    return found


def find_service(session: Session, client_id: str, *, for_update: bool = False) -> ConnectedService | None:
    wanted = select(ConnectedService).where(ConnectedService.client_id == client_id)
    return session.scalar(wanted.with_for_update() if for_update else wanted)


def webhook_of(session: Session, service_id: int, *, for_update: bool = False) -> Webhook | None:
    """Where the service is told things."""
    wanted = select(Webhook).where(Webhook.service_id == service_id)
    return session.scalar(wanted.with_for_update() if for_update else wanted)


def services_of_town(session: Session, municipality: MunicipalityCode) -> list[ServiceRow]:
    mine = select(ConnectedService).where(ConnectedService.municipality == municipality)
    rows = session.scalars(mine.order_by(ConnectedService.name_ja, ConnectedService.id)).all()
    counts, last = _counts(session, [row.id for row in rows])
    return [ServiceRow(row, counts.get(row.id, {}), last.get(row.id)) for row in rows]


def service_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """In Japanese, by the service's id."""
    found = session.execute(select(ConnectedService.id, ConnectedService.name_ja).where(ConnectedService.id.in_(ids)))
    return {row.id: row.name_ja for row in found}


def service_row(session: Session, service: ConnectedService) -> ServiceRow:
    counts, last = _counts(session, [service.id])
    return ServiceRow(service, counts.get(service.id, {}), last.get(service.id))


def acts_of(session: Session, service_id: int) -> Sequence[ServiceAct]:
    """Newest first."""
    mine = select(ServiceAct).where(ServiceAct.service_id == service_id)
    return session.scalars(mine.order_by(ServiceAct.id.desc()).limit(30)).all()


def secrets_of(session: Session, service_id: int, now: datetime) -> list[SecretView]:
    """Those that still sign, newest first."""
    mine = select(ServiceSecret).where(ServiceSecret.service_id == service_id).order_by(ServiceSecret.id.desc())
    return [
        SecretView(row.id, row.made_at, row.ends_at)
        for row in session.scalars(mine)
        if row.ends_at is None or row.ends_at > now
    ]


def _counts(session: Session, ids: list[int]) -> tuple[dict[int, dict[str, int]], dict[int, datetime]]:
    counts: dict[int, dict[str, int]] = {}
    last: dict[int, datetime] = {}
    columns = ServiceEvent.service_id, ServiceEvent.state, func.count(), func.max(ServiceEvent.received_at)
    grouped = select(*columns).where(ServiceEvent.service_id.in_(ids))
    for service_id, state, number, at in session.execute(grouped.group_by(*columns[:2])):
        counts.setdefault(service_id, {})[str(state)] = number
        last[service_id] = max(at, last.get(service_id, at))
    return counts, last


def services_for_rules(session: Session, town: MunicipalityCode) -> list[ConnectedService]:
    """Those whose events may happen in this town, whichever town registered them, and that are not stopped."""
    found = select(ConnectedService).where(ConnectedService.state != ServiceState.STOPPED).order_by(ConnectedService.id)
    return [one for one in session.scalars(found) if str(town) in one.towns]


def hears_of_tickets(service: ConnectedService, town: MunicipalityCode, number: int) -> bool:
    """May the service hear of these tickets? Only the town that sells them can let it."""
    return service.municipality == town and number in service.ticket_services


def may_check_in(service: ConnectedService, town: MunicipalityCode, number: int, place: int) -> bool:
    """May the service cancel the part of these tickets that is good at the place?"""
    return hears_of_tickets(service, town, number) and [number, place] in service.check_ins


def services_for_tickets(session: Session, town: MunicipalityCode, number: int) -> list[ConnectedService]:
    """Live ones; in test a service reads what its own people hold, and is told of nobody's."""
    live = ConnectedService.municipality == town, ConnectedService.state == ServiceState.LIVE
    found = select(ConnectedService).where(*live).order_by(ConnectedService.id)
    return [one for one in session.scalars(found) if hears_of_tickets(one, town, number)]
