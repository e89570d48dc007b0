"""Indexing measured: 50,000 events from an Anvil into SQLite with block hashes kept and reorgs looked for, beside what
one writes first with web3.py, and beside the floor of only inserting the finished rows."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import delete, func, insert, select
from web3 import HTTPProvider, Web3

from bench.emitting import Emitter, anvil
from bench.projection import Balance, BenchBase, Transfer, TransferProjector
from chain.clock import SystemClock
from chain.db import Base, Database
from chain.indexer import Indexer
from chain.settings import Settings

_EVENTS = 50_000
_EVENTS_A_BLOCK = 250
_SAMPLE_BLOCKS = 20  # of the slow way; its rate does not depend on how long it goes on


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    events: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.events / self.seconds


def _fill(emitter: Emitter) -> None:
    for block in range(_EVENTS // _EVENTS_A_BLOCK):
        emitter.move(_EVENTS_A_BLOCK, people=200, seed=block)
        emitter.mine()


def _index(emitter: Emitter, db: Database) -> Measured:
    """The product's indexer: hashes of all blocks, one transaction a step, balances kept."""
    settings = Settings(_env_file=None, chain_rpc_url=emitter.client.url)
    indexer = Indexer(db, emitter.client, emitter.deployments, [TransferProjector()], settings, SystemClock())
    started = time.perf_counter()
    indexer.catch_up()
    seconds = time.perf_counter() - started
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(Transfer)) == _EVENTS
    return Measured("indexer (hashes, reorg checks, balances)", _EVENTS, seconds)


def _web3_loop(emitter: Emitter, db: Database) -> Measured:
    """get_logs and process_log of web3.py, and a row for each; no hashes, no reorgs, no balances."""
    w3 = Web3(HTTPProvider(emitter.client.url))
    address = Web3.to_checksum_address(emitter.address)
    contract = w3.eth.contract(address=address, abi=emitter.deployments.contracts["Market"].abi)
    event = contract.events.TransferSingle()
    first = emitter.deployments.first_block()
    started = time.perf_counter()
    count = 0
    for number in range(first + 1, first + 1 + _SAMPLE_BLOCKS):
        logs = w3.eth.get_logs({"address": address, "fromBlock": number, "toBlock": number})
        rows = [event.process_log(log) for log in logs if len(log["topics"]) == 4]
        with db.write() as session:
            for row in rows:
                session.add(
                    Transfer(
                        block_number=row["blockNumber"], log_index=row["logIndex"], part=1,
                        tx_hash=bytes(row["transactionHash"]), block_time=0, sender=row["args"]["from"],
                        recipient=row["args"]["to"], lot=row["args"]["id"], amount=row["args"]["value"],
                    )
                )  # fmt: skip
        count += len(rows)
    return Measured("web3.py, process_log and a row each", count, time.perf_counter() - started)


def _insert_only(emitter: Emitter, db: Database) -> Measured:
    """The floor: the finished rows by executemany, nothing else."""
    with db.read() as session:
        rows = [dict(row) for row in session.execute(select(*Transfer.__table__.columns)).mappings()]
    with db.write() as session:
        session.execute(delete(Transfer))
        session.execute(delete(Balance))
    started = time.perf_counter()
    with db.write() as session:
        session.execute(insert(Transfer), rows)
    return Measured("floor: inserting the finished rows", len(rows), time.perf_counter() - started)


def main() -> None:
    """Print the table. The project aims at 20,000 events a second on a quiet machine."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    ways: list[Callable[[Emitter, Database], Measured]] = [_index, _insert_only, _web3_loop]
    with anvil() as client, tempfile.TemporaryDirectory() as folder:
        emitter = Emitter.deploy(client)
        _fill(emitter)
        db = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        Base.metadata.create_all(db.engine)
        BenchBase.metadata.create_all(db.engine)
        print(f"{'events into SQLite':<42} {'events':>7} {'seconds':>8} {'events/s':>9}")
        for way in ways:
            got = way(emitter, db)
            print(f"{got.name:<42} {got.events:>7} {got.seconds:>8.2f} {got.rate:>9,.0f}", flush=True)
        db.close()


if __name__ == "__main__":
    main()
