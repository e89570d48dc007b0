"""A connected service reports that somebody used a ticket there: it is cancelled on chain once, by the service alone
that the town lets, for the person alone who holds it and lets the service know of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chain.contracts.ticket_inventory import ticket_id
from chain.ids import Address
from marketplace.models.tickets.bookings import HolderAct
from marketplace.models.tickets.errors import TicketsHeldBack
from marketplace.services.admission import errors
from points.bridges.models import ServiceEvent
from points.bridges.services.register_service import ServiceEntry
from points.bridges.ticket_words import TicketNames
from tests.fixtures.bridges import Bridge, make_bridge
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.told_tickets import agree, told
from tests.integration.marketplace.tickets.conftest import ISLAND, PIER, Ferry
from tests.integration.marketplace.tickets.test_admission import admission, door, family, scan
from wallet.openid.scopes import Scope

ADULT, BOARDING, LIGHTHOUSE = 0, 0, 1
USED, CANCELLED = "jp.musubi.ticket.used", "handed_on"


def serving(bridge: Bridge, number: int, *places: int, live: bool = True) -> Bridge:
    """A service that may check in at these places."""
    town, register = bridge.service.municipality, bridge.services.register
    check_ins = [(number, place) for place in places]
    entry = ServiceEntry("船", "Boat", "乗船のお礼", [USED], [], "", [number], check_ins)
    register.change(town, bridge.officer, bridge.client_id, entry)
    bridge.services.webhook.name(bridge.client_id, bridge.vendor, "https://boat.example.jp/")
    if live:
        register.go_live(town, bridge.officer, bridge.client_id)
    return bridge


def held(ferry: Ferry, boat: Bridge, guest: Address) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ferry.region.platform.openid.claims.of(guest, boat.client_id, [Scope.TICKETS])[
        "tickets"
    ]
    return found


def used_event(boat: Bridge, event_id: str, subject: str, name: str, count: int = 1, **more: Any) -> dict[str, Any]:
    data = {"ticket": name, "count": count} | more
    return boat.event(event_id, subject, type=USED, data=data, time=boat.platform.clock.now().isoformat())


def ended(boat: Bridge, event: dict[str, Any]) -> tuple[str, str]:
    """How the service is told that it ended: its result, or why it was put aside."""
    boat.receive(event)
    boat.services.hand_on.hand_on()
    *_, (_, kind, said) = told(boat.platform)
    assert said["event"] == event["id"]
    return kind, said.get("reason") or said["result"]


def report(boat: Bridge, *said: Any, **more: Any) -> tuple[str, str]:
    return ended(boat, used_event(boat, *said, **more))


def to_the_pier(ferry: Ferry) -> None:
    ferry.region.travel(timedelta(days=2))


def used_of(ferry: Ferry, guest: Address, leg: int = BOARDING) -> int:
    return ferry.region.platform.contracts.tickets.used_of(ticket_id(ferry.fare(ADULT), 1), guest, leg)


def finish(ferry: Ferry) -> None:
    assert ferry.region.platform.marketplace.admission.signing.sign_due() > 0
    assert ferry.region.platform.marketplace.admission.signing.sign_due() == 0
    ferry.region.settle()


def test_a_boarding_cancels_the_ticket_once_and_for_every_other_door(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    platform = ferry.region.platform
    boat = serving(make_bridge(platform, UDA), ferry.number, PIER)
    guest, code = family(ferry)
    sub, friend = agree(boat, guest, Scope.OPENID, Scope.TICKETS), ferry.guest(0)
    (ticket,) = held(ferry, boat, guest)
    assert (ticket["count"], ticket["to_check_in"]) == (2, 2)
    assert report(boat, "early", sub, ticket["ticket"]) == ("put_aside", "ticket_early")
    adult, hand_on = ticket_id(ferry.fare(ADULT), 1), ferry.tickets.hand_on
    to_the_pier(ferry)
    gift = hand_on.prepare_gift(adult, guest, friend, 1)  # asked before the boarding, and signed after it

    assert report(boat, "three", sub, ticket["ticket"], 3) == ("put_aside", "ticket_few")
    boarded = used_event(boat, "at-the-pier", sub, ticket["ticket"], 2)
    assert ended(boat, boarded) == ("processed", CANCELLED)
    assert held(ferry, boat, guest)[0]["to_check_in"] == 0  # before it is on chain
    with pytest.raises(TicketsHeldBack, match="few"):
        hand_on.prepare_return(adult, guest, 1)
    with pytest.raises(TicketsHeldBack, match="few"):
        hand_on.complete(gift.subject, ferry.signature(gift, guest))
    with pytest.raises(errors.UsedAlready):
        admission(ferry).admit(door(PIER), scan(code, "gate"), BOARDING, 1)
    finish(ferry)

    assert (used_of(ferry, guest), used_of(ferry, guest, LIGHTHOUSE)) == (0b11, 0)
    assert boat.receive(boarded) is False  # the same event once more
    assert report(boat, "b2", sub, ticket["ticket"]) == ("put_aside", "ticket_used")
    with pytest.raises(errors.UsedAlready):
        admission(ferry).look(door(PIER), code)
    (left,) = held(ferry, boat, guest)
    assert (left["count"], left["unused"], left["to_check_in"]) == (2, 0, 0)
    assert admission(ferry).admit(door(ISLAND), scan(code, "light"), LIGHTHOUSE, 2).left == 0  # another part
    with platform.db.read() as session:
        acts = session.query(HolderAct).filter_by(leg=BOARDING, kind="admit").all()
        assert [(act.staff, act.door, act.error_name) for act in acts] == [(None, PIER, "")]
        assert "at-the-pier" not in acts[0].scan and sub not in acts[0].scan


def test_what_another_door_took_first_is_put_aside_and_cancelled_nowhere_twice(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    boat = serving(make_bridge(ferry.region.platform, UDA), ferry.number, PIER, ISLAND)
    guest, code = family(ferry)
    sub = agree(boat, guest, Scope.OPENID, Scope.TICKETS)
    (ticket,) = held(ferry, boat, guest)
    to_the_pier(ferry)
    admission(ferry).admit(door(PIER), scan(code, "gate"), BOARDING, 1)
    assert held(ferry, boat, guest)[0]["to_check_in"] == 1
    assert report(boat, "b1", sub, ticket["ticket"], 2) == ("put_aside", "ticket_few")
    assert report(boat, "b2", sub, ticket["ticket"], 1) == ("processed", CANCELLED)
    assert report(boat, "b3", sub, ticket["ticket"], 1) == ("put_aside", "ticket_used")
    assert report(boat, "light", sub, ticket["ticket"], 2, part=2) == ("processed", CANCELLED)
    assert report(boat, "none", sub, ticket["ticket"], 1, part=3) == ("put_aside", "ticket_not_yours")
    finish(ferry)
    assert (used_of(ferry, guest), used_of(ferry, guest, LIGHTHOUSE)) == (0b11, 0b11)


def test_nobody_else_cancels_it(ferry: Ferry) -> None:
    """Neither a service of another town, nor one that only hears of it, nor for a person who holds another one."""
    ferry.open(ferry.draft())
    platform = ferry.region.platform
    boat = serving(make_bridge(platform, UDA), ferry.number, PIER)
    listener = serving(make_bridge(platform, UDA, "listener@example.jp"), ferry.number)
    lighthouse = serving(make_bridge(platform, UDA, "light@example.jp"), ferry.number, ISLAND)
    mukawa = serving(make_bridge(platform, MUKAWA, "mukawa@example.jp"), ferry.number, PIER)
    (guest, _), (other, _) = family(ferry), family(ferry, adults=1)
    subs = {
        one.client_id: agree(one, guest, Scope.OPENID, Scope.TICKETS) for one in (boat, listener, lighthouse, mukawa)
    }
    others = agree(boat, other, Scope.OPENID, Scope.TICKETS)
    (ticket,) = held(ferry, boat, guest)
    to_the_pier(ferry)
    assert "to_check_in" not in held(ferry, listener, guest)[0] and held(ferry, mukawa, guest) == []
    for service, reason in ((listener, "ticket_not_yours"), (mukawa, "ticket_not_yours")):
        own_name = name_for(platform, service, ferry, guest)
        assert report(service, "own", subs[service.client_id], own_name) == ("put_aside", reason)
        assert report(service, "boats", subs[service.client_id], ticket["ticket"]) == ("put_aside", "ticket_unknown")
    light = held(ferry, lighthouse, guest)[0]["ticket"]
    assert report(lighthouse, "part", subs[lighthouse.client_id], light, part=1) == ("put_aside", "ticket_not_yours")
    assert report(boat, "others", others, ticket["ticket"]) == ("put_aside", "ticket_unknown")
    assert report(boat, "foreign", subs[listener.client_id], ticket["ticket"]) == ("put_aside", "unknown_subject")
    assert report(boat, "guessed", subs[boat.client_id], "tk_0000000000000000") == ("put_aside", "ticket_unknown")
    assert platform.marketplace.admission.signing.sign_due() == 0 and used_of(ferry, guest) == 0


def name_for(platform: Any, service: Bridge, ferry: Ferry, guest: Address) -> str:
    names: TicketNames = platform.points.bridges.tell_of_tickets.names
    return names.name(service.client_id, ticket_id(ferry.fare(ADULT), 1), guest)


def test_without_the_scope_or_the_consent_a_ticket_stays_as_it_is(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    platform = ferry.region.platform
    boat = serving(make_bridge(platform, UDA), ferry.number, PIER)
    guest, _ = family(ferry)
    sub = agree(boat, guest, Scope.OPENID)  # signs in, and keeps the tickets to themselves
    name = name_for(platform, boat, ferry, guest)
    to_the_pier(ferry)
    assert report(boat, "b1", sub, name) == ("put_aside", "ticket_unknown")
    agree(boat, guest, Scope.OPENID, Scope.TICKETS)
    platform.openid.withdraw(guest, boat.client_id)
    assert report(boat, "b2", sub, name) == ("put_aside", "consent_withdrawn")
    assert platform.marketplace.admission.signing.sign_due() == 0
    agree(boat, guest, Scope.OPENID, Scope.TICKETS)
    with platform.db.read() as session:
        event = session.query(ServiceEvent).filter_by(event_id="b2").one()
    boat.services.repair.replay(boat.service, event.id, boat.officer)
    boat.services.hand_on.hand_on()
    finish(ferry)
    assert used_of(ferry, guest) == 0b1


def test_who_keeps_the_key_boards_with_what_was_signed_ahead(ferry: Ferry, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry.open(ferry.draft())
    platform = ferry.region.platform
    boat = serving(make_bridge(platform, UDA), ferry.number, PIER)
    guest, _ = family(ferry)
    sub = agree(boat, guest, Scope.OPENID, Scope.TICKETS)
    (ticket,) = held(ferry, boat, guest)
    to_the_pier(ferry)
    with monkeypatch.context() as patch:
        patch.setattr(type(platform.wallet), "is_managed", lambda *_: False)
        assert held(ferry, boat, guest)[0]["to_check_in"] == 0
        assert report(boat, "b1", sub, ticket["ticket"], 2) == ("put_aside", "ticket_unsigned")
        ahead = platform.marketplace.admission.sign_ahead
        asked = ahead.prepare(ticket_id(ferry.fare(ADULT), 1), guest, BOARDING, 2)
        ahead.complete(asked.subject, ferry.signature(asked, guest))
        assert held(ferry, boat, guest)[0]["to_check_in"] == 2
        assert report(boat, "b2", sub, ticket["ticket"], 2) == ("processed", CANCELLED)
        finish(ferry)
    assert used_of(ferry, guest) == 0b11


def test_a_boarding_told_after_the_end_and_one_of_a_ticket_that_is_leaving_are_put_aside(ferry: Ferry) -> None:
    ferry.open(ferry.draft())
    boat = serving(make_bridge(ferry.region.platform, UDA), ferry.number, PIER)
    (guest, _), (giver, _), friend = family(ferry), family(ferry, adults=1), ferry.guest(0)
    sub, givers = (agree(boat, one, Scope.OPENID, Scope.TICKETS) for one in (guest, giver))
    (ticket,), (given,) = held(ferry, boat, guest), held(ferry, boat, giver)
    to_the_pier(ferry)
    asked = ferry.tickets.hand_on.prepare_gift(ticket_id(ferry.fare(ADULT), 1), giver, friend, 1)
    ferry.tickets.hand_on.complete(asked.subject, ferry.signature(asked, giver))
    assert held(ferry, boat, giver)[0]["to_check_in"] == 0
    assert report(boat, "leaving", givers, given["ticket"]) == ("put_aside", "ticket_unknown")
    ferry.region.settle()
    assert report(boat, "gone", givers, given["ticket"]) == ("put_aside", "ticket_unknown")
    ferry.region.travel(timedelta(days=2))
    assert report(boat, "late", sub, ticket["ticket"]) == ("put_aside", "ticket_over")
