"""A service asks to turn somebody's points at it into common points: decided at once, once for its own number."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, unix
from chain.ids import Address, MunicipalityCode
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.models import ConnectedService, ServiceEvent
from points.models import Conversion, ConversionGrant, ConversionRule
from points.models.conversion import Converted, app_points_within, convert, last_day_of_converted
from points.ports import Persons
from points.queries.conversions import conversions_used, rule_on
from points.queries.programs import cap_left, program_on_chain

_SIGNATURE_LIFE = timedelta(days=7)  # long enough for a node that is away


class RequestConversion:
    """The rate is that of the day on which the request arrived, however long it waited; limits and the month's bill
    count the day on which it was decided."""

    def __init__(self, clock: Clock, persons: Persons) -> None:
        self.clock = clock
        self.persons = persons

    def on_service_event_received(self, session: Session, body: Mapping[str, Any]) -> None:
        """Other types are left alone. A number that was asked before, be it with other points, is answered as then."""
        if body["type"] != CONVERSION_REQUESTED:
            return
        # One request of a service after the other, so that two at once do not go beyond a limit.
        service = session.get_one(ConnectedService, body["service_id"], with_for_update=True)
        key = body["data"]["conversion"]
        known = session.scalar(select(Conversion).filter_by(service_id=service.id, key=key))
        if known is not None:
            known.answered_at = None
            return
        now = self.clock.now()
        event = session.get(ServiceEvent, body["event_row_id"])
        arrival = business_date(event.received_at if event else now)
        asked = Conversion(
            service_id=service.id,
            key=key,
            municipality=MunicipalityCode(body["municipality"]),
            holder=Address(body["account"]),
            app_points=body["data"]["app_points"],
            taken=0,
            day=business_date(now),
            refusal="",
            most=0,
            created_at=now,
        )
        session.add(asked)
        self._decide(session, asked, arrival, now)

    def _decide(self, session: Session, asked: Conversion, arrival: date, now: datetime) -> None:
        rule = rule_on(session, asked.service_id, asked.municipality, arrival)
        if rule is None:
            asked.refusal = "no_rule"
            return
        asked.rule_id = rule.id
        worth = convert(asked.app_points, rule)
        program = program_on_chain(session, None, rule.program_id)
        if program.is_verified_only and self.persons.verified(session, asked.holder, now) is None:
            asked.refusal = "not_verified"
            return
        asked.refusal, asked.most = refusal_of(session, asked, rule, worth)
        if asked.refusal:
            return
        asked.taken = worth.taken
        session.flush()
        grant = ConversionGrant(
            conversion_id=asked.id,
            program_id=rule.program_id,
            holder=asked.holder,
            amount=worth.given,
            expiry_day=last_day_of_converted(asked.day, day_from_number(program.last_day)),
            campaign_key=secrets.token_bytes(32),
            officer=rule.officer,
            deadline=unix(now + _SIGNATURE_LIFE),
            failure="",
            failure_args={},
        )
        session.add(grant)


def refusal_of(session: Session, asked: Conversion, rule: ConversionRule, worth: Converted) -> tuple[str, int]:
    """too_few, over_day, over_month, over_budget, over_program or program_over, with the most app points that could
    be converted; empty: nothing stands in the way."""
    program = program_on_chain(session, None, rule.program_id)
    if asked.day > day_from_number(program.last_day):
        return "program_over", 0
    if asked.app_points < rule.least or worth.taken == 0:
        return "too_few", 0
    used = conversions_used(session, asked.service_id, asked.municipality, asked.holder, asked.day)
    left = {
        "over_day": int(rule.most_a_day) - int(used.today),
        "over_month": int(rule.most_a_month) - int(used.month),
        "over_budget": int(rule.budget) - int(used.budget),
        "over_program": int(cap_left(session, program)),
    }
    reason = next((name for name, most in left.items() if int(worth.given) > most), "")
    most = app_points_within(min(left.values()), rule)
    return reason, most if reason and most >= rule.least else 0
