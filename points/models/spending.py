"""Which lots a payment takes and which a refund gives back: pure arithmetic, no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chain.ids import expiry_day_of_lot, program_of_lot
from chain.units import Points
from points.errors import PointsShort


@dataclass(frozen=True, slots=True)
class LotAmount:
    lot_id: int
    amount: Points


def plan_spend(
    amount: Points, lots: Iterable[LotAmount], today: int, preferred_program: int | None = None
) -> list[LotAmount]:
    """Take `amount` out of `lots`, the earliest expiry first, leaving out what has expired before day `today`. Lots of
    the preferred program, if one is named, go before all others.

    Ties go to the lower lot id, so that the same balances always give the same plan.
    Raises: PointsShort when the lots do not hold enough.
    """
    usable = [lot for lot in lots if lot.amount and expiry_day_of_lot(lot.lot_id) >= today]
    usable.sort(
        key=lambda lot: (program_of_lot(lot.lot_id) != preferred_program, expiry_day_of_lot(lot.lot_id), lot.lot_id)
    )
    held = sum(int(lot.amount) for lot in usable)
    if held < amount:
        raise PointsShort(needed=amount, available=Points(held))
    return _take(amount, usable)


def plan_refund(amount: Points, paid: Sequence[LotAmount], refunded_before: Points) -> list[LotAmount]:
    """Where `amount` points go back to: the lots of the payment, the latest expiry first (lots of one day in the order
    of the payment), after what went back before. The contract decides; this says beforehand what it will do.
    """
    latest_first = sorted(paid, key=lambda lot: -expiry_day_of_lot(lot.lot_id))
    gone = {lot.lot_id: lot.amount for lot in _take(refunded_before, latest_first)}
    left = [LotAmount(lot.lot_id, lot.amount - gone.get(lot.lot_id, Points(0))) for lot in latest_first]
    return _take(amount, left)


def _take(amount: Points, lots: Iterable[LotAmount]) -> list[LotAmount]:
    taken: list[LotAmount] = []
    left = int(amount)
    for lot in lots:
        part = min(left, int(lot.amount))
        if part:
            taken.append(LotAmount(lot.lot_id, Points(part)))
            left -= part
    return taken
