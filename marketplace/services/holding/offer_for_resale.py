"""A holder puts one token on sale again (転売). What is signed waits here until somebody buys."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid
from chain.ids import ZERO_ADDRESS, Address
from chain.units import Yen
from marketplace.errors import ActExpired, AskUnavailable, AskUnknown
from marketplace.models import ResaleAsk
from marketplace.models.resale import check_price
from marketplace.queries.holding.resale import open_ask_of, sums_of
from marketplace.queries.holding.rights import TokenKey, moves_of
from marketplace.queries.holding.tokens import movable
from marketplace.services.holding.acts import ask_act
from marketplace.signing import ToSign

LONGEST = 90  # days
_SIGN_WITHIN = timedelta(minutes=30)


class OfferForResale:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, token: TokenKey, seller: Address, price: Yen, days: int) -> ToSign:
        """Keep the ask and say what the holder signs: the price, and what is left of it after royalty and fee.

        Raises: TokenUnknown, NotYours, CardIsLocked, RightUnmovable, Invalid, AskUnavailable (already_open).
        """
        check_price(price)
        if not 1 <= days <= LONGEST:
            raise Invalid("days", "out_of_range", most=LONGEST)
        now = self.clock.now()
        with self.db.write() as session:
            holding, standing = movable(session, token, seller, unix(now))
            if open_ask_of(session, *token, unix(now)) is not None:
                raise AskUnavailable(token, "already_open")
            end = unix(now + timedelta(days=days))
            ask = ResaleAsk(
                collection=token[0],
                token_id=token[1],
                seller=seller,
                buyer=ZERO_ADDRESS,
                price=price,
                proceeds=sums_of(session, holding.collection, price).proceeds,
                moves=moves_of(session, token),
                deadline=min(end, standing.rules.transfers_until or end),
                created_at=now,
            )
            session.add(ask)
            session.flush()
            return ToSign(str(ask.id), self.contracts.market.ask_message(ask_act(ask)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Put it on sale. A repeated call changes nothing. Does not check the signature: who collected it did.

        Raises: AskUnknown, ActExpired, AskUnavailable, and what `prepare` raises of a token that changed meanwhile.
        """
        now = self.clock.now()
        with self.db.write() as session:
            ask = session.get(ResaleAsk, int(subject), with_for_update=True)
            if ask is None:
                raise AskUnknown(subject)
            if ask.signature is not None:
                return
            if now > ask.created_at + _SIGN_WITHIN:
                raise ActExpired(subject)
            self._require_same(session, ask, unix(now))
            ask.signature = signature

    def _require_same(self, session: Session, ask: ResaleAsk, now: int) -> None:
        token = (ask.collection, ask.token_id)
        movable(session, token, ask.seller, now)
        if open_ask_of(session, *token, now) is not None:
            raise AskUnavailable(ask.id, "already_open")
        if moves_of(session, token) != ask.moves:
            raise AskUnavailable(ask.id, "gone")
