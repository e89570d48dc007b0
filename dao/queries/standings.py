"""Where a proposal stands: its row, what the chain said about it, and the state that follows from both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.indexer.upserts import in_slices
from dao.errors import ProposalUnknown
from dao.models import (
    Action,
    Community,
    Milestone,
    Places,
    PlatformContracts,
    Proposal,
    ProposalMilestone,
    ProposalTally,
    Schedule,
    Stage,
    State,
    Tally,
    decode_actions,
)
from dao.queries.voting_power import quorum_at

_BEFORE_CHAIN = {
    Stage.AWAITING_SIGNATURE: State.AWAITING_SIGNATURE,
    Stage.SUBMITTED: State.SUBMITTED,
    Stage.FAILED: State.FAILED,
    Stage.SEEN: State.SUBMITTED,
}
_Key = tuple[Address, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """`schedule` is None until the chain knows of the proposal; then `quorum` is what its snapshot asks for."""

    proposal: Proposal
    community: Community
    state: State
    schedule: Schedule | None = None
    tally: Tally = field(default_factory=Tally)
    voters: int = 0
    quorum: int = 0
    milestones: dict[Milestone, ProposalMilestone] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.proposal.id

    def actions(self, contracts: PlatformContracts) -> list[Action]:
        """What it does, read from its calls."""
        places = Places.of(contracts, self.proposal.governor, self.community.timelock)
        return decode_actions(self.proposal.actions, places, self.proposal.words.names)

    @property
    def is_on_chain(self) -> bool:
        return self.schedule is not None

    @property
    def is_vetoed(self) -> bool:
        return Milestone.VETOED in self.milestones

    @property
    def has_quorum(self) -> bool:
        return self.tally.reaches(self.quorum) or (self.schedule is not None and self.schedule.has_quorum)

    @property
    def is_open(self) -> bool:
        """Something may still happen to it."""
        return self.state in _UNDECIDED


_UNDECIDED = frozenset({State.SUBMITTED, State.PENDING, State.ACTIVE, State.SUCCEEDED, State.QUEUED})


def standing_of(session: Session, proposal: int, now: int, *, for_update: bool = False) -> Standing:
    """`proposal` is our row's number. With `for_update` nobody else changes the row until the transaction ends.

    Raises: ProposalUnknown.
    """
    wanted = select(Proposal).where(Proposal.id == proposal)
    row = session.scalar(wanted.with_for_update() if for_update else wanted)
    found = standings(session, [row], now) if row is not None else []
    if not found or (found[0].proposal.stage == Stage.SEEN and not found[0].is_on_chain):
        raise ProposalUnknown(proposal)
    return found[0]


def standings(session: Session, proposals: Sequence[Proposal], now: int) -> list[Standing]:
    """In the order given; proposals of governors that are no community of ours are left out."""
    governors = {proposal.governor for proposal in proposals}
    communities = {
        community.governor: community
        for community in session.scalars(select(Community).where(Community.governor.in_(governors)))
    }
    milestones = _milestones(session, proposals)
    tallies = _tallies(session, proposals)
    return [
        _standing(session, proposal, communities[proposal.governor], milestones, tallies, now)
        for proposal in proposals
        if proposal.governor in communities
    ]


def _standing(
    session: Session,
    proposal: Proposal,
    community: Community,
    milestones: dict[_Key, dict[Milestone, ProposalMilestone]],
    tallies: dict[_Key, ProposalTally],
    now: int,
) -> Standing:
    key = (proposal.governor, proposal.proposal_id)
    passed = milestones.get(key, {})
    if Milestone.CREATED not in passed:
        return Standing(proposal, community, _BEFORE_CHAIN[Stage(proposal.stage)])
    schedule = _schedule(passed)
    sums = tallies.get(key)
    tally = Tally(sums.against, sums.in_favour, sums.abstain) if sums else Tally()
    quorum = quorum_at(session, community.governor, community.collection, schedule.snapshot)
    state = schedule.state_at(now, tally, quorum)
    return Standing(proposal, community, state, schedule, tally, sums.voters if sums else 0, quorum, passed)


def _schedule(passed: dict[Milestone, ProposalMilestone]) -> Schedule:
    created, queued = passed[Milestone.CREATED], passed.get(Milestone.QUEUED)
    extended = passed.get(Milestone.EXTENDED)
    assert created.snapshot is not None and created.deadline is not None
    return Schedule(
        snapshot=created.snapshot,
        deadline=(extended.deadline if extended else None) or created.deadline,
        proposed_deadline=created.deadline if extended else None,
        has_quorum=Milestone.QUORUM in passed,
        is_extended=extended is not None,
        eta=queued.eta if queued else None,
        is_executed=Milestone.EXECUTED in passed,
        is_canceled=Milestone.CANCELED in passed or Milestone.VETOED in passed,
    )


def _milestones(session: Session, proposals: Sequence[Proposal]) -> dict[_Key, dict[Milestone, ProposalMilestone]]:
    found: dict[_Key, dict[Milestone, ProposalMilestone]] = {}
    place = tuple_(ProposalMilestone.governor, ProposalMilestone.proposal_id)
    for keys in in_slices([(proposal.governor, proposal.proposal_id) for proposal in proposals]):
        for row in session.scalars(select(ProposalMilestone).where(place.in_(keys))):
            found.setdefault((row.governor, row.proposal_id), {})[Milestone(row.milestone)] = row
    return found


def _tallies(session: Session, proposals: Sequence[Proposal]) -> dict[_Key, ProposalTally]:
    place = tuple_(ProposalTally.governor, ProposalTally.proposal_id)
    return {
        (row.governor, row.proposal_id): row
        for keys in in_slices([(proposal.governor, proposal.proposal_id) for proposal in proposals])
        for row in session.scalars(select(ProposalTally).where(place.in_(keys)))
    }
