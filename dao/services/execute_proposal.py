"""Execute a queued proposal whose waiting time is over: the treasury pays. Anyone may ask for it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.units import Yen
from dao.errors import ActionFails, StepNotDue, TreasuryTooSmall, VetoOnItsWay
from dao.models import State, StepKind
from dao.models.actions import total_paid
from dao.queries.standings import Standing, standing_of
from dao.queries.treasuries import balance_of
from dao.queries.vetoes.pages import is_veto_under_way
from dao.services.simulate_actions import SimulateActions
from dao.services.steps import begin_step


class ExecuteProposal:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, trial: SimulateActions) -> None:
        self._db = db
        self._clock = clock
        self._contracts = contracts
        self._trial = trial

    def execute(self, proposal: int, asked_by: str = "") -> int:
        """Number of the attempt that is under way.

        Raises: ProposalUnknown, StepNotDue, VetoOnItsWay, TreasuryTooSmall (try again when money has come in),
            ActionFails when the node says that as things stand an action would be refused.
        """
        now = self._clock.now()
        with self._db.read() as session:
            self._require_due(session, standing_of(session, proposal, unix(now)), unix(now))
        self._try_out(proposal, unix(now))  # the node is asked while nothing is locked
        with self._db.write() as session:
            standing = standing_of(session, proposal, unix(now), for_update=True)
            self._require_due(session, standing, unix(now))
            row = standing.proposal
            call = self._contracts.governor(row.governor).execute(row.actions, row.description)
            return begin_step(session, row, StepKind.EXECUTE, call, asked_by=asked_by, now=now)

    def is_free(self, session: Session, standing: Standing) -> bool:
        """The treasury holds what the proposal pays, and no town is stopping it."""
        needed, balance = self._money(session, standing)
        return int(needed) <= int(balance) and not is_veto_under_way(session, standing.id)

    def _require_due(self, session: Session, standing: Standing, now: int) -> None:
        if not is_mature(standing, now):
            raise StepNotDue("execution", standing.state)
        if is_veto_under_way(session, standing.id):
            raise VetoOnItsWay(standing.id)
        needed, balance = self._money(session, standing)
        if int(balance) < int(needed):
            raise TreasuryTooSmall(needed, balance)

    def _try_out(self, proposal: int, now: int) -> None:
        with self._db.read() as session:
            standing = standing_of(session, proposal, now)
        found = self._trial.simulate(standing.community, standing.proposal.actions)
        if found.fails:
            raise ActionFails(proposal, found.failure)

    def _money(self, session: Session, standing: Standing) -> tuple[Yen, Yen]:
        needed = total_paid(standing.actions(self._contracts))
        return needed, balance_of(session, standing.community.timelock)


def is_mature(standing: Standing, now: int) -> bool:
    return standing.state is State.QUEUED and standing.schedule is not None and standing.schedule.is_mature_at(now)
