"""What services owe towns for a month's conversions: a yen for each common point that stands on the chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from chain.units import Points, Yen
from points.bridges.models import ConnectedService
from points.models import Conversion, ConversionGrant, ConversionRule, GrantedChunk
from points.queries.conversions import first_of_next

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class BillLine:
    """Of one service, town, program and rate. `coming` is not owed before it stands on the chain; what the chain
    refused is owed by nobody, as the app gave its points back."""

    service: ConnectedService
    municipality: MunicipalityCode
    program_id: int
    rule: ConversionRule
    conversions: int
    app_points: int
    given: Points
    coming: Points

    @property
    def owed(self) -> Yen:
        return Yen(int(self.given))


@dataclass(frozen=True, slots=True)
class Bill:
    lines: list[BillLine]

    @property
    def owed(self) -> Yen:
        return sum((line.owed for line in self.lines), Yen(0))

    @property
    def coming(self) -> Points:
        return sum((line.coming for line in self.lines), Points(0))

    def by_service(self) -> list[tuple[ConnectedService, Yen]]:
        return _summed((line.service, line.owed) for line in self.lines)

    def by_town(self) -> list[tuple[MunicipalityCode, Yen]]:
        return _summed((line.municipality, line.owed) for line in self.lines)


def bill_of_town(session: Session, municipality: MunicipalityCode, month: date) -> Bill:
    """What is owed to a town; `month` is any day of it."""
    return _bill(session, month, Conversion.municipality == municipality)


def bill_of_service(session: Session, service_id: int, month: date) -> Bill:
    return _bill(session, month, Conversion.service_id == service_id)


def _bill(session: Session, month: date, only: ColumnElement[bool]) -> Bill:
    is_given = GrantedChunk.campaign_key.is_not(None)
    one = Conversion.service_id, Conversion.municipality, ConversionGrant.program_id, Conversion.rule_id
    found = (
        select(
            *one,
            func.sum(case((is_given, 1), else_=0)),
            func.sum(case((is_given, Conversion.taken), else_=0)),
            func.coalesce(func.sum(GrantedChunk.total), 0),  # what the chain says
            func.sum(case((is_given, 0), else_=ConversionGrant.amount)),
        )
        .join(ConversionGrant, ConversionGrant.conversion_id == Conversion.id)
        .outerjoin(GrantedChunk, GrantedChunk.campaign_key == ConversionGrant.campaign_key)
        .where(
            Conversion.day >= month.replace(day=1), Conversion.day < first_of_next(month),
            ConversionGrant.failure == "", only,
        )
        .group_by(*one)
        .order_by(*one)
    )  # fmt: skip
    return Bill(
        [
            BillLine(
                service=session.get_one(ConnectedService, service_id),
                municipality=town,
                program_id=program_id,
                rule=session.get_one(ConversionRule, rule_id),
                conversions=int(conversions),
                app_points=int(taken),
                given=Points(int(given)),
                coming=Points(int(coming)),
            )
            for service_id, town, program_id, rule_id, conversions, taken, given, coming in session.execute(found)
        ]
    )


def _summed(pairs: Iterable[tuple[Key, Yen]]) -> list[tuple[Key, Yen]]:
    totals: dict[Key, Yen] = {}
    for key, amount in pairs:
        totals[key] = totals.get(key, Yen(0)) + amount
    return list(totals.items())
