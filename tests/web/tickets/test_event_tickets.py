"""A ticket that an event needs is sold to whom the event is for, alone, in the cart and for points."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock, unix
from dao.models.events import Audience, EventKind
from dao.services.events.write_event import EventDraft
from marketplace.models.tickets.errors import BuyerNotInvited
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.boards import put_board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import OFFICER, Harbour


def test_only_whom_the_event_invites_books_its_ticket(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    board, number = put_board(platform.db, clock), harbour.open(capacity=9)
    events, begins = platform.dao.events, unix(clock.now() + timedelta(days=3))
    draft = EventDraft(
        EventKind.TOUR, "船の上の集い", "A meeting on board", "", "", "港", "", begins, begins + 3_600, 9, 0, 24,
        Audience.MEMBERS, number, None,
    )  # fmt: skip
    event = events.write.write("uda", UDA, OFFICER, draft)
    adult, _child = harbour.fares(number)
    wish, item = BookingWish(number, {adult: 1}, 1), f"ticket:{number}:1:1:{adult}x1"
    me = sign_in().address
    harbour.give_yen(me, 50_000)
    page = client.get(f"/tickets/{number}").text
    assert "イベント「船の上の集い」のチケットです" in page
    assert f'href="/events/{event}"' in page
    assert f'href="/tickets/{number}"' in client.get(f"/events/{event}").text
    refused = client.post(f"/tickets/{number}/bookings", data={"slot": "1", f"fare-{adult}": "1"})
    assert refused.status_code == 409
    assert "参加できる人だけ" in refused.text
    with pytest.raises(BuyerNotInvited):
        harbour.tickets.book.prepare(wish, me)
    with pytest.raises(BuyerNotInvited):
        platform.marketplace.for_points.book.prepare(wish, me)
    client.post("/cart/lines", data={"item": item, "quantity": 1})
    stopped = client.post("/checkouts")
    assert stopped.status_code == 409
    assert "参加できる人だけ" in stopped.text

    board.give_cards(me)
    asked = harbour.tickets.book.prepare(wish, me)
    assert client.post("/checkouts").status_code == 303
    board.give_cards(me, 0)  # the card moved on before the signature came
    with pytest.raises(BuyerNotInvited):
        harbour.tickets.book.complete(asked.subject, b"\x01" * 65)
    events.write.write("uda", UDA, OFFICER, replace(draft, title_ja="みんなの船", audience=Audience.EVERYBODY))
    harbour.tickets.book.complete(asked.subject, b"\x01" * 65)  # one of its events is for everybody


def test_a_ticket_is_free_again_when_its_event_is_over(harbour: Harbour, platform: Platform, clock: FixedClock) -> None:
    board, number = put_board(platform.db, clock), harbour.open(capacity=9)
    begins = unix(clock.now() + timedelta(hours=1))
    draft = EventDraft(
        EventKind.TOUR, "船の上の集い", "", "", "", "港", "", begins, begins + 60, 9, 0, 24,
        Audience.MEMBERS, number, None,
    )  # fmt: skip
    event = platform.dao.events.write.write("uda", UDA, OFFICER, draft)
    person, (adult, _child) = board.person(7), harbour.fares(number)
    harbour.give_yen(person, 50_000)
    with pytest.raises(BuyerNotInvited):
        harbour.tickets.book.prepare(BookingWish(number, {adult: 1}, 1), person)
    platform.dao.events.write.call_off(event, UDA, "大雨")
    harbour.tickets.book.prepare(BookingWish(number, {adult: 1}, 1), person)
