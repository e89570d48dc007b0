"""The list of auctions, and one auction: what is named, how the bidding stands, and every bid without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from app.access import signed_in_account
from app.surfaces.auctions import blueprint
from app.surfaces.auctions.words import seconds_between_looks
from app.surfaces.marketplace.words import detail_rows, gives
from app.wiring import current_platform
from chain.ids import Address
from marketplace.models.auctions import AuctionState, BidState, ChainBid
from marketplace.queries.auctions.auctions import bids_of, public_auction, public_auctions
from marketplace.queries.auctions.bids import own_bids
from marketplace.queries.auctions.names import naming_view, shown_names
from marketplace.queries.yen import balance_of

_CHANGING = (AuctionState.UPCOMING, AuctionState.OPEN, AuctionState.CLOSED)
_TOLD = (BidState.LEADING, BidState.OUTBID, BidState.WON, BidState.RETURNED, BidState.PENDING)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`bidder`: who it is within this auction alone, by the order of first bids."""

    bid: ChainBid
    bidder: int
    is_own: bool


@blueprint.get("/auctions")
def list_auctions() -> str:
    platform = current_platform()
    with platform.db.read() as session:
        now = platform.clock.now()
        views, names = public_auctions(session, now), shown_names(session, now)
    return render_template("auctions/auctions.html", views=views, names=names)


@blueprint.get("/auctions/<int:number>")
def show_auction(number: int) -> str | Response:
    """The page, or for HTMX the part that changes; a page whose auction has come to another state loads anew."""
    if not request.headers.get("HX-Request"):
        return auction_page(number)
    shown = _shown(number)
    if request.args.get("state") != shown["view"].state:
        response = make_response("", 200)
        response.headers["HX-Refresh"] = "true"
        return response
    return render_template("auctions/_fragment.html", **shown)


def auction_page(number: int, *, amount: str = "", error: str = "") -> str:
    return render_template("auctions/auction.html", amount=amount, error=error, **_shown(number))


def _shown(number: int) -> dict[str, Any]:
    platform, account = current_platform(), signed_in_account()
    me, now = account.address if account else None, platform.clock.now()
    with platform.db.read() as session:
        view = public_auction(session, number, now)
        bids = bids_of(session, number)
        own = own_bids(session, me, now, number) if me else []
        naming = naming_view(session, number, now)
        balance = balance_of(session, me) if me else None
    collection = view.collection
    return {
        "view": view,
        "auction": view.auction,
        "collection": collection,
        "town": collection.town,
        "detail": view.detail,
        "detail_rows": detail_rows(collection),
        "gives": gives(collection),
        "history": _history(bids, me),
        "own": next((one for one in own if one.state in _TOLD), None),
        "naming": naming,
        "is_winner": me is not None and naming.winner == me,
        "balance": balance,
        "every": seconds_between_looks(view.closes_at) if view.state in _CHANGING else 0,
    }


def _history(bids: Sequence[ChainBid], me: Address | None) -> list[HistoryLine]:
    """The highest first, as `bids` are."""
    places: dict[Address, int] = {}
    for bid in reversed(bids):
        places.setdefault(bid.bidder, len(places) + 1)
    return [HistoryLine(bid, places[bid.bidder], bid.bidder == me) for bid in bids]
