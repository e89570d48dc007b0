"""Tickets booked for points, given back by the rules, and the points that the shop gives back for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chain.contracts.ticket_inventory import ticket_id
from chain.units import Points
from marketplace.errors import PointsMissing
from marketplace.models.tickets.errors import BookingInvalid, BookingUnknown, FareUnavailable
from marketplace.services.tickets.book import BookingWish
from tests.integration.marketplace.tickets.conftest import Ferry

YEN, POINTS = 0, 1


def test_a_ticket_for_points_goes_back_and_so_do_its_points(ferry: Ferry) -> None:
    region, market = ferry.region, ferry.region.platform.marketplace
    program, shop = region.program(), region.shop()
    guest, friend = region.person(), region.person()
    region.grant(program, {guest: 4_000}, expires_in=30)
    draft = ferry.draft()
    fares = (draft.fares[0], replace(draft.fares[1], name_en="In points", price=1_500, shares=(), program_id=program,
                                     merchant_id=shop, transfer_cut_off=3_600))  # fmt: skip
    ferry.open(replace(draft, fares=fares))
    fare = {one.fare.program_id: one.fare.number for one in ferry.tickets.pages.service(ferry.number).fares}
    wish = BookingWish(ferry.number, {fare[program]: 2}, 1)

    priced = ferry.tickets.book.price(wish)
    assert (priced.program_id, int(priced.total)) == (program, 3_000)
    assert market.for_points.book.available(priced, guest) == 4_000
    with pytest.raises(FareUnavailable, match="points"):
        ferry.tickets.book.prepare(wish, guest)
    with pytest.raises(FareUnavailable, match="yen"):
        market.for_points.book.prepare(replace(wish, quantities={fare[0]: 1}), guest)
    with pytest.raises(BookingInvalid, match="mixed"):
        ferry.tickets.book.price(replace(wish, quantities={fare[0]: 1, fare[program]: 1}))
    with pytest.raises(PointsMissing):
        market.for_points.book.prepare(wish, friend)

    asked = market.for_points.book.prepare(wish, guest)
    with pytest.raises(BookingUnknown):
        ferry.tickets.book.complete(asked.subject, b"as if it were in yen")
    with pytest.raises(BookingUnknown):
        market.for_points.book.to_sign(int(asked.subject), friend)
    market.for_points.book.complete(asked.subject, region.sign(asked, guest))
    market.for_points.book.complete(asked.subject, b"again changes nothing")
    region.settle()
    assert ferry.tickets.pages.booking(int(asked.subject), guest).is_booked
    assert region.balance(guest).total == 1_000

    token = ticket_id(fare[program], 1)
    gift = ferry.tickets.hand_on.prepare_gift(token, guest, friend, 1)
    ferry.tickets.hand_on.complete(gift.subject, region.sign(gift, guest))
    region.settle()
    for holder in (friend, guest):
        back = ferry.tickets.hand_on.prepare_return(token, holder, 1)
        ferry.tickets.hand_on.complete(back.subject, region.sign(back, holder))
        region.settle()
    for _ in range(5):  # one refund of a payment at a time, and a look whether it came
        region.chain.mine()
        region.look()
        market.for_points.returning.return_due()
        region.settle()
    assert region.balance(guest).total == Points(1_000 + 2 * 1_200)  # to who paid, 80 % of each
    assert region.balance(friend).total == 0
    assert market.for_points.returning.return_due() == 0
