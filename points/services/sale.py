"""A sale as a till asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from chain.ids import Address
from chain.units import Points, Yen
from points.models import SaleLine
from points.models.sale import NO_CASH, NO_DISCOUNT
from points.services.reserve_payment import check_amount, check_request_key


@dataclass(frozen=True, slots=True)
class Sale:
    """`request_key` is made by the till once per sale, so that a repeated request finds the first one's payment.
    `amount` is paid in points; `cash` beside it is only noted; `discount` is what the till showed that the coupon takes
    off. `coupon_id` is the till's choice for a paper card; a customer with a phone chose on it."""

    merchant_id: int
    cashier: Address
    code: str
    amount: Points
    request_key: str
    preferred_program: int | None = None
    cash: Yen = NO_CASH
    lines: tuple[SaleLine, ...] = ()
    cashier_id: int | None = None  # who stands at the till, where it asks for a PIN
    pin: str = field(default="", repr=False)  # of a paper card
    coupon_id: int | None = None
    discount: Yen = NO_DISCOUNT

    @property
    def price(self) -> Yen:
        return self.cash + self.discount + int(self.amount)

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        check_amount(self.amount)
        check_request_key(self.request_key)
