"""Reconciliation: chain, SQL and books agree, or the difference row by row."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from app.downloads import sheet
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.books.words import CHECKS
from app.surfaces.console.office import for_readers, page
from app.wiring import current_platform
from chain.clock import day_from_number
from chain.ids import MunicipalityCode, expiry_day_of_lot, program_of_lot
from points.models.reconciliation import Check, Compared, Reconciliation
from points.queries.merchants import merchant_names
from points.queries.programs import program_names

_SHOWN = 500


@blueprint.get("/console/<code>/reconciliation")
@for_readers
def show_reconciliation(code: MunicipalityCode) -> str:
    platform = current_platform()
    found = platform.points.reconcile.run(code)
    shows_all = "all" in request.args
    wanted = sorted(found.rows, key=lambda row: row.agrees) if shows_all else found.differences
    return page(
        "console/books/reconciliation.html", code, found=found, rows=_named(wanted[:_SHOWN]), shows_all=shows_all,
        left_out=len(wanted) - len(wanted[:_SHOWN]), checks=list(Check), checked_at=platform.clock.now(),
    )  # fmt: skip


@blueprint.get("/console/<code>/reconciliation.csv")
@for_readers
def download_reconciliation(code: MunicipalityCode) -> Response:
    found: Reconciliation = current_platform().points.reconcile.run(code)
    heading = (_("照合"), _("対象"), _("番号"), _("チェーン"), _("記録（SQL）"), _("帳簿"), _("差"), _("ブロック"))
    rows = [
        (
            str(CHECKS[row.check][0]),
            name,
            row.subject,
            _cell(row.chain),
            _cell(row.sql),
            _cell(row.books),
            row.difference,
            found.block,
        )
        for row, name in _named(found.rows)
    ]
    return sheet(f"reconciliation-{code}-{found.block}.csv", heading, rows)


def _named(rows: list[Compared]) -> list[tuple[Compared, str]]:
    """Each row with what it is about in words."""
    with current_platform().db.read() as session:
        programs = program_names(session, {program_of_lot(row.lot_id) for row in rows if row.lot_id is not None})
        shops = merchant_names(session, {row.merchant_id for row in rows if row.merchant_id is not None})
    named = []
    for row in rows:
        words = [] if row.merchant_id is None else [localized(shops[row.merchant_id], "name")]
        if row.lot_id is not None:
            expiry = day_from_number(expiry_day_of_lot(row.lot_id)).isoformat()
            words.append(f"{localized(programs[program_of_lot(row.lot_id)], 'name')} ({expiry})")
        if row.batch_id is not None:
            words.append(_("振込データ %(number)s", number=row.batch_id))
        named.append((row, " · ".join(words)))
    return named


def _cell(side: int | None) -> object:
    return "" if side is None else side
