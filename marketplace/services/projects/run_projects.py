"""What follows from a project's end by itself: its first milestone is paid, votes are closed, pledges go back,
supporters are thanked. Anybody may call the contract for these; here a periodic job does, a bounded number of
supporters at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import ZERO_ADDRESS, Address
from chain.outbox import Call, enqueue
from chain.units import Yen
from marketplace.models import PublishState
from marketplace.models.projects import (
    ChainProject,
    MilestonePaid,
    MilestoneVoteClosed,
    MilestoneVoteOpened,
    PledgeReturned,
    Project,
    ProjectCancelled,
    ProjectPledged,
    ProjectStep,
    ProjectThanked,
    StepKind,
)
from marketplace.models.projects.points import ProjectPointsPaid, ProjectPointsPledged
from marketplace.models.projects.rules import ProjectState
from marketplace.ports import BlockMaker
from marketplace.queries.projects.points import lot_waits, points_of, unreturned
from marketplace.queries.projects.views import ProjectView, project_view
from marketplace.services.chain_moment import chain_moment

SUPPORTERS_A_CALL = 50  # a return takes about 45,000 gas, a card about 120,000
_MOST_DOUBLINGS = 12
_PATIENCE = timedelta(minutes=10)  # for a call to be seen in the ledger


class RunProjects:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, make_block: BlockMaker) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.make_block = make_block

    def run_due(self) -> int:
        """Returns: how many calls were sent. One that was refused is sent again after a while."""
        now = self.clock.now()
        with self.db.read() as session:
            moment = chain_moment(session, now)
            ended = select(Project.number).where(Project.closes_at > moment, Project.closes_at <= now)
            votes = _unclosed().where(MilestoneVoteOpened.closes_at <= unix(now))
            votes = votes.where(MilestoneVoteOpened.closes_at > unix(moment))
            numbers = session.scalars(_candidates(moment)).all()
            waits_for_block = any(session.scalar(one.limit(1)) is not None for one in (ended, votes))
        if waits_for_block:
            self.make_block()
        return sum(self._advance(number, moment) for number in numbers)

    def _advance(self, number: int, now: datetime) -> int:
        with self.db.write() as session:
            session.get_one(Project, number, with_for_update=True)
            view = project_view(session, number, now)
            due = [step for step in _steps(session, view, now) if not _is_under_way(session, number, step[0], now)]
            for kind, supporters in due:
                step = ProjectStep(project_number=number, kind=kind, supporters=list(supporters), created_at=now)
                session.add(step)
                session.flush()
                name = f"marketplace.project_step:{step.id}"
                enqueue(session, self._call(number, kind, supporters), key=name, subject=name, now=now)
            return len(due)

    def _call(self, number: int, kind: StepKind, supporters: Sequence[Address]) -> Call:
        if kind is StepKind.FIRST:
            return self.contracts.crowdfund.pay_first(number)
        if kind is StepKind.RETURN:
            return self.contracts.crowdfund.give_back(number, supporters)
        if kind is StepKind.POINTS_PAY:
            return self.contracts.points_crowdfund.pay(number)
        if kind is StepKind.POINTS_BACK:
            return self.contracts.points_crowdfund.give_back(number, supporters)
        if kind is StepKind.CLOSE:
            return self.contracts.crowdfund.close_vote(number)
        return self.contracts.crowdfund.thank(number, supporters)


def _candidates(now: datetime) -> Select[int]:
    """Projects on chain that are over, given up or thank at once, and of which somebody still waits for something."""
    cancelled = select(ProjectCancelled.number).where(ProjectCancelled.number == Project.number).exists()
    unpaid = ~select(MilestonePaid.number).where(MilestonePaid.number == Project.number).exists()
    pledged = select(func.coalesce(func.sum(ProjectPledged.amount), 0)).where(ProjectPledged.number == Project.number)
    raised = pledged.scalar_subquery() + points_of()
    is_funded = or_(and_(Project.all_or_nothing.is_(False), raised > 0), raised >= Project.goal)
    due = or_(
        and_(unpaid, is_funded, ~cancelled),
        and_(or_(cancelled, ~is_funded), _somebody_without(PledgeReturned)),
        and_(Project.thanks_from > Yen(0), is_funded, ~cancelled, _somebody_without(ProjectThanked)),
    )
    paid = select(ProjectPointsPaid.number).where(ProjectPointsPaid.number == Project.number).exists()
    waits = select(ProjectPointsPledged.number).where(ProjectPointsPledged.number == Project.number, lot_waits())
    due = or_(due, and_(waits.exists(), ~paid))
    voted = _unclosed().where(MilestoneVoteOpened.closes_at <= unix(now), MilestoneVoteOpened.number == Project.number)
    due = or_(due, and_(voted.exists(), ~cancelled))
    return (
        select(Project.number)
        .join(ChainProject, ChainProject.number == Project.number)
        .where(or_(Project.closes_at <= now, cancelled, Project.all_or_nothing.is_(False)), due)
        .order_by(Project.number)
    )


def _unclosed() -> Select[int]:
    """Numbers of projects whose vote was not closed on chain."""
    closed = select(MilestoneVoteClosed.number).where(
        MilestoneVoteClosed.number == MilestoneVoteOpened.number,
        MilestoneVoteClosed.round == MilestoneVoteOpened.round,
    )
    return select(MilestoneVoteOpened.number).where(~closed.exists())


def _has_ended_vote(session: Session, number: int, moment: int) -> bool:
    due = _unclosed().where(MilestoneVoteOpened.number == number, MilestoneVoteOpened.closes_at <= moment)
    return session.scalar(due.limit(1)) is not None


def _somebody_without(done: type[PledgeReturned] | type[ProjectThanked]) -> ColumnElement[bool]:
    """A supporter of the project has no such fact."""
    has = select(done.supporter).where(done.number == Project.number, done.supporter == ProjectPledged.supporter)
    return select(ProjectPledged.supporter).where(ProjectPledged.number == Project.number, ~has.exists()).exists()


def _steps(session: Session, view: ProjectView, now: datetime) -> list[tuple[StepKind, list[Address]]]:
    """What is due now."""
    number, project = view.project.number, view.project
    if view.is_giving_back:
        waiting = _without(session, number, PledgeReturned, least=0)
        in_points = [] if view.points.is_paid else unreturned(session, number, SUPPORTERS_A_CALL)
        due = [(StepKind.RETURN, waiting), (StepKind.POINTS_BACK, in_points)]
        return [(kind, supporters) for kind, supporters in due if supporters]
    steps: list[tuple[StepKind, list[Address]]] = []
    is_ended = view.state in (ProjectState.FUNDED, ProjectState.DONE)
    if is_ended and int(view.points.amount) and not view.points.is_paid:
        steps.append((StepKind.POINTS_PAY, []))
    if view.state is ProjectState.FUNDED and view.milestones[0].paid is None:
        steps.append((StepKind.FIRST, []))
    if view.state is ProjectState.FUNDED and _has_ended_vote(session, number, unix(now)):
        steps.append((StepKind.CLOSE, []))
    is_sure = view.state in (ProjectState.FUNDED, ProjectState.DONE) or (
        view.state is ProjectState.RUNNING and not project.all_or_nothing
    )
    if is_sure and int(project.thanks_from) and view.thanks_address not in (None, ZERO_ADDRESS):
        passed_over = _passed_over(session, number, now)
        waiting = _without(session, number, ProjectThanked, least=int(project.thanks_from), but=passed_over)
        steps += [(StepKind.THANK, waiting)] if waiting else []
    return steps


def _without(
    session: Session,
    number: int,
    done: type[PledgeReturned] | type[ProjectThanked],
    *,
    least: int,
    but: Collection[str] = (),
) -> list[Address]:
    """Supporters who pledged `least` in all and have no such fact yet, in the order of their addresses."""
    has = select(done.supporter).where(done.number == number, done.supporter == ProjectPledged.supporter).exists()
    found = (
        select(ProjectPledged.supporter)
        .where(ProjectPledged.number == number, ~has, ProjectPledged.supporter.not_in(but))
        .group_by(ProjectPledged.supporter)
        .having(func.sum(ProjectPledged.amount) >= least)
        .order_by(ProjectPledged.supporter)
    )
    return list(session.scalars(found.limit(SUPPORTERS_A_CALL)))


def _is_under_way(session: Session, number: int, kind: StepKind, now: datetime) -> bool:
    """Whether the last such call has not come to its end, or was refused a short while ago."""
    steps = select(ProjectStep).filter_by(project_number=number, kind=kind).order_by(ProjectStep.id.desc())
    last = session.scalar(steps.limit(1))
    if last is None:
        return False
    if last.state == PublishState.FAILED:
        failed = select(func.count()).select_from(ProjectStep)
        tries = session.scalar(failed.filter_by(project_number=number, kind=kind, state=PublishState.FAILED)) or 0
        return now < last.created_at + timedelta(seconds=2 ** min(tries, _MOST_DOUBLINGS))
    return not _is_done(session, last) and now < last.created_at + _PATIENCE


def _passed_over(session: Session, number: int, now: datetime) -> set[str]:
    """Supporters to whom a card was sent long ago and who have none: an account may be a contract that takes none."""
    old = select(ProjectStep).filter_by(project_number=number, kind=StepKind.THANK, state=PublishState.PENDING)
    steps = session.scalars(old.where(ProjectStep.created_at <= now - _PATIENCE))
    return {supporter for step in steps if not _is_done(session, step) for supporter in step.supporters}


def _is_done(session: Session, step: ProjectStep) -> bool:
    """Whether the ledger shows what the call did."""
    if step.kind == StepKind.FIRST:
        return session.scalar(select(MilestonePaid.number).filter_by(number=step.project_number).limit(1)) is not None
    if step.kind == StepKind.POINTS_PAY:
        return session.scalar(select(ProjectPointsPaid.number).filter_by(number=step.project_number)) is not None
    if step.kind == StepKind.POINTS_BACK:
        return not set(step.supporters) & set(unreturned(session, step.project_number, SUPPORTERS_A_CALL))
    if step.kind == StepKind.CLOSE:
        return not _has_ended_vote(session, step.project_number, unix(step.created_at))
    table = PledgeReturned if step.kind == StepKind.RETURN else ProjectThanked
    seen = select(func.count()).select_from(table)
    count = session.scalar(seen.where(table.number == step.project_number, table.supporter.in_(step.supporters)))
    return count == len(step.supporters)
