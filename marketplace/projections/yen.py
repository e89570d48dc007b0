"""Balances of the yen token, from its Transfer logs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS
from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from marketplace.models import YenBalance, YenTransfer


class YenProjector(FactProjector):
    name = "marketplace.yen"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {YenTransfer: ()}

    @on("YenToken", "Transfer")
    def transferred(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield YenTransfer, {"sender": args["from"], "receiver": args["to"], "amount": args["value"]}

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0])
        for row in rows:
            for account, direction in ((row["sender"], -sign), (row["receiver"], sign)):
                if account != ZERO_ADDRESS:
                    sums[(account,)][0] += direction * int(row["amount"])
        add_to_sums(session, YenBalance, sums)
