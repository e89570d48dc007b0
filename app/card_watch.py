"""What an operator watches of card payments, for Prometheus."""

from __future__ import annotations

from prometheus_client import Gauge

from app.wiring import Platform

FLOAT_LEFT = Gauge("musubi_card_float_yen", "Yen left to hand out for card payments; absent where they are made")
FLOAT_LEAST = Gauge("musubi_card_float_least_yen", "Below this the float is to be filled")
REFUNDS_DUE = Gauge("musubi_card_refunds_due", "Refunds to cards that the provider has not taken yet")
REFUND_ATTEMPTS = Gauge("musubi_card_refund_attempts", "Most attempts of one of them")
OPEN_DISPUTES = Gauge("musubi_card_disputes_open", "Payments that a cardholder disputes")


def watch_cards(platform: Platform) -> int:
    """Does nothing but measure."""
    standing = platform.marketplace.checkout.cards.standing(platform.clock.now())
    if standing.float_left is not None:
        FLOAT_LEFT.set(int(standing.float_left))
        FLOAT_LEAST.set(platform.settings.yen_float_least)
    REFUNDS_DUE.set(standing.refunds_due)
    REFUND_ATTEMPTS.set(standing.most_attempts)
    OPEN_DISPUTES.set(standing.open_disputes)
    return 0
