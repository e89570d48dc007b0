"""Waiting for a full departure: joined, left, told in order when seats are free again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.own_data.gathering import gather
from app.wiring import event_handlers
from chain.clock import FixedClock
from chain.contracts.ticket_inventory import split_ticket_id
from chain.errors import Invalid
from chain.events import route_pending
from marketplace.models.tickets.facts import SlotCapacity
from marketplace.models.tickets.waiting import WaitingGuest
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import Harbour, address
from tests.web.tickets.test_booking_pages import booked


def widen(harbour: Harbour, number: int, capacity: int) -> None:
    with harbour.platform.db.write() as session:
        session.add(SlotCapacity(service_number=number, slot=1, capacity=capacity, **harbour.fact()))


def told(harbour: Harbour) -> list[str]:
    harbour.tickets.wait.tell()
    with harbour.platform.db.read() as session:
        rows = select(WaitingGuest.account).where(WaitingGuest.told_at.is_not(None)).order_by(WaitingGuest.id)
        return list(session.scalars(rows))


def test_who_waits_is_told_in_order_and_by_a_notice(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn, clock: FixedClock
) -> None:
    platform = harbour.platform
    number = harbour.open(capacity=2)
    assert split_ticket_id(booked(harbour, number, address("early")))[1] == 1
    assert client.post(f"/tickets/{number}/waiting", data={"slot": "1", "seats": "1"}).status_code in (302, 303, 401)
    me = sign_in()
    assert "キャンセル待ちに入る" in client.get(f"/tickets/{number}").text
    for slot, seats, words in (("0", "1", "空きがあります"), ("9", "1", "日時を選んで"), ("1", "0", "1から")):
        refused = client.post(f"/tickets/{number}/waiting", data={"slot": slot, "seats": seats}, follow_redirects=True)
        assert words in refused.text, slot
    joined = client.post(f"/tickets/{number}/waiting", data={"slot": "1", "seats": "１"}, follow_redirects=True)
    assert "待っています（1）" in joined.text
    assert client.get(f"/tickets/{number}?lang=en").status_code == 200
    harbour.tickets.wait.join(number, 1, 1, address("second"))
    harbour.tickets.wait.join(number, 1, 1, address("gone"))
    harbour.tickets.wait.leave(number, 1, address("gone"))
    assert told(harbour) == []
    widen(harbour, number, 3)
    assert told(harbour) == [me.address]
    assert told(harbour) == [me.address]  # the same seat is not promised twice
    route_pending(platform.db, event_handlers(platform), clock.now())
    client.get("/?lang=ja")
    notices = client.get("/notices")
    assert "「駿河湾フェリー」に空きが出ました" in notices.text
    clock.advance(timedelta(minutes=31))
    assert told(harbour) == [me.address, address("second")]
    assert len(gather(platform, me.address)["marketplace"]["ticket_waiting"]) == 1

    sign_in()
    widen(harbour, number, 2)
    harbour.tickets.wait.join(number, 1, 2, me.address)  # missed it: waits again, at the end
    assert harbour.tickets.wait.slots_of(number, me.address) == {1: 2}
    left = client.post(f"/tickets/{number}/waiting/1/leaving", follow_redirects=True)
    assert "キャンセル待ちをやめました" in left.text and not harbour.tickets.wait.slots_of(number, me.address)
    with pytest.raises(Invalid):
        harbour.tickets.wait.join(number, 1, 99, me.address)
    clock.advance(timedelta(days=10))
    harbour.tickets.wait.tell()
    with platform.db.read() as session:
        assert not session.scalars(select(WaitingGuest)).all()  # it has left the pier
