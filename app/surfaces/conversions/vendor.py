"""The vendor's page: the rates that its towns have set, and what it owes them for a month."""

from __future__ import annotations

from flask import render_template

from app.surfaces.bridges.vendors import for_vendors
from app.surfaces.conversions import blueprint
from app.surfaces.conversions.bill import asked_month, months
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.bridges.models import ConnectedService
from points.queries.conversion_bill import bill_of_service
from points.queries.conversion_rates import service_rate


@blueprint.get("/services/<client_id>/conversions")
@for_vendors
def show_vendor(service: ConnectedService) -> str:
    """Raises: NotFound, Invalid."""
    platform, month = current_platform(), asked_month()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        bill = bill_of_service(session, service.id, month)
        codes = sorted({service.municipality, *(MunicipalityCode(code) for code in service.towns)})
        rates = [service_rate(session, service, code, today) for code in codes]
        towns = {town.code: town for town in platform.municipalities.all(session)}
    return render_template(
        "conversions/vendor.html", service=service, rates=[one for one in rates if one.now or one.coming], bill=bill,
        towns=towns, **months(month),
    )  # fmt: skip
