"""Paper cards as the counter sees them: how many there are, one card with its history of acts, a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.models import Card, CardAct, CardActKind, CardBatch, CardState
from points.models.card import MOST_PIN_MISSES, SHEETS_LIFE
from points.models.card_number import parse_card_number, shown_card_number


@dataclass(frozen=True, slots=True)
class CardView:
    number: str  # as printed
    state: CardState
    account: Address
    batch_id: int
    has_pin: bool
    is_pin_locked: bool
    handed_over_at: datetime | None
    replaced_by: str
    replaces: str


@dataclass(frozen=True, slots=True)
class ActView:
    """`object` is a card's number as printed or a batch's label; empty for rules."""

    at: datetime
    officer: Address
    kind: CardActKind
    object: str
    number: str = ""
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class BatchView:
    id: int
    label: str
    count: int
    made_by: Address
    made_at: datetime
    printed_at: datetime | None
    printable_until: datetime
    states: dict[CardState, int]


def count_cards(session: Session, municipality: MunicipalityCode) -> dict[CardState, int]:
    counted = select(Card.state, func.count()).where(Card.municipality == municipality).group_by(Card.state)
    found = {CardState(state): count for state, count in session.execute(counted)}
    return {state: found.get(state, 0) for state in CardState}


def list_batches(session: Session, municipality: MunicipalityCode, limit: int = 50) -> list[BatchView]:
    """Newest first."""
    wanted = select(CardBatch).where(CardBatch.municipality == municipality)
    batches = session.scalars(wanted.order_by(CardBatch.id.desc()).limit(limit)).all()
    return _batches(session, batches)


def find_batch(session: Session, municipality: MunicipalityCode, batch_id: int) -> BatchView:
    """Raises: NotFound."""
    return _batches(session, [batch_of_town(session, municipality, batch_id)])[0]


def cards_of_batch(session: Session, batch_id: int) -> list[CardView]:
    """In the order of the sheets."""
    cards = session.scalars(select(Card).where(Card.batch_id == batch_id).order_by(Card.id)).all()
    return [_card(session, card) for card in cards]


def find_card(session: Session, municipality: MunicipalityCode, number: str) -> CardView:
    """Raises: NotFound, Invalid (card_number)."""
    return _card(session, card_of_town(session, municipality, number))


def account_of_card(session: Session, number: str) -> Address:
    """Of any town's; for the holder's page, after the PIN. Raises: NotFound."""
    account = session.scalar(select(Card.account).where(Card.number == number))
    if account is None:
        raise NotFound("card", number)
    return account


def acts_of_card(session: Session, municipality: MunicipalityCode, number: str) -> list[ActView]:
    """What staff did with this card, alone or with its batch, newest first."""
    card = card_of_town(session, municipality, number)
    about = (CardAct.card_id == card.id) | (CardAct.batch_id == card.batch_id)
    return card_acts(session, municipality, about=about)


def card_acts(
    session: Session, municipality: MunicipalityCode, limit: int = 200, *, about: object = None
) -> list[ActView]:
    wanted = (
        select(CardAct, Card.number, CardBatch.label)
        .outerjoin(Card, Card.id == CardAct.card_id)
        .outerjoin(CardBatch, CardBatch.id == CardAct.batch_id)
        .where(CardAct.municipality == municipality)
        .order_by(CardAct.at.desc(), CardAct.id.desc())
        .limit(limit)
    )
    if about is not None:
        wanted = wanted.where(about)  # type: ignore[arg-type]
    return [_act(act, number or "", label or "") for act, number, label in session.execute(wanted)]


def _act(act: CardAct, number: str, label: str) -> ActView:
    shown = shown_card_number(number) if number else label
    return ActView(act.at, act.officer, CardActKind(act.kind), shown, number, act.batch_id)


def _card(session: Session, card: Card) -> CardView:
    after = session.get(Card, card.replaced_by_id) if card.replaced_by_id else None
    before = session.scalar(select(Card.number).where(Card.replaced_by_id == card.id))
    return CardView(
        number=shown_card_number(card.number),
        state=CardState(card.state),
        account=card.account,
        batch_id=card.batch_id,
        has_pin=card.pin_sealed is not None,
        is_pin_locked=card.pin_misses >= MOST_PIN_MISSES,
        handed_over_at=card.handed_over_at,
        replaced_by=shown_card_number(after.number) if after else "",
        replaces=shown_card_number(before) if before else "",
    )


def _batches(session: Session, batches: Sequence[CardBatch]) -> list[BatchView]:
    counted = (
        select(Card.batch_id, Card.state, func.count())
        .where(Card.batch_id.in_([batch.id for batch in batches]))
        .group_by(Card.batch_id, Card.state)
    )
    states: dict[int, dict[CardState, int]] = {}
    for batch_id, state, count in session.execute(counted):
        states.setdefault(batch_id, {})[CardState(state)] = count
    return [
        BatchView(
            id=batch.id,
            label=batch.label,
            count=batch.count,
            made_by=batch.made_by,
            made_at=batch.made_at,
            printed_at=batch.printed_at,
            printable_until=batch.made_at + SHEETS_LIFE,
            states={state: states.get(batch.id, {}).get(state, 0) for state in CardState},
        )
        for batch in batches
    ]


def card_of_town(
    session: Session, municipality: MunicipalityCode, number: str, *, for_update: bool = False, field: str = ""
) -> Card:
    """The town's own card of this number.

    Raises: Invalid (not_card_number, check_digit_card, and naming `field`, no_such_card); NotFound without a field.
    """
    wanted = select(Card).where(Card.number == parse_card_number(number), Card.municipality == municipality)
    card = session.scalar(wanted.with_for_update() if for_update else wanted)
    if card is None:
        if field:
            raise Invalid(field, "no_such_card")
        raise NotFound("card", number)
    return card


def batch_of_town(
    session: Session, municipality: MunicipalityCode, batch_id: int, *, for_update: bool = False
) -> CardBatch:
    """Raises: NotFound, also for another town's."""
    batch = session.get(CardBatch, batch_id, with_for_update=for_update or None)
    if batch is None or batch.municipality != municipality:
        raise NotFound("card_batch", batch_id)
    return batch
