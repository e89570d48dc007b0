"""What a grant brought (付与の効果), against customers who did not get it."""

from __future__ import annotations

from flask import request

from app.surfaces.analytics import blueprint
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.analytics.people.effect import WEEKS, effect
from points.queries.segments import past_campaigns

_USUAL_WEEKS = 4


@blueprint.get("/console/<code>/analytics/effects")
@for_readers
def list_effects(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        campaigns = past_campaigns(session, code)
    return page("analytics/effects.html", code, campaigns=campaigns)


@blueprint.get("/console/<code>/analytics/effects/<int:campaign_id>")
@for_readers
def show_effect(code: MunicipalityCode, campaign_id: int) -> str:
    """`weeks` in the address: how many before and after are compared."""
    platform = current_platform()
    asked = request.args.get("weeks", _USUAL_WEEKS, type=int)
    weeks = asked if asked in WEEKS else _USUAL_WEEKS
    with platform.db.read() as session:
        found = effect(session, code, campaign_id, weeks, business_date(platform.clock.now()))
    return page("analytics/effect.html", code, found=found, weeks=WEEKS)
