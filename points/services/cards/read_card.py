"""The card that a scanner read, or, where its QR is torn or dirty, the number that somebody typed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import Invalid
from points.errors import CardRefused
from points.models import Card, CardState
from points.models.card_number import parse_card_number
from points.services.cards.card_token import hash_token, read_token


def shows_card(text: str) -> bool:
    """Is it a card's QR or number, known or not?"""
    return read_token(text) is not None or is_card_number(text)


def is_card_number(text: str) -> bool:
    try:
        parse_card_number(text)
    except Invalid:
        return False
    return True


def lock_card(session: Session, text: str) -> Card | None:
    """Whoever else asks for this card waits until the transaction ends."""
    token = read_token(text)
    if token is not None:
        return session.scalar(select(Card).where(Card.token_hash == hash_token(token)).with_for_update())
    if is_card_number(text):
        return session.scalar(select(Card).where(Card.number == parse_card_number(text)).with_for_update())
    return None


def read_card(session: Session, text: str) -> Card:
    """A card that may pay.

    Raises: CardRefused (unknown, printed, blocked, replaced).
    """
    card = lock_card(session, text)
    if card is None:
        raise CardRefused("unknown")
    if card.state != CardState.ACTIVE:
        raise CardRefused(card.state)
    return card


def number_of(session: Session, text: str) -> str:
    """The number of the card that was scanned or typed at the counter.

    Raises: Invalid (card_number: not_card_number, check_digit_card, no_such_card).
    """
    token = read_token(text)
    if token is None:
        return parse_card_number(text)
    number = session.scalar(select(Card.number).where(Card.token_hash == hash_token(token)))
    if number is None:
        raise Invalid("card_number", "no_such_card")
    return number
