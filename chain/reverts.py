"""Revert data to named errors: selectors of all our contracts' custom errors, Error(string) and Panic(uint256)."""

from __future__ import annotations

from typing import Any

from eth_abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils import keccak, to_checksum_address

from chain.errors import ContractReverted

_ERROR_STRING = bytes.fromhex("08c379a0")
_PANIC = bytes.fromhex("4e487b71")
_PANICS = {0x01: "assertion", 0x11: "arithmetic_overflow", 0x12: "division_by_zero", 0x32: "index_out_of_range"}
_known: dict[bytes, tuple[str, list[tuple[str, str]]]] = {}


def register_errors(abi: list[dict[str, Any]]) -> None:
    """Learn the custom errors of one contract's ABI; the same error in several ABIs is one."""
    for item in abi:
        if item.get("type") == "error":
            inputs = [(given["name"] or str(at), canonical_type(given)) for at, given in enumerate(item["inputs"])]
            signature = f"{item['name']}({','.join(kind for _, kind in inputs)})"
            _known[keccak(text=signature)[:4]] = (item["name"], inputs)


def canonical_type(parameter: dict[str, Any]) -> str:
    """The type as it stands in a signature: tuples written out."""
    kind: str = parameter["type"]
    if not kind.startswith("tuple"):
        return kind
    inner = ",".join(canonical_type(component) for component in parameter["components"])
    return f"({inner}){kind.removeprefix('tuple')}"


def decode_revert(raw: bytes, message: str = "") -> ContractReverted:
    """The named error behind revert data; unknown or garbled data keeps its selector as the name."""
    try:
        return _named(raw, message)
    except (DecodingError, UnicodeDecodeError):
        return ContractReverted(f"Unknown{raw[:4].hex()}", {}, raw)


def _named(raw: bytes, message: str) -> ContractReverted:
    selector, body = raw[:4], raw[4:]
    if selector in _known:
        name, inputs = _known[selector]
        values = decode([kind for _, kind in inputs], body)
        named = {
            key: to_checksum_address(value) if kind == "address" else value
            for (key, kind), value in zip(inputs, values, strict=True)
        }
        return ContractReverted(name, named, raw)
    if selector == _ERROR_STRING:
        return ContractReverted("Error", {"message": decode(["string"], body)[0]}, raw)
    if selector == _PANIC:
        number = decode(["uint256"], body)[0]
        return ContractReverted("Panic", {"reason": _PANICS.get(number, hex(number))}, raw)
    if raw:
        return ContractReverted(f"Unknown{selector.hex()}", {}, raw)
    return ContractReverted("Reverted", {"message": message} if message else {}, raw)


def revert_bytes(found: Any) -> bytes | None:
    """Revert data wherever a node puts it: "0x…", or {"data": "0x…"}; None when there is none."""
    if isinstance(found, dict):
        found = found.get("data")
    if isinstance(found, str) and found.startswith("0x"):
        try:
            return bytes.fromhex(found[2:])
        except ValueError:
            return None
    return None
