"""A job: what was decided about gifts happens on chain. Custody signs; doing it again changes nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.collection import TokenGift
from chain.db import Database
from chain.ids import Address
from chain.outbox import EntryStatus, RelayEntry, enqueue
from marketplace.models import Gift, GiftState, Token
from marketplace.ports import Signer
from marketplace.queries.holding.rights import TokenKey, moves_of

_LIFE = timedelta(days=30)  # of custody's signature
_MOST_TRIES = 5
_REASON = "marketplace.gift"


class DeliverGifts:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer

    def deliver_due(self) -> int:
        """How many tokens were sent on their way."""
        self._end_expired()
        over = select(Gift.id, Gift.custody, Gift.giver, Gift.taker, Token.collection, Token.token_id)
        over = over.join(Token, Token.owner == Gift.custody)
        over = over.where(Gift.state.in_((GiftState.TAKEN, GiftState.RETURNED))).order_by(Gift.id, Token.token_id)
        with self.db.read() as session:
            found = session.execute(over.limit(200)).all()
        return sum(
            self._send(gift_id, custody, taker or giver, (collection, token_id))
            for gift_id, custody, giver, taker, collection, token_id in found
        )

    def _end_expired(self) -> None:
        now = self.clock.now()
        expired = (Gift.state == GiftState.WAITING, Gift.expires_at <= now)
        with self.db.read() as session:
            if session.scalar(select(Gift.id).where(*expired).limit(1)) is None:
                return
        with self.db.write() as session:
            session.execute(update(Gift).where(*expired).values(state=GiftState.RETURNED, over_at=now))

    def _send(self, gift_id: int, custody: Address, to: Address, token: TokenKey) -> bool:
        """Signed outside any transaction, as the signer keeps a log of its own."""
        address, token_id = token
        subject = f"marketplace.gift:{gift_id}:{token_id}"
        with self.db.read() as session:
            tries = _tries(session, subject)
            if tries is None or tries >= _MOST_TRIES:
                return False
            deadline = unix(self.clock.now() + _LIFE)
            act = TokenGift(token_id, custody, to, moves_of(session, token), deadline)
        series, key = self.contracts.collection(address), f"{subject}:{tries}"
        signature = self.signer.sign_typed_data(custody, series.signed_message(act), reason=_REASON)
        with self.db.write() as session:
            if session.scalar(select(RelayEntry.id).filter_by(key=key)) is not None:  # somebody else was faster
                return False
            enqueue(session, series.give(act, signature), key=key, subject=subject, now=self.clock.now())
        return True


def _tries(session: Session, subject: str) -> int | None:
    """How many failed; None while one is under way or done."""
    statuses = session.scalars(select(RelayEntry.status).filter_by(subject=subject)).all()
    return len(statuses) if all(one == EntryStatus.FAILED for one in statuses) else None
