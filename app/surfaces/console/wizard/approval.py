"""A second officer's word: asked for, given, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.wizard.check import check_page
from app.surfaces.console.wizard.frame import Answer, address_of, for_drafts
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.queries.campaign_drafts import CampaignDraft


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/approval-request")
@for_drafts
def ask_approval(code: MunicipalityCode, draft: CampaignDraft) -> AnyResponse:
    ask, officer = current_platform().points.wizard.approval.ask, current_account().address
    words = _("承認を頼みました。ほかの職員の職員画面に出ています。")
    return _done(code, draft, lambda: ask(code, officer, draft.campaign.id), words)


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/approval")
@for_drafts
def approve_campaign(code: MunicipalityCode, draft: CampaignDraft) -> AnyResponse:
    approve, officer = current_platform().points.wizard.approval.approve, current_account().address
    mark = _mark(request.form.get("mark", ""))
    return _done(code, draft, lambda: approve(code, officer, draft.campaign.id, mark), _("承認しました。"))


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/return")
@for_drafts
def send_campaign_back(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    send_back, officer = current_platform().points.wizard.approval.send_back, current_account().address
    reason = request.form.get("send_back_reason", "")
    try:
        return _done(code, draft, lambda: send_back(code, officer, draft.campaign.id, reason), _("差し戻しました。"))
    except Invalid as error:
        return check_page(code, draft.campaign.id, reason=reason, error=sentence(error)), 422


def _done(code: MunicipalityCode, draft: CampaignDraft, act: Callable[[], None], words: str) -> AnyResponse:
    try:
        act()
        flash(words, "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(address_of(code, draft.campaign.id, "check"), 303)


def _mark(text: str) -> bytes:
    """Of what the officer looked at; nonsense fits nothing."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
