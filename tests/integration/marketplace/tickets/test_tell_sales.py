"""What was booked, handed on, called off and given back is told once, when it is final: to the service that the town
lets hear of it, and as what the holder's own consent lets the service read."""

from __future__ import annotations

from datetime import timedelta

from chain.contracts.ticket_inventory import ticket_id
from chain.ids import Address
from marketplace.models.tickets.services import TicketAct
from marketplace.models.tickets.telling import TicketMark
from marketplace.services.tickets.book import BookingWish
from marketplace.signing import ToSign
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


def asks_to_give(ferry: Ferry, giver: Address, receiver: Address) -> ToSign:
    """One adult's ticket of the second day."""
    return ferry.tickets.hand_on.prepare_gift(ticket_id(ferry.fare(ADULT), 1), giver, receiver, 1)


def give(ferry: Ferry, giver: Address, receiver: Address) -> None:
    asked = asks_to_give(ferry, giver, receiver)
    ferry.tickets.hand_on.complete(asked.subject, ferry.signature(asked, giver))
    ferry.region.settle()


def call_off(ferry: Ferry, slot: int) -> None:
    ferry.tickets.write.ask(UDA, ferry.number, ferry.region.officer, TicketAct.CANCEL_SLOT, slot)
    ferry.sign_all()


def tell_when_final(ferry: Ferry) -> int:
    for _ in range(2):
        ferry.region.travel(timedelta(seconds=1))
    count = ferry.tickets.tell_sales.tell()
    ferry.region.look()
    return count


def said(ferry: Ferry) -> list[tuple[str, str, str | None, int]]:
    """Of each message its type's last word, why, who is named, and how many."""
    all_told = [(kind, data) for _, kind, data in told(ferry.region.platform) if "tickets" in data]
    return [(kind, data["reason"], data.get("sub"), data["count"]) for kind, data in all_told]


def test_a_sale_and_a_return_reach_the_service_and_the_holder_lets_it_read_the_rest(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    platform, tell, guest = ferry.region.platform, ferry.tickets.tell_sales, ferry.guest()
    boat = hearing(make_bridge(platform, UDA), ferry.number)
    stranger = hearing(make_bridge(platform, MUKAWA, "mukawa@example.jp"), ferry.number)
    subject = agree(boat, guest, Scope.OPENID, Scope.TICKETS)
    book(ferry, guest, 2, 1, slot=1)
    assert tell.tell() == 0  # a reorg could still take it back
    assert tell_when_final(ferry) == 1 and tell.tell() == 0
    give_back(ferry, guest, ticket_id(ferry.fare(ADULT), 1))
    assert tell_when_final(ferry) == 1

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


def test_a_gift_leaves_the_giver_and_names_the_receiver_only_where_that_one_agreed(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    platform, giver, stranger, friend = ferry.region.platform, ferry.guest(), ferry.guest(0), ferry.guest(0)
    boat = hearing(make_bridge(platform, UDA), ferry.number)
    names = {who: agree(boat, who, Scope.OPENID, Scope.TICKETS) for who in (giver, friend)}
    agree(boat, stranger, Scope.OPENID)  # signs in there, and keeps the tickets to themselves
    book(ferry, giver, 2, 0, slot=1)
    asks_to_give(ferry, giver, friend)  # and does not sign it
    assert tell_when_final(ferry) == 1

    give(ferry, giver, stranger)
    assert tell_when_final(ferry) == 2
    assert said(ferry)[1:] == [("returned", "handed_on", names[giver], 1), ("sold", "handed_on", None, 1)]
    give(ferry, stranger, giver)  # taken back
    give(ferry, giver, friend)
    assert tell_when_final(ferry) == 4
    assert said(ferry)[3:] == [
        ("returned", "handed_on", None, 1),
        ("sold", "handed_on", names[giver], 1),
        ("returned", "handed_on", names[giver], 1),
        ("sold", "handed_on", names[friend], 1),
    ]
    ((_, _, bought), (_, _, gone), (_, _, came), *_) = told(platform)
    assert bought["tickets"][0]["ticket"] == gone["tickets"][0]["ticket"] != came["tickets"][0]["ticket"]
    platform.openid.withdraw(friend, boat.client_id)
    give(ferry, friend, giver)
    assert tell_when_final(ferry) == 2 and ("returned", "handed_on", None, 1) in said(ferry)[-3:]


def test_what_is_called_off_is_told_once_whenever_its_money_is_fetched(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    platform, guest, other, early = ferry.region.platform, ferry.guest(), ferry.guest(), ferry.guest()
    hearing(make_bridge(platform, UDA), ferry.number)
    adult = ticket_id(ferry.fare(ADULT), 1)
    book(ferry, guest, 2, 1, slot=1)
    book(ferry, other, 1, 0, slot=1)
    book(ferry, other, 1, 0, slot=2)  # sails
    book(ferry, early, 1, 0, slot=1)
    assert tell_when_final(ferry) == 4
    give_back(ferry, early, adult)
    call_off(ferry, 1)
    give_back(ferry, guest, adult)
    assert tell_when_final(ferry) == 3
    told_now = sorted(said(ferry)[4:])
    assert told_now == [("returned", "called_off", None, count) for count in (1, 3)] + [
        ("returned", "refunded", None, 1)
    ]
    give_back(ferry, guest, adult)
    give_back(ferry, other, adult)
    assert tell_when_final(ferry) == 0 and len(told(platform)) == 7
