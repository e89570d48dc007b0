"""From a receipt, or the certainty that there will be none, to what became of the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.errors import ContractReverted
from chain.events import record
from chain.outbox import EntryStatus, RelayEntry
from chain.relayer import metrics
from chain.relayer.batching import BatchPolicy, Outcome, Receipt
from chain.relayer.events import CallFailed
from chain.relayer.models import RelayItem, RelayTransaction, TransactionState

_log = structlog.get_logger("relayer")
_SETTLED = (EntryStatus.CONFIRMED, EntryStatus.FAILED)


@dataclass(slots=True)
class Mined:
    """A version that is in a block, the others of its nonce, and why it reverted if it carried one call and did."""

    transaction_id: int
    siblings: list[int]
    receipt: Receipt
    error: ContractReverted | None = None


def settle_mined(session: Session, found: Sequence[Mined], policies: Mapping[str, BatchPolicy], now: datetime) -> None:
    """Write what the receipts say about transactions and entries. The same receipt twice changes nothing."""
    ids = [one.transaction_id for one in found]
    rows = {row.id: row for row in session.scalars(select(RelayTransaction).where(RelayTransaction.id.in_(ids)))}
    carried = entries_of(session, ids)
    for one in found:
        row = rows[one.transaction_id]
        _write_receipt(row, one.receipt, now)
        for error, entry in zip(_outcomes(one, carried[row.id], policies), carried[row.id], strict=True):
            _settle(session, entry, row, error, one.siblings, now)
        if row.is_filler:
            _fail_what_filler_replaced(session, one.siblings, now)
        _log.info(
            "transaction mined",
            hash=row.hash.hex(),
            signer=row.signer,
            nonce=row.nonce,
            entries=len(carried[row.id]),
            succeeded=row.succeeded,
            gas=row.gas_used,
            block=row.block_number,
        )
    siblings = [sibling for one in found for sibling in one.siblings]
    if siblings:
        replaced = update(RelayTransaction).where(RelayTransaction.id.in_(siblings))
        session.execute(replaced.values(state=TransactionState.REPLACED))


def entries_of(session: Session, transaction_ids: Sequence[int]) -> defaultdict[int, list[RelayEntry]]:
    """The entries of each transaction, in order."""
    carried: defaultdict[int, list[RelayEntry]] = defaultdict(list)
    query = (
        select(RelayItem.transaction_id, RelayEntry)
        .join(RelayEntry, RelayEntry.id == RelayItem.entry_id)
        .where(RelayItem.transaction_id.in_(transaction_ids))
        .order_by(RelayItem.transaction_id, RelayItem.position)
    )
    for transaction_id, entry in session.execute(query):
        carried[transaction_id].append(entry)
    return carried


def _write_receipt(row: RelayTransaction, receipt: Receipt, now: datetime) -> None:
    row.state = TransactionState.MINED
    row.mined_at = now
    row.block_number = int(receipt["blockNumber"], 16)
    row.block_hash = bytes.fromhex(receipt["blockHash"][2:])
    row.gas_used = int(receipt["gasUsed"], 16)
    row.succeeded = int(receipt["status"], 16) == 1


_UNDECIDED = ContractReverted("Undecided")


def _outcomes(one: Mined, entries: Sequence[RelayEntry], policies: Mapping[str, BatchPolicy]) -> Sequence[Outcome]:
    if int(one.receipt["status"], 16) != 1:  # a batch that fails as a whole says nothing about its members
        return [one.error or ContractReverted("Reverted") if len(entries) == 1 else _UNDECIDED] * len(entries)
    if len(entries) < 2:
        return [None] * len(entries)
    return policies[entries[0].batch_kind].outcomes([entry.batch_item for entry in entries], one.receipt)


def _settle(
    session: Session,
    entry: RelayEntry,
    row: RelayTransaction,
    error: Outcome,
    siblings: Sequence[int],
    now: datetime,
) -> None:
    if error is None:
        _confirm(entry, row, now)
    elif error is not _UNDECIDED and entry.transaction_id in (row.id, *siblings):
        _take_place(entry, row)
        fail(session, entry, error, now)


def _confirm(entry: RelayEntry, row: RelayTransaction, now: datetime) -> None:
    _take_place(entry, row)
    if entry.status != EntryStatus.CONFIRMED:
        metrics.CONFIRMED.inc()
        metrics.SECONDS_TO_BLOCK.observe(max((now - entry.created_at).total_seconds(), 0))
    entry.status, entry.settled_at = EntryStatus.CONFIRMED, now
    entry.error_name, entry.error_args = "", {}


def _take_place(entry: RelayEntry, row: RelayTransaction) -> None:
    entry.transaction_id, entry.tx_hash = row.id, row.hash
    entry.block_number, entry.block_hash = row.block_number, row.block_hash


def fail(session: Session, entry: RelayEntry, error: ContractReverted, now: datetime) -> None:
    """The entry will never succeed; the domain that waits hears of it once."""
    args = portable(error.args_by_name)
    if entry.status == EntryStatus.FAILED and entry.error_name == error.name:
        return
    entry.status, entry.settled_at = EntryStatus.FAILED, now
    entry.error_name, entry.error_args = error.name, args
    record(session, CallFailed(entry.subject, entry.key, error.name, args), now)
    metrics.FAILED.labels(error.name).inc()
    _log.warning("call failed", entry=entry.id, contract=entry.contract, error=error.name)


def portable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Error arguments as JSON takes them."""
    return {key: "0x" + value.hex() if isinstance(value, bytes) else value for key, value in values.items()}


def _fail_what_filler_replaced(session: Session, siblings: Sequence[int], now: datetime) -> None:
    waiting = select(RelayEntry).where(RelayEntry.transaction_id.in_(siblings), RelayEntry.status == EntryStatus.SENT)
    for entry in session.scalars(waiting):
        fail(session, entry, ContractReverted("TransactionRefused"), now)


def unsettle(session: Session, version_ids: Iterable[int]) -> None:
    """The block is gone: what was confirmed or failed by these versions is under way again."""
    gone = update(RelayEntry).where(RelayEntry.transaction_id.in_(version_ids), RelayEntry.status.in_(_SETTLED))
    session.execute(
        gone.values(
            status=EntryStatus.SENT,
            error_name="",
            error_args={},
            settled_at=None,
            block_number=None,
            block_hash=None,
        )
    )


def requeue(session: Session, version_ids: Iterable[int]) -> None:
    """None of these versions can happen any more: their entries get another nonce, each alone."""
    waiting = update(RelayEntry).where(
        RelayEntry.transaction_id.in_(version_ids), RelayEntry.status == EntryStatus.SENT
    )
    session.execute(
        waiting.values(
            status=EntryStatus.QUEUED,
            transaction_id=None,
            tx_hash=None,
            block_number=None,
            block_hash=None,
            refusals=0,
            retry_at=None,
        )
    )
