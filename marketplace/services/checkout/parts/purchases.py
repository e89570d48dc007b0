"""A purchase from a listing, as part of a checkout."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import unix
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.outbox import Call
from chain.units import Yen
from marketplace.acts import purchase_act
from marketplace.models import Checkout, Order, OrderState
from marketplace.models.checkout import ListingItem, listing_item
from marketplace.models.checkout.checkouts import YEN_SIGNATURE_LIFE
from marketplace.queries.listings import listing_view
from marketplace.services.checkout.parts.part import Part
from marketplace.services.eligibility.check_eligibility import require_still
from marketplace.services.lotteries.proofs import purchase_call
from marketplace.services.place_order import check_stock


class Purchase(Part):
    kind = "order"
    row: Order

    @property
    def item(self) -> str:
        return listing_item(self.row.listing_number)

    def message(self) -> TypedData:
        return self.contracts.market.purchase_message(purchase_act(self.row))

    def renew(self, valid_before: int) -> None:
        self.row.signature, self.row.salt, self.row.valid_before = None, secrets.token_bytes(32), valid_before
        self.row.purchase_id = self.contracts.market.purchase_id(purchase_act(self.row))

    def require(self, session: Session, now: datetime) -> None:
        row = self.row
        view = listing_view(session, row.listing_number, now, row.buyer, beside=row.checkout_id)
        check_stock(view, row.quantity)
        require_still(session, row.listing_number, view.eligibility, row.buyer)

    def _call(self, session: Session, signature: bytes) -> Call:
        return purchase_call(session, self.contracts, self.row, signature)


def hold_purchase(
    session: Session, contracts: Contracts, checkout: Checkout, item: ListingItem, quantity: int, now: datetime
) -> Part:
    """Raises: DomainError, that says why so many cannot be bought now."""
    view = listing_view(session, item.number, now, checkout.buyer)
    check_stock(view, quantity)
    order = Order(
        listing_number=item.number,
        checkout_id=checkout.id,
        buyer=checkout.buyer,
        recipient=checkout.buyer,
        quantity=quantity,
        total=Yen(int(view.listing.price) * quantity),
        salt=secrets.token_bytes(32),
        valid_before=unix(now + YEN_SIGNATURE_LIFE),
        state=OrderState.AWAITING_SIGNATURE,
        created_at=now,
    )
    order.purchase_id = contracts.market.purchase_id(purchase_act(order))
    session.add(order)
    session.flush()
    return Purchase(contracts, order)
