"""An officer of another struck town agrees that its people get the points too, or takes that back."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from points.errors import ReliefRefused
from points.models import ReliefTown


class JoinRelief:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def agree(self, municipality: MunicipalityCode, officer: Address, relief_id: int) -> None:
        """Raises: ReliefRefused (not_struck)."""
        with self.db.write() as session:
            town = session.get(ReliefTown, (relief_id, municipality), with_for_update=True)
            if town is None:
                raise ReliefRefused("not_struck")
            if town.agreed_by is None:
                town.agreed_by, town.agreed_at = officer, self.clock.now()

    def take_back(self, municipality: MunicipalityCode, relief_id: int) -> None:
        """For presses from now on; who has points keeps them. Raises: as above."""
        with self.db.write() as session:
            town = session.get(ReliefTown, (relief_id, municipality), with_for_update=True)
            if town is None:
                raise ReliefRefused("not_struck")
            town.agreed_by = town.agreed_at = None
