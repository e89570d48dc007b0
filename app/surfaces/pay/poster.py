"""The poster's code: any amount, typed by the customer."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.pay import blueprint
from app.surfaces.pay.shop import LOOKS, PRESSES, closed, page, to_payment, unknown
from app.wiring import current_platform
from chain.errors import DomainError, Invalid, NotFound
from chain.units import Points
from points.errors import PointsShort
from points.queries.till import same_again
from points.services.pay_shop import PosterPayment
from points.services.shop_code import merchant_of_code

_AGAIN = timedelta(minutes=5)


@blueprint.get("/pay/<code>")
@limiter.limit(LOOKS, key_func=per_person)
@requires_sign_in
def show_shop(code: str) -> AnyResponse:
    """Asks for the amount. The key of this payment is made here and stays in the address from here on."""
    try:
        merchant_id = _merchant(code)
    except NotFound:
        return _unknown()
    key = secrets.token_hex(16)
    return _ask_amount(merchant_id, code, key, request.args.get("amount", ""))


@blueprint.get("/pay/<code>/confirmation")
@limiter.limit(LOOKS, key_func=per_person)
@requires_sign_in
def confirm(code: str) -> AnyResponse:
    """Shop, amount, which points go; then the stamp. Looked at again after a press, it leads to the payment."""
    key, typed = request.args.get("key", ""), request.args.get("amount", "")
    platform, holder = current_platform(), current_account().address
    try:
        merchant_id = _merchant(code)
        if payment := platform.points.pay_shop.find(code, holder, key):
            return redirect(url_for("pay.show_payment", payment_id=payment.id), 303)
    except NotFound:
        return _unknown()
    try:
        amount = Points.parse(typed)
        preview = platform.points.pay_shop.preview(merchant_id, holder, amount)
    except (PointsShort, Invalid) as error:
        return _ask_amount(merchant_id, code, key, typed, error)
    except DomainError as error:
        return closed(merchant_id, error)
    with platform.db.read() as session:
        again = same_again(session, holder, merchant_id, amount, platform.clock.now() - _AGAIN)
    press = url_for("pay.pay_shop", code=code)
    back = url_for("pay.show_shop", code=code, amount=typed)
    return make_response(
        page("pay/confirm.html", merchant_id, press=press, back=back, amount=amount, preview=preview, key=key,
             again=again, bill=None)
    )  # fmt: skip


@blueprint.post("/pay/<code>/payments")
@limiter.limit(PRESSES, key_func=per_person)
@requires_sign_in
def pay_shop(code: str) -> AnyResponse:
    """The stamp. Repeated with the same key it answers with the same payment."""
    form, holder = request.form, current_account().address
    try:
        merchant_id = _merchant(code)
    except NotFound:
        return _unknown()
    try:
        order = PosterPayment(code, holder, Points.parse(form.get("amount", "")), form.get("request_key", ""))
        return to_payment(current_platform().points.pay_shop.pay(order))
    except DomainError as error:
        return closed(merchant_id, error)


def _ask_amount(merchant_id: int, code: str, key: str, typed: str, error: DomainError | None = None) -> AnyResponse:
    try:
        spendable = current_platform().points.pay_shop.spendable(merchant_id, current_account().address)
    except DomainError as refusal:
        return closed(merchant_id, refusal)
    words = sentence(error) if error else ""
    shown = page("pay/amount.html", merchant_id, code=code, key=key, typed=typed, error=words, spendable=spendable)
    return make_response(shown, status_of(error) if error else 200)


def _merchant(code: str) -> int:
    with current_platform().db.read() as session:
        return merchant_of_code(session, code)


def _unknown() -> AnyResponse:
    return unknown(_("このQRコードのお店が見つかりません。お店の人に、新しいポスターがないか聞いてください。"))
