"""Difference in differences (差の差): how much more the spending of who got points changed than that of others who had
spent alike before. Pure; statistics, never money that somebody is owed, so that floats are right here.

People are compared within strata of what they spent before; each stratum weighs as much as it has receivers. The
interval holds the true difference in 95 of 100 such comparisons if nothing else set the groups apart.
Source: Welch–Satterthwaite degrees of freedom for a sum of means of unequal variances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from chain.anonymity import LEAST

ROUNDED_TO = 10  # points: so that a mean times a count is nobody's amount
_LEAST_IN_STRATUM = 2  # fewer have no spread to be measured
# Two-sided 95 % points of Student's t by degrees of freedom; between two rows the larger value holds.
_T = (
    (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (7, 2.365), (8, 2.306), (9, 2.262),
    (10, 2.228), (12, 2.179), (15, 2.131), (20, 2.086), (30, 2.042), (60, 2.000), (120, 1.980),
)  # fmt: skip
_T_OF_MANY = 1.960


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the people of one group in one stratum, in points: what each spent before and after, and the change."""

    people: int
    before: int
    after: int
    squared_changes: int

    @property
    def change(self) -> float:
        return (self.after - self.before) / self.people

    @property
    def variance(self) -> float:
        """Of the change, of one person; from a sample."""
        total = self.after - self.before
        return max(self.squared_changes - total * total / self.people, 0.0) / (self.people - 1)


@dataclass(frozen=True, slots=True)
class Stratum:
    receivers: Sums
    others: Sums

    @property
    def is_comparable(self) -> bool:
        return min(self.receivers.people, self.others.people) >= _LEAST_IN_STRATUM


@dataclass(frozen=True, slots=True)
class Difference:
    """Means a person, in points rounded to ROUNDED_TO; of the others as if they were spread like the receivers."""

    receivers: int
    others: int
    receivers_before: int
    receivers_after: int
    others_before: int
    others_after: int
    estimate: int
    low: int
    high: int

    @property
    def is_clear(self) -> bool:
        """The interval does not hold zero."""
        return self.low > 0 or self.high < 0


def difference(strata: Mapping[str, Stratum]) -> Difference | None:
    """None where fewer than five receivers, or fewer than five others, can be compared."""
    used = [one for one in strata.values() if one.is_comparable]
    receivers, others = sum(one.receivers.people for one in used), sum(one.others.people for one in used)
    if receivers < LEAST or others < LEAST:
        return None
    weights = [one.receivers.people / receivers for one in used]
    pairs = list(zip(weights, used, strict=True))
    estimate = sum(w * (one.receivers.change - one.others.change) for w, one in pairs)
    margin = _margin(pairs)
    return Difference(
        receivers,
        others,
        _rounded(sum(one.receivers.before for one in used) / receivers),
        _rounded(sum(one.receivers.after for one in used) / receivers),
        _rounded(sum(w * one.others.before / one.others.people for w, one in pairs)),
        _rounded(sum(w * one.others.after / one.others.people for w, one in pairs)),
        _rounded(estimate),
        _rounded(estimate - margin),
        _rounded(estimate + margin),
    )


def _margin(pairs: list[tuple[float, Stratum]]) -> float:
    """Half of the interval."""
    parts = [
        (weight * weight * sums.variance / sums.people, sums.people - 1)
        for weight, one in pairs
        for sums in (one.receivers, one.others)
    ]
    variance = sum(part for part, _ in parts)
    if not variance:
        return 0.0
    freedom = variance * variance / sum(part * part / free for part, free in parts)
    return sqrt(variance) * quantile(freedom)


def quantile(freedom: float) -> float:
    """Of Student's t, two-sided 95 %."""
    known = [value for least, value in _T if least <= freedom]
    if freedom >= 10 * _T[-1][0]:
        return _T_OF_MANY
    return known[-1] if known else _T[0][1]


def _rounded(points: float) -> int:
    return round(points / ROUNDED_TO) * ROUNDED_TO
