"""How much may be donated and how much of it comes back as coin, by the day from which it counts.

Source: 地方税法 第37条の2・第314条の7, 平成31年総務省告示第179号: what is given in return is worth at most 30 % of
the donation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.sandbox_services.common.refusing import Refused

MOST_PERCENT = 30


@dataclass(frozen=True, slots=True)
class Limits:
    """In yen. `most_a_year`: of one donor from January to December. `percent` is the most of a donation that comes as
    coin; the town's rule at Musubi gives it."""

    first_day: date
    least: int
    most_at_once: int
    most_a_year: int
    percent: int = MOST_PERCENT

    def coin(self, yen: int) -> int:
        return yen * self.percent // 100


# Later ones take the place of earlier ones on their first day; a donation keeps those of its own day.
LIMITS = (
    Limits(date(2025, 10, 1), least=2_000, most_at_once=300_000, most_a_year=1_000_000),
    Limits(date(2027, 1, 1), least=5_000, most_at_once=200_000, most_a_year=600_000),
)
assert all(one.percent <= MOST_PERCENT for one in LIMITS)


def limits_on(day: date) -> Limits:
    return max((one for one in LIMITS if one.first_day <= day), key=lambda one: one.first_day)


def limits_after(day: date) -> Limits | None:
    """The next that are announced."""
    coming = [one for one in LIMITS if one.first_day > day]
    return min(coming, key=lambda one: one.first_day, default=None)


def check_amount(yen: int, given_this_year: int, limits: Limits) -> None:
    """Raises: Refused."""
    if yen < limits.least:
        raise Refused(f"寄附は{limits.least:,}円からです。", f"Donations begin at {limits.least:,} yen.")
    if yen > limits.most_at_once:
        raise Refused(
            f"1回の寄附は{limits.most_at_once:,}円までです。",
            f"At most {limits.most_at_once:,} yen can be given at once.",
        )
    left = limits.most_a_year - given_this_year
    if yen > left:
        raise Refused(
            f"1年の寄附は{limits.most_a_year:,}円までです。今年はあと{max(0, left):,}円です。",
            f"At most {limits.most_a_year:,} yen can be given in a year; {max(0, left):,} yen are left.",
        )
