"""Somebody buys what a holder sells. The buyer signs the price seen, so no other price can be taken."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.errors import ActExpired, AskUnavailable, OfferUnknown, YenShort
from marketplace.models import OfferState, ResaleAsk, ResaleOffer
from marketplace.queries.holding.resale import AskView, find_ask, open_ask_of
from marketplace.queries.holding.rights import RightStanding
from marketplace.queries.yen import balance_of
from marketplace.services.holding.acts import ask_act, offer_act
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)


class BuyResale:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def look(self, ask_id: int, buyer: Address) -> AskView:
        """What would be bought. Raises: AskUnknown, AskUnavailable."""
        with self.db.read() as session:
            return self._open(session, find_ask(session, ask_id), buyer)

    def prepare(self, ask_id: int, buyer: Address) -> ToSign:
        """Keep the offer and say what the buyer signs: the yen token's authorization over the ask's price.

        Raises: AskUnknown, AskUnavailable, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            view = self._open(session, find_ask(session, ask_id), buyer)
            require_yen(session, buyer, view.ask.price)
            offer = ResaleOffer(
                collection=view.ask.collection,
                token_id=view.ask.token_id,
                buyer=buyer,
                price=view.ask.price,
                least_uses=least_uses(view.standing),
                valid_before=min(unix(now + SIGN_WITHIN), view.ask.deadline),
                salt=secrets.token_bytes(32),
                ask_id=view.ask.id,
                state=OfferState.AWAITING_SIGNATURE,
                created_at=now,
            )
            offer.offer_id = self.contracts.market.offer_id(offer_act(offer))
            session.add(offer)
            session.flush()
            return ToSign(str(offer.id), self.contracts.market.offer_message(offer_act(offer)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand both signatures to the chain. A repeated call changes nothing.

        Raises: OfferUnknown, ActExpired, AskUnavailable, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            offer = session.get(ResaleOffer, int(subject), with_for_update=True)
            if offer is None or offer.ask_id is None:
                raise OfferUnknown(subject)
            if offer.signature is not None:
                return
            if unix(now) >= offer.valid_before:
                raise ActExpired(subject)
            ask = session.get_one(ResaleAsk, offer.ask_id, with_for_update=True)
            self._open(session, ask, offer.buyer)
            require_yen(session, offer.buyer, offer.price)
            offer.signature = signature
            send_resale(session, self.contracts, ask, offer, self.clock)

    def _open(self, session: Session, ask: ResaleAsk, buyer: Address) -> AskView:
        """Raises: AskUnavailable."""
        now = unix(self.clock.now())
        if ask.deadline <= now:
            raise AskUnavailable(ask.id, "expired")
        view = open_ask_of(session, ask.collection, ask.token_id, now)
        if view is None or view.ask.id != ask.id:
            raise AskUnavailable(ask.id, "gone")
        if ask.seller == buyer:
            raise AskUnavailable(ask.id, "own")
        under_way = select(ResaleOffer.id).filter_by(ask_id=ask.id, state=OfferState.PENDING).limit(1)
        if session.scalar(under_way) is not None:
            raise AskUnavailable(ask.id, "being_bought")
        return view


def least_uses(standing: RightStanding) -> int:
    """What a buyer sees left and must not get less of; a right without limit has no number."""
    return 0 if standing.is_unlimited else standing.uses_left


def require_yen(session: Session, account: Address, needed: Yen) -> None:
    """Raises: YenShort."""
    available = balance_of(session, account)
    if int(needed) > int(available):
        raise YenShort(needed, available)


def send_resale(session: Session, contracts: Contracts, ask: ResaleAsk, offer: ResaleOffer, clock: Clock) -> None:
    """Both have signed."""
    assert ask.signature is not None
    assert offer.signature is not None
    call = contracts.market.resell(ask_act(ask), ask.signature, offer_act(offer), offer.signature)
    name = f"marketplace.resale:{offer.id}"
    enqueue(session, call, key=name, subject=name, now=clock.now(), principal=offer.buyer)
    offer.state = OfferState.PENDING
