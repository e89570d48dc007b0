"""From our rows to the contracts' structs, so that what is signed and what is sent are the same words."""

from __future__ import annotations

from chain.clock import unix
from chain.contracts import market as on_chain
from chain.contracts import trade
from chain.ids import Address
from marketplace.models import Collection, Listing, Order, rules_of
from marketplace.models.auctions import Auction, AuctionBid
from marketplace.models.shares import Share


def collection_terms(collection: Collection) -> on_chain.CollectionTerms:
    rules = rules_of(collection.typed_detail())
    return on_chain.CollectionTerms(
        name=collection.name_ja,
        symbol=collection.symbol,
        base_uri=collection.base_uri,
        contract_uri=collection.contract_uri,
        municipality=collection.municipality.number,
        max_supply=collection.max_supply,
        royalty_basis_points=collection.royalty_basis_points,
        royalty_receiver=collection.royalty_receiver,
        votes=collection.votes,
        locked=collection.locked,
        uses=rules.uses,
        valid_from=rules.valid_from,
        valid_until=rules.valid_until,
        transfers_until=rules.transfers_until,
        place=rules.place,
        lendable=rules.is_lendable,
        minter=collection.minter,
    )


def new_collection_act(collection: Collection) -> on_chain.NewCollection:
    return on_chain.NewCollection(
        collection_id=collection.number,
        terms_hash=collection_terms(collection).terms_hash(),
        municipality=collection.municipality.number,
        deadline=collection.deadline,
    )


def splits(shares: list[Share]) -> list[on_chain.Split]:
    return [on_chain.Split(share.payee, share.basis_points) for share in shares]


def listing_act(listing: Listing, collection: Address) -> on_chain.Listing:
    return on_chain.Listing(
        listing_id=listing.number,
        collection=collection,
        price=int(listing.price),
        supply=listing.supply,
        per_buyer=listing.per_buyer,
        opens_at=unix(listing.opens_at),
        closes_at=unix(listing.closes_at) if listing.closes_at else 0,
        splits_hash=on_chain.splits_hash(splits(listing.typed_shares())),
        deadline=listing.deadline,
    )


def purchase_act(order: Order) -> on_chain.Purchase:
    return on_chain.Purchase(
        listing_id=order.listing_number,
        buyer=order.buyer,
        recipient=order.recipient,
        quantity=order.quantity,
        total=int(order.total),
        valid_before=order.valid_before,
        salt=order.salt,
    )


def auction_act(auction: Auction, collection: Address) -> trade.Auction:
    return trade.Auction(
        auction_id=auction.number,
        collection=collection,
        reserve=int(auction.reserve),
        increment=int(auction.increment),
        opens_at=unix(auction.opens_at),
        closes_at=unix(auction.closes_at),
        extension=auction.extension_seconds,
        splits_hash=on_chain.splits_hash(splits(auction.typed_shares())),
        deadline=auction.deadline,
    )


def bid_act(bid: AuctionBid) -> trade.Bid:
    return trade.Bid(
        auction_id=bid.auction_number,
        bidder=bid.bidder,
        amount=int(bid.amount),
        valid_before=bid.valid_before,
        salt=bid.salt,
    )
