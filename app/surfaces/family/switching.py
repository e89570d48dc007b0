"""To a ward and back to oneself."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import acting, current_account, per_person, requires_sign_in, safe_path, session_token
from app.security import limiter
from app.surfaces.family import blueprint
from app.wiring import current_platform


@blueprint.post("/account/family/<int:bond_id>/acting")
@limiter.limit("60 per hour", key_func=per_person)
@requires_sign_in
def act_as(bond_id: int) -> AnyResponse:
    """Raises: NotFound for anybody else's and for one that does not hold."""
    current_platform().wallet.families.act_as.begin(session_token(), current_account(), bond_id)
    return redirect(url_for("points.show_balance"), 303)


@blueprint.post("/account/family/acting/end")
@requires_sign_in
def stop_acting() -> AnyResponse:
    if acting() is not None:
        current_platform().wallet.families.act_as.end(session_token())
        flash(_("自分に戻りました。"), "success")
    return redirect(safe_path(request.form.get("next"), url_for("family.show")), 303)
