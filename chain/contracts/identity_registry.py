"""IdentityRegistry: which account is a verified person's, by attesters' signatures."""

from __future__ import annotations

from dataclasses import dataclass

from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call

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

    def is_verified(self, account: Address) -> bool:
        return bool(self.view("isVerified", account))

    def binding_of(self, nullifier: bytes) -> Bound:
        account, municipality, level, valid_until, revision = self.view("bindingOf", nullifier)
        return Bound(Address(account), int(municipality), int(level), int(valid_until), int(revision))
