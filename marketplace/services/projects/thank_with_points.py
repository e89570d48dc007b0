"""The points that a project promised as thanks: an officer has the grant drafted, and an issuer checks and signs it."""

from __future__ import annotations

from eth_utils import keccak
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict
from chain.ids import Address, MunicipalityCode
from marketplace.models.projects import Project, ProjectPledged
from marketplace.models.projects.rules import ProjectState
from marketplace.ports import GrantOrder, PointsGrants
from marketplace.queries.projects.views import load_project, project_view

_SURE = (ProjectState.FUNDED, ProjectState.DONE)


class ThankWithPoints:
    """Does not check that the officer serves the town; the surface does by role, the grant by its signature."""

    def __init__(self, db: Database, clock: Clock, grants: PointsGrants) -> None:
        self.db = db
        self.clock = clock
        self.grants = grants

    def draft(self, municipality: MunicipalityCode, number: int, officer: Address) -> int:
        """The number of the grant; asked again, the same one.

        Raises: ProjectUnknown, Conflict (points_thanks: thanks_not_promised, thanks_not_due or thanks_for_nobody).
        """
        with self.db.read() as session:
            view = project_view(session, number, self.clock.now(), municipality)
            project = view.project
            if not project.points_thanks_program:
                raise Conflict("points_thanks", "thanks_not_promised")
            if view.state not in _SURE:
                raise Conflict("points_thanks", "thanks_not_due")
            people = _people(session, project)
            if not people:
                raise Conflict("points_thanks", "thanks_for_nobody")
            order = _order(project, officer, people)
        campaign = self.grants.draft(order)  # outside: the points domain writes in transactions of its own
        with self.db.write() as session:
            load_project(session, number, municipality).points_thanks_campaign = campaign
        return campaign


def _people(session: Session, project: Project) -> list[Address]:
    total = select(ProjectPledged.supporter).where(ProjectPledged.number == project.number)
    enough = total.group_by(ProjectPledged.supporter).having(
        func.sum(ProjectPledged.amount) >= int(project.points_thanks_from)
    )
    return list(session.scalars(enough.order_by(ProjectPledged.supporter)))


def _order(project: Project, officer: Address, people: list[Address]) -> GrantOrder:
    return GrantOrder(
        municipality=project.municipality,
        officer=officer,
        program_id=project.points_thanks_program,
        each=project.points_thanks_each,
        people=people,
        title_ja=f"{project.title_ja} 支援のお礼"[:100],
        title_en=f"Thanks for supporting {project.title_en}"[:100],
        key=keccak(text=f"project points thanks {project.number}"),
    )
