"""Say under which heading of the plan a payment counts: a proposer when proposing, an officer afterwards."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Forbidden, Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import ProposalUnknown
from dao.models import Community, Proposal, Stage
from dao.models.treasury.plans import BudgetHeading, SpendingHeading
from dao.services.treasury.officers import community_of_town


class NameHeading:
    """Every saying is kept, with who said it and when."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def by_proposer(self, proposal: int, proposer: Address, heading: int) -> None:
        """Raises: ProposalUnknown; Forbidden for another's, or one that was published; Invalid (heading)."""
        with self._db.write() as session:
            row = _proposal(session, proposal)
            if row.proposer != proposer or row.stage not in (Stage.AWAITING_SIGNATURE, Stage.FAILED):
                raise Forbidden("name the heading of a proposal", proposer)
            community = session.scalars(select(Community).filter_by(governor=row.governor)).one()
            self._keep(session, community, row, heading, proposer, is_proposer=True)

    def by_officer(
        self, slug: str, municipality: MunicipalityCode, officer: Address, proposal: int, heading: int | None
    ) -> None:
        """The caller has checked that `officer` acts for `municipality`. None: under no heading.

        Raises: CommunityUnknown, ProposalUnknown, Invalid (municipality, heading).
        """
        with self._db.write() as session:
            community = community_of_town(session, slug, municipality)
            row = _proposal(session, proposal)
            if row.governor != community.governor:
                raise ProposalUnknown(proposal)
            self._keep(session, community, row, heading, officer, is_proposer=False)

    def _keep(
        self,
        session: Session,
        community: Community,
        row: Proposal,
        heading: int | None,
        who: Address,
        *,
        is_proposer: bool,
    ) -> None:
        if heading is not None:
            found = session.get(BudgetHeading, heading)
            if found is None or found.community_id != community.id:
                raise Invalid("heading", "heading_unknown")
        named_at = self._clock.now()
        session.add(
            SpendingHeading(
                proposal_row=row.id, heading_id=heading, named_by=who, is_proposer=is_proposer, named_at=named_at
            )
        )


def _proposal(session: Session, proposal: int) -> Proposal:
    row = session.get(Proposal, proposal)
    if row is None:
        raise ProposalUnknown(proposal)
    return row
