"""The mail box of an installation without a mail server: what would have been sent, for whoever tries it out."""

from __future__ import annotations

from flask import abort, render_template, request

from app.surfaces.account import blueprint
from app.wiring import current_platform
from chain.settings import Mode
from wallet.mail import KeptMail


@blueprint.get("/mail")
def list_mail() -> str:
    to = request.args.get("to", "").strip()
    return render_template("account/mail.html", mails=_box().latest(to=to), to=to)


@blueprint.get("/mail/<int:mail_id>")
def read_mail(mail_id: int) -> str:
    return render_template("account/mail_message.html", mail=_box().read(mail_id))


def _box() -> KeptMail:
    """Nowhere else: whoever reads the mail can sign in as anybody."""
    platform = current_platform()
    if platform.settings.mode is not Mode.EMBEDDED or platform.wallet.mailbox is None:
        abort(404)
    return platform.wallet.mailbox
