"""A chain, a database and the indexer between them; and what the chain says, read by another way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from eth_abi import decode
from eth_utils import keccak, to_checksum_address
from sqlalchemy import Table, delete, select

from bench.emitting import Emitter
from bench.projection import Balance, BenchBase, Transfer, TransferProjector
from chain.client import NodeClient
from chain.clock import SystemClock
from chain.db import Base, Database
from chain.indexer.finality import Head, head
from chain.indexer.indexer import Indexer
from chain.indexer.models import IndexedBlock
from chain.indexer.projector import Projector
from chain.settings import Settings
from tests.integration.chain.indexer.clones import CloneProjector, Minting

_MOVED = "0x" + keccak(text="TransferSingle(address,address,address,uint256,uint256)").hex()
_MINTED = "0x" + keccak(text="Minted(address,uint256)").hex()
_INDEXER_TABLES = ("indexed_block", "indexer_cursor", "watched_contract", "chain_head")


@dataclass(frozen=True, slots=True)
class World:
    emitter: Emitter
    db: Database
    settings: Settings

    @property
    def client(self) -> NodeClient:
        return self.emitter.client

    def indexer(self, client: NodeClient | None = None, projectors: list[Projector] | None = None) -> Indexer:
        wanted = projectors or [TransferProjector(), CloneProjector()]
        return Indexer(self.db, client or self.client, self.emitter.deployments, wanted, self.settings, SystemClock())

    def happen(self, blocks: int, *, moves: int = 5, seed: int = 0) -> None:
        """Blocks with transfers in two transactions each."""
        for number in range(blocks):
            self.emitter.move(moves, people=7, seed=1_000 * seed + 2 * number)
            self.emitter.move(1, people=7, seed=1_000 * seed + 2 * number + 1)
            self.emitter.mine()

    def reorg(self, depth: int) -> None:
        """The newest `depth` blocks become other ones without transactions."""
        self.client.request("anvil_reorg", [depth, []])

    def head(self) -> Head:
        found = self.head_or_none()
        assert found is not None
        return found

    def has_caught_up(self) -> bool:
        found = self.head_or_none()
        return found is not None and found.indexed >= self.client.block_number()

    def head_or_none(self) -> Head | None:
        """None before an indexer ran for the first time."""
        with self.db.read() as session:
            return head(session)

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the indexer and the projections."""
        tables: list[Table] = [Base.metadata.tables[name] for name in _INDEXER_TABLES]
        tables += BenchBase.metadata.sorted_tables
        with self.db.read() as session:
            return {
                table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
                for table in tables
            }

    def assert_sql_equals_chain(self) -> None:
        """Block by block from receipts, which the indexer reads only in doubt, decoded by eth_abi."""
        newest = self.client.block_number()
        blocks = [self.client.block(number) or {} for number in range(newest + 1)]
        receipts = [self.client.request("eth_getBlockReceipts", [hex(number)]) for number in range(newest + 1)]
        logs = [log for of_block in receipts for receipt in of_block for log in receipt["logs"]]
        moved = [_transfer(log, blocks) for log in logs if log["topics"][0] == _MOVED]
        with self.db.read() as session:
            assert self.head().indexed == newest
            kept = {row.number: "0x" + row.hash.hex() for row in session.scalars(select(IndexedBlock))}
            assert kept == {
                one: blocks[one]["hash"] for one in range(self.emitter.deployments.first_block(), newest + 1)
            }
            columns = [column for column in Transfer.__table__.columns if column.name != "part"]
            rows = session.execute(select(*columns).order_by(Transfer.block_number, Transfer.log_index))
            assert [row._asdict() for row in rows] == moved
            balances = session.execute(select(Balance.holder, Balance.lot, Balance.amount))
            assert {(holder, lot): amount for holder, lot, amount in balances} == _balances(moved)
            minted = session.execute(select(Minting.address, Minting.serial).order_by(Minting.block_number))
            assert Counter(tuple(row) for row in minted) == Counter(
                _mint(log) for log in logs if log["topics"][0] == _MINTED
            )

    def empty_database(self) -> None:
        with self.db.write() as session:
            for table in (*reversed(BenchBase.metadata.sorted_tables), *Base.metadata.tables.values()):
                if table.name in _INDEXER_TABLES or table in BenchBase.metadata.sorted_tables:
                    session.execute(delete(table))


def _transfer(log: dict[str, Any], blocks: list[dict[str, Any]]) -> dict[str, Any]:
    lot, amount = decode(["uint256", "uint256"], bytes.fromhex(log["data"][2:]))
    number = int(log["blockNumber"], 16)
    return {
        "block_number": number,
        "log_index": int(log["logIndex"], 16),
        "tx_hash": bytes.fromhex(log["transactionHash"][2:]),
        "block_time": int(blocks[number]["timestamp"], 16),
        "sender": to_checksum_address("0x" + log["topics"][2][-40:]),
        "recipient": to_checksum_address("0x" + log["topics"][3][-40:]),
        "lot": lot,
        "amount": amount,
    }


def _balances(moved: list[dict[str, Any]]) -> dict[tuple[str, int], int]:
    balances: Counter[tuple[str, int]] = Counter()
    for one in moved:
        balances[one["sender"], one["lot"]] -= one["amount"]
        balances[one["recipient"], one["lot"]] += one["amount"]
    return {key: amount for key, amount in balances.items() if amount != 0}


def _mint(log: dict[str, Any]) -> tuple[str, int]:
    return to_checksum_address(log["address"]), int(log["data"], 16)
