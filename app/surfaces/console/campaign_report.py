"""What became of a campaign: a page to report from, and everybody's own line as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response
from flask_babel import gettext as _

from app.downloads import sheet
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.run_words import fate_words
from app.surfaces.console.wizard.words import is_nameless
from app.surfaces.console.words import row_error
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.models import Campaign, CampaignTerms
from points.queries.campaign_report import day_lines, fate_rows, fates, lot_use, report_acts
from points.queries.campaign_runs import run_of
from points.queries.campaigns import find_campaign


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/report")
@for_officers
def show_report(code: MunicipalityCode, campaign_id: int) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        view = find_campaign(session, code, campaign_id)
        campaign = session.get_one(Campaign, campaign_id)
        acts = report_acts(session, campaign)
        values = {
            "fates": fates(session, campaign, today),
            "use": lot_use(session, campaign, today),
            "days": day_lines(session, campaign),
            "coming": run_of(session, campaign_id).coming,
        }
    officers = platform.points.directory.names({act.officer for act in acts})
    return page("console/campaign_report.html", code, campaign=view, acts=acts, officers=officers, **values)


@blueprint.get("/console/<code>/campaigns/<int:campaign_id>/results.csv")
@for_officers
def download_results(code: MunicipalityCode, campaign_id: int) -> Response:
    with current_platform().db.read() as session:
        find_campaign(session, code, campaign_id)
    heading = (_("行"), _("会員番号"), _("ポイント"), _("結果"), _("わけ"))
    return sheet(f"results-{campaign_id}.csv", heading, _lines(campaign_id))


def _lines(campaign_id: int) -> Iterator[tuple[object, ...]]:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        terms = session.get(CampaignTerms, campaign_id)
        hides = terms is not None and is_nameless(terms)
        for row, fate in fate_rows(session, session.get_one(Campaign, campaign_id), today):
            words = fate_words(fate) if fate else (_("名簿の誤り"), row_error(str(row.error)))
            yield (row.row_number, "" if hides else row.identifier, int(row.amount or 0), *words)
