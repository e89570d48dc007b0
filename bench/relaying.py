"""Relaying measured: calls through outbox, relayer and blocks, beside plain web3.py, on Anvils of one-second blocks.

All do the same contract call, each call a transaction of its own unless the row says otherwise. A row counts from the
first signature or outbox row until the last call is in a block with success, and is checked by the contract's counter.
"""

from __future__ import annotations

import logging
import multiprocessing
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path

import structlog
from eth_account import Account
from pydantic import SecretStr
from sqlalchemy import func, select
from web3 import HTTPProvider, Web3
from web3.types import Nonce, TxParams, Wei

from bench.emitting import CHAIN_ID, anvil
from chain.clock import SystemClock
from chain.db import Base, Database
from chain.ids import Address
from chain.outbox import Call, EntryStatus, RelayEntry, enqueue
from chain.relayer import Relayer
from chain.settings import Mining, Settings
from tests.integration.chain.relayer.counter import ActionBatch, ActionCounter

_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
_CALLS = 2_000
_CALLS_WAITED_FOR = 5  # each takes a block
_SINGLE_CALLS = 10
_GAS = 100_000
_GWEI = 10**9


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    calls: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.calls / self.seconds


@dataclass(frozen=True, slots=True)
class Latencies:
    """Seconds from the outbox row to its confirmation, one call at a time."""

    name: str
    seconds: Sequence[float]


@contextmanager
def _chain(*, interval: bool = True) -> Iterator[ActionCounter]:
    """A counter on a chain of its own; `interval`: a block every second, else on demand."""
    with anvil() as client:
        sender = Address(Account.from_key(_KEY).address)
        counter = ActionCounter.deploy(client, sender, CHAIN_ID)
        if interval:
            client.request("evm_setIntervalMining", [1])
        yield counter


@contextmanager
def _relaying(counter: ActionCounter, mining: Mining) -> Iterator[Database]:
    """A running relayer on an empty SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        Base.metadata.create_all(db.engine)
        settings = Settings(
            _env_file=None, chain_rpc_url=counter.client.url, relayer_keys=SecretStr(_KEY), chain_mining=mining
        )
        relayer = Relayer(settings, db, counter.client, SystemClock(), [ActionBatch()])
        stop = threading.Event()
        running = threading.Thread(target=relayer.run, args=(stop,))
        running.start()
        try:
            yield db
        finally:
            stop.set()
            running.join()
            db.close()


def _enqueue(db: Database, calls: Mapping[str, Call]) -> None:
    """One transaction a call, as web requests do."""
    for name, call in calls.items():
        with db.write() as session:
            enqueue(session, call, key=name, subject=f"bench:{name}", now=SystemClock().now())


def _asking(url: str, calls: Mapping[str, Call], start: Barrier) -> None:
    db = Database(url)
    start.wait()
    _enqueue(db, calls)
    db.close()


@contextmanager
def _asked_by_another_process(db: Database, calls: Mapping[str, Call]) -> Iterator[float]:
    """As in production, where web processes fill the outbox. Gives the moment at which that began."""
    spawning = multiprocessing.get_context("spawn")
    start = spawning.Barrier(2)
    process = spawning.Process(target=_asking, args=(db.url, calls, start))
    process.start()
    start.wait()
    yield time.perf_counter()
    process.join()
    assert process.exitcode == 0


def _wait_for(db: Database, calls: int, pause: float = 0.02) -> None:
    confirmed = select(func.count()).select_from(RelayEntry).where(RelayEntry.status == EntryStatus.CONFIRMED)
    while True:
        with db.read() as session:
            if session.scalar(confirmed) == calls:
                return
        time.sleep(pause)


def _relayer(name: str, calls: int, *, batched: bool) -> Measured:
    with _chain() as counter, _relaying(counter, Mining.NETWORK) as db:
        asked = {f"call-{number}": counter.act(f"call-{number}", batched=batched) for number in range(calls)}
        with _asked_by_another_process(db, asked) as started:
            _wait_for(db, calls)
            seconds = time.perf_counter() - started
        _check(counter, calls)
    return Measured(name, calls, seconds)


def _latencies(name: str, mining: Mining) -> Latencies:
    with _chain(interval=mining is Mining.NETWORK) as counter, _relaying(counter, mining) as db:
        found = []
        for number in range(_SINGLE_CALLS):
            time.sleep(0.37 * number % 2)  # at another moment between two blocks each time
            started = time.perf_counter()
            _enqueue(db, {f"single-{number}": counter.act(f"single-{number}")})
            _wait_for(db, number + 1, pause=0.005)
            found.append(time.perf_counter() - started)
        _check(counter, _SINGLE_CALLS)
    return Latencies(name, found)


def _web3_send(name: str, calls: int, *, wait_each: bool) -> Measured:
    """What one writes first: sign with web3.py, send, wait for the receipt; or send all, then wait for all."""
    with _chain() as counter:
        w3 = Web3(HTTPProvider(counter.client.url))
        act = w3.eth.contract(address=Web3.to_checksum_address(counter.address), abi=counter.abi).functions.act
        account = Account.from_key(_KEY)
        started = time.perf_counter()
        nonce = w3.eth.get_transaction_count(account.address)
        sent = []
        for number in range(calls):
            fees: TxParams = {
                "maxFeePerGas": Wei(10 * _GWEI),
                "maxPriorityFeePerGas": Wei(_GWEI),
                "gas": _GAS,
                "chainId": CHAIN_ID,
            }
            key = Web3.keccak(text=f"call-{number}")
            unsigned = act((key, False), b"\x01" * 65).build_transaction(
                {**fees, "from": account.address, "nonce": Nonce(nonce + number)}
            )
            sent.append(w3.eth.send_raw_transaction(account.sign_transaction(unsigned).raw_transaction))
            if wait_each:
                w3.eth.wait_for_transaction_receipt(sent[-1], timeout=60)
        for tx_hash in sent:
            assert w3.eth.wait_for_transaction_receipt(tx_hash, timeout=60)["status"] == 1
        seconds = time.perf_counter() - started
        _check(counter, calls)
    return Measured(name, calls, seconds)


def _check(counter: ActionCounter, calls: int) -> None:
    done = counter.done()
    assert len(done) == calls and set(done.values()) == {1}, "not every call happened exactly once"


def main() -> None:
    """Print the table. The project aims at 150 transactions a second a process, and 2.5 s at the till."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    rows: list[Callable[[], Measured]] = [
        lambda: _web3_send("web3.py, send and wait, one at a time", _CALLS_WAITED_FOR, wait_each=True),
        lambda: _web3_send("web3.py, sign and send in a loop", _CALLS, wait_each=False),
        lambda: _relayer("outbox and relayer, a transaction a call", _CALLS, batched=False),
        lambda: _relayer("outbox and relayer, batched", _CALLS, batched=True),
    ]
    print(f"{'calls to confirmed, 1 s blocks':<42} {'calls':>6} {'seconds':>8} {'calls/s':>8}")
    for row in rows:
        got = row()
        print(f"{got.name:<42} {got.calls:>6} {got.seconds:>8.2f} {got.rate:>8.1f}", flush=True)
    print(f"\n{'one call, outbox to confirmed (seconds)':<42} {'calls':>6} {'median':>8} {'slowest':>8}")
    for name, mining in (("blocks on demand", Mining.ON_DEMAND), ("a block every second", Mining.NETWORK)):
        latencies = _latencies(name, mining)
        ordered = sorted(latencies.seconds)
        print(f"{name:<42} {len(ordered):>6} {ordered[len(ordered) // 2]:>8.2f} {ordered[-1]:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
