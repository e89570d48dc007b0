"""Taking points: the till, the preview after the scan, and what became of the sale."""

from __future__ import annotations

import secrets

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role
from app.errors import sentence, status_of
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.sentences import failure_words
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.units import Points
from points.models import PaymentState
from points.queries.till import PaymentView, find_by_request, find_payment
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
def preview_sale(merchant_id: int) -> str | tuple[str, int]:
    """What the cashier checks before taking: whose points go, and how many stay."""
    form = request.form
    try:
        amount = _amount(form.get("amount", ""))
        preview = current_platform().points.charge_customer.preview(merchant_id, form.get("code", ""), amount)
    except DomainError as error:
        return render_template("terminal/_refused.html", words=sentence(error), merchant_id=merchant_id)
    return render_template(
        "terminal/_confirm.html",
        merchant_id=merchant_id,
        preview=preview,
        amount=amount,
        code=form.get("code", ""),
        request_key=form.get("request_key", ""),
    )


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
        )
        payment_id = current_platform().points.charge_customer.charge(sale)
    except DomainError as error:
        refused = render_template("terminal/_refused.html", words=sentence(error), merchant_id=merchant_id)
        return make_response(refused, 200 if request.headers.get("HX-Request") else status_of(error))
    response = make_response(_payment_fragment(read_payment(merchant_id, payment_id)))
    response.headers["HX-Push-Url"] = url_for("terminal.show_payment", merchant_id=merchant_id, payment_id=payment_id)
    return response


@blueprint.get("/terminal/<int:merchant_id>/sales/<request_key>")
@_STAFF
def find_sale(merchant_id: int, request_key: str) -> str:
    """What became of a sale whose answer never reached the till."""
    platform = current_platform()
    with platform.db.read() as session:
        payment = find_by_request(session, merchant_id, request_key, platform.clock.now())
    if payment is None:
        words = _("この会計は受け付けられていません。もう一度はじめからお願いします。")
        return render_template("terminal/_refused.html", words=words, merchant_id=merchant_id)
    return _payment_fragment(payment)


@blueprint.get("/terminal/<int:merchant_id>/payments/<int:payment_id>")
@_STAFF
def show_payment(merchant_id: int, payment_id: int) -> str:
    payment = read_payment(merchant_id, payment_id)
    if request.headers.get("HX-Request"):
        return _payment_fragment(payment)
    return page("terminal/payment.html", merchant_id, **_shown(payment))


@blueprint.post("/terminal/<int:merchant_id>/payments/<int:payment_id>/cancellation")
@_STAFF
def cancel_payment(merchant_id: int, payment_id: int) -> str:
    """The till no longer waits for the customer's own wallet."""
    current_platform().points.charge_customer.cancel(merchant_id, payment_id)
    return _payment_fragment(read_payment(merchant_id, payment_id))


def read_payment(merchant_id: int, payment_id: int) -> PaymentView:
    platform = current_platform()
    with platform.db.read() as session:
        return find_payment(session, merchant_id, payment_id, platform.clock.now())


def _payment_fragment(payment: PaymentView) -> str:
    return render_template("terminal/_payment.html", **_shown(payment))


def _shown(payment: PaymentView) -> dict[str, object]:
    waits = payment.state in (PaymentState.AWAITING_SIGNATURE, PaymentState.PENDING)
    return {
        "payment": payment,
        "waits": waits,
        "failure": failure_words(payment.failure),
    }


def _amount(text: str) -> Points:
    amount = Points.parse(text)
    if amount == 0:
        raise Invalid("amount", "zero")
    return amount
