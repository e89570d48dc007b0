"""A card and tickets in one payment on a real chain; seats that are gone there are returned alone."""

from __future__ import annotations

from chain.ids import Address
from chain.outbox import enqueue
from marketplace.models import OrderState, PayBy
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.tickets.acts import booking_act
from marketplace.services.tickets.book import BookingWish
from tests.integration.marketplace.conftest import PRICE, Shopping
from tests.integration.marketplace.tickets.conftest import Ferry


def test_a_card_and_tickets_are_paid_together_and_a_lost_seat_leaves_the_card(shopping: Shopping, ferry: Ferry) -> None:
    listing, service = shopping.open(), ferry.open(ferry.draft(capacity=3))
    buyer, other = shopping.buyer(20_000), shopping.buyer(20_000)
    adult = ferry.fare(0)
    market, wallet = ferry.region.platform.marketplace, ferry.region.platform.wallet
    checkout = market.checkout

    def signed(account: Address) -> tuple[int, list[tuple[str, bytes]]]:
        wishes = [Wish(f"listing:{listing}", 1, PRICE), Wish(f"ticket:{service}:1:1:{adult}x2", 1, PRICE)]
        started = checkout.start.start(account, wishes)
        checkout.pay.choose(started, account, PayBy.YEN)
        asked = checkout.pay.to_sign(started, account)
        return started, [(one.subject, wallet.sign_typed_data(account, one.typed_data, reason="t")) for one in asked]

    first, signatures = signed(buyer)
    assert market.tickets.pages.service(service).slots[1].left == 1
    for one in signatures:
        checkout.pay.keep(*one)
    ferry.region.settle()
    view = checkout.pages.checkout(first, buyer)
    assert {str(state) for state in view.states} <= {OrderState.CONFIRMED, OrderState.FINAL}
    assert shopping.yen(buyer) == 20_000 - int(PRICE) - 4_000
    assert [ticket.unused for ticket in market.tickets.pages.own(buyer).tickets] == [2]
    assert market.tickets.pages.service(service).slots[1].held == 0

    # The last seat goes straight to the chain, as from another installation: ours holds it in vain.
    asked = market.tickets.book.prepare(BookingWish(service, {adult: 1}, 1), other)
    wish = [Wish(f"listing:{listing}", 1, PRICE), Wish(f"ticket:{service}:1:1:{adult}x1", 1, PRICE)]
    second = checkout.start.start(buyer, wish)
    checkout.pay.choose(second, buyer, PayBy.YEN)
    ours = checkout.pay.to_sign(second, buyer)
    platform, elsewhere = ferry.region.platform, ferry.signature(asked, other)
    with platform.db.write() as session:
        booking = session.get_one(TicketBooking, int(asked.subject))
        call = platform.contracts.tickets.book(booking_act(booking), elsewhere)
        enqueue(session, call, key="elsewhere", subject="elsewhere", now=platform.clock.now())
    for ask in ours:
        checkout.pay.keep(ask.subject, wallet.sign_typed_data(buyer, ask.typed_data, reason="test"))
    ferry.region.settle()
    view = checkout.pages.checkout(second, buyer)
    assert view.lines[0].state in (OrderState.CONFIRMED, OrderState.FINAL)
    assert view.bookings[0].state == OrderState.FAILED
    assert view.bookings[0].booking.error_name == "SlotFull"
    assert shopping.yen(buyer) == 20_000 - 2 * int(PRICE) - 4_000
