"""Consumption tax inside a price (内税): per rate, rounded down once for a whole receipt and never for a line.

Source: 消費税法 57条の4, 消費税法施行令 70条の10 (one rounding for each rate of an invoice).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.models.kinds import Kind

STANDARD, REDUCED, OUTSIDE = 10, 8, 0  # 標準税率, 軽減税率 (food), 対象外: 不課税 and 非課税
PERCENTS = (STANDARD, REDUCED, OUTSIDE)
_OTHERWISE = {
    Kind.PRODUCE: REDUCED,
    Kind.DONATION: OUTSIDE,
    Kind.RESIDENT_CARD: OUTSIDE,
    Kind.FAN_CLUB_CARD: OUTSIDE,
}


@dataclass(frozen=True, slots=True)
class TaxSum:
    """All lines of one rate. Units: yen; `tax` is inside `amount`."""

    percent: int
    amount: int
    tax: int


def default_percent(kind: Kind) -> int:
    """What a kind carries where its seller says nothing else."""
    return _OTHERWISE.get(kind, STANDARD)


def tax_inside(amount: int, percent: int) -> int:
    """Rounded down."""
    return amount * percent // (100 + percent)


def tax_sums(lines: Iterable[tuple[int, int]]) -> list[TaxSum]:
    """From (percent, amount with tax) pairs; the highest rate first, rates without a line left out."""
    by_percent: dict[int, int] = {}
    for percent, amount in lines:
        by_percent[percent] = by_percent.get(percent, 0) + amount
    return [
        TaxSum(percent, amount, tax_inside(amount, percent)) for percent, amount in sorted(by_percent.items())[::-1]
    ]
