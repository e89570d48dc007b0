"""Puts the services of the cart and the checkout together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from marketplace.ports import (
    CardProvider,
    OpensAccounts,
    People,
    PointSales,
    SalePayees,
    Signer,
    TicketAudience,
    YenFloat,
)
from marketplace.queries.checkout.cards import CardPages
from marketplace.queries.checkout.pages import CheckoutPages
from marketplace.services.checkout.card.refund_cards import RefundCards
from marketplace.services.checkout.card.return_yen import ReturnYen
from marketplace.services.checkout.card.settle_cards import SettleCards
from marketplace.services.checkout.card.start_payments import StartPayments
from marketplace.services.checkout.card.take_notice import TakeNotice
from marketplace.services.checkout.fill_cart import FillCart
from marketplace.services.checkout.parts.parts import Parts
from marketplace.services.checkout.pay_checkout import PayCheckout
from marketplace.services.checkout.settle_charges import SettleCharges
from marketplace.services.checkout.start_checkout import StartCheckout
from marketplace.services.eligibility.check_eligibility import CheckEligibility
from marketplace.services.gifts.assembly import GiftServices, assemble_gifts


@dataclass(frozen=True, slots=True)
class CardServices:
    start: StartPayments
    notices: TakeNotice
    settle: SettleCards
    refund: RefundCards
    return_yen: ReturnYen

    def advance(self) -> int:
        """One round of everything that a card payment waits for."""
        return (
            self.start.start_due() + self.settle.settle_due() + self.return_yen.return_due() + self.refund.refund_due()
        )


@dataclass(frozen=True, slots=True)
class CheckoutServices:
    pages: CheckoutPages
    cart: FillCart
    start: StartCheckout
    pay: PayCheckout
    cards: CardPages
    card: CardServices
    charges: SettleCharges
    gifts: GiftServices


def assemble_checkout(
    db: Database,
    clock: Clock,
    contracts: Contracts,
    *,
    eligible: CheckEligibility,
    provider: CardProvider | None,
    yen_float: YenFloat | None,
    signer: Signer,
    sales: PointSales,
    payees: SalePayees,
    custody: Callable[[], Address],
    opens: OpensAccounts,
    people: People,
    public_url: str,
    audience: TicketAudience,
) -> CheckoutServices:
    """`provider` and `yen_float` come together, or this installation takes no cards."""
    parts = Parts(contracts, sales, custody, audience)
    return CheckoutServices(
        pages=CheckoutPages(db, clock, sales, eligible),
        cart=FillCart(db, clock, sales),
        start=StartCheckout(db, clock, parts, eligible),
        pay=PayCheckout(db, clock, parts, provider.name if provider else "", yen_float),
        cards=CardPages(db, yen_float),
        card=CardServices(
            start=StartPayments(db, clock, provider, public_url),
            notices=TakeNotice(db, clock, parts, provider, yen_float),
            settle=SettleCards(db, clock, parts),
            refund=RefundCards(db, clock, provider),
            return_yen=ReturnYen(db, clock, contracts, parts, yen_float, signer),
        ),
        charges=SettleCharges(db, clock, contracts, sales, payees, signer),
        gifts=assemble_gifts(db, clock, contracts, parts=parts, opens=opens, people=people, signer=signer),
    )
