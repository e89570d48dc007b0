"""What a service's tickets brought in: per fare and slot what is held, given back and paid out, and to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.contracts.ticket_inventory import ticket_id
from chain.ids import Address
from marketplace.models.tickets.facts import TakingsPaid, TicketSales, TicketShare, TicketsReturned
from marketplace.models.tickets.payouts import TicketPayout
from marketplace.models.tickets.services import TicketFare
from marketplace.queries.tickets.services import SlotView, slot_views


@dataclass(frozen=True, slots=True)
class TakingsLine:
    """Yen. `taken` = `refunded` + `paid` + `held`: what the contract took, gave back, paid out and still has.
    `refused`: the payout that the chain refused last."""

    fare: TicketFare
    slot_view: SlotView
    booked: int
    returned: int
    taken: int
    refunded: int
    paid: int
    shares: Mapping[Address, int]
    refused: TicketPayout | None

    @property
    def slot(self) -> int:
        return self.slot_view.slot

    @property
    def out(self) -> int:
        """Tickets in people's hands."""
        return self.booked - self.returned

    @property
    def held(self) -> int:
        return self.taken - self.refunded - self.paid


def takings_of(session: Session, number: int) -> list[TakingsLine]:
    """By when the slot begins, then by fare. Fares in points bring in no yen and are left out."""
    slots = {one.slot: one for one in slot_views(session, number)}
    fares = {
        fare.number: fare for fare in session.scalars(select(TicketFare).filter_by(service_number=number, program_id=0))
    }
    found = select(TicketSales).where(TicketSales.fare_number.in_(list(fares)))
    sales = [one for one in session.scalars(found) if one.slot in slots]
    ids = [ticket_id(one.fare_number, one.slot) for one in sales]
    refunded, paid = _sums(session, TicketsReturned, "refund", ids), _sums(session, TakingsPaid, "amount", ids)
    shares = _shares(session, ids)
    tried = select(TicketPayout).where(TicketPayout.token_id.in_(ids), TicketPayout.error_name != "")
    refused = {one.token_id: one for one in session.scalars(tried)}
    lines = []
    for one in sales:
        fare, slot, token = fares[one.fare_number], slots[one.slot], ticket_id(one.fare_number, one.slot)
        lines.append(
            TakingsLine(
                fare, slot, one.booked, one.returned, slot.price_of(fare) * one.booked, refunded.get(token, 0),
                paid.get(token, 0), shares[token], refused.get(token),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (line.slot_view.begins_at, -line.fare.price, line.fare.number))


def by_payee(lines: Sequence[TakingsLine]) -> dict[Address, int]:
    """What each was paid, most first."""
    total: dict[Address, int] = defaultdict(int)
    for line in lines:
        for payee, amount in line.shares.items():
            total[payee] += amount
    return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))


def _sums(
    session: Session, fact: type[TicketsReturned] | type[TakingsPaid], column: str, ids: Sequence[int]
) -> dict[int, int]:
    found = select(fact.token_id, func.sum(getattr(fact, column))).where(fact.token_id.in_(ids)).group_by(fact.token_id)
    return {token: int(amount) for token, amount in session.execute(found)}


def _shares(session: Session, ids: Sequence[int]) -> dict[int, dict[Address, int]]:
    found = select(TicketShare.token_id, TicketShare.payee, TicketShare.amount).where(TicketShare.token_id.in_(ids))
    shares: dict[int, dict[Address, int]] = defaultdict(lambda: defaultdict(int))
    for token, payee, amount in session.execute(found):
        shares[token][payee] += int(amount)
    return shares
