"""A steward stops a product project with a reason for its readers, and lets it go on again. A poll that is open stays
open: its rules never change."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.description import check_text
from dao.models.product_projects import ProductProject, Situation, StepKind
from dao.models.product_projects.errors import NotItsTurn
from dao.models.product_projects.words import MOST_REASON
from dao.queries.membership.belonging import require_role
from dao.queries.product_projects.finding import project_of, steered_project
from dao.queries.product_projects.readers import STEWARD
from dao.services.product_projects.steps import note_step


class StopProject:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def stop(self, number: int, steward: Address, reason: str) -> None:
        """Not once it is on sale: the sale is ended at its desk.

        Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, Invalid (reason).
        """
        reason = check_text("reason", reason, MOST_REASON)
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            if project.listing is not None:
                raise NotItsTurn(number, Situation.ON_SALE)
            project.stopped_at, project.stop_reason = self._clock.now(), reason
            note_step(session, project, StepKind.STOPPED, steward, project.stopped_at)

    def resume(self, number: int, steward: Address) -> None:
        """Where it stood; on one that goes on it changes nothing. Raises: ProductUnknown, RoleRequired."""
        with self._db.write() as session:
            require_role(session, project_of(session, number).community, steward, STEWARD, "steer a product project")
            project = session.get_one(ProductProject, number, with_for_update=True)
            if project.stopped_at is not None:
                project.stopped_at, project.stop_reason = None, ""
                note_step(session, project, StepKind.RESUMED, steward, self._clock.now())
