"""When the deliveries of a long-term purchase (長期購入権) are due: months of the year, without a calendar of days.

A delivery that a season missed is not lost: what is left moves on to the next seasons.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

LEAD = timedelta(days=14)  # what is bought later in a season than this before its end begins with the next one


@dataclass(frozen=True, slots=True)
class Season:
    """Within these days one delivery is sent."""

    first: date
    last: date


def season_months(months: Sequence[int]) -> tuple[int, ...]:
    """In the order of a harvest: it begins after the longest rest, so that November to January is one season."""
    ordered = sorted(set(months))
    rests = [((month - ordered[place - 1] - 1) % 12 + 1, -month) for place, month in enumerate(ordered)]
    begin = rests.index(max(rests)) if len(ordered) > 1 else 0
    return (*ordered[begin:], *ordered[:begin])


def seasons(months: Sequence[int], per_year: int, since: date) -> Iterator[Season]:
    """Without end: those a purchase on the day `since` can still count on, in order."""
    ordered = season_months(months)
    for year in count(since.year - 1):
        for delivery in range(per_year):
            season = _season(ordered, per_year, delivery, year)
            if season.last >= since:
                yield season


def upcoming(months: Sequence[int], per_year: int, uses: int, used: int, bought: date, today: date) -> list[Season]:
    """The seasons of what is left, the next one first. `uses`: all deliveries; `used`: those sent."""
    planned = list(islice(seasons(months, per_year, bought + LEAD), used, uses))
    if not planned or planned[0].last >= today:
        return planned
    return list(islice(seasons(months, per_year, today), uses - used))


def _season(ordered: Sequence[int], per_year: int, delivery: int, year: int) -> Season:
    """Of the deliveries of one harvest, each has its share of the months; `year`: of the harvest's first month."""
    size = len(ordered)
    begin = delivery * size // per_year
    end = max(begin, -(-(delivery + 1) * size // per_year) - 1)
    first, last = (_month(ordered, place, year) for place in (begin, end))
    return Season(first, last.replace(day=monthrange(last.year, last.month)[1]))


def _month(ordered: Sequence[int], place: int, year: int) -> date:
    return date(year + (ordered[place] < ordered[0]), ordered[place], 1)
