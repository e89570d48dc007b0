"""What is signed to issue, resell and bid at the Market."""

from __future__ import annotations

from dataclasses import dataclass

from chain.contracts.structs import SignedStruct
from chain.ids import Address
from chain.units import Yen


@dataclass(frozen=True, slots=True)
class Issuance(SignedStruct):
    primary = "Issuance"
    signature_fields = "address collection,address recipient,uint256 nonce,uint64 deadline"

    collection: Address
    recipient: Address
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Ask(SignedStruct):
    """A holder sells one token. `buyer` zero: to anybody. `moves` is the collection's `moves_of(token_id)`."""

    primary = "Ask"
    signature_fields = (
        "address collection,uint256 tokenId,address seller,address buyer,uint64 price,uint64 proceeds,"
        "uint32 moves,uint64 deadline"
    )

    collection: Address
    token_id: int
    seller: Address
    buyer: Address
    price: int
    proceeds: int
    moves: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Offer(SignedStruct):
    primary = "Offer"
    signature_fields = (
        "address collection,uint256 tokenId,address buyer,uint64 price,uint16 leastUses,uint64 validBefore,bytes32 salt"
    )

    collection: Address
    token_id: int
    buyer: Address
    price: int
    least_uses: int
    valid_before: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class Auction(SignedStruct):
    primary = "Auction"
    signature_fields = (
        "uint64 auctionId,address collection,uint64 reserve,uint64 increment,uint64 opensAt,uint64 closesAt,"
        "uint32 extension,bytes32 splitsHash,uint64 deadline"
    )

    auction_id: int
    collection: Address
    reserve: int
    increment: int
    opens_at: int
    closes_at: int
    extension: int
    splits_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class AuctionCancellation(SignedStruct):
    primary = "AuctionCancellation"
    signature_fields = "uint64 auctionId,uint64 deadline"

    auction_id: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Bid(SignedStruct):
    primary = "Bid"
    signature_fields = "uint64 auctionId,address bidder,uint64 amount,uint64 validBefore,bytes32 salt"

    auction_id: int
    bidder: Address
    amount: int
    valid_before: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class AuctionStanding:
    """The highest bid, the end as extended (unix seconds), and the token minted to the winner (0: none)."""

    bidder: Address
    amount: Yen
    closes_at: int
    is_over: bool
    token_id: int
