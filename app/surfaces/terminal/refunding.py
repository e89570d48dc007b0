"""Giving a payment back, whole or in part, after a question."""

from __future__ import annotations

import secrets

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role
from app.errors import sentence, status_of
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.charging import read_payment
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError
from chain.units import Points
from points.services.refund_payment import RefundOrder
from wallet import Role

_STAFF = requires_role(Role.MERCHANT_STAFF, scope="merchant_id")


@blueprint.get("/terminal/<int:merchant_id>/payments/<int:payment_id>/refund")
@_STAFF
def ask_refund(merchant_id: int, payment_id: int) -> str:
    payment = read_payment(merchant_id, payment_id)
    key = secrets.token_hex(16)
    amount = str(int(payment.refundable))
    return page("terminal/refund.html", merchant_id, payment=payment, amount=amount, request_key=key, error="")


@blueprint.post("/terminal/<int:merchant_id>/payments/<int:payment_id>/refunds")
@_STAFF
def refund_payment(merchant_id: int, payment_id: int) -> AnyResponse | tuple[str, int]:
    """Repeated with the same key it gives back once."""
    form = request.form
    try:
        order = RefundOrder(
            merchant_id=merchant_id,
            payment_id=payment_id,
            cashier=current_account().address,
            amount=Points.parse(form.get("amount", "")),
            request_key=form.get("request_key", ""),
        )
        current_platform().points.refund_payment.refund(order)
    except DomainError as error:
        shown = page(
            "terminal/refund.html",
            merchant_id,
            payment=read_payment(merchant_id, payment_id),
            amount=form.get("amount", ""),
            request_key=form.get("request_key", ""),
            error=sentence(error),
        )
        return shown, status_of(error)
    flash(_("返金を受け付けました。お客さまのポイントに戻ります。"), "success")
    return redirect(url_for("terminal.show_payment", merchant_id=merchant_id, payment_id=payment_id), 303)
