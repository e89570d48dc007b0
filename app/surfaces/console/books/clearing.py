"""Between towns: a month's costs by program and town, and who owes whom."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, request
from flask_babel import gettext as _

from app.downloads import document, sheet
from app.i18n import localized
from app.papers.clearing import clearing_pdf
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.queries.clearing import Clearing, clearing, cost_lines, coupon_costs, month_of
from points.queries.money_desk import towns_paying_home_shops


@blueprint.get("/console/<code>/clearing")
@for_readers
def show_clearing(code: MunicipalityCode) -> str:
    platform = current_platform()
    month = _month()
    with platform.db.read() as session:
        found = clearing(session, code, month)
        costs, coupons = cost_lines(session, code, month), coupon_costs(session, code, month)
        towns = {town.code: town for town in platform.municipalities.all(session)}
        agreed = towns_paying_home_shops(session)
    this_month = business_date(platform.clock.now()).replace(day=1)
    return page(
        "console/books/clearing.html", code, found=found, costs=costs, coupons=coupons, towns=towns, agreed=agreed,
        month=month,
        earlier=(month - timedelta(days=1)).replace(day=1),
        later=month_of(month)[1] + timedelta(days=1) if month < this_month else None,
        own=code,
    )  # fmt: skip


@blueprint.get("/console/<code>/clearing.csv")
@for_readers
def download_clearing(code: MunicipalityCode) -> Response:
    platform = current_platform()
    month = _month()
    with platform.db.read() as session:
        found = clearing(session, code, month)
        towns = {town.code: localized(town, "name") for town in platform.municipalities.all(session)}
    heading = (
        _("月"), _("締め番号"), _("締め日"), _("発行した自治体"), _("支払った自治体"), _("お店"), _("ポイント"),
        _("手数料"), _("クーポン"), _("清算する金額（円）"),
    )  # fmt: skip
    rows = [
        (
            f"{month:%Y-%m}",
            one.closing_id,
            one.through_day.isoformat(),
            towns.get(one.issuer, one.issuer),
            towns.get(one.payer, one.payer),
            one.shops,
            int(one.gross),
            int(one.fee),
            int(one.coupons),
            int(one.amount),
        )
        for one in found.lines
    ]
    return sheet(f"clearing-{code}-{month:%Y-%m}.csv", heading, rows)


@blueprint.get("/console/<code>/costs.csv")
@for_readers
def download_costs(code: MunicipalityCode) -> Response:
    platform = current_platform()
    month = _month()
    with platform.db.read() as session:
        costs, coupons = cost_lines(session, code, month), coupon_costs(session, code, month)
        towns = {town.code: localized(town, "name") for town in platform.municipalities.all(session)}
    rows: list[tuple[object, ...]] = [
        (
            f"{month:%Y-%m}",
            one.program_id,
            localized(one.program, "name"),
            towns.get(one.home, one.home),
            int(one.amount),
        )
        for one in costs
    ]
    rows += [(f"{month:%Y-%m}", "", _("クーポン"), towns.get(one.home, one.home), int(one.amount)) for one in coupons]
    heading = (_("月"), _("事業番号"), _("事業"), _("お店のまち"), _("精算額（円）"))
    return sheet(f"costs-{code}-{month:%Y-%m}.csv", heading, rows)


@blueprint.get("/console/<code>/clearing.pdf")
@for_readers
def print_clearing(code: MunicipalityCode) -> Response:
    platform = current_platform()
    month = _month()
    with platform.db.read() as session:
        found: Clearing = clearing(session, code, month)
        towns = {town.code: localized(town, "name") for town in platform.municipalities.all(session)}
    raw = clearing_pdf(found, code, towns, month, business_date(platform.clock.now()))
    return document(f"clearing-{code}-{month:%Y-%m}.pdf", raw)


def _month() -> date:
    """The first day of the month in the address; else of this month."""
    try:
        return date.fromisoformat(request.args.get("month", "") + "-01")
    except ValueError:
        return business_date(current_platform().clock.now()).replace(day=1)
