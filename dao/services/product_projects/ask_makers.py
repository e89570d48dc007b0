"""A steward asks the member shops who would make the product, gives them longer, or takes the call back while nobody
has answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.models.product_projects import MakerApplication, Situation, StepKind
from dao.models.product_projects.errors import NotItsTurn
from dao.ports import ProductSales
from dao.queries.product_projects.finding import steered_project
from dao.services.product_projects.steps import note_step, require_situation

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=120)
_EXTENDABLE = (Situation.APPLYING, Situation.NO_APPLICANTS)


class AskMakers:
    def __init__(self, db: Database, clock: Clock, sales: ProductSales) -> None:
        self._db = db
        self._clock = clock
        self._sales = sales

    def ask(self, number: int, steward: Address, until: datetime) -> None:
        """A call that is open already is extended; never made shorter.

        Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, Invalid (apply_until).
        """
        now = self._clock.now()
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            require_situation(session, self._sales, project, now, Situation.PROTOTYPE_CHOSEN, *_EXTENDABLE)
            if not SHORTEST <= until - now <= LONGEST:
                raise Invalid("apply_until", "call_length", days=LONGEST.days)
            if project.apply_until is not None and until <= project.apply_until:
                raise Invalid("apply_until", "not_later")
            kind = StepKind.TIME_EXTENDED if project.apply_until else StepKind.MAKERS_ASKED
            project.apply_until = until
            note_step(session, project, kind, steward, now)

    def take_back(self, number: int, steward: Address) -> None:
        """Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, also once a shop has applied."""
        now = self._clock.now()
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            found = require_situation(session, self._sales, project, now, *_EXTENDABLE)
            if session.scalar(select(MakerApplication.id).filter_by(project_id=number).limit(1)) is not None:
                raise NotItsTurn(number, found)
            project.apply_until = None
            note_step(session, project, StepKind.CALL_TAKEN_BACK, steward, now)
