"""Gifts as their giver and their recipient see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number
from chain.errors import NotFound
from chain.ids import Address, expiry_day_of_lot, program_of_lot
from chain.indexer.finality import finalized_block
from chain.units import Points
from points.models import Gift, Movement, MovementKind, PaymentState, part_state
from points.queries.programs import ProgramName, program_names

_WAITING = (PaymentState.AWAITING_SIGNATURE, PaymentState.PENDING)


@dataclass(frozen=True, slots=True)
class GiftPartView:
    id: int
    program: ProgramName
    expiry_day: date
    amount: Points
    state: PaymentState
    failure: str
    tx_hash: bytes | None


@dataclass(frozen=True, slots=True)
class GiftView:
    id: int
    sender: Address
    recipient: Address
    amount: Points
    created_at: datetime
    parts: list[GiftPartView]

    @property
    def state(self) -> PaymentState:
        """Of the part that is least far; failed only where nothing else is left to wait for."""
        states = [part.state for part in self.parts]
        for state in (*_WAITING, PaymentState.FAILED, PaymentState.CONFIRMED):
            if state in states:
                return state
        return PaymentState.FINAL

    @property
    def is_waiting(self) -> bool:
        return self.state in _WAITING

    @property
    def arrived(self) -> Points:
        done = (PaymentState.CONFIRMED, PaymentState.FINAL)
        return sum((part.amount for part in self.parts if part.state in done), Points(0))

    @property
    def progress(self) -> str:
        """Changes whenever a part has come further."""
        return "-".join(part.state for part in self.parts)


def find_gift(session: Session, gift_id: int, viewer: Address, now: datetime) -> GiftView:
    """Raises: NotFound, also for who neither gave nor got it."""
    gift = session.get(Gift, gift_id)
    if gift is None or viewer not in (gift.sender, gift.recipient):
        raise NotFound("gift", gift_id)
    return gift_views(session, [gift], now)[0]


def recent_gifts(session: Session, holder: Address, now: datetime, limit: int = 5) -> list[GiftView]:
    """What somebody gave, the newest first."""
    mine = select(Gift).where(Gift.sender == holder).order_by(Gift.id.desc()).limit(limit)
    return gift_views(session, session.scalars(mine).all(), now)


def all_gifts(session: Session, holder: Address, now: datetime) -> list[GiftView]:
    """What somebody gave and got, the oldest first."""
    mine = select(Gift).where(or_(Gift.sender == holder, Gift.recipient == holder)).order_by(Gift.id)
    return gift_views(session, session.scalars(mine).all(), now)


def gift_views(session: Session, gifts: Collection[Gift], now: datetime) -> list[GiftView]:
    parts = [part for gift in gifts for part in gift.parts]
    final, names = finalized_block(session), program_names(session, {program_of_lot(part.lot_id) for part in parts})
    moved = select(Movement.reference, Movement.block_number, Movement.tx_hash).where(
        Movement.kind == MovementKind.GIFT, Movement.reference.in_([part.gift_id for part in parts])
    )
    found = {reference: (block, tx_hash) for reference, block, tx_hash in session.execute(moved)}
    views = []
    for gift in gifts:
        shown = []
        for part in gift.parts:
            block, tx_hash = found.get(part.gift_id, (None, None))
            state = part_state(part, block, final, now)
            failure = (part.failure or "unsigned") if state is PaymentState.FAILED else ""
            expiry_day = day_from_number(expiry_day_of_lot(part.lot_id))
            program = names[program_of_lot(part.lot_id)]
            shown.append(GiftPartView(part.id, program, expiry_day, part.amount, state, failure, tx_hash))
        views.append(GiftView(gift.id, gift.sender, gift.recipient, gift.amount, gift.created_at, shown))
    return views
