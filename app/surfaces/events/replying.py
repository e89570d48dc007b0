"""Saying that one comes, taking an offered place, and giving it up."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.events import blueprint
from app.surfaces.events.showing import event_page, shown
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from dao.models.events import ReplyState


@blueprint.post("/events/<int:number>/reply")
@requires_sign_in
@limiter.limit("30 per minute", key_func=per_person)
def reply_to_event(number: int) -> Response | tuple[str, int]:
    page, typed = event_page(number), {name: request.form.get(name, "") for name in ("companions", "home")}
    try:
        companions = _companions(typed["companions"])
        reply = current_platform().dao.events.reply
        state = reply.come(number, current_account().address, companions, typed["home"])
    except Invalid as error:
        return render_template("events/event.html", **shown(page, typed, {error.field: sentence(error)})), 422
    except Conflict as error:
        flash(sentence(error), "error")
        return _back(number)
    if state is ReplyState.GOING:
        flash(_("申し込みました。当日お待ちしています。"), "success")
    elif state is ReplyState.WAITING:
        flash(_("満席のため、キャンセル待ちに並びました。空きが出たらお知らせします。"), "information")
    return _back(number)


@blueprint.post("/events/<int:number>/confirmation")
@requires_sign_in
@limiter.limit("30 per minute", key_func=per_person)
def confirm_place(number: int) -> Response:
    try:
        current_platform().dao.events.reply.confirm(number, current_account().address)
        flash(_("参加を確定しました。当日お待ちしています。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(number)


@blueprint.post("/events/<int:number>/withdrawal")
@requires_sign_in
@limiter.limit("30 per minute", key_func=per_person)
def withdraw_reply(number: int) -> Response:
    try:
        current_platform().dao.events.reply.withdraw(number, current_account().address)
        flash(_("申し込みを取り消しました。空いた席は、待っている方に回ります。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(number)


def _companions(text: str) -> int:
    """Raises: Invalid (companions)."""
    try:
        return int(text or "0")
    except ValueError:
        raise Invalid("companions", "not_whole") from None


def _back(number: int) -> Response:
    return redirect(url_for("events.show_event", number=number), 303)
