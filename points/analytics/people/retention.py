"""Who comes again (リピート): customers by the month of their first payment in the town, and how many of them paid in
the first, second … sixth month after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.anonymity import LEAST, Link, hidden_links, is_small
from chain.clock import day_from_number
from chain.ids import MunicipalityCode
from points.analytics.people.customers import customers, months_of
from points.analytics.people.months import month_after

Count = int | None  # None: hidden
MONTHS_AFTER = 6
Came = Mapping[tuple[date, date], int]  # people by month of the first payment and month in which they came


@dataclass(frozen=True, slots=True)
class Returned:
    """`people` who came again in that month; `percent` of the cohort, rounded half up. Both None: hidden."""

    people: Count
    percent: Count


@dataclass(frozen=True, slots=True)
class Cohort:
    """`after`: one for each month that is over, the first after `month` on; at most MONTHS_AFTER."""

    month: date
    people: Count
    after: list[Returned]


def cohorts(session: Session, town: MunicipalityCode, months: Sequence[date]) -> list[Cohort]:
    """`months`: finished ones without a gap, oldest first."""
    found = customers(town, months)
    rows = (
        select(found.c.first, found.c.came, func.count()).where(found.c.came != 0).group_by(found.c.first, found.c.came)
    )
    counted: Counter[tuple[date, date]] = Counter()
    for first, came, people in session.execute(rows):
        counted.update({(day_from_number(first), month): people for month in months_of(came, months)})
    return protected(counted, months)


def protected(found: Came, months: Sequence[date]) -> list[Cohort]:
    """Hides small groups, small rests of a cohort, and what the number of a month's customers, which the page of
    related population shows, would give away. Pure."""
    secret = {first for (first, month), people in found.items() if first == month and is_small(people)}
    hidden: set[tuple[date, date]] = set()
    for month in sorted({month for _, month in found}):
        told = _hidden_of_month(found, month, secret)
        if told is None:
            secret.add(month)
            told = {key for key in found if key[1] == month}
        hidden |= told
    return [_cohort(found, month, months[-1], hidden, secret) for month in months]


def _hidden_of_month(found: Came, month: date, secret: set[date]) -> set[tuple[date, date]] | None:
    """A month's customers are the sum of those of all cohorts, and each cohort is who came and who did not."""
    keys = [key for key in sorted(found) if key[1] == month]
    links = [Link("month", "all", sum(found[key] for key in keys), is_fixed=True)]
    places: dict[int, tuple[date, date]] = {}
    for key in keys:
        first, people = key[0], found[key]
        places[len(links)] = key
        if first == month or first in secret or (first, first) not in found:
            links.append(Link("all", "month", people, is_fixed=first == month and first not in secret))
            continue
        size = found[first, first]
        links.append(Link(first, "month", people))
        links.append(Link("all", first, size, is_fixed=True))
        links.append(Link(first, "all", size - people))
    hidden = hidden_links(links)
    if hidden is None:
        return None
    beside = {place - 2 for place in hidden if place not in places}  # of a cohort, who did not come gives away who came
    return {places[place] for place in hidden | beside if place in places}


def _cohort(found: Came, first: date, until: date, hidden: set[tuple[date, date]], secret: set[date]) -> Cohort:
    size = found.get((first, first), 0)
    after, month = list[Returned](), month_after(first)
    while month <= until and len(after) < MONTHS_AFTER:
        people = found.get((first, month), 0)
        is_hidden = first in secret or (first, month) in hidden or size < LEAST
        after.append(Returned(None, None) if is_hidden else Returned(people, (200 * people + size) // (2 * size)))
        month = month_after(month)
    return Cohort(first, None if first in secret else size, after)
