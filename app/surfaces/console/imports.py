"""Many shops out of one list: look it through, then register them some at a time, with progress."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.merchants import ask_registration
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import MunicipalityCode
from points.merchant_file import HEADINGS
from points.queries.merchants import find_merchant
from points.services.merchants.import_merchants import ImportMerchants


@blueprint.get("/console/<code>/merchants/import")
@for_officers
def new_import(code: MunicipalityCode) -> str:
    return page("console/import_new.html", code)


@blueprint.post("/console/<code>/merchants/import")
@for_officers
def check_import(code: MunicipalityCode) -> AnyResponse:
    file = request.files.get("list")
    try:
        raw, name = (file.stream.read(), file.filename or "") if file else (b"", "")
        import_id = _service().check(code, current_account().address, raw, name)
    except DomainError as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.new_import", code=code), 303)
    return redirect(url_for("console.show_import", code=code, import_id=import_id), 303)


@blueprint.get("/console/<code>/merchants/import/template.csv")
@for_officers
def download_import_template(code: MunicipalityCode) -> Response:
    return sheet("shops-template.csv", HEADINGS, [])


@blueprint.get("/console/<code>/merchants/import/<int:import_id>")
@for_officers
def show_import(code: MunicipalityCode, import_id: int) -> str:
    found = _service().find(code, import_id)
    return page("console/import.html", code, found=found, words=[sentence(one.error) for one in found.problems])


@blueprint.post("/console/<code>/merchants/import/<int:import_id>/registrations")
@for_officers
def advance_import(code: MunicipalityCode, import_id: int) -> AnyResponse:
    """The next shops: signed at once where the officer's key is kept here, else the first of them on /sign."""
    platform, officer = current_platform(), current_account().address
    _service().advance(code, officer, import_id)
    if not platform.wallet.is_managed(officer):
        asked = _service().prepare_next(code, import_id)
        if asked is not None:
            with platform.db.read() as session:
                merchant = find_merchant(session, int(asked.subject))
            return ask_registration(code, asked, merchant.name_ja, merchant.category, [])
    return redirect(url_for("console.show_import", code=code, import_id=import_id), 303)


@blueprint.get("/console/<code>/merchants/import/<int:import_id>/errors.csv")
@for_officers
def download_import_errors(code: MunicipalityCode, import_id: int) -> Response:
    found = _service().find(code, import_id)
    rows = [(one.row, one.name, one.error.field, sentence(one.error)) for one in found.problems]
    heading = (_("行"), _("お店の名前"), _("列"), _("直していただくこと"))
    return sheet(f"shops-errors-{import_id}.csv", heading, rows)


def _service() -> ImportMerchants:
    return current_platform().points.import_merchants
