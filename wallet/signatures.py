"""Is this signature that account's? Answers as OpenZeppelin's SignatureChecker will on chain: ECDSA and ERC-1271."""

from __future__ import annotations

from typing import Protocol

from coincurve import PublicKey
from eth_utils import keccak, to_checksum_address

from chain.contracts.contract_signatures import is_accepted_by_contract
from chain.ids import Address

_MAGIC_6492 = bytes.fromhex("6492" * 16)
_CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


class Node(Protocol):
    """What is asked of the chain here; chain.client.NodeClient is one."""

    def call(self, to: Address, calldata: bytes, block: str = "latest") -> bytes: ...

    def code(self, address: Address) -> bytes: ...


def normalised(signature: bytes) -> bytes:
    """A 65-byte signature in the only form contracts take: recovery byte 27 or 28, low s. Others are left alone."""
    if len(signature) != 65 or signature[64] not in (0, 1, 27, 28):
        return signature
    s, recovery = int.from_bytes(signature[32:64]), signature[64] % 27
    if s > _CURVE_ORDER // 2:
        s, recovery = _CURVE_ORDER - s, 1 - recovery
    return signature[:32] + s.to_bytes(32) + bytes([27 + recovery])


def recovered(digest: bytes, signature: bytes) -> Address | None:
    """The externally owned account whose key signed `digest`; None when these bytes are no such signature."""
    if len(signature) != 65 or signature[64] not in (0, 1, 27, 28):
        return None
    compact = signature[:64] + bytes([signature[64] % 27])
    try:
        key = PublicKey.from_signature_and_message(compact, digest, hasher=None)
    except Exception:  # noqa: BLE001 - the C library raises the bare class for every kind of nonsense
        return None
    return Address(to_checksum_address(keccak(key.format(compressed=False)[1:])[-20:]))


def is_signature_of(node: Node, account: Address, digest: bytes, signature: bytes) -> bool:
    """What SignatureChecker will say on chain: an account with code is asked, one without must have signed itself.

    Raises: NodeUnavailable.
    """
    if node.code(account):
        return is_accepted_by_contract(node, account, digest, signature)
    return recovered(digest, signature) == account


def is_counterfactual(signature: bytes) -> bool:
    """Wrapped for a contract account that is not deployed yet (ERC-6492)."""
    return signature.endswith(_MAGIC_6492)
