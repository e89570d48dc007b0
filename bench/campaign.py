"""A list of 100,000 people measured: read and checked against 100,000 accounts in SQLite, then started as a drop and as
a grant, beside the floors of only reading the file and only inserting the finished rows. No node: what the transactions
cost there, `bench gas` says.

The peak is what the process held at most during a step beyond what it held before, as Linux counts it.
"""

from __future__ import annotations

import csv
import gc
import io
import logging
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import structlog
from eth_utils import to_checksum_address
from sqlalchemy import delete, insert

from app.tables import import_tables
from app.wiring import Platform, build_platform
from chain.clock import business_date, day_number
from chain.db import Base, Database
from chain.ids import Address
from chain.settings import Settings
from chain.units import Points
from points.models import ApprovalLimit, Campaign, CampaignMethod, CampaignRow, DropEntry, ProgramOnChain
from points.services.check_campaign import CampaignPlan
from tests.fixtures.chain import JOINT_AREA, UDA
from tests.fixtures.web import make_up_deployments
from wallet.assembly import vault_of
from wallet.member_number import new_member_number
from wallet.models import Account, AccountKind

_PEOPLE = 100_000
_BY_EMAIL = 2  # every second row names its person by e-mail
_UNKNOWN = 100  # every hundredth is nobody's
_PROGRAM = 1
_OFFICER = Address("0x" + "0" * 39 + "1")
_ROWS_AT_ONCE = 10_000


def main() -> None:
    """Print the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="musubi-campaign-") as folder:
        platform = _platform(Path(folder))
        raw = _fill(platform)
        heading = f"{_PEOPLE:,} people, {len(raw) / 2**20:.1f} MiB"
        print(f"{heading:<48}{'seconds':>8}{'of CPU':>8}{'rows/s':>11}{'peak MiB':>10}", flush=True)
        _measure("floor: csv.reader over the file", lambda: _read_only(raw))
        drop, grant = _draft(platform), _draft(platform)
        _measure("read, looked up, checked and written", lambda: _check(platform, drop, raw))
        rows = _take_out(platform.db, CampaignRow)
        _measure("floor: inserting the finished rows", lambda: _put_back(platform.db, CampaignRow, rows))
        rows.clear()
        _measure("the same list again, in place of the first", lambda: _check(platform, drop, raw))
        start = platform.points.start_campaign
        _measure("drop: its tree made and kept, to be signed", lambda: start.prepare(drop, _OFFICER))
        subject = start.prepare(drop, _OFFICER).subject
        _measure("drop: signed, its call in the outbox", lambda: start.complete(subject, bytes(65)))
        rows = _take_out(platform.db, DropEntry)
        _measure("floor: inserting the finished entries", lambda: _put_back(platform.db, DropEntry, rows))
        _check(platform, grant, raw)
        platform.points.check_campaign.choose_method(grant, CampaignMethod.GRANT)
        _measure("grant: its tree made, to be signed", lambda: start.prepare(grant, _OFFICER))
        subject = start.prepare(grant, _OFFICER).subject
        _measure("grant: signed, its 330 calls in the outbox", lambda: start.complete(subject, bytes(65)))
        platform.db.close()


def _measure(name: str, step: Callable[[], object]) -> None:
    with _peak() as found:
        begun, worked = time.perf_counter(), time.process_time()
        step()
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    peak = "–" if found[0] is None else f"{found[0]:.0f}"
    print(f"{name:<48}{seconds:>8.2f}{worked:>8.2f}{_PEOPLE / seconds:>11,.0f}{peak:>10}", flush=True)


@contextmanager
def _peak() -> Iterator[list[float | None]]:
    """How far the memory in use rose above where it was, in MiB, once the block has ended."""
    reset, status = Path("/proc/self/clear_refs"), Path("/proc/self/status")
    found: list[float | None] = [None]
    if not status.exists():
        yield found
        return
    gc.collect()
    reset.write_text("5")  # the high-water mark begins anew
    before = _kib("VmRSS", status)
    yield found
    found[0] = (_kib("VmHWM", status) - before) / 1024


def _kib(name: str, status: Path) -> int:
    found = re.search(rf"{name}:\s+(\d+)", status.read_text())
    assert found is not None
    return int(found[1])


def _read_only(raw: bytes) -> None:
    with io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", newline="") as text:
        assert sum(1 for _ in csv.reader(text)) == _PEOPLE + 1


def _check(platform: Platform, campaign: int, raw: bytes) -> None:
    platform.points.check_campaign.check_list(campaign, io.BytesIO(raw), "people.csv")
    with platform.db.read() as session:
        row = session.get_one(Campaign, campaign)
        assert (row.row_count, row.error_count) == (_PEOPLE, _PEOPLE // _UNKNOWN), (row.row_count, row.error_count)


def _take_out(db: Database, table: type[Base]) -> list[tuple[object, ...]]:
    """The rows, which are in the table no more."""
    with db.engine.begin() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table.__tablename__}")]
        connection.execute(delete(table))
    return rows


def _put_back(db: Database, table: type[Base], rows: list[tuple[object, ...]]) -> None:
    places = ", ".join("?" * len(rows[0]))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {table.__tablename__} VALUES ({places})", rows)


def _platform(folder: Path) -> Platform:
    import_tables()
    settings = Settings(_env_file=None, state_dir=folder)
    db = Database(f"sqlite:///{folder / 'bench.db'}")
    Base.metadata.create_all(db.engine)
    return build_platform(settings, db=db, deployments=make_up_deployments())


def _draft(platform: Platform) -> int:
    plan = CampaignPlan(_PROGRAM, "くらしの応援", business_date(platform.clock.now()) + timedelta(days=90))
    return platform.points.check_campaign.draft(UDA, _OFFICER, plan)


def _fill(platform: Platform) -> bytes:
    """An open program, everybody's account, and the list."""
    vault, now = vault_of(platform.settings), platform.clock.now()
    numbers: set[str] = set()  # of 100,000 random ones two are alike in one run of seven
    while len(numbers) < _PEOPLE:
        numbers.add(new_member_number())
    people = [(member_number, f"person{place}@example.jp") for place, member_number in enumerate(numbers)]
    with platform.db.write() as session:
        session.execute(insert(ProgramOnChain), [_program(business_date(now))])
        session.add(
            ApprovalLimit(
                municipality=UDA, limit=Points(10**9), proposed_by=_OFFICER, proposed_at=now, confirmed_at=now
            )
        )
        for start in range(0, _PEOPLE, _ROWS_AT_ONCE):
            rows = [
                {
                    "address": to_checksum_address(secrets.token_bytes(20)),
                    "kind": AccountKind.MANAGED,
                    "member_number": member_number,
                    "email_sealed": bytes(80),
                    "email_index": vault.index("email", email),
                    "created_at": now,
                }
                for member_number, email in people[start : start + _ROWS_AT_ONCE]
            ]
            session.execute(insert(Account), rows)
    return _list(people)


def _list(people: Sequence[tuple[str, str]]) -> bytes:
    lines = ["会員番号,メール,ポイント,備考"]
    for number, (member_number, email) in enumerate(people):
        who = f",{email}" if number % _BY_EMAIL else f"{member_number},"
        if number % _UNKNOWN == 0:
            who = f",nobody{number}@example.jp"
        lines.append(f"{who},{1_000 + number % 9 * 500},第{number % 40 + 1}地区 応援の対象")
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _program(today: date) -> dict[str, object]:
    first = day_number(today)
    return {
        "block_number": 1, "block_hash": bytes(32), "log_index": 0, "part": 0, "tx_hash": bytes(32), "block_time": 0,
        "program_id": _PROGRAM, "issuer": UDA, "area_id": JOINT_AREA, "cap": 10**12, "first_day": first,
        "last_day": first + 180, "is_paid": False, "is_transferable": False, "is_verified_only": False,
        "refunds_expired": False, "terms_hash": bytes(32),
    }  # fmt: skip


if __name__ == "__main__":
    main()
