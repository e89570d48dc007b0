"""What a relayer test needs: a devnet of its own, a counting contract, a database, and relayers on order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from eth_account import Account
from eth_account.signers.local import LocalAccount
from sqlalchemy import func, select

from chain.client import NodeClient
from chain.clock import Clock, SystemClock
from chain.db import Database
from chain.errors import NodeUnavailable
from chain.events import DomainEvent
from chain.ids import Address
from chain.outbox import Call, EntryStatus, RelayEntry, enqueue
from chain.relayer.lanes import Checkpoint, Pace, no_checkpoint
from chain.relayer.models import RelayTransaction, TransactionState
from chain.relayer.relayer import Relayer
from chain.settings import Settings
from tests.fixtures.waiting import wait_until
from tests.integration.chain.relayer.counter import ActionBatch, ActionCounter, key_of

KEYS = (
    "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
    "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
)
BRISK = Pace(lease=1.5, resend=0.3, bump=3.0, believe_step_back=0.3, retry=0.1, longest_retry=0.4)
OPEN = (EntryStatus.QUEUED, EntryStatus.SENT)


@dataclass
class World:
    client: NodeClient  # straight to the node, for the test itself
    counter: ActionCounter
    db: Database
    settings: Settings
    clock: Clock = field(default_factory=SystemClock)

    @property
    def signer(self) -> LocalAccount:
        account: LocalAccount = Account.from_key(self.settings.relayer_private_keys()[0])
        return account

    def relayer(
        self, *, url: str = "", pace: Pace = BRISK, checkpoint: Checkpoint = no_checkpoint, timeout: float = 5.0
    ) -> Relayer:
        node = NodeClient(url or self.client.url, timeout_seconds=timeout)
        return Relayer(self.settings, self.db, node, self.clock, [ActionBatch()], pace=pace, checkpoint=checkpoint)

    def enqueue(self, call: Call, key: str, principal: str = "") -> int:
        with self.db.write() as session:
            now = self.clock.now()
            return enqueue(session, call, key=key, subject=f"test:{key}", now=now, principal=principal)

    def enqueue_acts(self, names: Iterable[str], *, batched: bool = False) -> None:
        for name in names:
            self.enqueue(self.counter.act(name, batched=batched), name)

    def entry(self, key: str) -> RelayEntry:
        with self.db.read() as session:
            return session.scalars(select(RelayEntry).where(RelayEntry.key == key)).one()

    def transactions(self) -> list[RelayTransaction]:
        with self.db.read() as session:
            return list(session.scalars(select(RelayTransaction).order_by(RelayTransaction.id)))

    def failed_events(self) -> list[str]:
        """Keys of entries of which the domains were told that they failed."""
        with self.db.read() as session:
            events = session.scalars(select(DomainEvent).where(DomainEvent.name == "chain.call_failed"))
            return [event.body["key"] for event in events]

    def is_settled(self) -> bool:
        with self.db.read() as session:
            left = select(func.count()).select_from(RelayEntry).where(RelayEntry.status.in_(OPEN))
            return session.scalar(left) == 0

    def is_final(self) -> bool:
        with self.db.read() as session:
            closed = (TransactionState.CONFIRMED, TransactionState.REPLACED, TransactionState.DROPPED)
            left = select(func.count()).select_from(RelayTransaction).where(RelayTransaction.state.not_in(closed))
            return self.is_settled() and session.scalar(left) == 0

    def step_until(self, relayers: Relayer | list[Relayer], until: Callable[[], bool]) -> None:
        """Let them work, as `run` does, until `until()` holds."""
        working = relayers if isinstance(relayers, list) else [relayers]

        def holds() -> bool:
            if until():
                return True
            for relayer in working:
                try:
                    relayer.step()
                except NodeUnavailable:
                    time.sleep(0.05)
            return False

        wait_until(holds, f"relayers at {[self.describe(row) for row in self.transactions()]}", pause=0.01)

    def describe(self, row: RelayTransaction) -> str:
        return f"{row.nonce}:{row.state}:{row.hash.hex()[:8]}"

    def settle(self, relayers: Relayer | list[Relayer]) -> None:
        self.step_until(relayers, self.is_settled)

    def assert_done_once(self, names: Iterable[str]) -> None:
        """Exactly these actions are on the chain, each once, and SQL says the same, down to the block hash."""
        wanted = list(names)
        assert self.counter.done() == {key_of(name): 1 for name in wanted}
        with self.db.read() as session:
            confirmed = select(RelayEntry).where(RelayEntry.status == EntryStatus.CONFIRMED)
            entries = list(session.scalars(confirmed.where(RelayEntry.to_address == self.counter.address)))
        acts = [entry for entry in entries if entry.calldata[:4] == self.counter.act("x").calldata[:4]]
        assert sorted(entry.key for entry in acts) == sorted(wanted)
        for entry in acts:
            assert entry.tx_hash is not None and entry.block_hash is not None and entry.block_number is not None
            receipt = self.client.request("eth_getTransactionReceipt", ["0x" + entry.tx_hash.hex()])
            assert receipt["blockHash"] == "0x" + entry.block_hash.hex()
            assert int(receipt["blockNumber"], 16) == entry.block_number

    def assert_one_nonce_each(self) -> None:
        """No nonce was skipped: the chain's count is what the relayer gave out."""
        live = [row.nonce for row in self.transactions() if row.state in ("mined", "confirmed")]
        assert sorted(live) == list(range(min(live), min(live) + len(live)))

    def set_balance(self, address: str, wei: int) -> None:
        self.client.request("anvil_setBalance", [Address(address), hex(wei)])
