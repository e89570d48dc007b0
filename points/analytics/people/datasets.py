"""The lines of one finished month for a file: read, made coarse, and nothing of who they are about.

Month by month and always the whole of it, so that a month comes out the same in every file, and two files of the same
data set cannot be subtracted from each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import day_number, end_of_day
from chain.ids import Address, MunicipalityCode
from points.analytics.models.rollups import CustomerMonth
from points.analytics.people.bands import age_ladder, home_ladder, points_band, times_band
from points.analytics.people.months import month_after
from points.analytics.ports import Homes, HomesStatement
from points.analytics.records import HIDDEN, Line, Record, anonymized
from points.bridges.rules.models import RewardRule
from points.models import Merchant, RuleDecision
from points.models.analysis_download import DataSet

HOME, AGE, SHOP, EVENT, LEVEL, POINTS, TIMES = "home", "age", "shop", "event", "level", "points", "times"


@dataclass(frozen=True, slots=True)
class Shape:
    """`climb`: which clue becomes coarser at each step. `is_varied`: the first value must differ within a class."""

    clues: tuple[str, ...]
    values: tuple[str, ...]
    climb: tuple[int, ...]
    is_varied: bool

    @property
    def columns(self) -> tuple[str, ...]:
        return ("month", *self.clues, *self.values)


SHAPES = {
    DataSet.PAYMENTS: Shape((HOME, AGE, SHOP), (POINTS, TIMES), (0, 1, 0, 2, 0, 1), is_varied=True),
    DataSet.REWARDS: Shape((HOME, AGE, EVENT), (TIMES, POINTS), (0, 1, 0, 0, 1, 2), is_varied=False),
    DataSet.RESIDENTS: Shape((AGE, LEVEL), (), (1, 0, 0), is_varied=False),
}


def month_lines(
    session: Session, homes: Homes, data_set: DataSet, town: MunicipalityCode, month: date, now: datetime
) -> list[Line]:
    """`month`: its first day. In an order that tells nothing."""
    read = {DataSet.PAYMENTS: _payments, DataSet.REWARDS: _rewards, DataSet.RESIDENTS: _residents}[data_set]
    shape = SHAPES[data_set]
    return anonymized(read(session, homes.select(now), town, month), shape.climb, is_varied=shape.is_varied)


def _payments(session: Session, homes: HomesStatement, town: MunicipalityCode, month: date) -> list[Record]:
    checked = homes.subquery()
    spent = func.sum(CustomerMonth.points) - func.sum(CustomerMonth.refunded)
    found = (
        select(
            CustomerMonth.customer, Merchant.category, func.sum(CustomerMonth.payments), spent,
            checked.c.home, checked.c.age_band,
        )
        .join(Merchant, Merchant.id == CustomerMonth.merchant_id)
        .outerjoin(checked, checked.c.account == CustomerMonth.customer)
        .where(Merchant.municipality == town, CustomerMonth.month == day_number(month), CustomerMonth.payments > 0)
        .group_by(CustomerMonth.customer, Merchant.category, checked.c.home, checked.c.age_band)
    )  # fmt: skip
    return [
        Record(
            _counted(customer),
            (home_ladder(home, town), age_ladder(age_band), (str(category), HIDDEN)),
            (points_band(int(points)), times_band(int(times))),
        )
        for customer, category, times, points, home, age_band in session.execute(found)
    ]


def _rewards(session: Session, homes: HomesStatement, town: MunicipalityCode, month: date) -> list[Record]:
    checked = homes.subquery()
    found = (
        select(
            RuleDecision.holder, RuleDecision.event_type, func.count(), func.sum(RuleDecision.amount),
            checked.c.home, checked.c.age_band,
        )
        .join(RewardRule, RewardRule.id == RuleDecision.rule_id)
        .outerjoin(checked, checked.c.account == RuleDecision.holder)
        .where(
            RewardRule.municipality == town, RuleDecision.amount > 0,
            RuleDecision.occurred_day >= month, RuleDecision.occurred_day < month_after(month),
        )
        .group_by(RuleDecision.holder, RuleDecision.event_type, checked.c.home, checked.c.age_band)
    )  # fmt: skip
    return [
        Record(
            _counted(holder),
            (home_ladder(home, town), age_ladder(age_band), (event_type, HIDDEN)),
            (times_band(int(times)), points_band(int(points))),
        )
        for holder, event_type, times, points, home, age_band in session.execute(found)
    ]


def _residents(session: Session, homes: HomesStatement, town: MunicipalityCode, month: date) -> list[Record]:
    checked = homes.subquery()
    start, end = (end_of_day(day - timedelta(days=1)) for day in (month, month_after(month)))
    found = select(checked.c.account, checked.c.age_band, checked.c.level).where(
        checked.c.home == str(town), checked.c.verified_at >= start, checked.c.verified_at < end
    )
    return [
        Record(_counted(account), (age_ladder(age_band), (str(level), HIDDEN)))
        for account, age_band, level in session.execute(found)
    ]


def _counted(account: Address) -> bytes:
    """Only to count different people."""
    return account.encode()
