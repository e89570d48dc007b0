"""An officer says that a project takes points too: of which program, and which shop gets them when it is funded."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.points_crowdfund import PointsGoal
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.models import PublishState
from marketplace.models.projects.points import PointsGoalAct
from marketplace.models.projects.rules import ProjectState
from marketplace.ports import PointsTill
from marketplace.queries.projects.views import load_project, project_view
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class StatePointsGoal:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, till: PointsTill) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.till = till

    def prepare(
        self, code: MunicipalityCode, number: int, officer: Address, program_id: int, merchant_id: int
    ) -> ToSign:
        """Raises: ProjectUnknown, Conflict (points_goal: points_not_open or points_taken), Invalid (paid_in)."""
        program = next((one for one in self.till.giveable_programs(code) if one.program_id == program_id), None)
        if program is None or merchant_id not in [shop.merchant_id for shop in program.shops]:
            raise Invalid("paid_in", "unknown")
        now = self.clock.now()
        with self.db.write() as session:
            load_project(session, number, code)
            view = project_view(session, number, now)
            if view.state not in (ProjectState.UPCOMING, ProjectState.RUNNING):
                raise Conflict("points_goal", "points_not_open")
            if view.points.goal is not None:
                raise Conflict("points_goal", "points_taken")
            row = PointsGoalAct(
                project_number=number,
                program_id=program_id,
                merchant_id=merchant_id,
                officer=officer,
                deadline=unix(now + OFFICER_SIGNATURE_LIFE),
                created_at=now,
            )
            session.add(row)
            session.flush()
            return ToSign(str(row.id), self.contracts.points_crowdfund.goal_message(_act(row)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing. Raises: NotFound."""
        with self.db.write() as session:
            row = session.get(PointsGoalAct, int(subject), with_for_update=True)
            if row is None:
                raise NotFound("points goal", subject)
            call = self.contracts.points_crowdfund.set_goal(_act(row), row.officer, signature)
            name = f"marketplace.points_goal:{row.id}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=row.officer)
            row.state = PublishState.PENDING


def _act(row: PointsGoalAct) -> PointsGoal:
    return PointsGoal(row.project_number, row.program_id, row.merchant_id, row.deadline)
