"""What a transfer to a treasury was, by the logs beside it."""

from __future__ import annotations

from typing import Any

import pytest

from chain.ids import Address
from chain.indexer.projector import LogRecord
from dao.models.treasury import MovementKind
from dao.projections.movement_kinds import Origin, Surroundings

MARKET, TREASURY, OTHER = (Address("0x" + digit * 40) for digit in "123")
SALE = bytes(31) + b"\x07"
SLOT = ((9 << 32) + 3).to_bytes(32, "big")  # the third slot of fare 9


def log(event: str, at: int, contract: str = "Market", **args: Any) -> LogRecord:
    return LogRecord(contract, MARKET, event, args, 5, bytes(32), 0, b"a" * 32, at)


def transfer(at: int, value: int = 30, to: Address = TREASURY) -> LogRecord:
    args: dict[str, Any] = {"from": MARKET, "to": to, "value": value}
    return log("Transfer", at, "YenToken", **args)


def share(at: int, contract: str = "Market", **changed: Any) -> LogRecord:
    args: dict[str, Any] = {"saleId": SALE, "payee": TREASURY, "amount": 30} | changed
    return log("SharePaid", at, contract, **args)


def resold(at: int, royalty: int, fee: int) -> LogRecord:
    return log("Resold", at, collection=OTHER, royalty=royalty, fee=fee)


@pytest.mark.parametrize(
    ("beside", "at", "told"),
    [
        ([share(1)], 2, Origin(MovementKind.AUCTION, "auction:7")),
        ([log("Sold", 0, purchaseId=SALE, listingId=4), share(1)], 2, Origin(MovementKind.SALE, "listing:4")),
        ([share(1, "Crowdfund")], 2, Origin(MovementKind.PROJECT, "project:7")),
        ([share(1, "TicketInventory", saleId=SLOT)], 2, Origin(MovementKind.TICKETS, "fare:9")),
        ([resold(1, 30, 5)], 2, Origin(MovementKind.ROYALTY, f"collection:{OTHER}")),
        ([resold(1, 5, 30)], 3, Origin(MovementKind.RESALE_FEE, f"collection:{OTHER}")),
        ([resold(1, 0, 30)], 2, Origin(MovementKind.RESALE_FEE, f"collection:{OTHER}")),
        (
            [log("PledgeReturned", 3, contract="Crowdfund", projectId=2, supporter=TREASURY, amount=30)],
            2,
            Origin(MovementKind.RETURNED, "project:2"),
        ),
        ([share(1, amount=31)], 2, Origin(MovementKind.GRANT)),
        ([share(1, payee=OTHER)], 2, Origin(MovementKind.GRANT)),
        ([share(0)], 2, Origin(MovementKind.GRANT)),
        ([], 2, Origin(MovementKind.GRANT)),
    ],
)  # fmt: skip
def test_a_transfer_is_told_by_its_neighbour(beside: list[LogRecord], at: int, told: Origin) -> None:
    paid = transfer(at)
    assert Surroundings([*beside, paid]).origin_of(paid) == told


def test_a_neighbour_of_another_transaction_tells_nothing() -> None:
    paid, other = transfer(2), share(1)
    beside = LogRecord("Market", MARKET, "SharePaid", other.args, 5, bytes(32), 0, b"b" * 32, 1)
    assert Surroundings([beside, paid]).origin_of(paid) == Origin(MovementKind.GRANT)
