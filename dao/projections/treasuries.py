"""Treasury (金庫): yen that came into and went out of timelocks.

Which address is a treasury is read from the governors' own TimelockChange, so that the chain alone is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from dao.models import TreasuryBalance, TreasuryMovement, TreasuryOpening


class TreasuryProjector(FactProjector):
    name = "dao.treasuries"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {TreasuryOpening: (), TreasuryMovement: ()}

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        treasuries: set[str] = set(session.scalars(select(TreasuryOpening.timelock)))
        wanted: list[LogRecord] = []
        for log in logs:
            if log.event == "TimelockChange":
                treasuries.add(log.args["newTimelock"])
                wanted.append(log)
            elif log.args["from"] in treasuries or log.args["to"] in treasuries:
                wanted.append(log)
        self._known = treasuries
        super().apply(session, wanted)

    @on("RegionGovernor", "TimelockChange")
    def opened(self, log: LogRecord) -> Iterable[Row]:
        yield TreasuryOpening, {"governor": log.address, "timelock": log.args["newTimelock"]}

    @on("YenToken", "Transfer")
    def moved(self, log: LogRecord) -> Iterable[Row]:
        giver, taker = log.args["from"], log.args["to"]
        if giver in self._known:
            yield _movement(log, giver, taker, is_income=False)
        if taker in self._known:
            yield _movement(log, taker, giver, is_income=True)

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is not TreasuryMovement:
            return
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            sums[(row["timelock"],)][0 if row["is_income"] else 1] += sign * int(row["amount"])
        add_to_sums(session, TreasuryBalance, sums)


def _movement(log: LogRecord, timelock: str, counterpart: str, *, is_income: bool) -> Row:
    return TreasuryMovement, {
        "timelock": timelock,
        "counterpart": counterpart,
        "is_income": is_income,
        "amount": log.args["value"],
        "block_time": log.block_time,
        "tx_hash": log.tx_hash,
    }
