"""Checks a PIN and counts the wrong ones. The count outlives the refusal: it is written in a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from points.errors import CardPinLocked, CardPinWrong, CardRefused
from points.models import Card, CardState
from points.models.card import MOST_PIN_MISSES
from points.services.cards.card_pin import CardPins
from points.services.cards.read_card import lock_card


@dataclass(frozen=True, slots=True)
class _Seen:
    number: str
    pin_sealed: bytes | None


class CheckPin:
    def __init__(self, db: Database, clock: Clock, pins: CardPins) -> None:
        self.db = db
        self.clock = clock
        self.pins = pins

    def at_till(self, code: str, pin: str) -> bool:
        """True when it is the PIN of the card that was shown; False when no card was shown or it has none.

        Raises: CardPinWrong, CardPinLocked.
        """
        return self._check(code, pin, "pin_misses")

    def on_page(self, number: str, pin: str) -> None:
        """For the holder's own look at the balance. An unknown number, one without a PIN and a wrong PIN get the same
        answer.

        Raises: CardRefused (number_or_pin), CardPinLocked.
        """
        try:
            is_right = self._check(number, pin, "page_misses")
        except CardPinWrong:
            is_right = False
        if not is_right:
            raise CardRefused("number_or_pin")

    def _check(self, code: str, pin: str, counter: str) -> bool:
        seen = self._seen(code)
        if seen is None or seen.pin_sealed is None:
            return False
        is_right = self.pins.fits(seen.number, seen.pin_sealed, pin)  # slow: before the card is locked
        with self.db.write() as session:
            card = lock_card(session, code)
            misses = MOST_PIN_MISSES if card is None else int(getattr(card, counter))
            is_current = card is not None and card.pin_sealed == seen.pin_sealed
            if card is not None and misses < MOST_PIN_MISSES:
                setattr(card, counter, 0 if is_right and is_current else misses + 1)
        if misses >= MOST_PIN_MISSES:
            raise CardPinLocked()
        if not (is_right and is_current):
            raise CardPinWrong(MOST_PIN_MISSES - misses - 1)
        return True

    def _seen(self, code: str) -> _Seen | None:
        with self.db.read() as session:
            card: Card | None = lock_card(session, code)
            if card is None or card.state != CardState.ACTIVE:
                return None
            return _Seen(card.number, card.pin_sealed)
