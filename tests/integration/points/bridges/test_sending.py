"""Messages to services: kept with what they tell, signed, tried on the schedule, never into our own network."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook as ReferenceWebhook

from app.wiring import Platform
from chain.clock import FixedClock, SystemClock
from chain.db import Database
from chain.errors import Invalid, NotFound
from points.bridges.catalogue.message_types import TEST
from points.bridges.errors import WebhookNotFit
from points.bridges.models import MessageState, ServiceMessage, Webhook
from points.bridges.models.event import CONTENT_LIFE
from points.bridges.queries.services import secrets_of
from points.bridges.retrying import JITTER, MOST_ATTEMPTS, wait_after
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge
from tests.fixtures.receiver import Receiver

URL = "https://gym.example.jp/hooks/musubi?for=mitsue"


@pytest.fixture
def told(bridge: Bridge, receiver: Receiver) -> Bridge:
    """A service with an address, whose server is `receiver`."""
    bridge.services.send_messages.postman = receiver.postman
    bridge.services.webhook.name(bridge.client_id, bridge.vendor, URL)
    return bridge


def messages(db: Database) -> list[ServiceMessage]:
    with db.read() as session:
        return list(session.scalars(select(ServiceMessage).order_by(ServiceMessage.id)))


def webhook(db: Database) -> Webhook:
    with db.read() as session:
        return session.scalars(select(Webhook).order_by(Webhook.id)).first() or Webhook()


def send(bridge: Bridge) -> int:
    return bridge.services.send_messages.send_due()


def latest_secret(bridge: Bridge) -> int:
    with bridge.platform.db.read() as session:
        return secrets_of(session, bridge.service.id, bridge.platform.clock.now())[0].id


def test_the_reference_library_takes_a_message_by_the_old_and_the_new_secret(
    told: Bridge, receiver: Receiver, db: Database
) -> None:
    old = told.secret
    new = told.services.secrets.make(told.client_id, told.vendor, latest_secret(told))
    told.services.send_messages.wall = SystemClock()  # that of the library
    told.receive(told.event("visit-1"))
    told.services.hand_on.hand_on()
    assert send(told) == 1 and send(told) == 0
    (got,) = receiver.got
    for secret in (old, new):
        said = ReferenceWebhook(secret).verify(got.body, dict(got.headers))
        assert said["data"] == {"event": "visit-1", "event_type": "jp.musubi.gym.entered", "result": "tested"}
    assert said["type"] == "musubi.event.processed" and said["timestamp"] == "2026-11-24T01:00:00+00:00"
    assert got.path == "/hooks/musubi?for=mitsue" and got.headers["musubi-client"] == told.client_id
    (row,) = messages(db)
    assert (row.state, row.attempts, row.last_status) == (MessageState.SENT, 1, 204)
    assert row.message_id == got.headers["webhook-id"]


def test_a_service_hears_how_its_event_ended_and_nothing_of_whose_it_was(
    told: Bridge, receiver: Receiver, db: Database
) -> None:
    told.services.register.go_live(MITSUE, told.officer, told.client_id)
    account, _ = told.platform.wallet.open_managed_account("taro@example.jp")
    told.receive(told.event("e1", subject="M-0000-0000"))
    told.receive(told.event("e2", subject=account.member_number))
    told.services.hand_on.hand_on()
    assert send(told) == 2
    said = [json.loads(got.body) for got in receiver.got]
    assert [(one["type"], one["data"]["event"]) for one in said] == [
        ("musubi.event.put_aside", "e1"),
        ("musubi.event.processed", "e2"),
    ]
    assert said[0]["data"]["reason"] == "unknown_member" and said[1]["data"]["result"] == "handed_on"
    bodies = b"".join(got.body for got in receiver.got).decode()
    for personal in (account.member_number, account.address, "M-0000-0000", "gym-1"):
        assert personal not in bodies
    with db.engine.connect() as connection:
        dumped = str(connection.exec_driver_sql("SELECT * FROM bridge_message").all())
    assert "event_type" not in dumped


def test_a_message_is_kept_with_what_it_tells_or_not_at_all(told: Bridge, db: Database, platform: Platform) -> None:
    def fail() -> None:
        with db.write() as session:
            assert told.services.messages.queue(session, told.service, TEST, {})
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert messages(db) == []
    other = make_bridge(platform, vendor="else@example.jp")
    with db.write() as session:
        assert not told.services.messages.queue(session, other.service, TEST, {})
    with pytest.raises(WebhookNotFit):
        other.services.webhook.try_out(other.service)
    assert messages(db) == []


def test_what_was_not_taken_comes_again_on_the_schedule_with_the_same_id_and_is_given_up_after_ten(
    told: Bridge, receiver: Receiver, db: Database, clock: FixedClock
) -> None:
    receiver.will_answer(*[500] * MOST_ATTEMPTS)
    told.services.webhook.try_out(told.service)
    assert send(told) == 1
    for attempts in range(1, MOST_ATTEMPTS):
        wait = wait_after(attempts, 0) or timedelta()
        clock.advance(wait - timedelta(seconds=1))
        assert send(told) == 0
        clock.advance(wait * JITTER + timedelta(seconds=1))
        assert send(told) == 1
    (row,) = messages(db)
    assert (row.state, row.attempts, row.last_status) == (MessageState.GIVEN_UP, MOST_ATTEMPTS, 500)
    clock.advance(timedelta(days=2))
    assert send(told) == 0 and {got.headers["webhook-id"] for got in receiver.got} == {row.message_id}
    stamps = [int(got.headers["webhook-timestamp"]) for got in receiver.got]
    assert stamps == sorted(set(stamps)) and len({got.headers["webhook-signature"] for got in receiver.got}) == 10
    told.services.webhook.send_again(told.service, row.id, told.vendor)
    assert send(told) == 1 and receiver.got[-1].headers["webhook-id"] == row.message_id
    assert [one.state for one in messages(db)] == [MessageState.SENT]


def test_a_redirect_is_no_delivery_and_is_not_followed(told: Bridge, receiver: Receiver, db: Database) -> None:
    receiver.will_answer(308, Location="/elsewhere")
    told.services.webhook.try_out(told.service)
    assert send(told) == 1 and [got.path for got in receiver.got] == ["/hooks/musubi?for=mitsue"]
    assert [(row.state, row.last_status) for row in messages(db)] == [(MessageState.WAITING, 308)]


def test_an_address_that_is_gone_is_left_alone_until_it_is_named_anew(
    told: Bridge, receiver: Receiver, db: Database
) -> None:
    receiver.will_answer(410)
    for _ in range(2):
        told.services.webhook.try_out(told.service)
    assert send(told) == 1 and send(told) == 0
    assert not webhook(db).is_on and webhook(db).gone_at is not None
    assert [row.state for row in messages(db)] == [MessageState.GIVEN_UP, MessageState.WAITING]
    with pytest.raises(WebhookNotFit) as refused:
        told.services.webhook.try_out(told.service)
    assert refused.value.reason == "gone"
    told.services.webhook.name(told.client_id, told.vendor, "https://new.example.jp/")
    assert send(told) == 1 and receiver.got[-1].path == "/"
    assert [row.state for row in messages(db)] == [MessageState.GIVEN_UP, MessageState.SENT]


@pytest.mark.parametrize("status", [429, 502, 504])
def test_a_service_that_is_overburdened_is_left_in_peace_and_the_others_are_not(
    told: Bridge, receiver: Receiver, platform: Platform, clock: FixedClock, status: int
) -> None:
    other = make_bridge(platform, vendor="else@example.jp")
    other.services.webhook.name(other.client_id, other.vendor, "https://else.example.jp/else")
    receiver.will_answer(status, Retry_After="120")
    told.services.webhook.try_out(told.service)
    assert send(told) == 1
    for one in (told, other):
        one.services.webhook.try_out(one.service)
    assert send(told) == 1 and receiver.got[-1].path == "/else"
    clock.advance(timedelta(seconds=119))
    assert send(told) == 0
    clock.advance(timedelta(seconds=1))
    assert send(told) == 2


def test_nothing_is_sent_into_a_network_of_our_own(told: Bridge, receiver: Receiver, db: Database) -> None:
    receiver.address = "169.254.169.254"
    told.services.webhook.try_out(told.service)
    assert send(told) == 1 and receiver.got == []
    assert [(row.state, row.last_status, row.last_error) for row in messages(db)] == [
        (MessageState.WAITING, 0, "address")
    ]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (" ", "empty"),
        ("http://gym.example.jp/", "webhook_address"),
        ("https://gym.example.jp:8443/", "webhook_address"),
        ("https://gym.example.jp:99999/", "webhook_address"),
        ("https://user@gym.example.jp/", "webhook_address"),
        ("https://gym.example.jp/#x", "webhook_address"),
        ("https://gym.example.jp/ x", "webhook_address"),
        ("https://[::1", "webhook_address"),
        ("https:///x", "webhook_address"),
        ("https://gym.example.jp/" + "x" * 500, "too_long"),
        ("https://gym.example.jp/123456789018", "my_number"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(bridge: Bridge, url: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        bridge.services.webhook.name(bridge.client_id, bridge.vendor, url)
    assert refused.value.reason == reason


def test_to_a_stopped_service_nothing_goes_until_the_town_allows_it_again(told: Bridge, receiver: Receiver) -> None:
    told.services.webhook.try_out(told.service)
    told.services.register.stop(MITSUE, told.officer, told.client_id, "点検のため")
    assert send(told) == 0 and receiver.got == []
    told.services.register.go_live(MITSUE, told.officer, told.client_id)
    assert send(told) == 1


def test_senders_at_the_same_moment_send_each_message_once(told: Bridge, receiver: Receiver) -> None:
    for _ in range(6):
        told.services.webhook.try_out(told.service)
    threads = [threading.Thread(target=lambda: send(told)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while send(told):
        pass
    ids = [got.headers["webhook-id"] for got in receiver.got]
    assert len(ids) == len(set(ids)) == 6


def test_a_crash_on_the_way_sends_it_once_more_and_not_at_once(
    told: Bridge, receiver: Receiver, db: Database, clock: FixedClock
) -> None:
    class Crash:
        def post(self, *_: object) -> None:
            raise RuntimeError

    told.services.webhook.try_out(told.service)
    told.services.send_messages.postman = Crash()  # type: ignore[assignment]
    with pytest.raises(RuntimeError):
        send(told)
    told.services.send_messages.postman = receiver.postman
    assert send(told) == 0
    clock.advance(timedelta(minutes=2))
    assert send(told) == 1 and [(row.state, row.attempts) for row in messages(db)] == [(MessageState.SENT, 2)]


def test_another_service_sends_nothing_again_and_an_address_taken_away_ends_what_waited(
    told: Bridge, receiver: Receiver, db: Database, platform: Platform, clock: FixedClock
) -> None:
    told.services.webhook.try_out(told.service)
    (row,) = messages(db)
    other = make_bridge(platform, vendor="else@example.jp")
    with pytest.raises(NotFound):
        told.services.webhook.send_again(other.service, row.id, other.vendor)
    with pytest.raises(NotFound):
        told.services.message(other.service, row.id)
    told.services.webhook.remove(told.client_id, told.vendor)
    assert send(told) == 0 and receiver.got == []
    assert [(one.state, one.last_error) for one in messages(db)] == [(MessageState.GIVEN_UP, "removed")]
    with pytest.raises(WebhookNotFit):
        told.services.webhook.send_again(told.service, row.id, told.vendor)
    clock.advance(CONTENT_LIFE + timedelta(seconds=1))
    told.services.forget_old()
    assert messages(db) == []
