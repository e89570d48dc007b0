"""The door scans a ticket's code and lets people in: one leg of so many tickets is cancelled (消込).

In three steps, each of which may be repeated with the same nonce: reserve the tickets' numbers; have the admission
signed (by the managed wallet, as the holder showed the code); put it into the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.models.tickets.bookings import HolderAct
from marketplace.models.tickets.details import Leg
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.queries.admission.tickets import find_scan, ticket_at_door
from marketplace.services.admission.door import Door, Scan
from marketplace.services.admission.reserve import find_at_door, legs_here, require_good, require_unused, reserve
from marketplace.services.admission.sign_admission import SignAdmission
from marketplace.services.tickets.ticket_code import TicketCodes


@dataclass(frozen=True, slots=True)
class DoorTicket:
    """What the door may cancel: (number of the leg, leg, how many are left) of the legs of this place."""

    token_id: int
    holder: Address
    service: TicketService
    fare: TicketFare
    legs: list[tuple[int, Leg, int]]


@dataclass(frozen=True, slots=True)
class Admitted:
    """`left`: how many of the holder's tickets may still have this leg cancelled."""

    act_id: int
    service: TicketService
    fare: TicketFare
    leg: Leg
    count: int
    left: int
    at: datetime
    error_name: str


class AdmitTicket:
    """Does not check that `door.staff` works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, signing: SignAdmission, codes: TicketCodes) -> None:
        self.db = db
        self.clock = clock
        self.signing = signing
        self.codes = codes

    def look(self, door: Door, code: str) -> DoorTicket:
        """What the code is good for here and now; nothing is cancelled yet.

        Raises: Invalid (code, foreign), DoorClosed, NotHolder, NoLongerGood, WrongPlace, WrongDate, UsedAlready.
        """
        read = self.codes.read(code)
        door.require_open()
        now = self.clock.now()
        with self.db.read() as session:
            found = find_at_door(session, read, now)
            legs = legs_here(found, door)
            require_good(found, now)
            if not any(left for _, _, left in legs):
                require_unused(found, legs[-1][0])
            return DoorTicket(read.token_id, read.holder, found.view.service, found.view.fare, legs)

    def admit(self, door: Door, scan: Scan, leg: int, count: int) -> Admitted:
        """Let `count` people in. With a nonce that is known here already: what it became the first time.

        Raises: as `look`, and FewLeft, PhoneSignatureNeeded, ScanInvalid.
        """
        scan.check()
        read = self.codes.read(scan.code)
        is_managed = self.signing.signer.is_managed(read.holder)
        with self.db.write() as session:
            act_id = reserve(session, door, scan, read, leg, count, self.clock.now(), is_managed=is_managed).id
        self.signing.sign(act_id)
        return self.admitted(act_id)

    def is_known(self, place: int, scan: Scan) -> bool:
        """Whether this very scan has let somebody in already."""
        with self.db.read() as session:
            return find_scan(session, place, scan.nonce) is not None

    def admitted(self, act_id: int) -> Admitted:
        with self.db.read() as session:
            act = session.get_one(HolderAct, act_id)
            found = ticket_at_door(session, act.token_id, act.holder, self.clock.now())
            fare = found.view.fare
            leg, count = fare.typed_legs()[act.leg], act.units.bit_count()
            left = found.left(act.leg)
            return Admitted(act.id, found.view.service, fare, leg, count, left, act.created_at, act.error_name)
