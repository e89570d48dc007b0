"""Which grants proposals opened, how far the town is with each, and out of which programs one can ask for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import MunicipalityCode
from dao.models import Milestone, Proposal, ProposalMilestone
from dao.models.grants import ProposalGrant
from dao.ports import GrantProgress, ThanksGrants, ThanksProgram
from dao.queries.moderation.subjects import community_of
from dao.queries.standings import Standing, standings


@dataclass(frozen=True, slots=True)
class GrantView:
    """`progress`: None before an officer drafted it. `purpose`: what the proposer wrote."""

    grant: ProposalGrant
    standing: Standing
    purpose: str
    progress: GrantProgress | None

    @property
    def is_waiting(self) -> bool:
        """It is the town's turn."""
        return self.grant.campaign is None and Milestone.EXECUTED in self.standing.milestones


class GrantPages:
    def __init__(self, db: Database, clock: Clock, grants: ThanksGrants) -> None:
        self._db = db
        self._clock = clock
        self._grants = grants

    def programs(self, slug: str) -> list[tuple[str, ThanksProgram]]:
        """(town, program) of the towns that take part, where something is left. Raises: CommunityUnknown."""
        with self._db.read() as session:
            towns = community_of(session, slug).towns
        return [(town, one) for town in towns for one in self._grants.programs(MunicipalityCode(town))]

    def of_town(self, municipality: MunicipalityCode) -> list[GrantView]:
        """Of executed proposals: those that wait first, then the newest."""
        executed = select(ProposalMilestone.block_number).where(
            ProposalMilestone.governor == Proposal.governor,
            ProposalMilestone.proposal_id == Proposal.proposal_id,
            ProposalMilestone.milestone == Milestone.EXECUTED,
        )
        wanted = select(ProposalGrant).join(Proposal, Proposal.id == ProposalGrant.proposal_row)
        wanted = wanted.where(ProposalGrant.municipality == str(municipality), executed.exists())
        with self._db.read() as session:
            rows = session.scalars(wanted.order_by(ProposalGrant.proposal_row.desc(), ProposalGrant.place)).all()
            found = self._views(session, rows)
        return sorted(found, key=lambda view: not view.is_waiting)

    def of_proposal(self, number: int) -> list[GrantView]:
        with self._db.read() as session:
            rows = select(ProposalGrant).filter_by(proposal_row=number).order_by(ProposalGrant.place)
            return self._views(session, session.scalars(rows).all())

    def _views(self, session: Session, rows: Sequence[ProposalGrant]) -> list[GrantView]:
        proposals = session.scalars(select(Proposal).where(Proposal.id.in_({row.proposal_row for row in rows}))).all()
        found = {one.id: one for one in standings(session, proposals, unix(self._clock.now()))}
        return [
            GrantView(
                row,
                found[row.proposal_row],
                found[row.proposal_row].proposal.words.purposes.get(row.place, ""),
                self._grants.progress(session, row.campaign) if row.campaign is not None else None,
            )
            for row in rows
            if row.proposal_row in found
        ]
