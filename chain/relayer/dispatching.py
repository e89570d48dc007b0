"""From queued entries to signed transactions: claim, simulate, judge, pack, sign and persist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import ContractReverted
from chain.outbox import EntryStatus, RelayEntry
from chain.relayer.batching import BatchPolicy
from chain.relayer.claiming import Claim, claim, first_unsettled
from chain.relayer.fees import FeeBook, Fees, Head
from chain.relayer.funds import pause
from chain.relayer.lanes import Checkpoint, Lane, Pace
from chain.relayer.models import UNSETTLED, RelayItem, RelaySigner, RelayTransaction, TransactionState
from chain.relayer.packing import Parcel, pack
from chain.relayer.receipts import ReceiptReader
from chain.relayer.settling import fail
from chain.relayer.signers import SignerLeases
from chain.relayer.simulation import Simulator, Verdict
from chain.relayer.versions import sign_parcels

_ENTRIES_AT_ONCE = 200
_log = structlog.get_logger("relayer")


class Dispatcher:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        leases: SignerLeases,
        simulator: Simulator,
        reader: ReceiptReader,
        fee_book: FeeBook,
        policies: Mapping[str, BatchPolicy],
        *,
        chain_id: int,
        quota: int,
        max_in_flight: int,
        pace: Pace,
        checkpoint: Checkpoint,
    ) -> None:
        self._db = db
        self._clock = clock
        self._leases = leases
        self._simulator = simulator
        self._reader = reader
        self._fee_book = fee_book
        self._policies = policies
        self._chain_id = chain_id
        self._quota = quota
        self._max_in_flight = max_in_flight
        self._pace = pace
        self._checkpoint = checkpoint

    def dispatch(self, lane: Lane, head: Head) -> int:
        """Sign what is queued on `lane`. Returns: how many entries were looked at.

        Raises: NodeUnavailable, LeaseLost; then every entry is still queued.
        """
        fees = self._fee_book.at(head)
        room = self._max_in_flight - self._in_flight(lane)
        if lane.is_paused() or fees is None or room <= 0:
            return 0
        with claim(self._db, self._quota, min(room, _ENTRIES_AT_ONCE), self._clock.now()) as claimed:
            if not claimed.entries:
                return 0
            self._checkpoint("claimed")
            verdicts = self._simulator.estimate(claimed.entries, lane.address, head)
            by_id = {entry.id: verdict for entry, verdict in zip(claimed.entries, verdicts, strict=True)}
            done = self._already_done(claimed.entries, head)
            with claimed.writing() as (session, queued):
                signer = self._leases.fence(session, lane.address)
                adopt(session, done, queued)
                fresh = [(entry, by_id[entry.id]) for entry in queued.values() if entry.id not in done]
                self._judge(session, claimed, fresh)
                self._sign(session, lane, signer, fresh, fees, head)
                self._checkpoint("signed")
        self._checkpoint("persisted")
        return len(by_id)

    def _in_flight(self, lane: Lane) -> int:
        mine = RelayTransaction.signer == lane.address, RelayTransaction.state.in_(UNSETTLED)
        with self._db.read() as session:
            return session.scalar(select(func.count()).select_from(RelayTransaction).where(*mine)) or 0

    def _already_done(self, entries: Sequence[RelayEntry], head: Head) -> dict[int, int]:
        """Of entries that were in a transaction before: entry id → the transaction that did it after all."""
        again = [entry.id for entry in entries if entry.attempts]
        if not again:
            return {}
        query = (
            select(RelayItem.entry_id, RelayTransaction.id, RelayTransaction.hash)
            .join(RelayTransaction, RelayTransaction.id == RelayItem.transaction_id)
            .where(RelayItem.entry_id.in_(again), RelayTransaction.state != TransactionState.CONFIRMED)
        )
        with self._db.read() as session:
            tried = list(session.execute(query))
        receipts = self._reader.receipts([tx_hash for _, _, tx_hash in tried], head)
        succeeded = {tx_hash for tx_hash, receipt in receipts.items() if int(receipt["status"], 16) == 1}
        return {entry_id: row_id for entry_id, row_id, tx_hash in tried if tx_hash in succeeded}

    def _judge(self, session: Session, claimed: Claim, fresh: Sequence[tuple[RelayEntry, Verdict]]) -> None:
        """A revert is final once nothing queued earlier can change it any more; until then the entry waits."""
        now = self._clock.now()
        refused = {entry.id: error for entry, error in fresh if isinstance(error, ContractReverted)}
        barrier = None
        if refused:
            barrier = first_unsettled(session, max(refused), list(refused), claimed.exhausted)
        for entry, verdict in fresh:
            if isinstance(verdict, ContractReverted) and (barrier is None or entry.id < barrier):
                fail(session, entry, verdict, now)
            elif not isinstance(verdict, int):
                self._put_off(entry, now)

    def _put_off(self, entry: RelayEntry, now: datetime) -> None:
        seconds = min(self._pace.retry * 2 ** min(entry.refusals, 10), self._pace.longest_retry)
        entry.refusals += 1
        entry.retry_at = now + timedelta(seconds=seconds)

    def _sign(
        self,
        session: Session,
        lane: Lane,
        signer: RelaySigner,
        fresh: Sequence[tuple[RelayEntry, Verdict]],
        fees: Fees,
        head: Head,
    ) -> None:
        cap = self._simulator.gas_cap(head)
        ready = sorted(((entry, gas) for entry, gas in fresh if isinstance(gas, int)), key=lambda one: one[0].id)
        parcels = self._affordable(lane, signer, pack(ready, self._policies, cap), fees)
        if parcels:
            signer.next_nonce = max(signer.next_nonce, lane.chain_nonce)
            sign_parcels(
                session, signer, lane.key, parcels, fees, chain_id=self._chain_id, gas_cap=cap, now=self._clock.now()
            )

    def _affordable(self, lane: Lane, signer: RelaySigner, parcels: list[Parcel], fees: Fees) -> list[Parcel]:
        """Those the signer can pay; the others stay queued for another signer or for better days."""
        left = lane.balance
        for count, parcel in enumerate(parcels):
            cost = parcel.gas * fees.max_fee
            if cost > left:
                pause(lane, signer, cost)
                return parcels[:count]
            left -= cost
        return parcels


def adopt(session: Session, done: Mapping[int, int], queued: Mapping[int, RelayEntry]) -> None:
    """Our own receipt shows that these happened: follow the transaction that did it instead of sending another."""
    for entry_id, transaction_id in done.items():
        if entry_id not in queued:
            continue
        session.execute(
            update(RelayTransaction).where(RelayTransaction.id == transaction_id).values(state=TransactionState.SENT)
        )
        entry = queued[entry_id]
        entry.status, entry.transaction_id = EntryStatus.SENT, transaction_id
        _log.info("an earlier transaction of this entry was mined after all", entry=entry_id)
