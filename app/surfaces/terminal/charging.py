"""Taking points: the till, the preview after the scan, and what became of the sale."""

from __future__ import annotations

import secrets
from dataclasses import replace

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.bill import read_bill, read_price, shown_discount
from app.surfaces.terminal.coupons import chosen_coupon, coupon_sale_of, offered, to_coupon_sale
from app.surfaces.terminal.person import AtTill, person_at_till, requires_till
from app.surfaces.terminal.sentences import failure_words
from app.surfaces.terminal.shop import answer, page, refused
from app.wiring import current_platform
from chain.clock import unix
from chain.errors import DomainError, NotFound
from chain.units import Points, Yen
from points.errors import CardPinNeeded, CardPinWrong, PointsShort
from points.models import Bill, CouponUse, PaymentState
from points.models.sale import NO_DISCOUNT
from points.queries.shop_map import standing_suspension
from points.queries.till import PaymentView, find_payment
from points.services.sale import Sale
from points.services.till.keep_items import saved_items
from points.services.till.set_up_till import till_settings


@blueprint.get("/terminal/<int:merchant_id>")
@requires_till
def till(merchant_id: int) -> str:
    """Every look at the till begins a new sale with a key of its own."""
    platform = current_platform()
    with platform.db.read() as session:
        items = saved_items(session, merchant_id)
        stopped = standing_suspension(session, merchant_id)
    key, now = secrets.token_hex(16), unix(platform.clock.now())
    return page("terminal/till.html", merchant_id, request_key=key, items=items, now=now, stopped=stopped)


@blueprint.post("/terminal/<int:merchant_id>/previews")
@requires_till
def preview_sale(merchant_id: int) -> AnyResponse:
    """What the cashier checks before taking: whose points go, and how many stay."""
    return _confirm(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/payments")
@requires_till
def take_payment(merchant_id: int) -> AnyResponse:
    """Repeated with the same key it answers with the same payment."""
    form, person = request.form, person_at_till(merchant_id)
    try:
        bill = read_bill(merchant_id, form, shown_discount(form))
        sale = Sale(
            merchant_id=merchant_id,
            cashier=person.address,
            code=form.get("code", ""),
            amount=bill.points,
            request_key=form.get("request_key", ""),
            pin=form.get("pin", ""),
            preferred_program=_preferred(merchant_id),
            cash=bill.cash,
            lines=bill.lines,
            cashier_id=person.cashier_id,
            coupon_id=chosen_coupon(form),
            discount=bill.discount,
        )
        if bill.discount and bill.points == 0:
            return _to_sale(merchant_id, current_platform().points.coupons.take.take(sale))
        payment_id = current_platform().points.charge_customer.charge(sale)
    except (CardPinNeeded, CardPinWrong) as error:
        return _confirm(merchant_id, error)
    except DomainError as error:
        return refused(merchant_id, error)
    return to_payment(merchant_id, payment_id)


@blueprint.post("/terminal/<int:merchant_id>/sales/<request_key>/withdrawal")
@requires_till
def withdraw_sale(merchant_id: int, request_key: str) -> AnyResponse:
    """The answer of a sale never reached the till: its payment, or the certainty that there will be none."""
    code = request.form.get("code", "")
    payment_id = current_platform().points.withdraw_sale.withdraw(merchant_id, code, request_key)
    if payment_id is None:
        if use_id := coupon_sale_of(merchant_id, request_key):
            return to_coupon_sale(merchant_id, use_id)
        words = _("この会計は受け付けられていません。もう一度はじめからお願いします。")
        return make_response(answer("terminal/_refused.html", merchant_id, words=words))
    return to_payment(merchant_id, payment_id)


@blueprint.get("/terminal/<int:merchant_id>/payments/<int:payment_id>")
@requires_till
def show_payment(merchant_id: int, payment_id: int) -> str | tuple[str, int]:
    """`seen` is how the payment stood when the till last looked; as long as it stands there, nothing is sent."""
    payment = read_payment(merchant_id, payment_id)
    if not request.headers.get("HX-Request"):
        return page("terminal/payment.html", merchant_id, **shown(payment))
    seen = request.args.get("seen", "")
    if seen == payment.progress:
        return "", 204
    was_waiting = seen.partition("-")[0] in (PaymentState.AWAITING_SIGNATURE, PaymentState.PENDING)
    return render_template("terminal/_payment.html", **shown(payment, is_news=was_waiting))


@blueprint.post("/terminal/<int:merchant_id>/payments/<int:payment_id>/cancellation")
@requires_till
def cancel_payment(merchant_id: int, payment_id: int) -> AnyResponse:
    """The till no longer waits for the customer's own wallet."""
    current_platform().points.charge_customer.cancel(merchant_id, payment_id)
    return to_payment(merchant_id, payment_id)


def read_payment(merchant_id: int, payment_id: int) -> PaymentView:
    """Raises: NotFound, also for another cashier's sale."""
    platform = current_platform()
    with platform.db.read() as session:
        payment = find_payment(session, merchant_id, payment_id, platform.clock.now())
    if not may_see(person_at_till(merchant_id), payment):
        raise NotFound("payment", payment_id)
    return payment


def may_see(person: AtTill, payment: PaymentView) -> bool:
    """The manager sees all; a cashier the own sales, and what customers paid alone."""
    return person.is_manager or payment.cashier_id == person.cashier_id or not payment.has_cashier


def shown(payment: PaymentView, *, is_news: bool = False) -> dict[str, object]:
    """`is_news`: it has just come to this, so the till makes itself heard."""
    asks_again = payment.is_waiting or any(refund.is_waiting for refund in payment.refunds)
    return {
        "payment": payment,
        "asks_again": asks_again,
        "is_news": is_news and not payment.is_waiting,
        "failure": failure_words(payment.failure),
    }


def _confirm(merchant_id: int, pin_error: DomainError | None = None) -> AnyResponse:
    """The sale as it would be. `pin_error`: the card's PIN was wrong or is needed; nothing has to be scanned anew."""
    form = request.form
    code, request_key, lines = form.get("code", ""), form.get("request_key", ""), form.get("lines", "")
    sale = {"code": code, "request_key": request_key, "lines": lines, "coupon": chosen_coupon(form)}
    charging = current_platform().points.charge_customer
    try:
        offer, choices = offered(merchant_id, form, read_price(form))
        bill = read_bill(merchant_id, form, offer.discount if offer else NO_DISCOUNT)
        bill = _in_cash_without_points(merchant_id, code, bill)
        preview = charging.preview(merchant_id, code, bill.points, _preferred(merchant_id))
    except PointsShort as error:
        shown_sale = {"bill": bill, "sale": sale, "offer": offer, "choices": choices}
        return refused(merchant_id, error, short=_short(bill, error), **shown_sale)
    except DomainError as error:
        return refused(merchant_id, error)
    words = sentence(pin_error) if pin_error else ""
    return make_response(
        answer(
            "terminal/_confirm.html", merchant_id, preview=preview, bill=bill, sale=sale, pin_error=words, offer=offer,
            choices=choices,
        )
    )  # fmt: skip


def to_payment(merchant_id: int, payment_id: int) -> AnyResponse:
    where = url_for("terminal.show_payment", merchant_id=merchant_id, payment_id=payment_id)
    if not request.headers.get("HX-Request"):
        return redirect(where, 303)
    payment = read_payment(merchant_id, payment_id)
    response = make_response(render_template("terminal/_payment.html", **shown(payment, is_news=True)))
    response.headers["HX-Push-Url"] = where
    return response


def _to_sale(merchant_id: int, use_id: int) -> AnyResponse:
    """A coupon's sale in cash; the payment, where an earlier press of this sale made one."""
    with current_platform().db.read() as session:
        payment_id = session.get_one(CouponUse, use_id).payment_row_id
    return to_coupon_sale(merchant_id, use_id) if payment_id is None else to_payment(merchant_id, payment_id)


def _preferred(merchant_id: int) -> int | None:
    with current_platform().db.read() as session:
        return till_settings(session, merchant_id).preferred_program


def _short(bill: Bill, error: PointsShort) -> Bill | None:
    """All the points that the customer has here, and the rest in cash."""
    if error.available == 0:
        return None
    return replace(bill, cash=Yen(int(bill.rest) - int(error.available)))


def _in_cash_without_points(merchant_id: int, code: str, bill: Bill) -> Bill:
    """A customer who has a coupon and no points at all (a visitor) pays the rest in cash; nobody has to type that."""
    if not bill.discount or bill.cash:
        return bill
    nothing = current_platform().points.charge_customer.preview(merchant_id, code, Points(0))
    return replace(bill, cash=bill.rest) if nothing.left == 0 else bill
