"""Somebody buys units of a community token. One signature pays: the yen authorization with the purchase's hash."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.errors import YenShort
from marketplace.models import OrderState
from marketplace.models.community_tokens import OfferingState, TokenPurchase
from marketplace.models.community_tokens.errors import (
    OfferingNotOpen,
    TokenPurchaseExpired,
    TokenPurchaseUnknown,
    TokenQuantityWrong,
)
from marketplace.queries.community_tokens.views import OfferingView, held_by, offering_view
from marketplace.queries.yen import balance_of
from marketplace.services.community_tokens.acts import purchase_act
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)


class BuyTokens:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, number: int, buyer: Address, quantity: int) -> ToSign:
        """Keep the purchase and say what the buyer signs.

        Raises: OfferingUnknown, OfferingNotOpen, TokenQuantityWrong, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            view = self._check(session, number, buyer, quantity)
            purchase = TokenPurchase(
                offering_number=number,
                buyer=buyer,
                quantity=quantity,
                total=view.offering.price * quantity,
                salt=secrets.token_bytes(32),
                valid_before=unix(now + SIGN_WITHIN),
                created_at=now,
            )
            act = purchase_act(purchase)
            purchase.purchase_id = self.contracts.token_sale.purchase_id(act)
            session.add(purchase)
            session.flush()
            return ToSign(str(purchase.id), self.contracts.token_sale.purchase_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed purchase to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the coin does.
        Raises: TokenPurchaseUnknown, TokenPurchaseExpired, OfferingNotOpen, TokenQuantityWrong, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            purchase = session.get(TokenPurchase, int(subject), with_for_update=True)
            if purchase is None:
                raise TokenPurchaseUnknown(subject)
            if purchase.signature is not None:
                return
            if unix(now) >= purchase.valid_before:
                raise TokenPurchaseExpired(purchase.id)
            self._check(session, purchase.offering_number, purchase.buyer, purchase.quantity)
            purchase.signature, purchase.state = signature, OrderState.PENDING
            call = self.contracts.token_sale.buy(purchase_act(purchase), signature)
            name = f"marketplace.token_purchase:{purchase.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=purchase.buyer)

    def _check(self, session: Session, number: int, buyer: Address, quantity: int) -> OfferingView:
        """Raises what says why this cannot be bought now."""
        view = offering_view(session, number, self.clock.now())
        if view.state is not OfferingState.RUNNING:
            raise OfferingNotOpen(number, view.state)
        most = view.may_buy(held_by(session, number, buyer))
        if quantity < 1:
            raise TokenQuantityWrong("none", most)
        if quantity > most:
            raise TokenQuantityWrong("over_left" if most == view.left else "over_account", most)
        total, available = view.offering.price * quantity, balance_of(session, buyer)
        if total > available:
            raise YenShort(total, available)
        return view
