"""Payments end to end: from the tap (a row in the outbox) through relayer, batch and block to the projected row and to
final, on one Anvil with one-second blocks and SQLite.

Relayer, indexer and the offering web process are processes of their own, as in production. Payments are signed before;
each is one database transaction of the offering process, at the moment the offered rate says.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

import structlog
from eth_account import Account
from eth_utils import keccak
from sqlalchemy import select

import points
from chain.client import NodeClient
from chain.clock import SystemClock, business_date, day_number, from_unix
from chain.contracts.merchant_registry import Registration
from chain.contracts.regional_points import Chunk, Issue, Payment, Program, chunk_tree
from chain.contracts.typed_data import sign
from chain.db import Base, Database
from chain.deployments import Deployments
from chain.devnet import Devnet
from chain.ids import Address, parse_address
from chain.indexer.finality import finalized_block
from chain.indexer.indexer import Indexer
from chain.municipalities import MunicipalityProjector
from chain.outbox import Call, RelayEntry, enqueue
from chain.relayer import build_relayer
from chain.settings import Mining, Settings
from points.models import PaymentOnChain
from tests.fixtures.chain import JOINT_AREA, UDA, Chain, chain_on, settings_in
from tests.fixtures.preparing import prepare
from tests.integration.points.ledger.deeds import Deeds, Sender

_RATES = ((1, 20), (50, 20), (500, 20), (800, 20))  # payments a second, seconds
_GOAL_RATE = 500
_PEOPLE = 1_000
_CHUNK = 250
_NEVER = 2**48 - 1
_SHOP, _PROGRAM = 601, 601
_LONGEST_WAIT = 240.0


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds from tap to projected and to final, of each payment; `rate`: payments a second, first tap to last one
    projected."""

    offered: int
    projected: list[float]
    final: list[float]
    rate: float


def main() -> None:
    """Print the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    rates = [pair for pair in _RATES if str(pair[0]) in os.environ.get("BENCH_RATES", "1,50,500,800").split(",")]
    with tempfile.TemporaryDirectory(prefix="musubi-payments-") as folder:
        settings = settings_in(prepare(Path(folder) / "chain")).model_copy(update={"chain_mining": Mining.NETWORK})
        devnet = Devnet(settings)
        process = devnet.start()
        try:
            payments = _open(chain_on(settings, devnet.client), sum(rate * seconds for rate, seconds in rates))
            devnet.client.request("evm_setIntervalMining", [1])
            print(f"{'offered a second':>16}{'payments':>10}{'settled a second':>18}", end="")
            print(f"{'projected p50':>15}{'p95':>7}{'final p50':>11}{'p95':>7}   (seconds from the tap)", flush=True)
            for rate, seconds in rates:
                _show(
                    _measure(
                        settings, Path(folder) / f"{rate}.db", rate, [next(payments) for _ in range(rate * seconds)]
                    )
                )
        finally:
            process.terminate()
            process.wait(20)


def _show(found: Found) -> None:
    numbers = [_percentile(seconds, share) for seconds in (found.projected, found.final) for share in (0.5, 0.95)]
    print(f"{found.offered:>16}{len(found.final):>10}{found.rate:>18.1f}", end="")
    print(f"{numbers[0]:>15.2f}{numbers[1]:>7.2f}{numbers[2]:>11.2f}{numbers[3]:>7.2f}", flush=True)


def _percentile(seconds: Sequence[float], share: float) -> float:
    return sorted(seconds)[round(share * (len(seconds) - 1))]


def _open(chain: Chain, count: int) -> Iterator[tuple[bytes, Call]]:
    """A program, a shop, people with points; then `count` signed payments by id, everybody in turn."""
    people = [Account.from_key(keccak(text=f"payer {number}")) for number in range(min(_PEOPLE, count))]
    addresses = [Address(one.address) for one in people]
    deeds, sender = Deeds(chain.contracts.points, chain.officer, people), Sender(chain)
    sender.pass_to(sender.time + 3_600)  # ahead of the clock, so that blocks come as we say
    today = day_number(business_date(from_unix(sender.time)))
    span = (10**12, today, today + 90)
    sender.send(
        deeds.create(Program(_PROGRAM, UDA.number, JOINT_AREA, *span, True, False, False, False, bytes(32), _NEVER))
    )
    merchants = chain.contracts.merchants
    registration = Registration(_SHOP, UDA.number, parse_address("0x" + "6b" * 20), _NEVER)
    signature = sign(merchants.registration_message(registration), chain.officer.key)
    sender.send(merchants.register(registration, deeds.officer, signature))
    for start in range(0, len(addresses), _CHUNK):
        part = tuple(addresses[start : start + _CHUNK])
        campaign = keccak(text=f"payers {start}")
        chunk = Chunk(0, part, (1_000_000,) * len(part))
        root = chunk_tree(campaign, [chunk]).root
        issue = Issue(campaign, _PROGRAM, today + 30, 1_000_000 * len(part), root, _NEVER)
        sender.send(deeds.grant(issue, chunk))
    signed = [_signed(deeds, addresses, _PROGRAM << 32 | today + 30, number) for number in range(count)]
    return iter(signed)


def _signed(deeds: Deeds, people: Sequence[Address], lot: int, number: int) -> tuple[bytes, Call]:
    holder, nonce = people[number % len(people)], number // len(people)
    payment = Payment(holder, _SHOP, 10, (lot,), (10,), nonce, _NEVER)
    return deeds.points.payment_id(payment), deeds.pay(payment, [], holder)


def _measure(settings: Settings, file: Path, rate: int, payments: Sequence[tuple[bytes, Call]]) -> Found:
    db = Database(f"sqlite:///{file}")
    Base.metadata.create_all(db.engine)
    spawning = multiprocessing.get_context("spawn")
    stop, ready = spawning.Event(), spawning.Barrier(3)
    with ExitStack() as running:
        running.callback(stop.set)
        for serve in (_relay, _index):
            running.enter_context(_process(serve, settings, db.url, stop, ready))
        ready.wait()
        asked = spawning.Process(target=_offer, args=(db.url, rate, payments))
        asked.start()
        projected, final = _watch(db, {payment_id for payment_id, _ in payments})
        asked.join()
        stop.set()
    taps = _taps(db)
    db.close()
    span = max(projected.values()) - min(taps.values())
    waited = [[seen[one] - taps[one] for one, _ in payments] for seen in (projected, final)]
    return Found(rate, waited[0], waited[1], len(payments) / span)


@contextmanager
def _process(serve: Callable[..., None], *args: object) -> Iterator[None]:
    process = multiprocessing.get_context("spawn").Process(target=serve, args=args)
    process.start()
    try:
        yield
    finally:
        stop = args[2]
        stop.set()  # type: ignore[attr-defined]
        process.join(30)


def _offer(url: str, rate: int, payments: Sequence[tuple[bytes, Call]]) -> None:
    db, clock = Database(url), SystemClock()
    begun = time.monotonic()
    for number, (payment_id, call) in enumerate(payments):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        now = clock.now()
        with db.write() as session:
            enqueue(session, call, key=payment_id.hex(), subject=f"bench:{number}", now=now)
    db.close()


def _relay(settings: Settings, url: str, stop: Event, ready: threading.Barrier) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    db, client = Database(url), NodeClient(settings.chain_rpc_url)
    deployments = Deployments.load(settings.deployments_dir, settings.chain_id)
    relayer = build_relayer(settings, db, client, deployments, SystemClock())
    ready.wait()
    relayer.run(_told_by(stop))


def _index(settings: Settings, url: str, stop: Event, ready: threading.Barrier) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    db, client = Database(url), NodeClient(settings.chain_rpc_url)
    deployments = Deployments.load(settings.deployments_dir, settings.chain_id)
    fed = [MunicipalityProjector(), *points.projectors()]
    indexer = Indexer(db, client, deployments, fed, settings, SystemClock())
    indexer.catch_up()
    ready.wait()
    indexer.run(_told_by(stop))


def _told_by(stop: Event) -> threading.Event:
    """The same as an event of threads."""
    told = threading.Event()

    def hear() -> None:
        stop.wait()
        told.set()

    threading.Thread(target=hear, daemon=True).start()
    return told


def _watch(db: Database, wanted: Set[bytes]) -> tuple[dict[bytes, float], dict[bytes, float]]:
    """When each payment was first seen projected, and first seen final."""
    projected: dict[bytes, float] = {}
    final: dict[bytes, float] = {}
    blocks: dict[bytes, int] = {}
    give_up = time.monotonic() + _LONGEST_WAIT
    seen_to = -1
    while len(final) < len(wanted):
        assert time.monotonic() < give_up, f"{len(projected)} projected and {len(final)} final of {len(wanted)}"
        time.sleep(0.05)
        with db.read() as session:
            rows = select(PaymentOnChain.payment_id, PaymentOnChain.block_number)
            new = session.execute(rows.where(PaymentOnChain.block_number > seen_to)).all()
            settled = finalized_block(session)
        now = time.time()
        for payment_id, block in new:
            seen_to = max(seen_to, block)
            if payment_id not in wanted:
                continue  # of an earlier row of the table
            projected[payment_id] = now
            blocks[payment_id] = block
        for payment_id in [one for one, block in blocks.items() if block <= settled]:
            final[payment_id] = now
            del blocks[payment_id]
    return projected, final


def _taps(db: Database) -> dict[bytes, float]:
    with db.read() as session:
        rows = session.execute(select(RelayEntry.key, RelayEntry.created_at))
        return {bytes.fromhex(key): tapped.timestamp() for key, tapped in rows}


if __name__ == "__main__":
    main()
