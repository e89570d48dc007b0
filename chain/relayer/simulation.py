"""Tries each call on the newest block before it costs gas: a doomed one is known by its error and never sent."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from chain.client import NodeClient, RpcError
from chain.errors import ContractReverted
from chain.ids import Address
from chain.outbox import RelayEntry
from chain.relayer.fees import Head
from chain.relayer.node_messages import means_out_of_gas

_CALLS_A_REQUEST = 50
_log = structlog.get_logger("relayer")

Verdict = int | ContractReverted | None  # gas it needs, why it reverts, or no answer this time


class Simulator:
    def __init__(self, client: NodeClient, gas_cap: int) -> None:
        self._client = client
        self._gas_cap = gas_cap

    def gas_cap(self, head: Head) -> int:
        return min(self._gas_cap, head.gas_limit)

    def estimate(self, entries: Sequence[RelayEntry], sender: Address, head: Head) -> list[Verdict]:
        """A verdict for each entry by itself, on the state of `head`: a node that is behind gives no verdict.

        Raises: NodeUnavailable.
        """
        cap = self.gas_cap(head)
        verdicts: list[Verdict] = []
        for start in range(0, len(entries), _CALLS_A_REQUEST):
            part = entries[start : start + _CALLS_A_REQUEST]
            calls = [("eth_estimateGas", [_request(entry, sender, cap), hex(head.number)]) for entry in part]
            answers = self._client.try_batch(calls)
            verdicts += [_verdict(entry, answer, cap) for entry, answer in zip(part, answers, strict=True)]
        return verdicts

    def why_reverted(self, to: Address, data: bytes, sender: Address, gas: int, block: int) -> ContractReverted:
        """The error of a call that reverted in `block`, by running it again before and after that block."""
        request = {"from": sender, "to": to, "data": "0x" + data.hex(), "gas": hex(gas)}
        calls = [("eth_call", [request, hex(number)]) for number in (block - 1, block)]
        for answer in self._client.try_batch(calls):
            if isinstance(answer, ContractReverted):
                return answer
            if isinstance(answer, RpcError) and means_out_of_gas(answer.message):
                return ContractReverted("OutOfGas", {"gas": gas})
        return ContractReverted("Reverted")


def _request(entry: RelayEntry, sender: Address, cap: int) -> dict[str, str]:
    return {"from": sender, "to": entry.to_address, "data": "0x" + entry.calldata.hex(), "gas": hex(cap)}


def _verdict(entry: RelayEntry, answer: object, cap: int) -> Verdict:
    if isinstance(answer, str):
        return int(answer, 16)
    if isinstance(answer, ContractReverted):
        return answer
    if isinstance(answer, RpcError) and means_out_of_gas(answer.message):
        return ContractReverted("GasCapExceeded", {"cap": cap})
    _log.warning("simulation without an answer", entry=entry.id, contract=entry.contract, error=str(answer))
    return None
