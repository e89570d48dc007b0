"""Puts the services of the cart and the checkout together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from marketplace.queries.checkout.pages import CheckoutPages
from marketplace.services.checkout.fill_cart import FillCart
from marketplace.services.checkout.pay_checkout import PayCheckout
from marketplace.services.checkout.start_checkout import StartCheckout


@dataclass(frozen=True, slots=True)
class CheckoutServices:
    pages: CheckoutPages
    cart: FillCart
    start: StartCheckout
    pay: PayCheckout


def assemble_checkout(db: Database, clock: Clock, contracts: Contracts) -> CheckoutServices:
    return CheckoutServices(
        pages=CheckoutPages(db, clock),
        cart=FillCart(db, clock),
        start=StartCheckout(db, clock, contracts),
        pay=PayCheckout(db, clock, contracts),
    )
