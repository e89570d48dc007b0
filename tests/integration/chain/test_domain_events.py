from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import DomainEvent, domain_event, record, route_pending


@domain_event("test.shop_opened")
@dataclass(frozen=True)
class ShopOpened:
    shop: int


def test_an_event_reaches_its_handlers_once_in_order(db: Database, clock: Clock) -> None:
    heard: list[int] = []
    with db.write() as session:
        record(session, ShopOpened(1), clock.now())
        record(session, ShopOpened(2), clock.now())
    handlers = {"test.shop_opened": [lambda session, body: heard.append(body["shop"])]}
    assert route_pending(db, handlers, clock.now()) == 2
    assert route_pending(db, handlers, clock.now()) == 0
    assert heard == [1, 2]


def test_a_failing_handler_leaves_no_trace_and_does_not_stop_the_others(db: Database, clock: Clock) -> None:
    def fails(session: Session, body: Mapping[str, Any]) -> None:
        session.add(DomainEvent(name="test.trace", body={}, recorded_at=clock.now()))
        if body["shop"] == 1:
            raise RuntimeError("closed")

    with db.write() as session:
        record(session, ShopOpened(1), clock.now())
        record(session, ShopOpened(2), clock.now())
    assert route_pending(db, {"test.shop_opened": [fails]}, clock.now()) == 1
    with db.read() as session:
        waiting = session.scalars(select(DomainEvent).where(DomainEvent.failures > 0)).one()
        assert waiting.body == {"shop": 1}
        assert waiting.last_error == "RuntimeError: closed"
        traces = session.scalars(select(DomainEvent).where(DomainEvent.name == "test.trace")).all()
        assert len(traces) == 1


def test_an_event_that_always_fails_is_given_up_after_ten_tries(db: Database, clock: Clock) -> None:
    tries: list[int] = []

    def fails(session: Session, body: Mapping[str, Any]) -> None:
        tries.append(1)
        raise RuntimeError("closed")

    with db.write() as session:
        record(session, ShopOpened(1), clock.now())
    for _ in range(12):
        route_pending(db, {"test.shop_opened": [fails]}, clock.now())
    assert len(tries) == 10
