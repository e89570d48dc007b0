"""New cards, and the sheets they are printed on. The secret of a QR is kept, sealed, only until printing is over."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, contains_my_number
from points.errors import SheetsClosed
from points.models import Card, CardActKind, CardBatch
from points.models.card import MOST_IN_BATCH, SHEETS_LIFE
from points.models.card_number import new_card_number, shown_card_number
from points.ports import CardAccounts, Cipher
from points.queries.cards import batch_of_town
from points.services.cards.card_token import hash_token, new_token
from points.services.cards.record_act import Counter

PURPOSE = "card-token"


@dataclass(frozen=True, slots=True)
class PrintedCard:
    number: str
    token: str


class MakeCards:
    def __init__(self, db: Database, clock: Clock, accounts: CardAccounts, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.accounts = accounts
        self.cipher = cipher

    def make(self, counter: Counter, label: str, count: int) -> int:
        """The id of a new batch, ready to be printed.

        Raises: Invalid naming the field.
        """
        label, now = _checked_label(label), self.clock.now()
        if not 1 <= count <= MOST_IN_BATCH:
            raise Invalid("count", "one_to_most", most=MOST_IN_BATCH)
        with self.db.read() as session:
            numbers = _unused_numbers(session, count)
        accounts = self.accounts.open([shown_card_number(number) for number in numbers])
        with self.db.write() as session:
            batch = CardBatch(
                municipality=counter.municipality, label=label, count=count, made_by=counter.officer, made_at=now
            )
            session.add(batch)
            session.flush()
            for number, account in zip(numbers, accounts, strict=True):
                session.add(self._card(batch, number, account))
            counter.note(session, CardActKind.MAKE, now, batch=batch)
            return batch.id

    def print(self, counter: Counter, batch_id: int) -> list[PrintedCard]:
        """What stands on the sheets of a batch.

        Raises: NotFound, SheetsClosed.
        """
        now = self.clock.now()
        with self.db.write() as session:
            batch = batch_of_town(session, counter.municipality, batch_id, for_update=True)
            cards = session.scalars(select(Card).where(Card.batch_id == batch_id).order_by(Card.id)).all()
            if batch.printed_at is not None:
                raise SheetsClosed()
            counter.note(session, CardActKind.PRINT, now, batch=batch)
            return [self._printed(card) for card in cards]

    def finish_printing(self, counter: Counter, batch_id: int) -> None:
        """From now on nobody can print these cards, here or from a stolen database."""
        now = self.clock.now()
        with self.db.write() as session:
            batch = batch_of_town(session, counter.municipality, batch_id, for_update=True)
            if batch.printed_at is None:
                _forget_tokens(session, batch)
                batch.printed_at = now
                counter.note(session, CardActKind.FINISH_PRINTING, now, batch=batch)

    def forget_old(self) -> int:
        """As `finish_printing`, for batches that somebody left open. For a periodic job."""
        now = self.clock.now()
        with self.db.write() as session:
            left = select(CardBatch).where(CardBatch.printed_at.is_(None), CardBatch.made_at < now - SHEETS_LIFE)
            batches = session.scalars(left.with_for_update(skip_locked=True)).all()
            for batch in batches:
                _forget_tokens(session, batch)
                batch.printed_at = now
            return len(batches)

    def _card(self, batch: CardBatch, number: str, account: Address) -> Card:
        token = new_token()
        return Card(
            batch_id=batch.id,
            municipality=batch.municipality,
            number=number,
            token_hash=hash_token(token),
            token_sealed=self.cipher.seal(PURPOSE, token.encode(), number),
            account=account,
        )

    def _printed(self, card: Card) -> PrintedCard:
        if card.token_sealed is None:
            raise SheetsClosed()
        return PrintedCard(card.number, self.cipher.open(PURPOSE, card.token_sealed, card.number).decode())


def _forget_tokens(session: Session, batch: CardBatch) -> None:
    session.execute(update(Card).where(Card.batch_id == batch.id).values(token_sealed=None))


def _checked_label(label: str) -> str:
    label = label.strip()
    if not label:
        raise Invalid("label", "empty")
    if len(label) > 100:
        raise Invalid("label", "too_long")
    if contains_my_number(label):
        raise Invalid("label", "my_number")
    return label


def _unused_numbers(session: Session, count: int) -> list[str]:
    numbers: set[str] = set()
    while len(numbers) < count:
        drawn = {new_card_number() for _ in range(count - len(numbers))}
        taken = set(session.scalars(select(Card.number).where(Card.number.in_(drawn))))
        numbers |= drawn - taken
    return sorted(numbers)
