"""People for measurements: accounts, identity checks, families and a free program, in SQLite, without a chain."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from eth_utils import to_checksum_address
from sqlalchemy import insert

from app.tables import import_tables
from app.wiring import Platform, build_platform
from chain.clock import business_date, day_number
from chain.db import Base, Database
from chain.ids import Address
from chain.settings import Settings
from points.models import ProgramOnChain
from tests.fixtures.chain import JOINT_AREA, UDA
from tests.fixtures.web import make_up_deployments
from wallet.member_number import new_member_number
from wallet.models import Account, AccountKind
from wallet.models.family import BondState, FamilyBond, Relation
from wallet.models.verification import Verification, VerificationLevel

PROGRAM = 1
_AT_ONCE = 5_000
Row = dict[str, Any]


def platform_in(folder: Path) -> Platform:
    import_tables()
    settings = Settings(_env_file=None, state_dir=folder)
    db = Database(f"sqlite:///{folder / 'bench.db'}")
    Base.metadata.create_all(db.engine)
    return build_platform(settings, db=db, deployments=make_up_deployments())


def keep_people(platform: Platform, officer: Address, count: int, *, verified: int, children: int) -> list[Address]:
    """`verified`: the first of them; `children`: the last, each of one of the first."""
    now = platform.clock.now()
    people = [to_checksum_address(secrets.token_bytes(20)) for _ in range(count)]
    keep_rows(platform, ProgramOnChain, iter([_program(day_number(business_date(now)))]))
    keep_rows(platform, Account, _accounts(people, now))
    keep_rows(platform, Verification, _checks(people[:verified], officer, now))
    keep_rows(platform, FamilyBond, _bonds(people[:children], people[count - children :], now))
    return people


def keep_rows(platform: Platform, table: type[Base], rows: Iterator[Row]) -> None:
    while some := list(islice(rows, _AT_ONCE)):
        with platform.db.write() as session:
            session.execute(insert(table), some)


def _accounts(people: list[Address], now: datetime) -> Iterator[Row]:
    numbers: set[str] = set()
    while len(numbers) < len(people):
        numbers.add(new_member_number())
    for person, number in zip(people, numbers, strict=True):
        row = {"address": person, "kind": AccountKind.MANAGED, "member_number": number, "created_at": now}
        yield row | {"email_sealed": bytes(80), "email_index": secrets.token_bytes(32)}


def _checks(people: list[Address], officer: Address, now: datetime) -> Iterator[Row]:
    for person in people:
        yield {
            "account": person, "person": secrets.token_bytes(32), "level": VerificationLevel.COUNTER,
            "municipality": UDA, "valid_until": business_date(now) + timedelta(days=300), "verified_by": officer,
            "verified_at": now,
        }  # fmt: skip


def _bonds(guardians: list[Address], wards: list[Address], now: datetime) -> Iterator[Row]:
    for guardian, ward in zip(guardians, wards, strict=True):
        yield {
            "guardian": guardian, "ward": ward, "relation": Relation.CHILD, "state": BondState.ACTIVE,
            "asked_at": now, "began_at": now, "confirmed_by": guardian,
        }  # fmt: skip


def _program(first: int) -> dict[str, object]:
    return {
        "block_number": 1, "block_hash": bytes(32), "log_index": 0, "part": 0, "tx_hash": bytes(32), "block_time": 0,
        "program_id": PROGRAM, "issuer": UDA, "area_id": JOINT_AREA, "cap": 10**12, "first_day": first,
        "last_day": first + 180, "is_paid": False, "is_transferable": False, "is_verified_only": False,
        "refunds_expired": False, "terms_hash": bytes(32),
    }  # fmt: skip
