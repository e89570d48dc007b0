"""What auctions hold about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.auctions import AuctionBid, AuctionSettled, BidReturned, ChainBid, NameProposal


def auction_data(session: Session, person: Address) -> OwnData:
    """Bids, what became of them, and names with the town's answers. No signatures, and not who reviewed."""
    bids = select(
        AuctionBid.id, AuctionBid.auction_number, AuctionBid.amount, AuctionBid.state, AuctionBid.error_name,
        AuctionBid.created_at,
    ).where(AuctionBid.bidder == person)  # fmt: skip
    on_chain = select(
        ChainBid.auction_number, ChainBid.amount, ChainBid.closes_at, ChainBid.block_time, ChainBid.tx_hash
    ).where(ChainBid.bidder == person)
    returned = select(
        BidReturned.auction_number, BidReturned.amount, BidReturned.is_held, BidReturned.block_time
    ).where(BidReturned.bidder == person)
    won = select(
        AuctionSettled.number, AuctionSettled.amount, AuctionSettled.collection, AuctionSettled.token_id,
        AuctionSettled.block_time, AuctionSettled.tx_hash,
    ).where(AuctionSettled.winner == person)  # fmt: skip
    names = select(
        NameProposal.id, NameProposal.auction_number, NameProposal.name_ja, NameProposal.name_en, NameProposal.kana,
        NameProposal.credit, NameProposal.note, NameProposal.state, NameProposal.reason, NameProposal.reviewed_at,
        NameProposal.created_at,
    ).where(NameProposal.proposer == person)  # fmt: skip
    return {
        "bids": plain_rows(session, bids.order_by(AuctionBid.id)),
        "bids_on_chain": plain_rows(session, on_chain.order_by(ChainBid.block_number, ChainBid.log_index)),
        "bids_returned": plain_rows(session, returned.order_by(BidReturned.block_number, BidReturned.log_index)),
        "auctions_won": plain_rows(session, won.order_by(AuctionSettled.number)),
        "proposed_names": plain_rows(session, names.order_by(NameProposal.id)),
    }
