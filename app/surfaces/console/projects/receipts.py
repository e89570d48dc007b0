"""Receipts for donations that a town has issued, year by year; with names and addresses as a list for its books."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from app.access import current_account
from app.downloads import sheet
from app.i18n import day, localized
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from marketplace.services.projects.issue_receipt import IssuedReceipt, IssueReceipt


@blueprint.get("/console/<code>/projects/receipts")
@for_officers
def show_donation_receipts(code: MunicipalityCode) -> str:
    years, receipts = _receipts().listed(code, request.args.get("year", type=int))
    return page(
        "console/projects/receipts.html", code, years=years, receipts=receipts,
        year=receipts[0].year if receipts else None, total=sum(int(one.amount) for one in receipts),
    )  # fmt: skip


@blueprint.get("/console/<code>/projects/receipts-<int:year>.csv")
@for_officers
def download_donation_receipts(code: MunicipalityCode, year: int) -> Response:
    """Its reading is noted, and shown to the donors in the copy of their own data."""
    heading = (
        _("番号"), _("プロジェクト"), _("金額（円）"), _("受領した日"), _("お名前"), _("ご住所"), _("発行日"),
        _("再発行日"), _("版"),
    )  # fmt: skip
    issued = _receipts().read_list(code, year, current_account().address)
    return sheet(f"donation-receipts-{code}-{year}.csv", heading, [_row(one) for one in issued])


def _row(one: IssuedReceipt) -> tuple[object, ...]:
    receipt, donor = one.receipt, one.donor
    days = "・".join(day(step.day) for step in receipt.typed_steps())
    again = day(receipt.reissued_at) if receipt.reissued_at else ""
    return (
        receipt.number, localized(receipt.project, "title"), int(receipt.amount), days, donor.name if donor else "",
        donor.address if donor else "", day(receipt.issued_at), again, receipt.edition,
    )  # fmt: skip


def _receipts() -> IssueReceipt:
    return current_platform().marketplace.projects.receipts
