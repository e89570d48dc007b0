"""Pages are tested on one database; what they show is tested on both under tests/integration/points."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest

from chain.db import Database
from chain.ids import Address
from points.models import MerchantOnChain
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@dataclass(frozen=True, slots=True)
class Shop:
    region: Region
    id: int
    customer: Address

    def code(self) -> str:
        return self.region.points.issue_payment_code.issue(self.customer).payload

    def sale(self, amount: str = "300", code: str = "", key: str = "") -> dict[str, str]:
        return {"amount": amount, "code": code or self.code(), "request_key": key or str(uuid4())}

    def suspend(self) -> None:
        """What the chain says of a shop whose municipality suspended it."""
        with self.region.platform.db.write() as session:
            session.get_one(MerchantOnChain, self.id).is_suspended = True


@pytest.fixture
def shop(region: Region, sign_in: SignIn) -> Shop:
    """The client is signed in as its cashier; a customer holds 1,000 points."""
    program, merchant = region.program(), region.shop()
    customer = region.person()
    region.grant(program, {customer: 1_000})
    sign_in(roles=[(Role.MERCHANT_STAFF, str(merchant))], email="cashier@example.jp")
    return Shop(region, merchant, customer)
