"""The state of a proposal at a moment, from its schedule and tally, as OpenZeppelin's Governor decides it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dao.models.tally import Tally


class State(StrEnum):
    """Names of IGovernor.ProposalState in order, then the ones before the chain knows of the proposal."""

    PENDING = "pending"
    ACTIVE = "active"
    CANCELED = "canceled"
    DEFEATED = "defeated"
    SUCCEEDED = "succeeded"
    QUEUED = "queued"
    EXPIRED = "expired"  # stands for completeness: the timelock never lets a queued proposal expire
    EXECUTED = "executed"
    AWAITING_SIGNATURE = "awaiting_signature"
    SUBMITTED = "submitted"  # signed, on its way to the chain
    FAILED = "failed"  # will never reach the chain


CHAIN_STATES = tuple(State)[:8]  # by the number IGovernor.state() gives


@dataclass(frozen=True, slots=True)
class Schedule:
    """Moments in unix seconds of the chain's clock."""

    snapshot: int  # cards held at this second count; voting is open after it
    deadline: int  # last second of voting, as it stands now
    eta: int | None = None  # from this second on the timelock lets it execute
    is_executed: bool = False
    is_canceled: bool = False
    proposed_deadline: int | None = None  # the one it began with, where it moved
    has_quorum: bool = False  # the chain said so; then it stays, even when ballots are changed
    is_extended: bool = False  # the quorum was reached late, so that the vote closes later than was proposed

    @property
    def first_deadline(self) -> int:
        return self.proposed_deadline or self.deadline

    def state_at(self, moment: int, tally: Tally, quorum: int) -> State:
        if self.is_executed:
            return State.EXECUTED
        if self.is_canceled:
            return State.CANCELED
        if moment <= self.snapshot:
            return State.PENDING
        if moment <= self.deadline:
            return State.ACTIVE
        if not tally.passes(0 if self.has_quorum else quorum):
            return State.DEFEATED
        return State.SUCCEEDED if self.eta is None else State.QUEUED

    def is_mature_at(self, moment: int) -> bool:
        """The timelock would let it through."""
        return self.eta is not None and self.eta <= moment

    def turning_points(self) -> list[int]:
        """First seconds at which the state, or what may be done, is another one."""
        if self.is_executed or self.is_canceled:
            return []
        points = [self.snapshot + 1, self.deadline + 1]
        return points if self.eta is None else [*points, self.eta]
