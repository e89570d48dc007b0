"""Who supports a project, for its town: what supporters wish to show of themselves, to read, to take off the page, and
as a list for a spreadsheet."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.downloads import sheet
from app.i18n import moment
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.projects.browsing import page_asked
from app.wiring import current_platform
from chain.ids import MunicipalityCode


@blueprint.get("/console/<code>/projects/<int:number>/supporters")
@for_officers
def show_supporters(code: MunicipalityCode, number: int) -> str:
    """Raises: ProjectUnknown."""
    found = current_platform().marketplace.projects.pages.desk_supporters(code, number, page_asked())
    return page("console/projects/supporters.html", code, found=found, project=found.view.project)


@blueprint.get("/console/<code>/projects/<int:number>/supporters.csv")
@for_officers
def download_supporters(code: MunicipalityCode, number: int) -> Response:
    """No more of a person than they wished to show. Raises: ProjectUnknown."""
    rows = current_platform().marketplace.projects.pages.supporter_rows(code, number)
    heading = (_("支援番号"), _("日時"), _("支援の額（円）"), _("表示するお名前"), _("応援のことば"))
    lines = ((row.pledge_id or "", _when(row.block_time), int(row.amount), row.shown_name, row.message) for row in rows)
    return sheet(f"supporters-{number}.csv", heading, lines)


@blueprint.post("/console/<code>/projects/<int:number>/supporters/<int:pledge_id>")
@for_officers
def hide_supporter(code: MunicipalityCode, number: int, pledge_id: int) -> AnyResponse:
    """Take a name and message off the page, or show them again. Raises: ProjectUnknown, PledgeUnknown."""
    is_hidden = request.form.get("hidden") == "1"
    current_platform().marketplace.projects.post_update.hide(code, number, pledge_id, is_hidden=is_hidden)
    return redirect(url_for("console.show_supporters", code=code, number=number, page=page_asked()), 303)


def _when(block_time: int) -> str:
    return moment(datetime.fromtimestamp(block_time, UTC))
