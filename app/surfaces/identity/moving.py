"""The card belongs to somebody whose verified account is another one: whether to bring the verification here."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in, session_token
from app.errors import sentence
from app.security import limiter
from app.surfaces.identity import blueprint
from app.wiring import current_platform
from chain.errors import Conflict, NotFound


@blueprint.get("/account/identity/moves/<int:number>")
@requires_sign_in
def ask_to_move(number: int) -> str | Response:
    """Who comes too late reads the card again."""
    wallet = current_platform().wallet
    try:
        former = wallet.identity.move.former(session_token(), current_account().address, number)
    except NotFound:
        return _too_late()
    found = wallet.find_account.by_address(former)
    is_ward = found is not None and wallet.families.hand_over.is_owners_to_take(found)
    return render_template(
        "identity/moving.html", number=number, former=found, account=current_account(), is_ward=is_ward
    )


@blueprint.post("/account/identity/moves/<int:number>")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def move(number: int) -> Response:
    try:
        current_platform().wallet.identity.move(session_token(), current_account().address, number)
        flash(_("本人確認を、このアカウントに移しました。"), "success")
    except NotFound:
        return _too_late()
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(url_for("identity.show"), 303)


def _too_late() -> Response:
    flash(_("時間がたちすぎました。もう一度カードを読み取ってください。"), "error")
    return redirect(url_for("identity.show"), 303)
