"""What each page about projects shows, read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import ProjectUnknown
from marketplace.models import ChainCollection
from marketplace.models.projects import MilestonePaid, MilestoneReport, Pledge, Project, ProjectPicture, ProjectUpdate
from marketplace.models.projects.points import PointsGoalAct
from marketplace.models.projects.stretch import StretchGoal
from marketplace.queries.projects.points import OwnPoints, goal_act_of, own_points
from marketplace.queries.projects.supporters import (
    OwnSupport,
    PledgeView,
    SupporterLine,
    SupporterRow,
    newest_supporters,
    owed_to,
    pledge_count,
    pledge_view,
    support_of,
    supported_by,
    supporter_rows,
)
from marketplace.queries.projects.views import (
    ProjectView,
    pictures_of,
    project_view,
    projects_of_town,
    shown_projects,
    views_of,
)
from marketplace.queries.projects.votes import VoteView, votes_of_project
from marketplace.queries.yen import balance_of

SUPPORTERS_SHOWN, SUPPORTERS_A_PAGE = 12, 50


@dataclass(frozen=True, slots=True)
class UpdateView:
    update: ProjectUpdate
    pictures: Sequence[ProjectPicture]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """`reports`: of milestones that are paid, by their number."""

    view: ProjectView
    days_left: int
    pictures: Sequence[ProjectPicture]
    updates: Sequence[UpdateView]
    reports: dict[int, MilestoneReport]
    supporters: Sequence[SupporterLine]
    pledges: int
    own: OwnSupport | None  # of the looking account
    owed: Yen
    balance: Yen
    stretch_goals: Sequence[StretchGoal]
    votes: Sequence[VoteView]  # the newest first
    own_points: OwnPoints | None  # of the looking account


@dataclass(frozen=True, slots=True)
class PledgePage:
    view: ProjectView
    pledge: PledgeView


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A project for the officers of its town. `is_thanks_ready`: its cards can be minted, or it has none."""

    view: ProjectView
    pictures: Sequence[ProjectPicture]
    updates: Sequence[UpdateView]
    reports: Sequence[MilestoneReport]
    is_thanks_ready: bool
    stretch_goals: Sequence[StretchGoal]
    votes: Sequence[VoteView]
    points_act: PointsGoalAct | None  # signed last


@dataclass(frozen=True, slots=True)
class SupportersPage:
    """Pages are counted from 1; one beyond the last is the last."""

    view: ProjectView
    lines: Sequence[SupporterLine]
    page: int
    pages: int


class ProjectPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def listed(self, town: MunicipalityCode | None = None) -> list[ProjectView]:
        with self._db.read() as session:
            return shown_projects(session, self._clock.now(), town)

    def supported(self, supporter: Address) -> list[tuple[ProjectView, Yen]]:
        """The projects that somebody supports, with what was pledged in all."""
        with self._db.read() as session:
            amounts = supported_by(session, supporter)
            projects = session.scalars(select(Project).where(Project.number.in_(amounts))).all()
            views = {one.project.number: one for one in views_of(session, projects, self._clock.now())}
            return [(views[number], amount) for number, amount in amounts.items() if number in views]

    def project(self, number: int, reader: Address | None = None) -> ProjectPage:
        """Raises: ProjectUnknown, also for a draft."""
        now = self._clock.now()
        with self._db.read() as session:
            view = project_view(session, number, now)
            if not view.is_on_chain:
                raise ProjectUnknown(number)
            return ProjectPage(
                view=view,
                days_left=view.days_left(now),
                pictures=pictures_of(session, number),
                updates=_updates(session, number),
                reports=_published_reports(session, number),
                supporters=newest_supporters(session, number, limit=SUPPORTERS_SHOWN),
                pledges=pledge_count(session, number),
                own=support_of(session, self._clock, number, reader) if reader else None,
                owed=owed_to(session, reader) if reader else Yen(0),
                balance=balance_of(session, reader) if reader else Yen(0),
                stretch_goals=_stretch_goals(session, number),
                votes=votes_of_project(session, number, unix(now), reader),
                own_points=own_points(session, self._clock, number, reader) if reader else None,
            )

    def supporters(self, number: int, page: int) -> SupportersPage:
        """The newest first. Raises: ProjectUnknown, also for a draft."""
        with self._db.read() as session:
            view = project_view(session, number, self._clock.now())
            if not view.is_on_chain:
                raise ProjectUnknown(number)
            return _supporters(session, view, page)

    def desk_supporters(self, town: MunicipalityCode, number: int, page: int) -> SupportersPage:
        """Raises: ProjectUnknown, also for another town's."""
        with self._db.read() as session:
            return _supporters(session, project_view(session, number, self._clock.now(), town), page)

    def supporter_rows(self, town: MunicipalityCode, number: int) -> list[SupporterRow]:
        """Raises: ProjectUnknown, also for another town's."""
        with self._db.read() as session:
            project_view(session, number, self._clock.now(), town)
            return supporter_rows(session, number)

    def pledge(self, pledge_id: int, supporter: Address) -> PledgePage:
        """Raises: PledgeUnknown, also for anybody else's."""
        with self._db.read() as session:
            found = pledge_view(session, self._clock, pledge_id, supporter)
            return PledgePage(project_view(session, found.pledge.project_number, self._clock.now()), found)

    def desk_list(self, town: MunicipalityCode) -> list[ProjectView]:
        with self._db.read() as session:
            return projects_of_town(session, town, self._clock.now())

    def desk(self, town: MunicipalityCode, number: int) -> DeskPage:
        """Raises: ProjectUnknown, also for another town's."""
        with self._db.read() as session:
            view = project_view(session, number, self._clock.now(), town)
            reports = select(MilestoneReport).filter_by(project_number=number).order_by(MilestoneReport.id.desc())
            return DeskPage(
                view=view,
                pictures=pictures_of(session, number),
                updates=_updates(session, number),
                reports=session.scalars(reports).all(),
                is_thanks_ready=_is_thanks_ready(session, view.project),
                stretch_goals=_stretch_goals(session, number),
                votes=votes_of_project(session, number, unix(self._clock.now())),
                points_act=goal_act_of(session, number),
            )

    def of_update(self, update_id: int) -> int | None:
        """Number of the project whose news this is."""
        with self._db.read() as session:
            return session.scalar(select(ProjectUpdate.project_number).filter_by(id=update_id))

    def of_pledge(self, pledge_id: int) -> int | None:
        """Number of the project to which somebody pledged."""
        with self._db.read() as session:
            return session.scalar(select(Pledge.project_number).filter_by(id=pledge_id))

    def places_of(self, number: int, cid: str) -> set[int | None]:
        """Where a picture of a project stands: in its news, by their numbers, or None for its own page."""
        with self._db.read() as session:
            return set(session.scalars(select(ProjectPicture.update_id).filter_by(project_number=number, cid=cid)))

    def picture(self, number: int, cid: str) -> Project:
        """The project on whose page everybody may see this upload. Raises: ProjectUnknown, NotFound."""
        with self._db.read() as session:
            view = project_view(session, number, self._clock.now())
            if not view.is_on_chain:
                raise ProjectUnknown(number)
            shown = select(ProjectPicture.id).filter_by(project_number=number, cid=cid)
            if session.scalar(shown.limit(1)) is not None:
                return view.project
            if any(one.picture == cid for one in _published_reports(session, number).values()):
                return view.project
        raise NotFound("picture", cid)


def _supporters(session: Session, view: ProjectView, page: int) -> SupportersPage:
    number = view.project.number
    pages = max(1, -(-pledge_count(session, number) // SUPPORTERS_A_PAGE))
    page = min(max(page, 1), pages)
    offset = (page - 1) * SUPPORTERS_A_PAGE
    lines = newest_supporters(session, number, limit=SUPPORTERS_A_PAGE, offset=offset)
    return SupportersPage(view, lines, page, pages)


def _stretch_goals(session: Session, number: int) -> Sequence[StretchGoal]:
    return session.scalars(select(StretchGoal).filter_by(project_number=number).order_by(StretchGoal.amount)).all()


def _updates(session: Session, number: int) -> list[UpdateView]:
    found = select(ProjectUpdate).filter_by(project_number=number)
    updates = session.scalars(found.order_by(ProjectUpdate.posted_at.desc(), ProjectUpdate.id.desc())).all()
    of_updates = select(ProjectPicture).where(
        ProjectPicture.project_number == number, ProjectPicture.update_id.is_not(None)
    )
    pictures = session.scalars(of_updates.order_by(ProjectPicture.position, ProjectPicture.id)).all()
    return [UpdateView(update, [one for one in pictures if one.update_id == update.id]) for update in updates]


def _published_reports(session: Session, number: int) -> dict[int, MilestoneReport]:
    """The reports whose hash the chain paid for."""
    paid = select(MilestonePaid).filter_by(number=number)
    hashes = {one.milestone: one.report_hash for one in session.scalars(paid)}
    found = session.scalars(select(MilestoneReport).filter_by(project_number=number)).all()
    return {one.milestone: one for one in found if hashes.get(one.milestone) == one.report_hash}


def _is_thanks_ready(session: Session, project: Project) -> bool:
    if project.thanks_number is None:
        return True
    return session.scalar(select(ChainCollection.number).filter_by(number=project.thanks_number)) is not None
