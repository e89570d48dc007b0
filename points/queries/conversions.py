"""Rules by which other apps' points become common points, and how much of their limits is used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.bridges.models import Webhook
from points.models import Conversion, ConversionGrant, ConversionRule, GrantedChunk

_IS_GIVEN = select(GrantedChunk.campaign_key).where(GrantedChunk.campaign_key == ConversionGrant.campaign_key).exists()


class ConversionState(StrEnum):
    REFUSED = "refused"
    COMING = "coming"
    GIVEN = "given"
    FAILED = "failed"  # the chain refused; the app gives its points back


@dataclass(frozen=True, slots=True)
class Used:
    """In common points: of a person today and this month, and of everybody at the service this month."""

    today: Points
    month: Points
    budget: Points


@dataclass(frozen=True, slots=True)
class ConversionView:
    conversion: Conversion
    rule: ConversionRule | None
    amount: Points
    state: ConversionState


def rule_on(session: Session, service_id: int, municipality: MunicipalityCode, day: date) -> ConversionRule | None:
    """What holds on a day; None also where nothing is converted any more."""
    began = _rules(service_id, municipality).where(
        ConversionRule.withdrawn_at.is_(None), ConversionRule.first_day <= day
    )
    newest = began.order_by(ConversionRule.first_day.desc(), ConversionRule.id.desc())
    found = session.scalar(newest.limit(1))
    return found if found and found.is_open else None


def rule_after(session: Session, service_id: int, municipality: MunicipalityCode, day: date) -> ConversionRule | None:
    """The next that is announced, be it the end of converting."""
    coming = _rules(service_id, municipality).where(
        ConversionRule.withdrawn_at.is_(None), ConversionRule.first_day > day
    )
    return session.scalar(coming.order_by(ConversionRule.first_day, ConversionRule.id.desc()).limit(1))


def rules_of(session: Session, service_id: int, municipality: MunicipalityCode) -> Sequence[ConversionRule]:
    """All that there were, latest first."""
    latest = _rules(service_id, municipality).order_by(ConversionRule.first_day.desc(), ConversionRule.id.desc())
    return session.scalars(latest).all()


def conversions_used(
    session: Session, service_id: int, municipality: MunicipalityCode, holder: Address, day: date
) -> Used:
    """What failed on the chain does not count."""
    here = Conversion.service_id == service_id, Conversion.municipality == municipality
    month = Conversion.day >= day.replace(day=1), Conversion.day < first_of_next(day)
    mine = Conversion.holder == holder
    return Used(
        _sum(session, *here, mine, Conversion.day == day),
        _sum(session, *here, mine, *month),
        _sum(session, *here, *month),
    )


def conversions_coming(session: Session, program_id: int) -> int:
    """What was promised and is not on chain yet."""
    return int(_sum(session, ConversionGrant.program_id == program_id, ~_IS_GIVEN))


def conversion_views(session: Session, *only: ColumnElement[bool], limit: int = 50) -> list[ConversionView]:
    """Newest first."""
    found = (
        select(Conversion, ConversionRule, ConversionGrant, _IS_GIVEN)
        .outerjoin(ConversionRule, ConversionRule.id == Conversion.rule_id)
        .outerjoin(ConversionGrant, ConversionGrant.conversion_id == Conversion.id)
        .where(*only)
        .order_by(Conversion.id.desc())
        .limit(limit)
    )
    return [
        ConversionView(row, rule, grant.amount if grant else Points(0), _state(grant, is_given))
        for row, rule, grant, is_given in session.execute(found)
    ]


def ended_unanswered(session: Session, limit: int) -> Sequence[int]:
    """Conversions of which a service with an address has to be told, oldest first."""
    ended = or_(Conversion.refusal != "", ConversionGrant.failure != "", _IS_GIVEN)
    found = (
        select(Conversion.id)
        .join(Webhook, Webhook.service_id == Conversion.service_id)
        .outerjoin(ConversionGrant, ConversionGrant.conversion_id == Conversion.id)
        .where(Conversion.answered_at.is_(None), ended)
        .order_by(Conversion.id)
        .limit(limit)
    )
    return session.scalars(found).all()


def granted_by_conversion(session: Session, keys: Collection[bytes]) -> dict[bytes, tuple[Conversion, ConversionRule]]:
    """Which of these grants came of other apps' points, and by which rule."""
    found = (
        select(ConversionGrant.campaign_key, Conversion, ConversionRule)
        .join(Conversion, Conversion.id == ConversionGrant.conversion_id)
        .join(ConversionRule, ConversionRule.id == Conversion.rule_id)
        .where(ConversionGrant.campaign_key.in_(keys))
    )
    return {key: (row, rule) for key, row, rule in session.execute(found)}


def first_of_next(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _rules(service_id: int, municipality: MunicipalityCode) -> Select[ConversionRule]:
    return select(ConversionRule).where(
        ConversionRule.service_id == service_id, ConversionRule.municipality == municipality
    )


def _sum(session: Session, *only: ColumnElement[bool]) -> Points:
    total = select(func.coalesce(func.sum(ConversionGrant.amount), 0)).join(
        Conversion, Conversion.id == ConversionGrant.conversion_id
    )
    return Points(int(session.scalar(total.where(ConversionGrant.failure == "", *only)) or 0))


def _state(grant: ConversionGrant | None, is_given: bool) -> ConversionState:
    if grant is None:
        return ConversionState.REFUSED
    if is_given:
        return ConversionState.GIVEN
    return ConversionState.FAILED if grant.failure else ConversionState.COMING
