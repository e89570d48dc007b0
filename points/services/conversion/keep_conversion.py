"""An officer decides at which rate another app's points become common points, from which day, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.models import ConnectedService
from points.bridges.queries.services import service_of
from points.errors import ConversionRefused
from points.models import ConversionRule
from points.models.conversion import MOST_APP_POINTS, MOST_IN_RATE, app_points_within
from points.ports import Signer
from points.queries.conversions import rule_on
from points.queries.programs import program_on_chain


@dataclass(frozen=True, slots=True)
class ConversionTerms:
    program_id: int
    app_points: int
    common_points: int
    least: int
    most_a_day: Points
    most_a_month: Points
    budget: Points
    first_day: date


class KeepConversion:
    """Does not check that the officer holds the Issuer role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer

    def check(self, issuer: MunicipalityCode, officer: Address, client_id: str, terms: ConversionTerms) -> None:
        """Could `set_rate` do this now? Raises what it raises."""
        with self.db.read() as session:
            self._checked(session, issuer, officer, client_id, terms)

    def set_rate(self, issuer: MunicipalityCode, officer: Address, client_id: str, terms: ConversionTerms) -> int:
        """From `first_day` on, instead of what held before. Returns: the rule's id.

        Raises: NotFound, ConversionRefused (own_wallet, paid, not_asked), Invalid (app_points, common_points, least,
        most_a_day, most_a_month, budget, first_day).
        """
        with self.db.write() as session:
            service = self._checked(session, issuer, officer, client_id, terms, for_update=True)
            rule = ConversionRule(
                service_id=service.id,
                municipality=issuer,
                program_id=terms.program_id,
                app_points=terms.app_points,
                common_points=terms.common_points,
                least=terms.least,
                most_a_day=terms.most_a_day,
                most_a_month=terms.most_a_month,
                budget=terms.budget,
                first_day=terms.first_day,
                is_open=True,
                officer=officer,
                created_at=self.clock.now(),
            )
            session.add(rule)
            session.flush()
            return rule.id

    def end(self, issuer: MunicipalityCode, officer: Address, client_id: str) -> date:
        """Nothing is converted from tomorrow on. Returns: that day. Raises: NotFound, ConversionRefused (not_open)."""
        now = self.clock.now()
        tomorrow = business_date(now) + timedelta(days=1)
        with self.db.write() as session:
            service = service_for_town(session, issuer, client_id, for_update=True)
            last = rule_on(session, service.id, issuer, tomorrow)
            if last is None:
                raise ConversionRefused("not_open")
            kept = {name: getattr(last, name) for name in _TERMS}
            end = {"first_day": tomorrow, "is_open": False, "officer": officer, "created_at": now}
            session.add(ConversionRule(service_id=service.id, municipality=issuer, **kept, **end))
        return tomorrow

    def withdraw(self, issuer: MunicipalityCode, officer: Address, client_id: str, rule_id: int) -> None:
        """What was announced does not come. Raises: NotFound, ConversionRefused (began)."""
        now = self.clock.now()
        with self.db.write() as session:
            service = service_for_town(session, issuer, client_id, for_update=True)
            rule = session.get(ConversionRule, rule_id)
            if rule is None or (rule.service_id, rule.municipality) != (service.id, issuer) or rule.withdrawn_at:
                raise NotFound("conversion_rule", rule_id)
            if rule.first_day <= business_date(now):
                raise ConversionRefused("began")
            rule.withdrawn_at, rule.withdrawn_by = now, officer

    def _checked(
        self,
        session: Session,
        issuer: MunicipalityCode,
        officer: Address,
        client_id: str,
        terms: ConversionTerms,
        *,
        for_update: bool = False,
    ) -> ConnectedService:
        _check_amounts(terms)
        if not self.signer.is_managed(officer):
            raise ConversionRefused("own_wallet")
        service = service_for_town(session, issuer, client_id, for_update=for_update)
        if CONVERSION_REQUESTED not in service.event_types:
            raise ConversionRefused("not_asked")
        program = program_on_chain(session, issuer, terms.program_id)
        if program.is_paid:
            raise ConversionRefused("paid")
        today = business_date(self.clock.now())
        # Where people convert already they see a new rate at least a day before it counts.
        first = today + timedelta(days=1) if rule_on(session, service.id, issuer, today) else today
        if not max(first, day_from_number(program.first_day)) <= terms.first_day <= day_from_number(program.last_day):
            raise Invalid("first_day", "rate_day")
        return service


_TERMS = (
    "program_id", "app_points", "common_points", "least", "most_a_day", "most_a_month", "budget",
)  # fmt: skip


def service_for_town(
    session: Session, municipality: MunicipalityCode, client_id: str, *, for_update: bool = False
) -> ConnectedService:
    """One that the town registered, or that names it. Raises: NotFound."""
    service = service_of(session, client_id, for_update=for_update)
    if service.municipality != municipality and str(municipality) not in service.towns:
        raise NotFound("service", client_id)
    return service


def _check_amounts(terms: ConversionTerms) -> None:
    for field in ("app_points", "common_points"):
        if not 1 <= getattr(terms, field) <= MOST_IN_RATE:
            raise Invalid(field, "not_between", least=1, most=MOST_IN_RATE)
    if not 1 <= terms.least <= MOST_APP_POINTS:
        raise Invalid("least", "not_between", least=1, most=MOST_APP_POINTS)
    if not 1 <= terms.most_a_day <= terms.most_a_month:
        raise Invalid("most_a_day", "not_between", least=1, most=int(terms.most_a_month))
    if terms.most_a_month > terms.budget:
        raise Invalid("most_a_month", "not_between", least=1, most=int(terms.budget))
    most = app_points_within(int(terms.most_a_day), terms)
    if most < terms.least:
        raise Invalid("least", "not_between", least=1, most=most)
