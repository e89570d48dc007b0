"""A gift finds its taker: the giver makes a link, whoever has it takes the gift, or the giver takes it back.

What is decided here is brought to the chain by DeliverGifts. Of the secret only the hash is kept.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.errors import GiftRefused, GiftUnknown
from marketplace.models import Gift, GiftState, Sale
from marketplace.models.orders import Order

_SECRET_BYTES = 24
_LONGEST_SECRET = 64


class HandOverGift:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def make_link(self, gift_id: int, giver: Address) -> str:
        """The secret, told once. A link made before leads nowhere from now on.

        Raises: GiftUnknown, also for anybody else's; GiftRefused (taken, returned, expired, on_its_way).
        """
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        with self.db.write() as session:
            gift = _own(session, gift_id, giver)
            self._require_waiting(session, gift)
            gift.secret_hash = hash_of(secret)
        return secret

    def take(self, secret_hash: bytes, taker: Address) -> int:
        """The gift's id. The same person again changes nothing.

        Raises: GiftUnknown, GiftRefused (taken, returned, expired, own, on_its_way).
        """
        with self.db.write() as session:
            gift = session.scalar(select(Gift).filter_by(secret_hash=secret_hash).with_for_update())
            if gift is None:
                raise GiftUnknown()
            if gift.state == GiftState.TAKEN and gift.taker == taker:
                return gift.id
            if gift.giver == taker:
                raise GiftRefused("own")
            self._require_waiting(session, gift)
            gift.state, gift.taker, gift.over_at = GiftState.TAKEN, taker, self.clock.now()
            return gift.id

    def take_back(self, gift_id: int, giver: Address) -> None:
        """The giver gets it; again changes nothing. Raises: GiftUnknown, GiftRefused (taken)."""
        with self.db.write() as session:
            gift = _own(session, gift_id, giver)
            if gift.state == GiftState.TAKEN:
                raise GiftRefused("taken")
            if gift.state == GiftState.WAITING:
                gift.state, gift.over_at = GiftState.RETURNED, self.clock.now()

    def _require_waiting(self, session: Session, gift: Gift) -> None:
        if gift.state != GiftState.WAITING:
            raise GiftRefused(gift.state)
        if gift.expires_at <= self.clock.now():
            raise GiftRefused("expired")
        bought = (
            select(Sale.purchase_id).join(Order, Order.purchase_id == Sale.purchase_id).where(Order.id == gift.order_id)
        )
        if session.scalar(bought) is None:
            raise GiftRefused("on_its_way")


def hash_of(secret: str) -> bytes:
    """Raises: GiftUnknown for what no link of ours holds."""
    if not secret or len(secret) > _LONGEST_SECRET or not secret.isascii():
        raise GiftUnknown()
    return sha256(secret.encode()).digest()


def _own(session: Session, gift_id: int, giver: Address) -> Gift:
    gift = session.get(Gift, gift_id, with_for_update=True)
    if gift is None or gift.giver != giver:
        raise GiftUnknown()
    return gift
