"""Rows of a checkout (お会計): the cart, what is held and paid together, the card payment and gifts."""

from marketplace.models.checkout.cart import MOST_LINES, CartLine
from marketplace.models.checkout.charges import PointCharge
from marketplace.models.checkout.checkouts import Checkout, CheckoutState, PayBy
from marketplace.models.checkout.gifts import Gift, GiftState
from marketplace.models.checkout.items import (
    BookingItem,
    ChargeItem,
    Item,
    ListingItem,
    booking_item,
    charge_item,
    item_of,
    listing_item,
)
from marketplace.models.checkout.payments import (
    CardDispute,
    CardPayment,
    CardPaymentState,
    CardRefund,
    PaymentNotice,
    RefundState,
)

__all__ = [
    "MOST_LINES",
    "BookingItem",
    "CardDispute",
    "CardPayment",
    "CardPaymentState",
    "CardRefund",
    "CartLine",
    "ChargeItem",
    "Checkout",
    "CheckoutState",
    "Gift",
    "GiftState",
    "Item",
    "ListingItem",
    "PayBy",
    "PaymentNotice",
    "PointCharge",
    "RefundState",
    "booking_item",
    "charge_item",
    "item_of",
    "listing_item",
]
