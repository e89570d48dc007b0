"""The ledger of an issuer's points for a spreadsheet: one line a movement, with the transaction that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number, end_of_day, from_unix, unix
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode, expiry_day_of_lot, program_of_lot
from chain.units import Points
from points.models import Movement, MovementKind, ProgramOnChain
from points.queries.merchants import MerchantName, merchant_names
from points.queries.programs import ProgramName, of_programs, program_names

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Days are of Japan, both included. `program_id` and `kind` None: all."""

    first_day: date
    last_day: date
    program_id: int | None = None
    kind: MovementKind | None = None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """`holder` is an account on chain, the only name a person has here; a shop stands by number and name."""

    at: datetime
    kind: MovementKind
    program_id: int
    program: ProgramName
    expiry_day: date
    amount: Points
    holder: Address | None
    counterpart: Address | None  # who got a gift
    merchant_id: int | None
    merchant: MerchantName | None
    reference: bytes | None
    block_number: int
    log_index: int
    tx_hash: bytes


def count_lines(session: Session, issuer: MunicipalityCode, wanted: LedgerFilter) -> int:
    rows = _wanted(session, issuer, wanted).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def ledger_lines(session: Session, issuer: MunicipalityCode, wanted: LedgerFilter) -> Iterator[LedgerLine]:
    """In the order of the chain; read from the database as they are taken."""
    programs: dict[int, ProgramName] = program_names(session, _programs(session, issuer, wanted))
    shops: dict[int, MerchantName] = {}
    found = session.scalars(_wanted(session, issuer, wanted), execution_options={"yield_per": _AT_ONCE})
    for part in found.partitions():
        shops |= merchant_names(session, {row.merchant_id for row in part if row.merchant_id} - shops.keys())
        for row in part:
            yield _line(row, programs[program_of_lot(row.lot_id)], shops)


def _wanted(session: Session, issuer: MunicipalityCode, wanted: LedgerFilter) -> Select[Movement]:
    rows = select(Movement).where(
        of_programs(Movement.lot_id, _programs(session, issuer, wanted)),
        Movement.block_time >= unix(end_of_day(wanted.first_day - timedelta(days=1))),
        Movement.block_time < unix(end_of_day(wanted.last_day)),
    )
    if wanted.kind is not None:
        rows = rows.where(Movement.kind == wanted.kind)
    return rows.order_by(Movement.block_number, Movement.log_index, Movement.part)


def _programs(session: Session, issuer: MunicipalityCode, wanted: LedgerFilter) -> list[int]:
    found = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == issuer)
    if wanted.program_id is not None:
        found = found.where(ProgramOnChain.program_id == wanted.program_id)
    return list(session.scalars(found))


def _line(row: Movement, program: ProgramName, shops: dict[int, MerchantName]) -> LedgerLine:
    kind = MovementKind(row.kind)
    is_inward = kind in (MovementKind.GRANT, MovementKind.CLAIM, MovementKind.REFUND)
    holder = row.recipient if is_inward else row.sender
    return LedgerLine(
        at=from_unix(row.block_time),
        kind=kind,
        program_id=program_of_lot(row.lot_id),
        program=program,
        expiry_day=day_from_number(expiry_day_of_lot(row.lot_id)),
        amount=Points(row.amount),
        holder=None if kind is MovementKind.SETTLEMENT or holder == ZERO_ADDRESS else holder,
        counterpart=row.recipient if kind is MovementKind.GIFT else None,
        merchant_id=row.merchant_id,
        merchant=shops.get(row.merchant_id) if row.merchant_id else None,
        reference=row.reference,
        block_number=row.block_number,
        log_index=row.log_index,
        tx_hash=row.tx_hash,
    )
