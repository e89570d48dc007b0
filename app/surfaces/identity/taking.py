"""What towns give to people whose identity was checked: points on top, taken once with one press."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.identity import blueprint
from app.wiring import current_platform
from points.errors import BonusRefused


@blueprint.post("/account/identity/bonuses/<int:program_id>")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def take_bonus(program_id: int) -> Response:
    try:
        current_platform().points.bonuses.give.take(current_account().address, program_id)
        flash(_("ポイントの受け取りを受け付けました。まもなく届きます。"), "success")
    except BonusRefused as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("identity.show") + "#gains", 303)
