"""Related population (関係人口): people of this town, of elsewhere and of unknown home who paid, bought, gave or came
in, month by month, and those of elsewhere by prefecture. Everybody counts once a month and kind.

Home is where the person's identity check says they live now. Who was never checked, with a resident card or without, is
of unknown home.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number, day_number, end_of_day, unix
from chain.ids import MunicipalityCode
from chain.prefectures import prefecture_of
from points.analytics.k_anonymity import protect_parts
from points.analytics.people.customers import customers, months_of
from points.analytics.people.months import month_after
from points.analytics.ports import Doings, HomesStatement

Count = int | None  # None: hidden
Found = Mapping[tuple[date, str], int]  # people by month and home; home "" is unknown


@dataclass(frozen=True, slots=True)
class MonthOfPeople:
    month: date
    whole: Count
    here: Count
    outside: Count
    unknown: Count
    prefectures: dict[str, Count]  # of those outside, the most first; the hidden ones last


def payers(
    session: Session, homes: HomesStatement, town: MunicipalityCode, months: Sequence[date]
) -> list[MonthOfPeople]:
    """Who paid with points at a shop of the town."""
    checked, found = homes.subquery(), customers(town, months)
    home = func.coalesce(checked.c.home, "")
    rows = (
        select(home, found.c.came, func.count())
        .outerjoin_from(found, checked, checked.c.account == found.c.customer)
        .where(found.c.came != 0)
        .group_by(home, found.c.came)
    )
    counted: Counter[tuple[date, str]] = Counter()
    for code, came, people in session.execute(rows):
        counted.update({(month, code): people for month in months_of(came, months)})
    return [_month(town, month, counted) for month in months]


def doers(
    session: Session, homes: HomesStatement, doings: Doings, town: MunicipalityCode, months: Sequence[date]
) -> list[MonthOfPeople]:
    """Who did this kind of thing in the town."""
    checked, done = homes.subquery(), doings.select(town).subquery()
    home, month_number = func.coalesce(checked.c.home, ""), _month_of(done, months)
    within = done.c.at >= _start(months[0]), done.c.at < _start(month_after(months[-1]))
    # Grouped outside, so that PostgreSQL need not see that two texts of one case are the same.
    each = select(month_number.label("month"), home.label("home"), done.c.account.label("account"))
    rows = each.outerjoin_from(done, checked, checked.c.account == done.c.account).where(*within).subquery()
    found = select(rows.c.month, rows.c.home, func.count(rows.c.account.distinct())).group_by(rows.c.month, rows.c.home)
    counted = {(day_from_number(month), code): people for month, code, people in session.execute(found)}
    return [_month(town, one, counted) for one in months]


def _month_of(done: Subquery, months: Sequence[date]) -> ColumnElement[int]:
    """The number of a month's first day, of the seconds in it."""
    return case(*((done.c.at < _start(month_after(one)), day_number(one)) for one in months), else_=0)


def _start(month: date) -> int:
    """Its first second in Japan."""
    return unix(end_of_day(month - timedelta(days=1)))


def _month(town: MunicipalityCode, month: date, found: Found) -> MonthOfPeople:
    here, unknown, outside = 0, 0, defaultdict[str, int](int)
    for (when, home), people in found.items():
        if when != month:
            continue
        if home == str(town):
            here += people
        elif home:
            outside[prefecture_of(home)] += people
        else:
            unknown += people
    order = sorted(outside, key=lambda code: (-outside[code], code))
    shown = protect_parts([[here], [unknown], [outside[code] for code in order]])
    listed = dict(zip(order, shown.parts[2], strict=True))
    return MonthOfPeople(
        month, shown.whole, shown.sums[0], shown.sums[2], shown.sums[1],
        dict(sorted(listed.items(), key=lambda one: one[1] is None)),
    )  # fmt: skip


def months_with_people(found: Sequence[MonthOfPeople]) -> bool:
    return any(one.whole != 0 for one in found)
