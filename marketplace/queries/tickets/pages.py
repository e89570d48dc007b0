"""What each page about tickets shows, read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import TownUnknown
from marketplace.models import Town
from marketplace.models.tickets.errors import ServiceUnknown
from marketplace.models.tickets.services import TicketService
from marketplace.queries.tickets.bookings import BookingView, booking_view, bookings_of
from marketplace.queries.tickets.desk import ServiceDesk, service_desk, service_desks
from marketplace.queries.tickets.holdings import TicketView, ticket_view, tickets_of
from marketplace.queries.tickets.services import ServiceView, service_view, services_of
from marketplace.queries.tickets.takings import TakingsLine, takings_of
from marketplace.queries.tickets.tokens import TicketToken, ticket_token
from marketplace.queries.tickets.under_way import ActView, acts_under_way
from marketplace.queries.yen import balance_of


@dataclass(frozen=True, slots=True)
class OwnTickets:
    tickets: Sequence[TicketView]
    bookings: Sequence[BookingView]
    under_way: Sequence[ActView]


class TicketPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def service(self, number: int) -> ServiceView:
        """Raises: ServiceUnknown, also for one that is not open yet."""
        with self.db.read() as session:
            view = service_view(session, number, self.clock.now())
            if not view.is_on_chain:
                raise ServiceUnknown(number)
            return view

    def of_town(self, code: MunicipalityCode) -> Sequence[TicketService]:
        """Raises: TownUnknown."""
        with self.db.read() as session:
            if session.get(Town, code) is None:
                raise TownUnknown(code)
            return services_of(session, code)

    def town_service(self, code: MunicipalityCode, number: int) -> ServiceView:
        """As the town's officer sees it. Raises: ServiceUnknown."""
        with self.db.read() as session:
            view = service_view(session, number)
            if view.service.municipality != code:
                raise ServiceUnknown(number)
            return view

    def desk(self, code: MunicipalityCode, number: int) -> ServiceDesk:
        """With what is still to be signed. Raises: ServiceUnknown."""
        with self.db.read() as session:
            return service_desk(session, code, number)

    def desks(self, code: MunicipalityCode) -> Sequence[ServiceDesk]:
        with self.db.read() as session:
            return service_desks(session, code)

    def takings(self, number: int) -> list[TakingsLine]:
        with self.db.read() as session:
            return takings_of(session, number)

    def booking(self, booking_id: int, buyer: Address) -> BookingView:
        """Raises: BookingUnknown."""
        with self.db.read() as session:
            return booking_view(session, self.clock, booking_id, buyer)

    def own(self, holder: Address) -> OwnTickets:
        with self.db.read() as session:
            return OwnTickets(
                tickets_of(session, holder),
                bookings_of(session, self.clock, holder),
                acts_under_way(session, holder, self.clock.now()),
            )

    def held(self, holder: Address) -> Sequence[TicketView]:
        """By when they begin."""
        with self.db.read() as session:
            return tickets_of(session, holder)

    def ticket(self, token_id: int, holder: Address) -> TicketView:
        """Raises: TicketUnknown."""
        with self.db.read() as session:
            return ticket_view(session, token_id, holder)

    def token(self, token_id: int) -> TicketToken:
        """For everybody. Raises: TicketUnknown."""
        with self.db.read() as session:
            return ticket_token(session, token_id)

    def balance(self, account: Address) -> Yen:
        with self.db.read() as session:
            return balance_of(session, account)
