"""Points pledged to projects, paid out and given back, from the PointsCrowdfund's logs. Facts only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from marketplace.models.projects.points import (
    ProjectPointsGoal,
    ProjectPointsPaid,
    ProjectPointsPledged,
    ProjectPointsReturned,
)


class ProjectPointsProjector(FactProjector):
    name = "marketplace.project_points"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ProjectPointsGoal: (),
        ProjectPointsPledged: (),
        ProjectPointsReturned: (),
        ProjectPointsPaid: (),
    }

    @on("PointsCrowdfund", "PointsGoalSet")
    def goal_set(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        values = {"number": args["projectId"], "program_id": args["programId"], "merchant_id": args["merchantId"]}
        yield ProjectPointsGoal, values

    @on("PointsCrowdfund", "PointsPledged")
    def pledged(self, log: LogRecord) -> Iterable[Row]:
        yield ProjectPointsPledged, {"pledge_id": log.args["pledgeId"], **_of_lot(log)}

    @on("PointsCrowdfund", "PointsReturned")
    def returned(self, log: LogRecord) -> Iterable[Row]:
        yield ProjectPointsReturned, _of_lot(log)

    @on("PointsCrowdfund", "PointsPaidOut")
    def paid_out(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ProjectPointsPaid,
            {
                "number": args["projectId"],
                "merchant_id": args["merchantId"],
                "amount": args["amount"],
                "tx_hash": log.tx_hash,
            },
        )


def _of_lot(log: LogRecord) -> dict[str, object]:
    args = log.args
    return {
        "number": args["projectId"],
        "supporter": args["supporter"],
        "lot_id": args["id"],
        "amount": args["amount"],
        "block_time": log.block_time,
        "tx_hash": log.tx_hash,
    }
