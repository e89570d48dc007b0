"""From the maker's offer to the sale: which offer belongs to the project, and that people can buy."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.product_projects import ProductProject, Situation, StepKind
from dao.ports import ProductSales
from dao.queries.product_projects.finding import locked_project
from dao.services.product_projects.steps import note_step, require_situation


class FollowSale:
    def __init__(self, db: Database, clock: Clock, sales: ProductSales) -> None:
        self._db = db
        self._clock = clock
        self._sales = sales

    def note_offer(self, number: int, maker: Address, offer: int) -> None:
        """The caller has checked that the person acts for `maker`, and that the offer is theirs.

        Raises: ProductUnknown, ProductStopped, NotItsTurn, also where somebody else was chosen meanwhile.
        """
        with self._db.write() as session:
            project = locked_project(session, number)
            wanted = (Situation.MAKER_CHOSEN,) if project.maker == maker else ()
            require_situation(session, self._sales, project, self._clock.now(), *wanted)
            project.offer = offer

    def note_sales(self) -> int:
        """Run by the scheduler. Returns: how many products can be bought since then."""
        waiting = select(ProductProject).where(ProductProject.offer.is_not(None), ProductProject.listing.is_(None))
        with self._db.read() as session:
            opened = [
                (project.id, listing)
                for project in session.scalars(waiting.order_by(ProductProject.id))
                if project.offer is not None and (listing := self._sales.progress(session, project.offer).listing)
            ]
        return sum(self._note_sale(number, listing) for number, listing in opened)

    def _note_sale(self, number: int, listing: int) -> bool:
        with self._db.write() as session:
            project = session.get_one(ProductProject, number, with_for_update=True)
            if project.listing is not None:
                return False
            project.listing = listing
            note_step(session, project, StepKind.ON_SALE, "", self._clock.now())
            return True
