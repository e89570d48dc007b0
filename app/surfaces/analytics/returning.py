"""Who comes again (リピート): cohorts by the month of the first payment."""

from __future__ import annotations

from app.surfaces.analytics import blueprint
from app.surfaces.analytics.people import waiting
from app.surfaces.analytics.words import month_words
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.analytics.people.months import finished_months
from points.analytics.people.retention import cohorts


@blueprint.get("/console/<code>/analytics/returning")
@for_readers
def show_returning(code: MunicipalityCode) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        found = cohorts(session, code, finished_months(today))
    told = [one for one in found if one.people != 0]
    most = max((len(one.after) for one in told), default=0)
    return page(
        "analytics/returning.html", code, cohorts=told, months_after=most, month_words=month_words, **waiting(today)
    )
