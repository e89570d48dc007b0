"""What happens to a row when the relayer reports that its call can never succeed (`chain.call_failed`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from marketplace.models import (
    ArtworkChange,
    Collection,
    FaucetRequest,
    Listing,
    Order,
    OrderState,
    PointCharge,
    PublishState,
)
from marketplace.services.auctions.keep_failures import on_auction_call_failed
from marketplace.services.catalogue.of_listing import listing_subject
from marketplace.services.catalogue.put_entry import remove_entry
from marketplace.services.community_tokens.keep_failures import on_community_token_call_failed
from marketplace.services.holding.keep_failures import on_holding_call_failed
from marketplace.services.lotteries.keep_failures import on_lottery_call_failed
from marketplace.services.points.keep_failures import on_points_call_failed
from marketplace.services.projects.keep_failures import on_project_call_failed
from marketplace.services.tickets.keep_failures import on_ticket_call_failed


def on_call_failed(session: Session, body: Mapping[str, Any]) -> None:
    """Keep the reason on the row. Subjects of other domains are left alone; twice does no harm."""
    about, _, number = str(body["subject"]).partition(":")
    reason = body["error_name"] or "unknown"
    if about == "marketplace.order" and (order := session.get(Order, int(number))):
        order.state, order.error_name = OrderState.FAILED, reason
        order.error_args = dict(body["error_args"] or {})
    elif about == "marketplace.charge" and (charge := session.get(PointCharge, int(number))):
        charge.state, charge.error_name = OrderState.FAILED, reason
    elif about == "marketplace.faucet" and (request := session.get(FaucetRequest, int(number))):
        request.error_name = reason
    elif about == "marketplace.collection" and (collection := session.get(Collection, int(number))):
        collection.state, collection.error_name = PublishState.FAILED, reason
    elif about == "marketplace.listing" and (listing := session.get(Listing, int(number))):
        listing.state, listing.error_name = PublishState.FAILED, reason
        remove_entry(session, listing_subject(listing.number))
    elif about == "marketplace.artwork" and (change := session.get(ArtworkChange, int(number))):
        change.error_name = reason
    else:
        args = dict(body["error_args"] or {})
        on_auction_call_failed(session, about, number, reason, args)
        on_holding_call_failed(session, about, number, reason, args)
        on_lottery_call_failed(session, about, number, reason)
        on_ticket_call_failed(session, about, number, reason, args)
        on_community_token_call_failed(session, about, number, reason)
        on_project_call_failed(session, about, number, reason)
        on_points_call_failed(session, about, number, reason)
