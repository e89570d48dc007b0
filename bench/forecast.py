"""A reward rule tried on 100,000 events of 15,000 people in a month, as an officer waits for it: SQLite, one process,
contents sealed as they are kept. Beside it the floor of only reading and opening the same contents.

The rules: one with a cap a day; one that asks for everything – residents, a card, days in a row, caps shared by
families; and a change of a running rule, whose present and changed terms are replayed together.
"""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import select

from app.wiring import Platform
from bench.people import PROGRAM, Row, keep_people, keep_rows, platform_in
from chain.clock import business_date
from chain.ids import Address
from points.bridges.models import EventState, ServiceEvent
from points.bridges.models.service import ConnectedService, ServiceState
from points.bridges.rules.changing import RuleChange
from points.bridges.rules.models import RewardRule, RuleForecast
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import Amount, Residence, Terms
from points.bridges.services.receive_event import CONTENT
from tests.fixtures.chain import UDA
from wallet.assembly import vault_of

_EVENTS, _PEOPLE = 100_000, 15_000
_CHILDREN = 3_000  # each of a guardian's
_VERIFIED = 10_000
_GYM = "jp.musubi.gym.entered"
_SIMPLE = Terms(Amount(points=100), cap_day=100)
_DEARER = Terms(Amount(points=150), cap_day=150)
_EVERYTHING = Terms(
    Amount(points=100), residence=Residence.RESIDENT, needs_card=True, weekdays=(0, 1, 2, 3, 4), once_per="visit",
    streak_days=2, cap_day=100, cap_month=500, cap_all=1_000, pools_family=True,
)  # fmt: skip


def main() -> None:
    """Print the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="musubi-forecast-") as folder:
        platform = platform_in(Path(folder))
        officer = platform.wallet.open_managed_account("officer@example.jp")[0].address
        _fill(platform, officer)
        heading = f"{_EVENTS:,} events of {_PEOPLE:,} people"
        print(f"{heading:<58}{'seconds':>8}{'of CPU':>8}{'events/s':>11}", flush=True)
        _measure("floor: contents read, opened and parsed", lambda: _read_only(platform))
        simple, everything = _rule(platform, officer, _SIMPLE), _rule(platform, officer, _EVERYTHING)
        _measure("a cap a day", lambda: _forecast(platform, officer, simple))
        _measure("the same, and a change of it beside", lambda: _forecast(platform, officer, simple, _DEARER))
        _measure("residents, card, runs of days, families, caps", lambda: _forecast(platform, officer, everything))
        platform.db.close()


def _measure(name: str, step: Callable[[], object]) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    step()
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    print(f"{name:<58}{seconds:>8.2f}{worked:>8.2f}{_EVENTS / seconds:>11,.0f}", flush=True)


def _read_only(platform: Platform) -> None:
    vault = vault_of(platform.settings)
    with platform.db.read() as session:
        found = session.execute(select(ServiceEvent.content_sealed)).all()
    assert sum(len(json.loads(vault.open(CONTENT, row[0], "svc"))) > 0 for row in found) == _EVENTS


def _forecast(platform: Platform, officer: Address, rule_id: int, changed: Terms | None = None) -> None:
    today, forecasts = business_date(platform.clock.now()), platform.points.bridges.rules.forecast
    with platform.db.read() as session:
        rule = session.get_one(RewardRule, rule_id)
    change = RuleChange.of_terms(rule, changed, None, {}) if changed else None
    forecast_id = forecasts.ask(UDA, officer, rule_id, today - timedelta(days=30), today, change)
    assert forecasts.advance() == 1
    with platform.db.read() as session:
        result = session.get_one(RuleForecast, forecast_id).result
    assert result["events"] == _EVENTS, result


def _rule(platform: Platform, officer: Address, terms: Terms) -> int:
    today = business_date(platform.clock.now())
    draft = RuleDraft("ジムに行こう", _GYM, PROGRAM, 10**9, today, today + timedelta(days=90), terms)
    return platform.points.bridges.rules.write(UDA, officer, draft)


def _fill(platform: Platform, officer: Address) -> None:
    """A service, people of whom most are verified and some are families, and a month of visits."""
    people = keep_people(platform, officer, _PEOPLE, verified=_VERIFIED, children=_CHILDREN)
    with platform.db.write() as session:
        service = ConnectedService(
            client_id="svc", municipality=UDA, name_ja="ジム", name_en="", purpose="", contact_sealed=b"",
            towns=[str(UDA)], event_types=[_GYM], state=ServiceState.LIVE, created_at=platform.clock.now(),
        )  # fmt: skip
        session.add(service)
        session.flush()
        service_id = service.id
    keep_rows(platform, ServiceEvent, _events(platform, people, service_id))


def _events(platform: Platform, people: list[Address], service_id: int) -> Iterator[Row]:
    vault, now = vault_of(platform.settings), platform.clock.now()
    for number in range(_EVENTS):
        said = {"facility": "さらべつ無人ジム", "visit": f"v{number}"}
        content = json.dumps({"specversion": "1.0", "type": _GYM, "data": said}, ensure_ascii=False).encode()
        yield {
            "service_id": service_id, "event_key": f"e{number}", "event_id": f"e{number}", "type": _GYM,
            "municipality": UDA, "received_at": now, "headers": {}, "problems": [], "state": EventState.HANDED_ON,
            "occurred_at": now - timedelta(seconds=number * 30 * 86_400 // _EVENTS),
            "content_sealed": vault.seal(CONTENT, content, "svc"), "account": people[number * 7_919 % _PEOPLE],
        }  # fmt: skip


if __name__ == "__main__":
    main()
