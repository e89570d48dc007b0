"""What is signed about tickets: by curators (service, slots, fare) and by buyers and holders."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from chain.contracts.structs import SignedStruct
from chain.ids import Address


@dataclass(frozen=True, slots=True)
class Service(SignedStruct):
    primary = "Service"
    signature_fields = "uint32 serviceId,uint32 municipality,uint64 deadline"

    service_id: int
    municipality: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Slot:
    """Times in unix seconds; `starts_at` 0: an open ticket, booked until the end. Price 10,000: as the fare says."""

    slot: int
    capacity: int
    price_basis_points: int
    starts_at: int
    admits_from: int
    ends_at: int

    def as_tuple(self) -> tuple[int, ...]:
        return astuple(self)


@dataclass(frozen=True, slots=True)
class SlotsOpening(SignedStruct):
    primary = "SlotsOpening"
    signature_fields = "uint32 serviceId,bytes32 slotsHash,uint256 nonce,uint64 deadline"

    service_id: int
    slots_hash: bytes
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class SlotCancellation(SignedStruct):
    primary = "SlotCancellation"
    signature_fields = "uint32 serviceId,uint32 slot,uint64 deadline"

    service_id: int
    slot: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Fare(SignedStruct):
    """`program_id` 0: paid in yen; else in points to `merchant_id`. `transfer_cut_off`: seconds before the start."""

    primary = "Fare"
    signature_fields = (
        "uint32 fareId,uint32 serviceId,uint64 price,uint32 programId,uint64 merchantId,uint8 seats,uint8 legs,"
        "uint16 leastSlots,uint32 transferCutOff,bytes32 detailsHash,uint64 deadline"
    )

    fare_id: int
    service_id: int
    price: int
    program_id: int
    merchant_id: int
    seats: int
    legs: int
    least_slots: int
    transfer_cut_off: int
    details_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class FareClosing(SignedStruct):
    primary = "FareClosing"
    signature_fields = "uint32 fareId,bool closed,uint256 nonce,uint64 deadline"

    fare_id: int
    closed: bool
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Booking(SignedStruct):
    primary = "Booking"
    signature_fields = (
        "uint32[] fareIds,uint16[] quantities,uint32 firstSlot,uint16 slots,address buyer,address recipient,"
        "uint64 total,uint64 validBefore,bytes32 salt"
    )

    fare_ids: tuple[int, ...]
    quantities: tuple[int, ...]
    first_slot: int
    slots: int
    buyer: Address
    recipient: Address
    total: int
    valid_before: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class Admission(SignedStruct):
    """`units` has a bit for each ticket, which the holder numbers from 0 to 31; `leg` counts from 0."""

    primary = "Admission"
    signature_fields = "uint256 id,address holder,uint8 leg,uint32 units,uint64 place,uint64 deadline"

    token_id: int
    holder: Address
    leg: int
    units: int
    place: int
    deadline: int


@dataclass(frozen=True, slots=True)
class TicketReturn(SignedStruct):
    primary = "TicketReturn"
    signature_fields = "uint256 id,address holder,uint32 quantity,uint64 leastRefund,uint256 nonce,uint64 deadline"

    token_id: int
    holder: Address
    quantity: int
    least_refund: int
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class TicketGift(SignedStruct):
    primary = "TicketGift"
    signature_fields = "uint256 id,address from,address to,uint32 quantity,uint256 nonce,uint64 deadline"

    token_id: int
    sender: Address
    receiver: Address
    quantity: int
    nonce: int
    deadline: int
