"""Plays history into a new devnet: the clock stands in the past, blocks carry its time, and every act goes through the
real services, relayer and indexer, stepped here instead of running as processes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from eth_account import Account
from sqlalchemy import func, select

from app.wiring import Platform, build_platform, event_handlers, projectors
from chain.clock import FixedClock, unix
from chain.deploying import CommunityPlan, deploy_communities
from chain.deployments import Deployments
from chain.events import route_pending
from chain.ids import Address
from chain.indexer import Indexer
from chain.indexer.watching import watch_deployments
from chain.outbox import EntryStatus, RelayEntry
from chain.relayer import build_relayer
from chain.settings import Settings

_MOST_ROUNDS = 2_000


class PlaybackStuck(RuntimeError):
    """The outbox did not empty; a service or contract refused something the demonstration asks for."""


class Playback:
    """Until `finish`, the devnet's newest block carries the time of `clock`."""

    def __init__(self, settings: Settings, begins: datetime) -> None:
        self.clock = FixedClock(begins)
        self.settings = settings.model_copy(update={"finality_blocks": 0, "relay_quota_per_minute": 1_000_000})
        self.platform: Platform = build_platform(self.settings, clock=self.clock)
        seconds = itertools.count(step=2.0)  # each look at this watch finds that it is time for a block
        self._relayer = build_relayer(
            self.settings, self.platform.db, self.platform.client, self.platform.deployments, self.clock,
            monotonic=lambda: next(seconds),
        )  # fmt: skip
        self._handlers = event_handlers(self.platform)
        self._indexer = Indexer(
            self.platform.db,
            self.platform.client,
            self.platform.deployments,
            projectors(self.platform),
            self.settings,
            self.clock,
        )

    def at(self, moment: datetime) -> None:
        """Go forward to `moment` with a block that carries it. An earlier moment than now goes on from now."""
        block = self.platform.client.block()
        assert block is not None
        earliest = datetime.fromtimestamp(int(block["timestamp"], 16) + 1, UTC)
        self.clock.advance(max(moment, earliest, self.clock.now()) - self.clock.now())
        self.platform.client.request("evm_setNextBlockTimestamp", [unix(self.clock.now())])
        self.platform.client.request("evm_mine")

    @property
    def relayers(self) -> list[Address]:
        keys = self.settings.relayer_private_keys()
        return [Address(Account.from_key(key).address) for key in keys]

    def settle(self) -> None:
        """Step relayer, indexer and events until nothing waits and the tables show it.

        Raises: PlaybackStuck.
        """
        for _ in range(_MOST_ROUNDS):
            self._relayer.step()
            self._keep_time()
            if not self._waiting():
                self._indexer.catch_up()
                while route_pending(self.platform.db, self._handlers, self.clock.now()):
                    pass
                if not self._waiting():
                    return
        raise PlaybackStuck(f"{self._waiting()} calls still wait")

    def failures(self) -> list[str]:
        """What the chain refused, as "subject: error"."""
        with self.platform.db.read() as session:
            failed = select(RelayEntry).where(RelayEntry.status == EntryStatus.FAILED)
            return [f"{entry.subject}: {entry.error_name} {entry.error_args}" for entry in session.scalars(failed)]

    def finish(self) -> None:
        """Bring the chain to the present."""
        self.at(datetime.now(UTC))
        self._indexer.catch_up()

    def close(self) -> None:
        """Give the signers back."""
        self._relayer.close()

    def deploy(self, communities: Sequence[CommunityPlan]) -> Deployments:
        """Deploy them, and read their contracts' logs from then on."""
        deployments = deploy_communities(self.settings, communities)
        with self.platform.db.write() as session:
            watch_deployments(session, deployments)
        self._keep_time()
        return deployments

    def _waiting(self) -> int:
        with self.platform.db.read() as session:
            open_states = (EntryStatus.QUEUED, EntryStatus.SENT)
            count = select(func.count()).select_from(RelayEntry).where(RelayEntry.status.in_(open_states))
            return session.scalar(count) or 0

    def _keep_time(self) -> None:
        """Blocks made meanwhile went on from the moment asked for; the clock follows them."""
        block = self.platform.client.block()
        assert block is not None
        behind = int(block["timestamp"], 16) - unix(self.clock.now())
        if behind > 0:
            self.clock.advance(timedelta(seconds=behind))
