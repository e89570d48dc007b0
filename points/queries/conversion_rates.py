"""Which apps' points a town turns into its own, and how much somebody may still turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.models import ConnectedService, ServiceState
from points.models import ConversionRule
from points.models.conversion import app_points_within
from points.queries.conversions import conversions_used, rule_after, rule_on


@dataclass(frozen=True, slots=True)
class ServiceRate:
    """`now` or `coming` is None where nothing is converted, or nothing else is announced. `used`: of this month."""

    service: ConnectedService
    municipality: MunicipalityCode
    now: ConversionRule | None
    coming: ConversionRule | None
    used: Points


@dataclass(frozen=True, slots=True)
class OwnRate:
    """In points of the app: what somebody may still turn today and this month."""

    rate: ServiceRate
    left_today: int
    left_month: int


def rates_of_town(session: Session, municipality: MunicipalityCode, day: date) -> list[ServiceRate]:
    """Of every service that may ask for it here."""
    by_name = select(ConnectedService).order_by(ConnectedService.name_ja, ConnectedService.id)
    return [
        service_rate(session, service, municipality, day)
        for service in session.scalars(by_name)
        if CONVERSION_REQUESTED in service.event_types and _serves(service, municipality)
    ]


def service_rate(session: Session, service: ConnectedService, municipality: MunicipalityCode, day: date) -> ServiceRate:
    nobody = Address("0x" + "00" * 20)
    return ServiceRate(
        service,
        municipality,
        rule_on(session, service.id, municipality, day),
        rule_after(session, service.id, municipality, day),
        conversions_used(session, service.id, municipality, nobody, day).budget,
    )


def rates_for(session: Session, holder: Address, day: date) -> list[OwnRate]:
    """What anybody can turn now or soon, of services that are live; those of the same app stand together."""
    pairs = (
        select(ConnectedService, ConversionRule.municipality)
        .join(ConversionRule, ConversionRule.service_id == ConnectedService.id)
        .where(ConnectedService.state == ServiceState.LIVE)
        .distinct()
        .order_by(ConnectedService.id, ConversionRule.municipality)
    )
    rates = [service_rate(session, service, town, day) for service, town in session.execute(pairs)]
    return [_own(session, rate, holder, day) for rate in rates if rate.now or (rate.coming and rate.coming.is_open)]


def _own(session: Session, rate: ServiceRate, holder: Address, day: date) -> OwnRate:
    if rate.now is None:
        return OwnRate(rate, 0, 0)
    used = conversions_used(session, rate.service.id, rate.municipality, holder, day)
    month = min(int(rate.now.most_a_month) - int(used.month), int(rate.now.budget) - int(used.budget))
    today = min(month, int(rate.now.most_a_day) - int(used.today))
    return OwnRate(rate, app_points_within(today, rate.now), app_points_within(month, rate.now))


def _serves(service: ConnectedService, municipality: MunicipalityCode) -> bool:
    return municipality == service.municipality or str(municipality) in service.towns
