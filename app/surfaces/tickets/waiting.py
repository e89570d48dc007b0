"""Waiting for a full slot (キャンセル待ち)."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.tickets import blueprint
from app.surfaces.tickets.booking import whole
from app.wiring import current_platform
from chain.errors import Conflict, Invalid


@blueprint.post("/tickets/<int:number>/waiting")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def join_waiting(number: int) -> Response:
    slot, seats = whole(request.form.get("slot", ""), -1), whole(request.form.get("seats", ""))
    try:
        current_platform().marketplace.tickets.wait.join(number, slot, seats, current_account().address)
        flash(_("キャンセル待ちに入りました。空きが出たら、順番にお知らせします。"), "success")
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    return redirect(url_for("tickets.show_service", number=number), 303)


@blueprint.post("/tickets/<int:number>/waiting/<int:slot>/leaving")
@requires_sign_in
def leave_waiting(number: int, slot: int) -> Response:
    current_platform().marketplace.tickets.wait.leave(number, slot, current_account().address)
    flash(_("キャンセル待ちをやめました。"), "success")
    return redirect(url_for("tickets.show_service", number=number), 303)
