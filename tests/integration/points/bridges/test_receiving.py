"""Events of services: taken once, handed on once, put aside with a reason, put right, forgotten in time."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.wiring import Platform
from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Conflict, DomainError, Invalid, NotFound
from chain.events import DomainEvent
from chain.ids import MunicipalityCode
from points.bridges.errors import (
    EventIdReused,
    EventNotFit,
    EventRefused,
    SecretChanged,
    ServiceStopped,
    ServiceUnknown,
    SignatureRefused,
)
from points.bridges.models import EventState, ServiceEvent, ServiceSecret
from points.bridges.models.event import CONTENT_LIFE, MOST_REFUSED
from points.bridges.models.service import SECRET_OVERLAP
from points.bridges.services.receive_event import Request
from points.models import Card, CardBatch, CardState
from points.models.card_number import new_card_number
from points.services.cards.card_token import card_address, hash_token, new_token
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge

OTHER_TOWN = MunicipalityCode("292125")


def events(db: Database) -> list[ServiceEvent]:
    with db.read() as session:
        return list(session.scalars(select(ServiceEvent).order_by(ServiceEvent.id)))


def told(db: Database) -> list[dict[str, Any]]:
    """What other parts of the product hear of."""
    with db.read() as session:
        wanted = select(DomainEvent.body).where(DomainEvent.name == "points.service_event_received")
        return list(session.scalars(wanted.order_by(DomainEvent.id)))


def live(bridge: Bridge) -> Bridge:
    bridge.services.register.go_live(MITSUE, bridge.officer, bridge.client_id)
    return bridge


def member(bridge: Bridge, email: str = "taro@example.jp") -> tuple[str, str]:
    account, _ = bridge.platform.wallet.open_managed_account(email)
    return account.member_number, account.address


def make_card(bridge: Bridge, state: CardState, number: str) -> str:
    """The text of the card's QR."""
    token, now = new_token(), bridge.platform.clock.now()
    with bridge.platform.db.write() as session:
        batch = CardBatch(municipality=MITSUE, label="b", count=1, made_by=bridge.officer, made_at=now)
        session.add(batch)
        session.flush()
        session.add(
            Card(
                batch_id=batch.id, municipality=MITSUE, number=number, token_hash=hash_token(token),
                account=bridge.officer, state=state,
            )
        )  # fmt: skip
    return card_address("https://points.example.jp", token)


def test_an_event_sent_twice_is_kept_once_and_handed_on_once(bridge: Bridge, db: Database) -> None:
    number, account = member(live(bridge))
    sent = bridge.event(subject=number)
    assert bridge.receive(sent) is True
    assert bridge.receive(sent, message_id="m2") is False
    assert [row.state for row in events(db)] == [EventState.WAITING]
    assert bridge.services.hand_on.hand_on() == 1
    assert bridge.receive(sent) is False and bridge.services.hand_on.hand_on() == 0
    (row,) = events(db)
    assert (row.state, row.account, row.times_sent, row.subject_sealed) == (EventState.HANDED_ON, account, 3, None)
    (heard,) = told(db)
    assert heard["account"] == account and heard["municipality"] == MITSUE
    assert heard["data"] == {"facility": "gym-1", "visit": "v-1"} and heard["event_id"] == "e1"
    assert heard["occurred_at"] == "2026-11-24T00:58:00+00:00" and heard["client_id"] == bridge.client_id


def test_another_event_with_the_same_id_is_refused_and_the_same_id_of_another_service_is_not(
    bridge: Bridge, db: Database, platform: Platform
) -> None:
    bridge.receive(bridge.event())
    with pytest.raises(EventIdReused):
        bridge.receive(bridge.event(data={"facility": "gym-1", "visit": "v-2"}))
    other = make_bridge(platform, OTHER_TOWN, "else@example.jp")
    assert other.receive(other.event()) is True
    assert [row.state for row in events(db)] == [EventState.WAITING, EventState.REFUSED, EventState.WAITING]


def test_the_same_event_at_the_same_moment_is_kept_once(bridge: Bridge, db: Database) -> None:
    sent, outcomes = bridge.event(), list[bool]()
    threads = [threading.Thread(target=lambda: outcomes.append(bridge.receive(sent))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, False, True]
    assert [row.times_sent for row in events(db)] == [4]


def test_only_the_right_client_with_a_secret_that_still_holds_is_heard(
    bridge: Bridge, platform: Platform, clock: FixedClock
) -> None:
    other = make_bridge(platform, OTHER_TOWN, "else@example.jp")
    receive, body = bridge.services.receive, b"{}"
    for client_id, error in (("", ServiceUnknown), ("svc_nobody", ServiceUnknown)):
        with pytest.raises(error):
            receive.identify(Request(client_id, body, bridge.headers(body)))
    with pytest.raises(SignatureRefused):
        receive.identify(Request(bridge.client_id, body, other.headers(body)))
    with pytest.raises(SignatureRefused):
        receive.identify(Request(bridge.client_id, body, bridge.headers(body, moved=-301)))
    old, newest = bridge.secret, _latest(bridge)
    bridge.secret = bridge.services.secrets.make(bridge.client_id, bridge.vendor, newest)
    with pytest.raises(SecretChanged):
        bridge.services.secrets.make(bridge.client_id, bridge.vendor, newest)
    for secret in (old, bridge.secret):
        assert receive.identify(Request(bridge.client_id, body, bridge.headers(body, secret=secret))).id
    clock.advance(SECRET_OVERLAP)
    assert receive.identify(Request(bridge.client_id, body, bridge.headers(body))).id
    with pytest.raises(SignatureRefused):
        receive.identify(Request(bridge.client_id, body, bridge.headers(body, secret=old)))
    bridge.services.forget_old()
    with platform.db.read() as session:
        mine = select(func.count()).select_from(ServiceSecret).where(ServiceSecret.service_id == bridge.service.id)
        assert session.scalar(mine) == 1


def test_secrets_and_what_events_say_about_people_are_nowhere_in_plain(bridge: Bridge, db: Database) -> None:
    card = make_card(bridge, CardState.ACTIVE, "123456786")
    bridge.receive(bridge.event(subject=card))
    with pytest.raises(EventRefused):
        bridge.receive(bridge.event("e2", subject=card, data={"facility": "123456789018", "visit": "v"}))
    body = b'{"facility": "g", "visit": "v"}'
    attributes = {f"ce-{name}": value for name, value in bridge.event("123456789018").items() if name != "data"}
    headers = bridge.headers(body, message_id="123456789018") | attributes | {"content-type": "application/json"}
    with pytest.raises(EventRefused):
        bridge.services.receive.take(bridge.service, Request(bridge.client_id, body, headers))
    token = card.rpartition("#")[2]
    with db.engine.connect() as connection:
        dumped = "".join(
            str(row) for table in ("bridge_event", "bridge_secret", "bridge_service", "bridge_act")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )  # fmt: skip
    for secret in (token, bridge.secret, "123456789018", "vendor@gym.example.jp", "gym-1"):
        assert secret not in dumped
    kept, refused, _ = events(db)
    shown = bridge.services.event(bridge.service, kept.id).content
    assert token not in shown and "gym-1" in shown
    assert refused.reason == "my_number" and bridge.services.event(bridge.service, refused.id).content == ""


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        (None, "missing"),
        ("hanako@example.jp", "form"),
        ("0x" + "11" * 20, "form"),
        ("M-0000-0000", "unknown_member"),
        ("MUSUBI-CARD:" + "0" * 20, "unknown_card"),
        ("test:unknown", "unknown_member"),
        ("test:somebody", "unknown_member"),
    ],
)
def test_an_event_of_nobody_is_put_aside_with_the_reason(
    bridge: Bridge, db: Database, subject: str | None, reason: str
) -> None:
    live(bridge).receive(bridge.event(**({"subject": subject} if subject else {"subject": ""})))
    bridge.services.hand_on.hand_on()
    (row,) = events(db)
    assert (row.state, row.reason) == (EventState.DEAD, reason) and told(db) == []


def test_cards_are_known_by_code_and_number_while_somebody_has_them(bridge: Bridge, db: Database) -> None:
    live(bridge)
    active = make_card(bridge, CardState.ACTIVE, "123456786")
    subjects = [
        active,
        "C-123-456-786",
        make_card(bridge, CardState.PRINTED, new_card_number()),
        make_card(bridge, CardState.BLOCKED, new_card_number()),
    ]
    for number, subject in enumerate(subjects):
        bridge.receive(bridge.event(f"e{number}", subject=subject))
    bridge.services.hand_on.hand_on()
    found = [(row.state, row.reason) for row in events(db)]
    assert found == [
        (EventState.HANDED_ON, ""),
        (EventState.HANDED_ON, ""),
        (EventState.DEAD, "card_printed"),
        (EventState.DEAD, "card_blocked"),
    ]
    assert {heard["account"] for heard in told(db)} == {bridge.officer}


def test_test_subjects_reach_nothing_in_test_or_live_and_real_ones_wait_until_it_is_live(
    bridge: Bridge, db: Database
) -> None:
    number, account = member(bridge)
    bridge.receive(bridge.event("t1"))
    bridge.receive(bridge.event("r1", subject=number))
    bridge.services.hand_on.hand_on()
    assert [(row.state, row.reason) for row in events(db)] == [(EventState.TESTED, ""), (EventState.DEAD, "test_mode")]
    live(bridge).receive(bridge.event("t2"))
    bridge.services.repair.replay(bridge.service, events(db)[1].id, bridge.officer)
    bridge.services.hand_on.hand_on()
    assert [row.state for row in events(db)] == [EventState.TESTED, EventState.HANDED_ON, EventState.TESTED]
    assert [heard["account"] for heard in told(db)] == [account]


def test_a_dead_event_is_put_right_or_dropped_once_and_by_its_own_service(
    bridge: Bridge, db: Database, platform: Platform
) -> None:
    number, account = member(live(bridge))
    for event_id in ("e1", "e2"):
        bridge.receive(bridge.event(event_id, subject="M-0000-0000"))
    bridge.services.hand_on.hand_on()
    first, second = events(db)
    other = make_bridge(platform, OTHER_TOWN, "else@example.jp").service
    repair = bridge.services.repair
    with pytest.raises(NotFound):
        repair.replay(other, first.id, bridge.officer, number)
    with pytest.raises(NotFound):
        repair.drop(other, first.id, bridge.officer)
    with pytest.raises(Invalid):
        repair.replay(bridge.service, first.id, bridge.officer, "1234-5678-9018")
    repair.replay(bridge.service, first.id, bridge.officer, number)
    repair.drop(bridge.service, second.id, bridge.officer)
    bridge.services.hand_on.hand_on()
    assert [heard["account"] for heard in told(db)] == [account]
    for row in (first, second):
        with pytest.raises(EventNotFit):
            repair.replay(bridge.service, row.id, bridge.officer, number)


def test_a_stopped_service_is_refused_and_what_waited_is_put_aside(bridge: Bridge, db: Database) -> None:
    live(bridge).receive(bridge.event(subject=member(bridge)[0]))
    bridge.services.register.stop(MITSUE, bridge.officer, bridge.client_id, "点検のため")
    bridge.services.hand_on.hand_on()
    with pytest.raises(ServiceStopped):
        bridge.receive(bridge.event("e2"))
    assert [(row.state, row.reason) for row in events(db)] == [
        (EventState.DEAD, "stopped"),
        (EventState.REFUSED, "stopped"),
    ]
    assert told(db) == []


def test_of_refused_requests_the_newest_are_kept_and_content_is_forgotten_in_time(
    bridge: Bridge, db: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("points.bridges.services.receive_event.MOST_REFUSED", 3)
    assert MOST_REFUSED == 200
    bridge.receive(bridge.event("kept", subject="M-0000-0000"))
    for number in range(5):
        with pytest.raises(DomainError):
            bridge.receive(bridge.event(f"bad{number}", data={}))
    bridge.services.hand_on.hand_on()
    assert [row.event_id for row in events(db)] == ["kept", "bad2", "bad3", "bad4"]
    clock.advance(CONTENT_LIFE + timedelta(seconds=1))
    bridge.services.forget_old()
    (row,) = events(db)
    assert bridge.services.event(bridge.service, row.id).content == "" and row.subject_sealed is None
    with pytest.raises(EventNotFit):
        bridge.services.repair.replay(bridge.service, row.id, bridge.officer, "M-0000-0000")
    assert bridge.receive(bridge.event("kept", subject="M-0000-0000")) is False


def test_another_town_decides_nothing_and_a_service_without_a_secret_does_not_go_live(
    bridge: Bridge, db: Database
) -> None:
    register = bridge.services.register
    for decide in (register.go_live, register.back_to_test):
        with pytest.raises(NotFound):
            decide(OTHER_TOWN, bridge.officer, bridge.client_id)
    with pytest.raises(NotFound):
        register.stop(OTHER_TOWN, bridge.officer, bridge.client_id, "x")
    with db.write() as session:
        for secret in session.scalars(select(ServiceSecret)):
            session.delete(secret)
    with pytest.raises(Conflict):
        live(bridge)


def _latest(bridge: Bridge) -> int:
    with bridge.platform.db.read() as session:
        mine = select(func.max(ServiceSecret.id)).where(ServiceSecret.service_id == bridge.service.id)
        return session.scalar(mine) or 0
