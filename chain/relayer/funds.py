"""A signer that cannot pay for gas gives out no more nonces, says so once, and goes on by itself when it can."""

from __future__ import annotations

import structlog

from chain.client import NodeClient
from chain.db import Database
from chain.relayer import metrics
from chain.relayer.lanes import Lane
from chain.relayer.models import RelaySigner
from chain.relayer.node_messages import Refusal
from chain.relayer.signers import SignerLeases

_log = structlog.get_logger("relayer")


def pause(lane: Lane, signer: RelaySigner, needed: int) -> None:
    """`signer` is the locked row; `needed` the wei that the next transaction may cost."""
    if not lane.is_paused():
        _log.error(
            "signer has no money left for gas; send some to its address and it goes on by itself",
            signer=lane.address,
            balance_wei=lane.balance,
            needed_wei=needed,
        )
    lane.needed, lane.balance_at_pause = needed, lane.balance
    signer.paused_reason = Refusal.INSUFFICIENT_FUNDS
    metrics.PAUSED.labels(lane.address).set(1)


def resume_if_funded(lane: Lane, client: NodeClient, db: Database, leases: SignerLeases) -> None:
    """Look at the balance of a paused lane. One that did not change is not enough: the node counts what waits, too.

    Raises: NodeUnavailable, LeaseLost.
    """
    lane.balance = client.balance(lane.address)
    metrics.BALANCE.labels(lane.address).set(lane.balance)
    if lane.balance < lane.needed or lane.balance == lane.balance_at_pause:
        return
    with db.write() as session:
        leases.fence(session, lane.address).paused_reason = ""
    lane.needed, lane.said = 0, ""
    metrics.PAUSED.labels(lane.address).set(0)
    _log.info("signer can pay again", signer=lane.address, balance_wei=lane.balance)
