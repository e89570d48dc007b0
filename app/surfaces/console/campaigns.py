"""Granting points to many people, after the wizard: signature, progress, downloads."""

from __future__ import annotations

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
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.console.wizard.check import check_page
from app.surfaces.console.wizard.words import is_nameless
from app.surfaces.console.words import row_error
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address, MunicipalityCode
from points.models import CampaignState, CampaignTerms
from points.queries.campaign_runs import run_of
from points.queries.campaigns import CampaignView, error_rows, find_campaign
from points.queries.relief import relief_of_campaign
from points.signing import ToSign


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>")
@for_officers
def show_campaign(code: MunicipalityCode, campaign_id: int) -> str | AnyResponse:
    """Before the start its wizard's last step; then how far it is, or for HTMX its progress alone."""
    platform = current_platform()
    with platform.db.read() as session:
        campaign = find_campaign(session, code, campaign_id)
        run = run_of(session, campaign_id)
        relief = relief_of_campaign(session, campaign_id)
    if campaign.state in (CampaignState.DRAFT, CampaignState.CHECKED):
        return check_page(code, campaign_id) if relief is None else to_relief(code, relief)
    officers = platform.points.directory.names({act.officer for act in run.acts})
    if request.headers.get("HX-Request"):
        return render(
            "console/_progress.html", code=str(code), campaign=campaign, run=run, officers=officers, is_update=True
        )
    return page("console/campaign.html", code, campaign=campaign, run=run, officers=officers, relief=relief)


def to_relief(code: MunicipalityCode, relief: int) -> AnyResponse:
    """Relief points are asked for and confirmed on their own page."""
    return redirect(url_for("console.show_relief", code=code, relief_id=relief), 303)


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
    return ask_grant_signature(campaign, asked, address)


def ask_grant_signature(campaign: CampaignView, asked: ToSign, return_to: str) -> AnyResponse:
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
        return_to=return_to,
    )


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/errors.csv")
@for_officers
def download_errors(code: MunicipalityCode, campaign_id: int) -> Response:
    _find(code, campaign_id)
    with current_platform().db.read() as session:
        terms = session.get(CampaignTerms, campaign_id)
        hides = terms is not None and is_nameless(terms)
        rows = [
            (row.row_number, "" if hides else row.identifier, row.amount_text, row_error(str(row.error)))
            for row in error_rows(session, campaign_id, None)
        ]
    heading = (_("名簿の行"), _("会員番号"), _("ポイント"), _("直していただくこと"))
    return sheet(f"errors-{campaign_id}.csv", heading, rows)


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
