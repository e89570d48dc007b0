"""Chain logs to rows of the dao domain."""

from dao.projections.polls import PollProjector
from dao.projections.proposals import ProposalProjector
from dao.projections.treasuries import TreasuryProjector
from dao.projections.voting_power import VotingPowerProjector

__all__ = ["PollProjector", "ProposalProjector", "TreasuryProjector", "VotingPowerProjector"]
