"""The relayer: one step after another until told to stop. Everything it knows is in the database and on the chain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from chain.client import NodeClient
from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Changes, Database
from chain.deployments import Deployments
from chain.errors import ChainError, NodeUnavailable
from chain.outbox import EntryStatus, RelayEntry
from chain.relayer import metrics
from chain.relayer.batching import BallotBatch, BatchPolicy, BindingBatch, DropPaymentBatch, PaymentBatch
from chain.relayer.dispatching import Dispatcher
from chain.relayer.fees import GWEI, FeeBook, Head
from chain.relayer.following import Follower
from chain.relayer.funds import resume_if_funded
from chain.relayer.lanes import Checkpoint, Lane, Pace, no_checkpoint
from chain.relayer.mining import Miner, NetworkMining, OnDemandMining
from chain.relayer.models import UNSETTLED, RelayTransaction, TransactionState
from chain.relayer.receipts import ReceiptReader
from chain.relayer.sending import Sender
from chain.relayer.signers import LeaseLost, SignerLeases
from chain.relayer.signing import SigningKey
from chain.relayer.simulation import Simulator
from chain.settings import Mining, Settings

_MAX_IN_FLIGHT = 500  # per signer; what one block of 30 million gas takes of simple calls
_METRICS_SECONDS = 1.0
_LONGEST_REST_SECONDS = 0.5
_log = structlog.get_logger("relayer")


class Relayer:
    """Several may run at once, in threads or processes, on one database."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        client: NodeClient,
        clock: Clock,
        policies: Sequence[BatchPolicy],
        *,
        pace: Pace | None = None,
        checkpoint: Checkpoint = no_checkpoint,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        pace = pace or Pace()
        keys = [SigningKey(key) for key in settings.relayer_private_keys()]
        by_kind = {policy.kind: policy for policy in policies}
        self._settings = settings
        self._db = db
        self._client = client
        self._clock = clock
        self._pace = pace
        self._monotonic = monotonic
        self._changes = Changes(db)
        self._miner: Miner = (
            OnDemandMining(client, monotonic) if settings.chain_mining is Mining.ON_DEMAND else NetworkMining()
        )
        self._leases = SignerLeases(db, client, clock, keys, lease_seconds=pace.lease, monotonic=monotonic)
        fee_book = FeeBook(client, settings.relay_max_fee_gwei * GWEI)
        simulator = Simulator(client, settings.relay_gas_cap)
        reader = ReceiptReader(client, settings.finality_blocks)
        self._follower = Follower(
            db, client, clock, self._leases, reader, simulator, fee_book, by_kind,
            chain_id=settings.chain_id, pace=pace, checkpoint=checkpoint,
        )  # fmt: skip
        self._dispatcher = Dispatcher(
            db, clock, self._leases, simulator, reader, fee_book, by_kind, chain_id=settings.chain_id,
            quota=settings.relay_quota_per_minute, max_in_flight=_MAX_IN_FLIGHT, pace=pace, checkpoint=checkpoint,
        )  # fmt: skip
        self._sender = Sender(db, client, clock, self._leases, fee_book, checkpoint)
        self._lanes: dict[str, Lane] = {}
        self._head: Head | None = None
        self._stepped_back_at: float | None = None
        self._measured_at = float("-inf")

    def run(self, stop: threading.Event) -> None:
        """Step until `stop` is set, and rest while nobody writes and nothing is on its way. No error of node or
        database ends it."""
        trouble = ""
        rests_since, stepped_at = None, float("-inf")
        while not stop.is_set():
            mark = self._changes.mark()
            if mark == rests_since and self._monotonic() - stepped_at < _LONGEST_REST_SECONDS:
                stop.wait(self._settings.relay_poll_seconds)
                continue
            stepped_at, rests_since = self._monotonic(), None
            try:
                made_block = self.step()
                rests_since = None if made_block or self._has_open() else mark
                trouble = ""
            except (ChainError, DBAPIError) as error:
                made_block = False
                if trouble != (trouble := f"{type(error).__name__}: {error}"):
                    _log.warning("the relayer cannot go on, it keeps trying", error=trouble)
            stop.wait(0 if made_block else self._settings.relay_poll_seconds)
        self.close()

    def close(self) -> None:
        """Give the signers up, so that another process need not wait for the leases to end."""
        self._changes.close()
        try:
            self._leases.release()
        except DBAPIError as error:
            _log.warning("signers stay claimed until their lease ends", error=str(error))

    def step(self) -> bool:
        """Do all that can be done now. Returns: whether it made a block, so that the next step should follow at once.

        Raises: NodeUnavailable, DBAPIError; the next step does what this one could not.
        """
        self._leases.renew()
        self._lanes = {address: self._lanes.get(address) or Lane(key) for address, key in self._leases.held.items()}
        self._measure()
        head = self._newest()
        if head is None:
            return False
        for lane in sorted(self._lanes.values(), key=lambda lane: lane.address):
            try:
                self._serve(lane, head)
            except LeaseLost as lost:
                _log.warning("another process took over", signer=lost.signer)
                del self._lanes[lost.signer]
        return self._miner.wants(self._waiting(head))

    def _serve(self, lane: Lane, head: Head) -> None:
        if lane.is_paused():
            resume_if_funded(lane, self._client, self._db, self._leases)
        if lane.followed != head.hash:
            self._follower.follow(lane, head)
        self._dispatcher.dispatch(lane, head)
        self._sender.push(lane, head)

    def _newest(self) -> Head | None:
        """The newest block; None while a node shows an older one than before, which is a node that is behind or,
        after some seconds, a chain that lost its last blocks."""
        block = self._client.block("latest")
        if block is None:
            raise NodeUnavailable(self._client.url, "no newest block")
        head = Head.of(block)
        if self._head is not None and head.number < self._head.number:
            self._stepped_back_at = self._stepped_back_at or self._monotonic()
            if self._monotonic() - self._stepped_back_at < self._pace.believe_step_back:
                return None
        self._stepped_back_at = None
        self._head = head
        self._miner.saw(head.hash)
        return head

    def _has_open(self) -> bool:
        """Whether a transaction of the held signers is in no block, or in one that is not final."""
        row = RelayTransaction
        unfinished = (*UNSETTLED, TransactionState.MINED)
        with self._db.read() as session:
            found = select(row.id).where(row.signer.in_(self._lanes), row.state.in_(unfinished)).limit(1)
            return session.scalar(found) is not None

    def _waiting(self, head: Head) -> tuple[object, ...]:
        """What needs a block, for on-demand mining: a transaction in none, or one whose block is not final yet."""
        if isinstance(self._miner, NetworkMining):
            return ()
        payable = [lane.address for lane in self._lanes.values() if not lane.is_paused()]
        row = RelayTransaction
        open_ids = select(func.count(), func.max(row.id)).where(row.signer.in_(payable), row.state.in_(UNSETTLED))
        newest = select(func.max(row.block_number)).where(
            row.signer.in_(self._lanes), row.state == TransactionState.MINED
        )
        with self._db.read() as session:
            count, last = session.execute(open_ids).one()
            mined_in = session.scalar(newest)
        return (count, last, head.number if mined_in is not None else 0) if count or mined_in is not None else ()

    def _measure(self) -> None:
        if self._monotonic() - self._measured_at < _METRICS_SECONDS:
            return
        self._measured_at = self._monotonic()
        queued = select(func.count(), func.min(RelayEntry.created_at)).where(RelayEntry.status == EntryStatus.QUEUED)
        flying = select(RelayTransaction.signer, func.count()).where(RelayTransaction.state.in_(UNSETTLED))
        with self._db.read() as session:
            count, oldest = session.execute(queued).one()
            in_flight = dict(session.execute(flying.group_by(RelayTransaction.signer)).all())
        metrics.QUEUED.set(count)
        metrics.OLDEST_QUEUED_SECONDS.set(_age(oldest, self._clock.now()))
        for address in self._lanes:
            metrics.IN_FLIGHT.labels(address).set(in_flight.get(address, 0))  # type: ignore[call-overload]


def _age(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max((now - moment).total_seconds(), 0.0)


def build_relayer(
    settings: Settings,
    db: Database,
    client: NodeClient,
    deployments: Deployments,
    clock: Clock,
    *,
    monotonic: Callable[[], float] = time.monotonic,
) -> Relayer:
    """The relayer of this installation, with the batches that its contracts offer."""
    contracts = Contracts(deployments, client)
    policies: list[BatchPolicy] = [
        PaymentBatch(contracts.points),
        DropPaymentBatch(contracts.points),
        BallotBatch(deployments.abi("RegionGovernor")),
        BindingBatch(deployments.abi("IdentityRegistry")),
    ]
    return Relayer(settings, db, client, clock, policies, monotonic=monotonic)
