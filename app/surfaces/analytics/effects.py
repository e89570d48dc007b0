"""What a grant brought (付与の効果), against customers who did not get it."""

from __future__ import annotations

from flask import request

from app.surfaces.analytics import blueprint
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.analytics.people.effect import WEEKS, NoComparison, effect
from points.queries.segments import past_campaigns

_USUAL_WEEKS = (4, 2, 1)


@blueprint.get("/console/<code>/analytics/effects")
@for_readers
def list_effects(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        campaigns = past_campaigns(session, code)
    return page("analytics/effects.html", code, campaigns=campaigns)


@blueprint.get("/console/<code>/analytics/effects/<int:campaign_id>")
@for_readers
def show_effect(code: MunicipalityCode, campaign_id: int) -> str:
    """`weeks` in the address: how many before and after are compared; else four, or as many as are over."""
    platform = current_platform()
    asked, today = request.args.get("weeks", 0, type=int), business_date(platform.clock.now())
    with platform.db.read() as session:
        for weeks in (asked,) if asked in WEEKS else _USUAL_WEEKS:
            found = effect(session, code, campaign_id, weeks, today)
            if found.reason is not NoComparison.NOT_OVER:
                break
    return page("analytics/effect.html", code, found=found, weeks=WEEKS)
