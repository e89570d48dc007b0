"""What happens to the rows of auctions when one of their calls can never succeed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from marketplace.models import PublishState
from marketplace.models.auctions import Auction, AuctionBid, BidRefund, BidState


def on_auction_call_failed(session: Session, about: str, number: str, reason: str, args: dict[str, Any]) -> None:
    """Keep the reason on the row; a settlement is sent again later."""
    if about == "marketplace.bid" and (bid := session.get(AuctionBid, int(number))):
        bid.state, bid.error_name, bid.error_args = BidState.FAILED, reason, args
    elif about == "marketplace.auction" and (auction := session.get(Auction, int(number))):
        auction.state, auction.error_name = PublishState.FAILED, reason
    elif about == "marketplace.auction_cancellation" and (auction := session.get(Auction, int(number))):
        auction.error_name = reason
    elif about == "marketplace.settlement" and (auction := session.get(Auction, int(number))):
        auction.has_settlement_under_way, auction.error_name = False, reason
    elif about == "marketplace.bid_refund" and (refund := session.get(BidRefund, int(number))):
        refund.is_under_way, refund.error_name = False, reason
