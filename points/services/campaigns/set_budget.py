"""An officer limits what one campaign may grant."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.services.campaigns.open_terms import open_terms


class SetBudget:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def keep(self, issuer: MunicipalityCode, officer: Address, campaign_id: int, budget: Points | None) -> None:
        """None: what is left of the program's cap. Raises: Invalid, NotFound, CampaignLocked."""
        if budget == 0:
            raise Invalid("budget", "zero")
        with self.db.write() as session:
            _, terms = open_terms(session, issuer, campaign_id, officer, self.clock.now())
            terms.budget = budget
