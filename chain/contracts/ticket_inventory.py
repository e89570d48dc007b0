"""TicketInventory: services with slots and fares, bookings, admission, returns. Token id = (fare, slot)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.contracts.paid_in_yen import PaidInYen
from chain.contracts.regional_points import Payment
from chain.contracts.structs import SignedStruct
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
from chain.contracts.typed_data import TypedData, digest
from chain.ids import Address
from chain.outbox import Call
from chain.units import Yen

SLOTS_TYPE = "(uint32,uint32,uint32,uint64,uint64,uint64)[]"
DETAILS_TYPE = "((address,uint16)[],uint64[],(uint32,uint16)[])"
NEVER_TRANSFERABLE = 2**32 - 1


@dataclass(frozen=True, slots=True)
class FareDetails:
    """Payees with basis points (none for points), a place for each leg (0: anywhere), and until how many seconds before
    the start which basis points of the price come back, the longest time first."""

    splits: tuple[tuple[Address, int], ...]
    places: tuple[int, ...]
    refunds: tuple[tuple[int, int], ...] = ()

    def as_tuple(self) -> tuple[Any, ...]:
        return (self.splits, self.places, self.refunds)

    def details_hash(self) -> bytes:
        return keccak(encode([DETAILS_TYPE], [self.as_tuple()]))


@dataclass(frozen=True, slots=True)
class SlotStanding:
    slot: Slot
    sold: int
    is_cancelled: bool
    is_paid_out: bool


def ticket_id(fare_id: int, slot: int) -> int:
    return fare_id << 32 | slot


def split_ticket_id(token_id: int) -> tuple[int, int]:
    """(fare id, slot)."""
    return token_id >> 32, token_id & 0xFFFFFFFF


def slots_hash(slots: Sequence[Slot]) -> bytes:
    return keccak(encode([SLOTS_TYPE], [[slot.as_tuple() for slot in slots]]))


class TicketInventory(PaidInYen):
    def signed_message(self, act: SignedStruct) -> TypedData:
        """Typed data of any act of chain/contracts/ticket_acts.py but a booking paid for (see `booking_message`)."""
        return self.message(act.primary, act.signature_fields, act.as_message())

    def open_service(self, service: Service, officer: Address, signature: bytes) -> Call:
        return self.to_call("openService", service.as_tuple(), officer, signature)

    def open_slots(self, opening: SlotsOpening, slots: Sequence[Slot], officer: Address, signature: bytes) -> Call:
        given = [slot.as_tuple() for slot in slots]
        return self.to_call("openSlots", opening.as_tuple(), given, officer, signature)

    def cancel_slot(self, cancellation: SlotCancellation, officer: Address, signature: bytes) -> Call:
        return self.to_call("cancelSlot", cancellation.as_tuple(), officer, signature)

    def open_fare(self, fare: Fare, details: FareDetails, officer: Address, signature: bytes) -> Call:
        return self.to_call("openFare", fare.as_tuple(), details.as_tuple(), officer, signature)

    def close_fare(self, closing: FareClosing, officer: Address, signature: bytes) -> Call:
        return self.to_call("closeFare", closing.as_tuple(), officer, signature)

    def booking_id(self, booking: Booking) -> bytes:
        """The booking's digest: nonce of the yen authorization, or (as a number) of the points payment."""
        return digest(self.signed_message(booking))

    def booking_message(self, booking: Booking) -> TypedData:
        """What the buyer signs: the yen token's ReceiveWithAuthorization; where nothing is due, the booking itself."""
        if booking.total == 0:
            return self.signed_message(booking)
        total = Yen(booking.total)
        return self.yen.receive_message(
            booking.buyer, self.address, total, booking.valid_before, self.booking_id(booking)
        )

    def book(self, booking: Booking, authorization: bytes) -> Call:
        return self.to_call("book", booking.as_tuple(), authorization)

    def book_with_points(self, booking: Booking, payment: Payment, signature: bytes) -> Call:
        """`payment` is a points payment of the total to the fares' merchant whose nonce is the booking's id."""
        return self.to_call("bookWithPoints", booking.as_tuple(), payment.as_tuple(), signature)

    def admit(self, admission: Admission, signature: bytes) -> Call:
        return self.to_call("admit", admission.as_tuple(), signature)

    def return_tickets(self, ticket_return: TicketReturn, signature: bytes) -> Call:
        return self.to_call("returnTickets", ticket_return.as_tuple(), signature)

    def give(self, gift: TicketGift, signature: bytes) -> Call:
        return self.to_call("give", gift.as_tuple(), signature)

    def pay_takings(self, token_id: int) -> Call:
        return self.to_call("payTakings", token_id)

    def encode_set_uris(self, uri: str, contract_uri: str) -> bytes:
        """For the operator, who owns the inventory. `uri` has `{id}` in it (ERC-1155)."""
        return self.encode("setURIs", uri, contract_uri)

    def balance_of(self, holder: Address, token_id: int) -> int:
        return int(self.view("balanceOf", holder, token_id))

    def used_of(self, token_id: int, holder: Address, leg: int) -> int:
        """Which of the holder's tickets have a leg cancelled: bit n is ticket n."""
        return int(self.view("usedOf", token_id, holder, leg))

    def refund_of(self, token_id: int) -> int:
        """What one ticket given back now returns, in yen or points."""
        return int(self.view("refundOf", token_id))

    def takings_of(self, token_id: int) -> Yen:
        return Yen(self.view("takingsOf", token_id))

    def slot_of(self, service_id: int, slot: int) -> SlotStanding:
        found, sold, is_cancelled, is_paid_out = self.view("slotOf", service_id, slot)
        return SlotStanding(Slot(*found), int(sold), bool(is_cancelled), bool(is_paid_out))
