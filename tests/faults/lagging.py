"""What a node that is some blocks behind would have been asked and would have answered."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_NOW = ("latest", "pending", "safe", "finalized")
_WITH_BLOCK = frozenset({"eth_getTransactionReceipt", "eth_getTransactionByHash", "eth_getBlockByHash"})


def as_seen(call: Json, limit: int) -> Json | None:
    """`call` with "latest" read as block `limit`; None when it asks for a block the node does not know yet."""
    params = list(call.get("params") or [])
    if call["method"] == "eth_getLogs":
        return _logs_as_seen(call, dict(params[0]), limit)
    if call["method"] in ("eth_getBlockByNumber", "eth_getBlockReceipts") and _number(params[0], limit) > limit:
        return None
    return {**call, "params": [hex(limit) if param in _NOW else param for param in params]}


def _logs_as_seen(call: Json, wanted: Json, limit: int) -> Json | None:
    if "blockHash" in wanted:
        return call
    first = _number(wanted.get("fromBlock", "latest"), limit)
    if first > limit:
        return None
    last = min(_number(wanted.get("toBlock", "latest"), limit), limit)
    return {**call, "params": [{**wanted, "fromBlock": hex(first), "toBlock": hex(last)}]}


def _number(block: Any, limit: int) -> int:
    if block in _NOW or not isinstance(block, str) or len(block) == 66:
        return limit
    return 0 if block == "earliest" else int(block, 16)


def seen_so_far(method: str, result: Any, limit: int) -> Any:
    """`result` without what happened above block `limit`."""
    if method == "eth_blockNumber":
        return hex(limit)
    if method in _WITH_BLOCK and isinstance(result, dict):
        number = result.get("number" if method == "eth_getBlockByHash" else "blockNumber")
        if number is not None and int(number, 16) > limit:
            return {**result, "blockNumber": None} if method == "eth_getTransactionByHash" else None
    if method in ("eth_getLogs", "eth_getBlockReceipts") and isinstance(result, list):
        return [item for item in result if int(item["blockNumber"], 16) <= limit]
    return result
