"""Buying for points (地域ポイント): a look at what goes, and one signature. Afterwards the order is as any other."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, place, points
from app.security import limiter
from app.signing import completes
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.browsing import item_page
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from marketplace.errors import ListingUnknown, PointsMissing, PointsRefused
from marketplace.models import Order
from marketplace.queries.points.pages import PriceView
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response


@blueprint.get("/items/<int:number>/points-orders/new")
@requires_sign_in
def review_points_order(number: int) -> Page:
    """What is bought, how many points go and whether there are enough. Writes nothing."""
    buyer, quantity = current_account().address, request.args.get("quantity", 1, int)
    platform = current_platform()
    item = platform.marketplace.pages.item(number, buyer).item
    price = platform.marketplace.for_points.pages.price(number, buyer)
    if price is None:
        return _refused(number, quantity, PointsRefused("not_offered"))
    if not 1 <= quantity <= item.most or item.state != "on_sale":
        return redirect(url_for("marketplace.review_order", number=number, quantity=quantity), 303)  # says why
    return render_template(
        "marketplace/points_review.html",
        item=item,
        listing=item.listing,
        collection=item.collection,
        quantity=quantity,
        price=price,
        shop=shop_words(price),
        missing=price.missing(quantity),
    )


@blueprint.post("/items/<int:number>/points-orders")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def create_points_order(number: int) -> Page:
    buyer, quantity = current_account().address, request.form.get("quantity", 0, int)
    try:
        asked = current_platform().marketplace.for_points.buy.prepare(number, buyer, quantity)
    except PointsMissing:
        return redirect(url_for("marketplace.review_points_order", number=number, quantity=quantity), 303)
    except ListingUnknown:
        raise
    except DomainError as refusal:
        return _refused(number, quantity, refusal)
    return to_points_signature(asked, buyer)


@completes("marketplace.points_order")
def pay_points_order(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.for_points.buy.complete(subject, signature)


def to_points_signature(asked: ToSign, buyer: Address) -> Response:
    platform = current_platform()
    order = platform.marketplace.pages.order(int(asked.subject), buyer).order
    total = points(int(order.total))
    request_id = platform.wallet.request_signature(
        buyer,
        asked.typed_data,
        words=_words(order, total),
        title=_("ポイントでのお支払いに署名します"),
        consequence=_("署名すると%(total)sが支払われ、カードがあなたのものになります。", total=total),
        purpose="marketplace.points_order",
        subject=asked.subject,
        return_to=url_for("marketplace.show_order", order_id=order.id),
    )
    return redirect(f"/sign/{request_id}", 303)


def shop_words(price: PriceView) -> str:
    """The shop that takes the points."""
    return localized(price.shop, "name")


def _words(order: Order, total: str) -> list[tuple[str, str]]:
    collection = order.listing.collection
    program = current_platform().marketplace.for_points.pages.program(order.program_id)
    return [
        (_("買うもの"), localized(collection, "name")),
        (_("まち"), place(collection.town)),
        (_("枚数"), _("%(number)s枚", number=order.quantity)),
        (_("お支払い"), total),
        (_("使うポイント"), localized(program, "name")),
    ]


def _refused(number: int, quantity: int, refusal: DomainError) -> tuple[str, int]:
    return item_page(number, quantity=quantity, error=sentence(refusal)), status_of(refusal)
