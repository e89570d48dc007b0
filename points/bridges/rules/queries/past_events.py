"""Events of the past as a forecast reads them: in the order in which they happened, some thousands at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVarTuple

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from chain.clock import end_of_day
from chain.ids import Address, MunicipalityCode
from points.bridges.models import ConnectedService, EventState, ServiceEvent
from points.bridges.rules.models import Visit
from points.bridges.rules.terms import PAIRED

AT_ONCE = 2_000
Columns = TypeVarTuple("Columns")
_PARAMETERS = 500  # of one statement


@dataclass(frozen=True, slots=True)
class Span:
    """Which events: of a town and type, on these days. `services`: only of these; None: whichever sent them."""

    town: MunicipalityCode
    type: str
    first_day: date
    last_day: date
    services: Collection[int] | None


@dataclass(frozen=True, slots=True)
class PastEvent:
    """`content`: sealed, bound to `client_id`."""

    id: int
    service_id: int
    client_id: str
    account: Address
    occurred_at: datetime
    content: bytes


def count_of(session: Session, span: Span) -> int:
    return int(session.scalar(_within(select(func.count(ServiceEvent.id)), span)) or 0)


def past_events(session: Session, span: Span) -> Iterator[Sequence[PastEvent]]:
    """Those that were handed on and are not forgotten."""
    place = ServiceEvent.occurred_at, ServiceEvent.id
    columns = ServiceEvent.account, ServiceEvent.occurred_at, ServiceEvent.content_sealed
    found = select(ServiceEvent.id, ServiceEvent.service_id, ConnectedService.client_id, *columns)
    joined = found.join(ConnectedService, ConnectedService.id == ServiceEvent.service_id)
    wanted, after = _within(joined, span).order_by(*place).limit(AT_ONCE), None
    while True:
        rows = session.execute(wanted if after is None else wanted.where(tuple_(*place) > tuple_(*after))).all()
        if not rows:
            return
        yield [_event(row) for row in rows]
        after = rows[-1].occurred_at, rows[-1].id


def did_before(session: Session, event_type: str, day: date) -> set[Address]:
    """Whose first event of this type was before that day."""
    earlier = select(ServiceEvent.account).where(
        ServiceEvent.type == event_type,
        ServiceEvent.state == EventState.HANDED_ON,
        ServiceEvent.occurred_at < _start(day),
    )
    return {one for one in session.scalars(earlier.distinct()) if one}


def minutes_of(session: Session, kind: str, ids: Sequence[int]) -> dict[int, int]:
    """Of exits whose entry is known."""
    if kind not in PAIRED:
        return {}
    found: dict[int, int] = {}
    for start in range(0, len(ids), _PARAMETERS):
        for visit in session.scalars(select(Visit).where(Visit.end_event.in_(ids[start : start + _PARAMETERS]))):
            if visit.minutes is not None and visit.end_event is not None:
                found[visit.end_event] = visit.minutes
    return found


def _event(values: Sequence[Any]) -> PastEvent:
    return PastEvent(*values)


def _within(found: Select[*Columns], span: Span) -> Select[*Columns]:
    found = found.where(
        ServiceEvent.municipality == span.town,
        ServiceEvent.type == span.type,
        ServiceEvent.state == EventState.HANDED_ON,
        ServiceEvent.account.is_not(None),
        ServiceEvent.content_sealed.is_not(None),
        ServiceEvent.occurred_at >= _start(span.first_day),
        ServiceEvent.occurred_at < end_of_day(span.last_day),
    )
    return found.where(ServiceEvent.service_id.in_(span.services)) if span.services is not None else found


def _start(day: date) -> datetime:
    return end_of_day(day - timedelta(days=1))
