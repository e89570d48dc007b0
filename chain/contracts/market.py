"""Market: collections, listings and purchases in yen token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.client import NodeClient
from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData, digest
from chain.contracts.yen_token import YenToken
from chain.ids import Address
from chain.outbox import Call
from chain.units import Yen

TERMS_TYPE = "(string,string,string,string,uint32,uint64,uint16,address,bool,bool)"


@dataclass(frozen=True, slots=True)
class CollectionTerms(SignedStruct):
    """ICollection.Terms; signed as its hash only."""

    name: str
    symbol: str
    base_uri: str
    contract_uri: str
    municipality: int
    max_supply: int
    royalty_basis_points: int
    royalty_receiver: Address
    votes: bool
    locked: bool

    def terms_hash(self) -> bytes:
        return keccak(encode([TERMS_TYPE], [self.as_tuple()]))


@dataclass(frozen=True, slots=True)
class NewCollection(SignedStruct):
    primary = "NewCollection"
    signature_fields = "uint64 collectionId,bytes32 termsHash,uint32 municipality,uint64 deadline"

    collection_id: int
    terms_hash: bytes
    municipality: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Split:
    payee: Address
    basis_points: int


@dataclass(frozen=True, slots=True)
class Listing(SignedStruct):
    primary = "Listing"
    signature_fields = (
        "uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,"
        "uint64 closesAt,bytes32 splitsHash,uint64 deadline"
    )

    listing_id: int
    collection: Address
    price: int
    supply: int
    per_buyer: int
    opens_at: int
    closes_at: int
    splits_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class Cancellation(SignedStruct):
    primary = "Cancellation"
    signature_fields = "uint64 listingId,uint64 deadline"

    listing_id: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Purchase(SignedStruct):
    primary = "Purchase"
    signature_fields = (
        "uint64 listingId,address buyer,address recipient,uint32 quantity,uint64 total,uint64 validBefore,bytes32 salt"
    )

    listing_id: int
    buyer: Address
    recipient: Address
    quantity: int
    total: int
    valid_before: int
    salt: bytes


def splits_hash(splits: Sequence[Split]) -> bytes:
    return keccak(encode(["(address,uint16)[]"], [[(split.payee, split.basis_points) for split in splits]]))


class Market(Contract):
    def __init__(
        self, name: str, address: Address, abi: list[dict[str, Any]], client: NodeClient, chain_id: int, yen: YenToken
    ) -> None:
        super().__init__(name, address, abi, client, chain_id)
        self.yen = yen

    def new_collection_message(self, new: NewCollection) -> TypedData:
        return self.message(new.primary, new.signature_fields, new.as_message())

    def create_collection(self, new: NewCollection, terms: CollectionTerms, officer: Address, signature: bytes) -> Call:
        return self.to_call("createCollection", new.as_tuple(), terms.as_tuple(), officer, signature)

    def listing_message(self, listing: Listing) -> TypedData:
        return self.message(listing.primary, listing.signature_fields, listing.as_message())

    def open_listing(self, listing: Listing, splits: Sequence[Split], officer: Address, signature: bytes) -> Call:
        shares = [(split.payee, split.basis_points) for split in splits]
        return self.to_call("openListing", listing.as_tuple(), shares, officer, signature)

    def cancellation_message(self, cancellation: Cancellation) -> TypedData:
        return self.message(cancellation.primary, cancellation.signature_fields, cancellation.as_message())

    def cancel_listing(self, cancellation: Cancellation, officer: Address, signature: bytes) -> Call:
        return self.to_call("cancelListing", cancellation.as_tuple(), officer, signature)

    def purchase_id(self, purchase: Purchase) -> bytes:
        """The purchase's digest, which is the nonce of the buyer's yen authorization."""
        return digest(self.message(purchase.primary, purchase.signature_fields, purchase.as_message()))

    def purchase_message(self, purchase: Purchase) -> TypedData:
        """What the buyer signs: the yen token's ReceiveWithAuthorization to this market."""
        return self.yen.receive_message(
            purchase.buyer, self.address, Yen(purchase.total), purchase.valid_before, self.purchase_id(purchase)
        )

    def buy(self, purchase: Purchase, authorization: bytes) -> Call:
        return self.to_call("buy", purchase.as_tuple(), authorization)

    def collection_of(self, collection_id: int) -> Address:
        return Address(self.view("collectionOf", collection_id))

    def sold_of(self, listing_id: int) -> int:
        return int(self.view("soldOf", listing_id))
