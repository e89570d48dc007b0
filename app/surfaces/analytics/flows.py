"""Between towns: whose points were spent in whose shops, and what towns have with each other."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.downloads import sheet
from app.i18n import localized
from app.surfaces.analytics import blueprint
from app.surfaces.analytics.choosing import Choice, chosen_period, usual_periods
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.analytics.queries.flows import Flows, flows


@blueprint.get("/console/<code>/analytics/flows")
@for_readers
def show_flows(code: MunicipalityCode) -> str:
    """Only what concerns the town itself; see docs/decisions/0062."""
    chosen, found = _found(code)
    with current_platform().db.read() as session:
        towns = {town.code: town for town in current_platform().municipalities.all(session)}
    return page(
        "analytics/flows.html", code, chosen=chosen, usual=usual_periods(chosen.today), found=found, towns=towns,
        own=code,
    )  # fmt: skip


@blueprint.get("/console/<code>/analytics/flows.csv")
@for_readers
def download_flows(code: MunicipalityCode) -> Response:
    chosen, found = _found(code)
    with current_platform().db.read() as session:
        towns = {town.code: localized(town, "name") for town in current_platform().municipalities.all(session)}
    heading = [_("発行した自治体"), _("お店のまち"), _("利用（返還を除く）"), _("利用の回数")]
    rows = [
        (towns.get(one.issuer, one.issuer), towns.get(one.home, one.home), one.points, one.payments)
        for one in found.flows
    ]
    return sheet(f"flows-{code}-{chosen.period.first}-{chosen.period.last}.csv", heading, rows)


def _found(code: MunicipalityCode) -> tuple[Choice, Flows]:
    platform = current_platform()
    today = business_date(platform.clock.now())
    chosen = Choice(chosen_period(today), today, {}, 0)
    with platform.db.read() as session:
        return chosen, flows(session, code, chosen.period, today)
