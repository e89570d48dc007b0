"""The JSON-RPC client: keep-alive, batches, and every failure as a named error. It formats nothing.

Quantities go in and come out as the node writes them (0x-strings) except where a method's docstring says otherwise.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from typing import Any

import requests

from chain.errors import ChainError, ContractReverted, NodeUnavailable, TransactionRejected
from chain.ids import Address
from chain.reverts import decode_revert, revert_bytes

_EXECUTION_REVERTED = 3
_THROTTLED = {429, 502, 503, 504}


class RpcError(ChainError):
    """The node answered with an error that is no revert. `chain/relayer` reads its message further."""

    def __init__(self, method: str, code: int, message: str) -> None:
        super().__init__(f"{method}: {message} ({code})")
        self.method = method
        self.code = code
        self.message = message


class NodeClient:
    """One EVM node. Safe to share between threads: each thread has a connection of its own."""

    def __init__(self, url: str, *, timeout_seconds: float = 10.0) -> None:
        self.url = url
        self.timeout_seconds = timeout_seconds
        self._local = threading.local()
        self._numbers = itertools.count(1)

    def request(self, method: str, params: Sequence[Any] = ()) -> Any:
        """One call.

        Raises: NodeUnavailable, ContractReverted, TransactionRejected (a refused transaction), RpcError.
        """
        answer = self._post({"jsonrpc": "2.0", "id": next(self._numbers), "method": method, "params": list(params)})
        if not isinstance(answer, dict):
            raise NodeUnavailable(self.url, "the answer is not a JSON-RPC object")
        return self._result(method, answer)

    def batch(self, calls: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
        """Many calls in one round trip; answers in the order of the calls.

        Raises: as `request`, for the first call that failed.
        """
        results = self.try_batch(calls)
        for result in results:
            if isinstance(result, ChainError):
                raise result
        return results

    def try_batch(self, calls: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
        """As `batch`, but a failed call stands as its ChainError in the list.

        Raises: NodeUnavailable when the whole round trip failed or an answer is missing.
        """
        if not calls:
            return []
        numbers = [next(self._numbers) for _ in calls]
        body = [
            {"jsonrpc": "2.0", "id": number, "method": method, "params": list(params)}
            for number, (method, params) in zip(numbers, calls, strict=True)
        ]
        answers = self._post(body)
        if not isinstance(answers, list):
            raise NodeUnavailable(self.url, "a batch was not answered with a list")
        by_number = {answer.get("id"): answer for answer in answers if isinstance(answer, dict)}
        results: list[Any] = []
        for number, (method, _) in zip(numbers, calls, strict=True):
            if number not in by_number:
                raise NodeUnavailable(self.url, f"no answer to {method} in a batch")
            try:
                results.append(self._result(method, by_number[number]))
            except ChainError as error:
                results.append(error)
        return results

    def call(self, to: Address, calldata: bytes, block: str = "latest", sender: Address | None = None) -> bytes:
        """eth_call; the returned bytes.

        Raises: ContractReverted with the decoded error, NodeUnavailable.
        """
        transaction = {"to": to, "data": "0x" + calldata.hex()}
        if sender is not None:
            transaction["from"] = sender
        return bytes.fromhex(self.request("eth_call", [transaction, block])[2:])

    def chain_id(self) -> int:
        return int(self.request("eth_chainId"), 16)

    def block_number(self) -> int:
        return int(self.request("eth_blockNumber"), 16)

    def block(self, which: int | str = "latest") -> dict[str, Any] | None:
        """A block's header fields as the node writes them; None when there is no such block."""
        number = hex(which) if isinstance(which, int) else which
        found: dict[str, Any] | None = self.request("eth_getBlockByNumber", [number, False])
        return found

    def first_block_at(self, moment: int, newest: int) -> tuple[int, bytes] | None:
        """(number, hash) of the first block, up to `newest`, whose time is at or after `moment`; None when none is."""
        low, high = 0, newest + 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._time_of(middle) >= moment else (middle + 1, high)
        block = self.block(low) if low <= newest else None
        return None if block is None else (low, bytes.fromhex(block["hash"].removeprefix("0x")))

    def _time_of(self, number: int) -> int:
        block = self.block(number)
        assert block is not None  # the caller knows of a later one
        return int(block["timestamp"], 16)

    def code(self, address: Address) -> bytes:
        return bytes.fromhex(self.request("eth_getCode", [address, "latest"])[2:])

    def balance(self, address: Address) -> int:
        return int(self.request("eth_getBalance", [address, "latest"]), 16)

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False
            session.headers["Content-Type"] = "application/json"
            self._local.session = session
        return session

    def _post(self, body: Any) -> Any:
        try:
            response = self._session().post(self.url, json=body, timeout=self.timeout_seconds)
        except requests.RequestException as error:
            self._local.session = None
            raise NodeUnavailable(self.url, type(error).__name__) from error
        if response.status_code in _THROTTLED or response.status_code >= 500:
            raise NodeUnavailable(self.url, f"HTTP {response.status_code}")
        try:
            return response.json()
        except ValueError as error:
            raise NodeUnavailable(self.url, "the answer is not JSON") from error

    def _result(self, method: str, answer: dict[str, Any]) -> Any:
        error = answer.get("error")
        if error is None:
            if "result" not in answer:
                raise NodeUnavailable(self.url, f"{method} was answered without a result")
            return answer["result"]
        raise _named(method, error)


def _named(method: str, error: dict[str, Any]) -> ChainError:
    message = str(error.get("message", ""))
    code = int(error.get("code", 0))
    raw = revert_bytes(error.get("data"))
    if raw is not None or code == _EXECUTION_REVERTED or "execution reverted" in message:
        return decode_revert(raw or b"", message)
    if method == "eth_sendRawTransaction":
        return TransactionRejected("refused", message)
    return RpcError(method, code, message)


__all__ = ["ContractReverted", "NodeClient", "RpcError"]
