"""The indexer's own rows: read them to plan a step, write them in the step's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from chain.deployments import Deployments
from chain.indexer.models import ChainHead, IndexedBlock, IndexerCursor, WatchedContract
from chain.indexer.reading import Header
from chain.indexer.upserts import upsert
from chain.indexer.watching import Watched, watch, watched_contracts

KEPT_BLOCKS = 50_000  # a reorg deeper than this projects the chain from its first block again
_TURN = 0x4D5553554249  # number of the advisory lock, "MUSUBI"


@dataclass(frozen=True, slots=True)
class State:
    """What the database knew when a step was planned. The step is written only if it still knows the same."""

    cursors: Mapping[str, int]
    watched: list[Watched]
    late: list[Watched]  # watched since projectors had passed their first block
    top: int  # newest block applied by any projector; -1 = none
    top_hash: str  # "" when it is not known


def take_turn(session: Session) -> None:
    """Wait until no other indexer writes to this database. SQLite's write lock does that by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def read_state(session: Session) -> State:
    cursors = read_cursors(session)
    watched = watched_contracts(session)
    top = max(cursors.values(), default=-1)
    return State(
        cursors=cursors,
        watched=[one for one, _ in watched],
        late=[one for one, is_caught_up in watched if not is_caught_up],
        top=top,
        top_hash=block_hash(session, top),
    )


def read_cursors(session: Session) -> dict[str, int]:
    found = session.execute(select(IndexerCursor.projector, IndexerCursor.block_number))
    return {row.projector: row.block_number for row in found}


def block_hash(session: Session, number: int) -> str:
    """0x-hex; "" when the block was never applied or is pruned."""
    found = session.scalar(select(IndexedBlock.hash).where(IndexedBlock.number == number))
    return "" if found is None else "0x" + found.hex()


def hashes_between(session: Session, first: int, last: int) -> dict[int, str]:
    found = session.execute(
        select(IndexedBlock.number, IndexedBlock.hash).where(IndexedBlock.number.between(first, last))
    )
    return {number: "0x" + found_hash.hex() for number, found_hash in found}


def newest_blocks(session: Session, below: int, count: int) -> list[tuple[int, str]]:
    """Applied blocks under `below`, newest first, as (number, hash)."""
    found = session.execute(
        select(IndexedBlock.number, IndexedBlock.hash)
        .where(IndexedBlock.number < below)
        .order_by(IndexedBlock.number.desc())
        .limit(count)
    )
    return [(number, "0x" + found_hash.hex()) for number, found_hash in found]


def set_cursors(session: Session, cursors: Mapping[str, int]) -> None:
    """Write all cursors; that of a projector that exists no more is forgotten, since it would hold finality back."""
    upsert(session, IndexerCursor, [{"projector": name, "block_number": block} for name, block in cursors.items()])
    session.execute(delete(IndexerCursor).where(IndexerCursor.projector.not_in(list(cursors))))


def keep_blocks(session: Session, headers: list[Header]) -> None:
    rows = [{"number": one.number, "hash": bytes.fromhex(one.hash[2:]), "time": one.time} for one in headers]
    upsert(session, IndexedBlock, rows)
    if rows:
        newest = session.scalar(select(func.max(IndexedBlock.number))) or 0
        session.execute(delete(IndexedBlock).where(IndexedBlock.number < newest - KEPT_BLOCKS))


def keep_created(session: Session, created: Iterable[Watched]) -> None:
    for one in created:
        watch(session, one.address, one.contract, one.from_block, created_block=one.from_block)


def mark_caught_up(session: Session, late: Iterable[Watched]) -> None:
    for one in late:
        session.execute(update(WatchedContract).where(WatchedContract.address == one.address).values(is_caught_up=True))


def forget_everything(session: Session) -> None:
    """As if this database had never seen a chain; deployed contracts stay watched."""
    for table in (IndexerCursor, IndexedBlock, ChainHead):
        session.execute(delete(table))
    session.execute(delete(WatchedContract).where(WatchedContract.created_block.is_not(None)))


def forget_blocks(session: Session, last_kept_block: int) -> None:
    """Drop blocks above, and contracts that were created in them."""
    session.execute(delete(IndexedBlock).where(IndexedBlock.number > last_kept_block))
    session.execute(delete(WatchedContract).where(WatchedContract.created_block > last_kept_block))


def keep_head(session: Session, deployments: Deployments, node_head: Header, finality_blocks: int) -> None:
    row = {
        "id": 1,
        "chain_id": deployments.chain_id,
        "block_one_hash": bytes.fromhex(deployments.block_one_hash[2:]),
        "number": node_head.number,
        "time": node_head.time,
        "finality_blocks": finality_blocks,
    }
    upsert(session, ChainHead, [row])


def projected_chain(session: Session) -> tuple[int, str] | None:
    """Chain id and first block's hash of the chain this database projects; None when it is fresh."""
    found = session.get(ChainHead, 1)
    return None if found is None else (found.chain_id, "0x" + found.block_one_hash.hex())
