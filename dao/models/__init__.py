"""Rows of the dao domain and the pure arithmetic beside them."""

from dao.models.actions import (
    Action,
    AllowPledge,
    ChangeSetting,
    FundProject,
    KeptWords,
    PayYen,
    Places,
    PlatformContracts,
    Proposable,
    UnknownAction,
    decode_actions,
)
from dao.models.ballots import Ballot
from dao.models.communities import Community
from dao.models.facts import (
    BallotRejection,
    BallotReplacement,
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
    "AllowPledge",
    "Ballot",
    "BallotRejection",
    "BallotReplacement",
    "ChangeSetting",
    "Community",
    "Electorate",
    "FundProject",
    "GovernorSetting",
    "KeptWords",
    "Milestone",
    "PayYen",
    "Places",
    "PlatformContracts",
    "Proposable",
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
    "decode_actions",
    "quorum_of",
]
