"""The code on the till's screen: this amount, once."""

from __future__ import annotations

from flask import make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.pay import blueprint
from app.surfaces.pay.shop import LOOKS, PRESSES, closed, page, to_payment, unknown
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from points.errors import PaymentRequestClosed
from points.models import Bill, Payment, PaymentRequest, RequestState, SaleLine
from points.services.request_payment import find_request


@blueprint.get("/pay/requests/<token>")
@limiter.limit(LOOKS, key_func=per_person)
@requires_sign_in
def show_request(token: str) -> AnyResponse:
    """What the till asks for; then the stamp. Looked at again after the press, it leads to the payment."""
    platform, holder = current_platform(), current_account().address
    try:
        asked, is_mine = _find(token)
    except NotFound:
        return _unknown()
    if is_mine:
        return redirect(url_for("pay.show_payment", payment_id=asked.payment_row_id), 303)
    try:
        state = asked.state(platform.clock.now())
        if state is not RequestState.OPEN:
            raise PaymentRequestClosed(state)
        preview = platform.points.pay_shop.preview(asked.merchant_id, holder, asked.amount)
    except DomainError as error:
        return closed(asked.merchant_id, error)
    lines = tuple(SaleLine.from_json(line) for line in asked.sale_lines)
    bill = Bill(asked.cash + int(asked.amount), asked.cash, lines)
    press = url_for("pay.pay_request", token=token)
    return make_response(
        page("pay/confirm.html", asked.merchant_id, press=press, back="", amount=asked.amount, preview=preview,
             key="", again=None, bill=bill)
    )  # fmt: skip


@blueprint.post("/pay/requests/<token>/payments")
@limiter.limit(PRESSES, key_func=per_person)
@requires_sign_in
def pay_request(token: str) -> AnyResponse:
    """The stamp. Repeated by the same person it answers with the same payment."""
    try:
        asked, _is_mine = _find(token)
    except NotFound:
        return _unknown()
    try:
        return to_payment(current_platform().points.pay_shop.pay_request(token, current_account().address))
    except DomainError as error:
        return closed(asked.merchant_id, error)


def _find(token: str) -> tuple[PaymentRequest, bool]:
    """The request, and whether the person who looks has paid it. Raises: NotFound."""
    with current_platform().db.read() as session:
        asked = find_request(session, token)
        payment = session.get(Payment, asked.payment_row_id) if asked.payment_row_id else None
        return asked, payment is not None and payment.holder == current_account().address


def _unknown() -> AnyResponse:
    return unknown(_("このQRコードは使えません。お店の人に新しいQRコードを出してもらってください。"))
