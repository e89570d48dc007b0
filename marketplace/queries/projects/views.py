"""A project with what the chain says of it: what came together, what was paid out, what went back, who was thanked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address, MunicipalityCode
from chain.units import Points, Yen
from marketplace.errors import ProjectUnknown
from marketplace.models import PublishState
from marketplace.models.projects import (
    ChainProject,
    Milestone,
    MilestonePaid,
    PledgeReturned,
    Project,
    ProjectCancelled,
    ProjectPicture,
    ProjectPledged,
    ProjectThanked,
)
from marketplace.models.projects.rules import (
    ProjectState,
    milestone_amounts,
    percent_of_goal,
    project_state,
)
from marketplace.queries.projects.points import PointsRaised, points_raised

_SHOWN = (
    ProjectState.RUNNING, ProjectState.UPCOMING, ProjectState.FUNDED, ProjectState.DONE, ProjectState.MISSED,
    ProjectState.UNSUPPORTED, ProjectState.CANCELLED,
)  # fmt: skip

_Found = TypeVar("_Found", ChainProject, ProjectCancelled, MilestonePaid)


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """`amount`: paid, or what it would pay of what came together so far."""

    number: int  # from 0, as on chain
    milestone: Milestone
    amount: Yen
    paid: MilestonePaid | None


@dataclass(frozen=True, slots=True)
class ProjectView:
    project: Project
    state: ProjectState
    raised: Yen
    supporters: int
    paid: Yen
    returned: int  # supporters whose pledge went back
    thanked: int
    milestones: list[MilestoneView]
    cancelled_at: int | None  # unix seconds
    cover: ProjectPicture | None  # the first of its pictures
    thanks_address: Address | None
    points: PointsRaised  # a point counts as a yen towards the goal

    @property
    def together(self) -> Yen:
        """Yen and points, as they count towards the goal."""
        return Yen(int(self.raised) + int(self.points.amount))

    @property
    def percent(self) -> int:
        return percent_of_goal(self.together, self.project.goal)

    @property
    def is_goal_met(self) -> bool:
        return self.together >= self.project.goal

    @property
    def missing(self) -> Yen:
        return Yen(max(0, int(self.project.goal) - int(self.together)))

    @property
    def is_on_chain(self) -> bool:
        return self.state not in (ProjectState.DRAFT, ProjectState.FAILED)

    @property
    def is_giving_back(self) -> bool:
        return self.state in (ProjectState.MISSED, ProjectState.CANCELLED)

    @property
    def next_milestone(self) -> MilestoneView | None:
        return next((one for one in self.milestones if one.paid is None), None)

    def days_left(self, now: datetime) -> int:
        """Whole days until the end, 0 on the last."""
        return max(0, (self.project.closes_at - now).days)


def load_project(session: Session, number: int, municipality: MunicipalityCode | None = None) -> Project:
    """Locked for writing. Raises: ProjectUnknown, also for another town's where a town is given."""
    project = session.get(Project, number, with_for_update=True)
    if project is None or municipality not in (None, project.municipality):
        raise ProjectUnknown(number)
    return project


def project_view(
    session: Session, number: int, now: datetime, municipality: MunicipalityCode | None = None
) -> ProjectView:
    """Raises: ProjectUnknown, also for another town's where a town is given."""
    project = session.get(Project, number)
    if project is None or municipality not in (None, project.municipality):
        raise ProjectUnknown(number)
    return views_of(session, [project], now)[0]


def shown_projects(session: Session, now: datetime, town: MunicipalityCode | None = None) -> list[ProjectView]:
    """What visitors may see: running ones first, then by what became of them, the newest first."""
    found = select(Project).join(ChainProject, ChainProject.number == Project.number)
    if town is not None:
        found = found.where(Project.municipality == town)
    views = views_of(session, session.scalars(found.order_by(Project.closes_at.desc(), Project.number)).all(), now)
    return sorted(views, key=lambda view: _SHOWN.index(view.state))


def projects_of_town(session: Session, town: MunicipalityCode, now: datetime) -> list[ProjectView]:
    """For the town's officers: drafts too, the newest first."""
    found = select(Project).where(Project.municipality == town).order_by(Project.created_at.desc(), Project.number)
    return views_of(session, session.scalars(found).all(), now)


def views_of(session: Session, projects: Sequence[Project], now: datetime) -> list[ProjectView]:
    numbers = [project.number for project in projects]
    on_chain = {one.number: one for one in session.scalars(_of(ChainProject, numbers))}
    cancelled = {one.number: one.block_time for one in session.scalars(_of(ProjectCancelled, numbers))}
    pledged = _sums(session, numbers)
    payments: dict[int, dict[int, MilestonePaid]] = {number: {} for number in numbers}
    for payment in session.scalars(_of(MilestonePaid, numbers)):
        payments[payment.number][payment.milestone] = payment
    returned, thanked = _counts(session, PledgeReturned, numbers), _counts(session, ProjectThanked, numbers)
    covers, points = _covers(session, numbers), points_raised(session, numbers)
    views = []
    for project in projects:
        number, (raised, supporters) = project.number, pledged.get(project.number, (Yen(0), 0))
        milestones = _milestones(project, raised, payments[number])
        chain_project, in_points = on_chain.get(number), points.get(number, PointsRaised())
        views.append(
            ProjectView(
                project=project,
                state=_state(project, chain_project, number in cancelled, (raised, in_points.amount), milestones, now),
                raised=raised,
                supporters=supporters,
                paid=Yen(sum(int(one.paid.amount) for one in milestones if one.paid)),
                returned=returned.get(number, 0),
                thanked=thanked.get(number, 0),
                milestones=milestones,
                cancelled_at=cancelled.get(number),
                cover=covers.get(number),
                thanks_address=chain_project.collection if chain_project else None,
                points=in_points,
            )
        )
    return views


def _state(
    project: Project,
    on_chain: ChainProject | None,
    is_cancelled: bool,
    raised: tuple[Yen, Points],
    milestones: Sequence[MilestoneView],
    now: datetime,
) -> ProjectState:
    if on_chain is None:
        return ProjectState.FAILED if project.state == PublishState.FAILED else ProjectState.DRAFT
    return project_state(
        opens_at=on_chain.opens_at,
        closes_at=on_chain.closes_at,
        goal=on_chain.goal,
        raised=raised[0],
        points=raised[1],
        all_or_nothing=on_chain.all_or_nothing,
        is_cancelled=is_cancelled,
        milestones_left=sum(one.paid is None for one in milestones),
        now=unix(now),
    )


def _milestones(project: Project, raised: Yen, paid: dict[int, MilestonePaid]) -> list[MilestoneView]:
    milestones = project.typed_milestones()
    amounts = milestone_amounts(raised, [one.basis_points for one in milestones])
    return [
        MilestoneView(place, milestone, paid[place].amount if place in paid else amount, paid.get(place))
        for place, (milestone, amount) in enumerate(zip(milestones, amounts, strict=True))
    ]


def pictures_of(session: Session, number: int) -> Sequence[ProjectPicture]:
    """On the page of the project itself; the first is its cover."""
    found = select(ProjectPicture).filter_by(project_number=number, update_id=None)
    return session.scalars(found.order_by(ProjectPicture.position, ProjectPicture.id)).all()


def _covers(session: Session, numbers: Sequence[int]) -> dict[int, ProjectPicture]:
    found = select(ProjectPicture).where(ProjectPicture.project_number.in_(numbers), ProjectPicture.update_id.is_(None))
    last_first = found.order_by(ProjectPicture.position.desc(), ProjectPicture.id.desc())
    return {picture.project_number: picture for picture in session.scalars(last_first)}


def _sums(session: Session, numbers: Sequence[int]) -> dict[int, tuple[Yen, int]]:
    columns = (
        ProjectPledged.number,
        func.sum(ProjectPledged.amount),
        func.count(func.distinct(ProjectPledged.supporter)),
    )
    found = select(*columns).where(ProjectPledged.number.in_(numbers)).group_by(ProjectPledged.number)
    return {number: (Yen(int(total)), int(people)) for number, total, people in session.execute(found)}


def _counts(
    session: Session, table: type[PledgeReturned] | type[ProjectThanked], numbers: Sequence[int]
) -> dict[int, int]:
    found = select(table.number, func.count()).where(table.number.in_(numbers)).group_by(table.number)
    return {number: int(count) for number, count in session.execute(found)}


def _of(table: type[_Found], numbers: Sequence[int]) -> Select[_Found]:
    return select(table).where(table.number.in_(numbers))
