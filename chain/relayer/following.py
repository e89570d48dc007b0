"""Follows a signer's transactions into blocks, and out of them again when a reorg takes the blocks away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock
from chain.db import Database
from chain.relayer import metrics
from chain.relayer.batching import BatchPolicy
from chain.relayer.fees import FeeBook, Fees, Head
from chain.relayer.lanes import Checkpoint, Lane, Pace
from chain.relayer.models import RelayItem, RelaySigner, RelayTransaction, TransactionState
from chain.relayer.receipts import ReceiptReader, Seen
from chain.relayer.settling import Mined, requeue, settle_mined, unsettle
from chain.relayer.signers import SignerLeases
from chain.relayer.signing import Unsigned, read_raw
from chain.relayer.simulation import Simulator
from chain.relayer.slots import Slot, Version, load_slots
from chain.relayer.versions import add_filler, raise_fees

_BUMPS_A_BLOCK = 50
_log = structlog.get_logger("relayer")


class Follower:
    def __init__(
        self,
        db: Database,
        client: NodeClient,
        clock: Clock,
        leases: SignerLeases,
        reader: ReceiptReader,
        simulator: Simulator,
        fee_book: FeeBook,
        policies: Mapping[str, BatchPolicy],
        *,
        chain_id: int,
        pace: Pace,
        checkpoint: Checkpoint,
    ) -> None:
        self._db = db
        self._client = client
        self._clock = clock
        self._leases = leases
        self._reader = reader
        self._simulator = simulator
        self._fee_book = fee_book
        self._policies = policies
        self._chain_id = chain_id
        self._pace = pace
        self._checkpoint = checkpoint

    def follow(self, lane: Lane, head: Head) -> None:
        """Bring the rows of `lane` in line with the chain as of `head`.

        Raises: NodeUnavailable, LeaseLost; then nothing was written and the next call does it all.
        """
        answers = self._client.batch(
            [("eth_getTransactionCount", [lane.address, "latest"]), ("eth_getBalance", [lane.address, "latest"])]
        )
        lane.chain_nonce, lane.balance = (int(answer, 16) for answer in answers)
        metrics.BALANCE.labels(lane.address).set(lane.balance)
        fees = self._fee_book.at(head)
        with self._db.read() as session:
            slots = load_slots(session, lane.address, lane.chain_nonce)
            next_nonce = session.scalars(
                select(RelaySigner.next_nonce).where(RelaySigner.address == lane.address)
            ).one()
        seen = self._reader.look(lane, slots, head)
        late = self._late(seen.waiting)
        gap = _gap(slots, lane.chain_nonce, next_nonce)
        if seen.needs_writing() or late or gap:
            self._write(lane, seen, late, gap, fees, head)
        lane.followed = head.hash

    def _write(
        self, lane: Lane, seen: Seen, late: Sequence[Version], gap: Sequence[int], fees: Fees | None, head: Head
    ) -> None:
        found = self._with_errors(lane, seen)
        self._checkpoint("seen")
        with self._db.write() as session:
            self._leases.fence(session, lane.address)
            settle_mined(session, found, self._policies, self._clock.now())
            self._undo(session, seen.undone)
            self._abandon(session, seen.foreign)
            self._finish(session, seen.final)
            self._hurry(session, lane, late, fees, head)
            if gap and fees is not None:
                self._fill(session, lane, gap, fees)
        self._checkpoint("confirmed")

    def _with_errors(self, lane: Lane, seen: Seen) -> list[Mined]:
        found = []
        for slot, version, receipt in seen.mined:
            siblings = [other.id for other in slot.versions if other.id != version.id]
            mined = Mined(version.id, siblings, receipt)
            if int(receipt["status"], 16) != 1:
                call = self._read(version)
                block = int(receipt["blockNumber"], 16)
                mined.error = self._simulator.why_reverted(call.to, call.data, lane.address, call.gas, block)
            found.append(mined)
        return found

    def _read(self, version: Version) -> Unsigned:
        with self._db.read() as session:
            raw = session.scalar(select(RelayTransaction.raw).where(RelayTransaction.id == version.id))
        assert raw is not None
        return read_raw(raw)

    def _undo(self, session: Session, slots: Sequence[Slot]) -> None:
        if not slots:
            return
        mined = [slot.in_block.id for slot in slots if slot.in_block is not None]
        unsettle(session, [version_id for slot in slots for version_id in slot.ids()])
        again = update(RelayTransaction).where(RelayTransaction.id.in_(mined))
        session.execute(
            again.values(
                state=TransactionState.SIGNED, mined_at=None, block_number=None, block_hash=None, succeeded=None
            )
        )
        metrics.UNDONE.inc(len(slots))
        _log.warning("blocks vanished, sending again", transactions=len(slots))

    def _abandon(self, session: Session, slots: Sequence[Slot]) -> None:
        if not slots:
            return
        ids = [version_id for slot in slots for version_id in slot.ids()]
        requeue(session, ids)
        dropped = update(RelayTransaction).where(RelayTransaction.id.in_(ids))
        session.execute(dropped.values(state=TransactionState.DROPPED))
        metrics.FOREIGN.inc(len(slots))
        _log.error(
            "somebody else uses a relayer key: nonces were taken, their calls are queued again",
            nonces=[slot.nonce for slot in slots],
        )

    def _finish(self, session: Session, slots: Sequence[Slot]) -> None:
        """Deep enough. A batch that reverted as a whole can be tried again now, entry by entry."""
        if not slots:
            return
        final = [slot.in_block.id for slot in slots if slot.in_block is not None]
        session.execute(
            update(RelayTransaction).where(RelayTransaction.id.in_(final)).values(state=TransactionState.CONFIRMED)
        )
        reverted = [slot.in_block.id for slot in slots if slot.in_block is not None and not slot.in_block.succeeded]
        if reverted:
            batches = select(RelayItem.transaction_id).where(
                RelayItem.transaction_id.in_(reverted), RelayItem.position == 1
            )
            requeue(session, list(session.scalars(batches)))

    def _late(self, slots: Sequence[Slot]) -> list[Version]:
        """Versions the node took a while ago and that are in no block."""
        sent_before = self._clock.now() - timedelta(seconds=self._pace.resend)
        sent = [slot.live for slot in slots if slot.live is not None and slot.live.state == TransactionState.SENT]
        return [version for version in sent if version.sent_at is None or version.sent_at <= sent_before]

    def _hurry(self, session: Session, lane: Lane, late: Sequence[Version], fees: Fees | None, head: Head) -> None:
        """Hand them over again in case the node forgot them, or pay more where that is the trouble."""
        now = self._clock.now()
        bumps = 0
        for version in late:
            row = session.get_one(RelayTransaction, version.id)
            row.state = TransactionState.SIGNED
            is_slow = now - version.created_at >= timedelta(seconds=self._pace.bump)
            if fees is not None and bumps < _BUMPS_A_BLOCK and (is_slow or version.max_fee < head.base_fee):
                bumps += raise_fees(session, row, lane.key, fees, cap=self._fee_book.cap, now=now)

    def _fill(self, session: Session, lane: Lane, gap: Sequence[int], fees: Fees) -> None:
        _log.warning("nonces before our transactions are free again, filling them", nonces=list(gap))
        for nonce in gap:
            add_filler(session, lane.key, nonce, fees, self._chain_id, self._clock.now())


def _gap(slots: Sequence[Slot], chain_nonce: int, next_nonce: int) -> list[int]:
    """Nonces our transactions wait behind: a foreign transaction had them and a reorg gave them back."""
    ours = {slot.nonce for slot in slots if slot.live is not None or slot.in_block is not None}
    return [nonce for nonce in range(chain_nonce, next_nonce) if nonce not in ours]
