"""EIP-1559 fees: asked once per block, capped by the settings, raised enough for a replacement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chain.client import NodeClient
from chain.errors import ChainError, NodeUnavailable

GWEI = 10**9
_FALLBACK_PRIORITY_FEE = GWEI
# Pools want at least 10 % more on both fees before they replace; one part in eight leaves room for their rounding.
_BUMP_NUMERATOR, _BUMP_DENOMINATOR = 9, 8
_LEAST_BUMP_NUMERATOR, _LEAST_BUMP_DENOMINATOR = 11, 10


@dataclass(frozen=True, slots=True)
class Fees:
    """Wei per gas."""

    max_fee: int
    priority_fee: int


@dataclass(frozen=True, slots=True)
class Head:
    """The newest block as far as the relayer cares."""

    number: int
    hash: bytes
    base_fee: int
    gas_limit: int

    @classmethod
    def of(cls, block: dict[str, Any]) -> Head:
        return cls(
            number=int(block["number"], 16),
            hash=bytes.fromhex(block["hash"][2:]),
            base_fee=int(block.get("baseFeePerGas") or "0x0", 16),
            gas_limit=int(block["gasLimit"], 16),
        )


class FeeBook:
    """Fees for the block after `head`. Twice the base fee survives six full blocks in a row."""

    def __init__(self, client: NodeClient, cap: int) -> None:
        self._client = client
        self.cap = cap  # wei per gas that is never exceeded
        self._known_for = b""
        self._fees = Fees(0, 0)

    def at(self, head: Head) -> Fees | None:
        """None while the network asks more than the cap allows."""
        if head.base_fee > self.cap:
            return None
        if self._known_for != head.hash:
            tip = min(self._priority_fee(), self.cap)
            self._fees = Fees(max_fee=min(2 * head.base_fee + tip, self.cap), priority_fee=tip)
            self._known_for = head.hash
        return self._fees

    def _priority_fee(self) -> int:
        try:
            return int(self._client.request("eth_maxPriorityFeePerGas"), 16)
        except NodeUnavailable:
            raise
        except ChainError:  # a node without this method
            return _FALLBACK_PRIORITY_FEE


def bumped(old: Fees, wanted: Fees, cap: int) -> Fees | None:
    """Fees with which a pool replaces a transaction of fees `old`; None when the cap leaves no room for 10 %."""
    max_fee = min(max(_raise(old.max_fee), wanted.max_fee), cap)
    priority_fee = min(max(_raise(old.priority_fee), wanted.priority_fee), max_fee)
    new = Fees(max_fee, priority_fee)
    enough = _is_enough(old.max_fee, max_fee) and _is_enough(old.priority_fee, priority_fee)
    return new if enough else None


def _raise(fee: int) -> int:
    return fee * _BUMP_NUMERATOR // _BUMP_DENOMINATOR + 1


def _is_enough(old: int, new: int) -> bool:
    return new * _LEAST_BUMP_DENOMINATOR >= old * _LEAST_BUMP_NUMERATOR and new > old
