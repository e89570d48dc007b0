"""A campaign on its way: hold it, let it go on, give up the rest."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict
from chain.ids import Address, MunicipalityCode
from points.queries.campaign_runs import run_of
from points.queries.campaigns import find_campaign

Act = Callable[[MunicipalityCode, Address, int], None]


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/pause")
@for_officers
def pause_campaign(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    """At once and without asking: every second more is sent, and nothing is lost by it."""
    return _do(current_platform().points.pause_campaign.pause, code, campaign_id, _("付与を一時停止しました。"))


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/resumption")
@for_officers
def ask_resumption(code: MunicipalityCode, campaign_id: int) -> str:
    return _confirm(code, campaign_id, "resume")


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/resumption")
@for_officers
def resume_campaign(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    return _do(current_platform().points.pause_campaign.resume, code, campaign_id, _("付与を再開しました。"))


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/cancellation")
@for_officers
def ask_cancellation(code: MunicipalityCode, campaign_id: int) -> str:
    return _confirm(code, campaign_id, "cancel")


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/cancellation")
@for_officers
def cancel_campaign(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    return _do(
        current_platform().points.pause_campaign.cancel, code, campaign_id, _("まだ送っていない分を取りやめました。")
    )


def _do(act: Act, code: MunicipalityCode, campaign_id: int, done: str) -> AnyResponse:
    try:
        act(code, current_account().address, campaign_id)
        flash(done, "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign_id), 303)


def _confirm(code: MunicipalityCode, campaign_id: int, kind: str) -> str:
    with current_platform().db.read() as session:
        campaign = find_campaign(session, code, campaign_id)
        run = run_of(session, campaign_id)
    return page("console/campaign_confirm.html", code, campaign=campaign, run=run, kind=kind)
