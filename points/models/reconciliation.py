"""The outcome of comparing chain, SQL and books (突合): every compared figure, and those that differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    SUPPLY = "supply"  # of a lot: supplyOf = sum of balances = what its movements left
    TAKINGS = "takings"  # of a shop and lot: takingsOf = SQL = what its movements left
    SETTLEMENT = "settlement"  # burned on chain = closed in SQL = its lines
    COUPONS = "coupons"  # discounts that a settlement owes = the uses that it holds; not on chain
    PAYOUT = "payout"  # transferred = net of the settlement, once
    BATCH = "batch"  # the bank file's total = its payouts


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure three ways; None where a side has none. `subject` names the lot, shop, settlement or batch in words
    of a machine, `lot_id` and the ids lead a page to it."""

    check: Check
    subject: str
    chain: int | None
    sql: int | None
    books: int | None
    lot_id: int | None = None
    merchant_id: int | None = None
    closing_id: int | None = None
    batch_id: int | None = None

    @property
    def agrees(self) -> bool:
        return len({side for side in (self.chain, self.sql, self.books) if side is not None}) <= 1

    @property
    def difference(self) -> int:
        sides = [side for side in (self.chain, self.sql, self.books) if side is not None]
        return max(sides) - min(sides) if sides else 0


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`block` is the block whose state was compared; `lag` how many newer ones the node has."""

    block: int
    final: int
    lag: int
    rows: list[Compared]

    @property
    def differences(self) -> list[Compared]:
        return [row for row in self.rows if not row.agrees]

    def count(self, check: Check) -> int:
        return sum(row.check is check for row in self.rows)

    def wrong(self, check: Check) -> int:
        return sum(row.check is check for row in self.differences)
