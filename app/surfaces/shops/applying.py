"""A shop applies to take part: a draft that is kept with every press, sent when all of it is right."""

from __future__ import annotations

from contextlib import suppress

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_sign_in
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.shops import blueprint
from app.surfaces.shops.forms import SEARCHES, lists_for, typed_shop
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from points.services.merchants.apply_as_merchant import Application, ApplyAsMerchant


@blueprint.get("/shops/apply")
@requires_sign_in
def show_applications() -> str:
    """The person's own applications; who has none goes straight to the form."""
    mine = _service().mine(current_account().address)
    if not mine or request.args.get("new") == "1":
        return _form(None, typed_shop({}, more=("agrees",)))
    return render_template("shops/applications.html", applications=mine)


@blueprint.get("/shops/apply/<int:application_id>")
@requires_sign_in
def show_application(application_id: int) -> str:
    application = _service().find(current_account().address, application_id)
    if not application.state.is_applicants_turn:
        return render_template("shops/application.html", application=application, form=application.read)
    return _form(application, typed_shop(application.form, more=("agrees",)))


@blueprint.post("/shops/apply")
@blueprint.post("/shops/apply/<int:application_id>")
@limiter.limit("60 per minute")
@requires_sign_in
def keep_application(application_id: int | None = None) -> AnyResponse | tuple[str, int]:
    """`action`: keep the draft, look a bank up, or send it to the town. Whatever it is, what was typed is kept."""
    service, me, action = _service(), current_account().address, request.form.get("action", "keep")
    typed = typed_shop(request.form, more=("agrees",))
    application = service.find(me, application_id) if application_id else None
    try:
        application_id = service.keep(me, typed.values, application_id)
    except Invalid as error:
        typed.refuse(error)
        return _form(application, typed), 422
    application = service.find(me, application_id)
    where = url_for("shops.show_application", application_id=application_id)
    if action == "submit":
        return _sent(application, typed)
    if action == "look_up":
        searches = {name: typed.values[name] for name in SEARCHES if typed.values[name]}
        return _form(application, typed_shop({**application.form, **searches}, more=("agrees",))), 200
    flash(_("書きかけを保存しました。あとで続きから入力できます。"), "success")
    return redirect(where, 303)


def _sent(application: Application, typed: Typed) -> AnyResponse | tuple[str, int]:
    problems = _service().problems(application.form)
    if not typed.values["agrees"]:
        problems.append(Invalid("agrees", "agree_needed"))
    for error in problems:
        typed.refuse(error)
    if problems:
        return _form(application, typed), 422
    with suppress(Conflict):  # sent from another window
        _service().submit(current_account().address, application.id)
    flash(_("お申し込みを送りました。自治体の確認が終わると、メールでお知らせします。"), "success")
    return redirect(url_for("shops.show_application", application_id=application.id), 303)


def _form(application: Application | None, typed: Typed) -> str:
    return render_template("shops/apply.html", application=application, **lists_for(typed))


def _service() -> ApplyAsMerchant:
    return current_platform().points.apply_as_merchant
