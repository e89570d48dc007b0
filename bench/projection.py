"""A projection as a product has it: every transfer kept, and every holder's balance. For measurements and tests.

Its tables stand outside of the product's metadata, so that no migration knows them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import BigInteger
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from chain.db import AddressType, Bytes32
from chain.ids import Address
from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums


class BenchBase(DeclarativeBase):
    """Of the tables here."""


class Transfer(Fact, BenchBase):
    __tablename__ = "bench_transfer"

    tx_hash: Mapped[bytes] = mapped_column(Bytes32)
    block_time: Mapped[int] = mapped_column(BigInteger)
    sender: Mapped[Address] = mapped_column(AddressType)
    recipient: Mapped[Address] = mapped_column(AddressType)
    lot: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)


class Balance(BenchBase):
    __tablename__ = "bench_balance"

    holder: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    lot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    amount: Mapped[int] = mapped_column(BigInteger)


class TransferProjector(FactProjector):
    name = "bench.transfers"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {Transfer: ()}

    @on("Market", "TransferSingle")
    def moved(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        row = {"tx_hash": log.tx_hash, "block_time": log.block_time, "lot": args["id"], "amount": args["value"]}
        return [(Transfer, {**row, "sender": args["from"], "recipient": args["to"]})]

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        balances: dict[tuple[Any, ...], int] = defaultdict(int)
        for row in rows:
            amount = sign * row["amount"]
            balances[row["sender"], row["lot"]] -= amount
            balances[row["recipient"], row["lot"]] += amount
        add_to_sums(session, Balance, {key: (amount,) for key, amount in balances.items()})
