"""Naming auctions (記名): what an officer wrote, what bidders sign, what the chain says, and the names themselves."""

from marketplace.models.auctions.auctions import Auction
from marketplace.models.auctions.bids import AuctionBid, BidRefund, BidState
from marketplace.models.auctions.facts import (
    AuctionCancelled,
    AuctionSettled,
    AuctionUnsold,
    BidReturned,
    BidWithdrawn,
    ChainAuction,
    ChainBid,
    TokenWinner,
)
from marketplace.models.auctions.names import NameProposal, NameState
from marketplace.models.auctions.rules import AuctionState, auction_state, end_after, least_bid

__all__ = [
    "Auction",
    "AuctionBid",
    "AuctionCancelled",
    "AuctionSettled",
    "AuctionState",
    "AuctionUnsold",
    "BidRefund",
    "BidReturned",
    "BidState",
    "BidWithdrawn",
    "ChainAuction",
    "ChainBid",
    "NameProposal",
    "NameState",
    "TokenWinner",
    "auction_state",
    "end_after",
    "least_bid",
]
