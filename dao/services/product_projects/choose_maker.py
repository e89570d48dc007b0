"""The steward chooses the maker, or confirms whom the poll chose; taken back while the maker has begun nothing."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.models.product_projects import Situation, StepKind
from dao.models.product_projects.errors import NotItsTurn
from dao.ports import ProductSales
from dao.queries.product_projects.choosing import may_be_chosen
from dao.queries.product_projects.finding import steered_project
from dao.services.product_projects.steps import note_step, require_situation


class ChooseMaker:
    def __init__(self, db: Database, clock: Clock, sales: ProductSales) -> None:
        self._db = db
        self._clock = clock
        self._sales = sales

    def choose(self, number: int, steward: Address, shop: str) -> None:
        """Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn, Invalid (shop)."""
        now = self._clock.now()
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            found = require_situation(
                session, self._sales, project, now, Situation.APPLIED, Situation.MAKER_VOTED, Situation.MAKER_UNDECIDED
            )
            choices = may_be_chosen(session, project, found)
            if not choices:
                raise NotItsTurn(number, found)
            known = next((one for one in choices if one == shop), None)
            if known is None:
                raise Invalid("shop", "one_option")
            project.maker = known
            note_step(session, project, StepKind.MAKER_CHOSEN, steward, now)

    def take_back(self, number: int, steward: Address) -> None:
        """Raises: ProductUnknown, ProductStopped, RoleRequired, NotItsTurn."""
        now = self._clock.now()
        with self._db.write() as session:
            project = steered_project(session, number, steward)
            require_situation(session, self._sales, project, now, Situation.MAKER_CHOSEN)
            project.maker, project.offer = None, None
            note_step(session, project, StepKind.CHOICE_TAKEN_BACK, steward, now)
