"""The customers of a town's shops, each once: the month of their first payment, and in which of some months they paid.
One reading of the roll-up, whatever is then asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import BigInteger, Subquery, case, cast, func, select

from chain.clock import day_number
from chain.ids import MunicipalityCode
from points.analytics.models.rollups import CustomerMonth
from points.models import MerchantOnChain


def customers(town: MunicipalityCode, months: Sequence[date]) -> Subquery:
    """Columns customer, first (a month's number) and came: bit n is set for who paid in `months[n]`. From the very
    beginning until the last of these months; at most 62 of them, oldest first."""
    bits = case(
        {day_number(month): 1 << place for place, month in enumerate(months)}, value=CustomerMonth.month, else_=0
    )
    return (
        select(
            CustomerMonth.customer.label("customer"),
            func.min(CustomerMonth.month).label("first"),
            func.bit_or(cast(bits, BigInteger), type_=BigInteger).label("came"),
        )
        .join(MerchantOnChain, MerchantOnChain.merchant_id == CustomerMonth.merchant_id)
        .where(
            MerchantOnChain.municipality == town,
            CustomerMonth.month <= day_number(months[-1]),
            CustomerMonth.payments > 0,
        )
        .group_by(CustomerMonth.customer)
        .subquery()
    )


def months_of(came: int, months: Sequence[date]) -> Iterator[date]:
    """Of the bits of `customers`."""
    return (month for place, month in enumerate(months) if came >> place & 1)
