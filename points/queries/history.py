"""A person's movements, newest first: what came, what went, at which shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import from_unix
from chain.ids import Address, program_of_lot
from chain.units import Points
from points.models import Campaign, Movement, MovementKind
from points.queries.merchants import MerchantName, merchant_names
from points.queries.programs import ProgramName, program_names

PAGE_SIZE = 20
_Key = tuple[int, bytes, str, bytes | None]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act; a payment out of several lots is one entry."""

    at: datetime
    kind: MovementKind
    is_incoming: bool
    amount: Points
    programs: list[ProgramName]
    merchant: MerchantName | None
    purpose: str  # of a grant made here
    tx_hash: bytes


@dataclass(frozen=True, slots=True)
class HistoryPage:
    entries: list[HistoryEntry]
    has_older: bool


def holder_history(session: Session, holder: Address, page: int = 1) -> HistoryPage:
    """Page 1 is the newest."""
    acts = (
        select(Movement.block_number, Movement.tx_hash, Movement.kind, Movement.reference)
        .where(or_(Movement.sender == holder, Movement.recipient == holder))
        .group_by(Movement.block_number, Movement.tx_hash, Movement.kind, Movement.reference)
        .order_by(Movement.block_number.desc(), Movement.tx_hash)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    )
    keys: list[_Key] = [(block, tx_hash, kind, reference) for block, tx_hash, kind, reference in session.execute(acts)]
    shown = keys[:PAGE_SIZE]
    rows = _movements(session, holder, {key[0] for key in shown})
    grouped = [[row for row in rows if _key(row) == key] for key in shown]
    return HistoryPage(_entries(session, holder, [group for group in grouped if group]), len(keys) > PAGE_SIZE)


def _key(row: Movement) -> _Key:
    return row.block_number, row.tx_hash, row.kind, row.reference


def _movements(session: Session, holder: Address, blocks: set[int]) -> list[Movement]:
    mine = select(Movement).where(
        or_(Movement.sender == holder, Movement.recipient == holder), Movement.block_number.in_(blocks)
    )
    return list(session.scalars(mine.order_by(Movement.log_index, Movement.part)))


def _entries(session: Session, holder: Address, groups: list[list[Movement]]) -> list[HistoryEntry]:
    everything = [row for group in groups for row in group]
    names = program_names(session, {program_of_lot(row.lot_id) for row in everything})
    shops = merchant_names(session, {row.merchant_id for row in everything if row.merchant_id is not None})
    references = {row.reference for row in everything if row.kind == MovementKind.GRANT and row.reference}
    found = session.execute(
        select(Campaign.campaign_key, Campaign.purpose).where(Campaign.campaign_key.in_(references))
    )
    purposes = {row.campaign_key: row.purpose for row in found}
    return [_entry(holder, group, names, shops, purposes) for group in groups]


def _entry(
    holder: Address,
    group: list[Movement],
    names: dict[int, ProgramName],
    shops: dict[int, MerchantName],
    purposes: dict[bytes, str],
) -> HistoryEntry:
    first = group[0]
    programs = dict.fromkeys(program_of_lot(row.lot_id) for row in group)
    return HistoryEntry(
        at=from_unix(first.block_time),
        kind=MovementKind(first.kind),
        is_incoming=first.recipient == holder,
        amount=Points(sum(row.amount for row in group)),
        programs=[names[program_id] for program_id in programs],
        merchant=shops.get(first.merchant_id) if first.merchant_id is not None else None,
        purpose=purposes.get(first.reference or b"", ""),
        tx_hash=first.tx_hash,
    )
