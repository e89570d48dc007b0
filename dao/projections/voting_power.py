"""Votes of card holders over time, from the collections' DelegateVotesChanged.

All collections are kept, not only those of known communities: a community may be opened after its cards were sold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from dao.models import Electorate, VoteCheckpoint


class VotingPowerProjector(FactProjector):
    name = "dao.voting_power"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {VoteCheckpoint: ()}

    @on("Collection", "DelegateVotesChanged")
    def changed(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        votes = {"votes_before": args["previousVotes"], "votes": args["newVotes"]}
        whose = {"collection": log.address, "voter": args["delegate"]}
        yield VoteCheckpoint, {**whose, **votes, "block_time": log.block_time}

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            counts = sums[(row["collection"],)]
            counts[0] += sign * (int(row["votes"] > 0) - int(row["votes_before"] > 0))
            counts[1] += sign * (row["votes"] - row["votes_before"])
        add_to_sums(session, Electorate, sums)
