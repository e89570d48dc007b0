"""A family at the pier and at the lighthouse: each leg once, and every reason not to be let in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chain.contracts.ticket_inventory import ticket_id
from chain.errors import Invalid
from chain.ids import Address
from marketplace.models.tickets.bookings import HolderAct
from marketplace.models.tickets.errors import TicketsHeldBack, TicketUnknown
from marketplace.models.tickets.services import TicketAct
from marketplace.services.admission import errors
from marketplace.services.admission.admit_ticket import AdmitTicket
from marketplace.services.admission.door import Door, Scan
from tests.fixtures.chain import MUKAWA, UDA
from tests.integration.marketplace.tickets.conftest import ISLAND, PIER, Ferry
from tests.integration.marketplace.tickets.test_booking import ADULT, book

STAFF = Address("0x00000000000000000000000000000000000000AA")
BOARDING, LIGHTHOUSE = 0, 1


def door(merchant_id: int, *, is_open: bool = True) -> Door:
    return Door(merchant_id, UDA, STAFF, is_open)


def scan(code: str, name: str) -> Scan:
    return Scan(code, f"nonce-of-this-scan-{name}")


def admission(ferry: Ferry) -> AdmitTicket:
    return ferry.region.platform.marketplace.admission.admit_ticket


def family(ferry: Ferry, adults: int = 2, slot: int = 1) -> tuple[Address, str]:
    """Somebody with so many adults' tickets for a departure, and their code."""
    guest = ferry.guest()
    book(ferry, guest, adults, 0, slot)
    ferry.region.settle()
    return guest, ferry.tickets.codes.code(ticket_id(ferry.fare(ADULT), slot), guest)


def test_a_family_is_let_in_once_a_leg(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    guest, code = family(ferry)
    admit, pier, island = admission(ferry), door(PIER), door(ISLAND)
    with pytest.raises(errors.WrongDate, match="early"):
        admit.look(pier, code)
    ferry.region.travel(timedelta(days=2))

    assert [(number, left) for number, _, left in admit.look(pier, code).legs] == [(BOARDING, 2)]
    with pytest.raises(errors.FewLeft) as few:
        admit.admit(pier, scan(code, "three"), BOARDING, 3)
    assert few.value.left == 2
    first = admit.admit(pier, scan(code, "one"), BOARDING, 1)
    assert (first.count, first.left, first.leg.name_ja) == (1, 1, "乗船")
    assert admit.admit(pier, scan(code, "one"), BOARDING, 1).act_id == first.act_id  # before it is on chain
    second = admit.admit(pier, scan(code, "two"), BOARDING, 1)
    assert second.left == 0
    with pytest.raises(errors.UsedAlready) as used:
        admit.admit(pier, scan(code, "again"), BOARDING, 1)
    assert used.value.used_at == second.at
    ferry.region.settle()

    adult = ticket_id(ferry.fare(ADULT), 1)
    tickets = ferry.region.platform.contracts.tickets
    assert (tickets.used_of(adult, guest, BOARDING), tickets.used_of(adult, guest, LIGHTHOUSE)) == (0b11, 0)
    assert admit.admit(pier, scan(code, "two"), BOARDING, 1).act_id == second.act_id  # and after
    with pytest.raises(errors.UsedAlready):
        admit.look(pier, code)
    with pytest.raises(errors.WrongPlace):
        admit.admit(island, scan(code, "leg"), BOARDING, 1)
    with pytest.raises(errors.ScanInvalid):
        admit.admit(island, scan(code, "none"), 5, 1)
    assert admit.admit(island, scan(code, "light"), LIGHTHOUSE, 2).left == 0
    ferry.region.settle()
    assert ferry.tickets.pages.ticket(adult, guest).is_used_up
    with ferry.region.platform.db.read() as session:
        acts = session.query(HolderAct).all()
        assert len(acts) == 3 and {act.error_name for act in acts} == {""} and {act.staff for act in acts} == {STAFF}


def test_who_is_not_let_in_is_told_why(ferry: Ferry, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry.open(ferry.draft())
    guest, code = family(ferry)
    other, called_off = family(ferry, slot=2)
    giver, given = family(ferry, adults=1)
    returner, returned = family(ferry, adults=1)
    own = ferry.tickets
    adult = ticket_id(ferry.fare(ADULT), 1)
    asked = own.hand_on.prepare_gift(adult, giver, ferry.guest(0), 1)
    own.hand_on.complete(asked.subject, ferry.signature(asked, giver))
    asked = own.hand_on.prepare_return(adult, returner, 1)
    own.hand_on.complete(asked.subject, ferry.signature(asked, returner))
    own.write.ask(UDA, ferry.number, ferry.region.officer, TicketAct.CANCEL_SLOT, 2)
    ferry.sign_all()
    ferry.region.travel(timedelta(days=2))

    admit, pier = admission(ferry), door(PIER)
    for shown, at, error in (
        (called_off, pier, errors.NoLongerGood),
        (returned, pier, errors.NoLongerGood),
        (given, pier, errors.NotHolder),
        (code, door(999), errors.WrongPlace),
        (code, Door(999, MUKAWA, STAFF, is_open=True), errors.WrongPlace),
        (code, door(PIER, is_open=False), errors.DoorClosed),
        (code[:-1] + "?", pier, Invalid),
        ("MT1.nonsense", pier, Invalid),
    ):
        with pytest.raises(error):
            admit.look(at, shown)
        with pytest.raises(error):
            admit.admit(at, scan(shown, "refused"), BOARDING, 1)
    with pytest.raises(errors.ScanInvalid):
        admit.admit(pier, Scan(code, "short"), BOARDING, 1)
    with pytest.raises(errors.ScanInvalid):
        admit.admit(pier, scan(code, "nobody"), BOARDING, 0)
    admit.admit(pier, scan(code, "mine"), BOARDING, 1)
    with pytest.raises(errors.ScanInvalid, match="other"):  # one nonce, one ticket
        admit.admit(pier, scan(own.codes.code(adult, other), "mine"), BOARDING, 1)
    with monkeypatch.context() as patch:  # a holder with a wallet of their own
        patch.setattr(type(ferry.region.platform.wallet), "is_managed", lambda *_: False)
        with pytest.raises(errors.PhoneSignatureNeeded):
            admit.admit(pier, scan(code, "own wallet"), BOARDING, 1)
        ahead = ferry.region.platform.marketplace.admission.sign_ahead
        with pytest.raises(TicketsHeldBack, match="few"):
            ahead.prepare(adult, guest, BOARDING, 2)
        with pytest.raises(TicketUnknown):
            ahead.prepare(adult, giver, BOARDING, 1)
        asked = ahead.prepare(adult, guest, BOARDING, 1)
        signature = ferry.signature(asked, guest)
        for _ in range(2):
            ahead.complete(asked.subject, signature)
        assert [act.leg for act in ahead.signed(adult, guest)] == [BOARDING]
        listed = [good for good in ferry.region.platform.marketplace.admission.list_good.today(pier) if good.is_whole]
        assert [(good.holder, [(leg, left) for leg, _, left in good.legs]) for good in listed] == [(guest, [(0, 1)])]
        with pytest.raises(errors.PhoneSignatureNeeded):  # signed for boarding alone
            admit.admit(door(ISLAND), scan(code, "own island"), 1, 1)
        for _ in range(2):
            assert admit.admit(pier, scan(code, "own wallet"), BOARDING, 1).left == 0
        with pytest.raises(errors.UsedAlready):
            admit.admit(pier, scan(code, "own again"), BOARDING, 1)
    ferry.region.settle()
    assert ferry.region.platform.contracts.tickets.used_of(adult, guest, BOARDING) == 0b11
    ferry.region.travel(timedelta(days=3))
    with pytest.raises(errors.WrongDate, match="over"):
        admit.look(pier, code)
