"""The arithmetic and the states of a project, as the Crowdfund contract has them. Whole yen, no rounding up."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from chain.errors import Invalid
from chain.units import Points, Yen, split_by_basis_points

WHOLE = 10_000  # basis points
MOST_MILESTONES = 12
_NO_POINTS = Points(0)


class ProjectState(StrEnum):
    DRAFT = "draft"  # not on chain yet
    FAILED = "failed"  # the chain refused to open it
    UPCOMING = "upcoming"
    RUNNING = "running"  # takes pledges
    MISSED = "missed"  # pledges go back
    UNSUPPORTED = "unsupported"  # would have kept whatever came, and nothing came
    FUNDED = "funded"  # paid out by milestones
    DONE = "done"  # all milestones paid
    CANCELLED = "cancelled"  # what was not paid out goes back


def project_state(
    *,
    opens_at: int,
    closes_at: int,
    goal: Yen,
    raised: Yen,
    all_or_nothing: bool,
    is_cancelled: bool,
    milestones_left: int,
    now: int,
    points: Points = _NO_POINTS,
) -> ProjectState:
    """Of a project on chain, moments in unix seconds. A point counts as a yen towards the goal. The closing moment
    itself is closed, as in the contract."""
    if is_cancelled:
        return ProjectState.CANCELLED
    if now < closes_at:
        return ProjectState.UPCOMING if now < opens_at else ProjectState.RUNNING
    if all_or_nothing and int(raised) + int(points) < int(goal):
        return ProjectState.MISSED
    if not int(raised) + int(points):
        return ProjectState.UNSUPPORTED
    return ProjectState.FUNDED if milestones_left else ProjectState.DONE


def check_milestones(basis_points: Sequence[int]) -> None:
    """Raises: Invalid (milestones)."""
    if not basis_points:
        raise Invalid("milestones", "empty")
    if len(basis_points) > MOST_MILESTONES:
        raise Invalid("milestones", "too_many", most=MOST_MILESTONES)
    if min(basis_points) < 1 or sum(basis_points) != WHOLE:
        raise Invalid("milestones", "must_sum_to_10000", total=sum(basis_points))


def milestone_amounts(raised: Yen, basis_points: Sequence[int]) -> list[Yen]:
    """What each milestone pays: rounded down, the last one pays the rest, to the yen."""
    return split_by_basis_points(raised, list(basis_points))


def amount_returned(pledged: Yen, raised: Yen, paid: Yen) -> Yen:
    """What goes back to one supporter when `paid` of `raised` was paid out: in proportion, rounded down."""
    return Yen(int(pledged) * (int(raised) - int(paid)) // int(raised)) if raised else Yen(0)


def amount_handed_over(pledged: Yen, raised: Yen, paid: Yen) -> Yen:
    """How much of one supporter's pledge has reached the payees, rounded down: what a receipt may say."""
    return Yen(int(pledged) * int(paid) // int(raised)) if raised else Yen(0)


def percent_of_goal(raised: Yen, goal: Yen) -> int:
    """Rounded down, so that 100 is said only when the goal is met; may be above 100."""
    return int(raised) * 100 // int(goal)
