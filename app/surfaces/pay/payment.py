"""What the customer shows the cashier: paid, how much, when, number; followed until it is certain."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.i18n import localized, points
from app.security import limiter
from app.surfaces.pay import blueprint
from app.surfaces.pay.shop import LOOKS, page, to_payment
from app.surfaces.terminal.sentences import failure_words
from app.wiring import current_platform
from points.queries.merchants import find_merchant
from points.queries.till import PaymentView, find_own_payment


@blueprint.get("/pay/payments/<int:payment_id>")
@requires_sign_in
def show_payment(payment_id: int) -> str | tuple[str, int]:
    """`seen` is how the payment stood at the last look; as long as it stands there, nothing is sent."""
    payment = _own(payment_id)
    values = {"payment": payment, "failure": failure_words(payment.failure)}
    if not request.headers.get("HX-Request"):
        return page("pay/payment.html", payment.merchant_id, **values)
    if request.args.get("seen", "") == payment.progress:
        return "", 204
    return page("pay/_payment.html", payment.merchant_id, **values, is_news=True)


@blueprint.get("/pay/payments/<int:payment_id>/signature")
@limiter.limit(LOOKS, key_func=per_person)
@requires_sign_in
def ask_signature(payment_id: int) -> AnyResponse:
    """For holders whose key is in their own browser wallet."""
    platform, holder = current_platform(), current_account().address
    payment = _own(payment_id)
    if payment.state != "awaiting_signature":
        return to_payment(payment_id)
    with platform.db.read() as session:
        shop = find_merchant(session, payment.merchant_id)
    asked = platform.points.send_payment.to_sign(payment_id, holder)
    request_id = platform.wallet.request_signature(
        holder,
        asked.typed_data,
        words=[(_("お店"), localized(shop, "name")), (_("支払うポイント"), points(payment.amount))],
        title=_("支払いに署名します"),
        purpose="points.payment",
        subject=asked.subject,
        return_to=url_for("pay.show_payment", payment_id=payment_id),
    )
    return redirect(f"/sign/{request_id}", 303)


def _own(payment_id: int) -> PaymentView:
    platform = current_platform()
    with platform.db.read() as session:
        return find_own_payment(session, current_account().address, payment_id, platform.clock.now())
