"""What tickets refuse. Sentences for people are in app/surfaces/tickets/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, Invalid, NotFound


class ServiceUnknown(NotFound):
    def __init__(self, service: object) -> None:
        super().__init__("service", service)


class ActUnknown(NotFound):
    def __init__(self, act: object) -> None:
        super().__init__("ticket act", act)


class BookingUnknown(NotFound):
    def __init__(self, booking: object) -> None:
        super().__init__("booking", booking)


class TicketUnknown(NotFound):
    """No such ticket, or somebody else's."""

    def __init__(self, ticket: object) -> None:
        super().__init__("ticket", ticket)


class SlotUnavailable(Conflict):
    """`reason`: unknown, cancelled, over, full (`left` seats are left) or held (all of them are in others'
    checkouts)."""

    def __init__(self, slot: int, reason: str, left: int = 0) -> None:
        super().__init__("slot", reason, slot=slot, left=left)
        self.left = left


class FareUnavailable(Conflict):
    """`reason`: closed, unknown, points (paid in points, not in yen) or yen (the other way round)."""

    def __init__(self, fare: int, reason: str) -> None:
        super().__init__("fare", reason, fare=fare)


class BuyerNotInvited(Conflict):
    """The ticket is that of an event, which is not for this person."""

    def __init__(self, service: int) -> None:
        super().__init__("booking", "not_invited", service=service)


class BookingInvalid(Invalid):
    """`reason`: empty, too_many (`most` tickets), too_short (`most` is the least number of nights) or mixed (fares in
    yen and in points)."""

    def __init__(self, reason: str, most: int = 0) -> None:
        super().__init__("booking", reason, most=most)
        self.most = most


class BookingExpired(Conflict):
    """The booking was not signed in time; nothing was paid."""

    def __init__(self, booking: int) -> None:
        super().__init__("booking", "expired", booking=booking)


class TicketsHeldBack(Conflict):
    """`reason`: used, few (only `left` are unused), bound (the fare changes no hands, or it is too late) or ended."""

    def __init__(self, reason: str, left: int = 0) -> None:
        super().__init__("tickets", reason, left=left)
        self.left = left


class ServiceFixed(Conflict):
    """`reason`: signed (it is signed already) or slot_known (a slot's times never change)."""

    def __init__(self, service: int, reason: str) -> None:
        super().__init__("service", reason, service=service)


class RegisterClosed(Conflict):
    """`reason`: not_needed (not a stay that asks for it), not_booked (yet) or over (the guests have left)."""

    def __init__(self, booking: int, reason: str) -> None:
        super().__init__("guest register", reason, booking=booking)


class WaitingRefused(Conflict):
    """`reason`: free (seats can be booked), over (begun or called off) or crowded (`most` wait already)."""

    def __init__(self, slot: int, reason: str, most: int = 0) -> None:
        super().__init__("waiting list", reason, slot=slot, most=most)
        self.most = most
