"""The code to pay with: a fresh one every half minute, and the answer of the till as it comes."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_sign_in
from app.i18n import localized, points
from app.qr import draw_qr
from app.signing import completes
from app.surfaces.points import blueprint
from app.surfaces.points.coupons import own_coupons
from app.surfaces.terminal.sentences import failure_words
from app.wiring import current_platform
from chain.clock import from_unix, unix
from chain.errors import NotFound
from chain.ids import Address
from points.queries.balances import holder_balance
from points.queries.coupon_sales import latest_coupon_sale
from points.queries.merchants import merchant_names
from points.queries.till import awaiting_signature, latest_payment
from points.services.issue_payment_code import PREFIX

_LOOK_BACK = timedelta(minutes=30)


@blueprint.get("/points/qr")
@requires_sign_in
def show_code() -> str:
    """The page, or for HTMX its code alone: a fresh one each time. A coupon that can be used now goes with the code, so
    that the till reads one QR for both."""
    platform, holder = current_platform(), current_account()
    is_refresh = bool(request.headers.get("HX-Request"))  # every half minute, of everybody who stands at a till
    with platform.db.read() as session:
        found = own_coupons(session, holder.address, counts_all=not is_refresh)
        coupons = [one for one in found if one.refusal is None]
        is_verified = platform.points.claim_entries.is_verified(session, holder.address)
        balance = holder_balance(session, holder.address, platform.clock.now(), is_verified=is_verified)
    wanted = request.args.get("coupon", 0, type=int)
    chosen = next((one.coupon for one in coupons if one.coupon.id == wanted), None)
    issued = platform.points.issue_payment_code.issue(holder.address, chosen.id if chosen else None)
    values = {"issued": issued, "drawing": draw_qr(PREFIX + issued.code), "since": unix(platform.clock.now())}
    page = "points/_code.html" if is_refresh else "points/qr.html"
    values |= {"coupons": coupons, "chosen": chosen, "is_wanted": bool(wanted)}
    return render_template(page, account=holder, balance=balance, **values)


@blueprint.get("/points/qr/payment")
@requires_sign_in
def show_newest_payment() -> str:
    """What a till has taken since this page was opened."""
    platform, holder = current_platform(), current_account().address
    now = platform.clock.now()
    since = max(from_unix(request.args.get("since", 0, type=int)), now - _LOOK_BACK)
    with platform.db.read() as session:
        payment = latest_payment(session, holder, since, now)
        redeemed = latest_coupon_sale(session, holder, since)
        if payment and redeemed:  # the newer of the two
            payment, redeemed = (payment, None) if payment.created_at >= redeemed.created_at else (None, redeemed)
        newest = payment or redeemed
        shops = merchant_names(session, {newest.merchant_id}) if newest else {}
    return render_template(
        "points/_payment.html",
        payment=payment,
        redeemed=redeemed,
        shop=shops[newest.merchant_id] if newest else None,
        since=unix(since),
        failure=failure_words(payment.failure) if payment else "",
    )


@blueprint.post("/points/payments/signature")
@requires_sign_in
def sign_payment() -> AnyResponse:
    """For holders whose key is in their own browser wallet: the payment a till asks for goes to the signing page.

    Raises: NotFound when no till waits.
    """
    platform, holder = current_platform(), current_account().address
    with platform.db.read() as session:
        payment = awaiting_signature(session, holder, platform.clock.now())
        if payment is None:
            raise NotFound("payment", holder)
        shop = merchant_names(session, {payment.merchant_id})[payment.merchant_id]
    asked = platform.points.send_payment.to_sign(payment.id, holder)
    request_id = platform.wallet.request_signature(
        holder,
        asked.typed_data,
        words=[(_("お店"), localized(shop, "name")), (_("支払うポイント"), points(payment.amount))],
        title=_("支払いに署名します"),
        purpose="points.payment",
        subject=asked.subject,
        return_to=url_for("points.show_code"),
    )
    return redirect(f"/sign/{request_id}", 303)


@completes("points.payment")
def pay(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.send_payment.complete(subject, signature)
