"""From which total on a town wants a second officer's approval. To raise the limit takes two officers as well."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.errors import ApprovalRefused
from points.models import ApprovalLimit
from points.queries.campaign_terms import approval_limit, proposed_limit

MOST = Points(1_000_000_000)


class KeepApprovalLimit:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def propose(self, municipality: MunicipalityCode, officer: Address, limit: Points) -> bool:
        """Whether it holds at once: a lower limit does, a higher one waits for a second officer.

        Raises: Invalid (limit).
        """
        if limit > MOST:
            raise Invalid("limit", "too_large", most=MOST)
        now = self.clock.now()
        with self.db.write() as session:
            holds = limit <= approval_limit(session, municipality)
            session.add(
                ApprovalLimit(
                    municipality=municipality,
                    limit=limit,
                    proposed_by=officer,
                    proposed_at=now,
                    confirmed_by=officer if holds else None,
                    confirmed_at=now if holds else None,
                )
            )
            return holds

    def confirm(self, municipality: MunicipalityCode, officer: Address, proposal_id: int) -> None:
        """Raises: ApprovalRefused (own_limit; changed when another one was proposed meanwhile)."""
        with self.db.write() as session:
            proposed = proposed_limit(session, municipality)
            if proposed is None or proposed.id != proposal_id:
                raise ApprovalRefused("changed")
            if proposed.proposed_by == officer:
                raise ApprovalRefused("own_limit")
            proposed.confirmed_by, proposed.confirmed_at = officer, self.clock.now()
