"""What was booked and given back is told once, when it is final: to the service that the town lets hear of it, and as
what the holder's own consent lets the service read."""

from __future__ import annotations

from datetime import timedelta

from chain.contracts.ticket_inventory import ticket_id
from chain.ids import Address
from marketplace.models.tickets.telling import TicketMark
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.bridges import make_bridge
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.told_tickets import agree, hearing, told
from tests.integration.marketplace.tickets.conftest import Ferry
from wallet.openid.scopes import Scope

ADULT, CHILD = 0, 1


def book(ferry: Ferry, guest: Address, adults: int, children: int, slot: int) -> None:
    wish = BookingWish(ferry.number, {ferry.fare(ADULT): adults, ferry.fare(CHILD): children}, slot)
    asked = ferry.tickets.book.prepare(wish, guest)
    ferry.tickets.book.complete(asked.subject, ferry.signature(asked, guest))
    ferry.region.settle()


def give_back(ferry: Ferry, guest: Address, token: int) -> None:
    asked = ferry.tickets.hand_on.prepare_return(token, guest, 1)
    ferry.tickets.hand_on.complete(asked.subject, ferry.signature(asked, guest))
    ferry.region.settle()


def test_a_sale_and_a_return_reach_the_service_and_the_holder_lets_it_read_the_rest(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    platform, tell, guest = ferry.region.platform, ferry.tickets.tell_sales, ferry.guest()
    boat = hearing(make_bridge(platform, UDA), ferry.number)
    stranger = hearing(make_bridge(platform, MUKAWA, "mukawa@example.jp"), ferry.number)
    subject = agree(boat, guest, Scope.OPENID, Scope.TICKETS)
    book(ferry, guest, 2, 1, slot=1)
    assert tell.tell() == 0  # a reorg could still take it back
    ferry.region.travel(timedelta(seconds=1))
    ferry.region.travel(timedelta(seconds=1))
    assert tell.tell() == 1 and tell.tell() == 0
    give_back(ferry, guest, ticket_id(ferry.fare(ADULT), 1))
    ferry.region.travel(timedelta(seconds=1))
    ferry.region.travel(timedelta(seconds=1))
    assert tell.tell() == 1
    ferry.region.look()

    (first, sold, data), (second, returned, back) = told(platform)
    assert {first, second} == {boat.client_id} and (sold, returned) == ("sold", "returned")
    assert data["sub"] == back["sub"] == subject
    by_fare = {one["fare"]: one for one in data["tickets"]}
    assert {fare: one["count"] for fare, one in by_fare.items()} == {"おとな": 2, "こども": 1}
    assert back["tickets"] == [{**by_fare["おとな"], "count": 1}]
    claims = platform.openid.claims.of(guest, boat.client_id, [Scope.TICKETS])["tickets"]
    held = {one["ticket"]: (one["count"], one["unused"], one["starts_at"]) for one in claims}
    assert held == {one["ticket"]: (1, 1, data["starts_at"]) for one in data["tickets"]}
    assert platform.openid.claims.of(guest, stranger.client_id, [Scope.TICKETS]) == {"tickets": []}
    with platform.db.read() as session:
        assert session.get_one(TicketMark, 1).block_number > 0

    ferry.region.travel(timedelta(days=4))  # the departure is over: neither read nor told any more
    assert platform.openid.claims.of(guest, boat.client_id, [Scope.TICKETS]) == {"tickets": []}
