"""Clearing between towns (自治体間の清算): who owes whom after debts in both directions are set off. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chain.ids import MunicipalityCode
from chain.units import Yen


@dataclass(frozen=True, slots=True)
class Debt:
    """`payer` paid shops `amount` for points of `issuer`, which owes it that much."""

    issuer: MunicipalityCode
    payer: MunicipalityCode
    amount: Yen


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment that settles a pair of towns."""

    debtor: MunicipalityCode
    creditor: MunicipalityCode
    amount: Yen


def positions(debts: Iterable[Debt]) -> Mapping[MunicipalityCode, int]:
    """What each town gets (plus) or owes (minus) in all. They sum to zero, whatever the debts are."""
    sums: dict[MunicipalityCode, int] = defaultdict(int)
    for debt in debts:
        sums[debt.payer] += int(debt.amount)
        sums[debt.issuer] -= int(debt.amount)
    return dict(sums)


def set_off(debts: Iterable[Debt]) -> list[Transfer]:
    """One transfer at most for each pair of towns, by their codes; what sets off to nothing is left out."""
    owed: dict[tuple[MunicipalityCode, MunicipalityCode], int] = defaultdict(int)
    for debt in debts:
        if debt.issuer < debt.payer:
            owed[debt.issuer, debt.payer] += int(debt.amount)
        elif debt.payer < debt.issuer:
            owed[debt.payer, debt.issuer] -= int(debt.amount)
    return [
        Transfer(low, high, Yen(amount)) if amount > 0 else Transfer(high, low, Yen(-amount))
        for (low, high), amount in sorted(owed.items())
        if amount
    ]
