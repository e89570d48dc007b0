"""Step 7: the dry run and everything that was decided, before it is approved and signed."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import Response, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.wizard.frame import Answer, address_of, for_drafts, step
from app.surfaces.console.wizard.record import decided
from app.surfaces.console.wizard.words import METHODS, is_nameless, read_choice
from app.surfaces.console.words import row_error
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import DomainError
from chain.ids import Address, MunicipalityCode
from points.errors import CampaignNotReady
from points.models import ApprovalState, CampaignMethod
from points.models.campaign_cost import FEW_PEOPLE, USUAL_SHARE_PERCENT, estimate
from points.queries.campaign_drafts import CampaignDraft, find_draft, list_rows
from points.queries.campaigns import error_rows, preview
from points.queries.programs import load_campaign
from points.services.campaigns.check_ready import check_terms
from points.services.campaigns.choose_people import Author


def check_page(code: MunicipalityCode, campaign_id: int, *, reason: str = "", error: str = "") -> str:
    """`reason` and its `error`: what an approver typed for sending it back and why that was refused."""
    platform, me = current_platform(), current_account().address
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        draft = find_draft(session, code, campaign_id, today)
        wrong, seen = error_rows(session, campaign_id), preview(session, draft.campaign)
        problem = ""
        try:
            check_terms(session, load_campaign(session, campaign_id), today)
        except CampaignNotReady as found:
            problem = found.reason
            words = sentence(found)
    hides = is_nameless(draft.terms)
    shown = set[Address]() if hides else {row.account for row in seen.first_rows if row.account}
    names = platform.points.directory.names(shown)
    return step(
        code, "check", draft,
        wrong=[] if hides else wrong, preview=seen, names=names, hides_people=hides,
        problem=problem, problem_words=words if problem else "",
        is_mine=me in draft.authors, is_early=bool(draft.terms.start_day and today < draft.terms.start_day),
        may_start=draft.approval.state in (ApprovalState.NOT_NEEDED, ApprovalState.APPROVED),
        cost=estimate(draft.campaign.people), few=FEW_PEOPLE, share=USUAL_SHARE_PERCENT,
        methods=METHODS, reason=reason, reason_error=error, **decided(draft),
    )  # fmt: skip


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/list")
@for_drafts
def upload_list(code: MunicipalityCode, draft: CampaignDraft) -> AnyResponse:
    """Corrected rows, or another list in place of the one before; a file that is no list leaves it as it was."""
    file, campaign_id = request.files.get("list"), draft.campaign.id
    if file is not None and file.filename:
        author = Author(code, current_account().address, campaign_id)
        try:
            choose = current_platform().points.wizard.people
            choose.from_file(author, cast("BinaryIO", file.stream), file.filename)
        except DomainError as error:
            flash(sentence(error), "error")
    return redirect(address_of(code, campaign_id, "check"), 303)


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/list.csv")
@for_drafts
def download_list(code: MunicipalityCode, draft: CampaignDraft) -> Response:
    """The whole list as it was checked, for whoever approves it."""
    with current_platform().db.read() as session:
        rows = [
            (
                row.row_number,
                "" if is_nameless(draft.terms) else row.identifier,
                row.amount_text,
                int(row.amount or 0),
                row_error(row.error) if row.error else "",
            )
            for row in list_rows(session, draft.campaign.id)
        ]
    heading = (_("名簿の行"), _("会員"), _("名簿の額"), _("付与するポイント"), _("直していただくこと"))
    return sheet(f"list-{draft.campaign.id}.csv", heading, rows)


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/method")
@for_drafts
def choose_method(code: MunicipalityCode, draft: CampaignDraft) -> Answer:
    """Grant or drop, where the officer knows better than the estimate."""
    try:
        method = read_choice(CampaignMethod)(request.form.get("method", ""))
        current_platform().points.check_campaign.choose_method(draft.campaign.id, method)
    except DomainError as error:
        flash(sentence(error), "error")
    return redirect(address_of(code, draft.campaign.id, "check"), 303)
