"""The town's desk: at which rate each app's points are turned, and one app's rates of all times."""

from __future__ import annotations

from typing import Any

from app.surfaces.console.office import for_readers, page
from app.surfaces.conversions import blueprint
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.bridges.queries.services import webhook_of
from points.models import Conversion
from points.queries.conversion_rates import rates_of_town, service_rate
from points.queries.conversions import conversion_views, rules_of
from points.queries.programs import program_names
from points.services.conversion.keep_conversion import service_for_town


@blueprint.get("/console/<code>/conversions")
@for_readers
def show_desk(code: MunicipalityCode) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        rates = rates_of_town(session, code, today)
        rules = [rule for rate in rates for rule in (rate.now, rate.coming) if rule]
        programs = program_names(session, {rule.program_id for rule in rules})
    return page("conversions/desk.html", code, rates=rates, programs=programs, month=today)


@blueprint.get("/console/<code>/conversions/<client_id>")
@for_readers
def show_service(code: MunicipalityCode, client_id: str) -> str:
    """Raises: NotFound."""
    return page("conversions/service.html", code, **standing_of(code, client_id))


def standing_of(code: MunicipalityCode, client_id: str) -> dict[str, Any]:
    """Everything about one app in this town. Raises: NotFound."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        service = service_for_town(session, code, client_id)
        rules = rules_of(session, service.id, code)
        here = Conversion.service_id == service.id, Conversion.municipality == code
        found = {
            "service": service,
            "rate": service_rate(session, service, code, today),
            "rules": rules,
            "recent": conversion_views(session, *here),
            "programs": program_names(session, {rule.program_id for rule in rules}),
            "has_webhook": webhook_of(session, service.id) is not None,
            "today": today,
        }
    officers = {who for rule in rules for who in (rule.officer, rule.withdrawn_by) if who}
    return found | {"names": platform.points.directory.names(officers)}
