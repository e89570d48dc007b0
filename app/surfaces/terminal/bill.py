"""The bill that a till's form describes: total, what of it is cash, and what was sold."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.wiring import current_platform
from chain.errors import Invalid
from chain.units import Yen
from points.models import Bill
from points.models.sale import NO_DISCOUNT
from points.services.till.keep_items import Picked


def read_bill(merchant_id: int, form: Mapping[str, str], discount: Yen = NO_DISCOUNT) -> Bill:
    """`discount` is a coupon's. Raises: Invalid (amount, cash, lines)."""
    cash = form.get("cash", "")
    lines = current_platform().points.keep_items.lines(merchant_id, _picked(form.get("lines", "")))
    bill = Bill(read_price(form), Yen.parse(cash) if cash.strip() else Yen(0), lines, discount)
    bill.check()
    return bill


def read_price(form: Mapping[str, str]) -> Yen:
    """Raises: Invalid (amount)."""
    price = Yen.parse(form.get("amount", ""))
    if price == 0:
        raise Invalid("amount", "zero")
    return price


def shown_discount(form: Mapping[str, str]) -> Yen:
    """What the till showed that a coupon takes off. Raises: Invalid (discount)."""
    return Yen.parse(form.get("discount") or "0")


def _picked(text: str) -> list[Picked]:
    """`[{"item": 3, "quantity": 2}, {"price": 150, "quantity": 1}]`, as the cart writes it."""
    try:
        rows = json.loads(text or "[]")
        return [
            Picked(int(row["item"]), int(row["quantity"]))
            if "item" in row
            else Picked(None, int(row["quantity"]), Yen(int(row["price"])))
            for row in rows
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Invalid("lines", "length") from error
