"""Shops that want to take part: look at an application, accept it, ask for a correction, or turn it down."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.merchants import ask_registration
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.services.merchants.review_application import ReviewApplication


@blueprint.get("/console/<code>/applications")
@for_officers
def show_applications(code: MunicipalityCode) -> str:
    return page("console/applications.html", code, applications=_service().all(code))


@blueprint.get("/console/<code>/applications/<int:application_id>")
@for_officers
def show_application(code: MunicipalityCode, application_id: int) -> str:
    application = _service().find(code, application_id)
    return page("console/application.html", code, application=application, form=application.read)


@blueprint.post("/console/<code>/applications/<int:application_id>/acceptance")
@for_officers
def accept_application(code: MunicipalityCode, application_id: int) -> AnyResponse:
    """The officer's signature registers the shop. Left out, it waits on the list of merchants."""
    try:
        asked = _service().accept(code, current_account().address, application_id)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return _back(code, application_id)
    form = _service().find(code, application_id).read
    return ask_registration(code, asked, form.name_ja, form.category, [])


@blueprint.post("/console/<code>/applications/<int:application_id>/answer")
@for_officers
def answer_application(code: MunicipalityCode, application_id: int) -> AnyResponse:
    """`answer`: return, for the applicant to correct, or reject."""
    service, officer, reason = _service(), current_account().address, request.form.get("reason", "")
    act = service.reject if request.form.get("answer") == "reject" else service.send_back
    try:
        was_mailed = act(code, officer, application_id, reason)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return _back(code, application_id)
    if was_mailed:
        flash(_("申し込んだ人にメールで知らせました。"), "success")
    else:
        flash(_("記録しました。メールは送れなかったので、電話などで知らせてください。"), "warning")
    return redirect(url_for("console.show_applications", code=code), 303)


def _back(code: MunicipalityCode, application_id: int) -> AnyResponse:
    return redirect(url_for("console.show_application", code=code, application_id=application_id), 303)


def _service() -> ReviewApplication:
    return current_platform().points.review_application
