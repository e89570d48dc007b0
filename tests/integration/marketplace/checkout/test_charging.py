"""A card, tickets and a charge of points in one payment on a real chain; a charge that cannot be issued is returned."""

from __future__ import annotations

import pytest

from chain.ids import Address
from chain.units import Points
from marketplace.models import OrderState, PayBy
from marketplace.queries.checkout.pages import CheckoutView
from marketplace.services.checkout.fill_cart import Wish
from points.errors import ChargeRefused, OnlineSaleRefused
from points.models.program import six_months_after
from points.queries.history import CHARGE_PURPOSE, holder_history
from tests.fixtures.chain import UDA
from tests.integration.marketplace.conftest import PRICE, Shopping
from tests.integration.marketplace.tickets.conftest import Ferry


def paid(shopping: Shopping, buyer: Address, *wishes: Wish) -> int:
    checkout, wallet = shopping.region.platform.marketplace.checkout, shopping.region.platform.wallet
    started = checkout.start.start(buyer, wishes)
    checkout.pay.choose(started, buyer, PayBy.YEN)
    for asked in checkout.pay.to_sign(started, buyer):
        checkout.pay.keep(asked.subject, wallet.sign_typed_data(buyer, asked.typed_data, reason="test"))
    return started


def advanced(shopping: Shopping, started: int, buyer: Address) -> CheckoutView:
    for _ in range(3):  # paid, issued, paid on: twice each, which changes nothing
        shopping.region.settle()
        shopping.region.platform.marketplace.checkout.charges.settle_due()
        shopping.region.platform.marketplace.checkout.charges.settle_due()
    shopping.region.settle()
    return shopping.region.platform.marketplace.checkout.pages.checkout(started, buyer)


def test_a_card_tickets_and_points_are_paid_together(shopping: Shopping, ferry: Ferry) -> None:
    region = shopping.region
    sale, market = region.points.online.keep_sale, region.platform.marketplace
    listing, service, buyer = shopping.open(), ferry.open(ferry.draft()), shopping.buyer(20_000)
    free, program = region.program(), region.program(name="チャージ", days=365, is_paid=True)
    with pytest.raises(OnlineSaleRefused):
        sale.open(UDA, region.officer, free, Points(3_000), Points(5_000))
    sale.open(UDA, region.officer, program, Points(3_000), Points(5_000))
    wishes = (
        Wish(f"listing:{listing}", 1, PRICE),
        Wish(f"ticket:{service}:1:1:{ferry.fare(0)}x2", 1, PRICE),
        Wish(f"points:{program}:3000", 1, PRICE),
    )
    started = paid(shopping, buyer, *wishes)
    view = advanced(shopping, started, buyer)
    assert set(view.states) <= {OrderState.CONFIRMED, OrderState.FINAL}
    assert shopping.yen(buyer) == 20_000 - int(PRICE) - 4_000 - 3_000
    assert int(region.balance(buyer).total) == 3_000
    lot = region.balance(buyer).programs[0].lots[0]
    assert lot.expiry_day < six_months_after(region.today)
    town = next(one for one in market.selling.payees.of(UDA) if one.key == "town")
    assert shopping.yen(town.address) == 3_000
    assert shopping.yen(view.charges[0].custody) == 0
    with region.platform.db.read() as session:
        assert holder_history(session, buyer).entries[0].purpose == CHARGE_PURPOSE
        with pytest.raises(ChargeRefused):  # 5,000 a month
            region.points.online.charge.check(session, program, buyer, Points(3_000))
    _all_are_on_one_receipt(shopping, buyer)
    _a_charge_that_cannot_be_issued_goes_back(shopping, program, buyer)


def _all_are_on_one_receipt(shopping: Shopping, buyer: Address) -> None:
    """The town's. Points that are bought carry no tax. It is issued when the blocks are final, and once."""
    receipts = shopping.region.platform.marketplace.receipts
    for _ in range(3):
        shopping.region.chain.mine()
        shopping.region.look()
        receipts.advance()
    [receipt] = receipts.pages.of_buyer(buyer)
    assert sorted((line.percent, line.amount) for line in receipt.typed_lines) == [
        (0, 3_000), (10, int(PRICE)), (10, 4_000),
    ]  # fmt: skip
    with_tax = int(PRICE) + 4_000
    assert [(one.percent, one.tax) for one in receipt.typed_sums] == [(10, with_tax * 10 // 110), (0, 0)]


def _a_charge_that_cannot_be_issued_goes_back(shopping: Shopping, program: int, buyer: Address) -> None:
    """The limit is lowered between the payment and the issue; and a grant that the chain refuses."""
    region = shopping.region
    sale, before = region.points.online.keep_sale, shopping.yen(buyer)
    started = paid(shopping, buyer, Wish(f"points:{program}:2000", 1, PRICE))
    sale.open(UDA, region.officer, program, Points(1_000), Points(5_000))
    view = advanced(shopping, started, buyer)
    assert [(one.state, one.error_name) for one in view.charges] == [(OrderState.FAILED, "over_once")]
    assert shopping.yen(buyer) == before
    sale.open(UDA, region.person(), program, Points(1_000), Points(5_000))  # somebody who is no officer on chain
    started = paid(shopping, buyer, Wish(f"points:{program}:1000", 1, PRICE))
    view = advanced(shopping, started, buyer)
    assert [one.state for one in view.charges] == [OrderState.FAILED]
    assert shopping.yen(buyer) == before
    assert int(region.balance(buyer).total) == 3_000
    sale.close(UDA, program)
    assert not region.platform.marketplace.checkout.cart.offers()
