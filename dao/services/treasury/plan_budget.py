"""Set the plan of a fiscal year. Each saving is a revision; earlier ones stay for everybody to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import PlanChanged, ProposalUnknown
from dao.models import Community, State
from dao.models.description import check_text
from dao.models.treasury import fiscal_year_of
from dao.models.treasury.plans import MAX_NOTE, BudgetHeading, BudgetLine, BudgetPlan, PlannedLine, checked_lines
from dao.queries.standings import standing_of
from dao.services.treasury.officers import community_of_town

_ACCEPTED = (State.SUCCEEDED, State.QUEUED, State.EXECUTED)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """`revision`: the one that was shown when this was written, 0 for none. `proposal`: by which it was adopted."""

    fiscal_year: int
    revision: int
    lines: Sequence[PlannedLine]
    proposal: int | None = None
    note: str = ""


class PlanBudget:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def plan(self, slug: str, municipality: MunicipalityCode, officer: Address, draft: PlanDraft) -> int:
        """The caller has checked that `officer` acts for `municipality`. Returns: the new revision.

        Raises: CommunityUnknown; Invalid naming the field; PlanChanged when another revision came meanwhile.
        """
        lines, note = checked_lines(draft.lines), check_text("note", draft.note, MAX_NOTE, may_be_empty=True)
        now = self._clock.now()
        if not 0 <= fiscal_year_of(unix(now)) + 1 - draft.fiscal_year <= _YEARS:
            raise Invalid("fiscal_year", "plan_year")
        with self._db.write() as session:
            community = community_of_town(session, slug, municipality, for_update=True)
            before = _newest(session, community, draft.fiscal_year)
            if before != draft.revision:
                raise PlanChanged(draft.fiscal_year, before)
            plan = BudgetPlan(
                community_id=community.id,
                fiscal_year=draft.fiscal_year,
                revision=before + 1,
                proposal_row=self._adopted(session, community, draft.proposal),
                note=note,
                municipality=municipality,
                officer=officer,
                created_at=now,
            )
            session.add(plan)
            session.flush()
            for position, line in enumerate(lines):
                heading = _heading(session, community, line, position)
                words = {"name_ja": line.name_ja, "name_en": line.name_en, "amount": line.amount}
                session.add(BudgetLine(plan_id=plan.id, position=position, heading_id=heading, **words))
            return plan.revision

    def _adopted(self, session: Session, community: Community, proposal: int | None) -> int | None:
        """Raises: Invalid (proposal) unless it was accepted here."""
        if proposal is None:
            return None
        try:
            standing = standing_of(session, proposal, unix(self._clock.now()))
        except ProposalUnknown:
            raise Invalid("proposal", "not_accepted_here") from None
        if standing.community.id != community.id or standing.state not in _ACCEPTED:
            raise Invalid("proposal", "not_accepted_here")
        return proposal


_YEARS = 11  # from ten years back to the next one


def _newest(session: Session, community: Community, year: int) -> int:
    newest = select(func.max(BudgetPlan.revision)).filter_by(community_id=community.id, fiscal_year=year)
    return session.scalar(newest) or 0


def _heading(session: Session, community: Community, line: PlannedLine, position: int) -> int:
    """Raises: Invalid when it names another community's heading."""
    if line.heading is not None:
        found = session.get(BudgetHeading, line.heading)
        if found is None or found.community_id != community.id:
            raise Invalid(f"name_ja_{position}", "heading_unknown")
        return found.id
    made = BudgetHeading(community_id=community.id)
    session.add(made)
    session.flush()
    return made.id
