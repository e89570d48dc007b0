"""Treasury (金庫): yen that came into and went out of timelocks, and what each movement was.

Which address is a treasury is read from the governors' own TimelockChange, so that the chain alone is enough. What a
payment was is told by the log beside it in the same block (see movement_kinds.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from dao.models import TreasuryBalance, TreasuryMovement, TreasuryOpening
from dao.models.treasury import MovementKind, SellingTown
from dao.projections.movement_kinds import Origin, Surroundings
from dao.projections.selling_towns import TownBook, sold_where


class TreasuryProjector(FactProjector):
    name = "dao.treasuries"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        TreasuryOpening: (),
        TreasuryMovement: (),
        SellingTown: (),
    }

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        treasuries: set[str] = set(session.scalars(select(TreasuryOpening.timelock)))
        wanted: list[LogRecord] = []
        for log in logs:
            if log.event == "TimelockChange":
                treasuries.add(log.args["newTimelock"])
                wanted.append(log)
            elif log.event == "Transfer":
                if log.args["from"] in treasuries or log.args["to"] in treasuries:
                    wanted.append(log)
            elif sold_where(log) is not None:
                wanted.append(log)
        self._known = treasuries
        self._around = Surroundings(logs)
        self._towns = TownBook(session)
        super().apply(session, wanted)

    @on("RegionGovernor", "TimelockChange")
    def opened(self, log: LogRecord) -> Iterable[Row]:
        yield TreasuryOpening, {"governor": log.address, "timelock": log.args["newTimelock"]}

    @on("Market", "CollectionCreated")
    @on("Market", "ListingOpened")
    @on("Market", "AuctionOpened")
    @on("Crowdfund", "ProjectOpened")
    @on("TokenSale", "OfferingOpened")
    @on("TicketInventory", "ServiceOpened")
    @on("TicketInventory", "FareOpened")
    def offered(self, log: LogRecord) -> Iterable[Row]:
        offer = sold_where(log)
        assert offer is not None
        town = self._towns.note(offer)
        if town is not None:
            yield SellingTown, {"key": offer.key, "municipality": town}

    @on("Market", "Sold")
    @on("Market", "SharePaid")
    @on("Market", "AuctionSettled")
    @on("Market", "Resold")
    @on("Crowdfund", "SharePaid")
    @on("Crowdfund", "PledgeReturned")
    @on("TokenSale", "TokensBought")
    @on("TokenSale", "SharePaid")
    @on("TicketInventory", "SharePaid")
    def explained(self, log: LogRecord) -> Iterable[Row]:
        """Logs that only tell what a transfer beside them was."""
        return ()

    @on("YenToken", "Transfer")
    def moved(self, log: LogRecord) -> Iterable[Row]:
        giver, taker = log.args["from"], log.args["to"]
        if giver in self._known:
            yield _movement(log, giver, taker, Origin(MovementKind.PAYMENT), None)
        if taker in self._known:
            origin = self._around.origin_of(log)
            if origin.kind is MovementKind.GRANT and giver in self._known:
                origin = Origin(MovementKind.TREASURY)
            yield _movement(log, taker, giver, origin, self._towns.of(origin.key))

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is not TreasuryMovement:
            return
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            sums[(row["timelock"],)][0 if row["is_income"] else 1] += sign * int(row["amount"])
        add_to_sums(session, TreasuryBalance, sums)


def _movement(
    log: LogRecord, timelock: Address, counterpart: Address, origin: Origin, town: MunicipalityCode | None
) -> Row:
    return TreasuryMovement, {
        "timelock": timelock,
        "counterpart": counterpart,
        "is_income": origin.kind is not MovementKind.PAYMENT,
        "amount": log.args["value"],
        "kind": origin.kind,
        "origin": origin.key,
        "municipality": town,
        "block_time": log.block_time,
        "tx_hash": log.tx_hash,
    }
