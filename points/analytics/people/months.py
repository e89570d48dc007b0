"""Finished months in Japan, by their first days. A month under way is told of by nothing here: what came between two
looks at it would be what one person did. Pure."""

from __future__ import annotations

from datetime import date

from chain.errors import Invalid

MOST_MONTHS = 12


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date, count: int = 1) -> date:
    """So many months earlier."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def finished_months(today: date, count: int = MOST_MONTHS) -> list[date]:
    """The last ones that are over, oldest first."""
    return [month_before(today, back) for back in range(count, 0, -1)]


def months_from(first: date, last: date, today: date) -> list[date]:
    """Raises: Invalid (months: first_after_last, month_not_over, more_than_a_year)."""
    if first > last:
        raise Invalid("months", "first_after_last")
    if month_after(last) > today:
        raise Invalid("months", "month_not_over")
    found = [first]
    while found[-1] < last:
        found.append(month_after(found[-1]))
    if len(found) > MOST_MONTHS:
        raise Invalid("months", "more_than_a_year")
    return found
