"""Moves proposals on when their time has come, so that nobody has to press a button. Run by the scheduler."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import DomainError
from dao.models import Milestone, Proposal, ProposalMilestone, State, StepKind
from dao.ports import BlockMaker
from dao.queries.deadlines import next_deadlines
from dao.queries.standings import Standing, standings
from dao.services.execute_proposal import ExecuteProposal, is_mature
from dao.services.queue_proposal import QueueProposal
from dao.services.steps import may_try_unasked

_LOST_AFTER_SECONDS = 7 * 24 * 3600
_log = structlog.get_logger("dao.advance")


class AdvanceProposals:
    def __init__(self, db: Database, clock: Clock, queue: QueueProposal, execute: ExecuteProposal) -> None:
        self._db = db
        self._clock = clock
        self._queue = queue
        self._execute = execute

    def advance(self) -> int:
        """Queue what has succeeded and execute what is mature and covered. Returns: how many steps were begun."""
        now = self._clock.now()
        with self._db.read() as session:
            found = standings(session, _unfinished(session, unix(now)), unix(now))
            steps = [(standing.id, kind) for standing in found if (kind := self._due_step(session, standing))]
        begun = 0
        for proposal, kind in steps:
            try:
                self._queue.queue(proposal) if kind is StepKind.QUEUE else self._execute.execute(proposal)
                begun += 1
            except DomainError as refusal:  # somebody was faster, or the treasury was emptied meanwhile
                _log.info("step_not_begun", proposal=proposal, step=kind, why=str(refusal))
        return begun

    def _due_step(self, session: Session, standing: Standing) -> StepKind | None:
        now = self._clock.now()
        if standing.state is State.SUCCEEDED:
            kind = StepKind.QUEUE
        elif is_mature(standing, unix(now)) and self._execute.is_free(session, standing):
            kind = StepKind.EXECUTE
        else:
            return None
        return kind if may_try_unasked(session, standing.proposal, kind, now) else None


class WakeChain:
    """Gives an on-demand devnet the block it needs when a vote opens or closes or a waiting time ends.

    The contracts read the time from the newest block; without a block their time stands still.
    """

    def __init__(self, db: Database, clock: Clock, client: NodeClient, make_block: BlockMaker) -> None:
        self._db = db
        self._clock = clock
        self._client = client
        self._make_block = make_block

    def wake(self) -> bool:
        """Ask for a block when a turning point has passed since the newest one.

        Raises: NodeUnavailable.
        """
        newest = self._client.block()
        if newest is None:
            return False
        with self._db.read() as session:
            passed = next_deadlines(session, int(newest["timestamp"], 16))
        if not passed or passed[0] > unix(self._clock.now()):
            return False
        self._make_block()
        return True


def _unfinished(session: Session, now: int) -> Sequence[Proposal]:
    """Proposals whose vote is over and that are neither executed nor canceled; lost ones leave after a week."""
    milestone = ProposalMilestone
    of_proposal = select(milestone.block_number).where(
        milestone.governor == Proposal.governor, milestone.proposal_id == Proposal.proposal_id
    )
    closed = of_proposal.where(milestone.deadline < now).exists()
    closed_lately = of_proposal.where(milestone.deadline < now, milestone.deadline > now - _LOST_AFTER_SECONDS).exists()
    queued = of_proposal.where(milestone.milestone == Milestone.QUEUED).exists()
    ends = (Milestone.EXECUTED, Milestone.CANCELED, Milestone.VETOED)
    ended = of_proposal.where(milestone.milestone.in_(ends)).exists()
    wanted = select(Proposal).where(closed, or_(closed_lately, queued), ~ended)
    return session.scalars(wanted.order_by(Proposal.id)).all()
