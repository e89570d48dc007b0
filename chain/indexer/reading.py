"""What the indexer asks of a node: headers that hang together, logs of any range, receipts as the last word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chain.client import NodeClient, RpcError
from chain.errors import ChainError, NodeUnavailable

Log = dict[str, Any]  # as the node writes it
_HEADERS_AT_ONCE = 250
_RECEIPTS_AT_ONCE = 25
_ADDRESSES_AT_ONCE = 1_000
_METHOD_UNKNOWN = -32601


class InconsistentAnswer(ChainError):
    """Two answers of the node do not fit together: its head moved in between, or a part of it lags. Ask again."""

    def __init__(self, block_number: int, problem: str) -> None:
        super().__init__(f"the node's answers about block {block_number} do not fit together: {problem}")
        self.block_number = block_number
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Header:
    number: int
    hash: str
    parent_hash: str
    time: int
    bloom: int
    transactions: list[str]

    @classmethod
    def read(cls, block: dict[str, Any]) -> Header:
        return cls(
            number=int(block["number"], 16),
            hash=block["hash"],
            parent_hash=block["parentHash"],
            time=int(block["timestamp"], 16),
            bloom=int(block["logsBloom"], 16),
            transactions=block["transactions"],
        )


class ChainReader:
    """`span` is how many blocks of logs the node has been willing to give at once."""

    def __init__(self, client: NodeClient, most_blocks: int) -> None:
        self.client = client
        self.most_blocks = most_blocks
        self.span = most_blocks
        self._has_block_receipts = True

    def blocks(self, *which: int | str) -> list[Header | None]:
        """Headers by number or tag, in one round trip per 250; None where the node has none."""
        found: list[Header | None] = []
        for start in range(0, len(which), _HEADERS_AT_ONCE):
            some = which[start : start + _HEADERS_AT_ONCE]
            asked = [hex(one) if isinstance(one, int) else one for one in some]
            answers = self.client.batch([("eth_getBlockByNumber", [one, False]) for one in asked])
            found += [None if answer is None else Header.read(answer) for answer in answers]
        return found

    def headers(self, first: int, last: int) -> list[Header]:
        """The headers of a range, each the parent of the next.

        Raises: InconsistentAnswer.
        """
        headers: list[Header] = []
        for number, found in enumerate(self.blocks(*range(first, last + 1)), start=first):
            if found is None or found.number != number:
                raise InconsistentAnswer(number, "it is not there")
            if headers and found.parent_hash != headers[-1].hash:
                raise InconsistentAnswer(number, "its parent is another block than the one before it")
            headers.append(found)
        return headers

    def logs(self, first: int, last: int, addresses: Sequence[str], topics: Sequence[str]) -> list[Log]:
        """Logs of these addresses with one of these first topics. A range the node finds too large is halved."""
        found: list[Log] = []
        for start in range(0, len(addresses), _ADDRESSES_AT_ONCE):
            wanted = {"address": list(addresses[start : start + _ADDRESSES_AT_ONCE]), "topics": [list(topics)]}
            found += self._halving(first, last, wanted)
        return found

    def widen(self) -> None:
        """The node kept up: ask for more at once next time."""
        self.span = min(self.most_blocks, self.span * 2)

    def narrow(self, blocks: int) -> None:
        self.span = max(1, blocks // 2)

    def _halving(self, first: int, last: int, wanted: dict[str, Any]) -> list[Log]:
        try:
            found = self.client.request("eth_getLogs", [{"fromBlock": hex(first), "toBlock": hex(last), **wanted}])
        except RpcError:
            if first == last:
                raise
            self.narrow(last - first + 1)
            middle = (first + last) // 2
            return self._halving(first, middle, wanted) + self._halving(middle + 1, last, wanted)
        except NodeUnavailable:
            self.narrow(last - first + 1)  # it may have been too much for the time allowed
            raise
        return list(found)

    def receipts_of(self, headers: Sequence[Header]) -> list[list[dict[str, Any]]]:
        """All receipts of each block.

        Raises: InconsistentAnswer when the node has them for another block of that number, or none.
        """
        found = [
            receipts
            for start in range(0, len(headers), _RECEIPTS_AT_ONCE)
            for receipts in self._receipts(headers[start : start + _RECEIPTS_AT_ONCE])
        ]
        for header, receipts in zip(headers, found, strict=True):
            if any(receipt is None or receipt["blockHash"] != header.hash for receipt in receipts):
                raise InconsistentAnswer(header.number, "its receipts are of another block")
        return found

    def last_receipts_of(self, headers: Sequence[Header]) -> list[dict[str, Any] | None]:
        """The receipt of each block's last transaction."""
        found: list[dict[str, Any] | None] = []
        for start in range(0, len(headers), _RECEIPTS_AT_ONCE):
            some = headers[start : start + _RECEIPTS_AT_ONCE]
            found += self.client.batch([("eth_getTransactionReceipt", [one.transactions[-1]]) for one in some])
        return found

    def _receipts(self, headers: Sequence[Header]) -> list[list[dict[str, Any]]]:
        if self._has_block_receipts:
            answers = self.client.try_batch([("eth_getBlockReceipts", [hex(header.number)]) for header in headers])
            errors = [answer for answer in answers if isinstance(answer, ChainError)]
            if not errors:
                return [_present(header, answer) for header, answer in zip(headers, answers, strict=True)]
            if not isinstance(errors[0], RpcError) or errors[0].code != _METHOD_UNKNOWN:
                raise errors[0]
            self._has_block_receipts = False
        return [
            self.client.batch([("eth_getTransactionReceipt", [one]) for one in header.transactions])
            for header in headers
        ]


def _present(header: Header, receipts: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    if receipts is None or len(receipts) != len(header.transactions):
        raise InconsistentAnswer(header.number, "its receipts are not there")
    return receipts
