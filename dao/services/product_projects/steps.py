"""What every act on a product project does: look whether it waits for it, and note that it happened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.product_projects import ProductProject, ProjectStep, Situation, StepKind
from dao.models.product_projects.errors import NotItsTurn
from dao.ports import ProductSales
from dao.queries.product_projects.standing import standing_of


def require_situation(
    session: Session, sales: ProductSales, project: ProductProject, now: datetime, *wanted: Situation
) -> Situation:
    """Raises: NotItsTurn."""
    found = standing_of(session, sales, project, now).situation(now)
    if found not in wanted:
        raise NotItsTurn(project.id, found)
    return found


def note_step(session: Session, project: ProductProject, kind: StepKind, by: Address | str, now: datetime) -> None:
    session.add(ProjectStep(project_id=project.id, kind=kind, by=str(by), at=now))
