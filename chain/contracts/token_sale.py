"""TokenSale: community tokens, sold up to a cap, and the purchases that people sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.contracts.paid_in_yen import PaidInYen
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData, digest
from chain.ids import Address
from chain.outbox import Call
from chain.units import Yen

DETAILS_TYPE = "(string,string,(address,uint16)[])"


@dataclass(frozen=True, slots=True)
class Offering(SignedStruct):
    """Times in unix seconds; `cap` and `per_account` in units of the token."""

    primary = "Offering"
    signature_fields = (
        "uint64 offeringId,uint32 municipality,uint64 price,uint64 cap,uint64 perAccount,uint64 opensAt,"
        "uint64 closesAt,bytes32 detailsHash,uint64 deadline"
    )

    offering_id: int
    municipality: int
    price: int
    cap: int
    per_account: int
    opens_at: int
    closes_at: int
    details_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class OfferingDetails:
    """Name and symbol of the token, and payees in basis points that sum to 10,000."""

    name: str
    symbol: str
    splits: tuple[tuple[Address, int], ...]

    def as_tuple(self) -> tuple[Any, ...]:
        return (self.name, self.symbol, self.splits)

    def details_hash(self) -> bytes:
        return keccak(encode([DETAILS_TYPE], [self.as_tuple()]))


@dataclass(frozen=True, slots=True)
class TokenPurchase(SignedStruct):
    primary = "TokenPurchase"
    signature_fields = "uint64 offeringId,address buyer,uint64 quantity,uint64 total,uint64 validBefore,bytes32 salt"

    offering_id: int
    buyer: Address
    quantity: int
    total: int
    valid_before: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class OfferingClosure(SignedStruct):
    primary = "OfferingClosure"
    signature_fields = "uint64 offeringId,uint64 deadline"

    offering_id: int
    deadline: int


class TokenSale(PaidInYen):
    def signed_message(self, act: SignedStruct) -> TypedData:
        """Typed data of what officers sign: offering and closure."""
        return self.message(act.primary, act.signature_fields, act.as_message())

    def open_offering(self, offering: Offering, details: OfferingDetails, officer: Address, signature: bytes) -> Call:
        return self.to_call("openOffering", offering.as_tuple(), details.as_tuple(), officer, signature)

    def close_offering(self, closure: OfferingClosure, officer: Address, signature: bytes) -> Call:
        return self.to_call("closeOffering", closure.as_tuple(), officer, signature)

    def purchase_id(self, purchase: TokenPurchase) -> bytes:
        """The purchase's digest, which is the nonce of the buyer's yen authorization."""
        return digest(self.signed_message(purchase))

    def purchase_message(self, purchase: TokenPurchase) -> TypedData:
        """What the buyer signs: the yen token's ReceiveWithAuthorization to this contract."""
        return self.yen.receive_message(
            purchase.buyer, self.address, Yen(purchase.total), purchase.valid_before, self.purchase_id(purchase)
        )

    def buy(self, purchase: TokenPurchase, authorization: bytes) -> Call:
        return self.to_call("buy", purchase.as_tuple(), authorization)
