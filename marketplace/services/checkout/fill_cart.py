"""Fill the cart of somebody signed in. What can be bought is checked when it is shown and when the checkout starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import CartRefused, ListingUnknown
from marketplace.models import CartLine, Listing
from marketplace.models.checkout import MOST_LINES, BookingItem, ChargeItem, ListingItem, item_of
from marketplace.models.tickets.services import TicketService
from marketplace.ports import PointOffer, PointSales
from marketplace.queries.tickets.services import service_view
from marketplace.services.checkout.parts.bookings import wish_of_item
from marketplace.services.tickets.book import price_booking

MOST_OF_ONE = 99


@dataclass(frozen=True, slots=True)
class Wish:
    """A line of a cart, wherever it is kept: a row, or the session of a visitor."""

    item: str
    quantity: int
    price_seen: Yen


class FillCart:
    def __init__(self, db: Database, clock: Clock, sales: PointSales) -> None:
        self.db = db
        self.clock = clock
        self.sales = sales

    def offers(self) -> Sequence[PointOffer]:
        """Programs whose points can be charged."""
        with self.db.read() as session:
            return self.sales.offers(session)

    def check_charge(self, owner: Address, program: int, amount: Yen) -> None:
        """Raises what says why so much cannot be charged now."""
        with self.db.read() as session:
            self.sales.check(session, program, owner, amount)

    def lines(self, owner: Address) -> list[Wish]:
        with self.db.read() as session:
            rows = session.scalars(select(CartLine).filter_by(owner=owner).order_by(CartLine.id))
            return [Wish(row.item, row.quantity, row.price_seen) for row in rows]

    def put(self, owner: Address, item: str, quantity: int) -> None:
        """So many more of it. A booking that is there already stays as it is.

        Raises: Invalid (quantity, item), ListingUnknown, CartRefused (too_many_lines), and what says why a booking
        cannot be made.
        """
        price = self.price_of(item)
        with self.db.write() as session:
            self._put(session, owner, Wish(item, checked(quantity), price))

    def change(self, owner: Address, item: str, quantity: int) -> None:
        """Exactly so many, at the price that stands now; 0 takes it out. Raises: as put."""
        price = self.price_of(item) if quantity else Yen(0)
        with self.db.write() as session:
            line = session.scalar(select(CartLine).filter_by(owner=owner, item=item).with_for_update())
            if line is None:
                return
            if quantity == 0:
                session.delete(line)
            else:
                line.quantity, line.price_seen = min(most_of(item), checked(quantity)), price

    def merge(self, owner: Address, wishes: Iterable[Wish]) -> None:
        """What a visitor had put together before signing in. What is unknown or too much is left out, quietly."""
        with self.db.write() as session:
            for wish in wishes:
                try:
                    if self._is_known(session, wish.item):
                        self._put(session, owner, wish, adds=False)
                except (Invalid, CartRefused):
                    continue

    def price_of(self, item: str) -> Yen:
        """Of one, or of the whole booking or charge, now. Raises: as put."""
        named, now = item_of(item), self.clock.now()
        with self.db.read() as session:
            if isinstance(named, BookingItem):
                wish = wish_of_item(named)
                return price_booking(service_view(session, wish.service, now), wish, now).total
            if isinstance(named, ChargeItem):
                return Yen(named.amount)
            listing = session.get(Listing, named.number)
            if listing is None:
                raise ListingUnknown(named.number)
            return listing.price

    def _is_known(self, session: Session, item: str) -> bool:
        """Raises: Invalid (unknown_item)."""
        named = item_of(item)
        if isinstance(named, BookingItem):
            return session.get(TicketService, named.service) is not None
        if isinstance(named, ChargeItem):
            return self.sales.find(session, named.program) is not None
        return session.get(Listing, named.number) is not None

    def _put(self, session: Session, owner: Address, wish: Wish, *, adds: bool = True) -> None:
        rows = session.scalars(select(CartLine).filter_by(owner=owner).with_for_update()).all()
        line = next((row for row in rows if row.item == wish.item), None)
        if line is None:
            if len(rows) >= MOST_LINES:
                raise CartRefused("too_many_lines", MOST_LINES)
            line = CartLine(owner=owner, item=wish.item, quantity=0, added_at=self.clock.now())
            session.add(line)
        wanted = line.quantity + wish.quantity if adds else max(line.quantity, wish.quantity)
        line.quantity, line.price_seen = min(most_of(wish.item), wanted), wish.price_seen
        session.flush()


def most_of(item: str) -> int:
    """How many may be on one line. Raises: Invalid (unknown_item)."""
    return MOST_OF_ONE if isinstance(item_of(item), ListingItem) else 1


def checked(quantity: int) -> int:
    """Raises: Invalid (quantity: too_few, too_large)."""
    if quantity < 1:
        raise Invalid("quantity", "too_few")
    if quantity > MOST_OF_ONE:
        raise Invalid("quantity", "too_large")
    return quantity


def take_out(session: Session, owner: Address, bought: Iterable[str]) -> None:
    """What was bought leaves the cart; what was put there meanwhile stays."""
    session.execute(delete(CartLine).where(CartLine.owner == owner, CartLine.item.in_(list(bought))))
