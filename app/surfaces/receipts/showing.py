"""The receipt's page: public by its link; the payer and the shop's staff find it by the payment's number."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_role, requires_sign_in, signed_in_account
from app.i18n import localized
from app.qr import draw_qr
from app.security import limiter
from app.surfaces.receipts import blueprint
from app.surfaces.receipts.links import payment_of_token, receipt_link, receipt_token
from app.surfaces.terminal.shop import ROLL_WIDTHS, roll_width
from app.wiring import current_platform
from points.queries.merchants import find_merchant
from points.queries.till import PaymentView, find_any_payment, find_own_payment, find_payment
from wallet import Role


@blueprint.get("/receipts/<token>")
@limiter.limit("60 per minute")
def show(token: str) -> str:
    return receipt_page(payment_of_token(token))


@blueprint.get("/pay/payments/<int:payment_id>/receipt")
@requires_sign_in
def show_own(payment_id: int) -> AnyResponse:
    platform = current_platform()
    with platform.db.read() as session:
        find_own_payment(session, current_account().address, payment_id, platform.clock.now())
    return redirect(url_for("receipts.show", token=receipt_token(payment_id)))


@blueprint.get("/terminal/<int:merchant_id>/payments/<int:payment_id>/receipt")
@requires_role(Role.MERCHANT_STAFF, scope="merchant_id")
def show_sold(merchant_id: int, payment_id: int) -> AnyResponse:
    platform = current_platform()
    with platform.db.read() as session:
        find_payment(session, merchant_id, payment_id, platform.clock.now())
    return redirect(url_for("receipts.show", token=receipt_token(payment_id)))


def receipt_page(payment_id: int, **values: Any) -> str:
    shown = read_receipt(payment_id)
    link = receipt_link(payment_id)
    values = {"email": "", "error": "", **values}
    return render_template(
        "receipts/receipt.html", **shown, **values, token=receipt_token(payment_id), qr=draw_qr(link), link=link,
        width=roll_width(), widths=ROLL_WIDTHS, may_mail=may_mail(shown["payment"]),
    )  # fmt: skip


def read_receipt(payment_id: int) -> dict[str, Any]:
    platform = current_platform()
    with platform.db.read() as session:
        payment = find_any_payment(session, payment_id, platform.clock.now())
        shop = find_merchant(session, payment.merchant_id)
        towns = platform.municipalities.by_code(session, {shop.municipality})
    return {
        "payment": payment,
        "shop": shop,
        "shop_name": localized(shop, "name"),
        "town": towns.get(shop.municipality),
    }


def may_mail(payment: PaymentView) -> bool:
    """The payer and the shop's staff send a receipt; whoever was only given its link reads it."""
    account = signed_in_account()
    if account is None:
        return False
    is_staff = current_platform().wallet.has_role(account.address, Role.MERCHANT_STAFF, str(payment.merchant_id))
    return account.address == payment.holder or is_staff
