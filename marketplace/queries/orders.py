"""An order as its buyer sees it, from signing to final."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.ids import Address
from chain.indexer.finality import finalized_block
from marketplace.errors import OrderUnknown
from marketplace.models import Order, OrderState, Sale
from marketplace.queries.listings import address_of


@dataclass(frozen=True, slots=True)
class OrderView:
    """`state`: the row's, or confirmed and final from the projected sale."""

    order: Order
    state: OrderState
    has_expired: bool  # was not signed in time
    collection: Address | None
    token_ids: list[int]
    tx_hash: bytes | None

    @property
    def is_settled(self) -> bool:
        """Nothing more will change that the buyer waits for."""
        return self.state in (OrderState.FINAL, OrderState.FAILED) or self.has_expired


def order_view(session: Session, clock: Clock, order_id: int, buyer: Address) -> OrderView:
    """Raises: OrderUnknown, also for anybody else's order."""
    order = session.get(Order, order_id)
    if order is None or order.buyer != buyer:
        raise OrderUnknown(order_id)
    return _view(session, clock, order)


def orders_of(session: Session, clock: Clock, buyer: Address) -> list[OrderView]:
    """The newest first; those never signed are left out."""
    found = select(Order).where(Order.buyer == buyer, Order.state != OrderState.AWAITING_SIGNATURE)
    return [_view(session, clock, order) for order in session.scalars(found.order_by(Order.id.desc()).limit(50))]


def _view(session: Session, clock: Clock, order: Order) -> OrderView:
    sale = session.scalar(select(Sale).filter_by(purchase_id=order.purchase_id))
    state = order.state
    if sale is not None:
        state = OrderState.FINAL if sale.block_number <= finalized_block(session) else OrderState.CONFIRMED
    awaiting = state == OrderState.AWAITING_SIGNATURE
    return OrderView(
        order=order,
        state=OrderState(state),
        has_expired=awaiting and unix(clock.now()) >= order.valid_before,
        collection=address_of(session, order.listing.collection_number),
        token_ids=sale.token_ids if sale else [],
        tx_hash=sale.tx_hash if sale else None,
    )
