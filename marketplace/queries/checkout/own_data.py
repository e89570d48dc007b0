"""What the cart and the checkout hold about one person, for the person."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models import CardPayment, CardRefund, CartLine, Checkout, Gift, PointCharge, Purchase, Receipt
from marketplace.models.checkout import CardDispute


def checkout_own_data(session: Session, person: Address) -> OwnData:
    """No signatures, no secrets, nothing of a card: the provider keeps those, we never had them."""
    cart = select(CartLine.item, CartLine.quantity, CartLine.price_seen, CartLine.added_at).where(
        CartLine.owner == person
    )
    checkouts = select(
        Checkout.id, Checkout.state, Checkout.pay_by, Checkout.total, Checkout.hold_until, Checkout.created_at
    ).where(Checkout.buyer == person)
    payments = (
        select(CardPayment.checkout_id, CardPayment.amount, CardPayment.state, CardPayment.paid_at)
        .join(Checkout, Checkout.id == CardPayment.checkout_id)
        .where(Checkout.buyer == person)
    )
    refunds = (
        select(CardRefund.order_id, CardRefund.amount, CardRefund.state, CardRefund.created_at)
        .join(CardPayment, CardPayment.id == CardRefund.payment_id)
        .join(Checkout, Checkout.id == CardPayment.checkout_id)
        .where(Checkout.buyer == person)
    )
    disputes = (
        select(CardDispute.amount, CardDispute.status, CardDispute.opened_at)
        .join(CardPayment, CardPayment.id == CardDispute.payment_id)
        .join(Checkout, Checkout.id == CardPayment.checkout_id)
        .where(Checkout.buyer == person)
    )
    charges = select(
        PointCharge.program, PointCharge.name_ja, PointCharge.total, PointCharge.state, PointCharge.created_at
    ).where(PointCharge.buyer == person)
    receipts = select(
        Receipt.issuer_ja, Receipt.number, Receipt.subject, Receipt.addressee, Receipt.total, Receipt.lines,
        Receipt.sold_at, Receipt.issued_at,
    ).where(Receipt.buyer == person)  # fmt: skip
    told = select(Purchase.subject, Purchase.bought_at, Purchase.mailed_at).where(Purchase.buyer == person)
    gifts = select(
        Gift.order_id, Gift.giver, Gift.recipient_name, Gift.message, Gift.state, Gift.taker, Gift.created_at
    ).where(or_(Gift.giver == person, Gift.taker == person))
    return {
        "cart": plain_rows(session, cart.order_by(CartLine.id)),
        "checkouts": plain_rows(session, checkouts.order_by(Checkout.id)),
        "card_payments": plain_rows(session, payments.order_by(CardPayment.id)),
        "card_refunds": plain_rows(session, refunds.order_by(CardRefund.id)),
        "card_disputes": plain_rows(session, disputes.order_by(CardDispute.opened_at)),
        "point_charges": plain_rows(session, charges.order_by(PointCharge.id)),
        "receipts": plain_rows(session, receipts.order_by(Receipt.id)),
        "purchase_mails": plain_rows(session, told.order_by(Purchase.bought_at, Purchase.subject)),
        "card_gifts": plain_rows(session, gifts.order_by(Gift.id)),
    }
