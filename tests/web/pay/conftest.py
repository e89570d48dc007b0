"""A customer with 1,000 points in front of a shop that shows its code. Pages are tested on one database."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from chain.db import Database
from chain.ids import Address
from chain.units import Yen
from points.models import Bill, MerchantOnChain
from points.services.request_payment import RequestOrder
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@dataclass(frozen=True, slots=True)
class Counter:
    region: Region
    shop: int
    customer: Address

    @property
    def code(self) -> str:
        return self.region.points.shop_codes.code_of(self.shop)

    def ask(self, total: int, cash: int = 0, key: str = "k" * 16) -> str:
        bill = Bill(Yen(total), Yen(cash))
        order = RequestOrder(self.shop, self.region.cashiers[self.shop], None, bill, key)
        return self.region.points.request_payment.ask(order)

    def left(self, holder: Address | None = None) -> int:
        return int(self.region.balance(holder or self.customer).total)

    def suspend(self) -> None:
        with self.region.platform.db.write() as session:
            session.get_one(MerchantOnChain, self.shop).is_suspended = True


@pytest.fixture
def counter(region: Region, sign_in: SignIn) -> Counter:
    """The client is signed in as the customer."""
    program, shop = region.program(), region.shop()
    customer = sign_in(email="customer@example.jp").address
    region.grant(program, {customer: 1_000})
    return Counter(region, shop, customer)
