"""EIP-712 typed data: built once here, signed anywhere, hashed with eth-account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eth_account import Account
from eth_account.messages import SignableMessage, encode_typed_data, hash_domain
from eth_utils import keccak, to_checksum_address

from chain.ids import Address

TypedData = dict[str, Any]

_DOMAIN_TYPE = [
    {"name": "name", "type": "string"},
    {"name": "version", "type": "string"},
    {"name": "chainId", "type": "uint256"},
    {"name": "verifyingContract", "type": "address"},
]


def typed_data(
    name: str, chain_id: int, contract: Address, primary: str, fields: str, message: dict[str, Any]
) -> TypedData:
    """Typed data in the shape of eth_signTypedData_v4.

    `fields` is the struct as Solidity writes it: "address holder,uint64 amount". Bytes stand as 0x-strings and whole
    numbers as decimal strings, so that the dict survives JSON and JavaScript.
    """
    members = [dict(zip(("type", "name"), field.split(" "), strict=True)) for field in fields.split(",")]
    return {
        "types": {"EIP712Domain": _DOMAIN_TYPE, primary: members},
        "primaryType": primary,
        "domain": {"name": name, "version": "1", "chainId": chain_id, "verifyingContract": contract},
        "message": {key: _portable(value) for key, value in message.items()},
    }


def _portable(value: Any) -> Any:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, list | tuple):
        return [_portable(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in typed data")


def signable(data: TypedData) -> SignableMessage:
    return encode_typed_data(full_message=_with_numbers(data))


def digest(data: TypedData) -> bytes:
    """The 32 bytes that are signed: keccak(0x1901 ‖ domain separator ‖ struct hash)."""
    message = signable(data)
    return keccak(b"\x19" + message.version + message.header + message.body)


def domain_separator(domain: Mapping[str, Any]) -> bytes:
    """The hash of a domain as typed data has it."""
    return bytes(hash_domain(dict(domain)))


def sign(data: TypedData, private_key: str | bytes) -> bytes:
    """A 65-byte signature by an externally owned account."""
    return bytes(Account.sign_message(signable(data), private_key).signature)


def recover(data: TypedData, signature: bytes) -> Address:
    """Whose key signed; says nothing of contract accounts (ERC-1271)."""
    return Address(to_checksum_address(Account.recover_message(signable(data), signature=signature)))


def _with_numbers(data: TypedData) -> TypedData:
    kinds = {field["name"]: field["type"] for field in data["types"][data["primaryType"]]}
    message = {key: _number(kinds[key], value) for key, value in data["message"].items()}
    return {**data, "message": message}


def _number(kind: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_number(kind.removesuffix("[]"), item) for item in value]
    return int(value) if kind.startswith(("uint", "int")) and isinstance(value, str) else value
