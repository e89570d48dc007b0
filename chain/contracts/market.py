"""Market: collections, listings, purchases, resale and auctions in yen token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eth_abi import encode
from eth_utils import keccak

from chain.contracts.paid_in_yen import PaidInYen
from chain.contracts.restricted import Lottery, LotteryCancellation, Restriction
from chain.contracts.structs import SignedStruct
from chain.contracts.trade import Ask, Auction, AuctionCancellation, AuctionStanding, Bid, Issuance, Offer
from chain.contracts.typed_data import TypedData, digest
from chain.ids import ZERO_ADDRESS, Address
from chain.outbox import Call
from chain.units import Yen

TERMS_TYPE = (
    "(string,string,string,string,uint32,uint64,uint16,address,bool,bool,"
    "uint16,uint64,uint64,uint64,uint64,bool,address)"
)


@dataclass(frozen=True, slots=True)
class CollectionTerms(SignedStruct):
    """ICollection.Terms; signed as its hash only. Times in unix seconds, 0 for none; `uses` 0: not a right."""

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
    uses: int = 0
    valid_from: int = 0
    valid_until: int = 0
    transfers_until: int = 0
    place: int = 0
    lendable: bool = False
    minter: Address = ZERO_ADDRESS

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
    return keccak(encode(["(address,uint16)[]"], [_shares(splits)]))


def _shares(splits: Sequence[Split]) -> list[tuple[Address, int]]:
    return [(split.payee, split.basis_points) for split in splits]


class Market(PaidInYen):
    def new_collection_message(self, new: NewCollection) -> TypedData:
        return self.message(new.primary, new.signature_fields, new.as_message())

    def create_collection(self, new: NewCollection, terms: CollectionTerms, officer: Address, signature: bytes) -> Call:
        return self.to_call("createCollection", new.as_tuple(), terms.as_tuple(), officer, signature)

    def listing_message(self, listing: Listing) -> TypedData:
        return self.message(listing.primary, listing.signature_fields, listing.as_message())

    def open_listing(self, listing: Listing, splits: Sequence[Split], officer: Address, signature: bytes) -> Call:
        return self.to_call("openListing", listing.as_tuple(), _shares(splits), officer, signature)

    def restricted_listing_message(self, listing: Listing, restriction: Restriction) -> TypedData:
        members = f"{listing.signature_fields},bytes32 restrictionHash"
        message = {**listing.as_message(), "restrictionHash": restriction.restriction_hash()}
        return self.message("RestrictedListing", members, message)

    def open_restricted_listing(
        self, listing: Listing, splits: Sequence[Split], restriction: Restriction, officer: Address, signature: bytes
    ) -> Call:
        arguments = (listing.as_tuple(), _shares(splits), restriction.as_tuple(), officer, signature)
        return self.to_call("openRestrictedListing", *arguments)

    def lottery_message(self, lottery: Lottery) -> TypedData:
        return self.message(lottery.primary, lottery.signature_fields, lottery.as_message())

    def fix_lottery(self, lottery: Lottery, officer: Address, signature: bytes) -> Call:
        return self.to_call("fixLottery", lottery.as_tuple(), officer, signature)

    def lottery_cancellation_message(self, cancellation: LotteryCancellation) -> TypedData:
        return self.message(cancellation.primary, cancellation.signature_fields, cancellation.as_message())

    def cancel_lottery(self, cancellation: LotteryCancellation, officer: Address, signature: bytes) -> Call:
        return self.to_call("cancelLottery", cancellation.as_tuple(), officer, signature)

    def cancellation_message(self, cancellation: Cancellation) -> TypedData:
        return self.message(cancellation.primary, cancellation.signature_fields, cancellation.as_message())

    def cancel_listing(self, cancellation: Cancellation, officer: Address, signature: bytes) -> Call:
        return self.to_call("cancelListing", cancellation.as_tuple(), officer, signature)

    def purchase_id(self, purchase: Purchase) -> bytes:
        """The purchase's digest: nonce of the yen authorization, or (as a number) of the points payment."""
        return digest(self.message(purchase.primary, purchase.signature_fields, purchase.as_message()))

    def purchase_message(self, purchase: Purchase) -> TypedData:
        """What the buyer signs: the yen token's ReceiveWithAuthorization to this market."""
        return self.yen.receive_message(
            purchase.buyer, self.address, Yen(purchase.total), purchase.valid_before, self.purchase_id(purchase)
        )

    def buy(self, purchase: Purchase, authorization: bytes) -> Call:
        return self.to_call("buy", purchase.as_tuple(), authorization)

    def buy_restricted(self, purchase: Purchase, authorization: bytes, proof: Sequence[bytes] = ()) -> Call:
        """`proof`: that the buyer is among the winners, where the listing names some."""
        return self.to_call("buyRestricted", purchase.as_tuple(), authorization, list(proof))

    def issuance_message(self, issuance: Issuance) -> TypedData:
        return self.message(issuance.primary, issuance.signature_fields, issuance.as_message())

    def issue(self, issuance: Issuance, officer: Address, signature: bytes) -> Call:
        """One token without a sale, as a resident card."""
        return self.to_call("issue", issuance.as_tuple(), officer, signature)

    def ask_message(self, ask: Ask) -> TypedData:
        """What the holder signs, to sell or to accept an offer."""
        return self.message(ask.primary, ask.signature_fields, ask.as_message())

    def offer_id(self, offer: Offer) -> bytes:
        """The offer's digest, which is the nonce of the buyer's yen authorization."""
        return digest(self.message(offer.primary, offer.signature_fields, offer.as_message()))

    def offer_message(self, offer: Offer) -> TypedData:
        """What the buyer signs: the yen token's ReceiveWithAuthorization to this market."""
        price = Yen(offer.price)
        return self.yen.receive_message(offer.buyer, self.address, price, offer.valid_before, self.offer_id(offer))

    def resell(self, ask: Ask, signature: bytes, offer: Offer, authorization: bytes) -> Call:
        return self.to_call("resell", ask.as_tuple(), signature, offer.as_tuple(), authorization)

    def encode_set_resale_fee(self, receiver: Address, basis_points: int) -> bytes:
        """For the operator, who owns the market."""
        return self.encode("setResaleFee", receiver, basis_points)

    def resale_fee(self) -> tuple[Address, int]:
        """(receiver, basis points)."""
        receiver, basis_points = self.view("resaleFee")
        return Address(receiver), int(basis_points)

    def auction_message(self, auction: Auction) -> TypedData:
        return self.message(auction.primary, auction.signature_fields, auction.as_message())

    def open_auction(self, auction: Auction, splits: Sequence[Split], officer: Address, signature: bytes) -> Call:
        return self.to_call("openAuction", auction.as_tuple(), _shares(splits), officer, signature)

    def auction_cancellation_message(self, cancellation: AuctionCancellation) -> TypedData:
        return self.message(cancellation.primary, cancellation.signature_fields, cancellation.as_message())

    def cancel_auction(self, cancellation: AuctionCancellation, officer: Address, signature: bytes) -> Call:
        return self.to_call("cancelAuction", cancellation.as_tuple(), officer, signature)

    def bid_id(self, bid: Bid) -> bytes:
        """The bid's digest, which is the nonce of the bidder's yen authorization."""
        return digest(self.message(bid.primary, bid.signature_fields, bid.as_message()))

    def bid_message(self, bid: Bid) -> TypedData:
        """What the bidder signs: the yen token's ReceiveWithAuthorization to this market."""
        return self.yen.receive_message(bid.bidder, self.address, Yen(bid.amount), bid.valid_before, self.bid_id(bid))

    def place_bid(self, bid: Bid, authorization: bytes) -> Call:
        return self.to_call("placeBid", bid.as_tuple(), authorization)

    def settle_auction(self, auction_id: int) -> Call:
        return self.to_call("settleAuction", auction_id)

    def withdraw(self, account: Address) -> Call:
        """Sends a bid that the coin refused to give back at once."""
        return self.to_call("withdraw", account)

    def auction_of(self, auction_id: int) -> AuctionStanding:
        bidder, amount, closes_at, is_over, token_id = self.view("auctionOf", auction_id)
        return AuctionStanding(Address(bidder), Yen(amount), int(closes_at), bool(is_over), int(token_id))

    def owed_to(self, account: Address) -> Yen:
        return Yen(self.view("owedTo", account))

    def collection_of(self, collection_id: int) -> Address:
        return Address(self.view("collectionOf", collection_id))

    def sold_of(self, listing_id: int) -> int:
        return int(self.view("soldOf", listing_id))

    def restriction_of(self, listing_id: int) -> Restriction:
        verified, residents, area, holding, per_person, root = self.view("restrictionOf", listing_id)
        return Restriction(verified, residents, int(area), Address(holding), per_person, bytes(root))

    def lottery_fixed_in(self, lottery_id: int) -> int:
        """The block that fixed its entries; 0 while there is none; 2**64 - 1 once it is called off."""
        return int(self.view("lotteryOf", lottery_id))
