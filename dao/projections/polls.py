"""Results of polls that the chain holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from dao.models.polls import PollAnchor


class PollProjector(FactProjector):
    name = "dao.polls"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {PollAnchor: ()}

    @on("BallotAnchor", "ResultAnchored")
    def anchored(self, log: LogRecord) -> Iterable[Row]:
        yield (
            PollAnchor,
            {
                "poll": log.args["poll"],
                "municipality": log.args["municipality"],
                "ballots_root": log.args["ballotsRoot"],
                "result_hash": log.args["resultHash"],
                "ballots": log.args["ballots"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )
