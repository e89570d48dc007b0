"""From which total on the town wants a second officer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.wizard.frame import Answer
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.queries.campaign_terms import approval_limit, proposed_limit


@blueprint.get("/console/<code>/approval-limit")
@for_officers
def show_approval_limit(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        limit = approval_limit(session, code)
    return _page(code, Typed({"limit": str(int(limit))}))


@blueprint.post("/console/<code>/approval-limit")
@for_officers
def propose_approval_limit(code: MunicipalityCode) -> Answer:
    typed = Typed.of(("limit",), request.form)
    limit = typed.read("limit", Points.parse)
    if limit is not None:
        try:
            holds = current_platform().points.wizard.limit.propose(code, current_account().address, limit)
            done = _("決めました。") if holds else _("申し出ました。ほかの職員が決めると、この額になります。")
            flash(done, "success")
            return _back(code)
        except Invalid as error:
            typed.refuse(error)
    return _page(code, typed), 422


@blueprint.post("/console/<code>/approval-limit/confirmation")
@for_officers
def confirm_approval_limit(code: MunicipalityCode) -> AnyResponse:
    try:
        proposal = read_number(request.form.get("proposal", ""))
        current_platform().points.wizard.limit.confirm(code, current_account().address, proposal)
        flash(_("決めました。"), "success")
    except DomainError as error:
        flash(sentence(error), "error")
    return _back(code)


def _back(code: MunicipalityCode) -> AnyResponse:
    return redirect(url_for("console.show_approval_limit", code=code), 303)


def _page(code: MunicipalityCode, typed: Typed) -> str:
    platform, me = current_platform(), current_account().address
    with platform.db.read() as session:
        limit, proposed = approval_limit(session, code), proposed_limit(session, code)
    names = platform.points.directory.names({proposed.proposed_by}) if proposed else {}
    is_mine = proposed is not None and proposed.proposed_by == me
    return page(
        "console/approval_limit.html", code, typed=typed, limit=limit, proposed=proposed, names=names, is_mine=is_mine
    )
