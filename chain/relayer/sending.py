"""Hands signed transactions to the node, again and again if need be, and understands what it answers.

Everything sent was committed before, so the same bytes go out after a crash, a time-out or a reorg.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock
from chain.db import Database
from chain.errors import ChainError
from chain.relayer import metrics
from chain.relayer.fees import FeeBook, Fees, Head
from chain.relayer.funds import pause
from chain.relayer.lanes import Checkpoint, Lane
from chain.relayer.models import RelaySigner, RelayTransaction, TransactionState
from chain.relayer.node_messages import Refusal, classify
from chain.relayer.signers import SignerLeases
from chain.relayer.versions import raise_fees, replace_by_filler

_PUSHED_AT_ONCE = 300
_SENDS_A_REQUEST = 50
_TAKEN = (Refusal.ALREADY_KNOWN, Refusal.NONCE_TOO_LOW)
_log = structlog.get_logger("relayer")

Answer = Refusal | None  # None = taken


class Sender:
    def __init__(
        self,
        db: Database,
        client: NodeClient,
        clock: Clock,
        leases: SignerLeases,
        fee_book: FeeBook,
        checkpoint: Checkpoint,
    ) -> None:
        self._db = db
        self._client = client
        self._clock = clock
        self._leases = leases
        self._fee_book = fee_book
        self._checkpoint = checkpoint

    def push(self, lane: Lane, head: Head) -> int:
        """Send what is signed and not known to be with the node, by nonce. Returns: how many the node took.

        Raises: NodeUnavailable, LeaseLost; what was not recorded is sent again.
        """
        with self._db.read() as session:
            waiting = list(session.execute(_signed(lane)))
        if not waiting or lane.is_paused():
            return 0
        taken = 0
        for start in range(0, len(waiting), _SENDS_A_REQUEST):
            part = waiting[start : start + _SENDS_A_REQUEST]
            answers = self._send(lane, [raw for _, raw in part])
            self._checkpoint("sent")
            taken += self._record(lane, [row_id for row_id, _ in part], answers, head)
            self._checkpoint("recorded")
            if lane.is_paused():
                break
        return taken

    def _send(self, lane: Lane, raws: Sequence[bytes]) -> list[Answer]:
        results = self._client.try_batch([("eth_sendRawTransaction", ["0x" + raw.hex()]) for raw in raws])
        return [self._understood(lane, result) for result in results]

    def _understood(self, lane: Lane, result: object) -> Answer:
        if not isinstance(result, ChainError):
            return None
        message = getattr(result, "message", str(result))
        refusal = classify(message)
        if refusal not in _TAKEN and message != lane.said:
            lane.said = message
            _log.warning("the node refused a transaction", signer=lane.address, meaning=refusal, message=message)
        return refusal

    def _record(self, lane: Lane, ids: Sequence[int], answers: Sequence[Answer], head: Head) -> int:
        fees = self._fee_book.at(head)
        with self._db.write() as session:
            signer = self._leases.fence(session, lane.address)
            found = session.scalars(select(RelayTransaction).where(RelayTransaction.id.in_(ids)))
            rows = {row.id: row for row in found}
            for row_id, answer in zip(ids, answers, strict=True):
                self._write(session, lane, signer, rows[row_id], answer, fees)
        taken = sum(answer is None for answer in answers)
        metrics.SENT.labels(lane.address).inc(taken)
        return taken

    def _write(
        self,
        session: Session,
        lane: Lane,
        signer: RelaySigner,
        row: RelayTransaction,
        answer: Answer,
        fees: Fees | None,
    ) -> None:
        now = self._clock.now()
        if answer is None or answer in _TAKEN:
            row.state, row.sent_at = TransactionState.SENT, now
            if answer is Refusal.NONCE_TOO_LOW:
                lane.followed = b""  # look now whether one of ours is in a block
        elif answer is Refusal.INSUFFICIENT_FUNDS:
            pause(lane, signer, row.gas * row.max_fee)
        elif answer in (Refusal.UNDERPRICED, Refusal.FEE_TOO_LOW) and fees is not None:
            raise_fees(session, row, lane.key, fees, cap=self._fee_book.cap, now=now)
        elif answer is Refusal.IMPOSSIBLE and fees is not None and not row.is_filler:
            replace_by_filler(session, row, lane.key, fees, now)


def _signed(lane: Lane) -> Select[int, bytes]:
    mine = RelayTransaction.signer == lane.address, RelayTransaction.state == TransactionState.SIGNED
    columns = select(RelayTransaction.id, RelayTransaction.raw)
    return columns.where(*mine).order_by(RelayTransaction.nonce).limit(_PUSHED_AT_ONCE)
