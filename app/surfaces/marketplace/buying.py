"""From an item to one's own card: review, signature, and the order until it is final."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, place, yen
from app.signing import completes
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.browsing import community_of, item_page
from app.surfaces.marketplace.points_buying import to_points_signature
from app.surfaces.marketplace.words import order_failure
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import ListingUnavailable, TooMany, YenShort
from marketplace.models import Listing, OrderState
from marketplace.models.eligibility.errors import NotEligible
from marketplace.models.shares import amounts
from marketplace.queries.orders import OrderView
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response
_STEPS = {OrderState.PENDING: 3, OrderState.CONFIRMED: 4, OrderState.FINAL: 4}


@blueprint.get("/items/<int:number>/orders/new")
@requires_sign_in
def review_order(number: int) -> Page:
    """What is bought, for how much, who gets the money, and whether the balance is enough. Writes nothing."""
    buyer, quantity = current_account().address, request.args.get("quantity", 1, int)
    page = current_platform().marketplace.pages.item(number, buyer)
    item = page.item
    if not 1 <= quantity <= item.most or item.state != "on_sale":
        return item_page(number, quantity=quantity, error=_refusal(quantity, item.most, item.buyer_left)), 409
    try:
        current_platform().marketplace.eligible.require_buyer(number, buyer, quantity)
    except (NotEligible, TooMany) as refusal:
        return item_page(number, quantity=quantity, error=sentence(refusal)), status_of(refusal)
    total = Yen(int(item.listing.price) * quantity)
    balance = page.balance or Yen(0)
    return render_template(
        "marketplace/review.html",
        item=item,
        listing=item.listing,
        collection=item.collection,
        quantity=quantity,
        total=total,
        balance=balance,
        missing=max(0, int(total) - int(balance)),
        shares=amounts(total, item.listing.typed_shares()),
    )


@blueprint.post("/items/<int:number>/orders")
@requires_sign_in
def create_order(number: int) -> Page:
    buyer, quantity = current_account().address, request.form.get("quantity", 0, int)
    try:
        asked = current_platform().marketplace.place_order.prepare(number, buyer, quantity)
    except YenShort:
        return redirect(url_for("marketplace.review_order", number=number, quantity=quantity), 303)
    except (ListingUnavailable, NotEligible, TooMany, Invalid) as refusal:
        return item_page(number, quantity=quantity, error=sentence(refusal)), status_of(refusal)
    return _to_signature(asked, buyer)


@blueprint.post("/orders/<int:order_id>/signature")
@requires_sign_in
def sign_order(order_id: int) -> Response:
    buyer, market = current_account().address, current_platform().marketplace
    if market.pages.order(order_id, buyer).order.program_id:
        return to_points_signature(market.for_points.buy.to_sign(order_id, buyer), buyer)
    return _to_signature(market.place_order.to_sign(order_id, buyer), buyer)


@completes("marketplace.order")
def pay_order(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.place_order.complete(subject, signature)


@blueprint.get("/orders/<int:order_id>")
@requires_sign_in
def show_order(order_id: int) -> str | Response:
    """The whole page, or for HTMX the part that changes. What is paid with others, or a gift, is with its checkout."""
    view = current_platform().marketplace.pages.order(order_id, current_account().address)
    order = view.order
    is_gift = order.recipient != order.buyer
    if order.checkout_id is not None and (is_gift or view.state is OrderState.AWAITING_SIGNATURE):
        return redirect(url_for("checkout.show", checkout_id=order.checkout_id), 303)
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(f"marketplace/{'_order' if is_fragment else 'order'}.html", **_shown(view))


def _shown(view: OrderView) -> dict[str, object]:
    order, collection = view.order, view.order.listing.collection
    has_failed = view.state is OrderState.FAILED
    return {
        "view": view,
        "order": order,
        "collection": collection,
        "state": "expired" if view.has_expired else str(view.state),
        "step": _STEPS.get(view.state, 2),
        "serials": view.token_ids,
        "address": view.collection,
        "tx_hash": "0x" + view.tx_hash.hex() if view.tx_hash else "",
        "failure": order_failure(order.error_name) if has_failed else "",
        "shares": amounts(order.total, order.listing.typed_shares()),
        "community": community_of(collection.community) if view.token_ids else None,
    }


def _to_signature(asked: ToSign, buyer: Address) -> Response:
    platform = current_platform()
    order = platform.marketplace.pages.order(int(asked.subject), buyer).order
    request_id = platform.wallet.request_signature(
        buyer,
        asked.typed_data,
        words=_words(order.listing, order.quantity, int(order.total)),
        title=_("お支払いに署名します"),
        consequence=_("署名すると%(total)sが支払われ、カードがあなたのものになります。", total=yen(int(order.total))),
        purpose="marketplace.order",
        subject=asked.subject,
        return_to=url_for("marketplace.show_order", order_id=order.id),
    )
    return redirect(f"/sign/{request_id}", 303)


def _words(listing: Listing, quantity: int, total: int) -> list[tuple[str, str]]:
    collection = listing.collection
    words = [
        (_("買うもの"), localized(collection, "name")),
        (_("まち"), place(collection.town)),
        (_("枚数"), _("%(number)s枚", number=quantity)),
        (_("お支払い"), yen(total)),
    ]
    shares = [
        f"{localized(share, 'label')} {yen(int(part))}" for share, part in amounts(Yen(total), listing.typed_shares())
    ]
    return [*words, (_("お金の行き先"), " / ".join(shares))]


def _refusal(quantity: int, most: int, buyer_left: int | None) -> str:
    if quantity < 1:
        return sentence(Invalid("quantity", "too_few"))
    reason = "over_limit" if buyer_left is not None and quantity > buyer_left else "over_left"
    return sentence(TooMany(reason, buyer_left if reason == "over_limit" and buyer_left is not None else most))
