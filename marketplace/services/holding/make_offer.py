"""Somebody offers yen for a token that another holds. The holder may accept it as long as it stands."""

from __future__ import annotations

import secrets
from datetime import timedelta

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.errors import ActExpired, OfferUnavailable, OfferUnknown
from marketplace.models import OfferState, ResaleOffer
from marketplace.models.resale import check_price
from marketplace.queries.holding.resale import offer_view
from marketplace.queries.holding.rights import TokenKey
from marketplace.queries.holding.tokens import movable
from marketplace.queries.holdings import find_holding
from marketplace.services.holding.acts import offer_act
from marketplace.services.holding.buy_resale import least_uses, require_yen
from marketplace.signing import ToSign

LONGEST = 30  # days
_SIGN_WITHIN = timedelta(minutes=30)


class MakeOffer:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, token: TokenKey, buyer: Address, price: Yen, days: int) -> ToSign:
        """Raises: TokenUnknown, CardIsLocked, RightUnmovable, Invalid, OfferUnavailable (own), YenShort."""
        check_price(price)
        if not 1 <= days <= LONGEST:
            raise Invalid("days", "out_of_range", most=LONGEST)
        now = self.clock.now()
        with self.db.write() as session:
            owner = find_holding(session, *token).token.owner
            if owner == buyer:
                raise OfferUnavailable(token, "own")
            _, standing = movable(session, token, owner, unix(now))
            require_yen(session, buyer, price)
            offer = ResaleOffer(
                collection=token[0],
                token_id=token[1],
                buyer=buyer,
                price=price,
                least_uses=least_uses(standing),
                valid_before=unix(now + timedelta(days=days)),
                salt=secrets.token_bytes(32),
                state=OfferState.AWAITING_SIGNATURE,
                created_at=now,
            )
            offer.offer_id = self.contracts.market.offer_id(offer_act(offer))
            session.add(offer)
            session.flush()
            return ToSign(str(offer.id), self.contracts.market.offer_message(offer_act(offer)))

    def complete(self, subject: str, signature: bytes) -> None:
        """It stands from now on; no yen moves. A repeated call changes nothing. Raises: OfferUnknown, ActExpired."""
        now = self.clock.now()
        with self.db.write() as session:
            offer = session.get(ResaleOffer, int(subject), with_for_update=True)
            if offer is None:
                raise OfferUnknown(subject)
            if offer.signature is not None:
                return
            if now > offer.created_at + _SIGN_WITHIN:
                raise ActExpired(subject)
            offer.signature, offer.state = signature, OfferState.OPEN


class WithdrawOffer:
    """The buyer takes an offer back: here at once, and at the coin, so that nobody who kept the signature can use
    it."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, offer_id: int, buyer: Address) -> ToSign:
        """Raises: OfferUnknown, OfferUnavailable (gone)."""
        with self.db.read() as session:
            view = offer_view(session, offer_id, buyer, unix(self.clock.now()))
            if not view.is_answerable:
                raise OfferUnavailable(offer_id, "gone")
            message = self.contracts.yen.cancellation_message(buyer, view.offer.offer_id)
            return ToSign(str(offer_id), message)

    def complete(self, subject: str, signature: bytes) -> None:
        """A repeated call changes nothing. Raises: OfferUnknown, OfferUnavailable (gone)."""
        now = self.clock.now()
        with self.db.write() as session:
            offer = session.get(ResaleOffer, int(subject), with_for_update=True)
            if offer is None:
                raise OfferUnknown(subject)
            if offer.state == OfferState.WITHDRAWN:
                return
            if offer.state != OfferState.OPEN:
                raise OfferUnavailable(subject, "gone")
            offer.state = OfferState.WITHDRAWN
            call = self.contracts.yen.cancel_authorization(offer.buyer, offer.offer_id, signature)
            name = f"marketplace.offer_withdrawal:{offer.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=offer.buyer)
