"""Signed versions of a nonce: the first one, one with higher fees, one that only fills the nonce."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import insert, literal, select, update
from sqlalchemy.orm import Session

from chain.outbox import EntryStatus, RelayEntry
from chain.relayer import metrics
from chain.relayer.fees import Fees, bumped
from chain.relayer.models import RelayItem, RelaySigner, RelayTransaction, TransactionState
from chain.relayer.packing import Parcel
from chain.relayer.signing import SigningKey, Unsigned, read_raw

_FILLER_GAS = 21_000
_log = structlog.get_logger("relayer")


def sign_parcels(
    session: Session,
    signer: RelaySigner,
    key: SigningKey,
    parcels: Sequence[Parcel],
    fees: Fees,
    *,
    chain_id: int,
    gas_cap: int,
    now: datetime,
) -> None:
    """Give each parcel the signer's next nonce and store its signed bytes, in the caller's transaction."""
    rows = []
    for parcel in parcels:
        gas = min(parcel.gas, gas_cap)
        unsigned = Unsigned(
            chain_id, signer.next_nonce, fees.priority_fee, fees.max_fee, gas, parcel.to, parcel.calldata()
        )
        rows.append(_row(unsigned, key, now))
        signer.next_nonce += 1
    session.add_all(rows)
    session.flush()
    items = [
        {"transaction_id": row.id, "position": position, "entry_id": entry.id}
        for row, parcel in zip(rows, parcels, strict=True)
        for position, entry in enumerate(parcel.entries)
    ]
    session.execute(insert(RelayItem), items)
    for row, parcel in zip(rows, parcels, strict=True):
        for entry in parcel.entries:
            entry.status, entry.transaction_id, entry.tx_hash = EntryStatus.SENT, row.id, row.hash
            entry.attempts += 1


def raise_fees(
    session: Session, old: RelayTransaction, key: SigningKey, fees: Fees, *, cap: int, now: datetime
) -> bool:
    """Put a version with higher fees in the place of `old`, which may still be the one that gets mined.

    Returns: False when `cap` leaves no room for it.
    """
    wanted = bumped(Fees(old.max_fee, old.priority_fee), fees, cap)
    if wanted is None:
        _log.warning("a transaction is stuck and MUSUBI_RELAY_MAX_FEE_GWEI forbids to pay more", nonce=old.nonce)
        return False
    unsigned = replace(read_raw(old.raw), max_fee=wanted.max_fee, priority_fee=wanted.priority_fee)
    new = _succeed(session, old, _row(unsigned, key, now))
    new.is_filler = old.is_filler
    carried = select(literal(new.id), RelayItem.position, RelayItem.entry_id).where(RelayItem.transaction_id == old.id)
    session.execute(insert(RelayItem).from_select(["transaction_id", "position", "entry_id"], carried))
    moved = update(RelayEntry).where(RelayEntry.transaction_id == old.id)
    session.execute(moved.values(transaction_id=new.id, tx_hash=new.hash))
    metrics.BUMPED.inc()
    _log.info("fees raised", hash=new.hash.hex(), replaces=old.hash.hex(), nonce=old.nonce, max_fee=new.max_fee)
    return True


def replace_by_filler(
    session: Session, old: RelayTransaction, key: SigningKey, fees: Fees, now: datetime
) -> RelayTransaction:
    """Free the nonces behind one whose transaction no node takes; its entries fail once the filler is mined."""
    read = read_raw(old.raw)
    filler = _row(_filler(read.chain_id, old.nonce, key, fees), key, now)
    filler.is_filler = True
    return _succeed(session, old, filler)


def add_filler(session: Session, key: SigningKey, nonce: int, fees: Fees, chain_id: int, now: datetime) -> None:
    """Close a gap before our transactions: a foreign transaction of this nonce is gone again."""
    known = select(RelayTransaction).where(
        RelayTransaction.signer == key.address, RelayTransaction.nonce == nonce, RelayTransaction.is_filler
    )
    earlier = session.scalars(known.order_by(RelayTransaction.id.desc())).first()
    if earlier is not None:
        earlier.state = TransactionState.SIGNED
        return
    filler = _row(_filler(chain_id, nonce, key, fees), key, now)
    filler.is_filler = True
    session.add(filler)


def _filler(chain_id: int, nonce: int, key: SigningKey, fees: Fees) -> Unsigned:
    return Unsigned(chain_id, nonce, fees.priority_fee, fees.max_fee, _FILLER_GAS, key.address, b"")


def _succeed(session: Session, old: RelayTransaction, new: RelayTransaction) -> RelayTransaction:
    new.previous_hash = old.hash
    old.state = TransactionState.REPLACED
    session.add(new)
    session.flush()
    return new


def _row(unsigned: Unsigned, key: SigningKey, now: datetime) -> RelayTransaction:
    signed = key.sign(unsigned)
    return RelayTransaction(
        signer=key.address,
        nonce=unsigned.nonce,
        hash=signed.hash,
        raw=signed.raw,
        max_fee=unsigned.max_fee,
        priority_fee=unsigned.priority_fee,
        gas=unsigned.gas,
        state=TransactionState.SIGNED,
        is_filler=False,
        created_at=now,
    )
