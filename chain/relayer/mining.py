"""Blocks on a devnet that makes none by itself: one at once when something waits, then at most one a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from chain.client import NodeClient

_INTERVAL_SECONDS = 1.0
_LONGEST_INTERVAL_SECONDS = 60.0


class Miner(Protocol):
    def saw(self, head: bytes) -> None:
        """Somebody, perhaps another relayer, made the block `head`."""
        ...

    def wants(self, waiting: object) -> bool:
        """Make a block if it is time. `waiting` says what for; falsy = nothing waits. True when one was made."""
        ...


class NetworkMining:
    """The network makes blocks by itself."""

    def saw(self, head: bytes) -> None:
        pass

    def wants(self, waiting: object) -> bool:
        return False


class OnDemandMining:
    """Asks for a block with `evm_mine`. Where blocks do not change what waits, the interval doubles up to a minute,
    so that a transaction no block can take does not make the chain grow."""

    def __init__(self, client: NodeClient, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._monotonic = monotonic
        self._head = b""
        self._last = float("-inf")
        self._waiting: object = None
        self._interval = _INTERVAL_SECONDS

    def saw(self, head: bytes) -> None:
        if self._head and head != self._head:
            self._last = self._monotonic()
        self._head = head

    def wants(self, waiting: object) -> bool:
        if not waiting:
            self._waiting, self._interval = None, _INTERVAL_SECONDS
            return False
        if waiting != self._waiting:
            self._interval = _INTERVAL_SECONDS
        if self._monotonic() - self._last < self._interval:
            return False
        if waiting == self._waiting:
            self._interval = min(2 * self._interval, _LONGEST_INTERVAL_SECONDS)
        self._waiting = waiting
        self._client.request("evm_mine")
        self._last = self._monotonic()
        return True
