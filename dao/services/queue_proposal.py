"""Queue an accepted proposal in the timelock, where it waits before it may be executed. Anyone may ask for it."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from dao.errors import StepNotDue
from dao.models import State, StepKind
from dao.queries.standings import standing_of
from dao.services.steps import begin_step


class QueueProposal:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._contracts = contracts

    def queue(self, proposal: int, asked_by: str = "") -> int:
        """Number of the attempt that is under way.

        Raises: ProposalUnknown, StepNotDue unless the proposal has succeeded and is not queued yet.
        """
        now = self._clock.now()
        with self._db.write() as session:
            standing = standing_of(session, proposal, unix(now), for_update=True)
            if standing.state is not State.SUCCEEDED:
                raise StepNotDue("queueing", standing.state)
            row = standing.proposal
            call = self._contracts.governor(row.governor).queue(row.actions, row.description)
            return begin_step(session, row, StepKind.QUEUE, call, asked_by=asked_by, now=now)
