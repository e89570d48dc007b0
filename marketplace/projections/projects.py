"""Projects, pledges, milestones, returns and thanks from the Crowdfund's logs. Facts only; nothing is derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from marketplace.models.projects import (
    ChainProject,
    CrowdfundWithdrawn,
    MilestoneBallotCast,
    MilestoneBallotRejected,
    MilestonePaid,
    MilestoneVoteClosed,
    MilestoneVoteOpened,
    PledgeReturned,
    ProjectCancelled,
    ProjectPledged,
    ProjectSharePaid,
    ProjectThanked,
)
from marketplace.projections.counting import Counted, count

_OBJECTIONS = ("", "closed", "no_supporter", "voted_already", "signature")  # as IMilestoneVotes has them


class ProjectProjector(FactProjector):
    name = "marketplace.projects"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ChainProject: (),
        ProjectCancelled: (),
        ProjectPledged: (),
        MilestonePaid: (),
        PledgeReturned: (),
        ProjectThanked: (),
        ProjectSharePaid: (),
        CrowdfundWithdrawn: (),
        MilestoneVoteOpened: (),
        MilestoneBallotCast: (),
        MilestoneBallotRejected: (),
        MilestoneVoteClosed: (),
    }

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        """What the catalogue counts."""
        if table is ChainProject:
            count(session, [Counted(f"project:{row['number']}", opened=1) for row in rows], sign)
        elif table is ProjectCancelled:
            count(session, [Counted(f"project:{row['number']}", closed=1) for row in rows], sign)

    @on("Crowdfund", "ProjectOpened")
    def opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainProject,
            {
                "number": args["projectId"],
                "municipality": args["municipality"],
                "goal": args["goal"],
                "opens_at": args["opensAt"],
                "closes_at": args["closesAt"],
                "all_or_nothing": args["allOrNothing"],
                "collection": args["collection"],
                "thanks_from": args["thanksFrom"],
                "block_time": log.block_time,
            },
        )

    @on("Crowdfund", "ProjectCancelled")
    def cancelled(self, log: LogRecord) -> Iterable[Row]:
        yield ProjectCancelled, {"number": log.args["projectId"], "block_time": log.block_time}

    @on("Crowdfund", "Pledged")
    def pledged(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ProjectPledged,
            {
                "pledge_id": args["pledgeId"],
                "number": args["projectId"],
                "supporter": args["supporter"],
                "amount": args["amount"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Crowdfund", "MilestonePaid")
    def milestone_paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            MilestonePaid,
            {
                "number": args["projectId"],
                "milestone": args["milestone"],
                "amount": args["amount"],
                "report_hash": args["reportHash"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Crowdfund", "MilestoneVoteOpened")
    def vote_opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            MilestoneVoteOpened,
            {
                "number": args["projectId"],
                "round": args["round"],
                "milestone": args["milestone"],
                "report_hash": args["reportHash"],
                "closes_at": args["closesAt"],
                "block_time": log.block_time,
            },
        )

    @on("Crowdfund", "MilestoneBallotCast")
    def ballot_cast(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            MilestoneBallotCast,
            {
                "number": args["projectId"],
                "round": args["round"],
                "supporter": args["supporter"],
                "agrees": args["agrees"],
                "weight": args["weight"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Crowdfund", "MilestoneBallotRejected")
    def ballot_rejected(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            MilestoneBallotRejected,
            {
                "number": args["projectId"],
                "round": args["round"],
                "supporter": args["supporter"],
                "objection": _OBJECTIONS[args["objection"]],
                "block_time": log.block_time,
            },
        )

    @on("Crowdfund", "MilestoneVoteClosed")
    def vote_closed(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            MilestoneVoteClosed,
            {
                "number": args["projectId"],
                "round": args["round"],
                "agreed": args["agreed"],
                "refused": args["refused"],
                "is_released": args["isReleased"],
                "block_time": log.block_time,
            },
        )

    @on("Crowdfund", "PledgeReturned")
    def returned(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            PledgeReturned,
            {
                "number": args["projectId"],
                "supporter": args["supporter"],
                "amount": args["amount"],
                "is_owed": args["isOwed"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Crowdfund", "Thanked")
    def thanked(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ProjectThanked,
            {
                "number": args["projectId"],
                "supporter": args["supporter"],
                "token_id": args["tokenId"],
                "block_time": log.block_time,
            },
        )

    @on("Crowdfund", "SharePaid")
    def share_paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        number = int.from_bytes(args["saleId"], "big")
        values = {"number": number, "payee": args["payee"], "amount": args["amount"], "tx_hash": log.tx_hash}
        yield ProjectSharePaid, values

    @on("Crowdfund", "Withdrawn")
    def withdrawn(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            CrowdfundWithdrawn,
            {"account": args["account"], "amount": args["amount"], "block_time": log.block_time},
        )
