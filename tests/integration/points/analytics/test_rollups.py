"""Roll-ups equal the facts, whatever the way there: in pieces of any size, after reorgs, and made anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from chain.clock import JST, day_number, from_unix
from chain.db import Database
from chain.ids import program_of_lot
from points.analytics.models import CustomerMonth, HourCount, MovementDay
from points.analytics.services.rebuild_rollups import RebuildRollups
from points.models import DropOnChain, LotBalance, Movement, PaymentOnChain
from points.projections import PointsProjector
from tests.fixtures.point_logs import ROLLUPS, play, rollups

_FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def empty(db: Database) -> None:
    with db.write() as session:
        tables: tuple[type[Any], ...] = (*PointsProjector.tables, LotBalance, *ROLLUPS)
        for table in tables:
            session.execute(delete(table))


@_FEW
@given(
    seed=st.integers(0, 10_000), steps=st.lists(st.integers(1, 25), min_size=1, max_size=4), depth=st.integers(0, 30)
)
def test_kept_step_by_step_through_reorgs_they_are_those_made_anew(
    db: Database, seed: int, steps: list[int], depth: int
) -> None:
    empty(db)
    play(db, seed, steps, depth)
    kept = rollups(db)
    assert all(kept.values()) or depth or len(steps) < 2
    counted = RebuildRollups(db).rebuild()
    assert rollups(db) == kept
    assert counted == {name: len(rows) for name, rows in kept.items()}


def test_a_rebuild_mends_what_was_wrong_and_may_be_repeated(db: Database) -> None:
    play(db, 5, [40], 0)
    right = rollups(db)
    assert all(right.values())
    with db.write() as session:
        session.execute(delete(HourCount))
        session.add(MovementDay(program_id=77, day=1, merchant_id=0, kind="grant", points=1, acts=1))
    RebuildRollups(db).rebuild()
    RebuildRollups(db).rebuild()
    assert rollups(db) == right


def test_without_facts_a_rebuild_leaves_empty_tables(db: Database) -> None:
    RebuildRollups(db).rebuild()
    assert not any(rollups(db).values())


def test_going_back_to_nothing_leaves_no_row(db: Database) -> None:
    play(db, 3, [30], 0)
    with db.write() as session:
        PointsProjector().rewind(session, -1)
    assert not any(rollups(db).values())


def test_the_sums_are_those_of_the_facts_counted_by_hand(db: Database) -> None:
    play(db, 11, [60], 0)
    with db.read() as session:
        moved = list(session.scalars(select(Movement)))
        paid = list(session.scalars(select(PaymentOnChain)))
        drops = list(session.scalars(select(DropOnChain)))
    points: Counter[tuple[int, str]] = Counter()
    visits: dict[tuple[int, str], set[bytes | None]] = defaultdict(set)
    for one in moved:
        points[program_of_lot(one.lot_id), one.kind] += one.amount
        if one.kind == "payment":
            visits[one.merchant_id or 0, one.sender].add(one.reference)
    for drop in drops:
        points[program_of_lot(drop.lot_id), "drop"] += drop.total
    hours: Counter[tuple[int, int, int, int]] = Counter()
    for payment in paid:
        at = from_unix(payment.block_time).astimezone(JST)
        hours[payment.merchant_id, day_number(at.date().replace(day=1)), at.weekday(), at.hour] += 1
    with db.read() as session:
        days = list(session.scalars(select(MovementDay)))
        customers = list(session.scalars(select(CustomerMonth)))
        found = session.scalars(select(HourCount))
        counts = {(one.merchant_id, one.month, one.weekday, one.hour): one.payments for one in found}
    told: Counter[tuple[int, str]] = Counter()
    for day in days:
        told[day.program_id, day.kind] += day.points
    assert told == points
    assert counts == hours
    assert {(one.merchant_id, one.customer) for one in customers if one.payments} == visits.keys()
    several = [payment for payment in paid if _programs_of(moved, payment.payment_id) > 1]
    assert several, "a payment from two programs counts in both"
    assert sum(one.payments for one in customers) == sum(_programs_of(moved, one.payment_id) for one in paid)
    assert sum(day.acts for day in days if day.kind == "payment") == sum(one.payments for one in customers)


def _programs_of(moved: list[Movement], payment_id: bytes) -> int:
    return len({program_of_lot(one.lot_id) for one in moved if one.reference == payment_id and one.kind == "payment"})
