"""Execute a queued proposal whose waiting time is over: the treasury pays. Anyone may ask for it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from dao.errors import StepNotDue, TreasuryTooSmall
from dao.models import PayYen, State, StepKind
from dao.queries.standings import Standing, standing_of
from dao.queries.treasuries import balance_of
from dao.services.steps import begin_step


class ExecuteProposal:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._contracts = contracts

    def execute(self, proposal: int, asked_by: str = "") -> int:
        """Number of the attempt that is under way.

        Raises: ProposalUnknown, StepNotDue, TreasuryTooSmall (try again when money has come in).
        """
        now = self._clock.now()
        with self._db.write() as session:
            standing = standing_of(session, proposal, unix(now), for_update=True)
            if not is_mature(standing, unix(now)):
                raise StepNotDue("execution", standing.state)
            require_cover(session, standing)
            row = standing.proposal
            call = self._contracts.governor(row.governor).execute(row.actions, row.description)
            return begin_step(session, row, StepKind.EXECUTE, call, asked_by=asked_by, now=now)


def is_mature(standing: Standing, now: int) -> bool:
    return standing.state is State.QUEUED and standing.schedule is not None and standing.schedule.is_mature_at(now)


def require_cover(session: Session, standing: Standing) -> None:
    """Raises: TreasuryTooSmall."""
    action = standing.proposal.typed_action
    if isinstance(action, PayYen):
        balance = balance_of(session, standing.community.timelock)
        if int(balance) < int(action.amount):
            raise TreasuryTooSmall(action.amount, balance)
