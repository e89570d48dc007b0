"""What services owe the town for a month's conversions, as a table and as a list for the books."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, request
from flask_babel import gettext as _

from app.downloads import sheet
from app.i18n import localized
from app.surfaces.console.office import for_readers, page
from app.surfaces.conversions import blueprint
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.queries.conversion_bill import Bill, bill_of_town
from points.queries.conversions import first_of_next
from points.queries.programs import program_names


@blueprint.get("/console/<code>/conversions/bill")
@for_readers
def show_bill(code: MunicipalityCode) -> str:
    """Raises: Invalid."""
    platform, month = current_platform(), asked_month()
    with platform.db.read() as session:
        bill = bill_of_town(session, code, month)
        programs = program_names(session, {line.program_id for line in bill.lines})
    return page("conversions/bill.html", code, bill=bill, programs=programs, **months(month))


@blueprint.get("/console/<code>/conversions/bill.csv")
@for_readers
def download_bill(code: MunicipalityCode) -> Response:
    """Raises: Invalid."""
    platform, month = current_platform(), asked_month()
    with platform.db.read() as session:
        bill = bill_of_town(session, code, month)
        names = program_names(session, {line.program_id for line in bill.lines})
    heading = [
        _("月"), _("サービス"), _("クライアントID"), _("ポイント事業"), _("率"), _("率の始まり"), _("件数"),
        _("アプリのポイント"), _("共通ポイント"), _("届く途中"), _("請求する金額（円）"),
    ]  # fmt: skip
    programs = {key: localized(name, "name") for key, name in names.items()}
    return sheet(f"conversions-{code}-{month:%Y-%m}.csv", heading, _rows(bill, month, programs))


def _rows(bill: Bill, month: date, programs: dict[int, str]) -> list[list[object]]:
    return [
        [
            f"{month:%Y-%m}",
            localized(line.service, "name"),
            line.service.client_id,
            programs[line.program_id],
            f"{line.rule.app_points}:{line.rule.common_points}",
            line.rule.first_day.isoformat(),
            line.conversions,
            line.app_points,
            int(line.given),
            int(line.coming),
            int(line.owed),
        ]
        for line in bill.lines
    ]


def asked_month() -> date:
    """The first day of the month in the address, else of this month. Raises: Invalid (not_a_month)."""
    wish = request.args.get("month", "")
    try:
        given = date.fromisoformat(f"{wish}-01") if wish else business_date(current_platform().clock.now())
    except ValueError:
        raise Invalid("month", "not_a_month") from None
    return given.replace(day=1)


def months(month: date) -> dict[str, date | None]:
    """For the page's way to other months."""
    this_month = business_date(current_platform().clock.now()).replace(day=1)
    later = first_of_next(month) if month < this_month else None
    return {"month": month, "earlier": (month - timedelta(days=1)).replace(day=1), "later": later}
