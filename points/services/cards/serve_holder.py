"""What counter staff do with a card for its holder: hand it over, set the PIN, block it, replace a lost one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from points.errors import CardNotFit
from points.models import CampaignRow, Card, CardActKind, CardState, Movement
from points.models.drop import DropEntry
from points.queries.cards import batch_of_town, card_of_town
from points.services.cards.card_pin import CardPins, parse_pin, read_digits
from points.services.cards.record_act import Counter


class ServeHolder:
    def __init__(self, db: Database, clock: Clock, pins: CardPins) -> None:
        self.db = db
        self.clock = clock
        self.pins = pins

    def hand_over(self, counter: Counter, number: str, pin: str = "", pin_again: str = "") -> None:
        """From now on the card pays. Without a PIN it pays small amounts only.

        Raises: NotFound, Invalid (pin, pin_again), CardNotFit.
        """
        chosen, now = _chosen_pin(pin, pin_again), self.clock.now()
        with self.db.write() as session:
            card = card_of_town(session, counter.municipality, number, for_update=True)
            _expect(card, CardState.PRINTED)
            self._activate(card, now)
            self._set_pin(card, chosen)
            counter.note(session, CardActKind.HAND_OVER, now, card=card)

    def hand_over_batch(self, counter: Counter, batch_id: int) -> int:
        """Every card of the batch that is still in stock, for cards that go out by post; without PIN. How many."""
        now = self.clock.now()
        with self.db.write() as session:
            batch = batch_of_town(session, counter.municipality, batch_id, for_update=True)
            stock = select(Card).where(Card.batch_id == batch_id, Card.state == CardState.PRINTED)
            cards = session.scalars(stock.with_for_update()).all()
            for card in cards:
                self._activate(card, now)
            if cards:
                counter.note(session, CardActKind.HAND_OVER_BATCH, now, batch=batch)
            return len(cards)

    def set_pin(self, counter: Counter, number: str, pin: str, pin_again: str) -> None:
        """A new PIN, which also ends a lock after too many wrong ones.

        Raises: NotFound, Invalid (pin, pin_again), CardNotFit.
        """
        chosen, now = _chosen_pin(pin, pin_again), self.clock.now()
        if not chosen:
            raise Invalid("pin", "not_four_digits")
        with self.db.write() as session:
            card = card_of_town(session, counter.municipality, number, for_update=True)
            _expect(card, CardState.ACTIVE)
            self._set_pin(card, chosen)
            counter.note(session, CardActKind.PIN, now, card=card)

    def block(self, counter: Counter, number: str) -> None:
        """At once: no till takes the card any more. Raises: NotFound, CardNotFit."""
        self._change(counter, number, CardState.ACTIVE, CardState.BLOCKED, CardActKind.BLOCK)

    def unblock(self, counter: Counter, number: str) -> None:
        """It was found again. Raises: NotFound, CardNotFit."""
        self._change(counter, number, CardState.BLOCKED, CardState.ACTIVE, CardActKind.UNBLOCK)

    def replace(self, counter: Counter, number: str, new_number: str, pin: str = "", pin_again: str = "") -> None:
        """The new card, out of stock, points to the old one's account: all its points, dates and history at once, also
        of programs whose points nobody may give away. The old card is dead for good.

        Raises: NotFound, Invalid (new_number, pin, pin_again), CardNotFit.
        """
        chosen, now = _chosen_pin(pin, pin_again), self.clock.now()
        with self.db.write() as session:
            old = card_of_town(session, counter.municipality, number, for_update=True)
            _expect(old, CardState.ACTIVE, CardState.BLOCKED)
            new = _stock_card(session, counter, new_number)
            new.account = old.account
            self._activate(new, now)
            self._set_pin(new, chosen)
            old.state, old.replaced_by_id, old.pin_sealed = CardState.REPLACED, new.id, None
            counter.note(session, CardActKind.REPLACE, now, card=old)
            counter.note(session, CardActKind.HAND_OVER, now, card=new)

    def _change(self, counter: Counter, number: str, before: CardState, after: CardState, kind: CardActKind) -> None:
        now = self.clock.now()
        with self.db.write() as session:
            card = card_of_town(session, counter.municipality, number, for_update=True)
            _expect(card, before)
            card.state = after
            counter.note(session, kind, now, card=card)

    def _activate(self, card: Card, now: datetime) -> None:
        card.state, card.handed_over_at = CardState.ACTIVE, now

    def _set_pin(self, card: Card, pin: str) -> None:
        card.pin_sealed = self.pins.seal(card, pin) if pin else None
        card.pin_misses = card.page_misses = 0


def _expect(card: Card, *states: CardState) -> None:
    if card.state not in states:
        raise CardNotFit(card.state)


def _stock_card(session: Session, counter: Counter, number: str) -> Card:
    try:
        card = card_of_town(session, counter.municipality, number, for_update=True, field="new_number")
    except Invalid as error:
        raise Invalid("new_number", error.reason) from error
    if card.state != CardState.PRINTED:
        raise Invalid("new_number", "not_in_stock")
    if _is_used(session, card.account):
        raise Invalid("new_number", "holds_points")
    return card


def _is_used(session: Session, account: Address) -> bool:
    """Did points ever come to this account, are they promised by a drop, or does it stand in anybody's list?"""
    traces = (
        select(Movement.lot_id).where(or_(Movement.sender == account, Movement.recipient == account)),
        select(DropEntry.holder).where(DropEntry.holder == account),
        select(CampaignRow.row_number).where(CampaignRow.account == account),
    )
    return any(session.scalar(trace.limit(1)) is not None for trace in traces)


def _chosen_pin(pin: str, pin_again: str) -> str:
    """What the holder typed twice; empty when no PIN is wanted."""
    if not pin.strip() and not pin_again.strip():
        return ""
    chosen = parse_pin(pin)
    if read_digits(pin_again) != chosen:
        raise Invalid("pin_again", "different")
    return chosen
