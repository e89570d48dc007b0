"""MerchantRegistry: registration, suspension and terminals, each by signature."""

from __future__ import annotations

from dataclasses import dataclass

from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call


@dataclass(frozen=True, slots=True)
class Registration(SignedStruct):
    primary = "Registration"
    signature_fields = "uint64 merchantId,uint32 municipality,address account,uint64 deadline"

    merchant_id: int
    municipality: int
    account: Address
    deadline: int


@dataclass(frozen=True, slots=True)
class Suspension(SignedStruct):
    primary = "Suspension"
    signature_fields = "uint64 merchantId,bool suspended,uint256 nonce,uint64 deadline"

    merchant_id: int
    suspended: bool
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class TerminalPermission(SignedStruct):
    primary = "TerminalPermission"
    signature_fields = "uint64 merchantId,address terminal,bool allowed,uint256 nonce,uint64 deadline"

    merchant_id: int
    terminal: Address
    allowed: bool
    nonce: int
    deadline: int


class MerchantRegistry(Contract):
    def registration_message(self, registration: Registration) -> TypedData:
        return self.message(registration.primary, registration.signature_fields, registration.as_message())

    def register(self, registration: Registration, officer: Address, signature: bytes) -> Call:
        return self.to_call("register", registration.as_tuple(), officer, signature)

    def suspension_message(self, suspension: Suspension) -> TypedData:
        return self.message(suspension.primary, suspension.signature_fields, suspension.as_message())

    def set_suspended(self, suspension: Suspension, officer: Address, signature: bytes) -> Call:
        return self.to_call("setSuspended", suspension.as_tuple(), officer, signature)

    def terminal_message(self, permission: TerminalPermission) -> TypedData:
        return self.message(permission.primary, permission.signature_fields, permission.as_message())

    def set_terminal(self, permission: TerminalPermission, signature: bytes) -> Call:
        return self.to_call("setTerminal", permission.as_tuple(), signature)

    def merchant(self, merchant_id: int) -> tuple[Address, int, bool]:
        """(account, municipality code as a number, suspended); the zero address when unknown."""
        account, municipality, suspended = self.view("merchant", merchant_id)
        return Address(account), int(municipality), bool(suspended)
