"""Tries calls out on the node without sending them: all in their order where the node has `eth_simulateV1`, else each
alone with `eth_call`, which sees nothing of what an earlier call would have changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chain.client import NodeClient, RpcError
from chain.contracts.yen_token import YenToken
from chain.errors import ChainError, ContractReverted
from chain.ids import Address
from chain.reverts import decode_revert, revert_bytes
from chain.units import Yen

_GAS_A_CALL = 3_000_000
Storage = Mapping[Address, Mapping[str, str]]  # contract: slot to word, both 0x-hex of 32 bytes


@dataclass(frozen=True, slots=True)
class TriedCall:
    target: Address
    value: int  # wei
    calldata: bytes


@dataclass(frozen=True, slots=True)
class Trial:
    """`failures` stand in the order of the calls, None for one that went through. `after` is None when a call failed
    or the calls could not be tried in their order."""

    failures: tuple[ContractReverted | None, ...]
    before: dict[Address, Yen]
    after: dict[Address, Yen] | None
    is_in_order: bool


def try_out(
    client: NodeClient,
    sender: Address,
    calls: Sequence[TriedCall],
    yen: YenToken,
    holders: Sequence[Address],
    storage: Storage,
) -> Trial:
    """Try `calls` as `sender` on the newest state, with `storage` put over it; yen of `holders` before and after.

    Raises: NodeUnavailable, RpcError when the node can do neither.
    """
    tried = _Trying(client, sender, calls, yen, holders, storage)
    try:
        return tried.in_order()
    except RpcError:
        return tried.one_by_one()


@dataclass(frozen=True, slots=True)
class _Trying:
    client: NodeClient
    sender: Address
    calls: Sequence[TriedCall]
    yen: YenToken
    holders: Sequence[Address]
    storage: Storage

    def in_order(self) -> Trial:
        asked = self._balance_requests()
        steps = [*asked, *(_request(self.sender, call) for call in self.calls), *asked]
        block = {"calls": steps, "stateOverrides": _overrides(self.storage)}
        options = {"blockStateCalls": [block], "validation": False}
        answers = self.client.request("eth_simulateV1", [options, "latest"])[0]["calls"]
        first, last = len(asked), len(asked) + len(self.calls)
        failures = tuple(_failure(answer) for answer in answers[first:last])
        before, after = _balances(self.holders, answers[:first]), _balances(self.holders, answers[last:])
        return Trial(failures, before, None if any(failures) else after, is_in_order=True)

    def one_by_one(self) -> Trial:
        asked = [("eth_call", [request, "latest"]) for request in self._balance_requests()]
        balances = self.client.batch(asked)
        overrides = [_overrides(self.storage)] if self.storage else []
        tried = [("eth_call", [_request(self.sender, call), "latest", *overrides]) for call in self.calls]
        found = self.client.try_batch(tried)
        before = {holder: Yen(int(answer, 16)) for holder, answer in zip(self.holders, balances, strict=True)}
        failures = tuple(_refusal(answer) for answer in found)
        return Trial(failures, before, None, is_in_order=len(self.calls) == 1)

    def _balance_requests(self) -> list[dict[str, str]]:
        return [_balance_request(self.yen, holder) for holder in self.holders]


def _request(sender: Address, call: TriedCall) -> dict[str, str]:
    return {
        "from": sender, "to": call.target, "value": hex(call.value), "data": "0x" + call.calldata.hex(),
        "gas": hex(_GAS_A_CALL),
    }  # fmt: skip


def _balance_request(yen: YenToken, holder: Address) -> dict[str, str]:
    return {"from": holder, "to": yen.address, "data": "0x" + yen.encode("balanceOf", holder).hex()}


def _overrides(storage: Storage) -> dict[str, Any]:
    return {contract: {"stateDiff": dict(words)} for contract, words in storage.items()}


def _failure(answer: Mapping[str, Any]) -> ContractReverted | None:
    if int(answer["status"], 16) == 1:
        return None
    error = answer.get("error") or {}
    raw = revert_bytes(error.get("data")) or revert_bytes(answer.get("returnData")) or b""
    return decode_revert(raw, str(error.get("message", "")))


def _refusal(answer: object) -> ContractReverted | None:
    if isinstance(answer, ContractReverted) or not isinstance(answer, ChainError):
        return answer if isinstance(answer, ContractReverted) else None
    raise answer


def _balances(holders: Sequence[Address], answers: Sequence[Mapping[str, Any]]) -> dict[Address, Yen]:
    return {holder: Yen(int(answer["returnData"], 16)) for holder, answer in zip(holders, answers, strict=True)}
