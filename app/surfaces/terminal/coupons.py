"""Coupons at the till: what one takes off before anything is taken, and the sale whose rest was paid in cash."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence, status_of
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import person_at_till, requires_till
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import Conflict, NotFound
from chain.units import Yen
from points.queries.coupon_sales import CouponSale, find_coupon_sale
from points.queries.coupon_uses import use_of_key
from points.services.coupons.redeem_coupon import CouponOffer


def chosen_coupon(form: Mapping[str, str]) -> int | None:
    """What the till chose for a paper card."""
    text = form.get("coupon", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def offered(merchant_id: int, form: Mapping[str, str], price: Yen) -> tuple[CouponOffer | None, list[CouponOffer]]:
    """The coupon that goes with the scanned code, and what a paper card could use instead.

    Raises: PaymentCodeRefused, CardRefused, MerchantClosed, CouponRefused (unknown).
    """
    taking, code = current_platform().points.coupons.take, form.get("code", "")
    offer = taking.offer(merchant_id, code, price, chosen_coupon(form))
    return offer, taking.choices(merchant_id, code, price) if offer is None else []


def coupon_sale_of(merchant_id: int, request_key: str) -> int | None:
    """What a sale became whose answer never reached the till, where there is no payment."""
    with current_platform().db.read() as session:
        use = use_of_key(session, merchant_id, request_key)
        return use.id if use is not None and use.payment_row_id is None else None


@blueprint.get("/terminal/<int:merchant_id>/coupon-sales/<int:use_id>")
@requires_till
def show_coupon_sale(merchant_id: int, use_id: int) -> str:
    return page("terminal/coupon_sale.html", merchant_id, sale=_read(merchant_id, use_id), is_news=False)


@blueprint.post("/terminal/<int:merchant_id>/coupon-sales/<int:use_id>/return")
@requires_till
def return_coupon_sale(merchant_id: int, use_id: int) -> AnyResponse:
    """The customer may use the coupon again. Repeated it does no harm."""
    person = person_at_till(merchant_id)
    _read(merchant_id, use_id)  # only what this person may see
    try:
        taking = current_platform().points.coupons.take
        taking.give_back(merchant_id, use_id, person.address, person.cashier_id)
    except Conflict as error:
        shown = page("terminal/coupon_sale.html", merchant_id, sale=_read(merchant_id, use_id), error=sentence(error))
        return make_response(shown, status_of(error))
    flash(_("クーポンをお客さまに戻しました。現金の分は、レジからお返しください。"), "success")
    return redirect(url_for("terminal.show_coupon_sale", merchant_id=merchant_id, use_id=use_id), 303)


def to_coupon_sale(merchant_id: int, use_id: int) -> AnyResponse:
    where = url_for("terminal.show_coupon_sale", merchant_id=merchant_id, use_id=use_id)
    if not request.headers.get("HX-Request"):
        return redirect(where, 303)
    sale = _read(merchant_id, use_id)
    response = make_response(render_template("terminal/_coupon_sale.html", sale=sale, is_news=True))
    response.headers["HX-Push-Url"] = where
    return response


def _read(merchant_id: int, use_id: int) -> CouponSale:
    """Raises: NotFound, also for another cashier's sale."""
    person = person_at_till(merchant_id)
    with current_platform().db.read() as session:
        sale = find_coupon_sale(session, merchant_id, use_id)
    if not person.is_manager and sale.cashier_id != person.cashier_id:
        raise NotFound("coupon use", use_id)
    return sale
