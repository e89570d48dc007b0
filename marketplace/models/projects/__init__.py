"""Donations (寄附) to projects: what towns and supporters wrote, what the chain says, and the arithmetic of both."""

from marketplace.models.projects.ledger import (
    ChainProject,
    CrowdfundWithdrawn,
    MilestonePaid,
    PledgeReturned,
    ProjectCancelled,
    ProjectPledged,
    ProjectSharePaid,
    ProjectThanked,
)
from marketplace.models.projects.points import PointsGoalAct, PointsPledge
from marketplace.models.projects.receipts import DonationReceipt, DonationReceiptReading
from marketplace.models.projects.votes import (
    MilestoneBallot,
    MilestoneBallotCast,
    MilestoneBallotRejected,
    MilestoneVoteClosed,
    MilestoneVoteOpened,
)
from marketplace.models.projects.written import (
    DonationKind,
    Milestone,
    MilestoneReport,
    Pledge,
    Project,
    ProjectPicture,
    ProjectStep,
    ProjectUpdate,
    StepKind,
)

__all__ = [
    "ChainProject",
    "CrowdfundWithdrawn",
    "DonationKind",
    "DonationReceipt",
    "DonationReceiptReading",
    "Milestone",
    "MilestoneBallot",
    "MilestoneBallotCast",
    "MilestoneBallotRejected",
    "MilestonePaid",
    "MilestoneReport",
    "MilestoneVoteClosed",
    "MilestoneVoteOpened",
    "Pledge",
    "PledgeReturned",
    "PointsGoalAct",
    "PointsPledge",
    "Project",
    "ProjectCancelled",
    "ProjectPicture",
    "ProjectPledged",
    "ProjectSharePaid",
    "ProjectStep",
    "ProjectThanked",
    "ProjectUpdate",
    "StepKind",
]
