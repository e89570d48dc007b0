"""Settlement: close up to a day, see who is owed what, take the list to the money desk."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.downloads import sheet
from app.surfaces.console.forms import read_day
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.words import SETTLEMENT_STATES
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import DomainError, IdentityError, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.queries.merchants import merchant_names
from points.queries.settlements import find_closing, list_closings, merchant_claims, next_from_day


@blueprint.get("/console/<code>/settlements")
@for_officers
def show_settlements(code: MunicipalityCode) -> str:
    """What would be settled through the chosen day, before anything is closed."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    try:
        through_day = min(read_day(request.args.get("through", "")), today)
    except Invalid:
        through_day = today - timedelta(days=1)
    with platform.db.read() as session:
        claims = merchant_claims(session, code, through_day)
        names = merchant_names(session, [claim.merchant_id for claim in claims])
        closings = list_closings(session, code)
        from_day = next_from_day(session, code)
    return page(
        "console/settlements.html",
        code,
        claims=claims,
        names=names,
        total=sum((claim.amount for claim in claims), Points(0)),
        closings=closings,
        from_day=from_day,
        through_day=through_day,
        today=today,
    )


@blueprint.post("/console/<code>/settlements")
@for_officers
def close_settlement(code: MunicipalityCode) -> AnyResponse:
    services = current_platform().points
    try:
        through_day = read_day(request.form.get("through", ""))
        closing_id = services.close_settlement.close(code, current_account().address, through_day)
    except (DomainError, IdentityError) as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_settlements", code=code, through=request.form.get("through", "")), 303)
    return redirect(url_for("console.show_closing", code=code, closing_id=closing_id), 303)


@blueprint.get("/console/<code>/settlements/<int:closing_id>")
@for_officers
def show_closing(code: MunicipalityCode, closing_id: int) -> str:
    with current_platform().db.read() as session:
        closing = find_closing(session, code, closing_id)
    if request.headers.get("HX-Request"):
        return render("console/_closing.html", code=str(code), closing=closing)
    return page("console/closing.html", code, closing=closing)


@blueprint.get("/console/<code>/settlements/<int:closing_id>.csv")
@for_officers
def download_closing(code: MunicipalityCode, closing_id: int) -> Response:
    """One line a merchant and program, and the settlement id that stands on the chain."""
    with current_platform().db.read() as session:
        closing = find_closing(session, code, closing_id)
    rows = [
        (
            one.merchant_id,
            localized(one.merchant, "name"),
            localized(program, "name"),
            int(amount),
            str(SETTLEMENT_STATES[one.state][0]),
            one.settlement_id.hex(),
        )
        for one in closing.settlements
        for program, amount in one.by_program
    ]
    heading = (_("加盟店番号"), _("加盟店"), _("事業"), _("金額（円）"), _("状態"), _("精算番号"))
    return sheet(f"settlement-{code}-{closing.through_day.isoformat()}.csv", heading, rows)
