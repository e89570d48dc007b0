"""What the pages of communities and proposals show. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address
from chain.units import Yen
from dao.errors import CommunityUnknown, ProposalUnknown
from dao.models import (
    Action,
    Community,
    Milestone,
    PlatformContracts,
    Proposal,
    ProposalMilestone,
    ProposalStep,
    Setting,
    Stage,
    State,
    StepKind,
    Support,
    TreasuryMovement,
    VoteCast,
)
from dao.models.actions import total_paid
from dao.models.ballots import Ballot
from dao.ports import FinalBlock
from dao.queries.ballots import BallotReceipt, receipt_of
from dao.queries.standings import Standing, standing_of, standings
from dao.queries.treasuries import balance_of, movements_of, paid_before, treasury_of
from dao.queries.voting_power import electorate, setting_of, votes_of
from dao.services.steps import latest_step

_MOVEMENTS_IN_SHORT = 6


@dataclass(frozen=True, slots=True)
class CommunityCard:
    community: Community
    members: int
    votes: int
    balance: Yen
    open_votes: int  # proposals in which one may vote right now
    proposals: int


@dataclass(frozen=True, slots=True)
class Rules:
    """A governor's parameters now. Times in seconds; the timelock's is 0 when the chain did not say."""

    voting_delay: int
    voting_period: int
    timelock_delay: int
    quorum_per_cent: int
    proposal_threshold: int
    vote_extension: int

    @property
    def least_lead(self) -> int:
        """From a proposal to its execution, at the least."""
        return self.voting_delay + self.voting_period + self.timelock_delay


@dataclass(frozen=True, slots=True)
class TreasuryPage:
    """What moved last, the newest first; a year of it is in dao/queries/treasury."""

    community: Community
    balance: Yen
    income: Yen
    spending: Yen
    movements: Sequence[TreasuryMovement]
    paid_for: dict[bytes, Proposal]  # by transaction hash of the payment


@dataclass(frozen=True, slots=True)
class CommunityPage:
    community: Community
    members: int
    votes: int
    own_votes: int
    treasury: TreasuryPage
    under_way: list[Standing]
    past: list[Standing]
    rules: Rules


@dataclass(frozen=True, slots=True)
class ProposalPage:
    standing: Standing
    actions: list[Action]
    balance: Yen
    rules: Rules
    votes_at_snapshot: int
    votes_now: int
    receipt: BallotReceipt | None
    reasons: list[tuple[Support, str]]
    step: ProposalStep | None  # the newest attempt that still matters
    is_mature: bool
    is_created_final: bool
    is_executed_final: bool
    now: int

    @property
    def missing_yen(self) -> Yen:
        """What the treasury lacks to pay for this proposal; 0 when it was paid or never will be."""
        if not self.standing.is_open:
            return Yen(0)
        return Yen(max(0, int(total_paid(self.actions)) - int(self.balance)))

    @property
    def may_change(self) -> bool:
        """The reader's ballot counts, and may be replaced by another."""
        is_counted = self.receipt is not None and self.receipt.is_counted
        return is_counted and self.standing.proposal.is_changeable and self.standing.state is State.ACTIVE

    @property
    def is_waiting(self) -> bool:
        """Something is on its way to the chain or to finality: the page looks again soon."""
        ballot_waits = self.receipt is not None and self.receipt.state in ("pending", "confirmed")
        step_waits = self.step is not None and not self.step.failed
        sent = self.standing.state is State.SUBMITTED
        settling = self.standing.state is State.EXECUTED and not self.is_executed_final
        return ballot_waits or step_waits or sent or settling


class Pages:
    def __init__(self, db: Database, clock: Clock, final_block: FinalBlock, contracts: PlatformContracts) -> None:
        self._db = db
        self._contracts = contracts
        self._clock = clock
        self._final_block = final_block

    def communities(self) -> list[CommunityCard]:
        with self._db.read() as session:
            rows = session.scalars(select(Community).order_by(Community.id)).all()
            found = self._visible(session, [row.governor for row in rows])
            return [self._card(session, row, found) for row in rows]

    def community(self, slug: str, reader: Address | None = None) -> CommunityPage:
        """Raises: CommunityUnknown."""
        with self._db.read() as session:
            row = _community(session, slug)
            found = self._visible(session, [row.governor])
            members, votes = electorate(session, row.collection)
            return CommunityPage(
                community=row,
                members=members,
                votes=votes,
                own_votes=votes_of(session, row.collection, reader) if reader else 0,
                treasury=_treasury_page(session, row),
                under_way=[standing for standing in found if standing.is_open],
                past=[standing for standing in found if not standing.is_open],
                rules=_rules(session, row),
            )

    def rules(self, slug: str) -> tuple[Community, Rules]:
        """Raises: CommunityUnknown."""
        with self._db.read() as session:
            row = _community(session, slug)
            return row, _rules(session, row)

    def paid_before(self, slug: str) -> Sequence[Address]:
        """Whom this community's treasury has paid. Raises: CommunityUnknown."""
        with self._db.read() as session:
            return paid_before(session, _community(session, slug).timelock)

    def proposal(self, number: int, reader: Address | None = None) -> ProposalPage:
        """Raises: ProposalUnknown; a proposal that is not signed or failed is known to its proposer only."""
        now = unix(self._clock.now())
        with self._db.read() as session:
            standing = standing_of(session, number, now)
            row, community, schedule = standing.proposal, standing.community, standing.schedule
            if standing.state in (State.AWAITING_SIGNATURE, State.FAILED) and row.proposer != reader:
                raise ProposalUnknown(number)
            final = self._final_block(session)
            votes_now = votes_of(session, community.collection, reader) if reader else 0
            snapshot = schedule.snapshot if schedule and schedule.snapshot < now else None
            return ProposalPage(
                standing=standing,
                actions=standing.actions(self._contracts),
                balance=balance_of(session, community.timelock),
                rules=_rules(session, community),
                votes_at_snapshot=votes_of(session, community.collection, reader, snapshot) if reader else 0,
                votes_now=votes_now,
                receipt=receipt_of(session, row, reader, self._final_block) if reader else None,
                reasons=_reasons(session, row),
                step=_current_step(session, standing),
                is_mature=schedule is not None and standing.state is State.QUEUED and schedule.is_mature_at(now),
                is_created_final=_is_final(standing, Milestone.CREATED, final),
                is_executed_final=_is_final(standing, Milestone.EXECUTED, final),
                now=now,
            )

    def drafts_of(self, slug: str, proposer: Address) -> list[Standing]:
        """What this person wrote here and has not brought to the chain."""
        with self._db.read() as session:
            stages = (Stage.AWAITING_SIGNATURE, Stage.FAILED)
            own = select(Proposal).join(Community, Community.governor == Proposal.governor)
            own = own.where(Community.slug == slug, Proposal.proposer == proposer, Proposal.stage.in_(stages))
            found = standings(session, session.scalars(own.order_by(Proposal.id.desc())).all(), self._now())
            return [standing for standing in found if not standing.is_on_chain]

    def _now(self) -> int:
        return unix(self._clock.now())

    def _visible(self, session: Session, governors: Sequence[Address]) -> list[Standing]:
        """Newest first: on chain, or signed and on the way."""
        on_chain = select(ProposalMilestone.block_number).where(
            ProposalMilestone.governor == Proposal.governor, ProposalMilestone.proposal_id == Proposal.proposal_id
        )
        shown = or_(Proposal.stage == Stage.SUBMITTED, on_chain.exists())
        wanted = select(Proposal).where(Proposal.governor.in_(governors), shown).order_by(Proposal.id.desc())
        return standings(session, session.scalars(wanted).all(), self._now())

    def _card(self, session: Session, row: Community, found: list[Standing]) -> CommunityCard:
        own = [standing for standing in found if standing.community.id == row.id]
        members, votes = electorate(session, row.collection)
        open_votes = sum(standing.state is State.ACTIVE for standing in own)
        return CommunityCard(row, members, votes, balance_of(session, row.timelock), open_votes, len(own))


def _community(session: Session, slug: str) -> Community:
    row = session.scalar(select(Community).filter_by(slug=slug))
    if row is None:
        raise CommunityUnknown(slug)
    return row


def _treasury_page(session: Session, row: Community) -> TreasuryPage:
    movements = movements_of(session, row.timelock, _MOVEMENTS_IN_SHORT)
    sums = treasury_of(session, row.timelock)
    income, spending = Yen(sums.income), Yen(sums.spending)
    paid_for = _paid_for(session, row, movements)
    return TreasuryPage(row, sums.balance, income, spending, movements, paid_for)


def _rules(session: Session, row: Community) -> Rules:
    return Rules(
        voting_delay=setting_of(session, row.governor, Setting.VOTING_DELAY),
        voting_period=setting_of(session, row.governor, Setting.VOTING_PERIOD),
        timelock_delay=setting_of(session, row.timelock, Setting.TIMELOCK_DELAY),
        quorum_per_cent=setting_of(session, row.governor, Setting.QUORUM_PER_CENT),
        proposal_threshold=setting_of(session, row.governor, Setting.PROPOSAL_THRESHOLD),
        vote_extension=setting_of(session, row.governor, Setting.VOTE_EXTENSION),
    )


def _is_final(standing: Standing, milestone: Milestone, final_block: int) -> bool:
    passed = standing.milestones.get(milestone)
    return passed is not None and passed.block_number <= final_block


def _current_step(session: Session, standing: Standing) -> ProposalStep | None:
    kinds = {State.SUCCEEDED: StepKind.QUEUE, State.QUEUED: StepKind.EXECUTE}
    kind = kinds.get(standing.state)
    return latest_step(session, standing.proposal, kind) if kind else None


def _reasons(session: Session, row: Proposal, limit: int = 30) -> list[tuple[Support, str]]:
    """Reasons of ballots that count, newest first, without names."""
    votes = select(func.count()).where(
        VoteCast.governor == row.governor, VoteCast.proposal_id == row.proposal_id, VoteCast.voter == Ballot.voter
    )
    counted = votes.correlate(Ballot).scalar_subquery() > Ballot.votes_before
    given = select(Ballot).where(Ballot.proposal_row == row.id, Ballot.reason != "", counted)
    return [(ballot.choice, ballot.reason) for ballot in session.scalars(given.order_by(Ballot.id.desc()).limit(limit))]


def _paid_for(session: Session, row: Community, movements: Sequence[TreasuryMovement]) -> dict[bytes, Proposal]:
    hashes = [movement.tx_hash for movement in movements if not movement.is_income]
    executed = (
        select(ProposalMilestone.tx_hash, Proposal)
        .join(Proposal, Proposal.proposal_id == ProposalMilestone.proposal_id)
        .where(
            Proposal.governor == row.governor,
            ProposalMilestone.governor == row.governor,
            ProposalMilestone.milestone == Milestone.EXECUTED,
            ProposalMilestone.tx_hash.in_(hashes),
        )
    )
    return dict(session.execute(executed).all())
