"""Days, months and hours in Japan as the roll-ups number them. Pure."""

from __future__ import annotations

from datetime import date

from chain.clock import day_from_number, day_number

JST_SECONDS, DAY_SECONDS, HOUR_SECONDS = 9 * 3600, 86_400, 3600
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


def day_of(block_time: int) -> int:
    return (block_time + JST_SECONDS) // DAY_SECONDS


def hour_of(block_time: int) -> int:
    return (block_time + JST_SECONDS) % DAY_SECONDS // HOUR_SECONDS


def weekday_of(day: int) -> int:
    return (day + EPOCH_WEEKDAY) % 7


def month_of(day: int) -> int:
    """The number of its month's first day."""
    return day - day_from_number(day).day + 1


def months_between(first: int, last: int) -> list[int]:
    """The months of the days `first` to `last`, oldest first, as numbers of their first days."""
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months


def next_month(month: int) -> int:
    first = day_from_number(month)
    return day_number(date(first.year + first.month // 12, first.month % 12 + 1, 1))
