"""From our rows to the structs of TicketInventory, so that what is signed and what is sent are the same words."""

from __future__ import annotations

from collections.abc import Sequence

from chain.contracts import ticket_acts as on_chain
from chain.contracts.ticket_inventory import FareDetails, slots_hash
from marketplace.models.tickets.bookings import HolderAct, TicketBooking
from marketplace.models.tickets.services import OfficerAct, TicketAct, TicketFare, TicketService, TicketSlot


def service_act(service: TicketService, deadline: int) -> on_chain.Service:
    return on_chain.Service(service.number, service.municipality.number, deadline)


def slot_structs(slots: Sequence[TicketSlot]) -> list[on_chain.Slot]:
    return [
        on_chain.Slot(one.slot, one.capacity, one.price_basis_points, one.starts_at, one.admits_from, one.ends_at)
        for one in slots
    ]


def slots_act(act: OfficerAct, slots: Sequence[TicketSlot]) -> on_chain.SlotsOpening:
    return on_chain.SlotsOpening(act.service_number, slots_hash(slot_structs(slots)), act.nonce, act.deadline)


def fare_details(fare: TicketFare) -> FareDetails:
    return FareDetails(
        splits=tuple((share.payee, share.basis_points) for share in fare.typed_shares()),
        places=tuple(leg.place for leg in fare.typed_legs()),
        refunds=tuple((rule.seconds_before, rule.basis_points) for rule in fare.typed_refunds()),
    )


def fare_act(fare: TicketFare, deadline: int) -> on_chain.Fare:
    return on_chain.Fare(
        fare_id=fare.number,
        service_id=fare.service_number,
        price=fare.price,
        program_id=fare.program_id,
        merchant_id=fare.merchant_id,
        seats=fare.seats,
        legs=len(fare.legs),
        least_slots=fare.least_slots,
        transfer_cut_off=fare.transfer_cut_off,
        details_hash=fare_details(fare).details_hash(),
        deadline=deadline,
    )


def closing_act(act: OfficerAct) -> on_chain.FareClosing:
    return on_chain.FareClosing(act.about, act.act == TicketAct.CLOSE_FARE, act.nonce, act.deadline)


def cancellation_act(act: OfficerAct) -> on_chain.SlotCancellation:
    return on_chain.SlotCancellation(act.service_number, act.about, act.deadline)


def booking_act(booking: TicketBooking) -> on_chain.Booking:
    return on_chain.Booking(
        fare_ids=tuple(fare for fare, _ in booking.fares),
        quantities=tuple(quantity for _, quantity in booking.fares),
        first_slot=booking.first_slot,
        slots=booking.slots,
        buyer=booking.buyer,
        recipient=booking.recipient,
        total=booking.total,
        valid_before=booking.valid_before,
        salt=booking.salt,
    )


def return_act(act: HolderAct) -> on_chain.TicketReturn:
    return on_chain.TicketReturn(act.token_id, act.holder, act.quantity, act.least_refund, act.nonce, act.deadline)


def gift_act(act: HolderAct) -> on_chain.TicketGift:
    assert act.receiver is not None
    return on_chain.TicketGift(act.token_id, act.holder, act.receiver, act.quantity, act.nonce, act.deadline)


def admission_act(act: HolderAct) -> on_chain.Admission:
    return on_chain.Admission(act.token_id, act.holder, act.leg, act.units, act.place, act.deadline)
