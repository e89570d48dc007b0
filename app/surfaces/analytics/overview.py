"""The town's points in a period: issued, spent and expired, by week, program and shop; each table as CSV as well."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.downloads import sheet
from app.i18n import localized
from app.surfaces.analytics import blueprint
from app.surfaces.analytics.choosing import choose, usual_periods
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.analytics.models.period import change_percent
from points.analytics.queries.overview import Moved, Overview, ShopLine, overview, shops_by_spending

_SHOPS_SHOWN = 20


@blueprint.get("/console/<code>/analytics")
@for_readers
def show_overview(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        chosen = choose(session, code)
        found = overview(session, chosen.program_ids, chosen.period, chosen.today)
        shops = shops_by_spending(session, chosen.program_ids, chosen.period, chosen.today)
        towns = {town.code: town for town in platform.municipalities.all(session)}
    return page(
        "analytics/overview.html", code, chosen=chosen, usual=usual_periods(chosen.today), found=found,
        figures=_figures(found), shops=shops[:_SHOPS_SHOWN], shop_count=len(shops), towns=towns,
    )  # fmt: skip


@blueprint.get("/console/<code>/analytics/parts.csv", defaults={"table": "parts"})
@blueprint.get("/console/<code>/analytics/programs.csv", defaults={"table": "programs"})
@blueprint.get("/console/<code>/analytics/shops.csv", defaults={"table": "shops"})
@for_readers
def download_overview(code: MunicipalityCode, table: str) -> Response:
    """`table` is parts, programs or shops. No row is about a person."""
    platform = current_platform()
    with platform.db.read() as session:
        chosen = choose(session, code)
        found = overview(session, chosen.program_ids, chosen.period, chosen.today)
        shops = shops_by_spending(session, chosen.program_ids, chosen.period, chosen.today)
        towns = {town.code: localized(town, "name") for town in platform.municipalities.all(session)}
    rows: list[tuple[object, ...]]
    if table == "shops":
        heading = [_("お店の番号"), _("お店"), _("お店のまち"), *_spent_heading()]
        rows = [(one.merchant_id, shop_name(one), towns.get(one.town, ""), *_spent(one.moved)) for one in shops]
    elif table == "programs":
        heading = [_("事業番号"), _("事業"), *_heading()]
        rows = [(one.program_id, localized(one.program, "name"), *_cells(one.moved)) for one in found.programs]
    else:
        heading = [_("週のはじまり") if found.period.is_told_by_week else _("月のはじまり"), *_heading()]
        rows = [(start.isoformat(), *_cells(moved)) for start, moved in found.parts.items()]
    return sheet(f"points-{table}-{code}-{chosen.period.first}-{chosen.period.last}.csv", heading, rows)


def shop_name(line: ShopLine) -> str:
    return localized(line, "name") or str(_("お店 %(number)s", number=line.merchant_id))


def _figures(found: Overview) -> list[tuple[str, int, int, int | None]]:
    """Label, of the period, of the one before, and the change in percent."""
    now, before = found.total, found.before
    pairs = [
        (_("付与"), now.issued, before.issued),
        (_("利用（返還を除く）"), now.spent, before.spent),
        (_("失効"), now.expired, before.expired),
        (_("利用の回数"), now.payments, before.payments),
    ]
    return [(label, one, other, change_percent(one, other)) for label, one, other in pairs]


def _heading() -> list[str]:
    return [_("付与"), _("利用（返還を除く）"), _("返還"), _("失効"), _("利用の回数")]


def _spent_heading() -> list[str]:
    return [_("利用（返還を除く）"), _("返還"), _("利用の回数")]


def _cells(moved: Moved) -> tuple[int, ...]:
    return (moved.issued, moved.spent, moved.refunded, moved.expired, moved.payments)


def _spent(moved: Moved) -> tuple[int, ...]:
    return (moved.spent, moved.refunded, moved.payments)
