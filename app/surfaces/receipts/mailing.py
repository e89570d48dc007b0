"""A receipt by e-mail, to an address that is typed for this one sending and kept nowhere by us."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.receipts import blueprint
from app.surfaces.receipts.links import payment_of_token, receipt_link
from app.surfaces.receipts.showing import may_mail, read_receipt, receipt_page
from app.wiring import current_platform
from chain.errors import Forbidden, Invalid
from wallet.email_address import parse_email


@blueprint.post("/receipts/<token>/mail")
@limiter.limit("5 per minute; 40 per day", key_func=per_person)
@requires_sign_in
def send(token: str) -> AnyResponse | tuple[str, int]:
    payment_id = payment_of_token(token)
    shown = read_receipt(payment_id)
    if not may_mail(shown["payment"]):
        raise Forbidden("send this receipt")
    typed = request.form.get("email", "")
    try:
        address = parse_email(typed)
    except Invalid as error:
        return receipt_page(payment_id, email=typed, error=sentence(error)), status_of(error)
    body = render_template("receipts/mail.txt", **shown, link=receipt_link(payment_id))
    subject = _("%(shop)s のレシート（会計番号 %(number)s）", shop=shown["shop_name"], number=payment_id)
    current_platform().wallet.mailer.send(address, subject, body)
    flash(_("レシートを送りました。メールアドレスは保存していません。"), "success")
    return redirect(url_for("receipts.show", token=token), 303)
