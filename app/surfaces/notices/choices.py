"""What a person wants to hear of by mail and in which browsers, and how early before points expire."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.notices import blueprint
from app.surfaces.notices.words import KINDS
from app.wiring import current_platform
from points.models.notice import EXPIRY_DAYS


@blueprint.get("/notices/choices")
@requires_sign_in
def show_choices() -> str:
    platform, account = current_platform(), current_account()
    return render_template(
        "notices/choices.html",
        chosen=platform.points.notices.choose.of(account.address),
        kinds=KINDS,
        days=EXPIRY_DAYS,
        email=platform.wallet.find_account.email_of(account),
        push_key=platform.web_push.public_key if platform.web_push else "",
        browsers=platform.points.notices.subscriptions.of(account.address),
    )


@blueprint.post("/notices/choices")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def choose() -> AnyResponse:
    """Raises: Invalid for what the form does not offer."""
    form = request.form
    platform, me = current_platform(), current_account().address
    choosing = platform.points.notices.choose
    push = form.getlist("push") if platform.web_push else choosing.of(me).push
    choosing.choose(me, form.getlist("mail"), push, form.getlist("days"))
    flash(_("お知らせの受け取り方を保存しました。"), "success")
    return redirect(url_for("notices.show_choices"), 303)
