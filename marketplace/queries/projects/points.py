"""Points that projects take: in all for everybody, and one supporter's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.ids import Address
from chain.units import Points
from marketplace.models import OrderState
from marketplace.models.projects import Project
from marketplace.models.projects.points import (
    PointsGoalAct,
    PointsPledge,
    ProjectPointsGoal,
    ProjectPointsPaid,
    ProjectPointsPledged,
    ProjectPointsReturned,
)

_NONE = Points(0)


@dataclass(frozen=True, slots=True)
class PointsRaised:
    """Of one project. `goal` None: it takes no points."""

    goal: ProjectPointsGoal | None = None
    amount: Points = _NONE
    supporters: int = 0
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class PointsPledgeView:
    """`state`: the row's, or confirmed from the ledger. `failure`: the contract's name for why."""

    pledge: PointsPledge
    is_on_chain: bool
    is_on_its_way: bool
    failure: str


@dataclass(frozen=True, slots=True)
class OwnPoints:
    pledges: Sequence[PointsPledgeView]
    total: Points  # on chain
    returned: Points


def points_raised(session: Session, numbers: Sequence[int]) -> Mapping[int, PointsRaised]:
    goals = {
        one.number: one for one in session.scalars(select(ProjectPointsGoal).where(_in(ProjectPointsGoal, numbers)))
    }
    columns = (
        ProjectPointsPledged.number,
        func.sum(ProjectPointsPledged.amount),
        func.count(func.distinct(ProjectPointsPledged.supporter)),
    )
    sums = select(*columns).where(_in(ProjectPointsPledged, numbers)).group_by(ProjectPointsPledged.number)
    raised = {number: (Points(int(total)), int(people)) for number, total, people in session.execute(sums)}
    paid = set(session.scalars(select(ProjectPointsPaid.number).where(_in(ProjectPointsPaid, numbers))))
    return {
        number: PointsRaised(goal, *raised.get(number, (Points(0), 0)), is_paid=number in paid)
        for number, goal in goals.items()
    }


def own_points(session: Session, clock: Clock, number: int, supporter: Address) -> OwnPoints:
    """The newest first; those never signed are left out."""
    rows = select(PointsPledge).where(
        PointsPledge.project_number == number,
        PointsPledge.supporter == supporter,
        PointsPledge.state != OrderState.AWAITING_SIGNATURE,
    )
    found = session.scalars(rows.order_by(PointsPledge.id.desc())).all()
    kept = select(ProjectPointsPledged).filter_by(number=number, supporter=supporter)
    on_chain = {one.pledge_id: int(one.amount) for one in session.scalars(kept)}
    back = select(func.sum(ProjectPointsReturned.amount)).filter_by(number=number, supporter=supporter)
    pledges = [
        PointsPledgeView(
            pledge=row,
            is_on_chain=row.pledge_id in on_chain,
            is_on_its_way=row.state == OrderState.PENDING and row.pledge_id not in on_chain,
            failure=row.error_name if row.state == OrderState.FAILED else "",
        )
        for row in found
    ]
    return OwnPoints(pledges, Points(sum(on_chain.values())), Points(int(session.scalar(back) or 0)))


def goal_act_of(session: Session, number: int) -> PointsGoalAct | None:
    """What was signed last."""
    found = select(PointsGoalAct).filter_by(project_number=number).order_by(PointsGoalAct.id.desc())
    return session.scalar(found.limit(1))


def unreturned(session: Session, number: int, limit: int) -> list[Address]:
    """Supporters of whose points some did not go back yet, in the order of their addresses."""
    found = select(ProjectPointsPledged.supporter).where(ProjectPointsPledged.number == number, lot_waits())
    return list(session.scalars(found.distinct().order_by(ProjectPointsPledged.supporter).limit(limit)))


def lot_waits() -> ColumnElement[bool]:
    """The pledged lot of a supporter did not go back."""
    back = select(ProjectPointsReturned.number).where(
        ProjectPointsReturned.number == ProjectPointsPledged.number,
        ProjectPointsReturned.supporter == ProjectPointsPledged.supporter,
        ProjectPointsReturned.lot_id == ProjectPointsPledged.lot_id,
    )
    return ~back.exists()


def points_of() -> ColumnElement[int]:
    """The points pledged to `Project`, within a query of projects."""
    total = select(func.coalesce(func.sum(ProjectPointsPledged.amount), 0))
    return total.where(ProjectPointsPledged.number == Project.number).scalar_subquery()


def is_in_time(pledge: PointsPledge, clock: Clock) -> bool:
    return unix(clock.now()) < pledge.deadline


def _in(
    table: type[ProjectPointsGoal] | type[ProjectPointsPledged] | type[ProjectPointsPaid], numbers: Sequence[int]
) -> ColumnElement[bool]:
    return table.number.in_(numbers)
