"""The life of one token as the chain tells it: minted, moved, sold, lent, used, re-bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS, Address
from chain.units import Yen
from marketplace.models import CardIssued, CardRebound, Resale, RightLoan, RightUse, Sale, TokenTransfer
from marketplace.queries.holding.rights import TokenKey


class EventKind(StrEnum):
    BOUGHT = "bought"  # from the town
    ISSUED = "issued"
    MINTED = "minted"  # otherwise, as by an auction or a project
    RESOLD = "resold"
    GIVEN = "given"
    REBOUND = "rebound"
    LENT = "lent"
    LOAN_ENDED = "loan_ended"
    USED = "used"


@dataclass(frozen=True, slots=True)
class TokenEvent:
    """`sender` and `receiver` are zero where nobody gave or got; `price` of what was sold."""

    kind: EventKind
    at: int  # unix seconds
    tx_hash: bytes
    place_in_chain: tuple[int, int]
    sender: Address = ZERO_ADDRESS
    receiver: Address = ZERO_ADDRESS
    price: Yen | None = None
    until: int = 0
    place: int = 0  # merchant id
    use: int = 0


def events_of(session: Session, token: TokenKey) -> list[TokenEvent]:
    """The newest first."""
    found = [*_moves(session, token), *_loans(session, token), *_uses(session, token)]
    return sorted(found, key=lambda event: event.place_in_chain, reverse=True)


def _moves(session: Session, token: TokenKey) -> Iterator[TokenEvent]:
    """A sale, an issue and a re-binding are found by the transaction that moved the token."""
    resales = {one.tx_hash: one for one in session.scalars(_about(Resale, token))}
    rebound = {one.tx_hash for one in session.scalars(_about(CardRebound, token))}
    issued = {one.tx_hash for one in session.scalars(_about(CardIssued, token))}
    for move in session.scalars(_about(TokenTransfer, token)):
        kind, price = EventKind.GIVEN, None
        if move.sender == ZERO_ADDRESS:
            kind, price = _mint(session, move, token, issued)
        elif move.tx_hash in rebound:
            kind = EventKind.REBOUND
        elif (sale := resales.get(move.tx_hash)) is not None and sale.buyer == move.receiver:
            kind, price = EventKind.RESOLD, sale.price
        yield TokenEvent(
            kind, move.block_time, move.tx_hash, (move.block_number, move.log_index), move.sender, move.receiver, price
        )


def _mint(session: Session, move: TokenTransfer, token: TokenKey, issued: set[bytes]) -> tuple[EventKind, Yen | None]:
    if move.tx_hash in issued:
        return EventKind.ISSUED, None
    for sale in session.scalars(select(Sale).filter_by(tx_hash=move.tx_hash, recipient=move.receiver)):
        if token[1] in sale.token_ids:
            in_yen = sale.payment_id is None
            return EventKind.BOUGHT, Yen(int(sale.total) // sale.quantity) if in_yen else None
    return EventKind.MINTED, None


def _loans(session: Session, token: TokenKey) -> Iterator[TokenEvent]:
    for loan in session.scalars(_about(RightLoan, token)):
        kind = EventKind.LOAN_ENDED if loan.borrower == ZERO_ADDRESS else EventKind.LENT
        place = (loan.block_number, loan.log_index)
        yield TokenEvent(kind, loan.block_time, loan.tx_hash, place, receiver=loan.borrower, until=loan.expires)


def _uses(session: Session, token: TokenKey) -> Iterator[TokenEvent]:
    for use in session.scalars(_about(RightUse, token)):
        place = (use.block_number, use.log_index)
        yield TokenEvent(
            EventKind.USED, use.block_time, use.tx_hash, place, sender=use.holder, place=use.place, use=use.use
        )


def _about(table: Any, token: TokenKey) -> Any:
    found = select(table).where(table.collection == token[0], table.token_id == token[1])
    return found.order_by(table.block_number, table.log_index)
