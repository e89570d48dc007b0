"""Taking points: the till, the preview after the scan, and what became of the sale."""

from __future__ import annotations

import secrets

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role
from app.errors import sentence
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.sentences import failure_words
from app.surfaces.terminal.shop import answer, page, refused
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.units import Points
from points.errors import CardPinNeeded, CardPinWrong
from points.models import PaymentState
from points.queries.till import PaymentView, find_payment
from points.services.charge_customer import Sale
from wallet import Role

_STAFF = requires_role(Role.MERCHANT_STAFF, scope="merchant_id")


@blueprint.get("/terminal/<int:merchant_id>")
@_STAFF
def till(merchant_id: int) -> str:
    """Every look at the till begins a new sale with a key of its own."""
    return page("terminal/till.html", merchant_id, request_key=secrets.token_hex(16))


@blueprint.post("/terminal/<int:merchant_id>/previews")
@_STAFF
def preview_sale(merchant_id: int) -> AnyResponse:
    """What the cashier checks before taking: whose points go, and how many stay."""
    return _confirm(merchant_id)


@blueprint.post("/terminal/<int:merchant_id>/payments")
@_STAFF
def take_payment(merchant_id: int) -> AnyResponse:
    """Repeated with the same key it answers with the same payment."""
    form = request.form
    try:
        sale = Sale(
            merchant_id=merchant_id,
            cashier=current_account().address,
            code=form.get("code", ""),
            amount=_amount(form.get("amount", "")),
            request_key=form.get("request_key", ""),
            pin=form.get("pin", ""),
        )
        payment_id = current_platform().points.charge_customer.charge(sale)
    except (CardPinNeeded, CardPinWrong) as error:
        return _confirm(merchant_id, error)
    except DomainError as error:
        return refused(merchant_id, error)
    return _to_payment(merchant_id, payment_id)


@blueprint.post("/terminal/<int:merchant_id>/sales/<request_key>/withdrawal")
@_STAFF
def withdraw_sale(merchant_id: int, request_key: str) -> AnyResponse:
    """The answer of a sale never reached the till: its payment, or the certainty that there will be none."""
    code = request.form.get("code", "")
    payment_id = current_platform().points.withdraw_sale.withdraw(merchant_id, code, request_key)
    if payment_id is None:
        words = _("この会計は受け付けられていません。もう一度はじめからお願いします。")
        return make_response(answer("terminal/_refused.html", merchant_id, words=words))
    return _to_payment(merchant_id, payment_id)


@blueprint.get("/terminal/<int:merchant_id>/payments/<int:payment_id>")
@_STAFF
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
@_STAFF
def cancel_payment(merchant_id: int, payment_id: int) -> AnyResponse:
    """The till no longer waits for the customer's own wallet."""
    current_platform().points.charge_customer.cancel(merchant_id, payment_id)
    return _to_payment(merchant_id, payment_id)


def read_payment(merchant_id: int, payment_id: int) -> PaymentView:
    platform = current_platform()
    with platform.db.read() as session:
        return find_payment(session, merchant_id, payment_id, platform.clock.now())


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
    code, request_key = form.get("code", ""), form.get("request_key", "")
    try:
        amount = _amount(form.get("amount", ""))
        preview = current_platform().points.charge_customer.preview(merchant_id, code, amount)
    except DomainError as error:
        return refused(merchant_id, error)
    sale = {"preview": preview, "amount": amount, "code": code, "request_key": request_key}
    words = sentence(pin_error) if pin_error else ""
    return make_response(answer("terminal/_confirm.html", merchant_id, pin_error=words, **sale))


def _to_payment(merchant_id: int, payment_id: int) -> AnyResponse:
    where = url_for("terminal.show_payment", merchant_id=merchant_id, payment_id=payment_id)
    if not request.headers.get("HX-Request"):
        return redirect(where, 303)
    payment = read_payment(merchant_id, payment_id)
    response = make_response(render_template("terminal/_payment.html", **shown(payment, is_news=True)))
    response.headers["HX-Push-Url"] = where
    return response


def _amount(text: str) -> Points:
    amount = Points.parse(text)
    if amount == 0:
        raise Invalid("amount", "zero")
    return amount
