"""What receipts for donations and votes on milestones refuse. Sentences for people are in
app/surfaces/projects/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, NotFound


class ReceiptUnknown(NotFound):
    """No such receipt, or somebody else's."""

    def __init__(self, receipt: object) -> None:
        super().__init__("donation receipt", receipt)


class ReceiptNotDue(Conflict):
    """`reason`: steps_follow (more may be paid out this year), not_final, nothing (no yen of it) or erased (the time
    for which name and address are kept is over)."""

    def __init__(self, project: int, year: int, reason: str) -> None:
        super().__init__("receipt", reason, project=project, year=year)


class MilestoneVoteRefused(Conflict):
    """`reason`: closed, no_supporter, voted_already, or changed (another choice was put to signature)."""

    def __init__(self, project: int, reason: str) -> None:
        super().__init__("milestone_vote", reason, project=project)


class PointsPledgeRefused(Conflict):
    """`reason`: not_taken (the project takes no points) or none_good (no lot that can be given is good long enough)."""

    def __init__(self, project: int, reason: str) -> None:
        super().__init__("points_pledge", reason, project=project)
