"""What is kept about one person's deliveries."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.deliveries.rows import Delivery


def own_deliveries(session: Session, person: Address) -> OwnData:
    deliveries = select(
        Delivery.collection, Delivery.token_id, Delivery.use, Delivery.carrier, Delivery.tracking, Delivery.state,
        Delivery.sent_at,
    ).where(Delivery.holder == person)  # fmt: skip
    return {"deliveries": plain_rows(session, deliveries.order_by(Delivery.id))}
