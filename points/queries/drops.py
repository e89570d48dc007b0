"""What drops promised and nobody has brought to an account yet: a person's unclaimed entries, and sums by lot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from chain.ids import Address, program_of_lot
from chain.indexer.finality import finalized_block
from points.models import Campaign, DropClaim, DropEntry, DropOnChain, ProgramOnChain


@dataclass(frozen=True, slots=True)
class UnclaimedEntry:
    campaign_id: int
    index: int
    lot_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class DropProgress:
    """How many of a drop's people have used it, and with how much their points came into being."""

    people: int
    claimed: int


def unclaimed_entries(session: Session, holder: Address, *, until_final: bool = False) -> list[UnclaimedEntry]:
    """A person's entries of published drops, expired ones too, whose points are in no account yet. With `until_final`
    also those whose claim a reorg could still take back: a payment takes them along to be sure."""
    claimed = _claim_of_entry()
    if until_final:
        claimed = claimed.where(DropClaim.block_number <= finalized_block(session))
    rows = session.execute(
        select(DropEntry.campaign_id, DropEntry.entry_index, DropOnChain.lot_id, DropEntry.amount)
        .join(Campaign, Campaign.id == DropEntry.campaign_id)
        .join(DropOnChain, published())
        .where(DropEntry.holder == holder, ~claimed.exists())
        .order_by(DropEntry.campaign_id, DropEntry.entry_index)
    )
    return [UnclaimedEntry(campaign_id, index, lot_id, int(amount)) for campaign_id, index, lot_id, amount in rows]


def claimable_entries(
    session: Session, holder: Address, *, is_verified: bool, until_final: bool = False
) -> list[UnclaimedEntry]:
    """As above, less what waits for the holder's identity check: the chain gives points of programs for verified people
    to nobody else."""
    entries = unclaimed_entries(session, holder, until_final=until_final)
    waiting = set() if is_verified else _for_verified_only(session, entries)
    return [one for one in entries if program_of_lot(one.lot_id) not in waiting]


def waiting_entries(session: Session, holder: Address) -> list[UnclaimedEntry]:
    """What a person without an identity check could have with one."""
    entries = unclaimed_entries(session, holder)
    waiting = _for_verified_only(session, entries)
    return [one for one in entries if program_of_lot(one.lot_id) in waiting]


def _for_verified_only(session: Session, entries: Collection[UnclaimedEntry]) -> set[int]:
    named = {program_of_lot(one.lot_id) for one in entries}
    programs = select(ProgramOnChain.program_id).where(ProgramOnChain.program_id.in_(named))
    return set(session.scalars(programs.where(ProgramOnChain.is_verified_only.is_(True)))) if named else set()


def unclaimed_holders(lots: ColumnElement[bool]) -> Select[Address]:
    """Who has entries of published drops whose points are in no account yet. `lots` restricts DropOnChain.lot_id."""
    entries = select(DropEntry.holder).join(Campaign, Campaign.id == DropEntry.campaign_id)
    return entries.join(DropOnChain, published()).where(lots, ~_claim_of_entry().exists())


def holders_of_promises(lots: ColumnElement[bool]) -> Select[Address]:
    """Whose entries of published drops in some lots are unclaimed. `lots` restricts DropOnChain.lot_id."""
    claimed = select(DropClaim.entry_index).where(
        DropClaim.campaign_key == Campaign.campaign_key,
        DropClaim.lot_id == DropOnChain.lot_id,
        DropClaim.entry_index == DropEntry.entry_index,
    )
    return (
        select(DropEntry.holder)
        .join(Campaign, Campaign.id == DropEntry.campaign_id)
        .join(DropOnChain, published())
        .where(lots, ~claimed.exists())
    )


def promised_by_lot(session: Session, lots: ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    """By lot, what its drops promise in all and what of it is still unclaimed. `lots` restricts DropOnChain.lot_id."""
    promised: Counter[int] = Counter()
    drops: set[int] = set()
    for lot_id, total in session.execute(select(DropOnChain.lot_id, DropOnChain.total).where(lots)):
        promised[lot_id] += int(total)
        drops.add(lot_id)
    left = Counter(promised)
    sums = select(DropClaim.lot_id, func.sum(DropClaim.amount)).where(DropClaim.lot_id.in_(drops))
    for lot_id, amount in session.execute(sums.group_by(DropClaim.lot_id)):
        left[lot_id] -= int(amount)
    return {lot_id: (promised[lot_id], left[lot_id]) for lot_id in drops}


def published_totals(session: Session, campaign_keys: Collection[bytes]) -> dict[bytes, int]:
    """What the drops of these campaigns promise, where the chain has them with the root that was signed here."""
    rows = session.execute(
        select(Campaign.campaign_key, DropOnChain.total)
        .join(DropOnChain, published())
        .where(Campaign.campaign_key.in_(campaign_keys))
    )
    return {key: int(total) for key, total in rows}


def drop_progress(session: Session, campaign_key: bytes) -> DropProgress:
    people, claimed = session.execute(
        select(func.count(), func.coalesce(func.sum(DropClaim.amount), 0)).where(DropClaim.campaign_key == campaign_key)
    ).one()
    return DropProgress(int(people), int(claimed))


def claimed_indexes(session: Session, campaign_key: bytes) -> set[int]:
    return set(session.scalars(select(DropClaim.entry_index).where(DropClaim.campaign_key == campaign_key)))


def _claim_of_entry() -> Select[int]:
    return select(DropClaim.entry_index).where(
        DropClaim.campaign_key == Campaign.campaign_key,
        DropClaim.lot_id == DropOnChain.lot_id,
        DropClaim.entry_index == DropEntry.entry_index,
    )


def published() -> ColumnElement[bool]:
    """The chain's drop is the one written here: another municipality may have used the same key."""
    return and_(DropOnChain.campaign_key == Campaign.campaign_key, DropOnChain.entries_root == Campaign.chunks_root)
