"""A holder accepts an offer: signs an ask to that one buyer, of the price offered."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from marketplace.errors import ActExpired, AskUnavailable, AskUnknown, OfferUnavailable, OfferUnknown, YenShort
from marketplace.models import OfferState, ResaleAsk, ResaleOffer
from marketplace.queries.holding.resale import OfferView, sums_of, view_of
from marketplace.queries.holding.rights import moves_of
from marketplace.queries.holding.tokens import movable
from marketplace.services.holding.acts import ask_act
from marketplace.services.holding.buy_resale import require_yen, send_resale
from marketplace.signing import ToSign

_SIGN_WITHIN = timedelta(minutes=30)


class AcceptOffer:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def look(self, offer_id: int, seller: Address) -> OfferView:
        """What would be accepted. Raises: OfferUnknown, NotYours, CardIsLocked, RightUnmovable, OfferUnavailable."""
        with self.db.read() as session:
            return self._open(session, session.get(ResaleOffer, offer_id), seller)

    def prepare(self, offer_id: int, seller: Address) -> ToSign:
        """Raises: OfferUnknown, NotYours, CardIsLocked, RightUnmovable, OfferUnavailable."""
        now = self.clock.now()
        with self.db.write() as session:
            view = self._open(session, session.get(ResaleOffer, offer_id), seller)
            offer = view.offer
            ask = ResaleAsk(
                collection=offer.collection,
                token_id=offer.token_id,
                seller=seller,
                buyer=offer.buyer,
                price=offer.price,
                proceeds=sums_of(session, view.collection, offer.price).proceeds,
                moves=moves_of(session, (offer.collection, offer.token_id)),
                deadline=min(unix(now + timedelta(days=1)), offer.valid_before),
                offer_id=offer.id,
                created_at=now,
            )
            session.add(ask)
            session.flush()
            return ToSign(str(ask.id), self.contracts.market.ask_message(ask_act(ask)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand both signatures to the chain. A repeated call changes nothing.

        Raises: AskUnknown, ActExpired, and what `prepare` raises of an offer or token that changed meanwhile.
        """
        now = self.clock.now()
        with self.db.write() as session:
            ask = session.get(ResaleAsk, int(subject), with_for_update=True)
            if ask is None or ask.offer_id is None:
                raise AskUnknown(subject)
            if ask.signature is not None:
                return
            if now > ask.created_at + _SIGN_WITHIN:
                raise ActExpired(subject)
            offer = session.get_one(ResaleOffer, ask.offer_id, with_for_update=True)
            self._open(session, offer, ask.seller)
            if moves_of(session, (ask.collection, ask.token_id)) != ask.moves:
                raise AskUnavailable(subject, "gone")
            ask.signature = signature
            send_resale(session, self.contracts, ask, offer, self.clock)

    def _open(self, session: Session, offer: ResaleOffer | None, seller: Address) -> OfferView:
        """Raises: OfferUnknown, NotYours, CardIsLocked, RightUnmovable, OfferUnavailable."""
        if offer is None or offer.signature is None or offer.ask_id is not None:
            raise OfferUnknown(offer.id if offer else "")
        now = unix(self.clock.now())
        movable(session, (offer.collection, offer.token_id), seller, now)
        view = view_of(session, offer, now)
        if view.state is not OfferState.OPEN:
            raise OfferUnavailable(offer.id, "expired" if view.state is OfferState.EXPIRED else "gone")
        try:
            require_yen(session, offer.buyer, offer.price)
        except YenShort as short:
            raise OfferUnavailable(offer.id, "short") from short
        return view
