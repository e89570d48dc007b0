"""Who was let in at a place on one day, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import end_of_day
from chain.contracts.ticket_inventory import split_ticket_id
from marketplace.models import ChainCollection, Collection, OrderState, RightRedemption, TokenActState
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.services import TicketFare, TicketService


@dataclass(frozen=True, slots=True)
class Entry:
    """`thing` is a service or a series of rights; of a right there is neither fare nor leg."""

    at: datetime
    thing: TicketService | Collection
    fare: TicketFare | None
    leg: int
    count: int
    error_name: str

    @property
    def leg_names(self) -> tuple[str, str]:
        if self.fare is None:
            return "", ""
        leg = self.fare.typed_legs()[self.leg]
        return leg.name_ja, leg.name_en


def entries_of(session: Session, place: int, day: date) -> list[Entry]:
    first, end = end_of_day(day - timedelta(days=1)), end_of_day(day)
    acts = select(HolderAct).where(
        HolderAct.kind == HolderActKind.ADMIT,
        HolderAct.door == place,
        HolderAct.state.in_((OrderState.PENDING, OrderState.FAILED)),
        HolderAct.created_at >= first,
        HolderAct.created_at < end,
    )
    found = [_ticket(session, act) for act in session.scalars(acts)]
    uses = (
        select(RightRedemption, Collection)
        .join(ChainCollection, ChainCollection.address == RightRedemption.collection)
        .join(Collection, Collection.number == ChainCollection.number)
        .where(
            RightRedemption.door == place,
            RightRedemption.state.in_((TokenActState.PENDING, TokenActState.FAILED)),
            RightRedemption.created_at >= first,
            RightRedemption.created_at < end,
        )
    )
    found += [Entry(row.created_at, series, None, 0, 1, row.error_name) for row, series in session.execute(uses)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _ticket(session: Session, act: HolderAct) -> Entry:
    fare = session.get_one(TicketFare, split_ticket_id(act.token_id)[0])
    service = session.get_one(TicketService, fare.service_number)
    return Entry(act.created_at, service, fare, act.leg, act.units.bit_count(), act.error_name)
