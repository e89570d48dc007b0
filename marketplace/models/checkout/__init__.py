"""Rows of a checkout (お会計): the cart, what is held and paid together, the card payment, receipts and gifts."""

from marketplace.models.checkout.cart import MOST_LINES, CartLine, listing_item, listing_of_item
from marketplace.models.checkout.checkouts import Checkout, CheckoutState, PayBy
from marketplace.models.checkout.gifts import Gift, GiftState
from marketplace.models.checkout.payments import CardPayment, CardPaymentState, CardRefund, PaymentNotice, RefundState
from marketplace.models.checkout.receipts import Receipt

__all__ = [
    "MOST_LINES",
    "CardPayment",
    "CardPaymentState",
    "CardRefund",
    "CartLine",
    "Checkout",
    "CheckoutState",
    "Gift",
    "GiftState",
    "PayBy",
    "PaymentNotice",
    "Receipt",
    "RefundState",
    "listing_item",
    "listing_of_item",
]
