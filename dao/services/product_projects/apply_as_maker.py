"""A member shop applies as the maker of a product, changes what it wrote, or withdraws, until the deadline."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import Address
from dao.models.product_projects import ApplicationWords, MakerApplication, ProductProject, Situation
from dao.models.product_projects.errors import MemberShopsOnly
from dao.ports import ProductSales
from dao.queries.product_projects.finding import locked_project
from dao.queries.product_projects.readers import Readers
from dao.services.product_projects.steps import require_situation


class ApplyAsMaker:
    """Does not limit how often; the surface does."""

    def __init__(self, db: Database, clock: Clock, readers: Readers, sales: ProductSales) -> None:
        self._db = db
        self._clock = clock
        self._readers = readers
        self._sales = sales

    def apply(self, number: int, person: Address, shop: str, words: ApplicationWords) -> None:
        """The shop's application stands with these words; one that was withdrawn stands again.

        Raises: ProductUnknown, ProductStopped, MemberShopsOnly, NotItsTurn, Invalid.
        """
        now = self._clock.now()
        words = words.checked(business_date(now))
        with self._db.write() as session:
            known = self._open_for(session, number, person, shop)
            row = session.scalar(select(MakerApplication).filter_by(project_id=number, shop=known))
            if row is None:
                row = MakerApplication(project_id=number, shop=known)
                session.add(row)
            row.words, row.price, row.quantity, row.ready_on = words.words, words.price, words.quantity, words.ready_on
            row.written_by, row.written_at, row.withdrawn_at = person, now, None

    def withdraw(self, number: int, person: Address, shop: str) -> None:
        """Twice does no harm. Raises: ProductUnknown, ProductStopped, MemberShopsOnly, NotItsTurn."""
        with self._db.write() as session:
            known = self._open_for(session, number, person, shop)
            row = session.scalar(select(MakerApplication).filter_by(project_id=number, shop=known))
            if row is not None and row.withdrawn_at is None:
                row.withdrawn_at = self._clock.now()

    def _open_for(self, session: Session, number: int, person: Address, shop: str) -> Address:
        """The shop's account, while its applications are taken."""
        project: ProductProject = locked_project(session, number)
        known = next((one for one in self._readers.own_shops(session, project, person) if one == shop), None)
        if known is None:
            raise MemberShopsOnly(number, person)
        require_situation(session, self._sales, project, self._clock.now(), Situation.APPLYING)
        return known
