"""Rows of the dao domain and the pure arithmetic beside them."""

from dao.models.actions import Action, PayYen, UnknownAction, action_from_json, decode_action
from dao.models.ballots import Ballot
from dao.models.communities import Community
from dao.models.facts import (
    BallotRejection,
    Electorate,
    GovernorSetting,
    Milestone,
    ProposalMilestone,
    ProposalTally,
    Setting,
    TreasuryBalance,
    TreasuryMovement,
    TreasuryOpening,
    VoteCast,
    VoteCheckpoint,
)
from dao.models.proposals import Proposal, ProposalStep, Stage, StepKind
from dao.models.schedule import Schedule, State
from dao.models.tally import Support, Tally, quorum_of

__all__ = [
    "Action",
    "Ballot",
    "BallotRejection",
    "Community",
    "Electorate",
    "GovernorSetting",
    "Milestone",
    "PayYen",
    "Proposal",
    "ProposalMilestone",
    "ProposalStep",
    "ProposalTally",
    "Schedule",
    "Setting",
    "Stage",
    "State",
    "StepKind",
    "Support",
    "Tally",
    "TreasuryBalance",
    "TreasuryMovement",
    "TreasuryOpening",
    "UnknownAction",
    "VoteCast",
    "VoteCheckpoint",
    "action_from_json",
    "decode_action",
    "quorum_of",
]
