"""Giving a payment back, whole or in part, or down to the amount that was meant, after a question."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence, status_of
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.charging import read_payment
from app.surfaces.terminal.person import person_at_till, requires_till
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError
from chain.units import Points
from points.services.refund_payment import RefundOrder
from points.services.till.correct_payment import CorrectionOrder


@blueprint.get("/terminal/<int:merchant_id>/payments/<int:payment_id>/refund")
@requires_till
def ask_refund(merchant_id: int, payment_id: int) -> str:
    return _page(merchant_id, payment_id)


@blueprint.post("/terminal/<int:merchant_id>/payments/<int:payment_id>/refunds")
@requires_till
def refund_payment(merchant_id: int, payment_id: int) -> AnyResponse:
    """Repeated with the same key it gives back once."""
    person, form = person_at_till(merchant_id), request.form

    def give_back() -> None:
        order = RefundOrder(
            merchant_id=merchant_id,
            payment_id=payment_id,
            cashier=person.address,
            amount=Points.parse(form.get("amount", "")),
            request_key=form.get("request_key", ""),
            cashier_id=person.cashier_id,
        )
        current_platform().points.refund_payment.refund(order)

    return _try(merchant_id, payment_id, give_back, "amount")


@blueprint.post("/terminal/<int:merchant_id>/payments/<int:payment_id>/corrections")
@requires_till
def correct_payment(merchant_id: int, payment_id: int) -> AnyResponse:
    """Too much was taken: the difference goes back. Repeated with the same key it does once."""
    person, form = person_at_till(merchant_id), request.form

    def put_right() -> None:
        order = CorrectionOrder(
            merchant_id=merchant_id,
            payment_id=payment_id,
            cashier=person.address,
            cashier_id=person.cashier_id,
            right_amount=Points.parse(form.get("right_amount", "")),
            request_key=form.get("request_key", ""),
        )
        current_platform().points.correct_payment.correct(order)

    return _try(merchant_id, payment_id, put_right, "right_amount")


def _try(merchant_id: int, payment_id: int, act: Callable[[], None], field: str) -> AnyResponse:
    read_payment(merchant_id, payment_id)  # only what this person may see
    try:
        act()
    except DomainError as error:
        return make_response(_page(merchant_id, payment_id, {field: sentence(error)}), status_of(error))
    flash(_("返金を受け付けました。お客さまのポイントに戻ります。"), "success")
    return redirect(url_for("terminal.show_payment", merchant_id=merchant_id, payment_id=payment_id), 303)


def _page(merchant_id: int, payment_id: int, errors: dict[str, str] | None = None) -> str:
    payment, form = read_payment(merchant_id, payment_id), request.form
    return page(
        "terminal/refund.html",
        merchant_id,
        payment=payment,
        amount=form.get("amount", str(int(payment.refundable))),
        right_amount=form.get("right_amount", ""),
        request_key=form.get("request_key") or secrets.token_hex(16),
        errors=errors or {},
    )
