"""The wrapper's words are the contract's words: tickets opened, booked, admitted, returned and paid out."""

from __future__ import annotations

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount

from chain.contracts.ticket_acts import (
    Admission,
    Booking,
    Fare,
    FareClosing,
    Service,
    Slot,
    SlotCancellation,
    SlotsOpening,
    TicketGift,
    TicketReturn,
)
from chain.contracts.ticket_inventory import FareDetails, SlotStanding, TicketInventory, slots_hash, ticket_id
from chain.contracts.typed_data import sign
from chain.errors import ContractReverted
from chain.ids import Address
from tests.fixtures.chain import UDA, Chain
from tests.fixtures.governance import FAR, send_call

BOAT, ADULT, CHILD, PIER, PURSE = 1, 11, 12, 501, Address("0x0000000000000000000000000000000000000070")


@pytest.fixture
def guest(chain: Chain) -> LocalAccount:
    account: LocalAccount = Account.create()
    chain.give_yen(Address(account.address), 10_000)
    return account


@pytest.fixture
def tickets(chain: Chain) -> TicketInventory:
    """A boat with ten seats, two fares and one departure in a day."""
    found, key, clerk = chain.contracts.tickets, chain.officer.key, Address(chain.officer.address)
    service = Service(BOAT, UDA.number, FAR)
    send_call(chain, found.open_service(service, clerk, sign(found.signed_message(service), key)))
    start = chain.now() + 86_400
    slots = [Slot(7, 10, 10_000, start, start - 86_400, start + 3_600)]
    opening = SlotsOpening(BOAT, slots_hash(slots), 1, FAR)
    send_call(chain, found.open_slots(opening, slots, clerk, sign(found.signed_message(opening), key)))
    details = FareDetails(((PURSE, 10_000),), (PIER,), ((3_600, 8_000),))
    for fare_id, price in ((ADULT, 1_000), (CHILD, 500)):
        fare = Fare(fare_id, BOAT, price, 0, 0, 1, 1, 0, 0, details.details_hash(), FAR)
        send_call(chain, found.open_fare(fare, details, clerk, sign(found.signed_message(fare), key)))
    assert found.slot_of(BOAT, 7) == SlotStanding(slots[0], 0, False, False)
    return found


def test_a_family_books_rides_returns_and_the_rest_is_paid_out(
    chain: Chain, tickets: TicketInventory, guest: LocalAccount
) -> None:
    _book_family(chain, tickets, guest)
    adult, child, holder = ticket_id(ADULT, 7), ticket_id(CHILD, 7), Address(guest.address)
    admission = Admission(adult, holder, 0, 0b11, PIER, FAR)
    send_call(chain, tickets.admit(admission, sign(tickets.signed_message(admission), guest.key)))
    assert tickets.used_of(adult, holder, 0) == 0b11
    friend = Address(Account.create().address)
    gift = TicketGift(child, holder, friend, 1, 1, FAR)
    send_call(chain, tickets.give(gift, sign(tickets.signed_message(gift), guest.key)))
    assert tickets.refund_of(child) == 400
    back = TicketReturn(child, holder, 1, 400, 2, FAR)
    send_call(chain, tickets.return_tickets(back, sign(tickets.signed_message(back), guest.key)))
    assert (tickets.balance_of(holder, child), tickets.balance_of(friend, child)) == (0, 1)
    chain.mine(at=chain.now() + 90_000)
    send_call(chain, tickets.pay_takings(child))
    assert (chain.contracts.yen.balance_of(PURSE), tickets.takings_of(child)) == (600, 0)


def test_a_departure_called_off_gives_all_back(chain: Chain, tickets: TicketInventory, guest: LocalAccount) -> None:
    _book_family(chain, tickets, guest)
    clerk, key = Address(chain.officer.address), chain.officer.key
    cancellation = SlotCancellation(BOAT, 7, FAR)
    send_call(chain, tickets.cancel_slot(cancellation, clerk, sign(tickets.signed_message(cancellation), key)))
    back = TicketReturn(ticket_id(ADULT, 7), Address(guest.address), 2, 2_000, 0, FAR)
    send_call(chain, tickets.return_tickets(back, sign(tickets.signed_message(back), guest.key)))
    assert chain.contracts.yen.balance_of(Address(guest.address)) == 9_000


def test_a_closed_fare_is_refused_by_name(chain: Chain, tickets: TicketInventory, guest: LocalAccount) -> None:
    closing = FareClosing(ADULT, True, 9, FAR)
    clerk = Address(chain.officer.address)
    signature = sign(tickets.signed_message(closing), chain.officer.key)
    send_call(chain, tickets.close_fare(closing, clerk, signature))
    holder = Address(guest.address)
    booking = Booking((ADULT,), (1,), 7, 1, holder, holder, 1_000, FAR, bytes(32))
    call = tickets.book(booking, sign(tickets.booking_message(booking), guest.key))
    with pytest.raises(ContractReverted, match="FareIsClosed"):
        chain.client.call(call.to, call.calldata)


def _book_family(chain: Chain, tickets: TicketInventory, guest: LocalAccount) -> None:
    holder = Address(guest.address)
    booking = Booking((ADULT, CHILD), (2, 2), 7, 1, holder, holder, 3_000, FAR, bytes(32))
    send_call(chain, tickets.book(booking, sign(tickets.booking_message(booking), guest.key)))
    assert tickets.slot_of(BOAT, 7).sold == 4
