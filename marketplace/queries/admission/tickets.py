"""Tickets as a door sees them: what is used, counting what was admitted a moment ago and is not on chain yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.details import Leg
from marketplace.queries.tickets.holdings import TicketView, ticket_view
from marketplace.queries.tickets.under_way import acts_under_way


@dataclass(frozen=True, slots=True)
class TicketAtDoor:
    """`used`: for each leg, bit n says that ticket n had it cancelled or is about to. `used_at`: when the last was.
    `leaving`: how many are about to be given away or back."""

    view: TicketView
    used: list[int]
    used_at: dict[int, datetime]
    leaving: int

    def left(self, leg: int) -> int:
        return max(0, self.view.amount - self.leaving - self.used[leg].bit_count())

    @property
    def unused(self) -> int:
        """Tickets none of whose legs was used, and that stay."""
        return max(0, self.view.amount - self.leaving - max((bits.bit_count() for bits in self.used), default=0))

    def free_units(self, leg: int, count: int) -> int:
        """Bits of `count` tickets whose leg is unused, the lowest first; fewer where there are fewer."""
        bits = 0
        for unit in range(32):
            if bits.bit_count() < min(count, self.left(leg)) and not self.used[leg] >> unit & 1:
                bits |= 1 << unit
        return bits

    def legs(self) -> Iterable[tuple[int, Leg]]:
        return enumerate(self.view.fare.typed_legs())


def ticket_at_door(session: Session, token_id: int, holder: Address, now: datetime) -> TicketAtDoor:
    """Raises: TicketUnknown."""
    view = ticket_view(session, token_id, holder)
    used = list(view.used)
    used_at = {one.leg: datetime.fromtimestamp(one.block_time, UTC) for one in view.admissions}
    for act in session.scalars(standing_admissions(now).filter_by(token_id=token_id, holder=holder)):
        used[act.leg] |= act.units
        used_at[act.leg] = act.created_at  # the moment of the scan, a little before its block
    under_way = acts_under_way(session, holder, now)
    leaving = sum(one.act.quantity for one in under_way if one.act.token_id == token_id and not one.has_failed)
    return TicketAtDoor(view, used, used_at, leaving)


def standing_admissions(now: datetime) -> Select[HolderAct]:
    """Admissions that are signed, or are being signed at this moment; the oldest first."""
    is_being_signed = (HolderAct.state == OrderState.AWAITING_SIGNATURE) & (HolderAct.deadline > unix(now))
    found = select(HolderAct).where(
        HolderAct.kind == HolderActKind.ADMIT,
        HolderAct.scan != "",
        or_(HolderAct.state == OrderState.PENDING, is_being_signed),
    )
    return found.order_by(HolderAct.id)


def find_scan(session: Session, door: int, nonce: str) -> HolderAct | None:
    """The admission that a scan became."""
    found = select(HolderAct).filter_by(door=door, scan=nonce, kind=HolderActKind.ADMIT)
    return session.scalars(found).first()


def signed_ahead(session: Session, found: TicketAtDoor, now: datetime) -> list[HolderAct]:
    """What the holder signed on their own phone, no door has used, and is still good."""
    view = found.view
    rows = (
        select(HolderAct)
        .filter_by(kind=HolderActKind.ADMIT, token_id=view.token_id, holder=view.holder, scan="")
        .where(HolderAct.signature.is_not(None), HolderAct.deadline > unix(now))
    )
    return [act for act in session.scalars(rows.order_by(HolderAct.id)) if not act.units & found.used[act.leg]]


def left_for_service(session: Session, found: TicketAtDoor, leg: int, place: int, now: datetime, *, signs: bool) -> int:
    """Of how many tickets somebody who is no shop may have this leg cancelled at the place. `signs`: the holder signs
    alone, so that it takes what was signed ahead for just so many."""
    if found.view.slot.is_cancelled:
        return 0
    if not signs:
        return found.left(leg)
    acts = [act for act in signed_ahead(session, found, now) if act.leg == leg and act.place in (place, 0)]
    return min(acts[-1].units.bit_count(), found.left(leg)) if acts else 0
