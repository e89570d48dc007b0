"""Who receives my data (データの渡し先): by service what it gets and why, and one press to withdraw."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.i18n import localized
from app.security import limiter
from app.surfaces.openid import blueprint
from app.surfaces.openid.showing import NAMES, USES, never_given, shown_values
from app.wiring import current_platform
from chain.errors import NotFound
from wallet.openid.scopes import Scope


@blueprint.get("/account/services")
@requires_sign_in
def show_receivers() -> str:
    account, consents = current_account().address, current_platform().openid.list_consents
    standing = consents.standing(account)
    values = {one.client_id: shown_values(account, one.client_id, one.given) for one in standing}
    return render_template(
        "openid/receivers.html",
        standing=standing,
        past=consents.past(account),
        names=NAMES,
        values=values,
        uses=USES,
        never=never_given(),
        no_value=(Scope.OPENID, Scope.OFFLINE_ACCESS),
    )


@blueprint.post("/account/services/<client_id>/withdrawal")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def withdraw(client_id: str) -> Response:
    """Raises: NotFound, where this person never agreed to anything."""
    account, openid = current_account().address, current_platform().openid
    known = [*openid.list_consents.standing(account), *openid.list_consents.past(account)]
    service = next((one.service for one in known if one.client_id == client_id), None)
    if not any(one.client_id == client_id for one in known):
        raise NotFound("consent", client_id)
    openid.withdraw(account, client_id)
    name = localized(service, "name") if service else client_id
    flash(
        _(
            "「%(service)s」への同意を取り消しました。このサービスは、もうあなたのことを受け取れません。"
            "また使うときは、そのサービスからサインインし直してください。",
            service=name,
        ),
        "success",
    )
    return redirect(url_for("openid.show_receivers"), 303)
