"""Tickets from the officer's plan to the payout: booked within capacity, given, given back by the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from chain.contracts.ticket_inventory import ticket_id
from chain.errors import Invalid, NotFound
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import RecipientRefused, YenShort
from marketplace.failures import on_call_failed
from marketplace.models import OrderState, PublishState
from marketplace.models.tickets.errors import (
    BookingInvalid,
    BookingUnknown,
    FareUnavailable,
    SlotUnavailable,
    TicketsHeldBack,
    TicketUnknown,
)
from marketplace.models.tickets.services import TicketAct
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.chain import MUKAWA, UDA
from tests.integration.marketplace.tickets.conftest import Ferry

ADULT, CHILD = 0, 1


def book(ferry: Ferry, guest: Address, adults: int, children: int, slot: int = 1) -> int:
    """Signed and in the outbox; its id."""
    wish = BookingWish(ferry.number, {ferry.fare(ADULT): adults, ferry.fare(CHILD): children}, slot)
    asked = ferry.tickets.book.prepare(wish, guest)
    ferry.tickets.book.complete(asked.subject, ferry.signature(asked, guest))
    ferry.tickets.book.complete(asked.subject, b"again changes nothing")
    return int(asked.subject)


def test_a_family_books_gives_one_back_and_the_rest_is_paid_out(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    guest, friend = ferry.guest(), ferry.guest(0)
    view = ferry.tickets.pages.service(ferry.number)
    assert (len(view.open_fares), [slot.left for slot in view.slots]) == (2, [10, 10, 10])

    booking = book(ferry, guest, 2, 1)
    ferry.region.settle()
    found = ferry.tickets.pages.booking(booking, guest)
    assert found.is_booked and found.booking.total == 5_000
    with pytest.raises(BookingUnknown):
        ferry.tickets.pages.booking(booking, friend)
    adult, child = ticket_id(ferry.fare(ADULT), 1), ticket_id(ferry.fare(CHILD), 1)
    own = ferry.tickets.pages.own(guest).tickets
    assert {(one.token_id, one.amount, one.unused) for one in own} == {(adult, 2, 2), (child, 1, 1)}

    asked = ferry.tickets.hand_on.prepare_gift(adult, guest, friend, 1)
    ferry.tickets.hand_on.complete(asked.subject, ferry.signature(asked, guest))
    ferry.region.settle()
    assert ferry.tickets.pages.ticket(adult, friend).amount == 1
    asked = ferry.tickets.hand_on.prepare_return(adult, friend, 1)
    ferry.tickets.hand_on.complete(asked.subject, ferry.signature(asked, friend))
    ferry.region.settle()
    assert ferry.tickets.pages.balance(friend) == Yen(1_600)
    assert ferry.tickets.pages.service(ferry.number).slots[1].left == 8

    with pytest.raises(TicketsHeldBack, match="bound"):  # children's tickets change no hands
        ferry.tickets.hand_on.prepare_gift(child, guest, friend, 1)
    with pytest.raises(RecipientRefused):
        ferry.tickets.hand_on.prepare_gift(adult, guest, guest, 1)
    with pytest.raises(TicketsHeldBack, match="few"):
        ferry.tickets.hand_on.prepare_return(adult, guest, 2)
    with pytest.raises(TicketUnknown):
        ferry.tickets.hand_on.prepare_return(adult, friend, 1)

    assert ferry.tickets.pay_takings.pay_due() == 0
    ferry.region.travel(timedelta(days=4))
    assert ferry.tickets.pay_takings.pay_due() == 2
    assert ferry.tickets.pay_takings.pay_due() == 0
    refused_once(ferry, adult)
    ferry.region.settle()
    # What is kept of the ticket given back (400) is shared too.
    assert ferry.tickets.pages.balance(ferry.business) == Yen(3_060)
    assert ferry.tickets.pages.balance(ferry.town) == Yen(340)
    with pytest.raises(TicketsHeldBack, match="ended"):
        ferry.tickets.hand_on.prepare_return(adult, guest, 1)


def refused_once(ferry: Ferry, token_id: int) -> None:
    """A payout that the chain refused is asked for again: later, or when an officer says so, and pays once."""
    payouts, subject = ferry.tickets.pay_takings, f"marketplace.ticket_takings:{token_id}"
    ways: list[Callable[[], object]] = [
        lambda: ferry.region.travel(timedelta(minutes=11)),
        lambda: payouts.ask_again(token_id),
    ]
    for wait_or_press in ways:
        with ferry.region.platform.db.write() as session:
            on_call_failed(session, {"subject": subject, "error_name": "Paused", "error_args": {}})
        assert payouts.pay_due() == 0  # not at once
        wait_or_press()
        assert payouts.pay_due() == 1
        assert payouts.pay_due() == 0


def test_the_last_seats_go_to_one_and_what_cannot_be_booked_says_why(ferry: Ferry) -> None:
    ferry.open(ferry.draft(capacity=3))
    first, second, poor = ferry.guest(), ferry.guest(), ferry.guest(100)
    wish = BookingWish(ferry.number, {ferry.fare(ADULT): 2}, 1)
    asked = [(ferry.tickets.book.prepare(wish, who), who) for who in (first, second)]
    ferry.tickets.book.complete(asked[0][0].subject, ferry.signature(*asked[0]))
    with pytest.raises(SlotUnavailable, match="full"):  # what is under way counts
        ferry.tickets.book.complete(asked[1][0].subject, ferry.signature(*asked[1]))
    ferry.region.settle()
    states = [ferry.tickets.pages.booking(int(one.subject), who).state for one, who in asked]
    assert states[0] in (OrderState.CONFIRMED, OrderState.FINAL) and states[1] == OrderState.AWAITING_SIGNATURE
    assert ferry.tickets.pages.service(ferry.number).slots[1].left == 1
    assert ferry.tickets.pages.balance(second) == Yen(20_000)

    refused = (
        (replace(wish, first_slot=9), SlotUnavailable, "unknown"),
        (wish, SlotUnavailable, "full"),
        (replace(wish, quantities={}), BookingInvalid, "empty"),
        (replace(wish, quantities={ferry.fare(ADULT): 33}), BookingInvalid, "too_many"),
        (replace(wish, quantities={12: 1}), FareUnavailable, "unknown"),
        (replace(wish, slots=99), BookingInvalid, "too_many_slots"),
    )
    for one_wish, error, reason in refused:
        with pytest.raises(error, match=reason):
            ferry.tickets.book.prepare(one_wish, first)
    with pytest.raises(YenShort):
        ferry.tickets.book.prepare(replace(wish, first_slot=0), poor)


def test_a_departure_called_off_and_a_fare_closed(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    guest = ferry.guest()
    book(ferry, guest, 1, 0)
    ferry.region.settle()
    with pytest.raises(NotFound):
        ferry.tickets.write.ask(MUKAWA, ferry.number, ferry.region.officer, TicketAct.CANCEL_SLOT, 1)
    with pytest.raises(Invalid):
        ferry.tickets.write.ask(UDA, ferry.number, ferry.region.officer, TicketAct.CANCEL_SLOT, 77)
    ferry.tickets.write.ask(UDA, ferry.number, ferry.region.officer, TicketAct.CANCEL_SLOT, 1)
    ferry.tickets.write.ask(UDA, ferry.number, ferry.region.officer, TicketAct.CLOSE_FARE, ferry.fare(CHILD))
    ferry.sign_all()
    view = ferry.tickets.pages.service(ferry.number)
    assert view.slots[1].is_cancelled and [fare.name_ja for fare in view.open_fares] == ["おとな"]
    with pytest.raises(SlotUnavailable, match="cancelled"):
        book(ferry, guest, 1, 0)
    with pytest.raises(FareUnavailable, match="closed"):
        book(ferry, guest, 0, 1, slot=2)
    adult = ticket_id(ferry.fare(ADULT), 1)
    assert ferry.tickets.pages.ticket(adult, guest).refund(ferry.region.platform.clock.now()) == 2_000
    asked = ferry.tickets.hand_on.prepare_return(adult, guest, 1)
    ferry.tickets.hand_on.complete(asked.subject, ferry.signature(asked, guest))
    ferry.region.settle()
    assert ferry.tickets.pages.balance(guest) == Yen(20_000)
    assert all(act.state == PublishState.PENDING for act in ferry.tickets.pages.town_service(UDA, ferry.number).acts)
