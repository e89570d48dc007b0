"""From an auction to a bid: a look at it before it is signed, the signature, and how it stands."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, moment, place, yen
from app.security import limiter
from app.signing import completes
from app.surfaces.auctions import blueprint
from app.surfaces.auctions.browsing import auction_page
from app.surfaces.auctions.sentences import bid_failure
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import YenShort
from marketplace.models.auctions import BidState
from marketplace.models.auctions.errors import AuctionNotOpen, BidRefused, BidTooLow
from marketplace.models.shares import amounts
from marketplace.queries.auctions.auctions import AuctionView, public_auction
from marketplace.queries.auctions.bids import BidView, bid_view
from marketplace.queries.yen import balance_of
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response
_UNUSUAL = 10  # times the least next bid: asked about, as a digit too many is easily typed
_STEPS = {BidState.AWAITING_SIGNATURE: 2, BidState.EXPIRED: 2}


@blueprint.get("/auctions/<int:number>/bids/new")
@requires_sign_in
def review_bid(number: int) -> Page:
    """What is bid, what happens to the money, and whether the balance is enough. Writes nothing."""
    bidder, text = current_account().address, request.args.get("amount", "")
    platform, missing = current_platform(), 0
    try:
        amount = Yen.parse(text)
        view = platform.marketplace.auctions.place_bid.check(number, bidder, amount, raises_own=True)
    except YenShort as short:
        amount, missing = Yen.parse(text), int(short.needed) - int(short.available)
        view = _view(number)
    except (AuctionNotOpen, BidTooLow, BidRefused) as refusal:
        return auction_page(number, amount=text, error=sentence(refusal)), status_of(refusal)
    except DomainError as error:
        return auction_page(number, amount=text, error=sentence(error)), status_of(error)
    return _review(view, amount, missing)


@blueprint.post("/auctions/<int:number>/bids")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def create_bid(number: int) -> Page:
    bidder, text = current_account().address, request.form.get("amount", "")
    raises_own = request.form.get("raises_own") == "1"
    placing = current_platform().marketplace.auctions.place_bid
    try:
        asked = placing.prepare(number, bidder, Yen.parse(text), raises_own=raises_own)
    except YenShort:
        return redirect(url_for("auctions.review_bid", number=number, amount=text), 303)
    except BidRefused as refusal:
        if refusal.reason == "leads":
            return _review(_view(number), Yen.parse(text), 0, error=sentence(refusal)), status_of(refusal)
        return auction_page(number, amount=text, error=sentence(refusal)), status_of(refusal)
    except DomainError as error:
        return auction_page(number, amount=text, error=sentence(error)), status_of(error)
    return _to_signature(asked, bidder)


@completes("marketplace.bid")
def pay_bid(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.auctions.place_bid.complete(subject, signature)


@blueprint.get("/bids/<int:bid_id>")
@requires_sign_in
def show_bid(bid_id: int) -> str:
    """The whole page, or for HTMX the part that changes."""
    view = _bid(bid_id, current_account().address)
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        f"auctions/{'_bid' if is_fragment else 'bid'}.html",
        view=view,
        bid=view.bid,
        auction=view.auction,
        collection=view.auction.collection,
        state=str(view.state),
        step=_STEPS.get(view.state, 3),
        failure=bid_failure(view.bid.error_name) if view.state is BidState.FAILED else "",
    )


def _review(view: AuctionView, amount: Yen, missing: int, *, error: str = "") -> str:
    me = current_account().address
    with current_platform().db.read() as session:
        balance = balance_of(session, me)
    return render_template(
        "auctions/review.html",
        view=view,
        collection=view.collection,
        amount=amount,
        balance=balance,
        missing=missing,
        leads=view.highest is not None and view.highest.bidder == me,
        is_unusual=int(amount) >= _UNUSUAL * int(view.least),
        shares=amounts(amount, view.auction.typed_shares()),
        error=error,
    )


def _view(number: int) -> AuctionView:
    platform = current_platform()
    with platform.db.read() as session:
        return public_auction(session, number, platform.clock.now())


def _bid(bid_id: int, bidder: Address) -> BidView:
    platform = current_platform()
    with platform.db.read() as session:
        return bid_view(session, bid_id, bidder, platform.clock.now())


def _to_signature(asked: ToSign, bidder: Address) -> Response:
    view = _bid(int(asked.subject), bidder)
    collection, amount = view.auction.collection, int(view.bid.amount)
    request_id = current_platform().wallet.request_signature(
        bidder,
        asked.typed_data,
        words=[
            (_("オークション"), localized(collection, "name")),
            (_("まち"), place(collection.town)),
            (_("入札額"), yen(amount)),
            (_("終わり"), moment(view.auction.closes_at)),
        ],
        title=_("入札に署名します"),
        consequence=_(
            "署名すると%(amount)sをお預かりします。ほかの人が上回ると、すぐに全額が戻ります。", amount=yen(amount)
        ),
        purpose="marketplace.bid",
        subject=asked.subject,
        return_to=url_for("auctions.show_bid", bid_id=view.bid.id),
    )
    return redirect(f"/sign/{request_id}", 303)
