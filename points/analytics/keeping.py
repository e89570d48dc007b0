"""Roll-ups kept by adding: called by the ledger's projector with facts that came (sign 1) or that a reorg took (-1), in
the indexer's transaction. All facts of one transaction on chain come in one call, so that an act is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from chain.ids import Address, program_of_lot
from chain.indexer.facts import Fact
from chain.indexer.sums import add_to_sums
from points.analytics.models.days import day_of, hour_of, month_of, weekday_of
from points.analytics.models.rollups import (
    NO_MERCHANT,
    CustomerMonth,
    HourCount,
    MovementDay,
    ProgramDay,
    RolledKind,
    ShopMonth,
)
from points.models import DropOnChain, Movement, MovementKind, PaymentOnChain

_Rows = Sequence[Mapping[str, Any]]
_Days = dict[tuple[int, int, int, str], list[int]]  # keys of MovementDay: points and acts
_Sums = dict[tuple[Any, ...], list[int]]
_ACTS = frozenset((MovementKind.PAYMENT, MovementKind.REFUND, MovementKind.SETTLEMENT, MovementKind.GIFT))
_month = lru_cache(maxsize=10_000)(month_of)


def keep_rollups(session: Session, table: type[Fact], rows: _Rows, sign: int) -> None:
    if table is Movement:
        _keep_days(session, _by_day(rows), sign)
        _add(session, CustomerMonth, _by_customer(rows), sign)
    elif table is DropOnChain:
        _keep_days(session, _promised(rows), sign)
    elif table is PaymentOnChain:
        _add(session, HourCount, _by_hour(rows), sign)


def _keep_days(session: Session, days: _Days, sign: int) -> None:
    """As they are, without shops, and by months. An act has one shop and one day, so that counts of acts add up."""
    programs: _Sums = defaultdict(lambda: [0, 0])
    months: _Sums = defaultdict(lambda: [0, 0])
    for (program, day, merchant, kind), (points, acts) in days.items():
        wider = [programs[program, day, kind]]
        if merchant != NO_MERCHANT:
            wider.append(months[merchant, _month(day), program, kind])
        for of in wider:
            of[0] += points
            of[1] += acts
    _add(session, MovementDay, days, sign)
    _add(session, ProgramDay, programs, sign)
    _add(session, ShopMonth, months, sign)


def _add(session: Session, model: type[Any], sums: Mapping[Any, Sequence[int]], sign: int) -> None:
    """In one order, so that two writers cannot lock each other out."""
    add_to_sums(session, model, {key: [sign * one for one in sums[key]] for key in sorted(sums)})


def _by_day(rows: _Rows) -> _Days:
    sums: _Days = defaultdict(lambda: [0, 0])
    counted: set[tuple[Any, ...]] = set()
    for row in rows:
        merchant = row["merchant_id"] or NO_MERCHANT
        key = (program_of_lot(row["lot_id"]), day_of(row["block_time"]), merchant, str(row["kind"]))
        of = sums[key]
        of[0] += row["amount"]
        of[1] += _is_first(counted, row, key)
    return sums


def _by_customer(rows: _Rows) -> dict[tuple[int, int, int, Address], list[int]]:
    sums: dict[tuple[int, int, int, Address], list[int]] = defaultdict(lambda: [0, 0, 0])
    counted: set[tuple[Any, ...]] = set()
    for row in rows:
        if row["kind"] not in (MovementKind.PAYMENT, MovementKind.REFUND):
            continue
        is_payment = row["kind"] == MovementKind.PAYMENT
        customer = row["sender"] if is_payment else row["recipient"]
        month = _month(day_of(row["block_time"]))
        key = (row["merchant_id"] or NO_MERCHANT, month, program_of_lot(row["lot_id"]), customer)
        of = sums[key]
        if is_payment:
            of[0] += _is_first(counted, row, key)
            of[1] += row["amount"]
        else:
            of[2] += row["amount"]
    return sums


def _is_first(counted: set[tuple[Any, ...]], row: Mapping[str, Any], key: tuple[Any, ...]) -> int:
    """1 for the first part of an act under `key`, and for what is no act; 0 for an act's further lots."""
    if row["reference"] is None or row["kind"] not in _ACTS:
        return 1
    act = (key, row["reference"], row["tx_hash"])
    if act in counted:
        return 0
    counted.add(act)
    return 1


def _promised(rows: _Rows) -> _Days:
    sums: _Days = defaultdict(lambda: [0, 0])
    for row in rows:
        of = sums[program_of_lot(row["lot_id"]), day_of(row["block_time"]), NO_MERCHANT, RolledKind.DROP.value]
        of[0] += row["total"]
        of[1] += 1
    return sums


def _by_hour(rows: _Rows) -> dict[tuple[int, int, int, int], list[int]]:
    sums: dict[tuple[int, int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        day = day_of(row["block_time"])
        of = sums[row["merchant_id"], _month(day), weekday_of(day), hour_of(row["block_time"])]
        of[0] += 1
        of[1] += row["amount"]
    return sums
