"""IdentityRegistry: which account is a verified person's, by attesters' signatures."""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils import keccak, to_checksum_address

from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call

_ATTESTER_SET = "0x" + keccak(text="AttesterSet(address,bool)").hex()
BIND_BATCH = "identity.bind"


@dataclass(frozen=True, slots=True)
class Binding(SignedStruct):
    """`valid_until`: day number. `revision`: higher than any before of this nullifier, from 1."""

    primary = "Binding"
    signature_fields = (
        "bytes32 nullifier,address account,uint32 municipality,uint8 level,uint32 validUntil,uint24 revision,"
        "uint64 deadline"
    )

    nullifier: bytes
    account: Address
    municipality: int
    level: int
    valid_until: int
    revision: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Revocation(SignedStruct):
    primary = "Revocation"
    signature_fields = "bytes32 nullifier,uint24 revision,uint64 deadline"

    nullifier: bytes
    revision: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Bound:
    """What was recorded last of a nullifier; `account` is the zero address when it was revoked or never bound."""

    account: Address
    municipality: int
    level: int
    valid_until: int
    revision: int


class IdentityRegistry(Contract):
    def binding_message(self, binding: Binding) -> TypedData:
        return self.message(binding.primary, binding.signature_fields, binding.as_message())

    def bind(self, binding: Binding, attester: Address, signature: bytes) -> Call:
        return self.to_call("bind", binding.as_tuple(), attester, signature, batch_kind=BIND_BATCH)

    def revocation_message(self, revocation: Revocation) -> TypedData:
        return self.message(revocation.primary, revocation.signature_fields, revocation.as_message())

    def revoke(self, revocation: Revocation, attester: Address, signature: bytes) -> Call:
        return self.to_call("revoke", revocation.as_tuple(), attester, signature)

    def is_attester(self, attester: Address) -> bool:
        return bool(self.view("isAttester", attester))

    def attesters(self, first_block: int) -> list[Address]:
        """Whom the operator allowed since the registry was deployed and who still may, in that order.

        Raises: NodeUnavailable, RpcError where the node gives no events of so many blocks.
        """
        asked = {"address": self.address, "fromBlock": hex(first_block), "topics": [_ATTESTER_SET]}
        logs = self.client.request("eth_getLogs", [asked])
        named = dict.fromkeys(Address(to_checksum_address("0x" + log["topics"][1][-40:])) for log in logs)
        return [one for one in named if self.is_attester(one)]

    def is_verified(self, account: Address) -> bool:
        return bool(self.view("isVerified", account))

    def binding_of(self, nullifier: bytes) -> Bound:
        account, municipality, level, valid_until, revision = self.view("bindingOf", nullifier)
        return Bound(Address(account), int(municipality), int(level), int(valid_until), int(revision))
