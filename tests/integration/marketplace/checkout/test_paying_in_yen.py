"""A cart paid with yen token on a real chain: all lines together, one refused alone, and a service that was killed."""

from __future__ import annotations

from marketplace.models import CheckoutState, OrderState, PayBy
from marketplace.services.checkout.fill_cart import Wish
from tests.integration.marketplace.conftest import PRICE, Shopping


def test_a_cart_is_paid_at_once_and_a_repeated_signature_changes_nothing(shopping: Shopping) -> None:
    first, second, buyer = shopping.open(), shopping.open(supply=5), shopping.buyer(10_000)
    checkout, wallet = shopping.region.platform.marketplace.checkout, shopping.region.platform.wallet
    started = checkout.start.start(buyer, [Wish(f"listing:{first}", 2, PRICE), Wish(f"listing:{second}", 1, PRICE)])
    checkout.pay.choose(started, buyer, PayBy.YEN)
    asked = checkout.pay.to_sign(started, buyer)
    signatures = [(one.subject, wallet.sign_typed_data(buyer, one.typed_data, reason="test")) for one in asked]
    checkout.pay.keep(*signatures[0])
    shopping.region.settle()
    assert shopping.yen(buyer) == 10_000  # nothing is sent before all is signed
    for one in [*signatures, *signatures]:
        checkout.pay.keep(*one)
    shopping.region.settle()
    view = checkout.pages.checkout(started, buyer)
    assert view.checkout.state == CheckoutState.PLACED
    assert all(line.state in (OrderState.CONFIRMED, OrderState.FINAL) for line in view.lines)
    assert shopping.yen(buyer) == 10_000 - 3 * int(PRICE)
    assert len(shopping.region.platform.marketplace.pages.holdings(buyer).holdings) == 3
