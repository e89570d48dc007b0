"""A town promises what it does with more than the goal. A promise that was published stays."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import ProjectNotOpen
from marketplace.models.projects.rules import ProjectState
from marketplace.models.projects.stretch import MAX_WORDS, MOST_STRETCH_GOALS, StretchGoal
from marketplace.queries.projects.views import load_project, project_view

_PROMISING = (ProjectState.DRAFT, ProjectState.FAILED, ProjectState.UPCOMING, ProjectState.RUNNING)


class PromiseStretchGoals:
    """Does not check that the officer serves the town; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def promise(
        self, municipality: MunicipalityCode, number: int, officer: Address, amount: Yen, words_ja: str, words_en: str
    ) -> int:
        """Its id. Raises: ProjectUnknown, ProjectNotOpen once its time is over, Invalid naming the field."""
        words_ja, words_en = " ".join(words_ja.split()), " ".join(words_en.split())
        if not words_ja:
            raise Invalid("words_ja", "empty")
        for name, words in (("words_ja", words_ja), ("words_en", words_en)):
            if len(words) > MAX_WORDS:
                raise Invalid(name, "too_long", most=MAX_WORDS)
        with self.db.write() as session:
            project = load_project(session, number, municipality)
            view = project_view(session, number, self.clock.now())
            if view.state not in _PROMISING:
                raise ProjectNotOpen(number, view.state)
            _check_amount(session, number, project.goal, amount)
            goal = StretchGoal(
                project_number=number,
                amount=amount,
                words_ja=words_ja,
                words_en=words_en,
                officer=officer,
                promised_at=self.clock.now(),
            )
            session.add(goal)
            session.flush()
            return goal.id

    def take_back(self, municipality: MunicipalityCode, number: int, goal_id: int) -> None:
        """Of a draft only. Raises: ProjectUnknown, NotFound, ProjectNotOpen once it is published."""
        with self.db.write() as session:
            load_project(session, number, municipality)
            view = project_view(session, number, self.clock.now())
            if view.is_on_chain:
                raise ProjectNotOpen(number, view.state)
            goal = session.get(StretchGoal, goal_id)
            if goal is None or goal.project_number != number:
                raise NotFound("stretch_goal", goal_id)
            session.delete(goal)


def _check_amount(session: Session, number: int, goal: Yen, amount: Yen) -> None:
    """Raises: Invalid unless it lies beyond the goal and all that was promised."""
    promised = session.scalars(select(StretchGoal.amount).filter_by(project_number=number)).all()
    if len(promised) >= MOST_STRETCH_GOALS:
        raise Invalid("amount", "stretch_goals_enough", most=MOST_STRETCH_GOALS)
    highest = max([int(goal), *(int(one) for one in promised)])
    if int(amount) <= highest:
        raise Invalid("amount", "stretch_goal_low", above=f"{highest:,}")
