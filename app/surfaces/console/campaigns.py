"""Granting points to many people: purpose, list, check, preview, signature, progress, totals."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import Response, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.i18n import day, localized, number, points
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.console.words import row_error
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import DomainError, Invalid
from chain.ids import Address, MunicipalityCode
from points.queries.campaign_runs import run_of
from points.queries.campaigns import CampaignView, error_rows, find_campaign, preview, result_rows
from points.queries.programs import find_program
from points.services.check_campaign import CampaignPlan

FIELDS = ("purpose", "expiry_day")


@blueprint.get("/console/<code>/programs/<int:program_id>/campaigns/new")
@for_officers
def new_campaign(code: MunicipalityCode, program_id: int) -> str:
    return _form(code, program_id, None)


@blueprint.post("/console/<code>/programs/<int:program_id>/campaigns")
@for_officers
def create_campaign(code: MunicipalityCode, program_id: int) -> AnyResponse | tuple[str, int]:
    """Keeps purpose and expiry, then reads the list that came along; what is wrong with the list is shown there."""
    typed = Typed.of(FIELDS, request.form)
    expiry_day = typed.read("expiry_day", read_day)
    if expiry_day is None:
        return _form(code, program_id, typed), 422
    plan = CampaignPlan(program_id, typed.values["purpose"], expiry_day)
    try:
        campaign_id = current_platform().points.check_campaign.draft(code, current_account().address, plan)
    except Invalid as error:
        typed.refuse(error)
        return _form(code, program_id, typed), 422
    return _check(code, campaign_id)


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>")
@for_officers
def show_campaign(code: MunicipalityCode, campaign_id: int) -> str:
    """The page, or for HTMX its progress alone."""
    platform = current_platform()
    with platform.db.read() as session:
        campaign = find_campaign(session, code, campaign_id)
        wrong = error_rows(session, campaign_id)
        seen = preview(session, campaign) if campaign.state == "checked" else None
        run = run_of(session, campaign_id)
    officers = platform.points.directory.names({act.officer for act in run.acts})
    if request.headers.get("HX-Request"):
        return render(
            "console/_progress.html", code=str(code), campaign=campaign, run=run, officers=officers, is_update=True
        )
    return page("console/campaign.html", code, campaign=campaign, wrong=wrong, preview=seen, run=run, officers=officers)


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/list")
@for_officers
def upload_list(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    """A corrected list in place of the one before."""
    _find(code, campaign_id)
    return _check(code, campaign_id)


@blueprint.post("/console/<code>/campaigns/<int:campaign_id>/start")
@for_officers
def start_campaign(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    campaign = _find(code, campaign_id)
    address = url_for("console.show_campaign", code=code, campaign_id=campaign_id)
    try:
        asked = current_platform().points.start_campaign.prepare(campaign_id, current_account().address)
    except DomainError as error:
        flash(sentence(error), "error")
        return redirect(address, 303)
    return to_signature(
        asked.typed_data,
        title=_("ポイントを付与します"),
        words=[
            (_("事業"), localized(campaign.program, "name")),
            (_("目的"), campaign.purpose),
            (_("人数"), _("%(count)s人", count=number(campaign.people))),
            (_("合計"), points(campaign.total)),
            (_("使える期限"), day(campaign.expiry_day)),
        ],
        consequence=_("付与したポイントは取り消せません。"),
        purpose="points.campaign",
        subject=asked.subject,
        return_to=address,
    )


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/errors.csv")
@for_officers
def download_errors(code: MunicipalityCode, campaign_id: int) -> Response:
    _find(code, campaign_id)
    with current_platform().db.read() as session:
        rows = [
            (row.row_number, row.identifier, row.amount_text, row_error(str(row.error)))
            for row in error_rows(session, campaign_id, None)
        ]
    heading = (_("名簿の行"), _("会員番号"), _("ポイント"), _("直していただくこと"))
    return sheet(f"errors-{campaign_id}.csv", heading, rows)


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/results.csv")
@for_officers
def download_results(code: MunicipalityCode, campaign_id: int) -> Response:
    with current_platform().db.read() as session:
        campaign = find_campaign(session, code, campaign_id)
        rows = [
            (row.row_number, row.identifier, int(row.amount or 0), _("付与済み") if is_done else _("未付与"))
            for row, is_done in result_rows(session, campaign)
        ]
    return sheet(f"results-{campaign_id}.csv", (_("行"), _("会員番号"), _("ポイント"), _("結果")), rows)


@blueprint.get("/console/<code>/list-template.csv")
@for_officers
def download_template(code: MunicipalityCode) -> Response:
    heading = (_("会員番号"), _("ポイント"), _("備考"))  # points.campaign_file knows them in both languages
    return sheet("list-template.csv", heading, [("M-XXXX-XXXX", 1000, _("例：この行は消してください"))])


@completes("points.campaign")
def grant_points(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.start_campaign.complete(subject, signature)


def _find(code: MunicipalityCode, campaign_id: int) -> CampaignView:
    with current_platform().db.read() as session:
        return find_campaign(session, code, campaign_id)


def _check(code: MunicipalityCode, campaign_id: int) -> AnyResponse:
    """Read the uploaded list; a file that is no list at all leaves the campaign as it was."""
    file = request.files.get("list")
    if file is not None and file.filename:
        try:
            check = current_platform().points.check_campaign.check_list
            check(campaign_id, cast("BinaryIO", file.stream), file.filename)
        except DomainError as error:
            flash(sentence(error), "error")
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign_id), 303)


def _form(code: MunicipalityCode, program_id: int, typed: Typed | None) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        program = find_program(session, code, program_id, business_date(platform.clock.now()))
    if typed is None:
        typed = Typed.of(FIELDS, {"expiry_day": program.last_day.isoformat()})
    return page("console/campaign_new.html", code, program=program, typed=typed)
