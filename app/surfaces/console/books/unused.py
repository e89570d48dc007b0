"""Unused balance at the base dates of the Payment Services Act, and what expired."""

from __future__ import annotations

from datetime import date

from flask import Response, request
from flask_babel import gettext as _

from app.downloads import sheet
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_readers, page
from app.surfaces.console.words import LEGAL_CLASSES
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.queries.unused_balance import DEPOSIT_ABOVE, BalanceReport, balance_report, base_dates, expired_months

_BASE_DATES = 5


@blueprint.get("/console/<code>/unused-balance")
@for_readers
def show_unused_balance(code: MunicipalityCode) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    dates = base_dates(today, _BASE_DATES)
    base = _base(dates)
    with platform.db.read() as session:
        report = balance_report(session, code, base, today)
        expired = expired_months(session, code, today)
    return page(
        "console/books/unused.html", code, report=report, expired=expired, dates=dates, today=today,
        limit=DEPOSIT_ABOVE, legal=LEGAL_CLASSES,
    )  # fmt: skip


@blueprint.get("/console/<code>/unused-balance.csv")
@for_readers
def download_unused_balance(code: MunicipalityCode) -> Response:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        report = balance_report(session, code, _base(base_dates(today, _BASE_DATES)), today)
    heading = (
        _("基準日"), _("事業番号"), _("事業"), _("有償・無償"), _("法令上の区分"), _("前回の未使用残高"),
        _("発行額"), _("使用額"), _("失効額"), _("未使用残高"),
    )  # fmt: skip
    return sheet(f"unused-balance-{code}-{report.base_date.isoformat()}.csv", heading, _rows(report))


@blueprint.get("/console/<code>/expired.csv")
@for_readers
def download_expired(code: MunicipalityCode) -> Response:
    platform = current_platform()
    with platform.db.read() as session:
        months = expired_months(session, code, business_date(platform.clock.now()))
    rows = [(f"{one.month:%Y-%m}", int(one.paid), int(one.free), int(one.total)) for one in months]
    return sheet(f"expired-{code}.csv", (_("月"), _("有償"), _("無償"), _("合計")), rows)


def _rows(report: BalanceReport) -> list[tuple[object, ...]]:
    return [
        (
            report.base_date.isoformat(),
            one.program_id,
            localized(one.program, "name"),
            _("有償") if one.is_paid else _("無償"),
            str(LEGAL_CLASSES[one.legal_class][0]),
            one.before,
            one.issued,
            one.used,
            one.expired,
            one.unused,
        )
        for one in report.programs
    ]


def _base(dates: list[date]) -> date:
    """The base date of the address if it is one; else the last that is over."""
    asked = request.args.get("base", "")
    return next((one for one in dates if one.isoformat() == asked), dates[0])
