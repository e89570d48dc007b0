"""What was counted here in a fiscal year, to stand beside the indicators: it does not explain them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.fiscal_years import fiscal_year_of, span_of_fiscal_year
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.analytics.k_anonymity import is_small
from points.analytics.wellbeing.ports import Votes
from points.bridges.rules.ports import PeopleFacts
from points.models import MerchantOnChain, PaymentOnChain, RefundOnChain


@dataclass(frozen=True, slots=True)
class YearCounts:
    """`spent`: at the town's shops, less what they gave back. `outside`: people verified elsewhere who paid there, None
    for one to four, who could be somebody. `is_running`: the year is not over."""

    year: int
    spent: Points
    payments: int
    outside: int | None
    votes: int
    is_running: bool


class YearsCounted:
    def __init__(self, people: PeopleFacts, votes: Votes) -> None:
        self._people = people
        self._votes = votes

    def of(self, session: Session, town: MunicipalityCode, years: Collection[int], now: datetime) -> list[YearCounts]:
        """Oldest first."""
        spans = {year: span_of_fiscal_year(year) for year in sorted(years)}
        payers = {year: _payers(session, town, *span) for year, span in spans.items()}
        known = self._people.find(session, set().union(*payers.values()), now)
        outside = {account for account, standing in known.items() if standing.home not in (None, town)}
        counts = []
        for year, (begin, end) in spans.items():
            spent, payments = _spent(session, town, begin, end)
            people = len(payers[year] & outside)
            votes = self._votes.cast(session, town, begin, end)
            is_running = fiscal_year_of(unix(now)) == year
            told = None if is_small(people) else people
            counts.append(YearCounts(year, spent, payments, told, votes, is_running))
        return counts


def _here(table: Any, town: MunicipalityCode, begin: int, end: int) -> tuple[ColumnElement[bool], ...]:
    shops = select(MerchantOnChain.merchant_id).where(MerchantOnChain.municipality == town)
    return table.merchant_id.in_(shops), table.block_time >= begin, table.block_time < end


def _spent(session: Session, town: MunicipalityCode, begin: int, end: int) -> tuple[Points, int]:
    paid = select(func.coalesce(func.sum(PaymentOnChain.amount), 0), func.count())
    total, payments = session.execute(paid.where(*_here(PaymentOnChain, town, begin, end))).one()
    back = select(func.coalesce(func.sum(RefundOnChain.amount), 0)).where(*_here(RefundOnChain, town, begin, end))
    return Points(max(0, int(total) - int(session.scalar(back) or 0))), payments


def _payers(session: Session, town: MunicipalityCode, begin: int, end: int) -> set[Address]:
    paid = select(PaymentOnChain.holder).where(*_here(PaymentOnChain, town, begin, end))
    return set(session.scalars(paid.distinct()))
