"""How a town's money desk works, with what holds where nobody has set anything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from points.models import MerchantTerms, MoneyDesk
from points.models.banking_days import ClosingDay, latest_due, next_closings
from points.models.money_desk import DEFAULT_CLOSING_DAYS, DEFAULT_PAYMENT_DAYS
from points.queries.coupon_claims import coupon_claims
from points.queries.settlements import closed_through, merchant_claims

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Calendar:
    """`due`: a closing day that is over, with something to close and no closing that covers it."""

    days: tuple[int, ...]
    payment_days: int
    upcoming: list[ClosingDay]
    due: date | None


@dataclass(frozen=True, slots=True)
class ShopTerms:
    """What holds for one shop; `own_rate` where it differs from the town's."""

    rate_basis_points: int = 0
    own_rate: int | None = None
    held_reason: str = ""


def money_desk(session: Session, municipality: MunicipalityCode) -> MoneyDesk | None:
    return session.get(MoneyDesk, municipality)


def closing_calendar(session: Session, municipality: MunicipalityCode, today: date) -> Calendar:
    desk = money_desk(session, municipality)
    days = tuple(desk.closing_days) if desk else DEFAULT_CLOSING_DAYS
    payment_days = desk.payment_days if desk else DEFAULT_PAYMENT_DAYS
    due = latest_due(days, closed_through(session, municipality), today)
    if due is not None and not open_claims(session, municipality, due):
        due = None
    return Calendar(days, payment_days, next_closings(days, payment_days, today, _SHOWN), due)


def open_claims(session: Session, municipality: MunicipalityCode, day: date) -> bool:
    """Whether a closing through the day would pay anybody."""
    shops = {claim.merchant_id for claim in merchant_claims(session, municipality, day)}
    shops |= coupon_claims(session, municipality, day).keys()
    return any(not terms.held_reason for terms in shop_terms(session, municipality, shops).values())


def shop_terms(session: Session, municipality: MunicipalityCode, merchant_ids: Collection[int]) -> dict[int, ShopTerms]:
    desk = money_desk(session, municipality)
    usual = desk.fee_rate_basis_points if desk else 0
    wanted = select(MerchantTerms).where(
        MerchantTerms.municipality == municipality, MerchantTerms.merchant_id.in_(merchant_ids)
    )
    own = {row.merchant_id: row for row in session.scalars(wanted)}
    return {key: _terms(usual, own.get(key)) for key in merchant_ids}


def towns_paying_home_shops(session: Session) -> frozenset[MunicipalityCode]:
    """Towns that agreed that the shop's home town pays and issuers reimburse it."""
    return frozenset(session.scalars(select(MoneyDesk.municipality).where(MoneyDesk.pays_home_shops)))


def _terms(usual: int, own: MerchantTerms | None) -> ShopTerms:
    if own is None:
        return ShopTerms(usual)
    rate = own.fee_rate_basis_points
    return ShopTerms(usual if rate is None else rate, rate, own.held_reason)
