"""A shop's fee (手数料) on what it is paid out, netted from the payout.

The rate is in basis points of the gross amount and includes consumption tax; the fee is rounded down to the yen, once a
settlement. The tax inside the fee is rounded down once a settlement too, as an invoice (適格請求書) allows one rounding
a document and rate. Source: 消費税法施行令 art. 70の10.
"""

from __future__ import annotations

from dataclasses import dataclass

from chain.errors import Invalid
from chain.units import Points, Yen

TAX_PERCENT = 10
MAX_RATE = 10_000


@dataclass(frozen=True, slots=True)
class Net:
    """`gross` = `net` + `fee`; `fee_tax` is the consumption tax inside `fee`."""

    gross: Yen
    fee: Yen
    fee_tax: Yen

    @property
    def net(self) -> Yen:
        return self.gross - self.fee


def net_of(gross: Points, rate_basis_points: int) -> Net:
    """What is left of `gross` points, each worth one yen.

    Raises: Invalid when the rate is not within 0 and 10,000.
    """
    check_rate(rate_basis_points)
    fee = Yen(int(gross) * rate_basis_points // 10_000)
    return Net(Yen(int(gross)), fee, tax_inside(fee))


def tax_inside(amount: Yen) -> Yen:
    return Yen(int(amount) * TAX_PERCENT // (100 + TAX_PERCENT))


def check_rate(rate_basis_points: int) -> None:
    if not 0 <= rate_basis_points <= MAX_RATE:
        raise Invalid("fee_rate", "out_of_range", value=rate_basis_points)
