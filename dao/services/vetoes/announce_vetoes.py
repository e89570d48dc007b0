"""Tells members that a town stopped a proposal, which town, and why. Run by the scheduler."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.events import record
from chain.ids import Address
from chain.municipalities import Municipalities
from dao.events import ProposalVetoed
from dao.models import Proposal
from dao.models.announcements import Moment, VoteAnnouncement, VoteKind
from dao.models.vetoes import VetoFact
from dao.ports import FinalBlock
from dao.queries.standings import Standing, standing_of
from dao.queries.vetoes.pages import veto_of
from dao.queries.voting_power import votes_at

_NEWS_FOR_SECONDS = 7 * 24 * 3600  # an installation that reads the chain anew tells nothing old
_AT_ONCE = 500


class AnnounceVetoes:
    def __init__(self, db: Database, clock: Clock, final_block: FinalBlock) -> None:
        self._db = db
        self._clock = clock
        self._final_block = final_block

    def announce(self) -> int:
        """Returns: how many vetoes were told of. Only final ones are."""
        since = unix(self._clock.now()) - _NEWS_FOR_SECONDS
        with self._db.read() as session:
            found = (
                select(Proposal.id)
                .join(
                    VetoFact,
                    (VetoFact.governor == Proposal.governor) & (VetoFact.proposal_id == Proposal.proposal_id),
                )
                .where(VetoFact.block_time > since, VetoFact.block_number <= self._final_block(session))
            )
            numbers = [number for number in session.scalars(found) if not _is_told(session, number)]
        for number in numbers:
            self._tell(number)
        return len(numbers)

    def _tell(self, number: int) -> None:
        now = self._clock.now()
        with self._db.write() as session:
            standing = standing_of(session, number, unix(now), for_update=True)
            if _is_told(session, number) or standing.schedule is None:
                return
            session.add(VoteAnnouncement(kind=VoteKind.PROPOSAL, number=number, moment=Moment.VETOED, told_at=now))
            members = sorted(votes_at(session, standing.community.collection, standing.schedule.snapshot))
            for start in range(0, len(members), _AT_ONCE):
                record(session, _event(session, standing, members[start : start + _AT_ONCE]), now)


def _is_told(session: Session, number: int) -> bool:
    return session.get(VoteAnnouncement, (VoteKind.PROPOSAL, number, Moment.VETOED)) is not None


def _event(session: Session, standing: Standing, members: list[Address]) -> ProposalVetoed:
    proposal, community = standing.proposal, standing.community
    veto = veto_of(session, proposal)
    assert veto is not None
    town = Municipalities().by_code(session, [veto.municipality]).get(veto.municipality)
    return ProposalVetoed(
        number=proposal.id,
        accounts=[str(member) for member in members],
        title_ja=proposal.title_ja,
        title_en=proposal.title_en,
        community_ja=community.name_ja,
        community_en=community.name_en,
        town_ja=town.name_ja if town else str(veto.municipality),
        town_en=town.name_en if town else str(veto.municipality),
        reason_ja=veto.written.reason_ja if veto.written else "",
        reason_en=veto.written.reason_en if veto.written else "",
    )
