"""A shop's statement as a file, for the shop at its till and for officers."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from app.downloads import document, sheet
from app.i18n import localized
from app.papers.statement import statements_pdf
from app.wiring import current_platform
from points.queries.statements import Statement


def statement_document(found: Statement) -> Response:
    platform = current_platform()
    with platform.db.read() as session:
        towns = platform.municipalities.by_code(session, [found.issuer, found.payer])
    return document(f"{_name(found)}.pdf", statements_pdf([found], towns))


def statement_sheet(found: Statement) -> Response:
    """A line a day and program, one a coupon, then the fee and what is paid; the last column sums to the payout."""
    rows: list[tuple[object, ...]] = [
        (
            line.day.isoformat(), localized(line.program, "name"), int(line.payments), int(line.refunds), line.amount,
        )
        for line in found.lines
    ]  # fmt: skip
    if found.carried:
        rows.append((found.through_day.isoformat(), _("前回までの繰越・調整"), "", "", found.carried))
    rows += [
        (found.through_day.isoformat(), f"{_('クーポン')} {localized(line, 'title')}", "", "", line.discount)
        for line in found.by_coupon
    ]
    if found.fee:
        rows.append((found.through_day.isoformat(), _("手数料（税込）"), "", "", -int(found.fee)))
    rows.append((found.through_day.isoformat(), _("お支払額"), "", "", int(found.net)))
    return sheet(f"{_name(found)}.csv", (_("日付"), _("事業"), _("受け取り"), _("返金"), _("差引（円）")), rows)


def _name(found: Statement) -> str:
    return f"statement-{found.merchant_id}-{found.through_day.isoformat()}-{found.row_id}"
