"""A reward rule tried on 100,000 events of 15,000 people in a month, as an officer waits for it: SQLite, one process,
contents sealed as they are kept. Beside it the floor of only reading and opening the same contents.

The rules: one with a cap a day; one that asks for everything – residents, a card, days in a row, caps shared by
families; and a change of a running rule, whose present and changed terms are replayed together.
"""

from __future__ import annotations

import json
import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from eth_utils import to_checksum_address
from sqlalchemy import insert, select

from app.tables import import_tables
from app.wiring import Platform, build_platform
from chain.clock import business_date, day_number
from chain.db import Base, Database
from chain.ids import Address
from chain.settings import Settings
from points.bridges.models import EventState, ServiceEvent
from points.bridges.models.service import ConnectedService, ServiceState
from points.bridges.rules.changing import RuleChange
from points.bridges.rules.models import RewardRule, RuleForecast
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import Amount, Residence, Terms
from points.bridges.services.receive_event import CONTENT
from points.models import ProgramOnChain
from tests.fixtures.chain import JOINT_AREA, UDA
from tests.fixtures.web import make_up_deployments
from wallet.assembly import vault_of
from wallet.member_number import new_member_number
from wallet.models import Account, AccountKind
from wallet.models.family import BondState, FamilyBond, Relation
from wallet.models.verification import Verification, VerificationLevel

_EVENTS, _PEOPLE = 100_000, 15_000
_CHILDREN = 3_000  # each of a guardian's
_VERIFIED = 10_000
_PROGRAM = 1
_GYM = "jp.musubi.gym.entered"
_AT_ONCE = 5_000
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
        platform = _platform(Path(folder))
        officer = platform.wallet.open_managed_account("officer@example.jp")[0].address
        _fill(platform, officer)
        print(f"{f'{_EVENTS:,} events of {_PEOPLE:,} people':<58}{'seconds':>8}{'events/s':>11}", flush=True)
        _measure("floor: contents read, opened and parsed", lambda: _read_only(platform))
        simple, everything = _rule(platform, officer, _SIMPLE), _rule(platform, officer, _EVERYTHING)
        _measure("a cap a day", lambda: _forecast(platform, officer, simple))
        _measure(
            "residents, card, weekdays, runs of days, families, caps", lambda: _forecast(platform, officer, everything)
        )
        platform.db.close()


def _measure(name: str, step: Callable[[], object]) -> None:
    begun = time.perf_counter()
    step()
    seconds = time.perf_counter() - begun
    print(f"{name:<58}{seconds:>8.2f}{_EVENTS / seconds:>11,.0f}", flush=True)


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
    draft = RuleDraft("ジムに行こう", _GYM, _PROGRAM, 10**9, today, today + timedelta(days=90), terms)
    return platform.points.bridges.rules.write(UDA, officer, draft)


def _platform(folder: Path) -> Platform:
    import_tables()
    settings = Settings(_env_file=None, state_dir=folder)
    db = Database(f"sqlite:///{folder / 'bench.db'}")
    Base.metadata.create_all(db.engine)
    return build_platform(settings, db=db, deployments=make_up_deployments())


def _fill(platform: Platform, officer: Address) -> None:
    """A program, a service, people of whom most are verified and some are families, and a month of visits."""
    now = platform.clock.now()
    people = [to_checksum_address(secrets.token_bytes(20)) for _ in range(_PEOPLE)]
    with platform.db.write() as session:
        session.execute(insert(ProgramOnChain), [_program(day_number(business_date(now)))])
        service = ConnectedService(
            client_id="svc", municipality=UDA, name_ja="ジム", name_en="", purpose="", contact_sealed=b"",
            towns=[str(UDA)], event_types=[_GYM], state=ServiceState.LIVE, created_at=now,
        )  # fmt: skip
        session.add(service)
        session.flush()
        for rows in _batches(_accounts(people, now)):
            session.execute(insert(Account), rows)
        for rows in _batches(_checks(people, officer, now)):
            session.execute(insert(Verification), rows)
        for rows in _batches(_bonds(people, now)):
            session.execute(insert(FamilyBond), rows)
        for rows in _batches(_events(platform, people, service.id)):
            session.execute(insert(ServiceEvent), rows)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while found := list(islice(rows, _AT_ONCE)):
        yield found


def _accounts(people: list[Address], now: datetime) -> Iterator[dict[str, Any]]:
    numbers: set[str] = set()
    while len(numbers) < len(people):
        numbers.add(new_member_number())
    for person, number in zip(people, numbers, strict=True):
        row = {"address": person, "kind": AccountKind.MANAGED, "member_number": number, "created_at": now}
        yield row | {"email_sealed": bytes(80), "email_index": secrets.token_bytes(32)}


def _checks(people: list[Address], officer: Address, now: datetime) -> Iterator[dict[str, Any]]:
    for person in people[:_VERIFIED]:
        yield {
            "account": person, "person": secrets.token_bytes(32), "level": VerificationLevel.COUNTER,
            "municipality": UDA, "valid_until": business_date(now) + timedelta(days=300), "verified_by": officer,
            "verified_at": now,
        }  # fmt: skip


def _bonds(people: list[Address], now: datetime) -> Iterator[dict[str, Any]]:
    for guardian, ward in zip(people[:_CHILDREN], people[-_CHILDREN:], strict=True):
        yield {
            "guardian": guardian, "ward": ward, "relation": Relation.CHILD, "state": BondState.ACTIVE,
            "asked_at": now, "began_at": now, "confirmed_by": guardian,
        }  # fmt: skip


def _events(platform: Platform, people: list[Address], service_id: int) -> Iterator[dict[str, Any]]:
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


def _program(first: int) -> dict[str, object]:
    return {
        "block_number": 1, "block_hash": bytes(32), "log_index": 0, "part": 0, "tx_hash": bytes(32), "block_time": 0,
        "program_id": _PROGRAM, "issuer": UDA, "area_id": JOINT_AREA, "cap": 10**12, "first_day": first,
        "last_day": first + 180, "is_paid": False, "is_transferable": False, "is_verified_only": False,
        "refunds_expired": False, "terms_hash": bytes(32),
    }  # fmt: skip


if __name__ == "__main__":
    main()
